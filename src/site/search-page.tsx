import type { Language, Text } from '../kernel/text.ts';
import {
  Excerpt,
  entryRow,
  Marked,
  namesForRows,
  type PastEntry,
  PastRows,
  pastEntriesCalled,
  pastTexts,
  readShownQuestion,
  titleIn,
} from '../modules/catalogue/index.ts';
import { readShownConsultation } from '../modules/consultation/index.ts';
import { kindNames } from '../modules/documents/index.ts';
import { foundProgramme } from '../modules/programme/index.ts';
import type { Call } from '../platform/http/call.ts';
import { readPageNumber } from '../platform/http/page-number.ts';
import {
  type Found,
  type FoundItem,
  findItems,
  type Marking,
  mostCandidates,
  type SearchKind,
  searchKinds,
  spelledAs,
} from '../platform/search/index.ts';
import { Badge, IllustrativeMark } from '../ui/badge.tsx';
import { SearchBox } from '../ui/facets.tsx';
import { formatDate, formatNumber } from '../ui/format.ts';
import { Content, Quoting } from '../ui/inline.tsx';
import { Notice } from '../ui/notice.tsx';
import { page } from '../ui/page.tsx';
import { EmptyState, PageHead, Section, Tabs } from '../ui/page-parts.tsx';
import { Pager } from '../ui/pager.tsx';
import { type RowEntry, RowList } from '../ui/row-list.tsx';
import { localPath } from '../ui/site-links.ts';
import { texts } from '../ui/texts/texts.ts';
import { readShownDocument } from './shown-document.ts';
import { siteTexts } from './texts.ts';

const pageSize = 20;
const path = '/tim-kiem';

/** Kinds as they stand in the address. */
const kindWords: Readonly<Record<SearchKind, string>> = {
  problem: 'bai-toan',
  need: 'nhu-cau',
  document: 'van-ban',
  organisation: 'co-quan',
  question: 'hoi-dap',
  consultation: 'lay-y-kien',
  plan: 'ke-hoach',
  task: 'nhiem-vu',
  target: 'chi-tieu',
};

interface SearchPage {
  readonly lang: Language;
  readonly today: Call['today'];
  readonly q: string;
  readonly kind: SearchKind | null;
  readonly number: number;
  /** Asked to search the words as typed, whatever is closer. */
  readonly exact: boolean;
  readonly found: Found;
  /** Called so, but in force no longer. */
  readonly past: readonly PastEntry[];
  readonly sectors: ReadonlyMap<string, Text>;
  readonly organisations: ReadonlyMap<string, Text>;
}

/** Everything public, found by words, a code or a number. */
export async function showSearch(call: Call): Promise<Response> {
  const { language: lang, today } = call;
  const { db } = call.services;
  const q = call.query('q').slice(0, 300);
  const kind = searchKinds.find((each) => kindWords[each] === call.query('loai')) ?? null;
  const number = readPageNumber(call.query('trang'), mostCandidates / pageSize);
  const exact = call.query('dung-chu') === '1';
  const t = siteTexts(lang).search;
  const frame = { title: q ? t.titleFor(q) : t.title, unlisted: true };
  const box = <SearchBox lang={lang} action={localPath(lang, path)} value={q} />;
  if (q === '')
    return page(
      call,
      frame,
      <>
        <PageHead title={t.title} />
        {box}
        <EmptyState title={t.empty}>
          <p>{t.emptyHint}</p>
        </EmptyState>
      </>,
    );
  const found = await findItems(db, q, {
    kinds: searchKinds,
    filters: { kind: kind === null ? [] : [kind] },
    sort: 'relevance',
    offset: (number - 1) * pageSize,
    limit: pageSize,
    passages: true,
    preferClose: !exact,
    count: 'kinds',
  });
  if (number === 1) call.searched(q, found.unfiltered > 0);
  const past = number === 1 ? await pastEntriesCalled(db, q) : [];
  const names = await namesForRows(db, [...found.items, ...found.near]);
  const shown: SearchPage = {
    lang,
    today,
    q,
    kind,
    number,
    exact,
    found,
    past,
    ...names,
  };
  return page(
    call,
    {
      ...frame,
      illustrative: [...found.items, ...found.near, ...past].some(({ illustrative }) => illustrative),
    },
    <>
      <PageHead title={t.title} />
      {box}
      {past.length > 0 && (
        <Section title={pastTexts(lang).title}>
          <PastRows lang={lang} label={pastTexts(lang).title} entries={past} named />
        </Section>
      )}
      <div class="section">
        <Results {...shown} />
      </div>
    </>,
  );
}

function Results(shown: SearchPage) {
  const { lang, q, found, past, number } = shown;
  const t = siteTexts(lang).search;
  const rows = (items: readonly FoundItem[]) => items.map((item) => rowOf(shown, item));
  if (found.unfiltered === 0 || (found.total === 0 && found.near.length > 0))
    return (
      <>
        {past.length === 0 && (
          <EmptyState title={t.none(q)}>
            <p>{t.noneHint}</p>
          </EmptyState>
        )}
        {found.near.length > 0 && (
          <>
            <h2>{t.near}</h2>
            <RowList label={t.near} rows={rows(found.near)} />
          </>
        )}
      </>
    );
  return (
    <>
      {found.corrected && (
        <Notice lang={lang} kind="information">
          <Corrected {...shown} used={spelledAs(found.corrected, textsOf(found.items))} />
        </Notice>
      )}
      <KindTabs {...shown} />
      <div class="list-head">
        <p>{totalWords(lang, found)}</p>
      </div>
      <RowList label={t.titleFor(q)} rows={rows(found.items)} />
      <Pager
        lang={lang}
        page={number}
        pageSize={pageSize}
        total={found.total}
        totalIsExact={found.totalIsExact}
        href={(to) => address(shown, shown.kind, to)}
      />
      {number === mostCandidates / pageSize && <p class="quiet">{t.deepest}</p>}
    </>
  );
}

function Corrected({ lang, q, found, used, ...shown }: SearchPage & { readonly used: string }) {
  const t = siteTexts(lang).search;
  if (!found.typedIsFound) return <>{t.corrected(q, used)}</>;
  return (
    <>
      {t.closer(used)}{' '}
      <a href={address({ ...shown, lang, q, found, exact: true }, shown.kind, 1)}>{t.asTyped(q)}</a>
    </>
  );
}

function KindTabs(shown: SearchPage) {
  const { lang, found, kind } = shown;
  const t = siteTexts(lang).search;
  const counts = found.facets.kind ?? {};
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const number = (count: number) => (found.totalIsExact ? formatNumber(lang, count, 0) : undefined);
  return (
    <Tabs
      label={t.kinds}
      items={[
        { label: t.all, href: address(shown, null, 1), current: kind === null, count: number(all) },
        ...searchKinds
          .filter((each) => (counts[each] ?? 0) > 0 || each === kind || !found.totalIsExact)
          .map((each) => ({
            label: t.kind[each],
            href: address(shown, each, 1),
            current: each === kind,
            count: number(counts[each] ?? 0),
          })),
      ]}
    />
  );
}

function totalWords(lang: Language, { total, totalIsExact }: Found): string {
  const t = siteTexts(lang).search;
  const number = formatNumber(lang, total, 0);
  return `${totalIsExact ? number : texts(lang).pager.moreThan(number)} ${total === 1 ? t.result : t.results}`;
}

function address({ lang, q, exact }: SearchPage, kind: SearchKind | null, number: number): string {
  const query = new URLSearchParams({ q });
  if (kind) query.set('loai', kindWords[kind]);
  if (exact) query.set('dung-chu', '1');
  if (number > 1) query.set('trang', String(number));
  return `${localPath(lang, path)}?${query}`;
}

function textsOf(items: readonly FoundItem[]): string[] {
  return items.flatMap(({ title, titleEn, summary, passage }) => [
    title,
    titleEn ?? '',
    summary ?? '',
    passage ?? '',
  ]);
}

function rowOf(shown: SearchPage, item: FoundItem): RowEntry {
  const { lang, today, found, sectors, organisations } = shown;
  if (item.kind === 'document') return documentRow(lang, item, found);
  if (item.kind === 'organisation') return organisationRow(lang, item, found);
  if (item.kind === 'question') return questionRow(lang, item, found);
  if (item.kind === 'consultation') return foundConsultationRow(lang, item, found, today);
  if (item.kind === 'plan' || item.kind === 'task' || item.kind === 'target')
    return programmeRow(lang, item, found);
  return entryRow(item, { lang, today, marking: found, sectors, organisations });
}

function documentRow(lang: Language, item: FoundItem, marking: Marking): RowEntry {
  const document = readShownDocument(item);
  const detail = [
    kindNames[document.kind][lang],
    document.issued && formatDate(lang, document.issued),
    document.issuer,
  ].filter(Boolean);
  const english = lang === 'en' && item.titleEn !== null;
  const title = (english ? item.titleEn : item.title) ?? '';
  return {
    key: `document${item.id}`,
    href: localPath(lang, item.url ?? '/van-ban'),
    code: document.number ?? (document.symbol ? `…/${document.symbol}` : '–'),
    title: <Marked lang={lang} text={{ text: title, lang: english ? 'en' : 'vi' }} marking={marking} />,
    detail: <Quoting lang={lang} text={detail.join(' · ')} quoted={[document.issuer]} />,
    excerpt: <Excerpt lang={lang} item={item} marking={marking} />,
    marks: (
      <>
        <Badge tone="note">{siteTexts(lang).search.kind.document}</Badge>
        {item.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

function questionRow(lang: Language, item: FoundItem, marking: Marking): RowEntry {
  const t = siteTexts(lang).search;
  const { code, language, answeredOn } = readShownQuestion(item);
  return {
    key: `question${item.id}`,
    href: localPath(lang, item.url ?? '/'),
    code,
    title: <Marked lang={lang} text={{ text: item.title, lang: language }} marking={marking} />,
    detail: t.answered(formatDate(lang, answeredOn)),
    excerpt: <Excerpt lang={lang} item={item} marking={marking} />,
    marks: (
      <>
        <Badge tone="note">{t.kind.question}</Badge>
        {item.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

function foundConsultationRow(
  lang: Language,
  item: FoundItem,
  marking: Marking,
  today: Call['today'],
): RowEntry {
  const t = siteTexts(lang).search;
  const { agency, from, to } = readShownConsultation(item);
  const window = t.window(formatDate(lang, from), formatDate(lang, to));
  const open = from <= today && today <= to;
  return {
    key: `consultation${item.id}`,
    href: localPath(lang, item.url ?? '/'),
    code: '–',
    title: <Marked lang={lang} text={titleIn(lang, item)} marking={marking} />,
    detail: <Quoting lang={lang} text={`${agency} · ${window}`} quoted={[agency]} />,
    excerpt: <Excerpt lang={lang} item={item} marking={marking} />,
    marks: (
      <>
        <Badge tone={open ? 'now' : 'note'}>{open ? t.takesComments : t.kind.consultation}</Badge>
        {item.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** A plan, task or target; how far it is stands on its page, since that changes with every day. */
function programmeRow(lang: Language, item: FoundItem, marking: Marking): RowEntry {
  const { code, detail } = foundProgramme(item);
  return {
    key: `${item.kind}${item.id}`,
    href: localPath(lang, item.url ?? '/'),
    code,
    title: <Marked lang={lang} text={titleIn(lang, item)} marking={marking} />,
    detail: <Content lang={lang} text={detail} />,
    excerpt: <Excerpt lang={lang} item={item} marking={marking} />,
    marks: (
      <>
        <Badge tone="note">{siteTexts(lang).search.kind[item.kind]}</Badge>
        {item.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

function organisationRow(lang: Language, item: FoundItem, marking: Marking): RowEntry {
  const t = siteTexts(lang).search;
  const isPlace = item.shown.kind === 'commune' || item.shown.kind === 'ward';
  const name = (lang === 'en' && item.titleEn) || item.title;
  return {
    key: `organisation${item.id}`,
    href: localPath(
      lang,
      item.url ?? `/bai-toan?${new URLSearchParams({ [isPlace ? 'dia-ban' : 'co-quan']: item.code ?? '' })}`,
    ),
    code: item.code ?? '–',
    title: <Marked lang={lang} text={{ text: name, lang }} marking={marking} />,
    detail: t.entriesOf,
    marks: <Badge tone="note">{t.kind.organisation}</Badge>,
  };
}
