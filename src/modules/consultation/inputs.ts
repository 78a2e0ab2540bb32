import { type LocalDate, readTypedDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import { type Language, singleSpaced, type Text } from '../../kernel/text.ts';
import { formatNumber } from '../../ui/format.ts';
import { readLines } from '../catalogue/index.ts';
import {
  type Audience,
  askedMost,
  audiences,
  contentMost,
  introductionMost,
  lineMost,
  type PartText,
  partsMost,
  reasonMost,
  titleMost,
  type Window,
} from './consultation.ts';

/** The fields of a consultation as typed. */
export interface TypedConsultation {
  readonly title: string;
  readonly titleEn: string;
  readonly introduction: string;
  readonly agency: string;
  readonly contact: string;
  readonly audience: string;
  readonly namesShown: string;
  readonly from: string;
  readonly to: string;
  /** Ids of organisations. */
  readonly agencies: readonly string[];
  /** E-mail addresses of people, a line each. */
  readonly people: string;
}

export interface ConsultationInput {
  readonly title: string;
  readonly titleEn: string | null;
  readonly introduction: string;
  readonly agency: string;
  readonly contact: string;
  readonly audience: Audience;
  readonly namesShown: boolean;
  readonly window: Window;
  readonly agencies: readonly number[];
  readonly people: readonly string[];
}

export function tooLong(length: number, most: number): Text {
  const count = (language: Language, value: number) => formatNumber(language, value, 0);
  return {
    vi: `Nội dung này dài ${count('vi', length)} ký tự; hãy viết gọn trong ${count('vi', most)} ký tự. Những gì bạn viết vẫn còn trong ô.`,
    en: `This has ${count('en', length)} characters; keep it within ${count('en', most)}. What you wrote is still in the box.`,
  };
}

/** What is wrong with a text; `empty` null where it need not be there. */
export function wrongText(text: string, most: number, empty: Text | null): Text | null {
  if (isBlank(text)) return empty;
  const length = [...text].length;
  return length > most ? tooLong(length, most) : null;
}

/** Nothing that anybody could read: spaces, and characters that only steer others or show as nothing. */
export function isBlank(text: string): boolean {
  return /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\s]*$/u.test(text);
}

/** Throws InvalidInput with all that is wrong at once. */
export function refuseWrong(found: Readonly<Record<string, Text | null>>): void {
  const wrong = Object.entries(found).flatMap(([field, text]) => (text ? [[field, text] as const] : []));
  if (wrong.length > 0) throw new InvalidInput(Object.fromEntries(wrong));
}

const line = (typed: string) => singleSpaced(typed.replace(/\p{Cc}/gu, ' '));

const tooManyAsked: Text = {
  vi: `Hỏi nhiều nhất ${askedMost} cơ quan và cá nhân.`,
  en: `Ask at most ${askedMost} agencies and people.`,
};

const noDate: Text = {
  vi: 'Hãy ghi một ngày có thật, ví dụ 05/01/2026.',
  en: 'Write a day that exists, such as 05/01/2026.',
};

/** Days from the first to the last one of the longest window. */
const longestYears = 5;

function wrongEnd(from: LocalDate | null, to: LocalDate | null): Text | null {
  if (!to) return noDate;
  if (from && to < from)
    return { vi: 'Ngày kết thúc phải từ ngày bắt đầu trở đi.', en: 'The last day comes before the first.' };
  if (from && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > longestYears)
    return { vi: 'Thời gian lấy ý kiến quá dài.', en: 'The window is too long.' };
  return null;
}

/** Throws InvalidInput by field. */
export function readConsultation(typed: TypedConsultation): ConsultationInput {
  const from = readTypedDate(typed.from);
  const to = readTypedDate(typed.to);
  const audience = audiences.find((one) => one === typed.audience);
  const read = {
    title: line(typed.title),
    titleEn: line(typed.titleEn) || null,
    introduction: readLines(typed.introduction),
    agency: line(typed.agency),
    contact: readLines(typed.contact),
    people: readAddresses(typed.people),
    agencies: [...new Set(typed.agencies.filter((id) => /^\d{1,15}$/.test(id)).map(Number))],
  };
  refuseWrong({
    title: wrongText(read.title, titleMost, {
      vi: 'Hãy ghi tên dự thảo lấy ý kiến.',
      en: 'Name the draft that is consulted on.',
    }),
    titleEn: wrongText(read.titleEn ?? '', titleMost, null),
    introduction: wrongText(read.introduction, introductionMost, null),
    agency: wrongText(read.agency, lineMost, {
      vi: 'Hãy ghi cơ quan soạn thảo.',
      en: 'Name the drafting agency.',
    }),
    contact: wrongText(read.contact, reasonMost, null),
    audience: audience ? null : { vi: 'Hãy chọn lấy ý kiến của ai.', en: 'Choose who is asked.' },
    people: read.people.length + read.agencies.length > askedMost ? tooManyAsked : null,
    from: from ? null : noDate,
    to: wrongEnd(from, to),
    agencies:
      audience === 'internal' && read.agencies.length + read.people.length === 0
        ? {
            vi: 'Hãy chọn ít nhất một cơ quan, hoặc ghi e-mail của người được hỏi.',
            en: 'Choose at least one agency, or give the e-mail of a person.',
          }
        : null,
  });
  if (!from || !to || !audience) throw new Error('checked above');
  return { ...read, audience, namesShown: typed.namesShown === '1', window: { from, to } };
}

function readAddresses(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((address) => address.toLowerCase()),
    ),
  ];
}

/** Throws InvalidInput `reason`. */
export function readReason(typed: string): string {
  const reason = readLines(typed);
  refuseWrong({
    reason: wrongText(reason, reasonMost, {
      vi: 'Hãy ghi lý do; mọi người đọc được.',
      en: 'Give the reason; everybody reads it.',
    }),
  });
  return reason;
}

/** Throws InvalidInput `to`. */
export function readLaterEnd(typed: string, window: Window): LocalDate {
  const to = readTypedDate(typed);
  refuseWrong({
    to:
      to && to <= window.to
        ? { vi: 'Ngày kết thúc mới phải sau ngày kết thúc cũ.', en: 'The new last day must be a later one.' }
        : wrongEnd(window.from, to),
  });
  if (!to) throw new Error('checked above');
  return to;
}

/** The text of a document as officers edit it: a line that begins with # opens a part. */
export function writeParts(parts: readonly Pick<PartText, 'label' | 'title' | 'body'>[]): string {
  return parts
    .map(({ label, title, body }) => `# ${label ? `${label}. ` : ''}${title}\n${body}`.trim())
    .join('\n\n');
}

/** Throws InvalidInput `parts`. */
export function readParts(typed: string): PartText[] {
  const text = readLines(typed);
  refuseWrong({
    parts: wrongText(text, contentMost, {
      vi: 'Hãy gõ nội dung dự thảo, mỗi phần mở đầu bằng một dòng có dấu #.',
      en: 'Type the draft; each part begins with a line marked #.',
    }),
  });
  const parts: { title: string; lines: string[] }[] = [];
  for (const one of text.split('\n')) {
    const heading = /^#+\s*(.*)$/u.exec(one);
    const open = parts.at(-1);
    if (heading) parts.push({ title: line(heading[1] ?? ''), lines: [] });
    else if (open) open.lines.push(one);
    else if (one.trim() !== '') parts.push({ title: line(one), lines: [] });
  }
  const untitled = parts.findIndex(({ title }) => title === '');
  const long = parts.findIndex(({ title }) => [...title].length > reasonMost);
  refuseWrong({
    parts:
      parts.length > partsMost
        ? { vi: `Nhiều nhất ${partsMost} phần.`, en: `At most ${partsMost} parts.` }
        : untitled >= 0
          ? { vi: `Phần thứ ${untitled + 1} chưa có tên.`, en: `Part ${untitled + 1} has no name.` }
          : long >= 0
            ? {
                vi: `Tên của phần thứ ${long + 1} quá dài; hãy chuyển bớt xuống nội dung.`,
                en: `The name of part ${long + 1} is too long; move some of it into its text.`,
              }
            : null,
  });
  return parts.map(({ title, lines }) => {
    const [, label, rest] =
      /^((?:Điều|Chương|Mục|Phần)\s[\dIVXLC]+[a-zđ]?)\s?[.:]\s?(.+)$/u.exec(title) ?? [];
    return {
      ...(label && rest ? { label, title: rest } : { label: null, title }),
      ...{ body: lines.join('\n').trim(), entryId: null },
    };
  });
}
