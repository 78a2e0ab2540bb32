import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Columns, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { withQuery } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { numberAndDate, PlanBadge, PlanCrumbs, PlanProgress, PlanTitle } from './parts.tsx';
import { planLevels, planLifecycle, planStates } from './plan.ts';
import { type ListedPlan, type PlanFilters, plansPerPage } from './queries.ts';
import { planTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly filters: PlanFilters;
  readonly years: readonly string[];
  readonly found: { readonly rows: readonly ListedPlan[]; readonly total: number };
  readonly mayCreate: boolean;
}

const pairs = ({ states, levels, years }: PlanFilters) => [
  ...states.map((one) => ['trang-thai', one] as const),
  ...levels.map((one) => ['cap', one] as const),
  ...years.map((one) => ['nam', one] as const),
];

function address(lang: Language, filters: PlanFilters, change: Partial<PlanFilters> = {}): string {
  const next = { ...filters, page: 1, ...change };
  const path = withQuery(programmeWork.plans, {
    ...{ q: next.text, 'trang-thai': next.states, cap: next.levels, nam: next.years },
    trang: next.page > 1 ? next.page : null,
  });
  return localPath(lang, path);
}

function listRow(lang: Language, plan: ListedPlan): RowEntry {
  const t = planTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  return {
    ...{ key: String(plan.id), code: plan.code, href: localPath(lang, programmeWork.plan(plan.id)) },
    title: <PlanTitle lang={lang} plan={plan} />,
    detail: (
      <>
        {numberAndDate(lang, plan)}
        {' · '}
        {plan.owner ? <Content lang={lang} text={plan.owner} /> : t.levels[plan.level]}
        {' · '}
        {`${number(plan.tasks)} ${t.tasks}, ${number(plan.targets)} ${t.targets}`}
      </>
    ),
    excerpt: plan.state === 'in_force' && plan.tasks > 0 && <PlanProgress lang={lang} counts={plan.counts} />,
    marks: (
      <>
        <PlanBadge lang={lang} state={plan.state} />
        {plan.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** The plans a person works with or may read. */
export function PlanList(props: ListProps) {
  const { lang, filters, found, mayCreate } = props;
  const t = planTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const narrowed = filters.text !== '' || pairs(filters).length > 0;
  const create = <LinkButton href={to(programmeWork.newPlan)}>{t.create}</LinkButton>;
  const pager = { lang, page: filters.page, pageSize: plansPerPage, total: found.total, totalIsExact: true };
  return (
    <>
      <PlanCrumbs lang={lang} here={t.title} />
      <PageHead title={t.title} lead={t.lead} action={mayCreate && create} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={to(programmeWork.plans)}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={pairs(filters)}
        />
        <Columns
          first="side"
          side={<Filters {...props} />}
          main={
            found.rows.length === 0 ? (
              <EmptyState
                title={narrowed || filters.page > 1 ? t.noneFound : t.none}
                action={
                  narrowed || filters.page > 1 ? (
                    <LinkButton href={to(programmeWork.plans)}>{t.clear}</LinkButton>
                  ) : (
                    mayCreate && create
                  )
                }
              >
                <p>{narrowed ? t.noneFoundHelp : t.noneHelp}</p>
              </EmptyState>
            ) : (
              <>
                <p class="quiet">
                  {rangeText(pager)} {t.count}
                </p>
                <RowList label={t.title} rows={found.rows.map((plan) => listRow(lang, plan))} />
                <Pager {...pager} href={(page) => address(lang, filters, { page })} />
              </>
            )
          }
        />
      </div>
    </>
  );
}

function Filters({ lang, filters, years }: ListProps) {
  const t = planTexts(lang);
  return (
    <Facets
      lang={lang}
      action={localPath(lang, programmeWork.plans)}
      hidden={[['q', filters.text]]}
      facets={[
        {
          ...{ name: 'trang-thai', label: t.state },
          options: planStates.map((state) => ({
            ...{ value: state, label: planLifecycle.states[state].internal[lang], count: null },
            chosen: filters.states.includes(state),
          })),
        },
        {
          ...{ name: 'cap', label: t.level },
          options: planLevels.map((level) => ({
            ...{ value: level, label: t.levels[level], count: null, chosen: filters.levels.includes(level) },
          })),
        },
        {
          ...{ name: 'nam', label: t.year },
          options: years.map((year) => ({
            ...{ value: year, label: year, count: null, chosen: filters.years.includes(year) },
          })),
        },
      ]}
    />
  );
}
