import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import type { Facet } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { askedOf, hrefAsking, NarrowedList, type Narrowing, pageOf } from '../../../ui/narrowed-list.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
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

function narrowingOf(filters: UrgingFilters): Narrowing {
  const chosen = [
    ...filters.levels.map((level) => ['cap', level] as const),
    ...filters.agencies.map((id) => ['co-quan', String(id)] as const),
    ...filters.plans.map((code) => ['ke-hoach', code] as const),
  ];
  return { path: programmeWork.urging, text: filters.text, view: filters.view, chosen };
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
      <NarrowedList
        {...{ lang, title: t.title, search: t.search }}
        narrowing={narrowingOf(filters)}
        views={urgingViews.map((view) => ({ view, count: number(found.counts[view]), label: t.views[view] }))}
        facets={facetsOf(props)}
      >
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
      </NarrowedList>
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

function Found({ lang, today, filters, found }: ListProps) {
  const t = urgingTexts(lang);
  const total = found.counts[filters.view] ?? 0;
  if (total === 0) {
    const narrowed = askedOf(narrowingOf(filters), 'view').length > 0;
    return (
      <EmptyState title={narrowed ? t.noneFound : t.none}>
        <p>{narrowed ? t.noneFoundHelp : t.noneHelp}</p>
      </EmptyState>
    );
  }
  const narrowing = narrowingOf(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: urgedPerPage, total, totalIsExact: true },
    href: (page: number) => pageOf(lang, narrowing, page),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count} ·{' '}
        <a
          class="screen-only"
          href={hrefAsking(lang, programmeWork.urgingSheet, askedOf(narrowing))}
          download
        >
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
        {row.letter && (
          <Badge tone="quiet">
            {t.letterIssued(row.letter.number, formatDate(lang, row.letter.issuedOn))}
          </Badge>
        )}
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
                href={hrefAsking(lang, programmeWork.urging, [
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
