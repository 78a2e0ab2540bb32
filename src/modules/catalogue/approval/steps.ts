import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { EditionState, EditionVerb } from '../edition.ts';

/** One step of an edition on its way, as those who work on it read it. */
export interface Step {
  readonly id: number;
  readonly verb: string;
  readonly to: string;
  /** null: by the clock. */
  readonly who: string | null;
  /** Whose deputy took it; null for those who took it themselves. */
  readonly onBehalfOf: string | null;
  readonly remark: string | null;
  /** The hour set for publication, where the step set one. */
  readonly publishAt: Date | null;
  readonly at: Date;
}

/** A step keeps no hour of its own: its event tells it, also when another one was set since. */
const hourSet = sql<Date | null>`(select (event.facts ->> 'publishAt')::timestamptz from event
  where event.subject_kind = 'edition' and event.subject_id = step.edition_id::text and event.name = 'edition.scheduled'
    and event.facts ->> 'step' = step.id::text limit 1)`;

const most = 50;

/** The newest steps first, 50 at most. One statement. */
export function stepsOf(db: Querying, editionId: number, limit = most): Promise<Step[]> {
  return db
    .selectFrom('edition_step as step')
    .leftJoin('account', 'account.id', 'step.account_id')
    .leftJoin('account as principal', 'principal.id', 'step.on_behalf_of')
    .select(['step.id', 'step.verb', 'step.to_state as to', 'step.remark', 'step.at'])
    .select(['account.name as who', 'principal.name as onBehalfOf', hourSet.as('publishAt')])
    .where('step.edition_id', '=', editionId)
    .orderBy('step.id', 'desc')
    .limit(limit)
    .execute();
}

/** Who took the latest step, and which; null for an edition that has not left its writer yet. */
export async function latestStep(
  db: Querying,
  editionId: number,
): Promise<{ readonly verb: string; readonly accountId: number | null } | null> {
  const row = await db
    .selectFrom('edition_step')
    .select(['verb', 'account_id'])
    .where('edition_id', '=', editionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { verb: row.verb, accountId: row.account_id } : null;
}

/** The step that led the edition where it stands, with its remarks; null where it came there otherwise. */
export async function stepInto(
  db: Querying,
  { id, state }: { readonly id: number; readonly state: EditionState },
): Promise<Step | null> {
  const [latest] = await stepsOf(db, id, 1);
  return latest?.to === state ? latest : null;
}

export async function insertStep(
  tx: Transaction,
  step: {
    readonly editionId: number;
    readonly verb: EditionVerb;
    readonly from: EditionState;
    readonly to: EditionState;
    readonly actor: Actor;
    /** Account whose right it was, where the actor is a deputy. */
    readonly onBehalfOf: number | null;
    readonly remark: string | null;
    readonly at: Date;
  },
): Promise<number> {
  const row = await tx
    .insertInto('edition_step')
    .values({
      edition_id: step.editionId,
      verb: step.verb,
      from_state: step.from,
      to_state: step.to,
      account_id: step.actor.kind === 'account' ? step.actor.id : null,
      on_behalf_of: step.onBehalfOf,
      remark: step.remark,
      at: step.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Whether the person wrote any of the edition or of its documents, reviewed what was imported into it, or handed it up
 * or on, themselves or by a deputy: then somebody else approves it. Seen or not: who wrote an entry stays its
 * writer. An internal note is no part of it.
 */
export async function hasDrafted(db: Querying, accountId: number, editionId: number): Promise<boolean> {
  const { rows } = await sql<{ drafted: boolean }>`
    select exists (
      select 1 from edition where edition.id = ${editionId} and edition.created_by = ${accountId}
    ) or exists (
      select 1 from event where event.subject_kind = 'edition'
        and (event.actor_account = ${accountId} or (event.facts->>'onBehalfOf')::bigint = ${accountId})
        and event.subject_id = ${String(editionId)} and event.name in
          ('edition.changed', 'edition.replacement_chosen', 'edition.texts_saved', 'edition.submitted', 'edition.forwarded')
    ) or exists (
      select 1 from catalogue_import import join event on event.subject_kind = 'import' and event.subject_id = import.id::text
      where import.edition_id = ${editionId} and event.actor_account = ${accountId} and event.name <> 'import.viewed'
    ) or exists (
      select 1 from entry join event on event.subject_kind = 'entry' and event.subject_id = entry.id::text
      where entry.edition_id = ${editionId} and event.actor_account = ${accountId} and event.name <> 'entry.viewed'
        and event.name not like 'note.%'
    ) as drafted`.execute(db);
  return rows[0]?.drafted ?? false;
}
