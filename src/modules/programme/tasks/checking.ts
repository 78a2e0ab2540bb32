import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { type HeldPlan, onBehalfIn } from '../policy.ts';
import { readReading } from '../reading.ts';
import { refuseWrongWords } from './answering.ts';
import { tooLong } from './fact.ts';
import { openPartsOf } from './facts.ts';
import { settleTasks } from './settle.ts';
import { authoriseOn, concludeTask, type LockedTask, lockTask, refuseClosed, type TaskRow } from './store.ts';
import { reasonMost } from './task.ts';
import { keepTaskVersions } from './versions.ts';

/** Completions that were reported and neither corrected nor returned since, of leads that lead now. */
async function standingReports(
  tx: Transaction,
  { leads, task }: LockedTask,
  organisationId: number | null,
): Promise<readonly number[]> {
  const asked = leads.filter((lead) => organisationId === null || lead.organisationId === organisationId);
  const { rows } = await sql<{ id: number }>`select id from task_fact fact
    where task_id = ${task.id} and kind = 'done' and organisation_id = any(${asked.flatMap(({ speaksFor }) => speaksFor)}::bigint[])
      and not exists (select 1 from task_fact later where later.corrects_id = fact.id)
      and not exists (select 1 from task_check c where c.fact_id = fact.id and c.verdict = 'returned')
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function keepChecks(
  tx: Transaction,
  services: Services,
  actor: Actor,
  taskId: number,
  of: {
    readonly facts: readonly number[];
    readonly verdict: 'confirmed' | 'returned';
    readonly words: string | null;
  },
): Promise<void> {
  if (of.facts.length === 0) return;
  await tx
    .insertInto('task_check')
    .values(
      of.facts.map((fact_id) => ({
        ...{ task_id: taskId, fact_id, verdict: of.verdict, words: of.words },
        ...{ checked_by: accountOf(actor), checked_at: services.clock() },
      })),
    )
    .execute();
}

/**
 * The monitor finds that what every lead reported is done, as of a day. Asked for twice it happens once. Throws InvalidInput `on`; Refusal
 * `wrong_state` where a lead has not reported, `conflict`.
 */
export async function confirmTask(
  services: Services,
  actor: Actor,
  id: number,
  { on, version }: { readonly on: string; readonly version: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const { task, leads } = locked;
    authoriseOn(actor, locked, 'decide');
    if (task.closed === 'done') return;
    refuseClosed(locked);
    if (leads.length === 0 || leads.some(({ reportedOn }) => reportedOn === null))
      throw new Refusal('wrong_state', {
        vi: 'Chưa đủ báo cáo hoàn thành: mọi cơ quan chủ trì phải báo cáo trước khi xác nhận.',
        en: 'Not every leading agency has reported it as done; only then it can be confirmed.',
      });
    if ((await openPartsOf(tx, id)) > 0) throw new Refusal('wrong_state', partsOpen);
    const day = dayIn(on, localDateOf(services.clock()), 'on');
    const reported = leads.flatMap(({ reportedOn }) => reportedOn ?? []).sort();
    if (day < (reported.at(-1) ?? day))
      throw new InvalidInput({
        on: {
          vi: 'Ngày xác nhận đứng trước ngày báo cáo hoàn thành.',
          en: 'The day is before the completion that was reported.',
        },
      });
    refuseStale(task, version);
    const facts = await standingReports(tx, locked, null);
    await keepChecks(tx, services, actor, id, { facts, verdict: 'confirmed', words: null });
    await concludeTask(tx, services, actor, locked, {
      set: { closed: 'done', closed_on: day, closed_document: null, closed_words: null },
      version: { why: 'closed', document: null, from: day },
      event: { name: 'task.confirmed', facts: { on: day } },
    });
  });
}

// one may have been added, or given back, since the whole was reported
const partsOpen: Text = {
  vi: 'Còn nhiệm vụ nhỏ chưa xong nên chưa xác nhận được cả nhiệm vụ.',
  en: 'A part of it is not done yet, so the whole cannot be confirmed.',
};

/** What was reported is not done yet, and why. Throws InvalidInput `words`; Refusal `wrong_state` where nothing waits. */
export async function returnTask(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly organisationId: number | null; readonly words: string; readonly version: number },
): Promise<void> {
  const words = typed.words.trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    authoriseOn(actor, locked, 'decide');
    refuseClosed(locked);
    const facts = await standingReports(tx, locked, typed.organisationId);
    if (facts.length === 0) {
      if (locked.task.version === typed.version + 1) return;
      throw new Refusal('wrong_state', {
        vi: 'Không có báo cáo hoàn thành nào đang chờ xác nhận.',
        en: 'No completion waits to be confirmed.',
      });
    }
    refuseWrongWords(words, { vi: 'Hãy nêu còn thiếu điều gì.', en: 'Say what is missing.' });
    refuseStale(locked.task, typed.version);
    await keepChecks(tx, services, actor, id, { facts, verdict: 'returned', words });
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.returned', facts: { factIds: facts }, reason: words },
    });
  });
}

export interface TypedClosing {
  readonly how: string;
  readonly on: string;
  readonly document: string;
  readonly words: string;
  /** What becomes of parts and years that are open: `alike`, `stay`; asked where there are any. */
  readonly parts?: string;
  readonly version: number;
}

const documentMost = 300;

/** Parts and years of a task that are open, locked, at any depth. */
async function lockOpenBelow(tx: Transaction, id: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from task where closed is null and id in (
      with recursive below (id) as (
        select id from task where coalesce(parent_id, instance_of) = ${id}
        union
        select task.id from below join task on coalesce(task.parent_id, task.instance_of) = below.id
      ) select id from below
    ) order by id for update`.execute(tx);
  return rows.map((row) => row.id);
}

interface Closing {
  readonly how: 'suspended' | 'not_carried_out';
  readonly on: LocalDate;
  readonly document: string;
  readonly words: string | null;
  readonly plan: HeldPlan;
}

/** Closes what is below a task as the task itself. */
async function closeAlike(
  tx: Transaction,
  services: Services,
  actor: Actor,
  ids: readonly number[],
  { how, on, document, words, plan }: Closing,
): Promise<void> {
  const at = services.clock();
  await tx
    .updateTable('task')
    .set((e) => ({
      ...{ closed: how, closed_on: on, closed_document: document, closed_words: words },
      version: e('version', '+', 1),
    }))
    .where('id', 'in', [...ids])
    .execute();
  await keepTaskVersions(tx, ids, { why: 'closed', document, from: on, at });
  await settleTasks(tx, ids, at, await readReading(tx, services));
  await appendEvents(
    tx,
    ids.map((id) => ({
      ...{ name: 'task.closed', actor, subject: { kind: 'task', id }, at },
      facts: { how, on, ...onBehalfIn(actor, 'decide', plan) },
    })),
  );
}

/** Ends a task by a document that says so, with its open parts or without them. Throws InvalidInput `how`, `parts`, `on`, `document`; Refusal. */
export async function closeTask(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedClosing,
): Promise<void> {
  const how = (['suspended', 'not_carried_out'] as const).find((one) => one === typed.how);
  const document = typed.document.trim();
  const words = typed.words.trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    authoriseOn(actor, locked, 'decide');
    if (locked.task.closed === how && locked.task.version === typed.version + 1) return;
    refuseClosed(locked);
    const wrong: Record<string, Text> = {};
    if (!how)
      wrong.how = {
        vi: 'Hãy chọn tạm dừng hay không thực hiện.',
        en: 'Choose suspended or not carried out.',
      };
    if (document === '' || [...document].length > documentMost)
      wrong.document = {
        vi: 'Hãy ghi văn bản cho phép (số, ngày, cơ quan ban hành), không quá 300 ký tự.',
        en: 'Name the document that allows it (number, date, issuer), in at most 300 characters.',
      };
    if ([...words].length > reasonMost) wrong.words = tooLong(reasonMost);
    const below = await lockOpenBelow(tx, id);
    const parts = (['alike', 'stay'] as const).find((one) => one === typed.parts);
    if (below.length > 0 && !parts)
      wrong.parts = {
        vi: `Còn ${below.length} nhiệm vụ con hoặc năm đang mở: hãy chọn kết thúc cùng hay giữ nguyên.`,
        en: `${below.length} parts or years are still open: choose whether to close them alike or to leave them.`,
      };
    if (!how || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    const day = dayIn(typed.on, localDateOf(services.clock()), 'on');
    refuseStale(locked.task, typed.version);
    const alike = parts === 'alike' ? below : [];
    if (alike.length > 0)
      await closeAlike(tx, services, actor, alike, {
        ...{ how, on: day, document, words: words || null, plan: locked.plan },
      });
    await concludeTask(tx, services, actor, locked, {
      set: {
        ...{ closed: how, closed_on: day, closed_document: document },
        closed_words: words || null,
      },
      version: { why: 'closed', document, from: day },
      event: { name: 'task.closed', facts: { how, on: day, parts: alike.length } },
    });
  });
}

/** Opens a closed task again; a completion that was confirmed counts as returned then. Throws InvalidInput `words`; Refusal. */
export async function reopenTask(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly words: string; readonly version: number },
): Promise<void> {
  const words = typed.words.trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    authoriseOn(actor, locked, 'decide');
    const { task } = locked;
    if (task.closed === null) {
      if (task.version === typed.version + 1) return;
      throw new Refusal('wrong_state', { vi: 'Nhiệm vụ đang được thực hiện.', en: 'The task is under way.' });
    }
    await refuseClosedAbove(tx, task);
    refuseWrongWords(words, { vi: 'Hãy nêu lý do mở lại.', en: 'Say why it is opened again.' });
    refuseStale(task, typed.version);
    const facts = task.closed === 'done' ? await standingReports(tx, locked, null) : [];
    await keepChecks(tx, services, actor, id, { facts, verdict: 'returned', words });
    await concludeTask(tx, services, actor, locked, {
      set: { closed: null, closed_on: null, closed_document: null, closed_words: null },
      version: { why: 'amended', document: null, from: localDateOf(services.clock()) },
      event: { name: 'task.reopened', facts: { former: task.closed }, reason: words },
    });
  });
}

/** Throws Refusal `wrong_state` for a part or year of what is closed itself. */
async function refuseClosedAbove(tx: Transaction, { parent_id, instance_of }: TaskRow): Promise<void> {
  const above = parent_id ?? instance_of;
  if (above === null) return;
  const whole = tx.selectFrom('task').select(['code', 'closed']).where('id', '=', above);
  const { code, closed } = await whole.executeTakeFirstOrThrow();
  if (closed === null) return;
  throw new Refusal('wrong_state', {
    vi: `Nhiệm vụ lớn ${code} đã kết thúc. Hãy mở lại nhiệm vụ đó trước.`,
    en: `${code}, which it is part of, is closed. Open that one again first.`,
  });
}

/** A day that has come; today where none was typed. Throws InvalidInput. */
function dayIn(typed: string, today: LocalDate, field: string): LocalDate {
  const day = typed.trim() === '' ? today : readTypedDate(typed);
  if (day !== null && day <= today) return day;
  throw new InvalidInput({
    [field]:
      day === null
        ? {
            vi: 'Ngày không có thật. Ví dụ: 30/09/2026.',
            en: 'There is no such day. For example: 30/09/2026.',
          }
        : { vi: 'Ngày này chưa đến.', en: 'This day has not come.' },
  });
}
