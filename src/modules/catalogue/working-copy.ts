import { sql } from 'kysely';
import { z } from 'zod';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { seenBy } from './confidential/seen.ts';
import type { Values } from './entry-form.ts';
import { editionOf } from './entry-store.ts';
import { authorise } from './policy.ts';

const values = z.record(z.string(), z.array(z.string()));
const kept = z.object({ values, base: values });

/** What a person typed into an entry and has not saved; `base` is the entry as they found it. */
export interface WorkingCopy {
  readonly accountId: number;
  readonly name: string;
  readonly baseVersion: number;
  readonly values: Values;
  readonly base: Values;
  readonly savedAt: Date;
}

export interface Typed {
  readonly baseVersion: number;
  readonly values: Values;
  readonly base: Values;
}

/** Reads what a form carried of the entry as it was found; an empty record when the form was tampered with. */
export function readBaseValues(json: string): Values {
  try {
    return values.parse(JSON.parse(json));
  } catch {
    return {};
  }
}

/**
 * Keeps what was typed, valid or not, also when the entry was removed or published meanwhile: nothing a person wrote
 * is lost. No event: it is not yet part of the catalogue.
 */
export async function keepWorkingCopy(
  services: Services,
  actor: Actor,
  entryId: number,
  typed: Typed,
): Promise<Date> {
  const person = accountOf(actor);
  authorise(actor, 'edit', await editionOf(services.db, actor, entryId));
  const savedAt = services.clock();
  const row = {
    base_version: typed.baseVersion,
    fields: JSON.stringify({ values: typed.values, base: typed.base }),
    saved_at: savedAt,
  };
  await services.db
    .insertInto('working_copy')
    .values({ entry_id: entryId, account_id: person.id, ...row })
    .onConflict((conflict) => conflict.columns(['entry_id', 'account_id']).doUpdateSet(row))
    .execute();
  return savedAt;
}

/** Throws away the person's own unsaved copy. */
export async function discardWorkingCopy(services: Services, actor: Actor, entryId: number): Promise<void> {
  await services.db
    .deleteFrom('working_copy')
    .where('entry_id', '=', entryId)
    .where('account_id', '=', accountOf(actor).id)
    .execute();
}

/** Everybody's unsaved copies of an entry, newest first. */
export async function workingCopies(db: Querying, entryId: number): Promise<WorkingCopy[]> {
  const rows = await db
    .selectFrom('working_copy')
    .innerJoin('account', 'account.id', 'working_copy.account_id')
    .select(['account.id', 'account.name', 'base_version', 'fields', 'saved_at'])
    .where('entry_id', '=', entryId)
    .orderBy('saved_at', 'desc')
    .execute();
  return rows.map((row) => ({
    accountId: row.id,
    name: row.name,
    baseVersion: row.base_version,
    ...kept.parse(row.fields),
    savedAt: row.saved_at,
  }));
}

export interface UnsavedEntry {
  readonly editionId: number;
  readonly entryId: number;
  readonly code: string;
  readonly title: string;
  readonly savedAt: Date;
}

/** A person's unsaved copies of entries they may see, newest first, 20 at most. */
export async function unsavedBy(db: Querying, actor: AccountActor): Promise<UnsavedEntry[]> {
  const rows = await db
    .selectFrom('working_copy')
    .innerJoin('entry', 'entry.id', 'working_copy.entry_id')
    .select(['entry.edition_id', 'entry.id', 'entry.code', 'entry.title', 'working_copy.saved_at'])
    .where('working_copy.account_id', '=', actor.id)
    .where(seenBy(actor))
    .orderBy('working_copy.saved_at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    editionId: row.edition_id,
    entryId: row.id,
    code: row.code,
    title: row.title,
    savedAt: row.saved_at,
  }));
}

export interface UnsavedCopy {
  readonly name: string;
  readonly entryId: number;
  readonly code: string;
  readonly savedAt: Date;
}

/** Everybody's unsaved copies of present entries that the actor may see: how many, and the newest 20. One statement. */
export async function unsavedIn(
  db: Querying,
  actor: Actor,
  editionId: number,
): Promise<{ readonly count: number; readonly newest: readonly UnsavedCopy[] }> {
  const rows = await db
    .selectFrom('working_copy')
    .innerJoin('entry', 'entry.id', 'working_copy.entry_id')
    .innerJoin('account', 'account.id', 'working_copy.account_id')
    .select(['account.name', 'entry.id', 'entry.code', 'working_copy.saved_at'])
    .select(sql<number>`count(*) over ()`.as('count'))
    .where('entry.edition_id', '=', editionId)
    .where(seenBy(actor))
    .where('entry.removed_at', 'is', null)
    .orderBy('working_copy.saved_at', 'desc')
    .orderBy('entry.id')
    .limit(20)
    .execute();
  return {
    count: rows[0]?.count ?? 0,
    newest: rows.map(({ name, id, code, saved_at }) => ({ name, entryId: id, code, savedAt: saved_at })),
  };
}

function accountOf(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw notFound();
  return actor;
}
