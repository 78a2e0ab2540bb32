import type { OfficialText, Passage } from './official-text.ts';

/** The words Decree 30/2020 fixes, as each writer prints them. */

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const END_MARK = './.';

const BLANK = '\u00a0';

/** `Số: 05/TB-UBND`, or room for the number where there is none yet. */
export function numberLine(number: string | null, symbol: string): string {
  return `Số: ${number === null ? BLANK.repeat(8) : twoFigures(number)}/${symbol}`;
}

/** `ngày 05 tháng 01 năm 2026`; a zero before days below 10 and before months 1 and 2 only. */
export function dateWords(date: string | null): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/u.exec(date ?? '') ?? [];
  const blank = BLANK.repeat(6);
  const months = month === undefined ? blank : Number(month) <= 2 ? month : String(Number(month));
  return `ngày ${day ?? blank} tháng ${months} năm ${year ?? blank}`;
}

export function dateLine(place: string, date: string | null): string {
  return `${place}, ${dateWords(date)}`;
}

function twoFigures(number: string): string {
  return /^\d$/u.test(number) ? `0${number}` : number;
}

/** The căn cứ lines as printed: each ends with a semicolon, the last with a full stop. */
export function basisLines(bases: readonly string[]): string[] {
  return bases.map((basis, at) => `${basis}${at === bases.length - 1 ? '.' : ';'}`);
}

/** `Nơi nhận` as printed. */
export function recipientLines(recipients: readonly string[]): string[] {
  return recipients.map((name, at) => `- ${name}${at === recipients.length - 1 ? '.' : ';'}`);
}

/** `Kính gửi` as printed: one name beside it, several below with dashes. */
export function addressLines(addressees: readonly string[]): string[] {
  const [first, ...others] = addressees;
  if (first === undefined) return [];
  if (others.length === 0) return [`Kính gửi: ${first}.`];
  return ['Kính gửi:', ...recipientLines(addressees)];
}

/** The body with the end mark after its last paragraph. */
export function endedBody(text: OfficialText): Passage[] {
  const last = text.body.at(-1);
  if (last === undefined || last.text.endsWith(END_MARK)) return text.body;
  return [...text.body.slice(0, -1), { ...last, text: `${last.text.replace(/[\s.;,]+$/u, '')}${END_MARK}` }];
}

/** An agency over its two usual lines: `ỦY BAN NHÂN DÂN`, `TỈNH LẠNG SƠN`. */
export function issuerLines(agency: string): string[] {
  return capitals(agency).split(/(?<=^(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN))\s/u);
}

export function annexHeading(number: string | null): string {
  return number === null ? 'PHỤ LỤC' : `PHỤ LỤC ${number}`;
}

/** `Phụ lục I` heads the table; its title stands in capitals. */
export function capitals(text: string): string {
  return text.toLocaleUpperCase('vi');
}

/** Room for a number and a day not known yet, where the text leaves them out: `số /TB-UBND ngày tháng 4`. */
export function openBlanks(text: string): string {
  return text
    .replace(/(?<=số) \/(?=\p{L})/gu, ` ${BLANK.repeat(6)}/`)
    .replace(/(?<=ngày) (?=tháng)/gu, ` ${BLANK.repeat(4)} `)
    .replace(/(?<=tháng) (?=năm)/gu, ` ${BLANK.repeat(4)} `);
}
