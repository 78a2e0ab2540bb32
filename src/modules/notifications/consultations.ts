import { z } from 'zod';
import type { Role } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import {
  askedAccounts,
  type Consultation,
  commenterAccounts,
  consultationPaths,
  consultationToTell,
  consultationWork,
  findReturn,
  findSubmission,
  type HiddenComment,
  hiddenComment,
  preparedBy,
} from '../consultation/index.ts';
import { holdersOf, reachableOf } from '../directory/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

type Say = (consultation: Consultation) => { readonly title: Text; readonly detail: Text };
type People = (tx: Transaction, consultation: Consultation, today: LocalDate) => Promise<readonly number[]>;

interface Telling {
  /** States in which it still holds; what has moved on meanwhile is told of by its own event. */
  readonly states: readonly Consultation['state'][];
  readonly to: readonly People[];
  readonly say: Say;
  /** Whether the letter leads to the work on it. */
  readonly work?: true;
}

/** Those asked, commenters, heads and whoever prepared a consultation hear of what concerns them. */
export async function tellOfConsultation(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  const telling = tellings[event.name];
  const subject = { kind: 'consultation', id: event.subject_id };
  await withdrawNews(tx, 'consultation', subject, services.clock());
  if (!telling) return;
  const consultation = await consultationToTell(tx, Number(event.subject_id));
  if (!telling.states.includes(consultation.state) || consultation.announcedAt === null) return;
  const ids = new Set<number>();
  const today = localDateOf(services.clock());
  for (const people of telling.to) for (const id of await people(tx, consultation, today)) ids.add(id);
  if (event.actor_account !== null) ids.delete(event.actor_account);
  await notify(tx, services, await reachableOf(tx, [...ids]), {
    ...{ topic: 'consultation', subject, ...telling.say(consultation) },
    path: (telling.work ? consultationWork : consultationPaths).one(consultation.id),
  });
}

/** Heads hear that a consultation waits for them. */
export async function tellOfSubmission(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const consultation = await consultationToTell(tx, Number(event.subject_id));
  if (consultation.state !== 'waiting') return;
  await tellHeads(tx, services, event, consultation, {
    path: consultationWork.one(consultation.id),
    title: {
      vi: `Chờ thông báo lấy ý kiến: ${consultation.title}`,
      en: `Waits to be announced: consultation on ${english(consultation)}`,
    },
    detail: windowOf(consultation),
  });
}

/** Heads hear that a signed summary waits to be published, unless it was changed meanwhile. */
export async function tellOfSummary(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const consultation = await consultationToTell(tx, Number(event.subject_id));
  if (consultation.state !== 'announced' || !(await findSubmission(tx, consultation.id))) return;
  await tellHeads(tx, services, event, consultation, {
    path: consultationWork.summary(consultation.id),
    title: {
      vi: `Chờ công bố bản tổng hợp ý kiến: ${consultation.title}`,
      en: `Summary waits to be published: consultation on ${english(consultation)}`,
    },
    detail: {
      vi: 'Mọi ý kiến đã được kiểm tra và trả lời; bản tổng hợp đã ký, có số, ngày và người ký.',
      en: 'All comments were checked and answered; the summary is signed, with its number, day and signer.',
    },
  });
}

/** Who prepared it hears why the head gave it back; that it waits for the head is told no more. */
export async function tellOfReturn(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const subject = { kind: 'consultation', id: event.subject_id };
  await withdrawNews(tx, 'consultation', subject, services.clock());
  const consultation = await consultationToTell(tx, Number(event.subject_id));
  const returned = await findReturn(tx, consultation.id);
  if (consultation.state !== 'draft' || !returned) return;
  const people = await preparer(tx, consultation, localDateOf(services.clock()));
  const told = people.filter((id) => id !== event.actor_account);
  await notify(tx, services, await reachableOf(tx, told), {
    ...{ topic: 'consultation', subject, path: consultationWork.one(consultation.id) },
    title: {
      vi: `Phụ trách trả lại cuộc lấy ý kiến: ${consultation.title}`,
      en: `The head returned the consultation on ${english(consultation)}`,
    },
    detail: { vi: `Lý do: ${returned.reason ?? '…'}`, en: `Reason: ${returned.reason ?? '…'}` },
  });
}

async function tellHeads(
  tx: Transaction,
  services: Services,
  event: PastEvent,
  { edition }: Consultation,
  news: { readonly path: string; readonly title: Text; readonly detail: Text },
): Promise<void> {
  const heads = await holdersOf(tx, 'programme_head', edition?.id ?? 0, localDateOf(services.clock()));
  await notify(
    tx,
    services,
    heads.filter(({ id }) => id !== event.actor_account),
    { topic: 'consultation', subject: { kind: 'consultation', id: event.subject_id }, ...news },
  );
}

const facts = z.looseObject({ comment: z.number() });

/** A commenter hears why a comment is not shown. */
export async function tellOfHiding(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const read = facts.safeParse(event.facts);
  const hidden = read.success ? await hiddenComment(tx, read.data.comment) : null;
  if (!hidden) return;
  const consultation = await consultationToTell(tx, Number(event.subject_id));
  const today = localDateOf(services.clock());
  if (!(await commenters(tx, consultation, today)).includes(hidden.authorId)) return;
  const isOpen = consultation.state === 'announced' && today <= consultation.window.to;
  await notify(tx, services, await reachableOf(tx, [hidden.authorId]), {
    // of its own: it holds whatever else becomes of the consultation
    ...{ topic: 'consultation', subject: { kind: 'consultation_comment', id: String(hidden.id) } },
    path: isOpen
      ? consultationPaths.own(consultation.id, hidden.id)
      : consultationPaths.mine(consultation.id),
    title: {
      vi: `Ý kiến của bạn về ${consultation.title} không được hiện`,
      en: `Your comment on ${english(consultation)} is not shown`,
    },
    detail: hiddenDetail(hidden, isOpen ? consultation.window.to : null),
  });
}

/** Which comment, why, and until when it can be changed. */
function hiddenDetail({ partName, words, reason }: HiddenComment, until: LocalDate | null): Text {
  const vi = [
    partName ? `Phần: ${partName}.` : 'Về toàn bộ dự thảo.',
    `Bạn viết: “${words}”.`,
    ...(until ? [`Bạn sửa được ý kiến này đến hết ngày ${formatDate('vi', until)}.`] : []),
    `Lý do: ${reason}`,
  ];
  const en = [
    partName ? `Part: ${partName}.` : 'On the whole draft.',
    `You wrote: “${words}”.`,
    ...(until ? [`You can change the comment until the end of ${formatDate('en', until)}.`] : []),
    `Reason: ${reason}`,
  ];
  return { vi: vi.join(' '), en: en.join(' ') };
}

const english = ({ title, titleEn }: Consultation) => titleEn ?? `“${title}”`;

function windowOf({ window, agency }: Consultation): Text {
  return {
    vi: `Cơ quan soạn thảo: ${agency}. Nhận góp ý từ ${formatDate('vi', window.from)} đến hết ${formatDate('vi', window.to)}.`,
    en: `Drafted by ${agency}. Comments are taken from ${formatDate('en', window.from)} to the end of ${formatDate('en', window.to)}.`,
  };
}

const asked: People = (tx, { id }, today) => askedAccounts(tx, id, { silent: false, today });
const silent: People = (tx, { id }, today) => askedAccounts(tx, id, { silent: true, today });
/** Those whose comments stand, as far as they may still read it. */
const commenters: People = async (tx, consultation, today) => {
  const ids = await commenterAccounts(tx, consultation.id);
  if (consultation.audience === 'public') return ids;
  const readers = new Set(await asked(tx, consultation, today));
  return ids.filter((id) => readers.has(id));
};
/** Who prepared it; where that one works on it no longer, those who do. */
const preparer: People = async (tx, { id, edition }, today) => {
  const account = await preparedBy(tx, id);
  const holders = async (role: Role) =>
    (await holdersOf(tx, role, edition?.id ?? 0, today)).map((holder) => holder.id);
  const officers = await holders('programme_officer');
  const working = [...officers, ...(await holders('programme_head'))];
  return account !== null && working.includes(account) ? [account] : officers;
};

const tellings: Readonly<Record<string, Telling>> = {
  'consultation.opened': {
    states: ['announced'],
    to: [asked],
    say: (one) => ({
      title: { vi: `Đề nghị góp ý: ${one.title}`, en: `Please comment on ${english(one)}` },
      detail: windowOf(one),
    }),
  },
  'consultation.due_soon': {
    states: ['announced'],
    to: [silent],
    say: (one) => ({
      title: { vi: `Sắp hết hạn góp ý: ${one.title}`, en: `Comments end soon: ${english(one)}` },
      detail: windowOf(one),
    }),
  },
  'consultation.prolonged': {
    states: ['announced'],
    to: [asked, commenters],
    say: (one) => ({
      title: { vi: `Gia hạn góp ý: ${one.title}`, en: `More time for comments: ${english(one)}` },
      detail: windowOf(one),
    }),
  },
  'consultation.withdrawn': {
    states: ['withdrawn'],
    to: [asked, commenters],
    say: (one) => ({
      title: { vi: `Dừng lấy ý kiến: ${one.title}`, en: `Consultation ended early: ${english(one)}` },
      detail: { vi: one.withdrawal ?? '', en: one.withdrawal ?? '' },
    }),
  },
  'consultation.closed': {
    states: ['announced'],
    to: [preparer],
    work: true,
    say: (one) => ({
      title: { vi: `Đã hết hạn góp ý: ${one.title}`, en: `Comments have ended: ${english(one)}` },
      detail: {
        vi: 'Hãy trả lời các ý kiến còn lại rồi trình công bố bản tổng hợp.',
        en: 'Answer what is left, then have the summary published.',
      },
    }),
  },
  'consultation.published': {
    states: ['published'],
    to: [asked, commenters],
    say: (one) => ({
      title: {
        vi: `Đã có bản tổng hợp, giải trình ý kiến về ${one.title}`,
        en: `Comments on ${english(one)} were answered`,
      },
      detail: {
        vi: 'Cảm ơn bạn đã góp ý. Bản tổng hợp và nội dung tiếp thu, giải trình từng ý kiến có ở trang lấy ý kiến.',
        en: 'Thank you for your comments. The summary with a reply to each is on the page of the consultation.',
      },
    }),
  },
};

/** Events of a consultation that are told to more than one person, and those after which what was to be told holds no longer. */
export const consultationEvents = [
  ...Object.keys(tellings),
  ...['consultation.announced', 'consultation.taken_back'],
];
