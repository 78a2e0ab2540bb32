import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { similarItems } from '../../platform/search/index.ts';
import { formatDate } from '../../ui/format.ts';
import { Kept } from '../../ui/kept.ts';
import { page } from '../../ui/page.tsx';
import { localPath } from '../../ui/site-links.ts';
import { fileAnswer, printout } from '../documents/index.ts';
import { publicOutcomeRoutes } from './carry-over/public-pages.tsx';
import type { CatalogueKind } from './entry.ts';
import {
  type EntryList,
  type EntryQuery,
  filterGroups,
  listEntries,
  namesForRows,
  readEntryQuery,
  writeEntryQuery,
} from './listing.ts';
import { editionVersionsPath, publicEntry, publicFile } from './paths.ts';
import { publicAnnexRoutes } from './public-annex.ts';
import { findCanonicalCode } from './public-code.ts';
import { listPublicEditions } from './public-editions.ts';
import { findPublicEntry } from './public-entry.ts';
import { EntryView } from './public-entry-view.tsx';
import { findPublicFile } from './public-file.ts';
import { EntryListView } from './public-list-view.tsx';
import { entryMarkup } from './public-markup.ts';
import { pastEntriesCalled, supersededEntries } from './public-past.ts';
import { titleIn } from './public-rows.tsx';
import { publicTexts } from './public-texts.ts';
import { type PublicQuestions, publicPageSize, publicQuestions } from './questions/public.ts';
import { publicQuestionRoutes } from './questions/public-pages.tsx';
import { answerExcerpt } from './questions/public-view.tsx';
import { listTarget } from './saved-search.ts';
import { endedEntry, fileOfSuccessor } from './succession/public.ts';
import { readAskedDay } from './versions/day.ts';
import { versionsOf } from './versions/entry.ts';
import { listEntriesOn } from './versions/list.ts';
import {
  refusedDay,
  seeElsewhere,
  showDifferences,
  showEditionVersions,
  showEnded,
  showEntryOn,
} from './versions/pages.tsx';
import { firstDay } from './versions/stood.ts';

/** Entries offered under “similar”. */
const mostSimilar = 4;

async function showList(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, today } = call;
  const { db } = call.services;
  const asked = readAskedDay(call);
  if (asked.kind === 'spelled') return seeElsewhere(asked.location);
  if (asked.kind === 'refused') return refusedDay(call, kind, asked);
  const query = readEntryQuery(call.url.searchParams, call.onPaper);
  const { day } = query;
  const [year] = query.filters.year.length === 1 ? query.filters.year.map(Number) : [];
  const { list, past, editions, first } = await call.reads.remember(
    `${kind}${query.perPage}${writeEntryQuery(query)}`,
    async () => ({
      ...(await listWithPast(db, kind, query)),
      first: day ? await firstDay(db, kind) : null,
      editions:
        year && Number.isSafeInteger(year) && year < 3000
          ? (
              await listPublicEditions(db, {
                ...{ kind, year, withdrawn: true, limit: 4, offset: 0 },
                ...(day && { asOf: day }),
              })
            ).items
          : [],
    }),
  );
  // a page turned, or a list narrowed further, is no new question
  const asksAnew = query.page === 1 && filterGroups.every((group) => query.filters[group].length === 0);
  if (query.q !== '' && asksAnew) call.searched(query.q, list.total + past.total > 0);
  const t = publicTexts(lang)[kind];
  const title = year && editions.length > 0 ? `${t.title} ${year}` : t.title;
  return page(
    call,
    {
      title: day ? `${title} (${formatDate(lang, day)})` : title,
      description: t.lead,
      active: kind,
      illustrative: [...list.items, ...past.items].some(({ illustrative }) => illustrative),
      feed: listTarget(kind, query) ?? 'all',
      // there are as many of these as days
      ...(day && { unlisted: true }),
    },
    // the words of the address are part of the key under which the list is remembered
    <Kept of={list} as={`${lang} ${today}`}>
      {() => <EntryListView {...{ lang, today, kind, query, list, past, editions, first }} />}
    </Kept>,
  );
}

/** What is in force, and where nothing of it is asked for what was: the year of a superseded edition, or a former code. */
async function listWithPast(db: Querying, kind: CatalogueKind, query: EntryQuery) {
  const { day, q, filters, page: number } = query;
  const list: EntryList = day
    ? await listEntriesOn(db, kind, query, day)
    : await listEntries(db, kind, query);
  const chosen = filterGroups.filter((group) => filters[group].length > 0);
  const [year] = filters.year.map(Number);
  const yearAlone = q === '' && chosen.length === 1 && filters.year.length === 1 && list.total === 0;
  if (yearAlone && year && Number.isSafeInteger(year) && year < 3000) {
    const past = await supersededEntries(db, kind, { year, page: number, day });
    return { list: countingPast(list, past.total), past };
  }
  const items =
    q !== '' && chosen.length === 0 && number === 1 && !day ? await pastEntriesCalled(db, q, kind) : [];
  return { list, past: { items, total: items.length } };
}

/** The one year chosen is offered with as many entries as it shows. */
function countingPast(list: EntryList, total: number): EntryList {
  const year = list.facets.year.map((value) =>
    value.chosen && total > 0 ? { ...value, count: total } : value,
  );
  return { ...list, facets: { ...list.facets, year } };
}

async function showEntry(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, today } = call;
  const { db, config, installation: operator } = call.services;
  const typed = call.param('code');
  const asked = readAskedDay(call);
  if (asked.kind === 'spelled') return seeElsewhere(asked.location);
  if (asked.kind === 'refused') return refusedDay(call, kind, asked);
  if (asked.kind === 'day') return showEntryOn(call, kind, asked.day);
  const { entry, similar, organisations, versions, found } = await call.reads.remember(`entry ${typed}`, () =>
    readEntry(db, typed),
  );
  if (entry?.kind !== kind) {
    const ended = await endedEntry(db, kind, typed);
    if (ended?.into) return seeElsewhere(localPath(lang, publicEntry(kind, ended.into)));
    const code = ended?.code ?? (await findCanonicalCode(db, kind, typed));
    if (code === null || code === typed) return showEnded(call, kind, typed, null, ended?.successors ?? []);
    return seeElsewhere(localPath(lang, publicEntry(kind, code)));
  }
  const summary = lang === 'en' ? (entry.summaryEn ?? entry.titleEn) : entry.summary;
  return page(
    call,
    {
      title: `${entry.code} ${titleIn(lang, entry).text}`,
      reader: 'text',
      ...(summary ? { description: summary } : {}),
      active: kind,
      // neighbours and similar entries carry their own label: theirs says nothing of this one
      illustrative: entry.illustrative,
      feed: { kind: 'entry', key: entry.code },
      // what was withdrawn is not what anybody should find
      ...(!entry.edition.withdrawal && { structured: entryMarkup(call.services, lang, entry) }),
    },
    <Kept of={entry} as={`${lang} ${today}`}>
      {() => (
        <EntryView
          {...{ lang, today, entry, similar, organisations, versions, operator }}
          origin={config.baseUrl.origin}
          questions={found && { found, days: config.questionDays }}
        />
      )}
    </Kept>,
  );
}

async function readEntry(db: Querying, code: string) {
  const entry = await findPublicEntry(db, code);
  const kind = entry?.kind === 'problems' ? 'problem' : 'need';
  const similar = entry ? await similarItems(db, kind, entry.id, mostSimilar) : [];
  return {
    entry,
    similar,
    organisations: similar.length > 0 ? (await namesForRows(db, similar)).organisations : new Map(),
    versions: entry ? await versionsOf(db, entry.kind, entry.code) : [],
    found: entry && entry.edition.withdrawal === null ? await latestAnswers(db, entry.id) : null,
  };
}

function latestAnswers(db: Querying, entryId: number): Promise<PublicQuestions> {
  return publicQuestions(db, entryId, { limit: publicPageSize, offset: 0, excerpt: answerExcerpt });
}

/** A file of an entry that every visitor may read; those of drafts are not there. */
async function showFile(call: Call, kind: CatalogueKind): Promise<Response> {
  const id = call.param('file');
  const file = /^[1-9]\d{0,14}$/.test(id)
    ? await findPublicFile(call.services.db, kind, call.param('code'), Number(id))
    : null;
  if (file) return fileAnswer(call, file, true);
  const moved = /^[1-9]\d{0,14}$/.test(id)
    ? await fileOfSuccessor(call.services.db, kind, call.param('code'), Number(id))
    : null;
  if (!moved) throw notFound();
  return seeElsewhere(publicFile(kind, moved.code, moved.file));
}

export const publicCatalogueRoutes: readonly Route[] = [
  // before the files of an edition, whose names stand where its word stands
  publicPage('edition.versions', editionVersionsPath(':code'), showEditionVersions),
  ...publicAnnexRoutes,
  ...publicOutcomeRoutes,
  ...publicQuestionRoutes,
  // before single entries, whose codes stand where its name stands
  printout('problems.print_list', '/bai-toan/ban-in.pdf', (call) => showList(call, 'problems')),
  printout('needs.print_list', '/nhu-cau/ban-in.pdf', (call) => showList(call, 'needs')),
  publicPage('problems.list', '/bai-toan', (call) => showList(call, 'problems')),
  publicPage('problems.show', '/bai-toan/:code', (call) => showEntry(call, 'problems')),
  printout('problems.print', '/bai-toan/:code/ban-in.pdf', (call) => showEntry(call, 'problems')),
  printout('needs.print', '/nhu-cau/:code/ban-in.pdf', (call) => showEntry(call, 'needs')),
  publicPage('problems.differences', '/bai-toan/:code/so-sanh', (call) => showDifferences(call, 'problems')),
  download('problems.file', '/bai-toan/:code/tep/:file', anyone, (call) => showFile(call, 'problems')),
  publicPage('needs.list', '/nhu-cau', (call) => showList(call, 'needs')),
  publicPage('needs.show', '/nhu-cau/:code', (call) => showEntry(call, 'needs')),
  publicPage('needs.differences', '/nhu-cau/:code/so-sanh', (call) => showDifferences(call, 'needs')),
  download('needs.file', '/nhu-cau/:code/tep/:file', anyone, (call) => showFile(call, 'needs')),
];
