import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import type { CommentKind, Outcome } from '../comments/comment.ts';
import { toBeAnswered } from '../comments/queries.ts';
import { partSeenBy, readersOfParts } from '../policy.ts';

/** A comment as the summary tells of it. */
export interface SummedComment {
  readonly id: number;
  readonly part: number;
  readonly partName: string | null;
  readonly kind: CommentKind;
  readonly body: string;
  readonly proposed: string | null;
  readonly author: string;
  readonly organisation: string | null;
  readonly replyId: number | null;
  readonly outcome: Outcome | null;
  readonly reply: string | null;
}

/** Comments sent, on parts that may be shown to everybody. */
const counted: RawBuilder<unknown> = sql`from consultation_comment comment
  left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
  left join consultation_reply reply on reply.id = comment.reply_id`;

const seen = (id: number) => sql`comment.consultation_id = ${id} and comment.state = 'sent'
  and (comment.part is null or ${partSeenBy(readersOfParts)})`;

/** All comments the summary prints: what was not to be shown is counted and not printed. One statement. */
async function summedComments(db: Querying, id: number): Promise<readonly SummedComment[]> {
  const { rows } = await sql<SummedComment>`
    select comment.id, coalesce(comment.part, 0) as part,
      case when part.label is not null then part.label || '. ' || part.title else part.title end as "partName",
      comment.kind, comment.body, comment.proposed,
      comment.author_name as author, comment.author_organisation as organisation,
      reply.id as "replyId", reply.outcome, reply.body as reply
    ${counted} where ${seen(id)} and comment.moderation = 'shown'
    order by comment.part nulls first, comment.id`.execute(db);
  return rows;
}

const summaryCountsShape = z.object({
  asked: z.number(),
  /** Of those asked. */
  answered: z.number(),
  comments: z.number(),
  byOrganisations: z.number(),
  byPeople: z.number(),
  agree: z.number(),
  disagree: z.number(),
  suggest: z.number(),
  accepted: z.number(),
  partly: z.number(),
  declined: z.number(),
  hidden: z.number(),
  /** Shown to nobody and hidden from nobody: they wait to be checked. */
  unchecked: z.number(),
  /** Shown, not merely agreeing, and without a reply. */
  unanswered: z.number(),
});
export type SummaryCounts = Readonly<z.output<typeof summaryCountsShape>>;

/** One statement. */
export async function summaryCounts(db: Querying, id: number): Promise<SummaryCounts> {
  const count = (when: RawBuilder<unknown>) => sql`(count(*) filter (where ${when}))::int`;
  // what is not printed is not counted among what was answered: each figure is that of the rows below it
  const outcome = (one: Outcome) => count(sql`moderation = 'shown' and outcome = ${one}`);
  const kind = (one: CommentKind) => count(sql`kind = ${one}`);
  const { rows } = await sql<SummaryCounts>`
    with own as (select comment.*, reply.outcome, ${toBeAnswered} as to_be_answered ${counted} where ${seen(id)})
    select
      (select count(*)::int from consultation_asked where consultation_id = ${id}) as asked,
      (select count(*)::int from consultation_asked asked where asked.consultation_id = ${id} and exists (
        select 1 from own where own.organisation_id = asked.organisation_id or own.author_id = asked.account_id)) as answered,
      count(*)::int as comments,
      count(distinct organisation_id)::int as "byOrganisations",
      (count(distinct author_id) filter (where organisation_id is null))::int as "byPeople",
      ${kind('agree')} as agree, ${kind('disagree')} as disagree, ${kind('suggest')} as suggest,
      ${outcome('accepted')} as accepted, ${outcome('partly')} as partly, ${outcome('declined')} as declined,
      ${count(sql`moderation = 'hidden'`)} as hidden, ${count(sql`moderation = 'waiting'`)} as unchecked,
      ${count(sql`moderation = 'shown' and to_be_answered and outcome is null`)} as unanswered
    from own`.execute(db);
  const [found] = rows;
  if (!found) throw new Error('an aggregate without a row');
  return found;
}

/** What is kept of a summary when it is published. */
const publishedSummary = z.object({ counts: summaryCountsShape, printed: z.array(z.number()) });
export type PublishedSummary = z.output<typeof publishedSummary>;

/** What the summary is written from. */
export interface SummaryContent {
  /** The head as it was saved. */
  readonly head: unknown;
  readonly counts: SummaryCounts;
  readonly comments: readonly SummedComment[];
  /** Printed when it was published, and not to be shown any more. */
  readonly takenOut: number;
}

/**
 * A published summary counts what it counted when it was signed and prints what it printed then, but for what may not be
 * shown any more; before that, all of it is as it stands. Three statements.
 */
export async function summaryContent(db: Querying, id: number): Promise<SummaryContent> {
  const row = await db
    .selectFrom('consultation')
    .select(['summary as head', 'published_summary'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const comments = await summedComments(db, id);
  const published = publishedSummary.safeParse(row.published_summary).data;
  if (!published) return { head: row.head, counts: await summaryCounts(db, id), comments, takenOut: 0 };
  const printed = new Set(published.printed);
  const left = comments.filter(({ id: comment }) => printed.has(comment));
  return {
    head: row.head,
    counts: published.counts,
    comments: left,
    takenOut: published.printed.length - left.length,
  };
}
