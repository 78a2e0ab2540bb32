import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { tooLong } from './fact.ts';
import {
  authoriseOn,
  concludeTask,
  type LockedTask,
  leadFor,
  lockTask,
  refuseClosed,
  type TaskChange,
} from './store.ts';
import { farthestDay, reasonMost } from './task.ts';

const dated: Text = { vi: 'Hãy ghi ngày, ví dụ 30/09/2026.', en: 'Give a day, such as 30/09/2026.' };

async function openExtension(tx: Transaction, taskId: number) {
  return tx
    .selectFrom('task_extension')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('state', '=', 'asked')
    .forUpdate()
    .executeTakeFirst();
}

/** Where there is no day to be later than, or the work is over. */
function formerDay({ task }: LockedTask): LocalDate {
  if (task.state === 'awaiting' || task.reported_on !== null)
    throw new Refusal('wrong_state', {
      vi: 'Nhiệm vụ đã được báo cáo hoàn thành nên không đề nghị gia hạn nữa.',
      en: 'The task was reported as done; no later deadline can be asked for.',
    });
  const kind = task.deadline_kind;
  if (task.last_day === null || kind === 'yearly' || kind === 'continuous')
    throw new Refusal('wrong_state', {
      vi: 'Nhiệm vụ này không có hạn cố định nên không có gì để gia hạn.',
      en: 'This task has no fixed deadline that could be extended.',
    });
  return task.last_day as LocalDate;
}

/** The deadline there is now: it may have been amended since somebody asked. */
function standingDay({ task }: LockedTask, former: LocalDate): LocalDate {
  const last = task.last_day as LocalDate | null;
  return last !== null && last > former ? last : former;
}

/**
 * A lead asks for a later deadline. The same asked twice is asked once. Throws InvalidInput `asked`, `reason`; Refusal `wrong_state` where
 * the task is over, has no deadline or another request waits.
 */
export async function askExtension(
  services: Services,
  actor: Actor,
  id: number,
  typed: {
    readonly organisationId: number | null;
    readonly asked: string;
    readonly reason: string;
    readonly version: number;
  },
): Promise<void> {
  const asked = readTypedDate(typed.asked);
  const reason = typed.reason.trim();
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const lead = leadFor(actor, locked, typed.organisationId, { byMonitor: false });
    refuseClosed(locked);
    if (lead.reportedOn !== null) throw new Refusal('wrong_state', partDone);
    const former = formerDay(locked);
    const waiting = await openExtension(tx, id);
    if (waiting) {
      if (waiting.asked === asked && waiting.reason === reason) return;
      throw new Refusal('wrong_state', {
        vi: `Đã có đề nghị gia hạn đến ${writeDate(waiting.asked)} đang chờ quyết định.`,
        en: `A request for ${writeDate(waiting.asked)} waits to be decided already.`,
      });
    }
    const wrong: Record<string, Text> = {};
    const day = laterDay(asked, former, localDateOf(at));
    if (typeof day !== 'string') wrong.asked = day;
    if (reason === '')
      wrong.reason = { vi: 'Hãy nêu lý do đề nghị gia hạn.', en: 'Say why more time is needed.' };
    if ([...reason].length > reasonMost) wrong.reason = tooLong(reasonMost);
    if (typeof day !== 'string' || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    refuseStale(locked.task, typed.version);
    const { id: extensionId } = await tx
      .insertInto('task_extension')
      .values({
        ...{ task_id: id, organisation_id: lead.organisationId, former, asked: day, reason },
        ...{ asked_by: accountOf(actor), asked_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await concludeTask(tx, services, actor, locked, {
      event: {
        name: 'task.extension_asked',
        facts: { extensionId, organisationId: lead.organisationId, from: former, to: day },
      },
    });
  });
}

const partDone: Text = {
  vi: 'Cơ quan đã báo cáo hoàn thành nên không đề nghị gia hạn nữa.',
  en: 'The agency reported it as done; no later deadline can be asked for.',
};

/** The day, or what is wrong with it: later than the deadline there is, and not past. */
function laterDay(day: LocalDate | null, former: LocalDate, today: LocalDate): LocalDate | Text {
  if (day === null || day > farthestDay) return dated;
  if (day <= former)
    return {
      vi: `Hạn mới phải sau hạn hiện nay (${writeDate(former)}).`,
      en: `The new deadline must be after the present one (${writeDate(former)}).`,
    };
  if (day < today)
    return {
      vi: `Hạn mới ${writeDate(day)} đã qua. Hãy ghi một ngày từ hôm nay (${writeDate(today)}) trở đi.`,
      en: `The new deadline ${writeDate(day)} has passed. Give today (${writeDate(today)}) or a later day.`,
    };
  return day;
}

/** A lead takes its request back. Throws Refusal `not_found` where it has none. */
export async function withdrawExtension(
  services: Services,
  actor: Actor,
  id: number,
  { version }: { readonly version: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const waiting = await openExtension(tx, id);
    if (!waiting) {
      if (locked.task.version === version + 1) return;
      throw new Refusal('wrong_state', noneWaits);
    }
    leadFor(actor, locked, waiting.organisation_id, { byMonitor: false });
    refuseStale(locked.task, version);
    await tx.updateTable('task_extension').set({ state: 'withdrawn' }).where('id', '=', waiting.id).execute();
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.extension_withdrawn', facts: { extensionId: waiting.id } },
    });
  });
}

const noneWaits: Text = {
  vi: 'Không có đề nghị gia hạn nào đang chờ quyết định.',
  en: 'No request for a later deadline waits to be decided.',
};

export interface TypedDecision {
  readonly verdict: string;
  /** The new deadline, which may be another than was asked for. */
  readonly granted: string;
  readonly documentNumber: string;
  readonly documentDate: string;
  readonly words: string;
  readonly version: number;
}

/**
 * Grants a later deadline by a document, or refuses it with a reason. Throws InvalidInput `verdict`, `granted`, `documentNumber`,
 * `documentDate`, `words`; Refusal.
 */
export async function decideExtension(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedDecision,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    authoriseOn(actor, locked, 'extend');
    const waiting = await openExtension(tx, id);
    if (!waiting) {
      if (locked.task.version === typed.version + 1) return;
      throw new Refusal('wrong_state', noneWaits);
    }
    refuseClosed(locked);
    const decision = readDecision(typed, standingDay(locked, waiting.former as LocalDate), localDateOf(at));
    refuseStale(locked.task, typed.version);
    const { granted, number, date, words } = decision;
    await tx
      .updateTable('task_extension')
      .set({
        ...{ state: granted ? 'granted' : 'refused', granted, words },
        ...{ document_number: number, document_date: date, decided_by: accountOf(actor), decided_at: at },
      })
      .where('id', '=', waiting.id)
      .execute();
    const facts = { extensionId: waiting.id, organisationId: waiting.organisation_id };
    await concludeTask(
      tx,
      services,
      actor,
      locked,
      granted && number && date
        ? extended(granted, { number, date }, { ...facts, from: waiting.former, to: granted })
        : { event: { name: 'task.extension_refused', facts, reason: words } },
    );
  });
}

function extended(
  granted: LocalDate,
  { number, date }: { readonly number: string; readonly date: LocalDate },
  facts: NonNullable<TaskChange['event']['facts']>,
): TaskChange {
  return {
    set: {
      ...{ deadline_kind: 'date', deadline_from: granted, deadline_to: granted },
      deadline_raw: writeDate(granted),
    },
    version: { why: 'extended', document: `${number}, ${writeDate(date)}`, from: date },
    event: { name: 'task.extension_granted', facts },
  };
}

interface Decision {
  readonly granted: LocalDate | null;
  readonly number: string | null;
  readonly date: LocalDate | null;
  readonly words: string | null;
}

const numberMost = 100;

function readDecision(typed: TypedDecision, former: LocalDate, today: LocalDate): Decision {
  const words = typed.words.trim();
  const wrong: Record<string, Text> = {};
  if ([...words].length > reasonMost) wrong.words = tooLong(reasonMost);
  if (typed.verdict === 'refused') {
    if (words === '') wrong.words = { vi: 'Hãy nêu lý do không gia hạn.', en: 'Say why it is not extended.' };
    if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    return { granted: null, number: null, date: null, words };
  }
  if (typed.verdict !== 'granted')
    throw new InvalidInput({
      verdict: { vi: 'Hãy chọn gia hạn hay không gia hạn.', en: 'Choose whether it is extended.' },
    });
  const day = laterDay(readTypedDate(typed.granted), former, today);
  if (typeof day !== 'string') wrong.granted = day;
  const number = singleSpaced(typed.documentNumber);
  if (number === '' || [...number].length > numberMost)
    wrong.documentNumber = {
      vi: 'Hãy ghi số, ký hiệu văn bản cho gia hạn.',
      en: 'Give the number of the document that extends it.',
    };
  const date = readTypedDate(typed.documentDate);
  if (date === null) wrong.documentDate = dated;
  else if (date > today)
    wrong.documentDate = {
      vi: `Ngày văn bản ${writeDate(date)} chưa đến.`,
      en: `The date of the document, ${writeDate(date)}, has not come.`,
    };
  if (typeof day !== 'string' || date === null || Object.keys(wrong).length > 0)
    throw new InvalidInput(wrong);
  return { granted: day, number, date, words: words || null };
}
