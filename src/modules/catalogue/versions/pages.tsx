import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { formatDate } from '../../../ui/format.ts';
import { Kept } from '../../../ui/kept.ts';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { editionUrl } from '../api.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicEntry } from '../paths.ts';
import { findCanonicalCode } from '../public-code.ts';
import { listPublicEditions } from '../public-editions.ts';
import { isCode } from '../public-entry.ts';
import { EntryView } from '../public-entry-view.tsx';
import { titleIn } from '../public-rows.tsx';
import { listSectors } from '../sector.ts';
import { endedEntry, type Successor } from '../succession/public.ts';
import { adjustmentsOf } from './adjustments.ts';
import { type AskedDay, withDay } from './day.ts';
import { RefusedDay } from './day-view.tsx';
import { DifferenceView } from './difference-view.tsx';
import { versionDifferences } from './differences.ts';
import { editionVersionsOf } from './edition.ts';
import { EditionVersions } from './edition-view.tsx';
import { findPublicEntryOn, lastSaidOf, takenOutBy, versionContents, versionsOf } from './entry.ts';
import { versionTexts } from './texts.ts';
import { EntryOnDay, NotThen } from './versions-view.tsx';

/** The same thing under the address it should have. */
export function seeElsewhere(location: string): Response {
  return new Response(null, { status: 301, headers: { location } });
}

/** A day that is none, or has not come: says so, and offers the page as it is now. */
export function refusedDay(
  call: Call,
  kind: CatalogueKind,
  asked: Extract<AskedDay, { kind: 'refused' }>,
): Response {
  const { language: lang, today } = call;
  const t = versionTexts(lang);
  const code = call.param('code');
  return page(
    call,
    { title: t.refusedTitle, active: kind, status: 422, unlisted: true },
    <RefusedDay
      {...{ lang, today, asked }}
      action={call.url.pathname}
      now={code === '' ? t.listToday : t.entryToday}
    />,
  );
}

/** How an edition was adjusted and what it said of itself so far. Throws not_found where it never was public. */
export async function showEditionVersions(call: Call): Promise<Response> {
  const { language: lang } = call;
  const { db } = call.services;
  const code = call.param('code');
  const selection = { code, withdrawn: true, limit: 1, offset: 0 } as const;
  const [edition] = isCode(code) ? (await listPublicEditions(db, selection)).items : [];
  if (!edition) throw notFound();
  const versions = await editionVersionsOf(db, code);
  const adjustments = await adjustmentsOf(db, code);
  return page(
    call,
    { title: versionTexts(lang).ofEditionTitle(code), active: edition.kind, unlisted: true },
    <EditionVersions {...{ lang, edition, versions, adjustments }} list={editionUrl(edition)} />,
  );
}

/** The entry as it stood at the end of a day. Throws not_found where it never was public. */
export async function showEntryOn(call: Call, kind: CatalogueKind, day: LocalDate): Promise<Response> {
  const { language: lang } = call;
  const { db, config, installation: operator } = call.services;
  const typed = call.param('code');
  const then = await call.reads.remember(`entry ${kind} ${typed} ${day}`, () =>
    findPublicEntryOn(db, kind, typed, day),
  );
  if (then === null) {
    // of an entry that lives on in another the day is asked of itself
    const ended = await endedEntry(db, kind, typed);
    const code = ended?.code ?? (await findCanonicalCode(db, kind, typed));
    if (code === null || code === typed) return showEnded(call, kind, typed, day, ended?.successors ?? []);
    return seeElsewhere(withDay(localPath(lang, publicEntry(kind, code)), day));
  }
  const { entry } = then;
  return page(
    call,
    {
      title: `${entry.code} ${titleIn(lang, entry).text} (${formatDate(lang, day)})`,
      active: kind,
      illustrative: entry.illustrative,
      unlisted: true,
    },
    <Kept of={then} as={`${lang} ${day}`}>
      {() => (
        <EntryView
          {...{ lang, entry, operator }}
          // the time for proposals is told as it stood then
          today={day}
          similar={[]}
          organisations={new Map()}
          versions={[]}
          asOf={<EntryOnDay lang={lang} then={then} />}
          origin={config.baseUrl.origin}
        />
      )}
    </Kept>,
  );
}

/**
 * An entry that is not public on the day, or any more where none is given, but was at another time: says when. Throws
 * not_found where it never was. `successors`: the entries in which it lives on.
 */
export async function showEnded(
  call: Call,
  kind: CatalogueKind,
  code: string,
  day: LocalDate | null,
  successors: readonly Successor[] = [],
): Promise<Response> {
  const { language: lang } = call;
  const versions = await versionsOf(call.services.db, kind, code);
  if (versions.length === 0) throw notFound();
  const [end] = versions.slice(-1);
  // before, or between two times, nothing had taken it over
  const over = day === null || (end !== undefined && end.to !== null && end.to <= day);
  const by = over ? await takenOutBy(call.services.db, kind, code) : null;
  const said = await lastSaidOf(call.services.db, kind, code);
  return page(
    call,
    {
      title: said ? `${code} ${titleIn(lang, said).text}` : code,
      active: kind,
      unlisted: true,
      illustrative: said?.illustrative ?? false,
      ...(day === null && { status: 410 }),
    },
    <NotThen {...{ lang, kind, code, day, versions, said, by }} successors={over ? successors : []} />,
  );
}

/** Two versions of an entry compared: `?tu=1&den=2`, the last two without. Throws not_found where it never was public. */
export async function showDifferences(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang } = call;
  const { db } = call.services;
  const code = call.param('code');
  const versions = await versionsOf(db, kind, code);
  if (versions.length === 0) throw notFound();
  const numbered = (typed: string, otherwise: number) =>
    typed === ''
      ? versions.at(otherwise)
      : versions.find(({ number }) => /^\d{1,6}$/.test(typed) && number === Number(typed));
  const [one, other] = [numbered(call.query('tu'), -2), numbered(call.query('den'), -1)];
  const pair = one && other ? ([one, other] as const) : null;
  const contents = await versionContents(db, kind, code, pair ? [pair[0].number, pair[1].number] : []);
  const [before, after] = [contents.get(one?.number ?? 0), contents.get(other?.number ?? 0)];
  const sectors = await listSectors(db);
  const differences = before && after ? versionDifferences(lang, kind, sectors, [before, after]) : [];
  return page(
    call,
    {
      title: versionTexts(lang).differencesOf(code),
      active: kind,
      unlisted: true,
      ...(pair === null && versions.length > 1 && { status: 404 }),
    },
    <DifferenceView {...{ lang, kind, code, versions, pair, differences }} />,
  );
}
