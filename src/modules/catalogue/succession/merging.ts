import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import type { Edition } from '../edition.ts';
import { renumber } from '../edition-store.ts';
import { changedFields, checkedContent, lockForEditing, unresolved } from '../entry-commands.ts';
import { contentOf, type EntryRecord, findEntry, updateEntries } from '../entry-store.ts';
import type { EntryInput } from '../inputs.ts';
import { mergedForm } from './joining.ts';
import { followCopies } from './outcomes.ts';
import {
  changedMeanwhile,
  foreign,
  mostMerged,
  noTarget,
  refuseMixedReaders,
  refuseMixedSecrecy,
  refuseUnlessStanding,
  tooFew,
  tooMany,
} from './refusals.ts';
import { spokenCodes, standingIn } from './standing.ts';
import { addFiles, workedOn, writeSuccessions } from './store.ts';

export interface Merging {
  /** Ids of entries of the draft, or of public entries of the edition it amends, with the versions that were compared. */
  readonly entries: readonly { readonly id: number; readonly version: number }[];
  /** Id of the one that stays. */
  readonly into: number;
  /** By field: `joined`, or the id of the entry that is right; any other as it was proposed. */
  readonly chosen: Readonly<Record<string, string>>;
}

/**
 * Makes one entry of several of a draft: it says what was chosen of each and has the files of all; the others leave the
 * draft, or the edition when the amendment is published, and name it as the one that took them over. The same merging
 * asked for again is done once.
 *
 * Throws InvalidInput (`muc`, `vao`, or a field of the entry), Refusal `conflict` when one of them was changed, merged or
 * removed meanwhile, and as any change of a draft.
 */
export async function mergeEntries(
  services: Services,
  actor: Actor,
  editionId: number,
  merging: Merging,
): Promise<EntryRecord> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockForEditing(tx, actor, editionId);
    const ids = merging.entries.map(({ id }) => id);
    const entries = await entriesToMerge(tx, actor, edition, ids);
    const stays = entries.find(({ id, amends }) => id === merging.into || amends?.entryId === merging.into);
    if (!stays) throw new InvalidInput({ vao: noTarget });
    const others = entries.filter((entry) => entry !== stays);
    if (others.every((entry) => isMergedInto(entry, stays))) return stays;
    for (const entry of entries) refuseUnlessStanding(entry);
    refuseMixedSecrecy(entries);
    await refuseMixedReaders(tx, entries);
    refuseChanged(entries, merging.entries);
    return mergeWithin(tx, actor, edition, { stays, others, chosen: merging.chosen, now: services.clock() });
  });
}

/** Throws InvalidInput `muc` unless these are entries of the draft, more than one and not too many. */
export async function entriesToMerge(
  db: Querying,
  actor: Actor,
  edition: Edition,
  ids: readonly number[],
): Promise<readonly EntryRecord[]> {
  const asked = [...new Set(ids)];
  if (asked.length > mostMerged) throw new InvalidInput({ muc: tooMany });
  const entries = await workedOn(db, actor, edition, asked);
  const reached = new Set(entries.flatMap(({ id, amends }) => [id, amends?.entryId ?? id]));
  if (asked.some((id) => !reached.has(id))) throw new InvalidInput({ muc: foreign });
  if (entries.length < 2) throw new InvalidInput({ muc: tooFew });
  return entries;
}

function isMergedInto(entry: EntryRecord, into: EntryRecord): boolean {
  return entry.succession.some(({ deed, id }) => deed === 'merged_into' && id === into.id);
}

function refuseChanged(entries: readonly EntryRecord[], shown: Merging['entries']): void {
  const changed = entries.filter(
    (entry) => !shown.some(({ id, version }) => id === entry.id && version === entry.version),
  );
  if (changed.length > 0) throw changedMeanwhile(changed.map(({ code }) => code));
}

interface Decided {
  readonly stays: EntryRecord;
  readonly others: readonly EntryRecord[];
  readonly chosen: Readonly<Record<string, string>>;
  readonly now: Date;
}

async function mergeWithin(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  { stays, others, chosen, now }: Decided,
): Promise<EntryRecord> {
  const form = mergedForm([stays, ...others], stays, (field) => chosen[field] ?? '');
  if (Object.keys(form.errors).length > 0) throw new InvalidInput(form.errors);
  const content = await checkedContent(tx, edition, form.input as EntryInput);
  const fields = changedFields(contentOf(stays), unresolved(content));
  const codes = await spokenCodes(tx, actor, [stays, ...others]);
  const target = await standingIn(tx, actor, edition, stays, { takesOut: false, now });
  const gone: EntryRecord[] = [];
  for (const other of others) gone.push(await standingIn(tx, actor, edition, other, { takesOut: true, now }));
  if (fields.length > 0) await updateEntries(tx, actor, [{ id: target.id, content }], now);
  const pairs = gone.map(({ id }) => ({ from: id, to: target.id }));
  await addFiles(tx, pairs, now);
  await removeFromDraft(
    tx,
    edition,
    gone.filter(({ amends }) => amends === null),
    now,
  );
  const rows = pairs.map((pair) => ({ ...pair, kind: 'merged' as const }));
  await writeSuccessions(tx, actor, edition, rows, { now, publicAt: null });
  await followCopies(tx, edition.id);
  const event = (id: number, facts: Readonly<Record<string, unknown>>): NewEvent => ({
    name: 'entry.merged',
    actor,
    subject: { kind: 'entry', id },
    facts: { editionId: edition.id, ...facts },
    at: now,
  });
  // all of them or none: should it be opened later, its history tells no code of what was confidential
  const secret = stays.confidential;
  const spoken = (entry: EntryRecord) => codes.get(entry.id) ?? entry.code;
  await appendEvents(tx, [
    event(target.id, { code: spoken(stays), mergedFrom: secret ? [] : others.map(spoken), fields }),
    ...others.flatMap((other, at) =>
      gone[at] ? [event(gone[at].id, { code: spoken(other), into: secret ? '' : spoken(stays) })] : [],
    ),
  ]);
  return findEntry(tx, actor, edition.id, target.id);
}

async function removeFromDraft(
  tx: Transaction,
  edition: Edition,
  entries: readonly EntryRecord[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .updateTable('entry')
    .set((row) => ({ removed_at: now, version: sql`${row.ref('version')} + 1`, updated_at: now }))
    .where('id', '=', sql<number>`any(${entries.map(({ id }) => id)})`)
    .execute();
  await renumber(tx, edition);
}
