import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { holdersOf } from '../../directory/index.ts';
import { checkFiles, type SentFile } from '../difficulties/files.ts';
import { readWords, refuseWrong } from '../difficulties/inputs.ts';
import { findAbout } from '../difficulties/raising.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { actsForAgency, mayDo, onBehalf } from '../policy.ts';
import { readDirective, readDue, type TypedDirective } from './inputs.ts';
import { decidesDirectives, speaksAsLeader } from './policy.ts';
import {
  addDirectivePost,
  isDone,
  lockDirective,
  lockOwed,
  type OwedRow,
  stepOwed,
  tell,
  wrongSide,
} from './store.ts';

/**
 * Gives a directive to one or several agencies; the same form sent twice gives one. Throws InvalidInput `body`, `agencies`, `dueOn`,
 * `about`, `documentNumber`, `documentDate`, `leader`, `files`; Refusal.
 */
export async function giveDirective(
  services: Services,
  actor: Actor,
  input: TypedDirective & { readonly files: readonly SentFile[]; readonly key: string },
): Promise<number> {
  if (!decidesDirectives(actor)) throw mayDo(actor, 'read', null) ? wrongSide('decider') : notFound();
  const at = services.clock();
  const read = readDirective(input, localDateOf(at));
  const files = await checkFiles(services, input.files);
  return services.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`directive ${input.key}`}))`.execute(tx);
    const before = await tx
      .selectFrom('directive')
      .select('id')
      .where('form_key', '=', input.key)
      .where('written_by', 'is not distinct from', accountOf(actor))
      .executeTakeFirst();
    if (before) return before.id;
    const { plan_id, task_id, target_id } = await findAbout(tx, actor, input.about);
    await refuseUnknown(tx, read.agencies);
    const leaderId = await leaderOf(tx, actor, input.leader, localDateOf(at));
    const code = await nextDirectiveCode(tx, localDateOf(at).slice(0, 4));
    const { id } = await tx
      .insertInto('directive')
      .values({
        ...{ code, body: read.body, leader_id: leaderId, written_by: accountOf(actor) },
        ...{ plan_id, task_id, target_id, form_key: input.key, given_at: at },
        ...{ document_number: read.documentNumber, document_date: read.documentDate },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('directive_agency')
      .values(
        read.agencies.map((organisation_id) => ({ directive_id: id, organisation_id, due_on: read.dueOn })),
      )
      .execute();
    const given = { owedId: null, kind: 'given', words: '', as: wordOf(actor) } as const;
    await addDirectivePost(tx, actor, id, given, files, at);
    await tell(tx, actor, { id, code }, 'directive.given', at, { agencies: read.agencies.length });
    return id;
  });
}

async function refuseUnknown(tx: Transaction, agencies: readonly number[]): Promise<void> {
  const known = await tx
    .selectFrom('organisation')
    .select('id')
    .where((e) => e('id', '=', e.fn.any(e.val([...agencies]))))
    .where('kind', '<>', 'individual')
    .execute();
  if (known.length < agencies.length)
    throw new InvalidInput({
      agencies: {
        vi: 'Có cơ quan không còn trong danh bạ. Hãy chọn lại.',
        en: 'One of the agencies is not known any longer. Choose again.',
      },
    });
}

/** Whose word it is: of a leader their own; of whoever writes for one, that of the leader chosen. Throws InvalidInput `leader`. */
async function leaderOf(tx: Transaction, actor: Actor, typed: string, today: LocalDate): Promise<number> {
  // a deputy's word is that of the leader whose role was lent
  if (actor.kind === 'account' && speaksAsLeader(actor))
    return onBehalf(actor, speaksAsLeader).onBehalfOf ?? actor.id;
  const leaders = await holdersOf(tx, 'leader', 0, today);
  const found = leaders.find(({ id }) => String(id) === typed);
  if (found) return found.id;
  throw new InvalidInput({
    leader: {
      vi: 'Hãy chọn lãnh đạo mà bạn thay mặt.',
      en: 'Choose the leader on whose behalf you write.',
    },
  });
}

function wordOf(actor: Actor): 'leader' | 'head' {
  return speaksAsLeader(actor) ? 'leader' : 'head';
}

/** Numbers of a year run without gaps, whoever gives one at the same time. */
async function nextDirectiveCode(tx: Transaction, year: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('directive code'))`.execute(tx);
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(split_part(code, '-', 3)::int), 0) as last from directive where code like ${`CD-${year}-%`}`.execute(
    tx,
  );
  return `CD-${year}-${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}

interface Said {
  readonly words: string;
  /** Of what the agency owes, as the person saw it. */
  readonly version: number;
}

/**
 * Answers for an agency; answered already, it is one answer more. The same click twice is one. Throws InvalidInput `answer`, `files`;
 * Refusal (`conflict` when somebody saved since `version`).
 */
export async function answerDirective(
  services: Services,
  actor: Actor,
  directiveId: number,
  owedId: number,
  input: Said & { readonly files: readonly SentFile[] },
): Promise<void> {
  const words = readWords('answer', input.words, true);
  const files = await checkFiles(services, input.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { code, row } = await lockOwed(tx, actor, directiveId, owedId, 'answerer');
    if (await isDone(tx, actor, row, { kind: 'answered', words }, input.version)) return;
    const state = stepOwed(row, 'answer');
    refuseStale(row, input.version);
    await update(tx, row, { state, answered_at: at });
    const as = actsForAgency(actor, row.organisation_id) ? 'agency' : 'department';
    const late = row.state === 'waiting' && localDateOf(at) > row.due_on;
    const post = { owedId, kind: 'answered', words, as, ...(row.state === 'waiting' && { late }) } as const;
    await addDirectivePost(tx, actor, directiveId, post, files, at);
    await tell(tx, actor, { id: directiveId, code }, 'directive.answered', at, factsOf(row));
  });
}

/** Accepts an answer. Throws InvalidInput `accept`, Refusal. */
export async function acceptAnswer(
  services: Services,
  actor: Actor,
  directiveId: number,
  owedId: number,
  input: Said,
): Promise<void> {
  const words = readWords('accept', input.words, false);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { code, row } = await lockOwed(tx, actor, directiveId, owedId, 'decider');
    if (await isDone(tx, actor, row, { kind: 'accepted', words }, input.version)) return;
    const state = stepOwed(row, 'accept');
    refuseStale(row, input.version);
    await update(tx, row, { state });
    const post = { owedId, kind: 'accepted', words, as: wordOf(actor) } as const;
    await addDirectivePost(tx, actor, directiveId, post, [], at);
    await tell(tx, actor, { id: directiveId, code }, 'directive.accepted', at, factsOf(row));
  });
}

/** Asks an agency again, until a new day. Throws InvalidInput `askAgain`, `newDay`; Refusal. */
export async function askAnswerAgain(
  services: Services,
  actor: Actor,
  directiveId: number,
  owedId: number,
  input: Said & { readonly newDay: string },
): Promise<void> {
  const at = services.clock();
  const due = readDue(input.newDay, localDateOf(at));
  const words = readWords('askAgain', input.words, true);
  refuseWrong({ newDay: due.wrong });
  const dueOn = due.day ?? localDateOf(at);
  await services.db.transaction().execute(async (tx) => {
    const { code, row } = await lockOwed(tx, actor, directiveId, owedId, 'decider');
    if (await isDone(tx, actor, row, { kind: 'asked_again', words }, input.version)) return;
    const state = stepOwed(row, 'ask_again');
    refuseStale(row, input.version);
    await update(tx, row, { state, due_on: dueOn, near_told: null, late_told: null });
    const post = { owedId, kind: 'asked_again', words, as: wordOf(actor), dueOn } as const;
    await addDirectivePost(tx, actor, directiveId, post, [], at);
    await tell(tx, actor, { id: directiveId, code }, 'directive.asked_again', at, factsOf(row));
  });
}

/** Takes it back from one agency; the others go on owing their answers. The same click twice is one. Throws InvalidInput `takeBack`, Refusal. */
export async function takeBackFrom(
  services: Services,
  actor: Actor,
  directiveId: number,
  owedId: number,
  input: Said,
): Promise<void> {
  const words = readWords('takeBack', input.words, true);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { code, row } = await lockOwed(tx, actor, directiveId, owedId, 'decider');
    if (await isDone(tx, actor, row, { kind: 'withdrawn', words }, input.version)) return;
    const state = stepOwed(row, 'take_back');
    refuseStale(row, input.version);
    await update(tx, row, { state });
    const post = { owedId, kind: 'withdrawn', words, as: wordOf(actor) } as const;
    await addDirectivePost(tx, actor, directiveId, post, [], at);
    await tell(tx, actor, { id: directiveId, code }, 'directive.withdrawn', at, factsOf(row));
  });
}

/**
 * Takes a directive back from every agency whose answer is not accepted yet; withdrawn already, nothing happens. `version`: the sum of
 * what the agencies' rows had, so that an answer come meanwhile is read first. Throws InvalidInput `withdraw`, Refusal.
 */
export async function withdrawDirective(
  services: Services,
  actor: Actor,
  directiveId: number,
  input: Said,
): Promise<void> {
  const words = readWords('withdraw', input.words, true);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { code, owed } = await lockDirective(tx, actor, directiveId);
    if (!decidesDirectives(actor)) throw wrongSide('decider');
    const open = owed.filter(({ state }) => state === 'waiting' || state === 'answered');
    if (open.length === 0 && owed.some(({ state }) => state === 'withdrawn')) return;
    if (open.length === 0)
      throw new Refusal('wrong_state', {
        vi: 'Báo cáo của mọi cơ quan đã được chấp nhận, không còn gì để thu hồi.',
        en: 'Every answer is accepted; there is nothing left to withdraw.',
      });
    refuseStale({ version: owed.reduce((sum, { version }) => sum + version, 0) }, input.version);
    for (const row of open) await update(tx, row, { state: stepOwed(row, 'withdraw') });
    const post = { owedId: null, kind: 'withdrawn', words, as: wordOf(actor) } as const;
    await addDirectivePost(tx, actor, directiveId, post, [], at);
    await tell(tx, actor, { id: directiveId, code }, 'directive.withdrawn', at, {
      agencies: open.length,
    });
  });
}

function factsOf(row: OwedRow): Readonly<Record<string, number>> {
  return { owed: row.id, organisation: row.organisation_id };
}

async function update(
  tx: Transaction,
  row: OwedRow,
  set: Partial<Omit<OwedRow, 'id' | 'version'>>,
): Promise<void> {
  await tx
    .updateTable('directive_agency')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}
