import { sql } from 'kysely';
import { type AccountActor, type Actor, visitor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import type { FollowTarget } from '../../../ui/follow-links.tsx';
import { consentVersion, countAsked, newToken, readEmail, tokenHash } from '../../directory/index.ts';
import { type Followable, findFollowable, keepFollowed } from './followed.ts';
import { accountOfMailbox, followerOf, followerOfMailbox, mailManners, whichManner } from './followers.ts';
import { confirmLetter } from './letters.ts';
import { heirOf } from './queries.ts';
import { confirmsNothing } from './spent.ts';

/** Things one follower may follow; more is a program's doing. */
export const mostFollowed = 500;
/** Days for which the letter that asks can be answered. */
const confirmDays = 7;
/** Letters that ask one address within an hour; more are asked for in vain, with the same answer. */
const lettersEach = 3;

/** Follows for an account; the same again changes nothing. Throws Refusal `not_found`, `too_many`. */
export async function followAs(
  services: Services,
  actor: AccountActor,
  target: FollowTarget,
): Promise<Followable> {
  return services.db.transaction().execute(async (tx) => {
    const thing = await requireFollowable(tx, target);
    const followedId = await keepFollowed(tx, thing, services.clock());
    const followerId = await followerOfMailbox(tx, actor.id, actor.email, services.clock());
    await begin(tx, services, actor, { followerId, followedId, kind: thing.kind });
    return thing;
  });
}

export interface AskInput {
  readonly target: FollowTarget;
  readonly email: string;
  readonly manner: string;
  readonly consent: boolean;
  readonly language: Language;
  /** Of the network. */
  readonly address: string;
}

/**
 * Sends a letter that asks whoever reads the address whether they want to follow. Nothing is looked up about the address, so
 * the answer is the same for every one. Throws InvalidInput by field, Refusal `not_found`, `too_many`.
 */
export async function askToFollow(services: Services, input: AskInput): Promise<void> {
  const email = readEmail(input.email);
  const manner = mailManners.find((one) => one === input.manner);
  if (email === null || !manner || !input.consent)
    throw new InvalidInput({
      ...(email === null && { email: whichAddress }),
      ...(!manner && { manner: whichManner }),
      ...(!input.consent && { consent: whyConsent }),
    });
  const at = services.clock();
  await requireFollowable(services.db, input.target);
  await countAsked(services.db, 'follow', input.address, at);
  await services.db.transaction().execute(async (tx) => {
    const thing = await requireFollowable(tx, input.target);
    const followedId = await keepFollowed(tx, thing, at);
    if (!(await mayWrite(tx, email, at))) return;
    const token = newToken();
    await tx
      .insertInto('follow_request')
      .values({
        ...{ address: email, language: input.language, manner, followed_id: followedId },
        ...{ token_hash: tokenHash(token), asked_at: at, consent: consentVersion },
        expires_at: new Date(at.getTime() + confirmDays * 86_400_000),
      })
      .execute();
    const letter = confirmLetter(services, input.language, labelForStrangers(thing));
    await queueLetter(tx, letter, [{ accountId: null, address: email }], { topic: null, at, secret: token });
  });
}

/** Words that anybody may type into a search box are never sent to an address somebody else typed. */
function labelForStrangers({ kind, label }: Followable): Text {
  if (kind !== 'search') return label;
  return { vi: 'một tìm kiếm trong danh mục', en: 'a search of the catalogue' };
}

/** Two requests at once count in turn. */
async function mayWrite(tx: Transaction, email: string, at: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`follow ${email}`}, 0))`.execute(tx);
  const { asked } = await tx
    .selectFrom('follow_request')
    .select((row) => row.fn.countAll<number>().as('asked'))
    .where('address', '=', email)
    .where('asked_at', '>', new Date(at.getTime() - 3_600_000))
    .executeTakeFirstOrThrow();
  return Number(asked) < lettersEach;
}

export interface AskedFollow {
  readonly label: Text;
}

const tokenShape = /^[\w-]{43}$/;

/** What a letter asks to confirm. Throws SpentLink for a token that opens nothing any longer. */
export async function findRequest({ db, clock }: Services, token: string): Promise<AskedFollow> {
  const row = tokenShape.test(token)
    ? await db
        .selectFrom('follow_request as r')
        .innerJoin('followed as f', 'f.id', 'r.followed_id')
        .select(['f.label', 'f.label_en'])
        .where('r.token_hash', '=', tokenHash(token))
        .where('r.expires_at', '>', clock())
        .executeTakeFirst()
    : undefined;
  if (!row) throw confirmsNothing();
  return { label: { vi: row.label, en: row.label_en } };
}

export interface ConfirmedFollow extends AskedFollow {
  /** The account that follows, by its own wish for letters; null for an address without one. */
  readonly accountId: number | null;
}

/**
 * Whoever reads the address wants to follow: for its account, where there is one. The same again changes nothing. Throws Refusal
 * SpentLink as `findRequest`, `too_many`.
 */
export async function confirmFollow(services: Services, token: string): Promise<ConfirmedFollow> {
  const asked = await findRequest(services, token);
  const at = services.clock();
  const accountId = await services.db.transaction().execute(async (tx) => {
    const request = await tx
      .selectFrom('follow_request as r')
      .innerJoin('followed as f', 'f.id', 'r.followed_id')
      .select(['r.id', 'r.address', 'r.language', 'r.manner', 'r.confirmed_at', 'r.followed_id', 'f.kind'])
      .select('r.consent')
      .where('r.token_hash', '=', tokenHash(token))
      .forUpdate('r')
      .executeTakeFirst();
    if (!request) throw confirmsNothing();
    const account = await accountOfMailbox(tx, request.address);
    if (request.confirmed_at !== null) return account;
    await tx.updateTable('follow_request').set({ confirmed_at: at }).where('id', '=', request.id).execute();
    const followerId =
      account === null
        ? await followerOf(tx, services, request, at)
        : await followerOfMailbox(tx, account, request.address, at);
    const { followed_id: followedId, kind } = request;
    await begin(tx, services, visitor, { followerId, followedId, kind });
    return account;
  });
  return { ...asked, accountId };
}

/** Ends some of what is followed, or all; again, nothing changes. */
export async function stopFollows(
  services: Services,
  actor: Actor,
  followerId: number,
  follows: readonly number[] | 'all',
): Promise<number> {
  return services.db
    .transaction()
    .execute((tx) => stopFollowsWithin(tx, actor, followerId, follows, services.clock()));
}

/** As above, as the last part of a larger command. */
export async function stopFollowsWithin(
  tx: Transaction,
  actor: Actor,
  followerId: number,
  follows: readonly number[] | 'all',
  at: Date,
): Promise<number> {
  const { count, events } = await endFollows(tx, actor, followerId, follows, at);
  await appendEvents(tx, events);
  return count;
}

interface EndedFollows {
  readonly count: number;
  /** To be appended once nothing else is locked. */
  readonly events: readonly NewEvent[];
}

const nothingEnded: EndedFollows = { count: 0, events: [] };

/** Ends follows of one follower. Of mails to an address that still wait none leaves once nothing is followed. */
export async function endFollows(
  tx: Transaction,
  actor: Actor,
  followerId: number,
  follows: readonly number[] | 'all',
  at: Date,
): Promise<EndedFollows> {
  const follower = await tx
    .selectFrom('follower')
    .select(['id', 'address', 'taken_over_by'])
    .where('id', '=', followerId)
    .forUpdate()
    .executeTakeFirst();
  if (!follower) return nothingEnded;
  if (follower.taken_over_by !== null) {
    const heir = await heirOf(tx, followerId);
    return heir === null ? nothingEnded : endFollows(tx, actor, heir, follows, at);
  }
  const stopped = await tx
    .deleteFrom('follow')
    .where('follower_id', '=', followerId)
    .$if(follows !== 'all', (query) => query.where('id', '=', sql<number>`any(${[...follows]}::bigint[])`))
    .returning('id')
    .execute();
  if (stopped.length === 0) return nothingEnded;
  const { rows } = await sql<{ address: string | null }>`
    update follower set ended_at = ${at} where id = ${followerId} and not exists (
      select 1 from follow where follower_id = ${followerId}) returning address`.execute(tx);
  if (rows[0]?.address)
    await sql`update mail set state = 'kept', ended_at = ${at}, secret = null where lower(address) = ${rows[0].address}
      and follower_id = ${followerId} and state = 'queued'`.execute(tx);
  const count = stopped.length;
  const subject = { kind: 'follow', id: followerId };
  return { count, events: [{ name: 'follow.ended', actor, subject, facts: { count }, at }] };
}

async function requireFollowable(
  db: Services['db'] | Transaction,
  target: FollowTarget,
): Promise<Followable> {
  const thing = await findFollowable(db, target);
  if (!thing) throw notFound();
  return thing;
}

async function begin(
  tx: Transaction,
  { clock }: Services,
  actor: Actor,
  follow: { readonly followerId: number; readonly followedId: number; readonly kind: string },
): Promise<void> {
  const { followerId, followedId, kind } = follow;
  const at = clock();
  // the follower is locked: two at once count in turn
  const { count } = await tx
    .selectFrom('follow')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('follower_id', '=', followerId)
    .where('followed_id', '<>', followedId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostFollowed) throw tooMany();
  const { rows } = await sql<{ id: number }>`
    insert into follow (follower_id, followed_id, since_seq, created_at)
    select ${followerId}, ${followedId}, event_head.seq, ${at} from event_head
    on conflict (follower_id, followed_id) do nothing returning id`.execute(tx);
  if (rows.length === 0) return;
  // not what is followed: that is a person's own
  await appendEvent(tx, {
    name: 'follow.began',
    actor,
    subject: { kind: 'follow', id: followerId },
    facts: { kind },
    at,
  });
}

function tooMany(): Refusal {
  return new Refusal('too_many', {
    vi: `Mỗi người theo dõi nhiều nhất ${mostFollowed} nội dung. Hãy bớt một vài nội dung rồi theo dõi tiếp, hoặc theo dõi cả lĩnh vực.`,
    en: `Nobody follows more than ${mostFollowed} things. Stop some of them first, or follow a whole sector.`,
  });
}

const whichAddress = {
  vi: 'Hãy ghi một địa chỉ e-mail, ví dụ ten@coquan.gov.vn.',
  en: 'Give an e-mail address, such as name@agency.gov.vn.',
};
const whyConsent = {
  vi: 'Cần bạn đồng ý thì chúng tôi mới được lưu địa chỉ và gửi thư.',
  en: 'We may keep the address and write to you only if you agree.',
};
