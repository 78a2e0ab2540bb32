import { type AccountActor, type Actor, holds, type Role } from '../../kernel/actor.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Stop } from '../../platform/mail/stop-address.ts';
import type { Services } from '../../platform/services.ts';
import { checkers } from '../directory/index.ts';
import { stopFollowsWithin } from './following/commands.ts';
import { changeMannerOfAccount } from './following/manner.ts';

/** What people are told of. */
export const topics = [
  'approval',
  'question',
  'consultation',
  'task',
  'difficulty',
  'following',
  'registration',
  'data_request',
] as const;
export type Topic = (typeof topics)[number];

/** Of these there is one letter a day together; what is followed has letters of its own. */
const digestTopics: readonly Topic[] = [
  'approval',
  'question',
  'consultation',
  'task',
  'difficulty',
  'registration',
  'data_request',
];

/** At once, in one letter a day, or not by mail. */
export const manners = ['at_once', 'daily', 'never'] as const;
export type Manner = (typeof manners)[number];

/** Of a topic for which the person has not chosen: who asked waits for the answer. */
const usual: Readonly<Record<Topic, Manner>> = {
  approval: 'daily',
  question: 'at_once',
  consultation: 'at_once',
  task: 'daily',
  difficulty: 'at_once',
  following: 'daily',
  registration: 'daily',
  // the law gives two working days
  data_request: 'at_once',
};

/** Roles whose holders alone are told of a topic; of the others everybody with an account may be. */
const toldTo: Readonly<Partial<Record<Topic, readonly Role[]>>> = {
  approval: ['programme_officer', 'programme_head', 'leader'],
  task: ['agency_officer', 'programme_officer', 'programme_head', 'leader'],
  difficulty: ['agency_officer', 'programme_officer', 'programme_head', 'leader'],
  registration: checkers,
  data_request: ['administrator'],
};

/** What the person can be told of, as what they are today; choices of other days are kept. */
export function topicsFor(actor: AccountActor): readonly Topic[] {
  return topics.filter((topic) => {
    const told = toldTo[topic];
    return told === undefined || holds(actor, ...told);
  });
}

export type Wishes = Readonly<Record<Topic, Manner>>;

function readManner(topic: Topic, text: string | undefined): Manner {
  return manners.find((one) => one === text) ?? usual[topic];
}

/** How these accounts want to be told of a topic. One statement. */
export async function mannersOf(
  db: Querying,
  accountIds: readonly number[],
  topic: Topic,
): Promise<ReadonlyMap<number, Manner>> {
  const rows = await db
    .selectFrom('notification_wish')
    .select(['account_id', 'manner'])
    .where((e) => e('account_id', '=', e.fn.any(e.val([...accountIds]))))
    .where('topic', '=', topic)
    .execute();
  const chosen = new Map(rows.map(({ account_id, manner }) => [account_id, manner]));
  return new Map(accountIds.map((id) => [id, readManner(topic, chosen.get(id))]));
}

export interface LetterChoices {
  readonly language: Language;
  readonly wishes: Wishes;
}

/** What an account has chosen. One statement. */
export async function choicesOf(db: Querying, accountId: number): Promise<LetterChoices> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('notification_wish as wish', 'wish.account_id', 'account.id')
    .select(['account.language', 'wish.topic', 'wish.manner'])
    .where('account.id', '=', accountId)
    .execute();
  const mannerOf = (topic: Topic) =>
    readManner(topic, rows.find((row) => row.topic === topic)?.manner ?? undefined);
  return {
    language: rows[0]?.language === 'en' ? 'en' : 'vi',
    wishes: {
      approval: mannerOf('approval'),
      question: mannerOf('question'),
      consultation: mannerOf('consultation'),
      task: mannerOf('task'),
      difficulty: mannerOf('difficulty'),
      following: mannerOf('following'),
      registration: mannerOf('registration'),
      data_request: mannerOf('data_request'),
    },
  };
}

/** Chooses language and manner of one's letters; of topics that are not for the person nothing changes. Throws InvalidInput by topic. */
export async function chooseLetters(
  services: Services,
  actor: AccountActor,
  typed: { readonly language: string; readonly wishes: Readonly<Partial<Record<Topic, string>>> },
): Promise<void> {
  const offered = topicsFor(actor);
  const unread = offered.filter((topic) => !manners.some((manner) => manner === typed.wishes[topic]));
  if (unread.length > 0)
    throw new InvalidInput(
      Object.fromEntries(
        unread.map((topic) => [
          topic,
          { vi: 'Hãy chọn một trong các cách nhận.', en: 'Choose one of the ways.' },
        ]),
      ),
    );
  const language = typed.language === 'en' ? 'en' : 'vi';
  await services.db.transaction().execute(async (tx) => {
    const before = await choicesOf(tx, actor.id);
    const changed = offered.filter((topic) => before.wishes[topic] !== typed.wishes[topic]);
    if (changed.length === 0 && before.language === language) return;
    await tx.updateTable('account').set({ language }).where('id', '=', actor.id).execute();
    for (const topic of changed)
      await writeWish(
        tx,
        actor.id,
        { topic, from: before.wishes[topic], to: readManner(topic, typed.wishes[topic]) },
        services,
      );
    await tell(tx, services, actor, actor.id, {
      language,
      ...Object.fromEntries(changed.map((topic) => [topic, readManner(topic, typed.wishes[topic])])),
    });
  });
}

/** Stands in addresses for stopping where a topic stands: all that comes in the letter of the day. */
export const wholeDigest = 'daily';

/** Stops a topic, or the letter of the day, for whoever has a letter's address for it; again, nothing changes. */
export async function stopLetters(services: Services, actor: Actor, stop: Stop): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    if ('followerId' in stop) {
      await stopFollowsWithin(tx, actor, stop.followerId, 'all', services.clock());
      return;
    }
    const account = await tx
      .selectFrom('account')
      .select(['id', 'email'])
      .where('id', '=', stop.accountId)
      // whoever queues mails to the account meanwhile is not held up: they hold the cursor that is waited for below
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!account) return;
    const { wishes } = await choicesOf(tx, stop.accountId);
    const meant = topics.filter((topic) =>
      stop.topic === wholeDigest
        ? digestTopics.includes(topic) && wishes[topic] === 'daily'
        : topic === stop.topic,
    );
    const stopped = meant.filter((topic) => wishes[topic] !== 'never');
    // before any event: a wish may wait for the cursor, and nobody else may append meanwhile
    for (const topic of stopped)
      await writeWish(tx, stop.accountId, { topic, from: wishes[topic], to: 'never' }, services);
    if (meant.includes('following')) await stopAtMailbox(tx, services, actor, account.email);
    if (stopped.length === 0) return;
    const facts = Object.fromEntries(stopped.map((topic) => [topic, 'never']));
    await tell(tx, services, actor, stop.accountId, { ...facts, by: 'letter' });
  });
}

/** What the same mailbox follows without an account came in the same letters; what an account took over is kept, unsent. */
async function stopAtMailbox(
  tx: Transaction,
  { clock }: Services,
  actor: Actor,
  email: string,
): Promise<void> {
  const follower = await tx
    .selectFrom('follower')
    .select('id')
    .where('address', '=', email.toLowerCase())
    .where('taken_over_by', 'is', null)
    .executeTakeFirst();
  if (follower) await stopFollowsWithin(tx, actor, follower.id, 'all', clock());
}

async function writeWish(
  tx: Transaction,
  accountId: number,
  { topic, from, to: manner }: { readonly topic: Topic; readonly from: Manner; readonly to: Manner },
  services: Services,
): Promise<void> {
  const { clock } = services;
  if (topic === 'following') await changeMannerOfAccount(tx, services, accountId, { from, to: manner });
  await tx
    .insertInto('notification_wish')
    .values({ account_id: accountId, topic, manner, updated_at: clock() })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'topic']).doUpdateSet({ manner, updated_at: clock() }),
    )
    .execute();
  if (manner !== 'never') return;
  await tx
    .updateTable('notification')
    .set({ void_at: clock() })
    .where('account_id', '=', accountId)
    .where('topic', '=', topic)
    .where('mailed_at', 'is', null)
    .where('void_at', 'is', null)
    .execute();
}

async function tell(
  tx: Transaction,
  { clock }: Services,
  actor: Actor,
  accountId: number,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  await appendEvent(tx, {
    name: 'account.letters_chosen',
    actor,
    subject: { kind: 'account', id: accountId },
    facts,
    at: clock(),
  });
}
