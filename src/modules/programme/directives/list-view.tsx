import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import type { Facet } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { askedOf, hrefAsking, NarrowedList, type Narrowing, pageOf } from '../../../ui/narrowed-list.tsx';
import { Breadcrumbs, EmptyState, PageHead, StatRow } from '../../../ui/page-parts.tsx';
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

function narrowingOf(filters: DirectiveFilters): Narrowing {
  const chosen = [
    ...filters.agencies.map((id) => ['co-quan', String(id)] as const),
    ...filters.plans.map((code) => ['ke-hoach', code] as const),
  ];
  return { path: programmeWork.directives, text: filters.text, view: filters.view, chosen };
}

/** Directives, a row for each agency that owes an answer. */
export function DirectiveList(props: ListProps) {
  const { lang, filters } = props;
  const t = directiveTexts(lang);
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
      <NarrowedList
        {...{ lang, title: t.title, search: t.search }}
        narrowing={narrowingOf(filters)}
        views={directiveViews.map((view) => ({ view, label: t.views[view] }))}
        facets={facetsOf(props)}
      >
        <Found {...props} />
      </NarrowedList>
    </>
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
  const narrowing = narrowingOf(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: directivesPerPage, total: found.total, totalIsExact: true },
    href: (page: number) => pageOf(lang, narrowing, page),
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
        <a
          class="screen-only"
          href={hrefAsking(lang, programmeWork.directiveSheet, askedOf(narrowing))}
          download
        >
          {t.download}
        </a>
      </p>
      <RowList label={t.title} rows={found.rows.map((one) => directiveRow(lang, today, one))} />
      <Pager {...pager} />
    </>
  );
}
