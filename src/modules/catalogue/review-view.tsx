import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import { CATALOGUE_FIELDS, type CatalogueField, DOCUMENT_KINDS } from '../../office/index.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Select, TextArea, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead, Section, Tabs } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { type ReviewCell, type ReviewRow, ReviewTable } from '../../ui/review-table.tsx';
import { localPath } from '../../ui/site-links.ts';
import { kindNames as documentKindNames } from '../documents/index.ts';
import { editionCode } from './edition.ts';
import { WorkCrumbs } from './edition-views.tsx';
import {
  type Correctable,
  correctable,
  correctableNames,
  corrected,
  correctionText,
} from './import-corrections.ts';
import type { ImportRecord, ReadRow, ReviewedRow, RowCounts } from './import-store.ts';
import { type ImportTexts, importTexts } from './import-texts.ts';
import { withQuery, work } from './paths.ts';

export const rowsOnPage = 50;

const fieldNames: Readonly<Record<CatalogueField, Readonly<Record<Language, string>>>> = {
  tt: { vi: 'Số thứ tự', en: 'Number' },
  title: { vi: 'Tên', en: 'Title' },
  bases: { vi: 'Căn cứ', en: 'Bases' },
  context: { vi: 'Bối cảnh, hiện trạng', en: 'Context' },
  results: { vi: 'Kết quả cần đạt', en: 'Results' },
  leads: { vi: 'Cơ quan chủ trì, nơi cần', en: 'Lead, in need' },
  partners: { vi: 'Cơ quan phối hợp', en: 'Partners' },
  deadline: { vi: 'Thời hạn', en: 'Deadline' },
  sector: { vi: 'Lĩnh vực', en: 'Sector' },
  place: { vi: 'Địa bàn', en: 'Place' },
  money: { vi: 'Kinh phí', en: 'Money' },
  other: { vi: 'Khác, giữ nguyên', en: 'Other, kept as is' },
};

export interface ReviewProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
  readonly rows: readonly ReviewedRow[];
  readonly counts: RowCounts;
  readonly tables: readonly {
    readonly title: string | null;
    readonly columns: readonly string[];
    readonly rows: number;
  }[];
  readonly page: number;
  readonly onlyFlagged: boolean;
  /** The row open for correction. */
  readonly editing: number | null;
  readonly errors: Readonly<Record<string, string>>;
  readonly headerValues: Readonly<Record<string, string>>;
}

export function ReviewPage(props: ReviewProps) {
  const { language, record } = props;
  const t = importTexts(language);
  const to = (path: string) => localPath(language, path);
  const code = editionCode(record.kind, record.span);
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.reviewTitle} />
      <ErrorSummary lang={language} errors={props.errors} />
      <PageHead
        title={t.reviewTitle}
        lead={`${record.fileName || t.pasted}, ${t.into(code)}`}
        action={<LinkButton href={to(work.confirmImport(record.id))}>{t.next}</LinkButton>}
      />
      <Problems {...props} t={t} />
      <Form
        lang={language}
        action={to(work.import(record.id))}
        csrfToken={props.csrfToken}
        guard
        wide
        hidden={{
          version: String(record.version),
          trang: String(props.page),
          loc: props.onlyFlagged ? 'can-xem' : '',
          shown: props.rows.map(({ position }) => position).join(','),
          ...(props.editing === null ? {} : { row: String(props.editing) }),
        }}
      >
        <Header {...props} t={t} />
        <Section title={t.caption} id="cac-dong">
          <Tables {...props} t={t} />
          <RowTabs {...props} t={t} />
          <p class="hint">{t.columnsHint}</p>
          <ReviewTable
            lang={language}
            caption={`${t.caption} (${formatNumber(language, props.counts.rows, 0)})`}
            columns={record.columns.map((column, index) => ({
              name: `column-${index}`,
              header: column.header,
              value: column.field,
              options: CATALOGUE_FIELDS.map((field) => ({
                value: field,
                label: fieldNames[field][language],
              })),
              problem: undefined,
            }))}
            rows={props.rows.map((row) => reviewRow(props, t, row))}
          />
          <Buttons>
            <Button look="secondary">{t.saveRows}</Button>
            <Button look="secondary" name="do" value="reread">
              {t.reread}
            </Button>
            <LinkButton href={to(work.discardImport(record.id))} look="quiet">
              {t.discard}
            </LinkButton>
          </Buttons>
        </Section>
      </Form>
      <Pager
        lang={language}
        page={props.page}
        pageSize={rowsOnPage}
        total={props.onlyFlagged ? props.counts.flagged : props.counts.rows}
        totalIsExact
        href={(page) => reviewAddress(props, { page })}
      />
    </>
  );
}

type PartProps = ReviewProps & { readonly t: ImportTexts };

function reviewAddress(
  props: Pick<ReviewProps, 'language' | 'record' | 'page' | 'onlyFlagged'>,
  change: { page?: number; onlyFlagged?: boolean; editing?: number },
): string {
  const flagged = change.onlyFlagged ?? props.onlyFlagged;
  const page = change.page ?? (change.onlyFlagged === undefined ? props.page : 1);
  const path = withQuery(work.import(props.record.id), {
    loc: flagged ? 'can-xem' : '',
    trang: page > 1 ? page : undefined,
    sua: change.editing,
  });
  return localPath(props.language, path);
}

function Problems(props: PartProps) {
  const { language, record, counts, t } = props;
  if (record.warnings.length === 0 && counts.flagged === 0)
    return (
      <Notice lang={language} kind="success">
        <p>{t.noProblems}</p>
      </Notice>
    );
  return (
    <Notice lang={language} kind="warning" title={counts.flagged > 0 ? t.problems(counts.flagged) : t.whole}>
      {record.warnings.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {counts.list.length > 0 && (
        <details>
          <summary>{t.problems(counts.flagged)}</summary>
          <ul>
            {counts.list.map(({ position, message }) => (
              <li key={position}>
                <a href={rowAddress(props, position)}>{t.goToRow(position)}</a>: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}

/** Where a row stands among all rows. */
function rowAddress(props: ReviewProps, position: number): string {
  const page = Math.ceil(position / rowsOnPage);
  return `${reviewAddress(props, { page, onlyFlagged: false })}#dong-${position}`;
}

function Header(props: PartProps) {
  const { language, headerValues, errors, t } = props;
  const common = (name: string) => ({
    lang: language,
    name,
    value: headerValues[name] ?? '',
    error: errors[name],
    optional: name !== 'title',
  });
  return (
    <details open={Object.keys(errors).length > 0}>
      <summary>{t.header}</summary>
      <Fieldset legend={t.header} hint={t.headerHint}>
        <TextArea {...common('title')} label={t.editionTitle} rows={3} most={500} />
        <Select
          {...common('kind')}
          label={t.documentKind}
          empty={null}
          width="medium"
          options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: documentKindNames[kind][language] }))}
        />
        <TextField {...common('number')} label={t.number} hint={t.numberHint} width="medium" />
        <TextField {...common('symbol')} label={t.symbol} width="medium" />
        <TextField {...common('date')} label={t.date} hint={t.dateHint} width="medium" />
        <TextField {...common('issuer')} label={t.issuer} />
        <TextArea {...common('documentTitle')} label={t.documentTitle} rows={3} />
        <TextField {...common('signerName')} label={t.signer} width="medium" />
      </Fieldset>
    </details>
  );
}

function Tables({ language, record, tables, t }: PartProps) {
  if (tables.length < 2) return null;
  return (
    <Select
      lang={language}
      name="table"
      label={t.table}
      empty={null}
      value={String(record.tableIndex)}
      options={[
        { value: '-1', label: t.tableAuto },
        ...tables.map(({ title, columns, rows }, index) => ({
          value: String(index),
          label: t.tableOption(
            (title ?? (columns.join(' | ') || t.untitledTable(index + 1))).slice(0, 90),
            rows,
          ),
        })),
      ]}
    />
  );
}

function RowTabs(props: PartProps) {
  const { language, counts, onlyFlagged, t } = props;
  return (
    <Tabs
      label={t.caption}
      items={[
        {
          label: t.all,
          href: reviewAddress(props, { onlyFlagged: false }),
          current: !onlyFlagged,
          count: formatNumber(language, counts.rows, 0),
        },
        {
          label: t.onlyFlagged,
          href: reviewAddress(props, { onlyFlagged: true }),
          current: onlyFlagged,
          count: formatNumber(language, counts.flagged, 0),
        },
      ]}
    />
  );
}

function reviewRow(props: ReviewProps, t: ImportTexts, row: ReviewedRow): ReviewRow {
  const { record } = props;
  const read = corrected(row);
  const open = props.editing === row.position;
  const homeless = row.warnings.filter(
    ({ column }) => column === null || !record.columns.some(({ header }) => header === column),
  );
  const titleAt = Math.max(
    0,
    record.columns.findIndex(({ field }) => field === 'title'),
  );
  return {
    key: String(row.position),
    number: read.tt ?? String(row.position),
    problems: homeless.map(({ message }) => message),
    skip: { name: `skip-${row.position}`, value: '1', checked: row.skip },
    tools: open ? undefined : <EditLink {...props} position={row.position} t={t} />,
    cells: record.columns.map((column, index): ReviewCell => {
      const source = row.read.fields[column.header] ?? '';
      const problems = row.warnings
        .filter((one) => one.column === column.header)
        .map(({ message }) => message);
      if (open) {
        const fields = boxesAt(record, index, titleAt);
        const boxes = <Boxes {...{ language: props.language, read, fields, t }} last={index === titleAt} />;
        return fields.length === 0 ? { source, problems } : { source, problems, read: boxes };
      }
      const understood = understoodIn(read, column.field, source, row, t);
      return understood === null ? { source, problems } : { source, problems, read: understood };
    }),
  };
}

/** What was understood, when it says more than the cell itself. */
function understoodIn(
  read: ReadRow,
  field: CatalogueField,
  source: string,
  row: ReviewedRow,
  t: ImportTexts,
): ComponentChildren {
  if (!isCorrectable(field)) return null;
  const text = correctionText(read, field);
  const byHand = row.corrections[field] !== undefined;
  const same = text.replace(/\s+/gu, ' ').trim() === source.replace(/\s+/gu, ' ').trim();
  if (same && !byHand) return null;
  if (!byHand && (field === 'title' || field === 'context' || field === 'tt' || text === '')) return null;
  return (
    <>
      {byHand && <Badge tone="note">{t.corrected}</Badge>}
      {text.split('\n').map((line, index) => (
        <p key={`${index}${line.slice(0, 12)}`}>{line}</p>
      ))}
    </>
  );
}

function isCorrectable(field: CatalogueField): field is Correctable & CatalogueField {
  return correctable.some((known) => known === field);
}

function EditLink(props: ReviewProps & { readonly position: number; readonly t: ImportTexts }) {
  const address = reviewAddress(props, { editing: props.position });
  return (
    <p>
      <a href={`${address}#dong-${props.position}`}>{props.t.edit}</a>
    </p>
  );
}

/** Which boxes stand in a column: its own field's, and beside the title those no column has. */
function boxesAt(record: ImportRecord, index: number, titleAt: number): Correctable[] {
  return correctable.filter((field) => {
    const own = record.columns.findIndex((column) => column.field === field);
    return own === -1 ? index === titleAt : own === index;
  });
}

/** The boxes in which an open row is corrected, each in its column beside the source. */
function Boxes(props: {
  readonly language: Language;
  readonly read: ReadRow;
  readonly fields: readonly Correctable[];
  /** With the button that saves the row. */
  readonly last: boolean;
  readonly t: ImportTexts;
}) {
  const { language, read, t } = props;
  return (
    <div class="stack form-rows">
      {props.fields.map((field) => {
        const box = {
          lang: language,
          name: `fix-${field}`,
          label: correctableNames[field][language],
          value: correctionText(read, field),
          optional: field !== 'title',
        };
        return field === 'tt' || field === 'deadline' ? (
          <TextField key={field} {...box} />
        ) : (
          <TextArea key={field} {...box} rows={4} />
        );
      })}
      {props.last && (
        <Button small name="do" value="row">
          {t.saveRow}
        </Button>
      )}
    </div>
  );
}
