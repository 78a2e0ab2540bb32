import type { LocalDate } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { directoryLetter, directoryPaths } from '../../modules/directory/index.ts';
import { type Letter, type LetterSample, secretMark } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { requestLetterTexts } from './letter-texts.ts';
import { dataPaths } from './paths.ts';
import { type Ground, grounds, type RequestKind } from './request.ts';
import { dataTexts } from './texts.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

interface About {
  readonly id: number;
  readonly kind: RequestKind;
  /** null: of nobody with an open account, which has a page of its own. */
  readonly accountId?: number | null;
}

/** Where the person looks at it again: their own page, or the one that asks for their address. */
const pageOf = ({ accountId }: About) => (accountId === null ? dataPaths.byMail : dataPaths.mine);

/** The way to what is kept of an address: the same letter for every address. */
export function wayLetter(sender: Sender, language: Language): Letter {
  const t = requestLetterTexts(language);
  return directoryLetter(sender, language, 'data_request.way', {
    ...t.way,
    path: dataPaths.byLetter(secretMark),
    reason: t.reasonAsked,
  });
}

export function receivedLetter(
  sender: Sender,
  language: Language,
  about: About & { readonly due: LocalDate; readonly words: string },
): Letter {
  const { received: t, open: label, reason } = requestLetterTexts(language);
  const kind = dataTexts(language).kinds[about.kind];
  return directoryLetter(sender, language, 'data_request.received', {
    ...{ subject: t.subject(about.id), label, path: pageOf(about), reason },
    paragraphs: [t.lead(kind, formatDate(language, about.due)), t.words(about.words), t.procedure],
  });
}

export function takenUpLetter(
  sender: Sender,
  language: Language,
  about: About & { readonly due: LocalDate },
): Letter {
  const { takenUp: t, open: label, reason } = requestLetterTexts(language);
  const kind = dataTexts(language).kinds[about.kind];
  return directoryLetter(sender, language, 'data_request.taken_up', {
    ...{ subject: t.subject(about.id), label, path: pageOf(about), reason },
    paragraphs: [t.lead(kind, formatDate(language, about.due))],
  });
}

/** It takes longer, once, and why. */
export function extendedLetter(
  sender: Sender,
  language: Language,
  about: About & { readonly due: LocalDate; readonly reason: string },
): Letter {
  const { extended: t, open: label, reason } = requestLetterTexts(language);
  const kind = dataTexts(language).kinds[about.kind];
  return directoryLetter(sender, language, 'data_request.extended', {
    ...{ subject: t.subject(about.id), label, path: pageOf(about), reason },
    paragraphs: [t.lead(kind, formatDate(language, about.due)), t.why(about.reason), t.once],
  });
}

/** What was ended or erased: an account, that of somebody who was in office, or what went with a mere address. */
export type EndedFor = 'account' | 'official' | 'address';

export function doneLetter(
  sender: Sender,
  language: Language,
  about: About & {
    readonly answer: string | null;
    readonly endedFor: EndedFor;
    /** What was corrected or is used no longer, of what is held. */
    readonly fields: readonly Text[];
  },
): Letter {
  const { done: t, reason } = requestLetterTexts(language);
  const { id, answer, fields } = about;
  const told = fields.map((field) => field[language]).join('; ');
  return directoryLetter(sender, language, 'data_request.carried_out', {
    ...{ subject: t.subject(id), label: t.label, path: directoryPaths.privacy, reason },
    paragraphs: [
      ...doneParagraphs(sender, language, about),
      ...(told === '' ? [] : [t.fields(told)]),
      ...(answer === null ? [] : [t.answer(answer)]),
    ],
  });
}

function doneParagraphs(
  { config }: Sender,
  language: Language,
  { kind, endedFor }: Pick<About, 'kind'> & { readonly endedFor: EndedFor },
): string[] {
  const { done: t } = requestLetterTexts(language);
  if (kind === 'correction' || kind === 'restriction') return [t.effects[kind]];
  const addressKept = t.addressKept(formatNumber(language, config.retention.answerAddresses, 0));
  if (endedFor === 'address') return [t.effects.address, addressKept];
  const served = endedFor === 'official' ? [t.served] : [];
  if (kind === 'withdrawal') return [t.effects.withdrawal, t.kept, ...served];
  const effect = endedFor === 'official' ? t.effects.erasureServed : t.effects.erasure;
  return [effect, t.kept, ...served, addressKept];
}

export function refusedLetter(
  sender: Sender,
  language: Language,
  about: About & { readonly ground: Ground; readonly answer: string },
): Letter {
  const { refused: t, done, open: label, reason } = requestLetterTexts(language);
  const { label: ground, source } = grounds[about.ground];
  const kind = dataTexts(language).kinds[about.kind];
  return directoryLetter(sender, language, 'data_request.was_refused', {
    ...{ subject: t.subject(about.id), label, path: pageOf(about), reason },
    paragraphs: [
      t.lead(kind),
      t.ground(ground[language], source[language]),
      done.answer(about.answer),
      t.next,
    ],
  });
}

const madeUp = { id: 12, kind: 'erasure', due: '2027-01-06' as LocalDate } as const;

export const requestLetterSamples: readonly LetterSample[] = [
  {
    kind: 'data_request.way',
    label: { vi: 'Dữ liệu cá nhân: xác nhận địa chỉ', en: 'Personal data: confirm an address' },
    write: wayLetter,
  },
  {
    kind: 'data_request.received',
    label: { vi: 'Dữ liệu cá nhân: đã nhận yêu cầu', en: 'Personal data: a request was received' },
    write: (sender, language) =>
      receivedLetter(sender, language, {
        ...madeUp,
        words: { vi: 'Tôi không dùng tài khoản nữa.', en: 'I do not use the account any longer.' }[language],
      }),
  },
  {
    kind: 'data_request.taken_up',
    label: { vi: 'Dữ liệu cá nhân: đã tiếp nhận', en: 'Personal data: a request was taken up' },
    write: (sender, language) => takenUpLetter(sender, language, madeUp),
  },
  {
    kind: 'data_request.extended',
    label: { vi: 'Dữ liệu cá nhân: gia hạn', en: 'Personal data: a term was extended' },
    write: (sender, language) =>
      extendedLetter(sender, language, {
        ...madeUp,
        reason: { vi: 'Phải đối chiếu hồ sơ giấy.', en: 'Files on paper have to be compared.' }[language],
      }),
  },
  {
    kind: 'data_request.carried_out',
    label: { vi: 'Dữ liệu cá nhân: đã thực hiện', en: 'Personal data: a request was carried out' },
    write: (sender, language) =>
      doneLetter(sender, language, {
        ...{ ...madeUp, kind: 'correction', endedFor: 'account' },
        fields: [{ vi: 'Họ và tên', en: 'Name' }],
        answer: { vi: 'Đã sửa tên đệm.', en: 'The middle name was corrected.' }[language],
      }),
  },
  {
    kind: 'data_request.was_refused',
    label: { vi: 'Dữ liệu cá nhân: không thực hiện', en: 'Personal data: a request was refused' },
    write: (sender, language) =>
      refusedLetter(sender, language, {
        ...{ ...madeUp, ground: 'dispute' },
        answer: {
          vi: 'Đăng ký của bạn là tài liệu của việc khiếu nại đang giải quyết.',
          en: 'Your registration is part of a complaint that is being settled.',
        }[language],
      }),
  },
];
