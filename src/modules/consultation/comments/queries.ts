import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AccountActor, Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { organisationsSpokenFor, partSeenBy, readersOfParts } from '../policy.ts';
import { patternsOf } from '../word-patterns.ts';
import {
  type Comment,
  type CommentKind,
  commentKinds,
  moderations,
  outcomes,
  type ShownComment,
} from './comment.ts';

/** An organisation the person may comment for. */
export interface Speaking {
  readonly id: number;
  readonly name: string;
  /** This consultation asks it. */
  readonly asked: boolean;
}

/** Agencies whose officer one is, and organisations one writes for as an owner or editor. One statement. */
export async function speakingFor(db: Querying, actor: AccountActor, id: number): Promise<Speaking[]> {
  const ids = organisationsSpokenFor(actor);
  if (ids.length === 0) return [];
  const { rows } = await sql<Speaking>`select id, name, exists (select 1 from consultation_asked asked
      where asked.consultation_id = ${id} and asked.organisation_id = organisation.id) as asked
    from organisation
    where id = any(${[...ids]}::bigint[]) and kind <> 'individual' order by name collate vi, id`.execute(db);
  return rows;
}

const reply = z
  .object({
    id: z.number(),
    outcome: z.enum(outcomes).nullable(),
    body: z.string(),
    version: z.number(),
    comments: z.number(),
  })
  .nullable();

const row = z.object({
  id: z.number(),
  part: z.number(),
  partName: z.string().nullable(),
  kind: z.enum(commentKinds),
  body: z.string(),
  proposed: z.string().nullable(),
  author: z.object({ id: z.number(), name: z.string(), organisation: z.string().nullable() }),
  organisationId: z.number().nullable(),
  state: z.enum(['sent', 'withdrawn']),
  moderation: z.enum(moderations),
  hiddenReason: z.string().nullable(),
  reply,
  illustrative: z.boolean(),
  version: z.number(),
  sentAt: z.date(),
  changedAt: z.date().nullable(),
});

/** Condition: the comment is on the whole draft, or on a part the reader may see. */
const onPartSeenBy = (reader: Actor) => sql<boolean>`(comment.part is null or ${partSeenBy(reader)})`;

const columns = (reader: Actor) => sql`comment.id, coalesce(comment.part, 0) as part,
  case when ${onPartSeenBy(reader)} then coalesce(part.label, part.title) end as "partName",
  comment.kind, comment.body, comment.proposed,
  json_build_object('id', comment.author_id, 'name', comment.author_name, 'organisation', comment.author_organisation) as author,
  comment.organisation_id as "organisationId", comment.state, comment.moderation, comment.hidden_reason as "hiddenReason",
  (select json_build_object('id', r.id, 'outcome', r.outcome, 'body', r.body, 'version', r.version,
     'comments', (select count(*)::int from consultation_comment same where same.reply_id = r.id))
   from consultation_reply r where r.id = comment.reply_id and ${onPartSeenBy(reader)}) as reply,
  comment.illustrative, comment.version, comment.sent_at as "sentAt", comment.changed_at as "changedAt"`;

const from = sql`from consultation_comment comment
  left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part`;

async function read(db: Querying, reader: Actor, rest: RawBuilder<unknown>): Promise<Comment[]> {
  const { rows } = await sql`select ${columns(reader)} ${from} ${rest}`.execute(db);
  return rows.map((found) => row.parse(found));
}

export const ownPerPage = 20;

/** Condition: written by the person, or for an organisation the person speaks for. */
const ownOf = (actor: AccountActor, id: number) => sql<boolean>`(comment.consultation_id = ${id}
  and (comment.author_id = ${actor.id} or comment.organisation_id = any(${[...organisationsSpokenFor(actor)]}::bigint[])))`;

/** One's own comments and those of one's organisations, the newest first. Two statements. */
export async function ownComments(
  db: Querying,
  actor: AccountActor,
  id: number,
  page: number,
): Promise<{ readonly rows: readonly Comment[]; readonly total: number }> {
  const own = ownOf(actor, id);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from consultation_comment comment where ${own}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: await read(
      db,
      readersOfParts,
      sql`where ${own} order by comment.id desc limit ${ownPerPage} offset ${(page - 1) * ownPerPage}`,
    ),
  };
}

/** Throws Refusal `not_found`. */
export async function findOwnComment(
  db: Querying,
  actor: AccountActor,
  id: number,
  commentId: number,
): Promise<Comment> {
  const [comment] = Number.isSafeInteger(commentId)
    ? await read(db, readersOfParts, sql`where ${ownOf(actor, id)} and comment.id = ${commentId}`)
    : [];
  if (!comment) throw notFound();
  return comment;
}

/** A comment as officers read it. Throws Refusal `not_found`. */
export async function findComment(
  db: Querying,
  actor: Actor,
  id: number,
  commentId: number,
): Promise<Comment> {
  const [comment] = Number.isSafeInteger(commentId)
    ? await read(
        db,
        actor,
        sql`where comment.consultation_id = ${id} and comment.id = ${commentId} and ${onPartSeenBy(actor)}`,
      )
    : [];
  if (!comment) throw notFound();
  return comment;
}

export const commentsPerPage = 20;

export const listedComments = ['open', 'moderate', 'answered', 'hidden', 'withdrawn', 'all'] as const;
/** `open`: to be answered, which those that merely agree and those not shown need not; `moderate`: nobody has read it yet. */
export type ListedComments = (typeof listedComments)[number];

export interface CommentFilters {
  readonly text: string;
  readonly state: ListedComments;
  /** None: every part; 0: the whole draft. */
  readonly parts: readonly number[];
  readonly kinds: readonly CommentKind[];
  readonly page: number;
}

/** Condition: `needsReply` of comment.ts. */
export const toBeAnswered = sql<boolean>`(comment.kind <> 'agree' or comment.proposed is not null)`;

const answered = sql<boolean>`exists (select 1 from consultation_reply r where r.id = comment.reply_id and r.outcome is not null)`;

const states: Readonly<Record<ListedComments, RawBuilder<unknown>>> = {
  open: sql`comment.state = 'sent' and ${toBeAnswered} and comment.moderation <> 'hidden' and not ${answered}`,
  moderate: sql`comment.state = 'sent' and comment.moderation = 'waiting'`,
  answered: sql`comment.state = 'sent' and ${answered}`,
  hidden: sql`comment.state = 'sent' and comment.moderation = 'hidden'`,
  withdrawn: sql`comment.state = 'withdrawn'`,
  all: sql`true`,
};

/** In every state; parts are found by their code or name too. */
function wanted(
  actor: Actor,
  id: number,
  filters: Omit<CommentFilters, 'state' | 'page'>,
): RawBuilder<boolean> {
  const patterns = patternsOf(filters.text);
  return sql<boolean>`(comment.consultation_id = ${id} and ${onPartSeenBy(actor)}
    and (${patterns.length === 0} or comment.state = 'sent' and (comment.words like all (${patterns}::text[])
      or vn_norm(comment.author_name || ' ' || coalesce(comment.author_organisation, '')) like all (${patterns}::text[])
      or vn_norm(coalesce(part.label, '') || ' ' || part.title) like all (${patterns}::text[])))
    and (${filters.parts.length === 0} or coalesce(comment.part, 0) = any(${[...filters.parts]}::int[]))
    and (${filters.kinds.length === 0} or comment.kind = any(${[...filters.kinds]}::text[])))`;
}

/** How many comments each state has of what is asked for. */
export type StateCounts = Readonly<Record<ListedComments, number>>;

/** Comments officers read, by part, those alike beside each other. Two statements. */
export async function listComments(
  db: Querying,
  actor: Actor,
  id: number,
  filters: CommentFilters,
): Promise<{ readonly rows: readonly Comment[]; readonly counts: StateCounts }> {
  const where = sql`where ${wanted(actor, id, filters)}`;
  const counted = listedComments.map(
    (state) => sql`(count(*) filter (where ${states[state]}))::int as ${sql.ref(state)}`,
  );
  const { rows } = await sql<StateCounts>`select ${sql.join(counted)} ${from} ${where}`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('an aggregate without a row');
  return {
    counts,
    rows: await read(
      db,
      actor,
      sql`${where} and ${states[filters.state]} order by comment.part nulls first, comment.reply_id nulls last, comment.id
        limit ${commentsPerPage} offset ${(filters.page - 1) * commentsPerPage}`,
    ),
  };
}

/** The comment that comes after one in the list of what is asked for; from its end the first. Null: no other. One statement. */
export async function nextComment(
  db: Querying,
  actor: Actor,
  id: number,
  filters: Omit<CommentFilters, 'page'>,
  after: Pick<Comment, 'id' | 'part'>,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select comment.id ${from}
    where ${wanted(actor, id, filters)} and ${states[filters.state]} and comment.id <> ${after.id}
    order by (coalesce(comment.part, 0), comment.id) < (${after.part}::int, ${after.id}::bigint),
      coalesce(comment.part, 0), comment.id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Those of these comments that were sent and not withdrawn. One statement. */
export async function findComments(
  db: Querying,
  actor: Actor,
  id: number,
  ids: readonly number[],
): Promise<readonly Comment[]> {
  if (ids.length === 0) return [];
  return read(
    db,
    actor,
    sql`where comment.consultation_id = ${id} and comment.id = any(${[...ids]}::bigint[]) and comment.state = 'sent'
      and ${onPartSeenBy(actor)} order by comment.id`,
  );
}

/** What waits for officers. */
export interface WaitingComments {
  readonly moderate: number;
  readonly open: number;
}

/** Of each of these consultations that has any. One statement. */
export async function waitingComments(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlyMap<number, WaitingComments>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<WaitingComments & { id: number }>`
    select comment.consultation_id as id, (count(*) filter (where ${states.moderate}))::int as moderate,
      (count(*) filter (where ${states.open}))::int as open ${from}
      join consultation on consultation.id = comment.consultation_id and consultation.state = 'announced'
    where comment.consultation_id = any(${[...ids]}::bigint[]) and comment.state = 'sent' and ${onPartSeenBy(actor)}
    group by 1`.execute(db);
  return new Map(rows.map(({ id, moderate, open }) => [id, { moderate, open }]));
}

/** Bodies less alike than this are not proposed. */
const leastLikeness = 0.3;
/** Comments compared with one. */
const mostCompared = 1_000;
/** Characters compared: what is alike is so from its beginning. */
const compared = 300;

/** Comments much like one, in the same part or anywhere; those that have its reply already first. Two statements. */
export async function likeComments(
  db: Querying,
  actor: Actor,
  id: number,
  comment: Comment,
): Promise<readonly Comment[]> {
  const { rows } = await sql<{ id: number }>`
    with known as (
      select comment.id, comment.reply_id, left(comment.words, ${compared}) as words ${from}
      where comment.consultation_id = ${id} and comment.state = 'sent' and comment.id <> ${comment.id}
        and ${onPartSeenBy(actor)}
      order by (comment.part is not distinct from nullif(${comment.part}::int, 0)) desc, comment.id desc limit ${mostCompared}
    ), judged as (
      select known.id, coalesce(known.reply_id = ${comment.reply?.id ?? null}::bigint, false) as together,
        similarity(known.words, left(own.words, ${compared})) as likeness
      from known join consultation_comment own on own.id = ${comment.id}
    )
    select id from judged where together or likeness >= ${leastLikeness}
    order by together desc, likeness desc, id limit 30`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map((found) => found.id);
  const found = await read(db, actor, sql`where comment.id = any(${ids}::bigint[])`);
  return ids.flatMap((one) => found.filter((other) => other.id === one));
}

export interface CommentCounts {
  readonly sent: number;
  readonly moderate: number;
  readonly open: number;
  /** By position; 0: the whole draft. */
  readonly byPart: Readonly<Record<string, number>>;
}

/** Of what was sent and not withdrawn. One statement. */
export async function commentCounts(db: Querying, actor: Actor, id: number): Promise<CommentCounts> {
  const { rows } = await sql<CommentCounts>`
    with own as (select comment.part, comment.moderation, ${toBeAnswered} and not ${answered} as unanswered ${from}
      where comment.consultation_id = ${id} and comment.state = 'sent' and ${onPartSeenBy(actor)})
    select (select count(*)::int from own) as sent,
      (select count(*)::int from own where moderation = 'waiting') as moderate,
      (select count(*)::int from own where unanswered and moderation <> 'hidden') as open,
      (select coalesce(json_object_agg(part, times), '{}') from
        (select coalesce(part, 0) as part, count(*)::int as times from own group by 1) counted) as "byPart"`.execute(
    db,
  );
  return rows[0] ?? { sent: 0, moderate: 0, open: 0, byPart: {} };
}

export const shownPerPage = 20;

const shown = sql`comment.state = 'sent' and comment.moderation = 'shown'`;

/**
 * Comments beside a part as others read them: those moderated, with the name where names are shown, and the reply once the
 * summary is published. One statement.
 */
export async function shownComments(
  db: Querying,
  id: number,
  part: number,
  page: number,
): Promise<{ readonly rows: readonly ShownComment[]; readonly total: number }> {
  const { rows } = await sql<ShownComment & { total: number }>`
    select comment.id, coalesce(comment.part, 0) as part, comment.kind, comment.body, comment.proposed,
      case when consultation.audience = 'internal' or consultation.names_shown
        then json_build_object('name', comment.author_name, 'organisation', comment.author_organisation) end as by,
      comment.organisation_id is not null as "forOrganisation", comment.sent_at as "sentAt", comment.illustrative,
      case when consultation.state = 'published' then (select json_build_object('outcome', r.outcome, 'body', r.body)
        from consultation_reply r where r.id = comment.reply_id and r.outcome is not null) end as reply,
      count(*) over ()::int as total
    ${from} join consultation on consultation.id = comment.consultation_id
    where comment.consultation_id = ${id} and coalesce(comment.part, 0) = ${part} and ${shown}
      and ${onPartSeenBy(readersOfParts)}
    order by comment.id limit ${shownPerPage} offset ${(page - 1) * shownPerPage}`.execute(db);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...comment }) => comment) };
}

/** How many comments others read beside each part; 0: the whole draft. One statement. */
export async function shownCounts(db: Querying, id: number): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ part: number; times: number }>`
    select coalesce(comment.part, 0) as part, count(*)::int as times ${from}
    where comment.consultation_id = ${id} and ${shown} and ${onPartSeenBy(readersOfParts)}
    group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ part, times }) => [part, times]));
}
