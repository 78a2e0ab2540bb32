import { sql } from 'kysely';
import { type LocalDate, localDateOf, localTimeOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { mayRead, questionsReadBy } from '../catalogue/index.ts';
import { consultationsReadBy, ownCommentsReadBy } from '../consultation/index.ts';
import { findActor, mayCheckRegistrations, type Reachable } from '../directory/index.ts';
import { difficultiesReadBy, lettersReadBy, owedReadBy, plansReadableBy } from '../programme/index.ts';
import { digestLetter } from './letters.ts';
import { deskOf, weekOf, writeReminders } from './reminders.ts';
import { taskNewsReadBy } from './tasks.ts';
import { wholeDigest } from './wishes.ts';

/** The time in Vietnam from which the letter of the day is written. */
const fromTime = '07:00';
/** People written to in one transaction. */
const peopleAtOnce = 100;

/**
 * Writes one letter a day to everybody for whom something waits, from seven on: also where no worker ran at seven. What
 * holds no longer was taken out before.
 */
export async function writeDigests(services: Services): Promise<void> {
  if (localTimeOf(services.clock()) < fromTime) return;
  for (;;) {
    const looked = await services.db.transaction().execute((tx) => writeSome(tx, services));
    if (looked < peopleAtOnce) break;
  }
  await writeReminders(services);
}

async function writeSome(tx: Transaction, services: Services): Promise<number> {
  const at = services.clock();
  const today = localDateOf(at);
  // nothing is withdrawn meanwhile, and no other worker writes the same
  await tx.selectFrom('notification_cursor').select('seq').forUpdate().execute();
  await sql`update notification set void_at = ${at} where mailed_at is null and void_at is null
    and account_id in (select id from account where state <> 'active')`.execute(tx);
  const { rows: people } = await sql<Reachable>`
    select a.id, a.name, a.email, a.language from account a
    where exists (select 1 from notification n where n.account_id = a.id and n.mailed_at is null and n.void_at is null)
      and not exists (select 1 from notification_digest d where d.account_id = a.id and d.day >= ${today}::date)
    order by a.id limit ${peopleAtOnce}`.execute(tx);
  for (const person of people) await writeTo(tx, services, person, today, at);
  return people.length;
}

async function writeTo(
  tx: Transaction,
  services: Services,
  { id, email, language }: Reachable,
  today: LocalDate,
  at: Date,
): Promise<void> {
  const actor = await findActor(services, email);
  const waiting = await tx
    .updateTable('notification')
    .set({ mailed_at: at })
    .where('account_id', '=', id)
    .where('mailed_at', 'is', null)
    .where('void_at', 'is', null)
    .returning(['id', 'subject_kind', 'subject_id', 'title', 'title_en', 'detail', 'detail_en', 'path'])
    .execute();
  const about = (kind: string) =>
    waiting.flatMap(({ subject_kind, subject_id }) => (subject_kind === kind ? [Number(subject_id)] : []));
  const read: Readonly<Record<string, ReadonlySet<number>>> = {
    question: await questionsReadBy(tx, actor, about('question')),
    consultation: await consultationsReadBy(tx, actor, about('consultation')),
    difficulty: await difficultiesReadBy(tx, actor, about('difficulty')),
    plan: await plansReadableBy(tx, actor, about('plan')),
    urging_letter: await lettersReadBy(tx, actor, about('urging_letter')),
    directive_agency: await owedReadBy(tx, actor, about('directive_agency')),
    consultation_comment: await ownCommentsReadBy(tx, actor, about('consultation_comment')),
  };
  const readsTask = await taskNewsReadBy(tx, actor, waiting);
  // roles are taken back, and what waits is about what the person may no longer read
  const reads = ({ subject_kind, subject_id }: (typeof waiting)[number]) => {
    const found = read[subject_kind];
    if (found) return found.has(Number(subject_id));
    const task = readsTask({ subject_kind, subject_id });
    if (task !== null) return task;
    if (subject_kind === 'registration') return mayCheckRegistrations(actor);
    return mayRead(actor, Number(subject_id));
  };
  const items = waiting
    .filter(reads)
    .sort((one, other) => other.id - one.id)
    .map(({ title, title_en, detail, detail_en, path }) =>
      language === 'en' ? { title: title_en, detail: detail_en, path } : { title, detail, path },
    );
  const dropped = waiting.filter((one) => !reads(one)).map(({ id }) => id);
  if (dropped.length > 0)
    await tx
      .updateTable('notification')
      .set({ mailed_at: null, void_at: at })
      .where((e) => e('id', '=', e.fn.any(e.val(dropped))))
      .execute();
  const day = { day: today, ...(items.length > 0 && { reminded_week: weekOf(today) }) };
  await tx
    .insertInto('notification_digest')
    .values({ account_id: id, ...day })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(day))
    .execute();
  if (items.length === 0) return;
  const waits = await deskOf(tx, actor, language, today);
  const letter = digestLetter(services, language, {
    ...{ items, date: formatDate(language, today), waiting: waits },
  });
  await queueLetter(tx, letter, [{ accountId: id, address: email }], { topic: wholeDigest, at });
}
