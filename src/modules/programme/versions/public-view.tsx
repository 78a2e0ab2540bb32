import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Table } from '../../../ui/table.tsx';
import { DifferenceTable } from '../../catalogue/index.ts';
import { type TaskState, taskStateNames } from '../tasks/task.ts';
import { type PlanOnDay, tasksPerDayPage } from './as-of.ts';
import { lineDifferences, linesOf } from './content.ts';
import { differencesPerPage, type ItemDifference } from './differences.ts';
import { planVersionTexts } from './texts.ts';

const tones: Partial<Readonly<Record<TaskState, Tone>>> = {
  ...{ overdue: 'now', without_result: 'now', due_soon: 'work', awaiting: 'work', in_term: 'work' },
  ...{ with_result: 'done', done_in_time: 'done', done_late: 'done' },
};

/** Chooses another day of a plan. */
function DayForm(props: { readonly language: Language; readonly action: string; readonly day: string }) {
  const t = planVersionTexts(props.language);
  return (
    <form class="day-form" action={props.action} method="get" aria-label={t.showDay}>
      <label>
        <span>{t.day}</span>
        <input class="input" type="date" name="ngay" value={props.day} />
      </label>
      <button type="submit" class="button button-secondary button-small">
        {t.show}
      </button>
    </form>
  );
}

/** A plan as it stood on a day, below its head; `address` of the page without its query. */
export function PlanAsOf(props: {
  readonly language: Language;
  readonly day: LocalDate;
  readonly found: PlanOnDay;
  readonly pageNumber: number;
  readonly address: string;
}) {
  const { language, day, found } = props;
  const t = planVersionTexts(language);
  return (
    <div class="stack">
      <Notice lang={language} kind="information" title={t.asOf(formatDate(language, day))}>
        <p>{t.asOfHelp}</p>
      </Notice>
      <DayForm {...{ language, day }} action={props.address} />
      {found.total === 0 && found.targets.length === 0 && <EmptyState title={t.asOfNone}>{null}</EmptyState>}
      {found.tasks.length > 0 && <TasksOnDay {...props} />}
      {found.targets.length > 0 && props.pageNumber === 1 && (
        <Section title={t.targets}>
          <Table
            lang={language}
            caption={t.targets}
            captionHidden
            rows={found.targets}
            rowKey={({ code }) => code}
            columns={[
              { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
              {
                key: 'name',
                label: t.targetName,
                head: true,
                cell: ({ content }) => <InVietnamese lang={language}>{content.name}</InVietnamese>,
              },
              {
                key: 'values',
                label: t.values,
                cell: ({ content }) => (
                  <Content lang={language} text={[content.raw, content.unit].filter(Boolean).join(' ')} />
                ),
              },
              { key: 'owners', label: t.owners, cell: ({ content }) => names(language, content.agencies) },
            ]}
          />
        </Section>
      )}
      <Pager
        lang={language}
        page={props.pageNumber}
        pageSize={tasksPerDayPage}
        total={found.total}
        totalIsExact
        href={(to) => `${props.address}?ngay=${day}${to > 1 ? `&trang=${to}` : ''}`}
      />
    </div>
  );
}

function names(language: Language, agencies: readonly { readonly name: string }[]): ComponentChildren {
  return <InVietnamese lang={language}>{agencies.map(({ name }) => name).join('; ')}</InVietnamese>;
}

function TasksOnDay({ language, found }: { readonly language: Language; readonly found: PlanOnDay }) {
  const t = planVersionTexts(language);
  return (
    <Section title={t.tasks}>
      <Table
        lang={language}
        caption={t.tasks}
        captionHidden
        rows={found.tasks}
        rowKey={({ code }) => code}
        columns={[
          { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
          {
            key: 'name',
            label: t.name,
            head: true,
            cell: ({ content }) => <InVietnamese lang={language}>{content.name}</InVietnamese>,
          },
          {
            key: 'leads',
            label: t.leads,
            cell: ({ content }) =>
              names(
                language,
                content.agencies.filter(({ role }) => role === 'lead'),
              ),
          },
          {
            key: 'deadline',
            label: t.deadline,
            cell: ({ content }) => <Content lang={language} text={content.deadline.raw || t.noDeadline} />,
          },
          {
            key: 'state',
            label: t.state,
            cell: ({ standing }) => (
              <Badge tone={tones[standing.state] ?? 'quiet'}>
                {taskStateNames[standing.state][language]}
              </Badge>
            ),
          },
          {
            key: 'percent',
            label: t.percent,
            numeric: true,
            cell: ({ standing }) => `${formatNumber(language, standing.percent, 0)} %`,
          },
        ]}
      />
    </Section>
  );
}

const differenceTones: Readonly<Record<ItemDifference['how'], Tone>> = {
  ...{ added: 'done', removed: 'now', changed: 'work' },
};

/** What a plan says otherwise on one day than on another, item by item and word by word. */
export function PlanDifferences(props: {
  readonly language: Language;
  readonly days: readonly [LocalDate, LocalDate];
  readonly found: { readonly rows: readonly ItemDifference[]; readonly total: number };
  readonly pageNumber: number;
  readonly address: string;
}) {
  const { language, days, found } = props;
  const t = planVersionTexts(language);
  return (
    <div class="stack">
      <form class="day-form" action={props.address} method="get" aria-label={t.compare}>
        <label>
          <span>{t.earlier}</span>
          <input class="input" type="date" name="tu" value={days[0]} />
        </label>
        <label>
          <span>{t.later}</span>
          <input class="input" type="date" name="den" value={days[1]} />
        </label>
        <button type="submit" class="button button-secondary button-small">
          {t.compare}
        </button>
      </form>
      <details>
        <summary>{t.asOfSome}</summary>
        <DayForm {...{ language }} day={days[1]} action={props.address} />
      </details>
      {found.rows.length === 0 && (
        <Notice lang={language} kind="information">
          <p>{t.same}</p>
        </Notice>
      )}
      {found.rows.map((item) => (
        <Difference key={item.code} {...{ language, item }} />
      ))}
      <Pager
        lang={language}
        page={props.pageNumber}
        pageSize={differencesPerPage}
        total={found.total}
        totalIsExact
        href={(to) => `${props.address}?tu=${days[0]}&den=${days[1]}${to > 1 ? `&trang=${to}` : ''}`}
      />
    </div>
  );
}

function Difference({ language, item }: { readonly language: Language; readonly item: ItemDifference }) {
  const t = planVersionTexts(language);
  const after = linesOf(language, item.kind, item.after);
  const before = item.before === null ? [] : linesOf(language, item.kind, item.before);
  const name = after.find(([field]) => field === 'name')?.[1] ?? '';
  const differences = lineDifferences(language, before, after).filter(
    (one) => one.before !== '' || one.after !== '',
  );
  return (
    <Section
      title={
        <>
          {item.code} <InVietnamese lang={language}>{name}</InVietnamese>
        </>
      }
    >
      <p class="marks">
        <Badge tone={differenceTones[item.how]}>{t.kinds[item.how]}</Badge>
        {item.document && <Content lang={language} text={item.document} />}
      </p>
      <DifferenceTable lang={language} {...{ differences }} before={t.before} after={t.after} />
    </Section>
  );
}
