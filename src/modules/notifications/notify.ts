import { sql } from 'kysely';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import type { Reachable } from '../directory/index.ts';
import { newsLetter } from './letters.ts';
import { mannersOf, type Topic } from './wishes.ts';

/** Something people are to be told. */
export interface News {
  readonly topic: Topic;
  /** What it is about; it holds until something else happens to that. */
  readonly subject: { readonly kind: string; readonly id: string };
  readonly title: Text;
  readonly detail: Text;
  /** Where to look, without the language prefix. */
  readonly path: string;
}

/** Tells people as they chose: by a letter now, in that of the day, or not at all. */
export async function notify(
  tx: Transaction,
  services: Services,
  people: readonly Reachable[],
  news: News,
): Promise<void> {
  if (people.length === 0) return;
  const at = services.clock();
  const manners = await mannersOf(
    tx,
    people.map(({ id }) => id),
    news.topic,
  );
  const told = people.filter(({ id }) => manners.get(id) !== 'never');
  const atOnce = told.filter(({ id }) => manners.get(id) === 'at_once');
  if (told.length === 0) return;
  await tx
    .insertInto('notification')
    .values(
      told.map((person) => ({
        ...{ account_id: person.id, topic: news.topic, created_at: at, path: news.path },
        ...{ subject_kind: news.subject.kind, subject_id: news.subject.id },
        ...{ title: news.title.vi, title_en: news.title.en },
        ...{ detail: news.detail.vi, detail_en: news.detail.en },
        mailed_at: atOnce.includes(person) ? at : null,
      })),
    )
    .execute();
  for (const language of ['vi', 'en'] as const)
    await queueLetter(
      tx,
      newsLetter(services, language, news),
      atOnce
        .filter((person) => person.language === language)
        .map(({ id, email }) => ({ accountId: id, address: email })),
      { topic: news.topic, at },
    );
}

/** What was still to be told of something holds no longer; but for the one account that is `spared`. */
export async function withdrawNews(
  tx: Transaction,
  topic: Topic,
  subject: News['subject'],
  at: Date,
  spared: number | null = null,
): Promise<void> {
  await sql`update notification set void_at = ${at}
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and topic = ${topic}
      and mailed_at is null and void_at is null and account_id is distinct from ${spared}`.execute(tx);
}
