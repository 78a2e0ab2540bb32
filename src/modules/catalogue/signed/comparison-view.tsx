import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Table } from '../../../ui/table.tsx';
import { type Edition, writeSpan } from '../edition.ts';
import { foreign } from '../edition-views.tsx';
import { type Comparison, differencesIn } from './compare.ts';
import { seemingName } from './refusals.ts';
import { type SignedTexts, signedTexts } from './texts.ts';
import { Words } from './words-view.tsx';

interface Props {
  readonly language: Language;
  readonly edition: Edition;
  readonly comparison: Comparison;
}

type PartProps = Props & { readonly t: SignedTexts };

/** What the signed copy says beside what was approved. */
export function ComparisonView(props: Props) {
  const { language, comparison } = props;
  const t = signedTexts(language);
  if (comparison.read !== 'text')
    return (
      <Notice lang={language} kind="warning" title={comparison.read === 'picture' ? t.picture : t.unread}>
        <p>{t.pictureHint}</p>
      </Notice>
    );
  return (
    <div class="stack">
      <Verdict {...props} t={t} />
      <Remarks {...props} t={t} />
      <Head {...props} t={t} />
      {comparison.rows && <Rows {...props} rows={comparison.rows} t={t} />}
    </div>
  );
}

function Verdict({ language, comparison, t }: PartProps) {
  const { other, rows } = comparison;
  const differences = differencesIn(comparison);
  if (other)
    return (
      <Notice lang={language} kind="error" title={t.other}>
        <p>{t.otherHint(seemingName(language, other))}</p>
      </Notice>
    );
  if (differences > 0)
    return (
      <Notice lang={language} kind="warning" title={t.differs(differences)}>
        {rows && <p>{t.counts(rows.equal, rows.approved)}</p>}
        <p>{t.differsHint}</p>
      </Notice>
    );
  if (!rows) return null;
  return (
    <Notice lang={language} kind="success" title={t.same}>
      <p>{t.sameHint(rows.approved)}</p>
    </Notice>
  );
}

/** What the file as a whole is short of, or says otherwise. */
function Remarks({ language, edition, comparison, t }: PartProps) {
  const { otherSpan, picturePages, recognised, rows } = comparison;
  const lines = [
    recognised && t.recognised,
    otherSpan !== null && t.otherSpan(otherSpan, writeSpan(edition.span)),
    picturePages > 0 && t.picturePages(picturePages),
    rows === null && t.noRows,
    rows !== null &&
      rows.missingColumns.length > 0 &&
      t.missingColumns(rows.missingColumns.map((field) => t.fields[field]).join('; ')),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <Notice lang={language} kind="warning">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}

function Head({ language, comparison, t }: PartProps) {
  const shown = (field: string, text: string) => (field === 'date' ? formatDate(language, text) : text);
  return (
    <Table
      lang={language}
      caption={t.headTitle}
      rows={comparison.head}
      rowKey={({ field }) => field}
      columns={[
        { key: 'part', label: t.part, head: true, cell: ({ field }) => t[field] },
        { key: 'typed', label: t.typed, cell: ({ field, typed }) => shown(field, typed) },
        {
          key: 'scanned',
          label: t.scanned,
          cell: ({ field, scanned }) =>
            scanned === null ? <span class="quiet">{t.notRead}</span> : shown(field, scanned),
        },
        {
          key: 'result',
          label: t.result,
          cell: ({ scanned, differs }) =>
            scanned === null ? '' : differs ? <strong>{t.disagrees}</strong> : t.agrees,
        },
      ]}
    />
  );
}

type RowsProps = PartProps & { readonly rows: NonNullable<Comparison['rows']> };
type Changed = RowsProps['rows']['changed'][number];

function Rows(props: RowsProps) {
  const { language, rows, t } = props;
  return (
    <>
      {rows.changedCount > 0 && <ChangedRows {...props} />}
      {rows.missingCount > 0 && (
        <Named
          language={language}
          title={t.missing(rows.missingCount)}
          rows={rows.missing.map(({ code, tt, title }) => ({ mark: code ?? tt, title }))}
          more={rows.missingCount - rows.missing.length}
          t={t}
        />
      )}
      {rows.addedCount > 0 && (
        <Named
          language={language}
          title={t.added(rows.addedCount)}
          rows={rows.added.map(({ tt, title }) => ({ mark: tt, title }))}
          more={rows.addedCount - rows.added.length}
          t={t}
        />
      )}
    </>
  );
}

function ChangedRows({ language, rows, t }: RowsProps) {
  const parts = rows.changed.flatMap((row) => row.fields.map((part, place) => ({ row, part, place })));
  const more = rows.changedCount - rows.changed.length;
  return (
    <div>
      <Table
        lang={language}
        caption={t.changed(rows.changedCount)}
        rows={parts}
        rowKey={({ row, part }) => `${row.code ?? row.title} ${row.tt} ${part.field}`}
        columns={[
          {
            key: 'entry',
            label: t.entry,
            head: true,
            cell: ({ row, place }) => <EntryName language={language} row={row} first={place === 0} />,
          },
          { key: 'part', label: t.part, cell: ({ part }) => t.fields[part.field] },
          {
            key: 'approved',
            label: t.approvedText,
            cell: ({ part }) => (
              <Words
                language={language}
                before={part.approved}
                after={part.scanned}
                side="removed"
                nothing={t.nothing}
              />
            ),
          },
          {
            key: 'signed',
            label: t.signedText,
            cell: ({ part }) => (
              <Words
                language={language}
                before={part.approved}
                after={part.scanned}
                side="added"
                nothing={t.nothing}
              />
            ),
          },
        ]}
      />
      {more > 0 && <p class="quiet">{t.more(more)}</p>}
      <p class="hint">{t.legend}</p>
    </div>
  );
}

/** Named in full once; the lines after it about the same entry have its code alone. */
function EntryName(props: { readonly language: Language; readonly row: Changed; readonly first: boolean }) {
  const { language, row, first } = props;
  const mark = row.code ?? row.tt;
  return (
    <>
      {mark !== null && <span class="nowrap">{mark}</span>}
      {(first || mark === null) && (
        <div class="quiet" lang={foreign(language)}>
          {row.title}
        </div>
      )}
    </>
  );
}

function Named(props: {
  readonly language: Language;
  readonly title: string;
  readonly rows: readonly { readonly mark: string | null; readonly title: string }[];
  readonly more: number;
  readonly t: SignedTexts;
}) {
  const { language, t } = props;
  return (
    <div>
      <h3>{props.title}</h3>
      <ul class="prose">
        {props.rows.map(({ mark, title }) => (
          <li key={`${mark} ${title}`}>
            {mark !== null && `${mark}. `}
            {title ? <span lang={foreign(language)}>{title}</span> : t.untitled}
          </li>
        ))}
      </ul>
      {props.more > 0 && <p class="quiet">{t.more(props.more)}</p>}
    </div>
  );
}
