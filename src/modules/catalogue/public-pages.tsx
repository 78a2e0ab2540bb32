import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { similarItems } from '../../platform/search/index.ts';
import { Kept } from '../../ui/kept.ts';
import { page } from '../../ui/page.tsx';
import { localPath } from '../../ui/site-links.ts';
import { fileAnswer } from '../documents/index.ts';
import type { CatalogueKind } from './entry.ts';
import { listEntries, readEntryQuery, writeEntryQuery } from './listing.ts';
import { publicEntry } from './paths.ts';
import { listPublicEditions } from './public-editions.ts';
import { findCanonicalCode, findPublicEntry, findPublicFile } from './public-entry.ts';
import { EntryView } from './public-entry-view.tsx';
import { EntryListView } from './public-list-view.tsx';
import { titleIn } from './public-rows.tsx';
import { publicTexts } from './public-texts.ts';

/** Entries offered under “similar”. */
const mostSimilar = 4;

async function showList(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, today } = call;
  const { db } = call.services;
  const query = readEntryQuery(call.url.searchParams);
  const [year] = query.filters.year.length === 1 ? query.filters.year.map(Number) : [];
  const { list, editions } = await call.reads.remember(`${kind}${writeEntryQuery(query)}`, async () => ({
    list: await listEntries(db, kind, query),
    editions:
      year && Number.isSafeInteger(year) && year < 3000
        ? (await listPublicEditions(db, { kind, year, withdrawn: true, limit: 4, offset: 0 })).items
        : [],
  }));
  const t = publicTexts(lang)[kind];
  return page(
    call,
    {
      title: year && editions.length > 0 ? `${t.title} ${year}` : t.title,
      description: t.lead,
      active: kind,
      illustrative: list.items.some(({ illustrative }) => illustrative),
    },
    // the words of the address are part of the key under which the list is remembered
    <Kept of={list} as={`${lang} ${today}`}>
      {() => <EntryListView {...{ lang, today, kind, query, list, editions }} />}
    </Kept>,
  );
}

async function showEntry(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, today } = call;
  const { db, config, installation: operator } = call.services;
  const typed = call.param('code');
  const { entry, similar } = await call.reads.remember(`entry ${typed}`, () => readEntry(db, typed));
  if (entry?.kind !== kind) {
    const code = await findCanonicalCode(db, kind, typed);
    if (code === null || code === typed) throw notFound();
    return new Response(null, {
      status: 301,
      headers: { location: localPath(lang, publicEntry(kind, code)) },
    });
  }
  const summary = lang === 'en' ? (entry.summaryEn ?? entry.titleEn) : entry.summary;
  return page(
    call,
    {
      title: `${entry.code} ${titleIn(lang, entry).text}`,
      ...(summary ? { description: summary } : {}),
      active: kind,
      // neighbours and similar entries carry their own label: theirs says nothing of this one
      illustrative: entry.illustrative,
    },
    <Kept of={entry} as={`${lang} ${today}`}>
      {() => <EntryView {...{ lang, today, entry, similar, operator }} origin={config.baseUrl.origin} />}
    </Kept>,
  );
}

async function readEntry(db: Querying, code: string) {
  const entry = await findPublicEntry(db, code);
  const kind = entry?.kind === 'problems' ? 'problem' : 'need';
  return { entry, similar: entry ? await similarItems(db, kind, entry.id, mostSimilar) : [] };
}

/** A file of an entry that every visitor may read; those of drafts are not there. */
async function showFile(call: Call, kind: CatalogueKind): Promise<Response> {
  const id = call.param('file');
  const file = /^[1-9]\d{0,14}$/.test(id)
    ? await findPublicFile(call.services.db, kind, call.param('code'), Number(id))
    : null;
  if (!file) throw notFound();
  return fileAnswer(call, file, true);
}

export const publicCatalogueRoutes: readonly Route[] = [
  publicPage('problems.list', '/bai-toan', (call) => showList(call, 'problems')),
  publicPage('problems.show', '/bai-toan/:code', (call) => showEntry(call, 'problems')),
  download('problems.file', '/bai-toan/:code/tep/:file', anyone, (call) => showFile(call, 'problems')),
  publicPage('needs.list', '/nhu-cau', (call) => showList(call, 'needs')),
  publicPage('needs.show', '/nhu-cau/:code', (call) => showEntry(call, 'needs')),
  download('needs.file', '/nhu-cau/:code/tep/:file', anyone, (call) => showFile(call, 'needs')),
];
