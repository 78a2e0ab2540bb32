import type { Language } from '../../kernel/text.ts';
import { type Letter, type LetterSample, stopMark } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { type LetterItem, type LetterSender, writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { WaitingCount } from '../programme/index.ts';
import { followingSamples } from './following/letters.ts';
import type { News } from './notify.ts';
import { notificationPaths } from './paths.ts';
import { notificationTexts } from './texts.ts';

/** Things named in one letter at most; the others wait on the desk. */
const mostItems = 30;

type Sender = Pick<Services, 'config' | 'installation'>;

function senderOf({ config, installation }: Sender): LetterSender {
  return { operator: installation.operator, site: config.baseUrl.href };
}

function addressOf({ config }: Sender, language: Language, path: string): string {
  return new URL(localPath(language, path), config.baseUrl).href;
}

/** One thing, told at once. */
export function newsLetter(
  sender: Sender,
  language: Language,
  { title, detail, path, topic }: Pick<News, 'title' | 'detail' | 'path' | 'topic'>,
): Letter {
  const t = notificationTexts(language);
  const written = writeLetter(language, senderOf(sender), {
    subject: title[language],
    paragraphs: [detail[language]],
    action: { label: t.open, href: addressOf(sender, language, path) },
    reason: t.reasons[topic],
    stop: { label: t.stop, href: stopMark },
    choose: { label: t.choose, href: addressOf(sender, language, notificationPaths.mine) },
  });
  return { kind: 'news.at_once', language, ...written };
}

export interface ToldItem {
  readonly title: string;
  readonly detail: string;
  readonly path: string;
}

/** What came together in a day, in one letter. */
export function digestLetter(
  sender: Sender,
  language: Language,
  {
    items,
    date,
    waiting = [],
  }: {
    readonly items: readonly ToldItem[];
    readonly date: string;
    /** What stands on the desk besides. */
    readonly waiting?: readonly WaitingCount[];
  },
): Letter {
  const t = notificationTexts(language);
  const listed: LetterItem[] = items.slice(0, mostItems).map(({ title, detail, path }) => ({
    ...{ title, detail },
    href: addressOf(sender, language, path),
  }));
  const written = writeLetter(language, senderOf(sender), {
    subject: t.digest(items.length, date),
    paragraphs: [items.length > listed.length ? t.digestMore(listed.length, items.length) : t.digestLead],
    items: listed,
    ...(waiting.length > 0 && {
      further: { title: t.stillWaiting, items: waitingItems(sender, language, waiting) },
    }),
    action: { label: t.desk, href: addressOf(sender, language, notificationPaths.desk) },
    reason: t.digestReason,
    stop: { label: t.stop, href: stopMark },
    choose: { label: t.choose, href: addressOf(sender, language, notificationPaths.mine) },
  });
  return { kind: 'news.of_the_day', language, ...written };
}

function waitingItems(
  sender: Sender,
  language: Language,
  waiting: readonly WaitingCount[],
): readonly LetterItem[] {
  const t = notificationTexts(language);
  return waiting.map(({ title, total, path }) => ({
    ...{ title, detail: t.waitingCount(total) },
    href: addressOf(sender, language, path ?? notificationPaths.desk),
  }));
}

/** What waits for too long, at the beginning of a week. */
export function waitingLetter(
  sender: Sender,
  language: Language,
  { waiting, date }: { readonly waiting: readonly WaitingCount[]; readonly date: string },
): Letter {
  const t = notificationTexts(language);
  const total = waiting.reduce((sum, one) => sum + one.total, 0);
  const written = writeLetter(language, senderOf(sender), {
    subject: t.waitingSubject(total, date),
    paragraphs: [t.waitingLead],
    items: waitingItems(sender, language, waiting),
    action: { label: t.desk, href: addressOf(sender, language, notificationPaths.desk) },
    reason: t.waitingReason,
    stop: { label: t.stop, href: stopMark },
    choose: { label: t.choose, href: addressOf(sender, language, notificationPaths.mine) },
  });
  return { kind: 'news.waiting', language, ...written };
}

const madeUpWaiting = (language: Language): readonly WaitingCount[] => [
  {
    ...{ title: language === 'vi' ? 'Nhiệm vụ quá hạn' : 'Tasks overdue', total: 3 },
    path: '/ban-lam-viec/nhiem-vu?trang-thai=overdue',
  },
  {
    ...{ title: language === 'vi' ? 'Nhiệm vụ chờ tiếp nhận' : 'Tasks to take on', total: 12 },
    path: null,
  },
];

const madeUp = {
  title: {
    vi: '“Danh mục bài toán lớn năm 2027” (BTL-2027) chờ phụ trách xem xét',
    en: '“Major problems of 2027” (BTL-2027) waits for the head',
  },
  detail: {
    vi: 'Người trình: Nguyễn Thị Mẫu, 08:15 ngày 04/01/2027. Hãy xem, cho ý kiến rồi trình lãnh đạo, hoặc trả lại.',
    en: 'Handed up by an officer, 4 January 2027, 08:15. Read it, then forward or return it.',
  },
  path: '/ban-lam-viec/danh-muc/1',
} as const;

const alsoMadeUp = {
  title: {
    vi: '“Danh mục nhu cầu công nghệ năm 2027” (NCCN-2027) đã được duyệt',
    en: '“Technology needs of 2027” (NCCN-2027) was approved',
  },
  detail: {
    vi: 'Người duyệt: Trần Văn Mẫu, 16:40 ngày 03/01/2027. Công bố lúc 08:00 ngày 05/01/2027.',
    en: 'Approved by the leader, 3 January 2027, 16:40. It becomes public on 5 January 2027, 08:00.',
  },
  path: '/ban-lam-viec/danh-muc/2',
} as const;

export const letterSamples: readonly LetterSample[] = [
  {
    kind: 'news.at_once',
    label: { vi: 'Báo ngay một việc', en: 'One thing, told at once' },
    write: (sender, language) => newsLetter(sender, language, { ...madeUp, topic: 'approval' }),
  },
  {
    kind: 'news.of_the_day',
    label: { vi: 'Thư mỗi ngày', en: 'The letter of the day' },
    write: (sender, language) =>
      digestLetter(sender, language, {
        date: language === 'vi' ? '04/01/2027' : '4 January 2027',
        items: [madeUp, alsoMadeUp].map(({ title, detail, path }) => ({
          ...{ title: title[language], detail: detail[language], path },
        })),
        waiting: madeUpWaiting(language),
      }),
  },
  {
    kind: 'news.waiting',
    label: { vi: 'Việc chờ lâu, đầu tuần', en: 'What waits for long, at the beginning of a week' },
    write: (sender, language) =>
      waitingLetter(sender, language, {
        date: language === 'vi' ? '04/01/2027' : '4 January 2027',
        waiting: madeUpWaiting(language),
      }),
  },
  ...followingSamples,
];
