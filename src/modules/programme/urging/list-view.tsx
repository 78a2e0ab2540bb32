import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, EmptyState, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { urgingLevels } from './engine.ts';
import {
  type FoundUrging,
  type UrgedRow,
  type UrgingFilters,
  type UrgingView,
  urgedPerPage,
  urgingViews,
} from './queries.ts';
import { urgingTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: UrgingFilters;
  readonly found: FoundUrging;
  /** Whether the reader sees all agencies. */
  readonly all: boolean;
  readonly mayNameHeads: boolean;
  readonly maySetRules: boolean;
}

type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address of the list, but for one part. */
function filtersNamed(filters: UrgingFilters, part?: 'view' | 'q' | 'facets'): Named {
  const facets = [
    ...filters.levels.map((level) => ['cap', level] as const),
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

export function UrgingCrumbs({ lang, here }: { readonly lang: Language; readonly here?: string }) {
  const t = urgingTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        ...(here ? [{ label: t.title, href: to(programmeWork.urging) }] : []),
      ]}
      here={here ?? t.title}
    />
  );
}

/** What is late and how far up it has gone: of all agencies, or of one's own. */
export function UrgingList(props: ListProps) {
  const { lang, filters, found } = props;
  const t = urgingTexts(lang);
  const path = localPath(lang, programmeWork.urging);
  const number = (value: number | undefined) => formatNumber(lang, value ?? 0, 0);
  return (
    <>
      <UrgingCrumbs lang={lang} />
      <PageHead
        title={t.title}
        lead={props.all ? t.lead : t.leadOwn}
        action={
          props.all && (
            <LinkButton look="secondary" href={localPath(lang, programmeWork.rehearsal)}>
              {t.rehearse}
            </LinkButton>
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
          items={urgingViews.map((view) => ({
            label: t.views[view],
            count: number(found.counts[view]),
            href: address(lang, programmeWork.urging, [['xem', view], ...filtersNamed(filters, 'view')]),
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
              <ByAgency {...props} />
              <Buttons>
                {props.maySetRules && (
                  <LinkButton look="secondary" href={localPath(lang, programmeWork.urgingRules)}>
                    {t.toRules}
                  </LinkButton>
                )}
                {props.mayNameHeads && (
                  <LinkButton look="secondary" href={localPath(lang, programmeWork.unitHeads)}>
                    {t.toHeads}
                  </LinkButton>
                )}
              </Buttons>
            </div>
          }
        />
      </div>
    </>
  );
}

function facetsOf({ lang, filters, found, all }: ListProps): Facet[] {
  const t = urgingTexts(lang);
  return [
    {
      name: 'cap',
      label: t.levelFacet,
      options: urgingLevels.map((level) => ({
        ...{ value: level, label: t.levels[level], count: null, chosen: filters.levels.includes(level) },
      })),
    },
    ...(all || found.agencies.length > 1
      ? [
          {
            name: 'co-quan',
            label: t.agencyFacet,
            options: found.agencies.map((agency) => ({
              ...{ value: String(agency.id), label: agencyName(lang, agency) },
              count: agency.counts[filters.view] ?? 0,
              language: lang === 'en' && agency.nameEn ? ('en' as const) : ('vi' as const),
              chosen: filters.agencies.includes(agency.id),
            })),
          },
        ]
      : []),
    {
      name: 'ke-hoach',
      label: t.planFacet,
      options: found.plans.map((code) => ({
        ...{ value: code, label: code, count: null, chosen: filters.plans.includes(code) },
      })),
    },
  ];
}

function Active(props: ListProps) {
  const { lang, filters } = props;
  const without = (name: string, value: string) =>
    address(
      lang,
      programmeWork.urging,
      filtersNamed(filters).filter(([one, other]) => one !== name || other !== value),
    );
  return (
    <ActiveFilters
      lang={lang}
      clearHref={localPath(lang, programmeWork.urging)}
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

function Found({ lang, today, filters, found }: ListProps) {
  const t = urgingTexts(lang);
  const total = found.counts[filters.view] ?? 0;
  if (total === 0) {
    const narrowed = filtersNamed(filters, 'view').length > 0;
    return (
      <EmptyState title={narrowed ? t.noneFound : t.none}>
        <p>{narrowed ? t.noneFoundHelp : t.noneHelp}</p>
      </EmptyState>
    );
  }
  const pairs = filtersNamed(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: urgedPerPage, total, totalIsExact: true },
    href: (page: number) =>
      address(lang, programmeWork.urging, [
        ...pairs,
        ...(page > 1 ? [['trang', String(page)] as const] : []),
      ]),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count} ·{' '}
        <a class="screen-only" href={address(lang, programmeWork.urgingSheet, pairs)} download>
          {t.download}
        </a>
      </p>
      <RowList label={t.views[filters.view]} rows={found.rows.map((row) => urgedRow(lang, today, row))} />
      <Pager {...pager} />
    </>
  );
}

function urgedRow(lang: Language, today: LocalDate, row: UrgedRow): RowEntry {
  const t = urgingTexts(lang);
  const late = daysBetween(row.lastDay, today);
  return {
    ...{ key: `${row.id}-${row.agency.id}`, code: row.code },
    href: localPath(lang, `${programmeWork.task(row.id)}#don-doc`),
    title: <Content lang={lang} text={row.name} />,
    detail: (
      <>
        <Content lang={lang} text={agencyName(lang, row.agency)} />
        {' · '}
        {t.dueOn(formatDate(lang, row.lastDay))}
        {late > 0 && ` · ${t.lateBy(formatNumber(lang, late, 0))}`}
        {row.remindedOn && ` · ${t.remindedOn(formatDate(lang, row.remindedOn))}`}
      </>
    ),
    marks: (
      <>
        {late > 0 && (
          <Badge tone={row.level === null || row.level === 'officer' ? 'note' : 'now'}>
            {row.level === null ? t.notYet : t.levels[row.level]}
          </Badge>
        )}
        <ExplanationMark {...{ lang, today, row }} />
        {row.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** What is owed stands before what was said to an earlier level. */
function ExplanationMark(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly row: Pick<UrgedRow, 'owedBy' | 'explained'>;
}) {
  const { lang, today, row } = props;
  const t = urgingTexts(lang);
  if (row.owedBy) {
    const by = formatDate(lang, row.owedBy);
    return row.owedBy < today ? (
      <Badge tone="now">{t.owedLate(by)}</Badge>
    ) : (
      <Badge tone="work">{t.owedBy(by)}</Badge>
    );
  }
  if (!row.explained) return null;
  const on = formatDate(lang, row.explained.on);
  return <Badge tone="done">{row.explained.late ? t.explainedLate(on) : t.explainedOn(on)}</Badge>;
}

/** Who is late, and what of it is to be explained. */
function ByAgency({ lang, filters, found, all }: ListProps) {
  const late = found.agencies.filter(({ counts }) => (counts.late ?? 0) > 0);
  if (!all || late.length === 0) return null;
  const t = urgingTexts(lang);
  const column = (view: UrgingView) => ({
    ...{ key: view, label: t.views[view], numeric: true },
    cell: (row: FoundUrging['agencies'][number]) => formatNumber(lang, row.counts[view] ?? 0, 0),
  });
  return (
    <Section title={t.byAgency}>
      <p class="hint">{t.byAgencyHelp}</p>
      <Table
        lang={lang}
        caption={t.byAgency}
        captionHidden
        columns={[
          {
            ...{ key: 'agency', label: t.agency, head: true },
            cell: (row) => (
              <a
                href={address(lang, programmeWork.urging, [
                  ['xem', filters.view],
                  ['co-quan', String(row.id)],
                ])}
              >
                <Content lang={lang} text={agencyName(lang, row)} />
              </a>
            ),
          },
          ...(['late', 'owed', 'overdue', 'explained'] as const).map(column),
        ]}
        rows={late.slice(0, agenciesShown)}
        rowKey={({ id }) => String(id)}
      />
    </Section>
  );
}

/** Those with most that is late; the others are among the filters. */
const agenciesShown = 20;
