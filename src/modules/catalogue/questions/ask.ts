import { sql } from 'kysely';
import type { AccountActor, Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { isPublic } from '../public-entry.ts';
import { holderOf } from './holder.ts';
import { readWording } from './inputs.ts';
import { mostADay, type Wording } from './question.ts';
import { accountOf, lockOwnQuestion, step, tell } from './store.ts';

export interface NewQuestion {
  readonly code: string;
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  readonly named: boolean;
  /** Made with the form: the same form sent twice asks once. */
  readonly key: string;
}

const day = 86_400_000;

/**
 * Asks about a published entry. Returns the question's id; what the same person asked in the same words and still waits is
 * that question. Throws InvalidInput `title`, `body`; Refusal `not_found`, `too_many`.
 */
export async function askQuestion(
  services: Services,
  actor: AccountActor,
  input: NewQuestion,
): Promise<number> {
  const wording = readWording(input);
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const entry = await publicEntryForUpdate(tx, input.code);
    // the questions of one person are counted in turn
    const asker = await tx
      .selectFrom('account')
      .leftJoin('organisation', 'organisation.id', 'account.organisation_id')
      .select(['account.name', 'account.illustrative', 'organisation.name as organisation'])
      .where('account.id', '=', actor.id)
      .forUpdate('account')
      .executeTakeFirstOrThrow();
    const before = await sameBefore(tx, actor.id, entry.id, wording, input.key);
    if (before !== null) return before;
    await refuseMany(tx, actor.id, at);
    const calendar = await readCalendar(tx, services.config);
    const { id } = await tx
      .insertInto('question')
      .values({
        ...{ entry_id: entry.id, language: input.language, ...wording, form_key: input.key },
        ...{ asked_by: actor.id, asked_at: at, named: input.named, illustrative: asker.illustrative },
        ...(input.named ? { asker_name: asker.name, asker_organisation: asker.organisation } : {}),
        holder_id: await holderOf(tx, entry.id),
        due_on: addWorkingDays(localDateOf(at), services.config.questionDays, calendar),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await dropDraft(tx, actor, entry.id);
    await tell(tx, actor, { id, code: entry.code }, 'question.asked', at);
    return id;
  });
}

/** Locked, so that it is not taken out meanwhile. Throws Refusal `not_found`. */
async function publicEntryForUpdate(tx: Transaction, code: string) {
  const entry = await tx
    .selectFrom('entry')
    .innerJoin('edition', 'edition.id', 'entry.edition_id')
    .select(['entry.id', 'entry.code'])
    .where('entry.code', '=', code)
    .where(isPublic)
    .forShare('entry')
    .executeTakeFirst();
  if (!entry) throw notFound();
  return entry;
}

async function sameBefore(
  tx: Transaction,
  accountId: number,
  entryId: number,
  { title, body }: Wording,
  key: string,
): Promise<number | null> {
  const row = await tx
    .selectFrom('question')
    .select('id')
    .where('asked_by', '=', accountId)
    .where((e) =>
      e.or([
        e('form_key', '=', key),
        e.and([
          e('entry_id', '=', entryId),
          e('state', '=', 'waiting'),
          e('title', '=', title),
          e('body', '=', body),
        ]),
      ]),
    )
    .executeTakeFirst();
  return row?.id ?? null;
}

async function refuseMany(tx: Transaction, accountId: number, at: Date): Promise<void> {
  const recent = await tx
    .selectFrom('question')
    .select('asked_at')
    .where('asked_by', '=', accountId)
    .where('asked_at', '>', new Date(at.getTime() - day))
    .orderBy('id', 'desc')
    .limit(mostADay)
    .execute();
  const first = recent.at(-1);
  if (recent.length < mostADay || !first) return;
  const seconds = Math.ceil((first.asked_at.getTime() + day - at.getTime()) / 1000);
  throw new Refusal(
    'too_many',
    {
      vi: `Mỗi người gửi được ${mostADay} câu hỏi trong một ngày. Nội dung bạn viết vẫn còn trong ô; hãy gửi lại vào ngày mai.`,
      en: `A person may send ${mostADay} questions within a day. What you wrote is still in the box; send it tomorrow.`,
    },
    Math.max(1, seconds),
  );
}

/** Takes one's own question back before it is answered; again, nothing changes. Throws Refusal. */
export async function withdrawQuestion(services: Services, actor: Actor, id: number): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockOwnQuestion(tx, actor, id);
    if (row.state === 'withdrawn') return;
    const state = step(row, 'withdraw');
    await tx
      .updateTable('question')
      .set({ state, ended_at: at, ended_by: accountOf(actor), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await tell(tx, actor, row, 'question.withdrawn', at);
  });
}

/** A question typed and not sent. */
export interface QuestionDraft {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  readonly named: boolean;
}

/** Longer texts stay in the browser alone: they must be shortened before they can be asked. */
export const draftMost = 20_000;

/** Keeps what was typed about a published entry. Returns when. Throws Refusal `not_found`, `too_large`. */
export async function keepDraft(
  services: Services,
  actor: AccountActor,
  code: string,
  { language, title, body, named }: QuestionDraft,
): Promise<Date> {
  if (title.length + body.length > draftMost)
    throw new Refusal('too_large', {
      vi: 'Nội dung quá dài để tự lưu; hãy viết gọn lại.',
      en: 'This is too long to be kept; please shorten it.',
    });
  const saved_at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { id } = await publicEntryForUpdate(tx, code);
    const typed = { language, title, body, named, saved_at };
    await tx
      .insertInto('question_draft')
      .values({ account_id: actor.id, entry_id: id, ...typed })
      .onConflict((conflict) => conflict.columns(['account_id', 'entry_id']).doUpdateSet(typed))
      .execute();
  });
  return saved_at;
}

/** What the person typed about the entry and has not sent. One statement. */
export async function findDraft(
  { db }: Services,
  actor: AccountActor,
  entryId: number,
): Promise<QuestionDraft | null> {
  const row = await db
    .selectFrom('question_draft')
    .select(['language', 'title', 'body', 'named'])
    .where('account_id', '=', actor.id)
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
  return row ? { ...row, language: row.language === 'en' ? 'en' : 'vi' } : null;
}

async function dropDraft(tx: Transaction, { id }: AccountActor, entryId: number): Promise<void> {
  await sql`delete from question_draft where account_id = ${id} and entry_id = ${entryId}`.execute(tx);
}
