import type { Language } from '../../../kernel/text.ts';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { type Facet, Facets, SearchBox } from '../../../ui/facets.tsx';
import { FollowLink } from '../../../ui/follow-links.tsx';
import { Columns, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { openBoardPaths } from '../boards/paths.ts';
import { boardTexts } from '../boards/texts.ts';
import { difficultyTexts } from '../difficulties/texts.ts';
import { programmePaths } from '../paths.ts';
import { planLevels } from '../plans/plan.ts';
import { addressOf, type Pair, pairOfText } from './address.ts';
import { planRow } from './parts.tsx';
import {
  type ListedPlan,
  openPlanStates,
  type PlanFilters,
  plansPerPage,
  type StateCounts,
} from './plan-queries.ts';
import { openTexts } from './texts.ts';

interface PlansProps {
  readonly lang: Language;
  readonly filters: PlanFilters;
  readonly years: readonly number[];
  readonly found: { readonly rows: readonly ListedPlan[]; readonly total: number };
  readonly counts: ReadonlyMap<number, StateCounts>;
  readonly page: number;
}

function chosenPairs({ levels, states, years }: PlanFilters): readonly Pair[] {
  return [
    ...states.map((one): Pair => ['trang-thai', one]),
    ...levels.map((one): Pair => ['cap', one]),
    ...years.map((one): Pair => ['nam', String(one)]),
  ];
}

function facetsOf({ lang, filters, years }: PlansProps): readonly Facet[] {
  const t = openTexts(lang);
  const chosen = new Set(chosenPairs(filters).map((pair) => pair.join('=')));
  const option = (name: string, value: string, label: string) => ({
    ...{ value, label, count: null, chosen: chosen.has(`${name}=${value}`) },
  });
  return [
    {
      ...{ name: 'trang-thai', label: t.state },
      options: openPlanStates.map((one) => option('trang-thai', one, t.states[one])),
    },
    { name: 'cap', label: t.level, options: planLevels.map((one) => option('cap', one, t.levels[one])) },
    { name: 'nam', label: t.year, options: years.map((one) => option('nam', String(one), String(one))) },
  ];
}

/** Plans in force, then those that were. */
export function PlansPage(props: PlansProps) {
  const { lang, filters } = props;
  const t = openTexts(lang);
  const path = localPath(lang, programmePaths.list);
  const none = props.years.length === 0 && props.found.total === 0 && chosenPairs(filters).length === 0;
  const head = (
    <PageHead
      title={t.plans}
      lead={t.plansLead}
      action={
        <Buttons>
          <LinkButton href={localPath(lang, openBoardPaths.board)} look="secondary">
            {boardTexts(lang).open.title}
          </LinkButton>
          <LinkButton href={localPath(lang, programmePaths.difficulties)} look="quiet">
            {difficultyTexts(lang).publicTitle}
          </LinkButton>
          <FollowLink lang={lang} target={{ kind: 'series', key: 'plans' }} label={t.followAll} />
        </Buttons>
      }
    />
  );
  if (none && filters.text === '')
    return (
      <>
        {head}
        <EmptyState title={t.noPlans}>
          <p>{t.noPlansHelp}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      {head}
      <SearchBox
        lang={lang}
        action={path}
        value={filters.text}
        label={t.plansSearch}
        placeholder={t.plansSearch}
        hidden={chosenPairs(filters)}
      />
      <div class="section">
        <Columns
          first="side"
          side={
            <Facets lang={lang} action={path} facets={facetsOf(props)} hidden={pairOfText(filters.text)} />
          }
          main={<Found {...props} />}
        />
      </div>
    </>
  );
}

function Found({ lang, filters, found, counts, page }: PlansProps) {
  const t = openTexts(lang);
  if (found.rows.length === 0)
    return (
      <EmptyState
        title={t.noneFound}
        action={<LinkButton href={localPath(lang, programmePaths.list)}>{t.showAll}</LinkButton>}
      >
        <p>{t.noneFoundHelp}</p>
      </EmptyState>
    );
  const pager = { lang, page, pageSize: plansPerPage, total: found.total, totalIsExact: true };
  const pairs = [...pairOfText(filters.text), ...chosenPairs(filters)];
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.planCount}
      </p>
      <RowList
        label={t.plans}
        rows={found.rows.map((plan) => planRow(lang, plan, counts.get(plan.id) ?? {}))}
      />
      <Pager {...pager} href={(to) => addressOf(lang, programmePaths.list, pairs, to)} />
    </>
  );
}
