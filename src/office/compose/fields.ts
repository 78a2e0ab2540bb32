import type { Text } from '../../kernel/text.ts';

const FIELD = /\{\{([^{}\n]*)\}\}/gu;

export interface TemplateFields<Name extends string> {
  /** What is wrong with the first broken field of a text, naming it; null when every field is known and closed. */
  readonly brokenField: (text: string) => Text | null;
  /** The text with its fields filled in; what has no value yet leaves a dotted line to fill by hand. */
  readonly filled: (text: string, values: Readonly<Record<Name, string>>) => string;
}

/** Fields of these names, which an officer writes between double braces; what stands in the document is known when it is written. */
export function templateFields<Name extends string>(names: readonly Name[]): TemplateFields<Name> {
  const named = (written: string): Name | undefined => {
    const name = written.replace(/\s+/gu, ' ').trim().toLocaleLowerCase('vi').normalize('NFC');
    return names.find((known) => known === name);
  };
  const brokenField = (text: string): Text | null => {
    for (const [whole, written = ''] of text.matchAll(FIELD)) {
      if (named(written)) continue;
      const known = names.map((name) => `{{${name}}}`).join(', ');
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
      vi: `Trường gần “${near}” thiếu dấu mở “{{” hoặc dấu đóng “}}”. Hãy viết đủ, ví dụ {{${names[0]}}}.`,
      en: `The field near “${near}” lacks its opening “{{” or closing “}}”. Write it whole, as in {{${names[0]}}}.`,
    };
  };
  const filled = (text: string, values: Readonly<Record<Name, string>>): string =>
    text.replace(FIELD, (whole, written: string) => {
      const name = named(written);
      if (name === undefined) return whole;
      return values[name] === '' ? '…………' : values[name];
    });
  return { brokenField, filled };
}
