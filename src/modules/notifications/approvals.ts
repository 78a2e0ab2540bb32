import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatInstant } from '../../ui/format.ts';
import { type ApprovalState, approvalOf, mayRead, work } from '../catalogue/index.ts';
import { findActor, holdersOf, type Reachable, reachableOf } from '../directory/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

const stepFacts = z.object({ step: z.number().optional() }).catch({});

/**
 * Whoever has the next step is told that it waits for them; those who wrote and handed on, how it went. What has moved
 * on meanwhile is told of by its own event.
 */
export async function tellOfApproval(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const id = Number(event.subject_id);
  const subject = { kind: 'edition', id: event.subject_id };
  await withdrawNews(tx, 'approval', subject, services.clock());
  const edition = await approvalOf(tx, id);
  const { step } = stepFacts.parse(event.facts);
  if (!edition || step === undefined || edition.latestStep !== step) return;
  const people = await readersAmong(services, await peopleFor(tx, services, edition), id);
  const by = (await reachableOf(tx, event.actor_account === null ? [] : [event.actor_account]))[0];
  const said = sentences(edition, event.name, by?.name ?? null, event.at);
  if (!said) return;
  await notify(
    tx,
    services,
    people.filter((person) => person.id !== event.actor_account),
    { topic: 'approval', subject, ...said, path: work.edition(id) },
  );
}

async function peopleFor(tx: Transaction, { clock }: Services, edition: ApprovalState): Promise<Reachable[]> {
  const today = localDateOf(clock());
  if (edition.state === 'with_head') return holdersOf(tx, 'programme_head', edition.id, today);
  if (edition.state === 'with_leader') return holdersOf(tx, 'leader', edition.id, today);
  return reachableOf(tx, edition.handedUpBy);
}

/** Those of these people who may read the edition: roles are taken back. */
async function readersAmong(
  services: Services,
  people: readonly Reachable[],
  id: number,
): Promise<Reachable[]> {
  const readers: Reachable[] = [];
  for (const person of people) if (mayRead(await findActor(services, person.email), id)) readers.push(person);
  return readers;
}

function sentences(
  { state, title, code, publishAt }: ApprovalState,
  event: string,
  by: string | null,
  at: Date,
): { readonly title: Text; readonly detail: Text } | null {
  const named = `“${title}” (${code})`;
  const when = (lang: 'vi' | 'en') => formatInstant(lang, at);
  const who = {
    vi: by === null ? `Hệ thống, ${when('vi')}.` : `${by}, ${when('vi')}.`,
    en: by === null ? `The system, ${when('en')}.` : `${by}, ${when('en')}.`,
  };
  switch (state) {
    case 'with_head':
      if (event === 'edition.recalled')
        return {
          title: {
            vi: `${named} được rút khỏi lãnh đạo, chờ phụ trách xem xét`,
            en: `${named} was taken back from the leader and waits for the head`,
          },
          detail: { vi: `Người rút: ${who.vi}`, en: `Taken back by ${who.en}` },
        };
      return {
        title: { vi: `${named} chờ phụ trách xem xét`, en: `${named} waits for the head` },
        detail: {
          vi: `Người trình: ${who.vi} Hãy xem, cho ý kiến rồi trình lãnh đạo, hoặc trả lại.`,
          en: `Handed up by ${who.en} Read it, then forward or return it.`,
        },
      };
    case 'with_leader':
      return {
        title: { vi: `${named} chờ lãnh đạo duyệt`, en: `${named} waits for the leader's approval` },
        detail: {
          vi: `Người trình: ${who.vi} Hãy xem rồi duyệt công bố, hẹn giờ, hoặc trả lại.`,
          en: `Handed up by ${who.en} Read it, then approve, schedule or return it.`,
        },
      };
    case 'returned':
      return {
        title: { vi: `${named} được trả lại để sửa`, en: `${named} was returned` },
        detail: {
          vi: `Người trả lại: ${who.vi} Ý kiến ghi ở trang của danh mục.`,
          en: `Returned by ${who.en} The remarks stand on its page.`,
        },
      };
    case 'scheduled':
      return {
        title: { vi: `${named} đã được duyệt`, en: `${named} was approved` },
        detail: {
          vi: `Người duyệt: ${who.vi} Công bố lúc ${publishAt ? formatInstant('vi', publishAt) : 'đã hẹn'}.`,
          en: `Approved by ${who.en} It becomes public ${publishAt ? formatInstant('en', publishAt) : 'as scheduled'}.`,
        },
      };
    case 'published':
      return {
        title: { vi: `${named} đã công bố`, en: `${named} was published` },
        detail: {
          vi: `Người công bố: ${who.vi} Mọi người đọc được trên cổng.`,
          en: `Published by ${who.en} Everybody reads it on the portal.`,
        },
      };
    default:
      return null;
  }
}
