import { isPartialDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { type EntryContent, titleLimit } from './inputs.ts';

const overlong: Text = {
  vi: `Tên dài quá ${titleLimit} ký tự. Hãy rút gọn; phần giải thích viết vào mục bối cảnh.`,
  en: `The title is longer than ${titleLimit} characters. Shorten it; explanations belong into the context.`,
};

/** What keeps an entry from being saved by hand, by form field; empty when it may be saved. */
export function contentErrors(
  content: EntryContent,
  knownSectors: ReadonlySet<string>,
): Record<string, Text> {
  const errors: Record<string, Text> = {};
  if (!content.title) errors.title = { vi: 'Hãy viết tên của mục.', en: 'Write the title of the entry.' };
  else if ([...content.title].length > titleLimit) errors.title = overlong;
  if ((content.titleEn?.length ?? 0) > titleLimit) errors.titleEn = overlong;
  if (content.sectors.some((code) => !knownSectors.has(code)))
    errors.sectors = {
      vi: 'Có lĩnh vực không còn trong danh sách. Hãy chọn lại.',
      en: 'A sector is no longer in the list. Choose again.',
    };
  if (content.openFrom && content.openTo && content.openTo < content.openFrom)
    errors.openTo = {
      vi: 'Ngày đóng nhận đề xuất phải sau ngày mở.',
      en: 'The closing day must follow the opening day.',
    };
  content.detail.results.forEach((result, index) => {
    if (result.due !== null && !isPartialDate(result.due)) errors[`results-${index}-due`] = wrongDate;
    if (!result.text)
      errors[`results-${index}-text`] = {
        vi: 'Hãy viết nội dung kết quả, hoặc bỏ dòng này.',
        en: 'Write the result, or remove the row.',
      };
  });
  if (content.kind === 'problems') problemErrors(content.detail, errors);
  else needErrors(content.detail, errors);
  return errors;
}

export const wrongDate: Text = {
  vi: 'Ngày chưa đúng. Ví dụ: 31/12/2026; nếu chưa rõ ngày thì viết 12/2026 hoặc 2026.',
  en: 'This is no date. Examples: 31/12/2026; 12/2026 or 2026 when the day is not known.',
};

function problemErrors(
  detail: Extract<EntryContent, { kind: 'problems' }>['detail'],
  errors: Record<string, Text>,
): void {
  const { from, to } = detail.time;
  if (from !== null && !isPartialDate(from)) errors.timeFrom = wrongDate;
  if (to !== null && !isPartialDate(to)) errors.timeTo = wrongDate;
  if (from && to && to.slice(0, from.length) < from.slice(0, to.length))
    errors.timeTo ??= {
      vi: 'Thời điểm kết thúc phải sau thời điểm bắt đầu.',
      en: 'The end must follow the beginning.',
    };
}

function needErrors(
  detail: Extract<EntryContent, { kind: 'needs' }>['detail'],
  errors: Record<string, Text>,
): void {
  const { money } = detail;
  if (money?.min != null && money.max != null && money.max < money.min)
    errors.moneyMax = {
      vi: 'Mức cao nhất phải bằng hoặc lớn hơn mức thấp nhất.',
      en: 'The upper amount must not be below the lower one.',
    };
}
