import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { type Edition, isUnderWay } from '../edition.ts';
import { type Page, pageSize } from '../edition-queries.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import { successionTexts } from '../succession/texts.ts';
import type { EntryToChoose, ListedAmendment } from './queries.ts';
import { amendmentTexts } from './texts.ts';

interface AmendmentsProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly amendments: readonly ListedAmendment[];
  readonly mayEdit: boolean;
  readonly typed: {
    readonly reason: string;
    readonly errors: Readonly<Record<string, string>>;
    readonly error?: string;
  };
}

/** What changed an edition since its publication, and the way to change it again. */
export function AmendmentsPage(props: AmendmentsProps) {
  const { language, edition, amendments, typed } = props;
  const t = amendmentTexts(language);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <ErrorSummary lang={language} errors={typed.errors} general={typed.error} />
      <PageHead
        title={t.title}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
        marks={<StateBadge language={language} edition={edition} />}
      />
      <div class="stack">
        <p>{t.lead}</p>
        {amendments.length === 0 ? (
          <EmptyState title={t.none}>
            <p>{t.noneHint}</p>
          </EmptyState>
        ) : (
          <AmendmentTable language={language} rows={amendments} />
        )}
        {props.mayEdit && <Beginning {...props} />}
      </div>
    </>
  );
}

function AmendmentTable(props: { readonly language: Language; readonly rows: readonly ListedAmendment[] }) {
  const { language, rows } = props;
  const t = amendmentTexts(language);
  return (
    <Table
      lang={language}
      caption={t.title}
      captionHidden
      rows={rows}
      rowKey={({ amendment }) => String(amendment.id)}
      columns={[
        { key: 'no', label: t.no, cell: ({ amendment }) => amendment.amends?.no ?? '' },
        {
          key: 'code',
          label: t.code,
          head: true,
          cell: ({ amendment }) => (
            <a class="nowrap" href={localPath(language, work.edition(amendment.id))}>
              {amendment.code}
            </a>
          ),
        },
        {
          key: 'reason',
          label: t.reason,
          cell: ({ amendment }) => <span lang={foreign(language)}>{amendment.amends?.reason}</span>,
        },
        { key: 'entries', label: t.entries, cell: ({ entries }) => formatNumber(language, entries, 0) },
        {
          key: 'state',
          label: t.state,
          cell: ({ amendment }) => <StateBadge language={language} edition={amendment} />,
        },
        {
          key: 'date',
          label: t.date,
          cell: ({ amendment }) =>
            amendment.publishedAt ? formatDate(language, localDateOf(amendment.publishedAt)) : '',
        },
      ]}
    />
  );
}

function Beginning(props: AmendmentsProps) {
  const { language, edition, amendments, typed } = props;
  const t = amendmentTexts(language);
  const open = amendments.find(({ amendment }) => isUnderWay(amendment))?.amendment;
  const why = edition.amends ? t.noFurther : edition.state !== 'published' ? t.onlyPublished : null;
  if (why)
    return (
      <Notice lang={language} kind="information">
        <p>{why}</p>
      </Notice>
    );
  if (open)
    return (
      <Notice lang={language} kind="information">
        <p>
          {t.goOn(open.code)} <a href={localPath(language, work.edition(open.id))}>{t.open}</a>
        </p>
      </Notice>
    );
  const form = bindForm<{ reason: string }>({ lang: language, values: typed, errors: typed.errors });
  return (
    <Section title={t.beginTitle}>
      <Form
        lang={language}
        action={localPath(language, work.amendments(edition.id))}
        csrfToken={props.csrfToken}
        guard
      >
        <TextArea {...form.text('reason')} label={t.reason} hint={t.reasonHint} rows={4} most={2000} />
        <Buttons>
          <Button>{t.begin}</Button>
          <LinkButton href={localPath(language, work.edition(edition.id))} look="quiet">
            {t.back}
          </LinkButton>
        </Buttons>
      </Form>
    </Section>
  );
}

interface ChoiceProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly amendment: Edition;
  readonly edition: Edition;
  readonly filters: { readonly text: string; readonly page: number };
  readonly found: Page<EntryToChoose>;
}

/** The entries that are public, each with what the amendment may do with it. */
export function ChooseEntriesPage(props: ChoiceProps) {
  const { language, amendment, edition, filters, found } = props;
  const t = amendmentTexts(language);
  const address = localPath(language, work.chooseEntries(amendment.id));
  return (
    <>
      <WorkCrumbs language={language} edition={amendment} here={t.choose} />
      <PageHead title={t.chooseTitle} lead={<span lang={foreign(language)}>{edition.title}</span>} />
      <div class="stack">
        <p>{t.chooseLead}</p>
        <p>
          <a href={localPath(language, work.mergeEntries(amendment.id))}>{successionTexts(language).merge}</a>
        </p>
        <SearchBox
          lang={language}
          action={address}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
        />
        {found.total === 0 ? (
          <EmptyState title={editionTexts(language).noEntryFound} />
        ) : (
          <Table
            lang={language}
            caption={t.chooseTitle}
            captionHidden
            rows={found.rows}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                key: 'code',
                label: t.code,
                head: true,
                cell: ({ code }) => <span class="nowrap">{code}</span>,
              },
              {
                key: 'title',
                label: t.entry,
                cell: ({ title, illustrative }) => (
                  <>
                    <span lang={foreign(language)}>{title}</span>
                    {illustrative && (
                      <>
                        {' '}
                        <IllustrativeMark lang={language} />
                      </>
                    )}
                  </>
                ),
              },
              { key: 'purpose', label: t.purpose, cell: (row) => <Choice {...props} row={row} /> },
            ]}
          />
        )}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(page) => withQuery(address, { q: filters.text, trang: page > 1 ? page : undefined })}
        />
      </div>
    </>
  );
}

function Choice({ language, csrfToken, amendment, row }: ChoiceProps & { readonly row: EntryToChoose }) {
  const t = amendmentTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <div class="stack">
      {row.chosen && (
        <span class="marks">
          <Badge tone="work">{t.chosen[row.chosen.purpose]}</Badge>{' '}
          <a href={to(work.entry(amendment.id, row.chosen.id))} aria-label={`${t.open} ${row.code}`}>
            {t.open}
          </a>
        </span>
      )}
      <Form
        lang={language}
        action={to(work.chooseEntries(amendment.id))}
        csrfToken={csrfToken}
        label={row.code}
      >
        <div class="buttons">
          {row.chosen?.purpose !== 'change' && (
            <Button look="secondary" small name="muc" value={`${row.id} sua`}>
              {t.change}
            </Button>
          )}
          {row.chosen?.purpose !== 'takeOut' && (
            <Button look="quiet" small name="muc" value={`${row.id} dua-ra`}>
              {t.takeOut}
            </Button>
          )}
        </div>
      </Form>
      {row.chosen?.purpose !== 'takeOut' && (
        <a href={to(work.splitEntry(amendment.id, row.id))}>
          {successionTexts(language).split}
          <span class="sr"> {row.code}</span>
        </a>
      )}
    </div>
  );
}
