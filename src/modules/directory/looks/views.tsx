import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { roleName } from '../accounts/sentences.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { type Look, type LookPage, type LookWithNames, lookPages, looksPerPage } from './looks.ts';
import { lookTexts } from './texts.ts';

/** Where a page of the office stands in the address of the list. */
export function pageCode(page: LookPage): string {
  return page.replace('_', '-');
}

function pageLabel(lang: Language, page: string): string {
  const pages: Readonly<Record<string, string>> = lookTexts(lang).pages;
  return pages[page] ?? page;
}

function capital(label: string): string {
  return label.charAt(0).toLocaleUpperCase('vi') + label.slice(1);
}

function Agency({ lang, look, operator }: { lang: Language; look: Look; operator: string }) {
  const { role, agency, agencyEn } = look;
  const english = lang === 'en' && agency !== null ? agencyEn : null;
  return (
    <>
      {roleName(lang, role)}, {english ?? <span lang="vi">{agency ?? operator}</span>}
    </>
  );
}

/** As what, and of which agency, somebody looked at one's own data. */
export function MyLooks(props: {
  readonly lang: Language;
  readonly rows: readonly Look[];
  readonly total: number;
  readonly page: number;
  readonly operator: string;
}) {
  const { lang, rows, operator } = props;
  const t = lookTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.data, href: localPath(lang, PATHS.personalData) }]}
        here={t.mine}
      />
      <PageHead title={t.mine} lead={t.mineLead} />
      <Table
        lang={lang}
        caption={t.mine}
        captionHidden
        empty={t.none}
        rows={rows.map((look, at) => ({ look, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: 'at', label: t.at, head: true, cell: ({ look }) => formatInstant(lang, look.at) },
          { key: 'who', label: t.who, cell: ({ look }) => <Agency {...{ lang, look, operator }} /> },
          { key: 'page', label: t.page, cell: ({ look }) => pageLabel(lang, look.page) },
        ]}
      />
      <Pager
        lang={lang}
        page={props.page}
        pageSize={looksPerPage}
        total={props.total}
        totalIsExact
        href={(page) =>
          localPath(lang, withQuery(directoryPaths.myLooks, { trang: page === 1 ? null : page }))
        }
      />
    </>
  );
}

export interface LooksQuery {
  readonly q: string;
  readonly page: LookPage | null;
}

/** Every look, for those who watch over them. */
export function AllLooks(props: {
  readonly lang: Language;
  readonly query: LooksQuery;
  readonly rows: readonly LookWithNames[];
  readonly total: number;
  readonly number: number;
  readonly operator: string;
}) {
  const { lang, query, rows, operator } = props;
  const t = lookTexts(lang);
  const path = (page: LookPage | null, number = 1) =>
    localPath(
      lang,
      withQuery(directoryPaths.looks, {
        ...{ q: query.q, o: page && pageCode(page), trang: number === 1 ? null : number },
      }),
    );
  const pager = {
    ...{ lang, page: props.number, pageSize: looksPerPage, total: props.total, totalIsExact: true },
    href: (number: number) => path(query.page, number),
  };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.administration, href: localPath(lang, PATHS.administration) }]}
        here={t.all}
      />
      <PageHead title={t.all} lead={t.allLead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, directoryPaths.looks)}
          value={query.q}
          label={t.search}
          placeholder={t.placeholder}
          hidden={query.page ? [['o', pageCode(query.page)]] : []}
        />
        <Tabs
          label={t.page}
          items={[null, ...lookPages].map((page) => ({
            label: page === null ? t.everyPage : capital(t.pages[page]),
            href: path(page),
            current: query.page === page,
          }))}
        />
        {rows.length === 0 ? (
          <EmptyState title={t.noneFound}>
            <p>{t.noneFoundHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.count}
            </p>
            <LooksTable {...{ lang, rows, operator }} />
            <Pager {...pager} />
          </>
        )}
      </div>
    </>
  );
}

function LooksTable({
  lang,
  rows,
  operator,
}: {
  readonly lang: Language;
  readonly rows: readonly LookWithNames[];
  readonly operator: string;
}) {
  const t = lookTexts(lang);
  const unnamed: Readonly<Record<string, string>> = t.unnamed;
  return (
    <Table
      lang={lang}
      caption={t.all}
      captionHidden
      rows={rows}
      rowKey={({ at, readerId, kind, id, page }) => `${at.getTime()} ${readerId} ${kind} ${id} ${page}`}
      columns={[
        { key: 'at', label: t.at, head: true, cell: ({ at }) => formatInstant(lang, at) },
        {
          key: 'reader',
          label: t.reader,
          cell: (look) => (
            <>
              <span lang="vi">{look.reader}</span>
              <br />
              <span class="quiet">
                <Agency {...{ lang, look, operator }} />
              </span>
            </>
          ),
        },
        {
          key: 'whose',
          label: t.whose,
          cell: ({ whose, kind, id, illustrative }) => (
            <>
              {whose === null ? `${unnamed[kind] ?? kind} ${id}` : <span lang="vi">{whose}</span>}{' '}
              {illustrative && <IllustrativeMark lang={lang} />}
            </>
          ),
        },
        { key: 'page', label: t.page, cell: ({ page }) => pageLabel(lang, page) },
      ]}
    />
  );
}
