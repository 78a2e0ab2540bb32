import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { takeOverReaders } from '../confidential/readers.ts';
import type { Edition } from '../edition.ts';
import { lockEdition } from '../edition-store.ts';
import { changedFields, lockForEditing, type SavedEntry } from '../entry-commands.ts';
import { contentOf, type EntryRecord, findEntry, insertEntries, updateEntries } from '../entry-store.ts';
import { type EntryContent, titleLimit } from '../inputs.ts';
import { resolveContents } from '../resolve.ts';
import { divisibleRows, fewestParts, mostParts, partOf } from './dividing.ts';
import { changedMeanwhile, refuseUnlessStanding, refuseWhileTakingOver } from './refusals.ts';
import { spokenCodes, standingIn } from './standing.ts';
import { addFiles, workedOn, writeSuccessions } from './store.ts';

export interface Splitting {
  /** The version that was divided. */
  readonly version: number;
  /** The entry itself stands on as the first part; else it leaves the edition and all parts are new. */
  readonly stays: boolean;
  readonly parts: readonly { readonly title: string; readonly rows: readonly string[] }[];
}

/** True where the entry may leave the edition: what never was public simply becomes its first part. */
export function mayLeave(edition: Pick<Edition, 'id'>, entry: EntryRecord): boolean {
  return entry.editionId !== edition.id || entry.amends !== null;
}

/** The entry of a draft to be split, or the public one that its amendment may split. Throws not_found. */
export async function entryToSplit(
  db: Services['db'] | Transaction,
  actor: Actor,
  edition: Edition,
  entryId: number,
): Promise<EntryRecord> {
  const [entry] = await workedOn(db, actor, edition, [entryId]);
  if (!entry) throw notFound();
  return entry;
}

/**
 * Makes several entries of one of a draft: each begins as a copy with a title of its own and the rows ticked for it. The
 * entry stays as the first part, or leaves the edition when the amendment is published and names its parts. The same
 * splitting asked for again is done once. Returns the first part.
 *
 * Throws InvalidInput (`phan`, `giu`, `ten-0` …, or a row such as `results-0`), Refusal `conflict` when it was changed, merged or
 * removed meanwhile, and as any change of a draft.
 */
export async function splitEntry(
  services: Services,
  actor: Actor,
  editionId: number,
  entryId: number,
  splitting: Splitting,
): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockForEditing(tx, actor, editionId);
    const entry = await entryToSplit(tx, actor, edition, entryId);
    const parts = splitting.parts.map(({ title, rows }) => ({
      title: singleSpaced(title),
      rows: new Set(rows),
    }));
    const done = splitBefore(entry, splitting.stays ? parts.slice(1) : parts);
    if (done !== null) return findEntry(tx, actor, edition.id, splitting.stays ? entry.id : done);
    refuseUnlessStanding(entry);
    if (!splitting.stays) refuseWhileTakingOver(entry);
    const errors = splitErrors(edition, entry, { stays: splitting.stays, parts });
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    if (entry.version !== splitting.version) throw changedMeanwhile([entry.code]);
    const contents = parts.map((part) => partOf(contentOf(entry), part));
    return splitWithin(tx, actor, edition, {
      entry,
      contents,
      stays: splitting.stays,
      now: services.clock(),
    });
  });
}

/** The first of the parts where they are all there from an earlier click; else null. */
function splitBefore(entry: EntryRecord, parts: readonly { readonly title: string }[]): number | null {
  const known = new Map(
    entry.succession.flatMap(({ deed, id, title }) => (deed === 'split_into' ? [[title, id] as const] : [])),
  );
  return parts.length > 0 && parts.every(({ title }) => known.has(title))
    ? (known.get(parts[0]?.title ?? '') ?? null)
    : null;
}

interface Parts {
  readonly stays: boolean;
  readonly parts: readonly { readonly title: string; readonly rows: ReadonlySet<string> }[];
}

function splitErrors(edition: Edition, entry: EntryRecord, { stays, parts }: Parts): Record<string, Text> {
  const errors: Record<string, Text> = {};
  if (parts.length < fewestParts || parts.length > mostParts)
    errors.phan = {
      vi: `Số phần phải từ ${fewestParts} đến ${mostParts}.`,
      en: `There must be ${fewestParts} to ${mostParts} parts.`,
    };
  if (!stays && !mayLeave(edition, entry))
    errors.giu = {
      vi: 'Mục này chưa công bố lần nào nên được giữ làm phần thứ nhất.',
      en: 'This entry has never been public, so it stays as the first part.',
    };
  parts.forEach(({ title }, at) => {
    const wrong = titleError(
      title,
      parts.slice(0, at).map((part) => part.title),
    );
    if (wrong) errors[`ten-${at}`] = wrong;
  });
  for (const { key, text } of divisibleRows(contentOf(entry)))
    if (!parts.some(({ rows }) => rows.has(key)))
      errors[key] = {
        vi: `“${text.slice(0, 80)}” chưa thuộc phần nào. Hãy chọn ít nhất một phần.`,
        en: `“${text.slice(0, 80)}” belongs to no part. Choose one at least.`,
      };
  return errors;
}

function titleError(title: string, before: readonly string[]): Text | null {
  if (title === '') return { vi: 'Hãy viết tên của phần này.', en: 'Write the title of this part.' };
  if ([...title].length > titleLimit)
    return { vi: `Tên tối đa ${titleLimit} ký tự.`, en: `A title has at most ${titleLimit} characters.` };
  if (before.includes(title))
    return { vi: 'Hai phần không cùng một tên. Hãy viết tên khác.', en: 'Two parts have the same title.' };
  return null;
}

interface Decided {
  readonly entry: EntryRecord;
  readonly contents: readonly EntryContent[];
  readonly stays: boolean;
  readonly now: Date;
}

/** Seen or not: the parts are as their origin. */
async function splitWithin(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  { entry, contents, stays, now }: Decided,
): Promise<SavedEntry> {
  const codes = await spokenCodes(tx, actor, [entry]);
  const origin = await standingIn(tx, actor, edition, entry, { takesOut: !stays, now });
  const resolved = await resolveContents(tx, contents);
  const [first, ...rest] = resolved;
  const fields = contents[0] && stays ? changedFields(contentOf(entry), contents[0]) : [];
  if (stays && first && fields.length > 0)
    await updateEntries(tx, actor, [{ id: origin.id, content: first }], now);
  const ids = await insertEntries(
    tx,
    actor,
    // the copy of a public entry has taken a place meanwhile
    await lockEdition(tx, edition.id),
    (stays ? rest : resolved).map((content) => ({ content, importId: null, imported: null })),
    now,
  );
  const pairs = ids.map((id) => ({ from: origin.id, to: id }));
  await addFiles(tx, pairs, now);
  await takeOverReaders(tx, pairs);
  const rows = pairs.map((pair) => ({ ...pair, kind: 'split' as const }));
  await writeSuccessions(tx, actor, edition, rows, { now, publicAt: null });
  const named = await tx
    .selectFrom('entry')
    .select(['entry.id', 'entry.code'])
    .where('entry.id', '=', sql<number>`any(${ids})`)
    .orderBy('entry.ordinal')
    .execute();
  const code = codes.get(entry.id) ?? entry.code;
  // one of them may be opened later, and its history tells no code of those that are not
  const secret = entry.confidential;
  const event = (id: number, facts: Readonly<Record<string, unknown>>): NewEvent => ({
    name: 'entry.split',
    actor,
    subject: { kind: 'entry', id },
    facts: { editionId: edition.id, ...facts },
    at: now,
  });
  await appendEvents(tx, [
    event(origin.id, { code, parts: secret ? [] : named.map((part) => part.code), fields }),
    ...named.map((part) => event(part.id, { code: part.code, splitFrom: secret ? '' : code })),
  ]);
  return findEntry(tx, actor, edition.id, stays ? origin.id : (ids[0] ?? origin.id));
}
