import type { Language } from '../kernel/text.ts';
import {
  type CatalogueOverview,
  type CountedEdition,
  catalogueOverview,
  editionUrl,
  entryRow,
  listPublicEditions,
} from '../modules/catalogue/index.ts';
import { type Consultation, consultationPaths, openNow } from '../modules/consultation/index.ts';
import { documentName } from '../modules/documents/index.ts';
import { PlansAtHome, plansAtHome } from '../modules/programme/index.ts';
import type { Call } from '../platform/http/call.ts';
import { browseItems, type FoundItem, vnNorm } from '../platform/search/index.ts';
import { IllustrativeMark } from '../ui/badge.tsx';
import { SearchBox } from '../ui/facets.tsx';
import { formatDate, formatNumber } from '../ui/format.ts';
import { Hero } from '../ui/hero.tsx';
import { DateText } from '../ui/inline.tsx';
import { page } from '../ui/page.tsx';
import { Card, Columns, EmptyState, Section, StatRow } from '../ui/page-parts.tsx';
import { RowList } from '../ui/row-list.tsx';
import { localPath } from '../ui/site-links.ts';
import { readShownDocument } from './shown-document.ts';
import { siteTexts } from './texts.ts';

interface Home {
  readonly lang: Language;
  readonly today: Call['today'];
  readonly overview: CatalogueOverview;
  readonly editions: readonly CountedEdition[];
  readonly documents: readonly FoundItem[];
  readonly documentCount: number;
  readonly consultations: readonly Consultation[];
  readonly plans: Awaited<ReturnType<typeof plansAtHome>>;
}

/** What there is, what is new, what is open, what the programme is. Ten statements. */
export async function showHome(call: Call): Promise<Response> {
  const { language: lang, today } = call;
  const { db, installation } = call.services;
  const overview = await catalogueOverview(db, today);
  const editions = await listPublicEditions(db, { limit: 6, offset: 0 });
  const documents = await browseItems(db, 'document', 'newest', 0, 5);
  const consultations = await openNow(db, today, 3);
  const plans = await plansAtHome(db, 3);
  const t = siteTexts(lang).home;
  const home: Home = {
    lang,
    today,
    overview,
    editions: editions.items,
    documents: documents.items,
    documentCount: documents.total,
    consultations,
    plans,
  };
  const items = [
    ...overview.inviting,
    ...overview.newestNeeds,
    ...documents.items,
    ...consultations,
    ...plans.map(({ plan }) => plan),
  ];
  return page(
    call,
    {
      title: t.title,
      description: t.lead(installation.place),
      illustrative: items.some(({ illustrative }) => illustrative),
      feed: 'all',
    },
    <>
      <Hero titleLines={t.lines} lead={t.lead(installation.place)}>
        <SearchBox
          lang={lang}
          action={localPath(lang, '/tim-kiem')}
          large
          examples={examplesOf(lang, overview)}
        />
      </Hero>
      <Numbers {...home} />
      <div class="section">
        <Columns main={<Main {...home} />} side={<Side {...home} />} />
      </div>
    </>,
  );
}

/** Searches to try; the first without diacritics, to show that it works. */
function examplesOf(lang: Language, { keywords }: CatalogueOverview) {
  return keywords.map((keyword, index) => {
    const q = index === 0 ? vnNorm(keyword) : keyword;
    return { label: q, href: `${localPath(lang, '/tim-kiem')}?${new URLSearchParams({ q })}` };
  });
}

function Numbers({ lang, overview, documentCount }: Home) {
  const t = siteTexts(lang).home;
  const number = (value: number) => formatNumber(lang, value, 0);
  const stats = [
    { value: overview.problems, label: t.problems, path: '/bai-toan' },
    { value: overview.needs, label: t.needs, path: '/nhu-cau' },
    { value: overview.open, label: t.open, path: '/bai-toan?trang-thai=open', now: true },
    { value: documentCount, label: t.documents, path: '/van-ban' },
  ].filter(({ value }) => value > 0);
  if (stats.length === 0) return null;
  return (
    <StatRow
      label={t.numbers}
      items={stats.map(({ value, label, path, now }) => ({
        value: number(value),
        label,
        href: localPath(lang, path),
        now,
      }))}
    />
  );
}

function Main({ lang, today, overview }: Home) {
  const t = siteTexts(lang).home;
  const { sectors, organisations } = overview;
  const context = { lang, today, marking: { words: [], accented: [] }, sectors, organisations };
  if (overview.problems + overview.needs === 0)
    return (
      <EmptyState title={t.empty}>
        <p>{t.emptyHint}</p>
      </EmptyState>
    );
  const inviting = overview.taking ? t.taking : t.searching;
  return (
    <>
      {overview.inviting.length > 0 && (
        <Section title={inviting} aside={<a href={localPath(lang, '/bai-toan')}>{t.all}</a>}>
          <RowList label={inviting} rows={overview.inviting.map((item) => entryRow(item, context))} />
        </Section>
      )}
      {overview.newestNeeds.length > 0 && (
        <Section
          title={siteTexts(lang).search.kind.need}
          aside={<a href={localPath(lang, '/nhu-cau')}>{t.allNeeds}</a>}
        >
          <RowList
            label={siteTexts(lang).search.kind.need}
            rows={overview.newestNeeds.map((item) => entryRow(item, context))}
          />
        </Section>
      )}
    </>
  );
}

function Side(home: Home) {
  const { lang, documents } = home;
  const t = siteTexts(lang).home;
  return (
    <>
      <You {...home} />
      <PlansAtHome lang={lang} plans={home.plans} />
      <Consultations {...home} />
      <Editions {...home} />
      {documents.length > 0 && (
        <Card title={t.newDocuments}>
          <ul class="plain-list">
            {documents.map((item) => (
              <li key={item.id}>
                <DocumentLine lang={lang} item={item} />
              </li>
            ))}
          </ul>
          <p>
            <a href={localPath(lang, '/van-ban')}>{t.allDocuments}</a>
          </p>
        </Card>
      )}
      <Card title={t.about}>
        {t.aboutText.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </Card>
    </>
  );
}

function You({ lang, overview }: Home) {
  const t = siteTexts(lang).home;
  const link = (path: string, words: string) => <a href={localPath(lang, path)}>{words}</a>;
  return (
    <Card title={t.you}>
      <dl class="you">
        <div>
          <dt>{t.youFirm}</dt>
          <dd>
            {link('/bai-toan?trang-thai=open', t.youFirmWhat)}
            {overview.needs > 0 && <>; {link('/nhu-cau', t.youFirmNeeds)}</>}
          </dd>
        </div>
        <div>
          <dt>{t.youOffice}</dt>
          <dd>{link('/dang-nhap', t.youOfficeWhat)}</dd>
        </div>
        <div>
          <dt>{t.youPublic}</dt>
          <dd>{link('/van-ban', t.youPublicWhat)}</dd>
        </div>
        <div>
          <dt>{t.youDeveloper}</dt>
          <dd>{link('/api', t.youDeveloperWhat)}</dd>
        </div>
      </dl>
    </Card>
  );
}

/** Drafts that take comments now. */
function Consultations({ lang, consultations }: Home) {
  const t = siteTexts(lang).home;
  if (consultations.length === 0) return null;
  return (
    <Card title={t.consultations}>
      <ul class="plain-list">
        {consultations.map(({ id, title, titleEn, window, illustrative }) => (
          <li key={id}>
            <a
              href={localPath(lang, consultationPaths.one(id))}
              lang={lang === 'en' && !titleEn ? 'vi' : undefined}
            >
              {lang === 'en' && titleEn ? titleEn : title}
            </a>
            <span class="quiet block">
              {t.consultedUntil(formatDate(lang, window.to))}
              {illustrative && (
                <>
                  {' '}
                  <IllustrativeMark lang={lang} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href={localPath(lang, consultationPaths.list)}>{t.allConsultations}</a>
      </p>
    </Card>
  );
}

function Editions({ lang, editions }: Home) {
  const t = siteTexts(lang).home;
  if (editions.length === 0) return null;
  return (
    <Card title={t.editions}>
      <ul class="plain-list">
        {editions.map((edition) => (
          <li key={edition.code}>
            <a href={localPath(lang, editionUrl(edition))}>
              {siteTexts(lang).search.kind[edition.kind === 'problems' ? 'problem' : 'need']}{' '}
              {edition.period ?? edition.year}
            </a>
            <span class="quiet block">
              {t.entries(formatNumber(lang, edition.entries, 0))}
              <EditionDate lang={lang} edition={edition} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The day of the issuing document; the day of publication here where there is none. */
function EditionDate({ lang, edition }: { readonly lang: Language; readonly edition: CountedEdition }) {
  const date = edition.document ? edition.document.date : edition.publishedOn;
  if (!date) return null;
  return (
    <>
      {' · '}
      <DateText lang={lang} date={date} />
    </>
  );
}

function DocumentLine({ lang, item }: { readonly lang: Language; readonly item: FoundItem }) {
  const shown = readShownDocument(item);
  const english = lang === 'en' && item.titleEn !== null;
  return (
    <>
      <a href={localPath(lang, item.url ?? '/van-ban')} lang={english || lang === 'vi' ? undefined : 'vi'}>
        {english ? item.titleEn : item.title}
      </a>
      <span class="quiet block">
        {documentName(lang, { ...shown, title: null })}
        {shown.issued && (
          <>
            {' · '}
            <DateText lang={lang} date={shown.issued} />
          </>
        )}
        {item.illustrative && (
          <>
            {' '}
            <IllustrativeMark lang={lang} />
          </>
        )}
      </span>
    </>
  );
}
