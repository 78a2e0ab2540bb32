import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { accountOf } from '../plans/store.ts';
import { actsForAgency, authoriseProgramme, mayDo, onBehalf } from '../policy.ts';
import { tooLong } from '../tasks/fact.ts';
import { keptOtherwise } from '../tasks/repeated-fact.ts';
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
 * InvalidInput `words`, `doneBy`, `file`; Refusal `wrong_state` where nothing is asked, `conflict` where the form was kept with something
 * else in it, `forbidden` to other agencies.
 */
export async function explainTask(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedExplanation,
): Promise<void> {
  await explain(services, actor, id, { typed, paper: null });
}

/** By which paper an agency explained, as typed. */
export interface TypedPaper {
  readonly number: string;
  readonly date: string;
}

/**
 * The department notes what an agency explained on paper; it answers what the agency itself would. Throws as `explainTask`, also
 * InvalidInput `paperNumber`, `paperDate`.
 */
export async function notePaper(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedExplanation & { readonly paper: TypedPaper },
): Promise<void> {
  await explain(services, actor, id, { typed, paper: typed.paper });
}

async function explain(
  services: Services,
  actor: Actor,
  id: number,
  { typed, paper }: { readonly typed: TypedExplanation; readonly paper: TypedPaper | null },
): Promise<void> {
  const [file, more] = await readFiles(services, typed.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    if (paper !== null) authoriseProgramme(actor, 'edit', null);
    const lead = leadFor(actor, locked, typed.organisationId, { byMonitor: paper !== null });
    if (await saidBefore(tx, { typed, paper, taskId: id, organisationId: lead.organisationId })) return;
    refuseClosed(locked);
    const asked = await refuseUnasked(tx, locked, lead);
    const { words, doneBy, noted } = readTyped({ ...typed, paper }, more !== undefined, localDateOf(at));
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
          ...noted,
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
        ...(paper !== null && { onPaper: true }),
        ...onBehalf(actor, (one) =>
          paper === null ? actsForAgency(one, lead.organisationId) : mayDo(one, 'edit', null),
        ),
      },
    });
  });
}

/**
 * Whether this form was kept already. Throws Refusal `conflict` where it was kept with something else in it, as browsers send it on the way
 * back: with other words, or for another agency.
 */
async function saidBefore(
  tx: Transaction,
  of: {
    readonly typed: TypedExplanation;
    readonly paper: TypedPaper | null;
    readonly taskId: number;
    readonly organisationId: number | null;
  },
): Promise<boolean> {
  const { typed, paper, taskId, organisationId } = of;
  const kept = await tx
    .selectFrom('explanation')
    .select(['task_id', 'organisation_id', 'words', 'done_by', 'paper_number', 'paper_date'])
    .where('form_key', '=', typed.key)
    .executeTakeFirst();
  if (!kept) return false;
  const same =
    kept.task_id === taskId &&
    kept.organisation_id === organisationId &&
    kept.words === wordsIn(typed) &&
    kept.done_by === readTypedDate(typed.doneBy) &&
    kept.paper_number === (paper && numberIn(paper)) &&
    kept.paper_date === (paper && readTypedDate(paper.date));
  if (same) return true;
  throw new Refusal('conflict', keptOtherwise);
}

const wordsIn = ({ words }: TypedExplanation) => words.trim().normalize('NFC');
const numberIn = ({ number }: TypedPaper) => singleSpaced(number.normalize('NFC').replace(/\p{Cc}/gu, ' '));

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
      vi: 'Không có yêu cầu giải trình nào đang chờ cơ quan này. Có thể đã có người giải trình: hãy mở lại trang nhiệm vụ.',
      en: 'No explanation is asked of this agency now. Somebody may have given it: open the page of the task anew.',
    });
  return rows.map(({ id }) => id);
}

function readTyped(
  typed: TypedExplanation & { readonly paper: TypedPaper | null },
  tooMany: boolean,
  today: LocalDate,
) {
  const wrong: Record<string, Text> = {};
  const words = wordsIn(typed);
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
  const paper = readPaper(typed.paper, today);
  Object.assign(wrong, paper.wrong);
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { words, doneBy: day, noted: paper.columns };
}

/** Letters of the number of a paper. */
const numberMost = 60;

function readPaper(typed: TypedPaper | null, today: LocalDate) {
  if (typed === null) return { wrong: {}, columns: {} };
  const number = numberIn(typed);
  const date = readTypedDate(typed.date);
  const wrong: Record<string, Text> = {};
  if (number === '' || [...number].length > numberMost)
    wrong.paperNumber = {
      vi: `Hãy ghi số, ký hiệu của văn bản, không quá ${numberMost} ký tự, ví dụ 125/SCT-VP.`,
      en: `Give the number of the letter, in at most ${numberMost} characters, such as 125/SCT-VP.`,
    };
  if (date === null || date > today)
    wrong.paperDate = {
      vi: 'Hãy ghi ngày của văn bản, không ở tương lai, ví dụ 18/05/2026.',
      en: 'Give the day of the letter, not in the future, such as 18/05/2026.',
    };
  return { wrong, columns: { paper_number: number, paper_date: date } };
}

function columnsOf(file: KnownFile | undefined) {
  return file && { file_sha256: file.sha256, file_name: file.name, file_size: file.size };
}
