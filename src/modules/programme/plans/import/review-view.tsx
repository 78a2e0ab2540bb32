import type { Language } from '../../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { Checkbox } from '../../../../ui/choices.tsx';
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
import { planTexts } from '../texts.ts';
import { isSaved } from './confirm.ts';
import { Agencies, Columns, type ReviewProps } from './review-ways-view.tsx';
import type { ImportPart, RowField } from './rows.ts';
import type { ImportRow, RowFilter } from './store.ts';
import { rowsOnPage } from './store.ts';
import { planImportTexts } from './texts.ts';

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
      {!row.skip && !isSaved(row) && (
        <p class="review-problem">
          {row.texts.name ? t.longName(formatNumber(lang, [...row.texts.name].length, 0)) : t.noName}
        </p>
      )}
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
