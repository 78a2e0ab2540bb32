import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { readTypedDate } from '../../../kernel/dates.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { accountOf } from '../plans/store.ts';
import { keptOtherwise } from '../tasks/repeated-fact.ts';
import type { ReadActual, TypedActual } from './actual-inputs.ts';
import { inUnitOf } from './doubts.ts';
import type { LockedTarget } from './store.ts';
import { readTypedNumber } from './typed-number.ts';

/** The same form sent twice waits for itself, whatever target it names. */
export async function lockForm(tx: Transaction, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`actual ${key}`}))`.execute(tx);
}

interface KeptActual extends Omit<ReadActual, 'period'> {
  readonly id: number;
  readonly sameForm: boolean;
  readonly target_id: number;
  readonly period: string;
  readonly corrects: number | null;
  readonly sha256: string | null;
}

/**
 * The figure that stands there already when one is sent: that of the same form, or the agency's last one, where the same person writes the
 * same again in a form opened anew, as browsers do on the way back. Null for one that is new. Throws Refusal `conflict` where the form
 * was kept once with something else in it.
 */
export async function repeatedActual(
  tx: Transaction,
  actor: Actor,
  { row, loaded }: LockedTarget,
  of: {
    readonly typed: TypedActual & { readonly key: string; readonly way?: string };
    readonly sha256: string | null;
    readonly organisationId: number | null;
    readonly corrects: number | null;
  },
): Promise<number | null> {
  const { typed, sha256, organisationId, corrects } = of;
  const byHand = accountOf(actor) !== null && (typed.way ?? 'page') === 'page';
  const last = sql`corrects_id is null and way = 'page' and entered_by = ${accountOf(actor)}
    and id = (select max(id) from target_actual other where other.target_id = ${row.id}
      and other.organisation_id is not distinct from ${organisationId}::bigint)`;
  const { rows } =
    await sql<KeptActual>`select id, coalesce(form_key = ${typed.key}, false) as "sameForm", target_id, period, scope,
      value::float8 as value, words, fulfilled, as_of as "asOf", estimate, source, reason, corrects_id as corrects, file_sha256 as sha256
    from target_actual actual where form_key = ${typed.key} or (${byHand && corrects === null} and ${last})
    order by "sameForm" desc limit 1`.execute(tx);
  const [kept] = rows;
  if (!kept) return null;
  const same =
    kept.target_id === row.id &&
    kept.corrects === corrects &&
    saysSame(kept, typed, loaded.target) &&
    // browsers forget the file of a form on the way back
    (sha256 === null || sha256 === kept.sha256);
  if (same || !byHand) return kept.id;
  if (kept.sameForm) throw new Refusal('conflict', keptOtherwise);
  return null;
}

function saysSame(
  kept: KeptActual,
  typed: TypedActual,
  { aims, unit }: LockedTarget['loaded']['target'],
): boolean {
  const number = readTypedNumber(typed.value);
  const value = number === null ? null : inUnitOf(number, unit);
  const fulfilled = typed.fulfilled === 'yes' ? true : typed.fulfilled === 'no' ? false : null;
  return (
    kept.period === typed.period &&
    (aims.length === 1 || (kept.scope ?? '') === typed.scope) &&
    kept.value === value &&
    kept.words === (typed.words.normalize('NFC').trim() || null) &&
    kept.fulfilled === fulfilled &&
    kept.asOf === readTypedDate(typed.asOf) &&
    kept.estimate === (typed.estimate === '1') &&
    kept.source === singleSpaced(typed.source.normalize('NFC')) &&
    kept.reason === (typed.reason.normalize('NFC').trim() || null)
  );
}
