import type { Actor } from '../../../kernel/actor.ts';
import { addDays, type LocalDate, localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { isWorkingDay, type WorkCalendar } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { refuseStale } from '../plans/store.ts';
import { addFiles, checkFiles, type SentFile } from './files.ts';
import { readShown, readWords, type TypedShown } from './inputs.ts';
import { saidAs } from './policy.ts';
import { findAgency } from './raising.ts';
import { addPost, type DifficultyRow, heldOf, isRepeated, lockDifficulty, step, tell } from './store.ts';

interface Versioned {
  readonly version: number;
}

/** Notes that the agency deals with it. Throws Refusal. */
export async function takeDifficulty(
  services: Services,
  actor: Actor,
  id: number,
  { version }: Versioned,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'handler');
    if (await isRepeated(tx, actor, row, { kind: 'taken', words: '' }, version)) return;
    const state = step(row, 'take');
    refuseStale(row, version);
    await update(tx, row, { state });
    await addPost(tx, actor, id, { kind: 'taken', words: '', ...saidAs(actor, heldOf(row)) }, at);
    await tell(tx, actor, row, 'difficulty.taken', at);
  });
}

/** Keeps an answer that is not finished. Throws InvalidInput `answer`, Refusal. */
export async function keepAnswerDraft(
  services: Services,
  actor: Actor,
  id: number,
  { words: typed, version }: Versioned & { readonly words: string },
): Promise<void> {
  const words = readWords('answer', typed, false);
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'answerer');
    step(row, 'answer');
    if (row.answer_draft === words) return;
    refuseStale(row, version);
    await update(tx, row, { answer_draft: words });
  });
}

/**
 * Answers; answered already, it is one answer more. The same click twice is one. Throws InvalidInput `answer`, `files`; Refusal
 * (`conflict` when somebody saved since `version`).
 */
export async function answerDifficulty(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly words: string; readonly files: readonly SentFile[] },
): Promise<void> {
  const words = readWords('answer', input.words, true);
  const files = await checkFiles(services, input.files);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'answerer');
    if (await isRepeated(tx, actor, row, { kind: 'answered', words }, input.version)) return;
    const again = row.state === 'answered';
    const state = step(row, 'answer');
    refuseStale(row, input.version);
    const by = saidAs(actor, heldOf(row));
    const took = again ? null : await timeTaken(tx, services, row, at);
    await update(tx, row, {
      ...{ state, answered_at: at, answered_for: by.organisationId, answer_draft: '' },
      ...(took && { answered_days: took.days }),
    });
    const postId = await addPost(tx, actor, id, { kind: 'answered', words, ...by, ...(took ?? {}) }, at);
    await addFiles(tx, id, postId, files);
    // the public reads how long it took
    if (row.shown_at !== null) await bumpContentVersion(tx);
    await tell(tx, actor, row, 'difficulty.answered', at, took ? { days: took.days } : {});
  });
}

async function timeTaken(
  tx: Transaction,
  { config }: Services,
  { round_on, due_on }: DifficultyRow,
  at: Date,
): Promise<{ readonly days: number; readonly late: boolean }> {
  const today = localDateOf(at);
  const from = parseLocalDate(round_on ?? '') ?? today;
  return {
    days: workingDaysAfter(from, today, await readCalendar(tx, config)),
    late: due_on !== null && today > due_on,
  };
}

/** Working days of a term that began on `from`, which is none of them, up to and with `to`. */
export function workingDaysAfter(from: LocalDate, to: LocalDate, calendar: WorkCalendar): number {
  let days = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) days += 1;
  }
  return days;
}

/** Passes it on to another agency, its term running. Throws InvalidInput `to`, `passOn`; Refusal. */
export async function passOn(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly to: string; readonly words: string },
): Promise<void> {
  const words = readWords('passOn', input.words, true);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'answerer');
    if (await isRepeated(tx, actor, row, { kind: 'passed_on', words }, input.version)) return;
    const state = step(row, 'pass_on');
    refuseStale(row, input.version);
    const to = /^\d{1,15}$/.test(input.to) ? await findAgency(tx, Number(input.to)) : undefined;
    if (!to || to.id === row.holder_id || to.id === row.organisation_id)
      throw new InvalidInput({
        to: { vi: 'Hãy chọn một cơ quan khác.', en: 'Choose another agency.' },
      });
    await update(tx, row, { state, holder_id: to.id, answer_draft: '' });
    await addPost(
      tx,
      actor,
      id,
      { kind: 'passed_on', words, ...saidAs(actor, heldOf(row)), toId: to.id },
      at,
    );
    await tell(tx, actor, row, 'difficulty.passed_on', at, { holder: to.id });
  });
}

/** Gives it back to its sender to say more; meanwhile no term runs. Throws InvalidInput `return`, Refusal. */
export async function returnDifficulty(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly words: string },
): Promise<void> {
  const words = readWords('return', input.words, true);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'handler');
    if (await isRepeated(tx, actor, row, { kind: 'returned', words }, input.version)) return;
    const state = step(row, 'return');
    refuseStale(row, input.version);
    await update(tx, row, { state });
    await addPost(tx, actor, id, { kind: 'returned', words, ...saidAs(actor, heldOf(row)) }, at);
    await tell(tx, actor, row, 'difficulty.returned', at);
  });
}

/**
 * Makes an answered one public in the wording given, or changes that wording. Throws InvalidInput `shownTitle`, `shownBody`,
 * `shownAnswer`; Refusal, `wrong_state` where nothing was answered.
 */
export async function showDifficulty(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & TypedShown,
): Promise<void> {
  const { title, body, answer } = readShown(input);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'handler');
    if (row.answered_at === null || row.state === 'withdrawn')
      throw new Refusal('wrong_state', {
        vi: 'Chỉ công khai được sau khi đã trả lời.',
        en: 'It can be made public only once it is answered.',
      });
    if (row.shown_title === title && row.shown_body === body && row.shown_answer === answer) return;
    refuseStale(row, input.version);
    await update(tx, row, {
      ...{ shown_title: title, shown_body: body, shown_answer: answer, shown_at: row.shown_at ?? at },
    });
    await addPost(tx, actor, id, { kind: 'shown', words: '', ...saidAs(actor, heldOf(row)) }, at);
    await bumpContentVersion(tx);
    await tell(tx, actor, row, 'difficulty.shown', at);
  });
}

/** Takes it from the public's eyes; hidden already, nothing happens. Throws InvalidInput `hide`, Refusal. */
export async function hideDifficulty(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly words: string },
): Promise<void> {
  const words = readWords('hide', input.words, true);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockDifficulty(tx, actor, id, 'handler');
    if (row.shown_at === null) return;
    refuseStale(row, input.version);
    await update(tx, row, { shown_title: null, shown_body: null, shown_answer: null, shown_at: null });
    await addPost(tx, actor, id, { kind: 'hidden', words, ...saidAs(actor, heldOf(row)) }, at);
    await bumpContentVersion(tx);
    await tell(tx, actor, row, 'difficulty.hidden', at);
  });
}

async function update(
  tx: Transaction,
  row: DifficultyRow,
  set: Partial<Omit<DifficultyRow, 'id' | 'version'>>,
): Promise<void> {
  await tx
    .updateTable('difficulty')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}
