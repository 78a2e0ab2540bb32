import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, PageHead, Tabs } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { editionUrl } from '../api.ts';
import { publicEntry, publicOutcomes, withQuery } from '../paths.ts';
import { listPath } from '../public-list-view.tsx';
import { titleIn } from '../public-rows.tsx';
import { publicTexts } from '../public-texts.ts';
import { outcomeNames } from './outcome.ts';
import { OutcomeWords } from './outcome-words.tsx';
import { type ListedTold, outcomesPerPage, type ToldList } from './public-list.ts';
import { type OutcomeFilters, outcomeFilters } from './queries.ts';
import { Superseded } from './superseded-view.tsx';
import { toldTexts } from './texts.ts';
import { outcomeTones } from './view.tsx';

interface ToldListProps {
  readonly lang: Language;
  readonly list: ToldList;
  readonly filters: OutcomeFilters;
}

/** The entries of an edition with what became of each. */
export function ToldListPage({ lang, list, filters }: ToldListProps) {
  const t = toldTexts(lang);
  const { edition, counts } = list;
  const path = localPath(lang, publicOutcomes(edition.code));
  const english = lang === 'en' && edition.titleEn !== null;
  const address = (change: { readonly outcome?: string; readonly page?: number }) =>
    withQuery(path, {
      q: filters.text,
      'ket-qua': change.outcome ?? filters.outcome ?? '',
      trang: change.page && change.page > 1 ? change.page : undefined,
    });
  const told = outcomeFilters.some((filter) => filter !== 'open' && counts[filter] > 0);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: publicTexts(lang)[edition.kind].title, href: localPath(lang, listPath[edition.kind]) },
          { label: edition.period ?? String(edition.year ?? ''), href: localPath(lang, editionUrl(edition)) },
        ]}
        here={t.outcome}
      />
      <PageHead title={t.title(edition.code)} />
      <div class="stack">
        <p class="lead" lang={english || lang === 'vi' ? undefined : 'vi'}>
          {english ? edition.titleEn : edition.title}
        </p>
        <Superseded lang={lang} edition={edition} />
        <p>{told ? t.lead : t.untold}</p>
        <SearchBox
          lang={lang}
          action={path}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={filters.outcome ? [['ket-qua', filters.outcome]] : []}
        />
        <Tabs
          label={t.filter}
          items={[
            { label: t.all, href: address({ outcome: '' }), current: filters.outcome === null },
            ...outcomeFilters.map((filter) => ({
              label: filter === 'open' ? t.open : outcomeNames[filter][lang],
              href: address({ outcome: filter }),
              current: filters.outcome === filter,
              count: formatNumber(lang, counts[filter], 0),
            })),
          ]}
        />
        <Rows lang={lang} items={list.items} />
        <Pager
          lang={lang}
          page={filters.page}
          pageSize={outcomesPerPage}
          total={list.total}
          totalIsExact
          href={(page) => address({ page })}
        />
      </div>
    </>
  );
}

function Rows({ lang, items }: { readonly lang: Language; readonly items: readonly ListedTold[] }) {
  const t = toldTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.lead}
      captionHidden
      empty={t.none}
      rows={items}
      rowKey={({ code }) => code}
      columns={[
        { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
        { key: 'entry', label: t.entry, head: true, cell: (row) => <Title lang={lang} row={row} /> },
        { key: 'outcome', label: t.outcome, cell: (row) => <Came lang={lang} row={row} /> },
      ]}
    />
  );
}

function Title({ lang, row }: { readonly lang: Language; readonly row: ListedTold }) {
  const title = titleIn(lang, row);
  return (
    <>
      <a
        href={localPath(lang, publicEntry(row.kind, row.code))}
        lang={title.lang === lang ? undefined : title.lang}
      >
        {title.text}
      </a>
      {row.illustrative && (
        <>
          {' '}
          <IllustrativeMark lang={lang} />
        </>
      )}
    </>
  );
}

function Came({ lang, row }: { readonly lang: Language; readonly row: ListedTold }) {
  if (row.outcome === null) return <span class="quiet">{toldTexts(lang).open}</span>;
  return (
    <div class="stack">
      <span>
        <Badge tone={outcomeTones[row.outcome]}>{outcomeNames[row.outcome][lang]}</Badge>
      </span>
      {row.continuedAs.map(({ kind, code, formerly }) => (
        <span key={code}>
          <a href={localPath(lang, publicEntry(kind, code))}>{code}</a>
          {formerly.length > 0 && <> {toldTexts(lang).nowIn(formerly)}</>}
        </span>
      ))}
      <OutcomeWords
        lang={lang}
        note={{ vi: row.note, en: row.noteEn || row.note }}
        reference={row.reference}
      />
    </div>
  );
}
