import { localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatInstant } from '../../ui/format.ts';
import { findActor, holdersOf, type Reachable, reachableOf } from '../directory/index.ts';
import { type HandedPlan, handedPlan, plansReadableBy, programmeWork } from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

/** Each takes out what was still to be told of the plan before. */
export const planHandingEvents = [
  ...['plan.handed_up', 'plan.taken_back', 'plan.returned', 'plan.put_in_force', 'plan.withdrawn'],
] as const;

/** Whoever puts plans into force is told that one waits; who handed it up, how it went. */
export async function tellOfHanding(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const id = Number(event.subject_id);
  const subject = { kind: 'plan', id: event.subject_id };
  await withdrawNews(tx, 'approval', subject, services.clock());
  const plan = await handedPlan(tx, id);
  if (!plan) return;
  const said = sayings(plan, event);
  if (!said) return;
  const people: readonly Reachable[] =
    plan.state === 'handed_up'
      ? await holdersOf(tx, 'programme_head', 0, localDateOf(services.clock()))
      : await reachableOf(tx, plan.handedUpBy === null ? [] : [plan.handedUpBy]);
  await notify(
    tx,
    services,
    (await readersAmong(tx, services, people, id)).filter((person) => person.id !== event.actor_account),
    { topic: 'approval', subject, ...said, path: programmeWork.plan(id) },
  );
}

/** Those of these people who may read the plan: roles are taken back. */
async function readersAmong(
  tx: Transaction,
  services: Services,
  people: readonly Reachable[],
  id: number,
): Promise<Reachable[]> {
  const readers: Reachable[] = [];
  for (const person of people) {
    const read = await plansReadableBy(tx, await findActor(services, person.email), [id]);
    if (read.has(id)) readers.push(person);
  }
  return readers;
}

/** Null where it has moved on since: the event of that tells of it. */
function sayings(
  { state, title, code, by, returnedWords }: HandedPlan,
  { name, at }: PastEvent,
): { readonly title: Text; readonly detail: Text } | null {
  const named = `“${title}” (${code})`;
  const when = (lang: 'vi' | 'en') => formatInstant(lang, at);
  if (name === 'plan.handed_up' && state === 'handed_up')
    return {
      title: {
        vi: `Kế hoạch ${named} chờ đưa vào theo dõi`,
        en: `The plan ${named} waits to be put into force`,
      },
      detail: {
        vi: `${by ?? 'Chuyên viên'} trình, ${when('vi')}. Hãy xem rồi đưa vào theo dõi, hoặc trả lại kèm ý kiến.`,
        en: `Handed up by ${by ?? 'an officer'}, ${when('en')}. Read it, then put it into force or return it with a remark.`,
      },
    };
  if (name === 'plan.returned' && state === 'draft' && returnedWords !== null)
    return {
      title: { vi: `Kế hoạch ${named} được trả lại để sửa`, en: `The plan ${named} was returned` },
      detail: {
        vi: `Trả lại lúc ${when('vi')}. Ý kiến: ${returnedWords}`,
        en: `Returned ${when('en')}. The remark: ${returnedWords}`,
      },
    };
  if (name === 'plan.put_in_force' && state === 'in_force')
    return {
      title: { vi: `Kế hoạch ${named} đã được đưa vào theo dõi`, en: `The plan ${named} is in force` },
      detail: {
        vi: `Từ ${when('vi')} mọi người đọc được kế hoạch trên cổng.`,
        en: `Since ${when('en')} everybody reads it on the portal.`,
      },
    };
  return null;
}
