import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { actsForAgency, itemsSeenBy, plansReadBy } from '../policy.ts';
import { addFiles, type CheckedFile, checkFiles, type SentFile } from './files.ts';
import { type ReadDifficulty, readDifficulty, readWords, type TypedDifficulty } from './inputs.ts';
import { repeatedDifficulty } from './repeated.ts';
import { addPost, type DifficultyRow, isRepeated, lockDifficulty, step, tell } from './store.ts';
import { readTerm } from './term.ts';

export interface Raising extends TypedDifficulty {
  /** Kept as a draft, or sent at once. */
  readonly how: 'draft' | 'send';
  readonly files: readonly SentFile[];
}

interface Raised extends Raising {
  readonly organisationId: number;
  readonly key: string;
  /** Typed on a page, where the same may come again from a form opened anew. */
  readonly byHand?: boolean;
}

interface Placed {
  readonly plan_id: number | null;
  readonly task_id: number | null;
  readonly target_id: number | null;
  readonly holder_id: number | null;
}

/**
 * Begins one for an agency, as a draft or sent at once. The same form sent twice makes one. Throws InvalidInput `kind`, `title`, `body`,
 * `proposal`, `about`, `to`, `files`; Refusal `conflict`, `not_found` to whoever is no officer of the agency.
 */
export async function raiseDifficulty(services: Services, actor: Actor, input: Raised): Promise<number> {
  const files = await checkFiles(services, input.files);
  return services.db
    .transaction()
    .execute((tx) => raiseDifficultyWithin(tx, services, actor, { ...input, files }));
}

/** As `raiseDifficulty`, as part of more; files are looked into before. */
export async function raiseDifficultyWithin(
  tx: Transaction,
  services: Services,
  actor: Actor,
  input: Omit<Raised, 'files'> & { readonly files: readonly CheckedFile[] },
): Promise<number> {
  if (!actsForAgency(actor, input.organisationId)) throw notFound();
  const read = readDifficulty(input, input.how === 'send');
  const at = services.clock();
  await sql`select pg_advisory_xact_lock(hashtext(${`difficulty ${input.key}`}))`.execute(tx);
  const { key, organisationId, byHand = false } = input;
  const about = await findAbout(tx, actor, input.about);
  const before = await repeatedDifficulty(tx, actor, { key, organisationId, byHand, read, about });
  if (before !== null) return before;
  const placed = await place(tx, actor, input, input.organisationId);
  const row = await tx
    .insertInto('difficulty')
    .values({
      ...read,
      ...placed,
      ...{ organisation_id: input.organisationId, form_key: input.key },
      ...{ created_by: accountOf(actor), created_at: at, saved_at: at },
      illustrative: await isMadeUp(tx, actor, placed),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await addFiles(tx, row.id, null, input.files);
  if (input.how === 'send') await send(tx, services, actor, row, placed, at);
  else await tell(tx, actor, row, 'difficulty.begun', at);
  return row.id;
}

/** Saves a draft, or saves and sends it. Throws as `raiseDifficulty`, and Refusal `conflict`, `wrong_state`. */
export async function changeDraft(
  services: Services,
  actor: Actor,
  id: number,
  input: Raising & { readonly version: number; readonly removedFiles: readonly number[] },
): Promise<void> {
  const read = readDifficulty(input, input.how === 'send');
  const files = await checkFiles(services, input.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'sender');
    if (input.how === 'send' && row.state === 'sent' && row.version === input.version + 1) return;
    step(row, input.how === 'send' ? 'send' : 'change');
    refuseStale(row, input.version);
    const placed = await place(tx, actor, input, row.organisation_id);
    await saveDraft(tx, row, read, placed, at);
    if (input.removedFiles.length > 0)
      await tx
        .deleteFrom('difficulty_file')
        .where('difficulty_id', '=', id)
        .where('post_id', 'is', null)
        .where((e) => e('id', '=', e.fn.any(e.val([...input.removedFiles]))))
        .execute();
    await addFiles(tx, id, null, files);
    if (input.how === 'send') await send(tx, services, actor, row, placed, at);
    else await tell(tx, actor, row, 'difficulty.changed', at);
  });
}

async function saveDraft(
  tx: Transaction,
  row: DifficultyRow,
  read: ReadDifficulty,
  placed: Placed,
  at: Date,
) {
  await tx
    .updateTable('difficulty')
    .set({ ...read, ...placed, saved_at: at, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}

/** Whom and what it is about. Throws InvalidInput `about`, `to`. */
async function place(
  tx: Transaction,
  actor: Actor,
  { about, to, how }: Pick<Raising, 'about' | 'to' | 'how'>,
  senderId: number,
): Promise<Placed> {
  const found = await findAbout(tx, actor, about);
  const chosen = /^\d{1,15}$/.test(to) ? Number(to) : null;
  const holder = chosen ?? found.monitor_id;
  const known = holder === null ? undefined : await findAgency(tx, holder);
  const wrong =
    chosen !== null && !known
      ? { vi: 'Không có cơ quan này.', en: 'There is no such agency.' }
      : holder === senderId
        ? { vi: 'Hãy chọn cơ quan khác cơ quan gửi.', en: 'Choose another agency than the sender.' }
        : how === 'send' && !known
          ? {
              vi: 'Hãy chọn cơ quan tiếp nhận: không có kế hoạch nào cho biết cơ quan theo dõi.',
              en: 'Choose whom it is addressed to: no plan names who follows it.',
            }
          : null;
  if (wrong) throw new InvalidInput({ to: wrong });
  // a draft keeps what was chosen alone: who follows the plan may have changed when it is sent
  const { plan_id, task_id, target_id } = found;
  return { plan_id, task_id, target_id, holder_id: how === 'send' ? holder : chosen };
}

export async function findAgency(tx: Transaction, id: number): Promise<{ readonly id: number } | undefined> {
  return tx
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', id)
    .where('kind', '<>', 'individual')
    .executeTakeFirst();
}

type Found = Omit<Placed, 'holder_id'> & { readonly monitor_id: number | null };

export async function findAbout(tx: Transaction, actor: Actor, typed: string): Promise<Found> {
  const code = typed.trim().toUpperCase();
  if (code === '') return { plan_id: null, task_id: null, target_id: null, monitor_id: null };
  const { rows } = await sql<Found>`
    select plan.id as plan_id, plan.monitor_id, item.task_id, item.target_id from (
      select plan_id, id as task_id, null::bigint as target_id from task where code = ${code}
      union all select plan_id, null, id from target where code = ${code}
      union all select id, null, null from plan where code = ${code}
    ) item join plan on plan.id = item.plan_id where ${plansReadBy(actor)}
      and (item.task_id is null or exists (select 1 from task where task.id = item.task_id and ${itemsSeenBy(actor, 'task')}))
      and (item.target_id is null or exists (select 1 from target where target.id = item.target_id and ${itemsSeenBy(actor, 'target')}))
    limit 1`.execute(tx);
  const [found] = rows;
  if (found) return found;
  throw new InvalidInput({
    about: {
      vi: 'Không có nhiệm vụ, chỉ tiêu hay kế hoạch nào mang mã này. Mã viết như NV-145-2025-017, CT-145-2025-04 hoặc KH-145-2025.',
      en: 'No task, target or plan has this code. Codes look like NV-145-2025-017, CT-145-2025-04 or KH-145-2025.',
    },
  });
}

/** Raised by a made-up person, or about something of a made-up plan. */
async function isMadeUp(
  tx: Transaction,
  actor: Actor,
  { plan_id, task_id, target_id }: Pick<Placed, 'plan_id' | 'task_id' | 'target_id'>,
): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`select
    exists (select 1 from account where id = ${accountOf(actor)}::bigint and illustrative)
    or exists (select 1 from plan where illustrative and id = coalesce(${plan_id}::bigint,
      (select task.plan_id from task where task.id = ${task_id}::bigint),
      (select target.plan_id from target where target.id = ${target_id}::bigint))) as made`.execute(tx);
  return rows[0]?.made ?? false;
}

async function send(
  tx: Transaction,
  services: Services,
  actor: Actor,
  row: DifficultyRow,
  placed: Placed,
  at: Date,
): Promise<void> {
  const code = await nextCode(tx, localDateOf(at).slice(0, 4));
  await tx
    .updateTable('difficulty')
    .set({ code, state: 'sent', sent_at: at, ...(await newRound(tx, services, at)) })
    .where('id', '=', row.id)
    .execute();
  const postId = await addPost(tx, actor, row.id, { ...saying(row), kind: 'sent', words: '' }, at);
  await tx
    .updateTable('difficulty_file')
    .set({ post_id: postId })
    .where('difficulty_id', '=', row.id)
    .where('post_id', 'is', null)
    .execute();
  await tell(tx, actor, { ...row, code }, 'difficulty.sent', at, { holder: placed.holder_id ?? 0 });
}

/** Numbers of a year run without gaps, whoever sends at the same time. */
async function nextCode(tx: Transaction, year: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('difficulty code'))`.execute(tx);
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(split_part(code, '-', 3)::int), 0) as last from difficulty where code like ${`KN-${year}-%`}`.execute(
    tx,
  );
  return `KN-${year}-${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}

/** A term from today on, as the present setting has it. */
async function newRound(tx: Transaction, { config }: Services, at: Date) {
  const today = localDateOf(at);
  const { days } = await readTerm(tx);
  const due = addWorkingDays(today, days, await readCalendar(tx, config));
  return { round_on: today, due_on: due, escalated: null };
}

function saying(row: DifficultyRow): { readonly as: 'sender'; readonly organisationId: number } {
  return { as: 'sender', organisationId: row.organisation_id };
}

interface Said {
  readonly words: string;
  readonly version: number;
  readonly files: readonly SentFile[];
}

interface Going {
  readonly verb: 'supplement' | 'ask_again' | 'close' | 'withdraw';
  readonly kind: 'supplemented' | 'asked_again' | 'closed' | 'withdrawn';
  readonly event: `difficulty.${string}`;
  /** Words that must be there stand in this field. */
  readonly field: string;
  readonly needed: boolean;
}

const goings = {
  supplement: {
    ...{ verb: 'supplement', kind: 'supplemented', event: 'difficulty.supplemented' },
    ...{ field: 'supplement', needed: true },
  },
  askAgain: {
    ...{ verb: 'ask_again', kind: 'asked_again', event: 'difficulty.asked_again' },
    ...{ field: 'askAgain', needed: true },
  },
  close: {
    ...{ verb: 'close', kind: 'closed', event: 'difficulty.closed' },
    ...{ field: 'close', needed: false },
  },
  withdraw: {
    ...{ verb: 'withdraw', kind: 'withdrawn', event: 'difficulty.withdrawn' },
    ...{ field: 'withdraw', needed: false },
  },
} as const satisfies Record<string, Going>;

export type SenderDeed = keyof typeof goings;

/**
 * What its sender does once it is sent (a draft can be withdrawn, too): more of what was asked for, another question, settled, withdrawn.
 * The same click twice does it once. Throws InvalidInput by the name of the deed, `files`; Refusal.
 */
export async function doAsSender(
  services: Services,
  actor: Actor,
  id: number,
  deed: SenderDeed,
  input: Said,
): Promise<void> {
  const { verb, kind, event, field, needed } = goings[deed];
  const words = readWords(field, input.words, needed);
  const files = await checkFiles(services, input.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'sender');
    if (await isRepeated(tx, actor, row, { kind, words }, input.version)) return;
    const state = step(row, verb);
    refuseStale(row, input.version);
    const waits = verb === 'supplement' || verb === 'ask_again';
    await tx
      .updateTable('difficulty')
      .set({
        ...{ state, saved_at: at, version: row.version + 1 },
        ...(waits ? await newRound(tx, services, at) : {}),
      })
      .where('id', '=', id)
      .execute();
    const postId = await addPost(tx, actor, id, { ...saying(row), kind, words }, at);
    await addFiles(tx, id, postId, files);
    await tell(tx, actor, row, event, at);
  });
}
