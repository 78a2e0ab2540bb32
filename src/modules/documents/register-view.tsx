import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DownloadList } from '../../ui/download-list.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox, SortSelect } from '../../ui/facets.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Columns, EmptyState } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { blankNumber, dateWords } from './citation-text.ts';
import { kindNameOf, kindNames } from './kind-names.ts';
import type { DocumentFilters, DocumentPage, DocumentSort, FacetValue, ListedDocument } from './listing.ts';
import { documentPaths, documentWork, withQuery } from './paths.ts';
import { printoutOf } from './printout.ts';
import { printTexts } from './printout-texts.ts';
import { readKind } from './store.ts';
import { documentTexts } from './texts.ts';

/** Names in the address, the same for the public list and the work list. */
export const filterNames = {
  kind: 'loai',
  year: 'nam',
  issuer: 'co-quan',
  state: 'trang-thai',
  sort: 'sap-xep',
  page: 'trang',
} as const;

export const sortNames: Readonly<Record<DocumentSort, string>> = {
  newest: 'moi-nhat',
  oldest: 'cu-nhat',
  relevance: 'sat-nhat',
};

interface RegisterProps {
  readonly language: Language;
  readonly filters: DocumentFilters;
  readonly found: DocumentPage;
  /** The work list shows drafts and leads to the review pages. */
  readonly work: boolean;
}

const chosenOf = (filters: DocumentFilters): Readonly<Record<FacetValue['facet'], readonly string[]>> => ({
  kind: filters.kinds,
  year: filters.years,
  issuer: filters.issuers,
  state: filters.states,
});

/** The address of the list with some of its filters changed; a change of filters begins at the first page. */
function addressOf(props: RegisterProps, change: Partial<DocumentFilters>): string {
  const filters = { ...props.filters, page: 1, ...change };
  const standard = filters.q ? 'relevance' : 'newest';
  return withQuery(localPath(props.language, props.work ? documentWork.list : documentPaths.register), {
    q: filters.q,
    [filterNames.kind]: filters.kinds,
    [filterNames.year]: filters.years,
    [filterNames.issuer]: filters.issuers,
    [filterNames.state]: filters.states,
    [filterNames.sort]: filters.sort === standard ? null : sortNames[filters.sort],
    [filterNames.page]: filters.page > 1 ? filters.page : null,
  });
}

/** Search, filters, order, rows, paging: the register for visitors and, with drafts, for officers. */
export function RegisterList(props: RegisterProps) {
  const { language, filters, found } = props;
  const t = documentTexts(language);
  const path = localPath(language, props.work ? documentWork.list : documentPaths.register);
  const kept = keptPairs(filters);
  const rows = found.items.map((item) => rowOf(props, item));
  const filtered = filters.q !== '' || kept.length > 0;
  return (
    <>
      <SearchBox
        lang={language}
        action={path}
        value={filters.q}
        label={t.searchLabel}
        placeholder={t.searchPlaceholder}
        hidden={kept}
      />
      <div class="section">
        <Columns
          first="side"
          side={
            <Facets
              lang={language}
              action={path}
              facets={facetsOf(props)}
              hidden={filters.q ? [['q', filters.q]] : []}
            />
          }
          main={
            <>
              <ActiveFilters
                lang={language}
                filters={activeFilters(props)}
                clearHref={addressOf(props, { kinds: [], years: [], issuers: [], states: [] })}
              />
              {rows.length === 0 ? (
                <EmptyState
                  title={filtered ? t.nothing : t.empty}
                  action={
                    filtered && (
                      <LinkButton href={path} look="secondary">
                        {t.clear}
                      </LinkButton>
                    )
                  }
                >
                  {filtered && <p>{t.nothingHelp}</p>}
                  {filters.q && (
                    <p>
                      <a href={withQuery(localPath(language, '/tim-kiem'), { q: filters.q })}>
                        {t.elsewhere}
                      </a>
                    </p>
                  )}
                </EmptyState>
              ) : (
                <>
                  <ListHead {...props} path={path} kept={kept} />
                  <RowList label={t.list} rows={rows} />
                  <Pager
                    lang={language}
                    page={found.page}
                    pageSize={filters.perPage}
                    total={found.total}
                    totalIsExact={found.totalIsExact}
                    href={(page) => addressOf(props, { page })}
                  />
                  {!props.work && (
                    <DownloadList
                      lang={language}
                      slug="van-ban"
                      query={withQuery('', {
                        q: filters.q,
                        [filterNames.kind]: filters.kinds,
                        [filterNames.year]: filters.years,
                        [filterNames.issuer]: filters.issuers,
                      })}
                    />
                  )}
                </>
              )}
            </>
          }
        />
      </div>
    </>
  );
}

function ListHead(
  props: RegisterProps & {
    readonly path: string;
    readonly kept: readonly (readonly [name: string, value: string])[];
  },
) {
  const { language, filters, found } = props;
  const t = documentTexts(language);
  const sorts: readonly DocumentSort[] = filters.q ? ['relevance', 'newest', 'oldest'] : ['newest', 'oldest'];
  const one = found.total === 1 && language === 'en' ? 'document' : t.found;
  return (
    <div class="list-head">
      <p>
        {found.total <= filters.perPage
          ? `${formatNumber(language, found.total, 0)} ${one}`
          : `${rangeText({
              lang: language,
              page: found.page,
              pageSize: filters.perPage,
              total: found.total,
              totalIsExact: found.totalIsExact,
            })} ${one}`}
      </p>
      {!props.work && (
        <a
          class="pdf-link screen-only"
          href={printoutOf(language, documentPaths.register, addressOf(props, {}).split('?')[1])}
        >
          {printTexts(language).pdf}
        </a>
      )}
      <SortSelect
        lang={language}
        action={props.path}
        name={filterNames.sort}
        value={sortNames[filters.sort]}
        options={sorts.map((sort) => ({ value: sortNames[sort], label: t.sorts[sort] }))}
        hidden={[...(filters.q ? [['q', filters.q] as const] : []), ...props.kept]}
      />
    </div>
  );
}

/** The filters chosen, as hidden fields of the other forms. */
function keptPairs(filters: DocumentFilters): readonly (readonly [string, string])[] {
  const chosen = chosenOf(filters);
  return (Object.keys(chosen) as FacetValue['facet'][]).flatMap((facet) =>
    chosen[facet].map((value) => [filterNames[facet], value] as const),
  );
}

function labelOf(language: Language, { facet, value, label }: FacetValue): string {
  if (facet === 'kind') return kindNames[readKind(value)][language];
  if (facet === 'state') return documentTexts(language).states[value === 'published' ? 'published' : 'draft'];
  return label ?? value;
}

function facetsOf(props: RegisterProps): Facet[] {
  const chosen = chosenOf(props.filters);
  const t = documentTexts(props.language);
  const facets: readonly FacetValue['facet'][] = props.work
    ? ['state', 'kind', 'year']
    : ['kind', 'year', 'issuer'];
  return facets.map((facet) => ({
    name: filterNames[facet],
    label: t.facets[facet],
    options: props.found.facets
      .filter((value) => value.facet === facet)
      .map((value) => ({
        value: value.value,
        label: labelOf(props.language, value),
        language: facet === 'issuer' ? 'vi' : undefined,
        count: value.count,
        chosen: chosen[facet].includes(value.value),
      })),
  }));
}

function activeFilters(props: RegisterProps): { label: string; removeHref: string }[] {
  const { filters, language } = props;
  const chosen = chosenOf(filters);
  const names = { kind: 'kinds', year: 'years', issuer: 'issuers', state: 'states' } as const;
  return (Object.keys(chosen) as FacetValue['facet'][]).flatMap((facet) =>
    chosen[facet].map((value) => {
      const known = props.found.facets.find((one) => one.facet === facet && one.value === value);
      return {
        label: labelOf(language, known ?? { facet, value, label: null, count: null }),
        removeHref: addressOf(props, { [names[facet]]: chosen[facet].filter((one) => one !== value) }),
      };
    }),
  );
}

/** Longer numbers would leave their column; they stand in the line below instead. */
const longestCode = 17;

function rowOf(props: RegisterProps, item: ListedDocument): RowEntry {
  const { language, work } = props;
  const t = documentTexts(language);
  const number = item.number ?? (item.symbol ? blankNumber(item.symbol) : '');
  const english = language === 'en' && item.titleEn !== null;
  return {
    key: String(item.id),
    code: number.length <= longestCode ? number || '–' : '–',
    href: localPath(language, (work ? documentWork : documentPaths).document(item.id)),
    title: (
      <span lang={english ? undefined : 'vi'}>
        {capitalised(english ? (item.titleEn ?? '') : item.title)}
      </span>
    ),
    detail: (
      <>
        {[
          kindNameOf(item)[language],
          number.length > longestCode ? number : '',
          item.issued === null ? t.noDate : dateWords(language, item.issued),
        ]
          .filter(Boolean)
          .join(' · ')}
        {item.issuer && ' · '}
        {item.issuer && <span lang="vi">{item.issuer}</span>}
      </>
    ),
    marks: (
      <>
        {work && <Badge tone={item.state === 'published' ? 'done' : 'work'}>{t.states[item.state]}</Badge>}
        {item.replaced && <Badge tone="quiet">{t.replaced}</Badge>}
        {!item.confirmed && <Badge tone="note">{t.unconfirmed}</Badge>}
        {item.illustrative && <IllustrativeMark lang={language} />}
      </>
    ),
  };
}

/** Abstracts are printed `về việc …`; as a title of their own they begin with a capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
