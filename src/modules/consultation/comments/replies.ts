import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { mayDo, partSeenBy } from '../policy.ts';
import { accountOf, type ConsultationRow, heldOf, lockConsultation, refuseStale, tell } from '../store.ts';
import { notAgain, showWaiting } from './checking.ts';
import { dropEmptyReplies } from './commands.ts';
import { type ReadComment, readNote, readReply } from './inputs.ts';
import { commentWorkTexts } from './work-texts.ts';

/** A comment for an officer to act on. Throws Refusal. */
async function lockComment(
  tx: Transaction,
  actor: Actor,
  id: number,
  commentId: number,
): Promise<{ readonly row: ConsultationRow; readonly comment: CommentRow }> {
  const row = await lockConsultation(tx, actor, id, 'work');
  const { rows } =
    await sql<CommentRow>`select comment.id, comment.state, comment.moderation, comment.hidden_reason,
      comment.reply_id, comment.version
    from consultation_comment comment
    left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
    where comment.id = ${commentId} and comment.consultation_id = ${id} and (comment.part is null or ${partSeenBy(actor)})
    for update of comment`.execute(tx);
  const [comment] = rows;
  if (!comment) throw notFound();
  return { row, comment };
}

interface CommentRow {
  readonly id: number;
  readonly state: string;
  readonly moderation: string;
  readonly hidden_reason: string | null;
  readonly reply_id: number | null;
  readonly version: number;
}

/**
 * What was withdrawn is nobody's to work on, and what a published summary says stays. What must not be read is hidden
 * however the consultation ended.
 */
function refuseSettled(row: ConsultationRow, comment: CommentRow, deed: 'reply' | 'show' | 'hide'): void {
  if (comment.state === 'withdrawn')
    throw new Refusal('wrong_state', {
      vi: 'Người góp ý đã rút ý kiến này.',
      en: 'The commenter withdrew this comment.',
    });
  if (deed === 'reply' && row.state !== 'announced')
    throw new Refusal('wrong_state', {
      vi: 'Cuộc lấy ý kiến này đã kết thúc; nội dung trả lời không đổi được nữa.',
      en: 'This consultation is over; replies cannot be changed any longer.',
    });
  if (deed === 'show' && row.state === 'published') throw notAgain();
}

/** Throws Refusal `conflict` where the words are others than those the officer read. */
function refuseUnread(comment: { readonly version: number }, read: number): void {
  if (comment.version === read) return;
  throw new Refusal('conflict', {
    vi: 'Ý kiến này vừa thay đổi. Hãy đọc lại nội dung mới; những gì bạn gõ vẫn còn trong ô.',
    en: 'This comment has just changed. Read it again; what you typed is still in the box.',
  });
}

/** What a published summary printed is taken from it by whom it may be published alone. Throws Refusal `forbidden`. */
function refuseHiding(actor: Actor, row: ConsultationRow): void {
  if (row.state !== 'published' || mayDo(actor, 'publish', heldOf(row), true)) return;
  throw new Refusal('forbidden', {
    vi: commentWorkTexts('vi').onlyHeadHides,
    en: commentWorkTexts('en').onlyHeadHides,
  });
}

/** Lets others read a comment, or keeps it from them with a reason its author reads. Throws InvalidInput `note`, Refusal. */
export async function moderateComment(
  services: Services,
  actor: Actor,
  id: number,
  commentId: number,
  input: { readonly show: boolean; readonly note: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { row, comment } = await lockComment(tx, actor, id, commentId);
    const note = input.show ? null : readNote(input.note);
    const moderation = input.show ? 'shown' : 'hidden';
    if (comment.moderation === moderation && comment.hidden_reason === note) return;
    refuseSettled(row, comment, input.show ? 'show' : 'hide');
    if (!input.show) refuseHiding(actor, row);
    refuseStale(comment, input.version);
    await tx
      .updateTable('consultation_comment')
      .set({ moderation, hidden_reason: note, version: comment.version + 1 })
      .where('id', '=', commentId)
      .execute();
    const { name } = input.show
      ? ({ name: 'consultation.comment_shown' } as const)
      : ({ name: 'consultation.comment_hidden' } as const);
    await tell(tx, actor, id, name, at, { comment: commentId });
  });
}

/** The reply the comment stands under, made where there is none; where others come under it or leave it, it is a new version. */
async function replyOf(
  tx: Transaction,
  id: number,
  comment: CommentRow,
  of: 'the same' | 'others',
): Promise<number> {
  if (comment.reply_id !== null) {
    if (of === 'others') await raiseReply(tx, comment.reply_id);
    return comment.reply_id;
  }
  const { id: made } = await tx
    .insertInto('consultation_reply')
    .values({ consultation_id: id })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.updateTable('consultation_comment').set({ reply_id: made }).where('id', '=', comment.id).execute();
  return made;
}

async function raiseReply(tx: Transaction, reply: number): Promise<void> {
  await sql`update consultation_reply set version = version + 1 where id = ${reply}`.execute(tx);
}

/**
 * Says what becomes of a comment and of all that stand under the same reply. `version`: of the reply, 0 where there was none;
 * `comment`: of the comment as it was read; `show`: others read it from now on, too, where it waits to be checked. Throws
 * InvalidInput `outcome`, `reply`; Refusal.
 */
export async function replyToComment(
  services: Services,
  actor: Actor,
  id: number,
  commentId: number,
  input: {
    readonly outcome: string;
    readonly reply: string;
    readonly version: number;
    readonly comment: number;
    readonly show?: boolean;
  },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { row, comment } = await lockComment(tx, actor, id, commentId);
    const { outcome, body } = readReply(input);
    refuseSettled(row, comment, 'reply');
    const before = comment.reply_id === null ? null : await lockReply(tx, comment.reply_id);
    const shows = input.show === true && comment.moderation === 'waiting';
    const same = before?.outcome === outcome && before.body === body;
    if (same && !shows) return;
    refuseUnread(comment, input.comment);
    if (shows) await showWaiting(tx, actor, id, [commentId], at);
    if (same) return;
    refuseStale({ version: before?.version ?? 0 }, input.version);
    const reply = await replyOf(tx, id, comment, 'the same');
    await tx
      .updateTable('consultation_reply')
      .set({
        ...{ outcome, body, replied_by: accountOf(actor), replied_at: at },
        version: (before?.version ?? 0) + 1,
      })
      .where('id', '=', reply)
      .execute();
    const former = before?.outcome ? { outcomeBefore: before.outcome } : {};
    await tell(tx, actor, id, 'consultation.replied', at, { comment: commentId, outcome, ...former });
  });
}

async function lockReply(tx: Transaction, id: number) {
  return tx
    .selectFrom('consultation_reply')
    .select(['outcome', 'body', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Most comments put together at once. */
const mostTogether = 100;

/**
 * Puts these comments under the reply of one, so that they are answered together. One that has a reply of its own which
 * says something already is left where it is. Returns how many were put there. Throws InvalidInput `chung`, Refusal.
 */
export async function putTogether(
  services: Services,
  actor: Actor,
  id: number,
  commentId: number,
  others: readonly ReadComment[],
): Promise<number> {
  if (others.length === 0) throw noneChosen();
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const { row, comment } = await lockComment(tx, actor, id, commentId);
    refuseSettled(row, comment, 'reply');
    const free = await freeOf(tx, actor, id, comment, others.slice(0, mostTogether));
    if (free.length === 0) return 0;
    const reply = await replyOf(tx, id, comment, 'others');
    await tx.updateTable('consultation_comment').set({ reply_id: reply }).where('id', 'in', free).execute();
    await dropEmptyReplies(tx, id);
    await tell(tx, actor, id, 'consultation.grouped', at, { comment: commentId, comments: free.length });
    return free.length;
  });
}

function noneChosen(): InvalidInput {
  return new InvalidInput({
    chung: { vi: 'Hãy chọn ít nhất một ý kiến.', en: 'Choose at least one comment.' },
  });
}

/** Those of these comments that no reply was given to. Throws Refusal `conflict` where the words of one are others by now. */
async function freeOf(
  tx: Transaction,
  actor: Actor,
  id: number,
  { id: own, reply_id }: CommentRow,
  others: readonly ReadComment[],
): Promise<number[]> {
  const { rows } = await sql<ReadComment & { readonly read: number }>`
    select comment.id, comment.version, chosen.version as read from consultation_comment comment
      join unnest(${others.map((one) => one.id)}::bigint[], ${others.map(({ version }) => version)}::int[])
        as chosen (id, version) on chosen.id = comment.id
      left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
    where comment.consultation_id = ${id} and comment.state = 'sent' and comment.id <> ${own}
      and (comment.reply_id is null or comment.reply_id is distinct from ${reply_id}::bigint)
      and not exists (select 1 from consultation_reply r where r.id = comment.reply_id and r.outcome is not null)
      and (comment.part is null or ${partSeenBy(actor)})
    for update of comment`.execute(tx);
  for (const { version, read } of rows) refuseUnread({ version }, read);
  return [...new Set(rows.map((one) => one.id))];
}

/** Takes a comment from under the reply it shares with others; it waits for one of its own. Throws Refusal. */
export async function takeApart(
  services: Services,
  actor: Actor,
  id: number,
  commentId: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { row, comment } = await lockComment(tx, actor, id, commentId);
    refuseSettled(row, comment, 'reply');
    if (comment.reply_id === null) return;
    await tx
      .updateTable('consultation_comment')
      .set({ reply_id: null })
      .where('id', '=', commentId)
      .execute();
    await raiseReply(tx, comment.reply_id);
    await dropEmptyReplies(tx, id);
    await tell(tx, actor, id, 'consultation.ungrouped', at, { comment: commentId });
  });
}

/**
 * Puts a comment, as it was read, under a reply that was given to others already, as that was read. Again, nothing changes.
 * Throws Refusal.
 */
export async function joinReply(
  services: Services,
  actor: Actor,
  id: number,
  commentId: number,
  input: { readonly comment: number; readonly reply: ReadComment },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { row, comment } = await lockComment(tx, actor, id, commentId);
    refuseSettled(row, comment, 'reply');
    if (comment.reply_id === input.reply.id) return;
    refuseUnread(comment, input.comment);
    if (comment.reply_id !== null && (await lockReply(tx, comment.reply_id)).outcome !== null)
      throw new Refusal('wrong_state', {
        vi: 'Ý kiến này đã có câu trả lời riêng.',
        en: 'This comment has a reply of its own already.',
      });
    const other = await givenReply(tx, actor, id, input.reply.id);
    refuseStale(other, input.reply.version);
    await tx
      .updateTable('consultation_comment')
      .set({ reply_id: input.reply.id })
      .where('id', '=', commentId)
      .execute();
    await raiseReply(tx, input.reply.id);
    await dropEmptyReplies(tx, id);
    await tell(tx, actor, id, 'consultation.joined', at, { comment: commentId, answeredAs: other.comment });
  });
}

/** A reply that says something, with the first comment the actor sees under it. Throws Refusal `not_found`. */
async function givenReply(
  tx: Transaction,
  actor: Actor,
  id: number,
  reply: number,
): Promise<{ readonly version: number; readonly comment: number }> {
  const { rows } = await sql<{ version: number; comment: number }>`
    select r.version, comment.id as comment from consultation_reply r
      join consultation_comment comment on comment.reply_id = r.id
      left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
    where r.id = ${reply} and r.consultation_id = ${id} and r.outcome is not null
      and (comment.part is null or ${partSeenBy(actor)})
    order by comment.id limit 1 for update of r`.execute(tx);
  const [found] = rows;
  if (!found) throw notFound();
  return found;
}
