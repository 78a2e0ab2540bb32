import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { agencyOfficers, holdersOf, type Reachable } from '../directory/index.ts';
import {
  agencyName,
  type Difficulty,
  difficultyToTell,
  isAnswered,
  programmeWork,
} from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { type News, notify, withdrawNews } from './notify.ts';

type Say = (difficulty: Difficulty) => Pick<News, 'title' | 'detail'>;

/** Whom an event is told to, and in which states it still holds. */
interface Telling {
  readonly states: readonly Difficulty['state'][];
  readonly to: 'sender' | 'holder';
  readonly say: Say;
}

/** The agency asked hears what came to it, the sender what became of it; of what is late also those it went up to. */
export async function tellOfDifficulty(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const subject = { kind: 'difficulty', id: event.subject_id };
  await withdrawNews(tx, 'difficulty', subject, services.clock());
  const telling = tellings[event.name];
  const difficulty = telling && (await difficultyToTell(tx, Number(event.subject_id)));
  if (!telling || !difficulty || !telling.states.includes(difficulty.state)) return;
  const people =
    telling.to === 'sender'
      ? await agencyOfficers(tx, difficulty.sender.id, localDateOf(services.clock()))
      : await askedPeople(tx, services, difficulty, event);
  await notify(
    tx,
    services,
    people.filter(({ id }) => id !== event.actor_account),
    {
      topic: 'difficulty',
      subject,
      path: programmeWork.difficulty(difficulty.id),
      ...telling.say(difficulty),
    },
  );
}

const escalation = z.looseObject({ to: z.enum(['department', 'leader']) });

/** Of an agency without officers, the department sees to it. */
async function askedPeople(
  tx: Transaction,
  { clock }: Services,
  { id, holder }: Difficulty,
  event: PastEvent,
): Promise<readonly Reachable[]> {
  const today = localDateOf(clock());
  const own = holder === null ? [] : await agencyOfficers(tx, holder.id, today);
  const up = escalation.safeParse(event.facts);
  const late = event.name === 'difficulty.escalated' && up.success ? up.data.to : null;
  const told = [...own];
  if (late !== null || !(await isAnswered(tx, id)))
    told.push(...(await holdersOf(tx, 'programme_officer', 0, today)));
  if (late !== null) told.push(...(await holdersOf(tx, 'programme_head', 0, today)));
  if (late === 'leader') told.push(...(await holdersOf(tx, 'leader', 0, today)));
  return [...new Map(told.map((person) => [person.id, person])).values()];
}

const waiting: readonly Difficulty['state'][] = ['sent', 'taken'];

function holderSays(vi: string, en: string): Say {
  return (one) => ({ title: named(vi, en, one), detail: dueDetail(one) });
}

function named(vi: string, en: string, { code, title }: Difficulty): Text {
  return { vi: `${vi} ${code ?? ''}: ${title}`, en: `${en} ${code ?? ''}: “${title}”` };
}

function dueDetail({ sender, dueOn }: Difficulty): Text {
  return {
    vi: `${agencyName('vi', sender)} gửi. Hạn trả lời ${dueOn === null ? '…' : formatDate('vi', dueOn)}.`,
    en: `Raised by ${agencyName('en', sender)}. To be answered by ${dueOn === null ? '…' : formatDate('en', dueOn)}.`,
  };
}

function senderSays(vi: string, en: string): Say {
  return (one) => ({
    title: named(vi, en, one),
    detail: {
      vi: `Cơ quan được hỏi: ${agencyName('vi', one.holder)}. Mở trang để đọc.`,
      en: `Addressed to ${agencyName('en', one.holder)}. Open the page to read it.`,
    },
  });
}

const tellings: Readonly<Record<string, Telling>> = {
  'difficulty.sent': {
    ...{ states: waiting, to: 'holder' },
    say: holderSays('Kiến nghị mới gửi đến', 'A difficulty was sent to you:'),
  },
  'difficulty.passed_on': {
    ...{ states: waiting, to: 'holder' },
    say: holderSays('Kiến nghị được chuyển đến', 'A difficulty was passed on to you:'),
  },
  'difficulty.supplemented': {
    ...{ states: waiting, to: 'holder' },
    say: holderSays('Đã có bổ sung cho kiến nghị', 'More was sent on'),
  },
  'difficulty.asked_again': {
    ...{ states: waiting, to: 'holder' },
    say: holderSays('Hỏi lại về kiến nghị', 'Asked again:'),
  },
  'difficulty.escalated': {
    ...{ states: waiting, to: 'holder' },
    say: holderSays('Quá hạn trả lời kiến nghị', 'Late:'),
  },
  'difficulty.answered': {
    ...{ states: ['answered'], to: 'sender' },
    say: senderSays('Đã có trả lời cho kiến nghị', 'Answered:'),
  },
  'difficulty.returned': {
    ...{ states: ['returned'], to: 'sender' },
    say: senderSays('Đề nghị bổ sung kiến nghị', 'More is asked for on'),
  },
};

/** Events after which what was still to be told of it holds no longer. */
export const difficultyEvents = [
  ...Object.keys(tellings),
  ...['difficulty.taken', 'difficulty.closed', 'difficulty.withdrawn'],
];
