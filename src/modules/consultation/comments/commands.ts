import { sql } from 'kysely';
import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { openTo, partSeenBy, readersOfParts, speaksFor } from '../policy.ts';
import { audienceOf, type ConsultationRow, lockRow, refuseStale, refuseUnlessOpen, tell } from '../store.ts';
import { draftMost, draftsMost, firstModeration, mostADay, noWords } from './comment.ts';
import { type CommentInput, noSuchPart, readComment, type TypedComment } from './inputs.ts';
import { speakingFor } from './queries.ts';
import { type Before, refuseSentBefore } from './sent-before.ts';

const day = 86_400_000;

/** A consultation open to the person, held against its end. Throws Refusal `not_found`, `wrong_state`. */
async function holdOpen(
  tx: Transaction,
  actor: AccountActor,
  id: number,
  at: Date,
): Promise<ConsultationRow> {
  const row = await lockRow(tx, id);
  const { rows } = await sql`select 1 from consultation where id = ${id} and ${openTo(actor)}`.execute(tx);
  if (rows.length === 0) throw notFound();
  refuseUnlessOpen(row, at);
  return row;
}

async function hasPart(tx: Transaction, id: number, position: number): Promise<boolean> {
  const { rows } = await sql`select 1 from consultation_part part
    where part.consultation_id = ${id} and part.position = ${position} and ${partSeenBy(readersOfParts)}`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Throws InvalidInput `part`. */
async function partIn(tx: Transaction, id: number, position: number): Promise<number | null> {
  if (position === 0) return null;
  if (!(await hasPart(tx, id, position))) throw noSuchPart();
  return position;
}

/** Throws InvalidInput `as` where the person does not speak for the organisation. */
async function speakerOf(tx: Transaction, actor: AccountActor, id: number, typed: string) {
  const account = await tx
    .selectFrom('account')
    .select(['name', 'illustrative'])
    .where('id', '=', actor.id)
    // the comments of one person are counted in turn
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (typed === '')
    return { author_name: account.name, organisation_id: null, author_organisation: null, ...account };
  const organisation = (await speakingFor(tx, actor, id)).find((one) => String(one.id) === typed);
  if (!organisation)
    throw new InvalidInput({
      as: {
        vi: 'Bạn không góp ý thay cho tổ chức này được; hãy chọn lại.',
        en: 'You do not speak for this organisation; choose again.',
      },
    });
  return {
    ...{ author_name: account.name, organisation_id: organisation.id },
    ...{ author_organisation: organisation.name, ...account },
  };
}

/**
 * Sends a comment while the window is open. Returns its id; the same form sent twice is one comment. Throws SentBefore where
 * the form was sent with other words, or the same words by another form; InvalidInput by field; Refusal `not_found`,
 * `wrong_state`, `too_many`.
 */
export async function sendComment(
  services: Services,
  actor: AccountActor,
  id: number,
  input: TypedComment & { readonly key: string },
): Promise<number> {
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    // that it is over is said before what is missing
    const row = await holdOpen(tx, actor, id, at);
    const read = readComment(input);
    const { name: _name, illustrative, ...speaker } = await speakerOf(tx, actor, id, input.as);
    const before = await sentBefore(tx, actor, id, { ...read, ...speaker, key: input.key });
    if (before) return before;
    await refuseMany(tx, actor, at);
    const comment = await tx
      .insertInto('consultation_comment')
      .values({
        ...{ consultation_id: id, part: await partIn(tx, id, read.part), kind: read.kind, body: read.body },
        ...{ proposed: read.proposed, author_id: actor.id, ...speaker, form_key: input.key },
        ...{ moderation: firstModeration(audienceOf(row)), illustrative, sent_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await dropDraft(tx, actor, id, read.part);
    await tell(tx, actor, id, 'consultation.commented', at, { comment: comment.id });
    return comment.id;
  });
}

/** The comment that this form sent already. Throws SentBefore; Refusal `not_found` for the form of somebody else. */
async function sentBefore(
  tx: Transaction,
  actor: AccountActor,
  id: number,
  now: CommentInput & { readonly organisation_id: number | null; readonly key: string },
): Promise<number | null> {
  const { rows } = await sql<
    Before & { consultation_id: number; author_id: number; form_key: string }
  >`select id, consultation_id, author_id, form_key, coalesce(part, 0) as part, kind, body, proposed, organisation_id, state
    from consultation_comment comment
    where form_key = ${now.key} or (author_id = ${actor.id} and consultation_id = ${id} and state = 'sent'
      and coalesce(part, 0) = ${now.part} and body = ${now.body} and proposed is not distinct from ${now.proposed}
      and organisation_id is not distinct from ${now.organisation_id})
    order by form_key = ${now.key} desc, id limit 1`.execute(tx);
  const [before] = rows;
  if (!before) return null;
  if (before.author_id !== actor.id || before.consultation_id !== id) throw notFound();
  return refuseSentBefore(before, now, before.form_key === now.key);
}

async function refuseMany(tx: Transaction, actor: AccountActor, at: Date): Promise<void> {
  const recent = await tx
    .selectFrom('consultation_comment')
    .select('sent_at')
    .where('author_id', '=', actor.id)
    .where('sent_at', '>', new Date(at.getTime() - day))
    .orderBy('id', 'desc')
    .limit(mostADay)
    .execute();
  const first = recent.at(-1);
  if (recent.length < mostADay || !first) return;
  throw new Refusal(
    'too_many',
    {
      vi: `Mỗi người gửi được ${mostADay} ý kiến trong một ngày. Nội dung bạn viết vẫn còn trong ô; hãy gửi lại vào ngày mai.`,
      en: `A person may send ${mostADay} comments within a day. What you wrote is still in the box; send it tomorrow.`,
    },
    Math.max(1, Math.ceil((first.sent_at.getTime() + day - at.getTime()) / 1000)),
  );
}

/**
 * A comment that is the person's to change: written for themselves, or for an organisation they speak for today, whoever
 * of it wrote it. Throws Refusal.
 */
async function lockOwn(tx: Transaction, actor: AccountActor, id: number, commentId: number) {
  const row = await tx
    .selectFrom('consultation_comment')
    .selectAll()
    .where('id', '=', commentId)
    .where('consultation_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const wrote = row?.author_id === actor.id;
  if (!row || (row.organisation_id === null && !wrote)) throw notFound();
  if (row.organisation_id === null || speaksFor(actor, row.organisation_id)) return row;
  if (!wrote) throw notFound();
  throw new Refusal('forbidden', {
    vi: 'Bạn không còn góp ý thay cho tổ chức này; người khác của tổ chức sửa hoặc rút ý kiến này được.',
    en: 'You no longer speak for this organisation; others of it may change or withdraw this comment.',
  });
}

/**
 * Changes a comment of one's own or one's organisation while the window is open: others read it again once an officer has,
 * and it leaves the reply that was given to its former words. Who changed it last is its author. Throws InvalidInput, Refusal.
 */
export async function changeComment(
  services: Services,
  actor: AccountActor,
  id: number,
  commentId: number,
  input: Omit<TypedComment, 'as'> & {
    readonly version: number;
    /** Typed in the form of a new one, whose draft goes. */
    readonly typedAnew?: boolean;
  },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await holdOpen(tx, actor, id, at);
    const read = readComment(input);
    if (input.typedAnew) await dropDraft(tx, actor, id, read.part);
    const comment = await lockOwn(tx, actor, id, commentId);
    refuseWithdrawn(comment.state);
    const part = await partIn(tx, id, read.part);
    const same =
      comment.part === part &&
      comment.kind === read.kind &&
      comment.body === read.body &&
      comment.proposed === read.proposed;
    if (same) return;
    refuseStale(comment, input.version);
    await tx
      .updateTable('consultation_comment')
      .set({
        ...{ part, kind: read.kind, body: read.body, proposed: read.proposed, changed_at: at },
        ...{ moderation: firstModeration(audienceOf(row)), hidden_reason: null, reply_id: null },
        ...(comment.author_id !== actor.id && { author_id: actor.id, author_name: actor.name }),
        version: comment.version + 1,
      })
      .where('id', '=', commentId)
      .execute();
    await dropEmptyReplies(tx, id);
    await tell(tx, actor, id, 'consultation.comment_changed', at, { comment: commentId });
  });
}

function refuseWithdrawn(state: string): void {
  if (state === 'sent') return;
  throw new Refusal('wrong_state', {
    vi: 'Ý kiến này đã được rút.',
    en: 'This comment was withdrawn.',
  });
}

/**
 * Takes a comment of one's own or one's organisation back while the window is open: its words are kept no longer, only that
 * there was one. Again, nothing changes. Throws Refusal.
 */
export async function withdrawComment(
  services: Services,
  actor: AccountActor,
  id: number,
  commentId: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await lockRow(tx, id);
    const comment = await lockOwn(tx, actor, id, commentId);
    if (comment.state === 'withdrawn') return;
    await holdOpen(tx, actor, id, at);
    await tx
      .updateTable('consultation_comment')
      .set({
        ...{ state: 'withdrawn', body: noWords, proposed: null, reply_id: null },
        hidden_reason: comment.hidden_reason === null ? null : noWords,
        version: comment.version + 1,
      })
      .where('id', '=', commentId)
      .execute();
    await dropEmptyReplies(tx, id);
    await tell(tx, actor, id, 'consultation.comment_withdrawn', at, { comment: commentId });
  });
}

/** Replies that no comment has any longer. */
export async function dropEmptyReplies(tx: Transaction, id: number): Promise<void> {
  await sql`delete from consultation_reply reply where reply.consultation_id = ${id}
    and not exists (select 1 from consultation_comment comment where comment.reply_id = reply.id)`.execute(
    tx,
  );
}

/** A comment typed and not sent. */
export type CommentDraft = Omit<TypedComment, 'as'>;

/** Keeps what was typed, for each part by itself. Returns when. Throws Refusal `not_found`, `wrong_state`, `too_large`. */
export async function keepDraft(
  services: Services,
  actor: AccountActor,
  id: number,
  { part, kind, body, proposed }: CommentDraft,
): Promise<Date> {
  if (body.length + proposed.length > draftMost)
    throw new Refusal('too_large', {
      vi: 'Nội dung quá dài để tự lưu; hãy viết gọn lại.',
      en: 'This is too long to be kept; please shorten it.',
    });
  const saved_at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await holdOpen(tx, actor, id, saved_at);
    const position = /^\d{1,6}$/.test(part) ? Number(part) : -1;
    if (position !== 0 && !(await hasPart(tx, id, position))) throw notFound();
    const typed = { kind: kind.slice(0, 20), body, proposed, saved_at };
    await tx
      .insertInto('consultation_comment_draft')
      .values({ account_id: actor.id, consultation_id: id, part: String(position), ...typed })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'consultation_id', 'part']).doUpdateSet(typed),
      )
      .execute();
    await sql`delete from consultation_comment_draft
      where account_id = ${actor.id} and consultation_id = ${id} and part not in (
        select part from consultation_comment_draft where account_id = ${actor.id} and consultation_id = ${id}
        order by saved_at desc, part limit ${draftsMost})`.execute(tx);
  });
  return saved_at;
}

/** What the person typed and has not sent, the latest first. One statement. */
export async function draftsOf(
  { db }: Services,
  actor: AccountActor,
  id: number,
): Promise<readonly CommentDraft[]> {
  return db
    .selectFrom('consultation_comment_draft')
    .select(['part', 'kind', 'body', 'proposed'])
    .where('account_id', '=', actor.id)
    .where('consultation_id', '=', id)
    .orderBy('saved_at', 'desc')
    .orderBy('part')
    .execute();
}

async function dropDraft(
  tx: Transaction,
  { id }: AccountActor,
  consultationId: number,
  part: number,
): Promise<void> {
  await sql`delete from consultation_comment_draft
    where account_id = ${id} and consultation_id = ${consultationId} and part = ${String(part)}`.execute(tx);
}
