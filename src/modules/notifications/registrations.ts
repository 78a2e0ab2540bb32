import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { checkers, directoryPaths, findRegistration, holdersOf } from '../directory/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

/** A role in no edition at all: that of one edition does not reach registrations. */
const noEdition = 0;

/** Officers are told of organisations that wait to be checked; once one does not wait, nothing is left to tell. */
export async function tellOfRegistration(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  // the news that it waits still stands, and is read with what it says now
  if (event.name === 'registration.corrected' && !cameBack(event)) return;
  const subject = { kind: 'registration', id: event.subject_id };
  await withdrawNews(tx, 'registration', subject, services.clock());
  const registration = await findRegistration(tx, Number(event.subject_id));
  if (registration.state !== 'waiting') return;
  const today = localDateOf(services.clock());
  const held = [];
  for (const role of checkers) held.push(...(await holdersOf(tx, role, noEdition, today)));
  const people = [...new Map(held.map((person) => [person.id, person])).values()];
  const { name, person } = registration;
  const again = event.name !== 'registration.received';
  await notify(
    tx,
    services,
    people.filter(({ id }) => id !== event.actor_account),
    {
      ...{ topic: 'registration', subject, path: directoryPaths.registration(registration.id) },
      title: again
        ? { vi: `${name} đã gửi lại, chờ kiểm tra`, en: `${name} has sent it again and waits to be checked` }
        : { vi: `${name} đăng ký, chờ kiểm tra`, en: `${name} has registered and waits to be checked` },
      detail: {
        vi: `Người đăng ký: ${person.name}. Hãy so với danh bạ rồi chấp nhận, trả lại để sửa hoặc từ chối.`,
        en: `Registered by ${person.name}. Compare it with the directory, then accept, return or refuse.`,
      },
    },
  );
}

/** Whether the officer had returned it, so that it waits again. */
function cameBack({ facts }: PastEvent): boolean {
  return z.object({ from: z.string() }).safeParse(facts).data?.from === 'asked';
}
