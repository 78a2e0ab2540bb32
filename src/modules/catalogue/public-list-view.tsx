import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { spelledAs } from '../../platform/search/index.ts';
import { LinkButton } from '../../ui/button.tsx';
import { DownloadList } from '../../ui/download-list.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox, SortSelect } from '../../ui/facets.tsx';
import { FollowLink } from '../../ui/follow-links.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Columns, EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { texts } from '../../ui/texts/texts.ts';
import { printoutOf, printTexts } from '../documents/index.ts';
import type { CatalogueKind } from './entry.ts';
import {
  type EntryList,
  type EntryQuery,
  entriesOnPaper,
  type FilterGroup,
  filterGroups,
  filterNames,
  type ListSort,
  writeEntryQuery,
} from './listing.ts';
import { EditionHead } from './public-edition-head.tsx';
import type { CountedEdition } from './public-editions.ts';
import { type PastPage, pastPerPage } from './public-past.ts';
import { PastRows, pastTexts } from './public-past-view.tsx';
import { entryRow, type RowContext } from './public-rows.tsx';
import { publicTexts } from './public-texts.ts';
import { listTarget } from './saved-search.ts';
import { dayName, withDay } from './versions/day.ts';
import { DayForm, ListOnDay, NothingOnDay } from './versions/day-view.tsx';

export interface ListPage {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly kind: CatalogueKind;
  readonly query: EntryQuery;
  readonly list: EntryList;
  /** In force no longer: called as was searched, or of the superseded editions of the one year chosen. */
  readonly past: PastPage;
  /** The editions of the one year chosen. */
  readonly editions: readonly CountedEdition[];
  /** As of a day: when the first entry of the kind became public; null while none has. */
  readonly first: LocalDate | null;
}

export const listPath: Readonly<Record<CatalogueKind, string>> = { problems: '/bai-toan', needs: '/nhu-cau' };

/** A catalogue: search, filters beside, entries, pages. */
export function EntryListView(page: ListPage) {
  const { lang, kind, query, list } = page;
  const t = publicTexts(lang);
  const path = localPath(lang, listPath[kind]);
  const narrowed = query.q !== '' || chosenValues(page).length > 0;
  const beforeAll = query.day !== null && (page.first === null || query.day < page.first);
  if (list.total === 0 && (!narrowed || beforeAll))
    return (
      <>
        <PageHead title={t[kind].title} lead={t[kind].lead} />
        {query.day ? (
          <NothingOnDay {...page} day={query.day} />
        ) : (
          <EmptyState title={t[kind].none}>
            <p>{t.noneYet}</p>
          </EmptyState>
        )}
      </>
    );
  return (
    <>
      <PageHead title={t[kind].title} lead={t[kind].lead} />
      {query.day && (
        <ListOnDay
          lang={lang}
          day={query.day}
          today={`${path}${writeEntryQuery({ ...query, day: null, page: 1 })}`}
        />
      )}
      <SearchBox
        lang={lang}
        action={path}
        value={query.q}
        placeholder={t[kind].placeholder}
        hidden={hiddenFilters(query)}
      />
      <DayForm
        lang={lang}
        action={path}
        day={query.day}
        max={page.today}
        hidden={[
          ...(query.q ? [['q', query.q] as const] : []),
          ...hiddenFilters({ ...query, day: null }),
          ...hiddenSort(query),
        ]}
      />
      <div class="section">
        <Columns
          first="side"
          side={<ListFacets {...page} path={path} />}
          main={<ListMain {...page} path={path} />}
        />
      </div>
    </>
  );
}

function ListFacets({ lang, query, list, path }: ListPage & { readonly path: string }) {
  const t = publicTexts(lang);
  const facets = filterGroups.map(
    (group): Facet => ({
      name: filterNames[group],
      label: t.facet[group],
      options: list.facets[group].map(({ value, label, count, chosen }) => ({
        value,
        label: label[lang],
        count,
        chosen,
      })),
    }),
  );
  const hidden = [...(query.q ? [['q', query.q] as const] : []), ...hiddenSort(query), ...hiddenDay(query)];
  return <Facets lang={lang} action={path} facets={facets} hidden={hidden} />;
}

function ListMain(page: ListPage & { readonly path: string }) {
  const { lang, kind, query, list, path } = page;
  const t = publicTexts(lang);
  const at = (change: Partial<EntryQuery>) => `${path}${writeEntryQuery({ ...query, page: 1, ...change })}`;
  // what was open then is told as it was told then
  const context: RowContext = {
    lang,
    today: query.day ?? page.today,
    marking: list.marking,
    sectors: list.sectors,
    organisations: list.organisations,
  };
  return (
    <>
      {page.editions.map((edition) => (
        <EditionHead key={edition.code} lang={lang} edition={edition} />
      ))}
      <ActiveFilters
        lang={lang}
        filters={chosenValues(page).map(({ group, value, label }) => ({
          label,
          removeHref: at({ filters: without(query, group, value) }),
        }))}
        clearHref={at({ filters: noFilters })}
      />
      {page.past.total > 0 && <Past {...page} href={(number) => at({ page: number })} />}
      {list.corrected && <Corrected lang={lang} query={query} list={list} corrected={list.corrected} />}
      {list.total === 0 && page.past.total > 0 ? (
        <Near {...page} context={context} />
      ) : list.total === 0 ? (
        <NothingFound {...page} context={context} />
      ) : (
        <div class={page.past.total > 0 ? 'section' : undefined}>
          <ListHead {...page} path={path} />
          <RowList label={t[kind].title} rows={list.items.map((item) => entryRow(item, context))} />
          <Pager
            lang={lang}
            page={list.page}
            pageSize={query.perPage}
            total={Math.min(list.total, 1000)}
            totalIsExact={list.totalIsExact && list.total <= 1000}
            href={(number) => at({ page: number })}
          />
          {query.perPage === entriesOnPaper && list.total > entriesOnPaper && (
            <p class="quiet">{t.firstOnPaper(formatNumber(lang, entriesOnPaper, 0))}</p>
          )}
          {list.page === 50 && <p class="quiet">{t.deepest}</p>}
          <DownloadList
            lang={lang}
            slug={dataSlug[kind]}
            query={writeEntryQuery({ ...query, page: 1, sort: query.q ? query.sort : 'moi' })}
          />
        </div>
      )}
      {query.day === null && <ListFollow lang={lang} kind={kind} query={query} />}
    </>
  );
}

/** The set of open data that holds the entries of each list. */
const dataSlug: Readonly<Record<CatalogueKind, string>> = { problems: 'bai-toan', needs: 'nhu-cau' };
function ListFollow({ lang, kind, query }: Pick<ListPage, 'lang' | 'kind' | 'query'>) {
  const t = publicTexts(lang);
  const target = listTarget(kind, query);
  if (!target) return null;
  return (
    <div class="section">
      <FollowLink
        lang={lang}
        target={target}
        label={target.kind === 'search' ? t.followSearch : t.followSeries}
      />
    </div>
  );
}

function Past(page: ListPage & { readonly href: (page: number) => string }) {
  const { lang, past, query } = page;
  const t = pastTexts(lang);
  const searched = query.q !== '';
  const noun = publicTexts(lang)[page.kind].one;
  const total = `${formatNumber(lang, past.total, 0)}${lang === 'en' ? ` ${noun}${past.total === 1 ? '' : 's'}` : ''}`;
  const rows = (
    <>
      <PastRows
        {...{ lang, entries: past.items, day: query.day }}
        label={t.title}
        {...(searched && { named: true as const })}
      />
      {!searched && (
        <Pager
          lang={lang}
          page={query.page}
          pageSize={pastPerPage}
          total={past.total}
          totalIsExact
          href={page.href}
        />
      )}
    </>
  );
  if (searched) return <Section title={t.title}>{rows}</Section>;
  return (
    <>
      <div class="list-head">
        <p>{t.ofYear(total)}</p>
      </div>
      {rows}
    </>
  );
}

function ListHead({ lang, kind, query, list, path }: ListPage & { readonly path: string }) {
  const t = publicTexts(lang);
  const total = formatNumber(lang, list.total, 0);
  const noun = lang === 'en' && list.total !== 1 ? `${t[kind].one}s` : t[kind].one;
  const sorts: readonly ListSort[] = query.q ? ['lien-quan', 'moi', 'ma', 'ten'] : ['moi', 'ma', 'ten'];
  return (
    <div class="list-head">
      <p>
        {list.totalIsExact ? total : texts(lang).pager.moreThan(total)} {noun}
      </p>
      <a
        class="pdf-link screen-only"
        href={printoutOf(lang, listPath[kind], writeEntryQuery({ ...query, page: 1 }))}
      >
        {printTexts(lang).pdf}
      </a>
      <SortSelect
        lang={lang}
        action={path}
        name="sap-xep"
        value={query.sort}
        hidden={[...(query.q ? [['q', query.q] as const] : []), ...hiddenFilters(query)]}
        options={sorts.map((sort) => ({ value: sort, label: t.sorts[sort] }))}
      />
    </div>
  );
}

function Corrected(props: {
  readonly lang: Language;
  readonly query: EntryQuery;
  readonly list: EntryList;
  readonly corrected: readonly string[];
}) {
  const { lang, list } = props;
  const spelled = spelledAs(
    props.corrected,
    list.items.flatMap(({ title, summary, passage }) => [title, summary ?? '', passage ?? '']),
  );
  return (
    <Notice lang={lang} kind="information">
      {publicTexts(lang).corrected(props.query.q, spelled)}
    </Notice>
  );
}

function NothingFound(page: ListPage & { readonly context: RowContext }) {
  const { lang, kind, query } = page;
  const t = publicTexts(lang);
  return (
    <>
      <EmptyState
        title={t.noneFound}
        action={
          <>
            {query.q && !query.day && (
              <LinkButton href={`${localPath(lang, '/tim-kiem')}?${new URLSearchParams({ q: query.q })}`}>
                {t.searchAll}
              </LinkButton>
            )}
            <LinkButton look="secondary" href={withDay(localPath(lang, listPath[kind]), query.day)}>
              {t.clear}
            </LinkButton>
          </>
        }
      >
        <p>{t.noneFoundHint}</p>
      </EmptyState>
      <Near {...page} />
    </>
  );
}

function Near({ lang, list, context }: ListPage & { readonly context: RowContext }) {
  const t = publicTexts(lang);
  if (list.near.length === 0) return null;
  return (
    <>
      <p class="lead">{t.near}</p>
      <RowList label={t.near} rows={list.near.map((item) => entryRow(item, context))} />
    </>
  );
}

const noFilters: EntryQuery['filters'] = { year: [], sector: [], organisation: [], place: [], status: [] };

function chosenValues({ lang, list, query }: ListPage) {
  return filterGroups.flatMap((group) =>
    query.filters[group].map((value) => ({
      group,
      value,
      label: list.facets[group].find((each) => each.value === value)?.label[lang] ?? value,
    })),
  );
}

function without(query: EntryQuery, group: FilterGroup, value: string): EntryQuery['filters'] {
  return { ...query.filters, [group]: query.filters[group].filter((each) => each !== value) };
}

function hiddenFilters(query: EntryQuery): (readonly [string, string])[] {
  return [
    ...filterGroups.flatMap((group) =>
      query.filters[group].map((value) => [filterNames[group], value] as const),
    ),
    ...hiddenDay(query),
  ];
}

function hiddenSort({ sort }: EntryQuery): (readonly [string, string])[] {
  return sort === 'moi' || sort === 'lien-quan' ? [] : [['sap-xep', sort]];
}

function hiddenDay({ day }: EntryQuery): (readonly [string, string])[] {
  return day ? [[dayName, day]] : [];
}
