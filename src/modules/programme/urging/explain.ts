import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { accountOf } from '../plans/store.ts';
import { actsForAgency, onBehalf } from '../policy.ts';
import { tooLong } from '../tasks/fact.ts';
import { type Lead, type LockedTask, leadFor, lockTask, refuseClosed } from '../tasks/store.ts';
import { type KnownFile, readFiles, type SentFile } from '../tasks/typed-fact.ts';

export const explanationMost = 2_000;

export interface TypedExplanation {
  /** For which of the leads; null: the only one the person acts for. */
  readonly organisationId: number | null;
  readonly words: string;
  /** By when the agency means to be done; may stay empty. */
  readonly doneBy: string;
  readonly files: readonly SentFile[];
  /** Made with the form: the same form sent twice explains once. */
  readonly key: string;
}

/**
 * An agency says why a task it leads is late: once for every level that has asked by now. It ends nothing, the task goes on being late. Throws
 * InvalidInput `words`, `doneBy`, `file`; Refusal `wrong_state` where nothing is asked, `forbidden` to other agencies.
 */
export async function explainTask(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedExplanation,
): Promise<void> {
  const [file, more] = await readFiles(services, typed.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const lead = leadFor(actor, locked, typed.organisationId, { byMonitor: false });
    if (await saidBefore(tx, typed.key)) return;
    refuseClosed(locked);
    const asked = await refuseUnasked(tx, locked, lead);
    const { words, doneBy } = readTyped(typed, more !== undefined, localDateOf(at));
    if (file) await keepStoredFile(tx, file);
    const { id: explanationId } = await tx
      .insertInto('explanation')
      .values({
        ...{
          task_id: id,
          organisation_id: lead.organisationId ?? 0,
          words,
          done_by: doneBy,
          ...columnsOf(file),
        },
        ...{ said_by: accountOf(actor), said_at: at, form_key: typed.key },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.updateTable('urge').set({ explanation_id: explanationId }).where('id', 'in', asked).execute();
    await appendEvent(tx, {
      ...{ name: 'task.explained', actor, subject: { kind: 'task', id }, at },
      facts: {
        ...{ explanationId, organisationId: lead.organisationId, lastDay: locked.task.last_day },
        ...onBehalf(actor, (one) => actsForAgency(one, lead.organisationId)),
      },
    });
  });
}

async function saidBefore(tx: Transaction, key: string): Promise<boolean> {
  const found = tx.selectFrom('explanation').select('id').where('form_key', '=', key);
  return (await found.executeTakeFirst()) !== undefined;
}

/** The levels that ask this lead and have no answer. Throws Refusal `wrong_state` where there are none. */
async function refuseUnasked(tx: Transaction, { task }: LockedTask, lead: Lead): Promise<number[]> {
  if (lead.reportedOn !== null)
    throw new Refusal('wrong_state', {
      vi: 'Cơ quan đã báo cáo hoàn thành nhiệm vụ nên không phải giải trình nữa.',
      en: 'The agency reported the task as done; nothing is to be explained any longer.',
    });
  const { rows } = await sql<{ id: number }>`select id from urge
    where task_id = ${task.id} and organisation_id = ${lead.organisationId} and last_day = ${task.last_day}::date
      and level is not null and explanation_id is null order by id for update`.execute(tx);
  if (rows.length === 0)
    throw new Refusal('wrong_state', {
      vi: 'Không có yêu cầu giải trình nào đang chờ cơ quan bạn. Có thể đồng nghiệp đã giải trình: hãy mở lại trang nhiệm vụ.',
      en: 'No explanation is asked of your agency now. A colleague may have given it: open the page of the task anew.',
    });
  return rows.map(({ id }) => id);
}

function readTyped(
  typed: TypedExplanation,
  tooMany: boolean,
  today: LocalDate,
): { readonly words: string; readonly doneBy: LocalDate | null } {
  const wrong: Record<string, Text> = {};
  const words = typed.words.trim().normalize('NFC');
  if (words === '')
    wrong.words = {
      vi: 'Hãy nêu vì sao nhiệm vụ chậm và cơ quan đang làm gì.',
      en: 'Say why the task is late and what is being done.',
    };
  if ([...words].length > explanationMost) wrong.words = tooLong(explanationMost);
  const day = readTypedDate(typed.doneBy);
  if (typed.doneBy.trim() !== '' && (day === null || day < today))
    wrong.doneBy = {
      vi: 'Hãy ghi một ngày từ hôm nay trở đi, ví dụ 30/09/2026, hoặc để trống.',
      en: 'Give today or a later day, such as 30/09/2026, or leave it empty.',
    };
  if (tooMany)
    wrong.file = {
      vi: 'Mỗi lần giải trình gửi một tệp. Nhiều tệp thì gộp lại thành một.',
      en: 'One file goes with an explanation. Put several into one.',
    };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { words, doneBy: day };
}

function columnsOf(file: KnownFile | undefined) {
  return file && { file_sha256: file.sha256, file_name: file.name, file_size: file.size };
}
