import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { accountOf } from '../plans/store.ts';
import type { EnteredFact } from './fact.ts';
import type { LockedTask } from './store.ts';
import { type KnownFile, parseFact, type TypedFact } from './typed-fact.ts';

/** The same form sent twice waits for itself, whatever task it names. */
export async function lockForm(tx: Transaction, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`fact ${key}`}))`.execute(tx);
}

interface KeptFact {
  readonly id: number;
  readonly sameForm: boolean;
  readonly task_id: number;
  readonly kind: string;
  readonly on: LocalDate;
  readonly percent: number | null;
  readonly words: string;
  readonly reason: string | null;
  readonly period: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly corrects: number | null;
  readonly files: readonly string[];
}

/**
 * The fact that stands there already when one is sent: that of the same form, or the agency's last one, where the same person writes the
 * same again in a form opened anew, as browsers do on the way back. Null for one that is new. Throws Refusal `conflict` where the form
 * was kept once with other words.
 */
export async function repeatedFact(
  tx: Transaction,
  actor: Actor,
  { task }: LockedTask,
  of: {
    readonly typed: TypedFact;
    readonly files: readonly KnownFile[];
    readonly organisationId: number | null;
    readonly corrects: number | null;
    readonly today: LocalDate;
  },
): Promise<number | null> {
  const { typed, files, organisationId, corrects, today } = of;
  const byHand = accountOf(actor) !== null && (typed.way ?? 'page') === 'page';
  const last = sql`corrects_id is null and way = 'page' and entered_by = ${accountOf(actor)} and id = (select max(id) from task_fact other
      where other.task_id = ${task.id} and other.organisation_id = ${organisationId})
    and not exists (select 1 from task_check c where c.fact_id = fact.id)`;
  const { rows } =
    await sql<KeptFact>`select id, coalesce(form_key = ${typed.key}, false) as "sameForm", task_id, kind,
      happened_on as on, percent, words, reason, period, document_number as number, document_date as date, corrects_id as corrects,
      array(select sha256 from task_fact_file file where file.fact_id = fact.id) as files
    from task_fact fact where form_key = ${typed.key} or (${byHand && corrects === null} and ${last})
    order by "sameForm" desc limit 1`.execute(tx);
  const [kept] = rows;
  if (!kept) return null;
  if (!byHand) return kept.id;
  const { fact, wrong } = parseFact(typed, today, true);
  const same =
    Object.keys(wrong).length === 0 &&
    kept.task_id === task.id &&
    kept.corrects === corrects &&
    saysSame(kept, fact, task.deadline_kind === 'continuous') &&
    // browsers forget the files of a form on the way back
    files.every(({ sha256 }) => kept.files.includes(sha256));
  if (same) return kept.id;
  if (kept.sameForm) throw new Refusal('conflict', keptOtherwise);
  return null;
}

function saysSame(kept: KeptFact, fact: EnteredFact, periodical: boolean): boolean {
  const period = periodical && fact.kind === 'result' ? fact.period : null;
  return (
    kept.kind === fact.kind &&
    kept.on === fact.on &&
    kept.percent === fact.percent &&
    kept.words === fact.words &&
    kept.reason === fact.reason &&
    kept.period === period &&
    kept.number === (fact.document?.number ?? null) &&
    kept.date === (fact.document?.date ?? null)
  );
}

/** Also of figures: a form that was kept is sent again with something else in it. */
export const keptOtherwise = {
  vi: 'Mẫu này đã được lưu một lần với nội dung khác. Những gì bạn vừa gõ vẫn còn trong ô: nếu là thông tin mới, hãy bấm lưu lần nữa; nếu để sửa dòng đã lưu, hãy mở dòng đó và đính chính.',
  en: 'This form was saved once with other words. What you typed now is still in the boxes: if it is something new, save once more; if it mends what was saved, open that line and correct it.',
};
