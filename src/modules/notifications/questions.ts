import { localDateOf } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import {
  agencyIn,
  ownQuestionPath,
  type Question,
  questionTexts,
  questionToTell,
  work,
} from '../catalogue/index.ts';
import { agencyOfficers, holdersOf, type Reachable, reachableOf } from '../directory/index.ts';
import type { PastEvent } from './follow.ts';
import { type News, notify, withdrawNews } from './notify.ts';

type Said = Pick<News, 'title' | 'detail'>;
type Tell = (question: Question, operator: string) => Said;

/** What is told while the question stands where the event led. */
interface Telling {
  readonly state: Question['state'];
  readonly asker?: Tell;
  readonly officers?: Tell;
}

/**
 * Whoever asked is told how far the question is, and its officers what waits for them; of an overdue one also those of the
 * focal point. What has moved on meanwhile is told of by its own event.
 */
export async function tellOfQuestion(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const id = Number(event.subject_id);
  const subject = { kind: 'question', id: event.subject_id };
  const telling = tellings[event.name];
  if (!telling) return withdrawNews(tx, 'question', subject, services.clock());
  const { question, confidential } = await questionToTell(tx, id);
  // a reminder tells its asker nothing: what still waits for them holds on
  const spared = telling.asker ? null : question.askedBy.id;
  await withdrawNews(tx, 'question', subject, services.clock(), spared);
  if (question.state !== telling.state) return;
  const { operator } = services.installation;
  const topic = 'question' as const;
  if (telling.asker)
    await notify(tx, services, await reachableOf(tx, [question.askedBy.id]), {
      ...{ topic, subject, path: ownQuestionPath(id) },
      ...telling.asker(question, operator),
    });
  if (!telling.officers || confidential) return;
  const officers = await officersOf(tx, services, question, event.name === 'question.overdue');
  await notify(
    tx,
    services,
    officers.filter((person) => person.id !== event.actor_account),
    { topic, subject, path: work.question(id), ...telling.officers(question, operator) },
  );
}

async function officersOf(
  tx: Transaction,
  { clock }: Services,
  { holder, about }: Question,
  overdue: boolean,
): Promise<readonly Reachable[]> {
  const today = localDateOf(clock());
  const focal =
    holder === null || overdue ? await holdersOf(tx, 'programme_officer', about.editionId, today) : [];
  const own = holder === null ? [] : await agencyOfficers(tx, holder.id, today);
  return [...own, ...focal.filter((person) => !own.some(({ id }) => id === person.id))];
}

const both = (say: (language: Language) => string): Text => ({ vi: say('vi'), en: say('en') });
const due = ({ dueOn }: Question, language: Language) => formatDate(language, dueOn);

function dueDetail(question: Question, operator: string): Text {
  const agency = (language: Language) => agencyIn(language, question.holder, operator).name;
  return {
    vi: `Về ${question.about.code}. ${agency('vi')} trả lời, hạn ${due(question, 'vi')}.`,
    en: `About ${question.about.code}. ${agency('en')} answers, by ${due(question, 'en')}.`,
  };
}

/** What everybody reads as its title. */
const named = ({ asked, shown }: Question) => `“${(shown ?? asked).title}”`;

function refusalDetail({ refused }: Question): Text {
  if (!refused) return { vi: '', en: '' };
  const note = refused.note ? ` ${refused.note}` : '';
  return both((language) => `${questionTexts(language).refusals[refused.reason]}.${note}`);
}

const waits = (vi: string, en: string): Tell => {
  return (question) => ({
    title: {
      vi: `${vi} ${question.about.code}: “${question.asked.title}”`,
      en: `${en} ${question.about.code}: “${question.asked.title}”`,
    },
    detail: {
      vi: `Hạn trả lời ${due(question, 'vi')}. Hãy trả lời công khai, chuyển cơ quan khác, hoặc không công khai kèm lý do.`,
      en: `To be answered by ${due(question, 'en')}. Answer it in public, hand it over, or refuse it with a reason.`,
    },
  });
};

const tellings: Readonly<Record<string, Telling>> = {
  'question.asked': {
    state: 'waiting',
    asker: (question, operator) => ({
      title: {
        vi: `Đã nhận câu hỏi của bạn: “${question.asked.title}”`,
        en: `Your question was received: “${question.asked.title}”`,
      },
      detail: dueDetail(question, operator),
    }),
    officers: waits('Câu hỏi mới về', 'A new question about'),
  },
  'question.handed_over': {
    state: 'waiting',
    asker: (question, operator) => ({
      title: both((language) => {
        const { name } = agencyIn(language, question.holder, operator);
        return language === 'vi'
          ? `Câu hỏi “${question.asked.title}” được chuyển sang ${name}`
          : `Your question “${question.asked.title}” went on to ${name}`;
      }),
      detail: dueDetail(question, operator),
    }),
    officers: waits('Câu hỏi được chuyển đến, về', 'A question handed over to you, about'),
  },
  'question.reopened': {
    state: 'waiting',
    asker: (question, operator) => ({
      title: {
        vi: `Câu hỏi “${question.asked.title}” được xem xét lại`,
        en: `Your question “${question.asked.title}” is considered again`,
      },
      detail: dueDetail(question, operator),
    }),
    officers: waits('Câu hỏi được xem xét lại, về', 'A question to consider again, about'),
  },
  'question.due_soon': {
    state: 'waiting',
    officers: waits('Sắp đến hạn: câu hỏi về', 'Due soon: a question about'),
  },
  'question.overdue': {
    state: 'waiting',
    officers: waits('Quá hạn: câu hỏi về', 'Overdue: a question about'),
  },
  'question.answered': {
    state: 'answered',
    asker: (question, operator) => ({
      title: both((language) => {
        const { name } = agencyIn(language, question.answer?.by ?? null, operator);
        return language === 'vi'
          ? `${name} đã trả lời ${named(question)}`
          : `${name} answered ${named(question)}`;
      }),
      detail: {
        vi: `Câu hỏi và câu trả lời nay công khai ở trang của ${question.about.code}.`,
        en: `Question and answer are public now, on the page of ${question.about.code}.`,
      },
    }),
  },
  'question.corrected': {
    state: 'answered',
    asker: (question) => ({
      title: {
        vi: `Câu trả lời cho ${named(question)} đã được sửa`,
        en: `The answer to ${named(question)} was corrected`,
      },
      detail: {
        vi: `Xem bản mới ở trang của ${question.about.code}.`,
        en: `Read it on the page of ${question.about.code}.`,
      },
    }),
  },
  'question.refused': {
    state: 'refused',
    asker: (question) => ({
      title: {
        vi: `Câu hỏi “${question.asked.title}” không được công khai`,
        en: `Your question “${question.asked.title}” is not made public`,
      },
      detail: refusalDetail(question),
    }),
  },
  'question.taken_down': {
    state: 'refused',
    asker: (question) => ({
      title: {
        vi: `Câu hỏi “${question.asked.title}” được gỡ khỏi trang công khai`,
        en: `Your question “${question.asked.title}” was taken down`,
      },
      detail: refusalDetail(question),
    }),
  },
};

/** Events after which what was still to be told of a question holds no longer. */
export const questionEvents = [...Object.keys(tellings), 'question.withdrawn'];
