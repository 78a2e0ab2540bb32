import type { Text } from '../../../kernel/text.ts';

/** Mail programs make links of such words, also where no letter of ours meant one. */
const linked = /:\/\/|\bwww\.|@|\[\[/i;

/** False for a name of a person or organisation that a letter must not carry to somebody else. */
export function isPlainName(name: string): boolean {
  return !linked.test(name);
}

export const linkedName: Text = {
  vi: 'Tên không được chứa địa chỉ trang web, e-mail hay dấu “[[”. Hãy chỉ ghi tên.',
  en: 'A name may not hold a web address, an e-mail address or “[[”. Give the name alone.',
};
