import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, Columns, EmptyState, PageHead, StatRow, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { directiveRow } from './parts.tsx';
import {
  type DirectiveChoices,
  type DirectiveFilters,
  directivesPerPage,
  directiveViews,
  type FoundDirectives,
} from './queries.ts';
import { directiveTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: DirectiveFilters;
  readonly choices: DirectiveChoices;
  readonly found: FoundDirectives;
  readonly mayGive: boolean;
}

type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address of the list, but for one part. */
function filtersNamed(filters: DirectiveFilters, part?: 'view' | 'q' | 'facets'): Named {
  const facets = [
    ...filters.agencies.map((id) => ['co-quan', String(id)] as const),
    ...filters.plans.map((code) => ['ke-hoach', code] as const),
  ];
  return [
    ...(filters.text && part !== 'q' ? [['q', filters.text] as const] : []),
    ...(part === 'view' ? [] : [['xem', filters.view] as const]),
    ...(part === 'facets' ? [] : facets),
  ];
}

function address(lang: Language, path: string, pairs: Named): string {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return localPath(lang, query ? `${path}?${query}` : path);
}

/** Directives, a row for each agency that owes an answer. */
export function DirectiveList(props: ListProps) {
  const { lang, filters } = props;
  const t = directiveTexts(lang);
  const path = localPath(lang, programmeWork.directives);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          props.mayGive && (
            <LinkButton href={localPath(lang, programmeWork.newDirective())}>{t.give}</LinkButton>
          )
        }
      />
      <div class="stack">
        <SearchBox
          {...{ lang, action: path, value: filters.text, label: t.search, placeholder: t.search }}
          hidden={filtersNamed(filters, 'q')}
        />
        <Tabs
          label={t.title}
          items={directiveViews.map((view) => ({
            label: t.views[view],
            href: address(lang, programmeWork.directives, [['xem', view], ...filtersNamed(filters, 'view')]),
            current: view === filters.view,
          }))}
        />
        <Columns
          first="side"
          side={
            <Facets
              {...{ lang, action: path, facets: facetsOf(props) }}
              hidden={filtersNamed(filters, 'facets')}
            />
          }
          main={
            <div class="stack">
              <Active {...props} />
              <Found {...props} />
            </div>
          }
        />
      </div>
    </>
  );
}

function Active(props: ListProps) {
  const { lang, filters } = props;
  const without = (name: string, value: string) =>
    address(
      lang,
      programmeWork.directives,
      filtersNamed(filters).filter((pair) => pair[0] !== name || pair[1] !== value),
    );
  return (
    <ActiveFilters
      lang={lang}
      clearHref={localPath(lang, programmeWork.directives)}
      filters={[
        ...(filters.text ? [{ label: `“${filters.text}”`, removeHref: without('q', filters.text) }] : []),
        ...facetsOf(props).flatMap((facet) =>
          facet.options
            .filter(({ chosen }) => chosen)
            .map(({ label, value }) => ({ label, removeHref: without(facet.name, value) })),
        ),
      ]}
    />
  );
}

function facetsOf({ lang, filters, choices }: ListProps): Facet[] {
  const t = directiveTexts(lang);
  return [
    {
      name: 'co-quan',
      label: t.agency,
      options: choices.agencies.map((agency) => ({
        ...{ value: String(agency.id), label: agencyName(lang, agency), count: null },
        language: lang === 'en' && agency.nameEn ? 'en' : 'vi',
        chosen: filters.agencies.includes(agency.id),
      })),
    },
    {
      name: 'ke-hoach',
      label: t.plan,
      options: choices.plans.map((code) => ({
        ...{ value: code, label: code, count: null, chosen: filters.plans.includes(code) },
      })),
    },
  ];
}

function Found({ lang, today, filters, found, choices }: ListProps) {
  const t = directiveTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  if (found.total === 0) {
    const nothing = choices.agencies.length === 0;
    return (
      <EmptyState title={nothing ? t.none : t.noneFound}>
        <p>{nothing ? t.noneHelp : t.noneFoundHelp}</p>
      </EmptyState>
    );
  }
  const pairs = filtersNamed(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: directivesPerPage, total: found.total, totalIsExact: true },
    href: (page: number) =>
      address(lang, programmeWork.directives, [
        ...pairs,
        ...(page > 1 ? [['trang', String(page)] as const] : []),
      ]),
  };
  return (
    <>
      <StatRow
        label={t.stats}
        items={[
          { value: number(found.waiting), label: t.waitingNow },
          { value: number(found.late), label: t.lateNow, now: found.late > 0 },
          { value: number(found.answered), label: t.answeredNow },
        ]}
      />
      <p class="quiet">
        {rangeText(pager)} {t.count} ·{' '}
        <a class="screen-only" href={address(lang, programmeWork.directiveSheet, pairs)} download>
          {t.download}
        </a>
      </p>
      <RowList label={t.title} rows={found.rows.map((one) => directiveRow(lang, today, one))} />
      <Pager {...pager} />
    </>
  );
}
