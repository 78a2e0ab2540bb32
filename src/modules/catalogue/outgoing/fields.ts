import type { Text } from '../../../kernel/text.ts';

/** Names an officer may put between double braces; what stands in the document is known only when it is written. */
export const fieldNames = [
  'năm',
  'số mục',
  'tên danh mục',
  'tỉnh',
  'đầu mối',
  'địa chỉ',
  'điện thoại',
  'đang tìm lời giải',
  'đang triển khai',
  'đã giải quyết',
  'chưa triển khai',
  'kết quả các mục',
  'lý do điều chỉnh',
  'việc điều chỉnh',
] as const;
export type FieldName = (typeof fieldNames)[number];

const FIELD = /\{\{([^{}\n]*)\}\}/gu;

function fieldNamed(written: string): FieldName | undefined {
  const name = written.replace(/\s+/gu, ' ').trim().toLocaleLowerCase('vi').normalize('NFC');
  return fieldNames.find((known) => known === name);
}

/** What is wrong with the first broken field of a text, naming it; null when every field is known and closed. */
export function brokenField(text: string): Text | null {
  for (const [whole, written = ''] of text.matchAll(FIELD)) {
    if (fieldNamed(written)) continue;
    const known = fieldNames.map((name) => `{{${name}}}`).join(', ');
    return {
      vi: `Không có trường “${whole}”. Hãy sửa lại thành một trong: ${known}.`,
      en: `There is no field “${whole}”. Use one of: ${known}.`,
    };
  }
  const rest = text.replace(FIELD, '');
  const at = rest.search(/\{\{|\}\}/u);
  if (at === -1) return null;
  const near = rest
    .slice(Math.max(0, at - 15), at + 25)
    .replace(/\s+/gu, ' ')
    .trim();
  return {
    vi: `Trường gần “${near}” thiếu dấu mở “{{” hoặc dấu đóng “}}”. Hãy viết đủ, ví dụ {{năm}}.`,
    en: `The field near “${near}” lacks its opening “{{” or closing “}}”. Write it whole, as in {{năm}}.`,
  };
}

/** The text with its fields filled in; what has no value yet leaves a dotted line to fill by hand. */
export function filled(text: string, values: Readonly<Record<FieldName, string>>): string {
  return text.replace(FIELD, (whole, written: string) => {
    const name = fieldNamed(written);
    if (name === undefined) return whole;
    return values[name] === '' ? '…………' : values[name];
  });
}
