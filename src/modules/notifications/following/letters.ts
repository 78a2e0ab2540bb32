import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import {
  followsMark,
  type Letter,
  type LetterSample,
  secretMark,
  stopMark,
} from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { formatDate } from '../../../ui/format.ts';
import { writeLetter } from '../../../ui/letter.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { newsSentence, thingName, thingPath } from './news-text.ts';
import { followingPaths } from './paths.ts';
import { followingTexts } from './texts.ts';
import type { ToldThing } from './told-things.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

/** Things named in one letter at most. */
export const mostItems = 30;

function senderOf({ config, installation }: Sender) {
  return { operator: installation.operator, site: config.baseUrl.href };
}

/** Asks whoever reads this address whether they want to follow; nothing else is sent before. */
export function confirmLetter(sender: Sender, language: Language, label: Text): Letter {
  const t = followingTexts(language).letter;
  const written = writeLetter(language, senderOf(sender), {
    subject: t.confirmSubject(label[language]),
    paragraphs: [t.confirmAsked(label[language]), t.confirmHow, t.confirmNot],
    // joined as texts: a mark stays as it is
    action: {
      label: t.confirmAction,
      href: `${sender.config.baseUrl.origin}${localPath(language, followingPaths.confirm(secretMark))}`,
    },
    reason: t.confirmReason,
  });
  return { kind: 'following.confirm', language, ...written };
}

/** What is new of all that somebody follows. `on`: of a letter of the day, its day. */
export function followingLetter(
  sender: Sender,
  language: Language,
  news: { readonly things: readonly ToldThing[]; readonly total: number; readonly on: LocalDate | null },
): Letter {
  const { things, total, on } = news;
  const t = followingTexts(language).letter;
  const items = things.map((thing) => ({
    title: thingName(language, thing),
    detail: newsSentence(language, thing),
    href: new URL(localPath(language, thingPath(thing)), sender.config.baseUrl).href,
  }));
  const [only] = items;
  const many = on ? t.subjectOn(total, formatDate(language, on)) : t.subject(total);
  const written = writeLetter(language, senderOf(sender), {
    subject: total === 1 && only ? `${only.title}: ${only.detail}`.replace(/\.$/, '') : many,
    quoted: [only?.title ?? null],
    paragraphs: [total > items.length ? t.more(items.length, total) : t.lead],
    items,
    action: { label: t.action, href: followsMark },
    reason: t.reason,
    stop: { label: t.stop, href: stopMark },
    choose: { label: t.choose, href: followsMark },
  });
  return { kind: 'following.news', language, ...written };
}

const madeUp: readonly ToldThing[] = [
  {
    ...{ id: 1, what: 'new', subject: 'entry', catalogue: 'problems', code: 'BTL-2027-03' },
    ...{ title: 'Cảnh báo sớm sạt lở, lũ quét', titleEn: 'Early warning of landslides and flash floods' },
    ...{ context: 'BTL-2027', year: null, illustrative: true, outcome: null, successors: [], work: null },
  },
  {
    ...{ id: 2, what: 'amended', subject: 'edition', catalogue: 'needs', code: 'NCCN-2027' },
    ...{ title: 'Danh mục nhu cầu công nghệ năm 2027', titleEn: 'Technology needs of 2027' },
    ...{ context: null, year: 2027, illustrative: false, outcome: null, successors: [], work: null },
  },
  {
    ...{ id: 3, what: 'done', subject: 'task', catalogue: null, code: 'NV-145-2027-017' },
    ...{ title: 'Số hóa hồ sơ đất đai cấp xã', titleEn: 'Digitising land records of communes' },
    ...{ context: null, year: null, illustrative: false, outcome: null, successors: [] },
    work: {
      ...{ plan: '145/KH-UBND', day: '2027-01-03', percent: 100, how: 'done', document: null, agencies: [] },
      ...{ value: null, words: null, unit: null },
    },
  },
];

export const followingSamples: readonly LetterSample[] = [
  {
    kind: 'following.confirm',
    label: { vi: 'Xác nhận theo dõi', en: 'Confirming to follow' },
    write: (sender, language) =>
      confirmLetter(sender, language, {
        vi: 'BTL-2027-03 Cảnh báo sớm sạt lở, lũ quét',
        en: 'BTL-2027-03 Early warning of landslides and flash floods',
      }),
  },
  {
    kind: 'following.news',
    label: { vi: 'Tin mới từ nội dung theo dõi', en: 'News of what is followed' },
    write: (sender, language) =>
      followingLetter(sender, language, {
        things: madeUp,
        total: madeUp.length,
        on: '2027-01-04' as LocalDate,
      }),
  },
];
