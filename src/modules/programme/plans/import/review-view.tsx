// A little long, and one file: one table of what was read, whose parts share the marks and words of a row.
import type { Language } from '../../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { Checkbox } from '../../../../ui/choices.tsx';
import { Select, TextField } from '../../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../../ui/form.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { Content } from '../../../../ui/inline.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { EmptyState, PageHead, Section, Tabs } from '../../../../ui/page-parts.tsx';
import { Pager } from '../../../../ui/pager.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { Table } from '../../../../ui/table.tsx';
import { otherThan } from '../../../catalogue/index.ts';
import { withQuery } from '../../../directory/index.ts';
import { programmeWork } from '../../paths.ts';
import { PlanCrumbs } from '../parts.tsx';
import type { OrganisationChoice } from '../queries.ts';
import { planTexts } from '../texts.ts';
import { isSaved } from './confirm.ts';
import { columnFields, type ImportPart, type RowField, type TableChoice } from './rows.ts';
import type { ImportRow, PartCounts, PlanImport, RowFilter } from './store.ts';
import { rowsOnPage } from './store.ts';
import { planImportTexts } from './texts.ts';

/** Names offered for matching at a time. */
export const namesAtOnce = 30;

export interface ReviewProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly record: PlanImport;
  readonly part: ImportPart;
  readonly filter: RowFilter;
  readonly rows: readonly ImportRow[];
  readonly counts: Readonly<Record<ImportPart, PartCounts>>;
  /** Names as printed that the directory does not know, or knows as ended. */
  readonly unknown: readonly string[];
  /** Those of them that mean an agency that has ended. */
  readonly ended: ReadonlySet<string>;
  readonly organisations: readonly OrganisationChoice[];
  /** What was typed for names, where it came back. */
  readonly typed: readonly string[] | null;
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
}

export function reviewAddress(
  lang: Language,
  id: number,
  { part, only, page }: RowFilter & { readonly part: ImportPart },
): string {
  const path = withQuery(programmeWork.planImport(id), {
    ...{ xem: part === 'targets' ? 'chi-tieu' : null, loc: only === 'all' ? null : only },
    trang: page > 1 ? page : null,
  });
  return localPath(lang, path);
}

/** What was read from a plan, row by row, before anything is saved. */
export function ReviewPage(props: ReviewProps) {
  const { lang, record, errors, general } = props;
  const t = planImportTexts(lang);
  const reviewing = record.state === 'reviewing';
  return (
    <>
      <PlanCrumbs lang={lang} here={t.reviewTitle} />
      <PageHead
        title={t.reviewTitle}
        lead={<Content lang={lang} text={record.fileName || record.head.title || t.pasted} />}
        action={
          reviewing && (
            <LinkButton href={localPath(lang, programmeWork.savePlanImport(record.id))}>{t.next}</LinkButton>
          )
        }
      />
      <ErrorSummary lang={lang} errors={errors} general={general} />
      {!reviewing && <Ended {...props} />}
      <Doubts {...props} />
      <Rows {...props} />
      {reviewing && props.unknown.length > 0 && <Agencies {...props} />}
      {reviewing && (
        <div class="stack">
          {record.tables.length > 0 && <Columns {...props} />}
          <details>
            <summary>{t.discard}</summary>
            <Form
              lang={lang}
              action={localPath(lang, programmeWork.discardPlanImport(record.id))}
              csrfToken={props.csrfToken}
              label={t.discard}
            >
              <p class="hint">{t.discardHelp}</p>
              <Buttons>
                <Button look="danger">{t.discard}</Button>
              </Buttons>
            </Form>
          </details>
        </div>
      )}
    </>
  );
}

function Ended({ lang, record }: ReviewProps) {
  const t = planImportTexts(lang);
  return (
    <Notice lang={lang} kind="information">
      <p>{record.state === 'confirmed' ? t.endedConfirmed : t.endedDiscarded}</p>
      {record.planId !== null && (
        <p>
          <a href={localPath(lang, programmeWork.plan(record.planId))}>{t.openPlan}</a>
        </p>
      )}
    </Notice>
  );
}

function Doubts({ lang, record, counts }: ReviewProps) {
  const t = planImportTexts(lang);
  const doubtful = counts.tasks.doubtful + counts.targets.doubtful;
  if (doubtful === 0 && record.warnings.length === 0)
    return (
      <Notice lang={lang} kind="success">
        <p>{t.fine}</p>
      </Notice>
    );
  return (
    <Notice
      lang={lang}
      kind="warning"
      title={doubtful > 0 ? t.doubtful(formatNumber(lang, doubtful, 0)) : t.whole}
    >
      <div lang={otherThan(lang, 'vi')}>
        {record.warnings.slice(0, 20).map((message) => (
          <p key={message}>{message}</p>
        ))}
      </div>
    </Notice>
  );
}

function Rows(props: ReviewProps) {
  const { lang, csrfToken, record, part, filter, rows, counts } = props;
  const t = planImportTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const address = (change: Partial<RowFilter & { part: ImportPart }>) =>
    reviewAddress(lang, record.id, { part, ...filter, page: 1, ...change });
  const total = filter.only === 'all' ? counts[part].rows : counts[part][filter.only];
  return (
    <Section title={part === 'tasks' ? t.tasks : t.targets} id="cac-dong">
      <div class="stack">
        <Tabs
          label={`${t.tasks}, ${t.targets}`}
          items={(['tasks', 'targets'] as const).map((one) => ({
            ...{ label: t[one], href: address({ part: one, only: 'all' }), current: one === part },
            count: number(counts[one].rows),
          }))}
        />
        <Tabs
          label={t.reviewTitle}
          items={(['all', 'doubtful', 'left_out'] as const).map((only) => ({
            ...{ label: t.only[only], href: address({ only }), current: only === filter.only },
            count: number(only === 'all' ? counts[part].rows : counts[part][only]),
          }))}
        />
        {rows.length === 0 ? (
          <EmptyState title={t.noRows} />
        ) : (
          <Form
            lang={lang}
            action={address({ page: filter.page })}
            csrfToken={csrfToken}
            wide
            label={t.only.left_out}
            hidden={{ part, shown: rows.map(({ position }) => position).join(',') }}
          >
            <RowTable {...props} />
            {record.state === 'reviewing' && (
              <Buttons>
                <Button look="secondary" name="do" value="bo-qua">
                  {t.keepChoice}
                </Button>
              </Buttons>
            )}
          </Form>
        )}
        <Pager
          {...{ lang, page: filter.page, pageSize: rowsOnPage, total, totalIsExact: true }}
          href={(page) => address({ page })}
        />
      </div>
    </Section>
  );
}

function Lines({ lang, text }: { readonly lang: Language; readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <span class="kept-lines" lang={otherThan(lang, 'vi')}>
      {text}
    </span>
  );
}

function NameCell({ lang, row, part }: ReviewProps & { readonly row: ImportRow }) {
  const t = planImportTexts(lang);
  return (
    <>
      <Lines lang={lang} text={row.texts.name || '…'} />
      {(part === 'tasks' ? row.texts.group : row.texts.block) && (
        <div class="quiet">
          <Lines lang={lang} text={part === 'tasks' ? row.texts.group : row.texts.block} />
        </div>
      )}
      {!row.skip && !isSaved(row) && <p class="review-problem">{t.noName}</p>}
      {Object.keys(row.corrections).length > 0 ? (
        <p class="quiet">{t.corrected}</p>
      ) : (
        row.warnings.map(({ column, message }) => (
          <p key={`${column}${message}`} class="review-problem" lang={otherThan(lang, 'vi')}>
            {column ? `${column}: ${message}` : message}
          </p>
        ))
      )}
    </>
  );
}

const shownFields: Readonly<Record<ImportPart, readonly RowField[]>> = {
  tasks: ['leads', 'partners', 'product', 'deadline'],
  targets: ['unit', 'values', 'agencies'],
};

function RowTable(props: ReviewProps) {
  const { lang, record, part, rows } = props;
  const t = planImportTexts(lang);
  const labels = fieldLabels(lang);
  const reviewing = record.state === 'reviewing';
  return (
    <Table
      lang={lang}
      caption={part === 'tasks' ? t.tasks : t.targets}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.position)}
      columns={[
        {
          ...{ key: 'line', label: t.line },
          cell: (row) => (
            <>
              {row.position}
              {reviewing && (
                <>
                  <Checkbox lang={lang} name={`skip-${row.position}`} label={t.leaveOut} checked={row.skip} />
                  <a href={localPath(lang, programmeWork.planImportRow(record.id, part, row.position))}>
                    {t.edit}
                  </a>
                </>
              )}
            </>
          ),
        },
        { key: 'tt', label: 'TT', cell: (row) => row.texts.tt ?? '' },
        {
          ...{ key: 'name', label: labels(part).name ?? '', head: true },
          cell: (row) => <NameCell {...props} row={row} />,
        },
        ...shownFields[part].map((field) => ({
          ...{ key: field, label: labels(part)[field] ?? '' },
          cell: (row: ImportRow) => <Lines lang={lang} text={row.texts[field]} />,
        })),
      ]}
    />
  );
}

/** What fields of rows are called. */
export function fieldLabels(lang: Language) {
  const t = planTexts(lang);
  const texts = planImportTexts(lang);
  return (part: ImportPart): Readonly<Partial<Record<RowField, string>>> =>
    part === 'tasks'
      ? {
          ...{ tt: t.tt, group: texts.group, name: t.taskName, leads: t.leads, partners: t.partners },
          ...{ product: t.product, deadline: t.deadline },
        }
      : {
          ...{ tt: t.tt, parent: t.parent, block: texts.block, name: t.targetName, unit: t.unit },
          ...{ values: t.values, agencies: t.owners },
        };
}

function Agencies(props: ReviewProps) {
  const { lang, csrfToken, record, unknown, organisations, typed, errors } = props;
  const t = planImportTexts(lang);
  const names = unknown.slice(0, namesAtOnce);
  const chosen = (name: string) => organisations.find(({ id }) => id === record.agencies[name])?.name ?? '';
  return (
    <Section title={t.agencies} id="co-quan">
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.planImport(record.id))}
        csrfToken={csrfToken}
        label={t.agencies}
        hidden={{ names: JSON.stringify(names) }}
      >
        <p class="hint">{t.agenciesHint}</p>
        <datalist id="danh-ba">
          {organisations.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        {names.map((name, index) => (
          <div key={name}>
            <p>
              <span lang={otherThan(lang, 'vi')}>“{name}”</span>
              {props.ended.has(name) && <span class="quiet"> ({t.agencyEnded})</span>}
            </p>
            <TextField
              lang={lang}
              name={`agency-${index}`}
              label={t.agencyMeant(String(index + 1))}
              value={typed?.[index] ?? chosen(name)}
              error={errors[`agency-${index}`]}
              list="danh-ba"
              optional
            />
          </div>
        ))}
        {unknown.length > names.length && (
          <p class="hint">{t.agenciesMore(formatNumber(lang, unknown.length - names.length, 0))}</p>
        )}
        <Buttons>
          <Button look="secondary" name="do" value="co-quan">
            {t.saveAgencies}
          </Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function Columns(props: ReviewProps) {
  const t = planImportTexts(props.lang);
  return (
    <details open={props.errors.table !== undefined}>
      <summary>{t.columns}</summary>
      <p class="hint">{t.columnsHint}</p>
      <div class="stack">
        {props.record.tables.map((table, index) => (
          <TableForm key={String(index)} {...props} table={table} index={index} />
        ))}
      </div>
    </details>
  );
}

/** The fields of both kinds of table, each once. */
const anyField = [...new Set([...Object.keys(columnFields.tasks), ...Object.keys(columnFields.targets)])];

function TableForm(props: ReviewProps & { readonly table: TableChoice; readonly index: number }) {
  const { lang, csrfToken, record, table, index, errors } = props;
  const t = planImportTexts(lang);
  const title = t.table(String(index + 1), formatNumber(lang, table.rows, 0));
  const names: Readonly<Record<string, string>> = t.fields;
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.planImport(record.id))}
      csrfToken={csrfToken}
      label={title}
      hidden={{ table: String(index), version: String(record.version) }}
    >
      <p>
        <b>{title}</b> {table.title && <span lang={otherThan(lang, 'vi')}>{table.title}</span>}
      </p>
      <Select
        lang={lang}
        name={`as-${index}`}
        label={t.readAs}
        value={table.as}
        error={errors.table}
        empty={null}
        width="medium"
        options={(['auto', 'tasks', 'targets', 'none'] as const).map((as) => ({
          value: as,
          label: t.as[as],
        }))}
      />
      {table.headers.map((header, column) => (
        <div key={`${column}${header}`}>
          {header && <p lang={otherThan(lang, 'vi')}>“{header}”</p>}
          <Select
            lang={lang}
            name={`column-${index}-${column}`}
            label={t.column(String(column + 1))}
            value={table.columns[String(column)] ?? ''}
            empty={t.asPrinted}
            width="medium"
            optional
            options={anyField.map((field) => ({ value: field, label: names[field] ?? field }))}
          />
        </div>
      ))}
      <Buttons>
        <Button look="secondary" name="do" value="doc-lai">
          {t.reread}
        </Button>
      </Buttons>
    </Form>
  );
}
