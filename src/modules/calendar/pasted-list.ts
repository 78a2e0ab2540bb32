import { type LocalDate, readTypedDate, writeDate } from '../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import type { DayKind, KeptDay } from './calendar.ts';
import { readName, readSource, wrongDate, wrongName, wrongSource } from './inputs.ts';

export const mostLines = 200;

/** A day of a pasted list with the number of its line. */
export interface PastedDay extends KeptDay {
  readonly line: number;
}

export interface LineProblem {
  readonly line: number;
  readonly text: Text;
}

export interface PastedList {
  readonly days: readonly PastedDay[];
  readonly problems: readonly LineProblem[];
}

const kindWords: Readonly<Record<string, DayKind>> = {
  ...{ nghỉ: 'off', off: 'off' },
  ...{ 'làm bù': 'worked', làm: 'worked', 'làm việc': 'worked', 'đi làm': 'worked', worked: 'worked' },
};
// the longer word first: “làm bù” is not “làm” with a name
const kindPattern = new RegExp(
  `^(${Object.keys(kindWords)
    .sort((one, other) => other.length - one.length)
    .join('|')})(?![\\p{L}])[\\s,;|]*(.*)$`,
  'iu',
);

/**
 * A list as people paste it, a day a line: “31/08/2026 nghỉ, Hoán đổi dịp Quốc khánh, Thông báo 12/TB-VP ngày 3/1/2026”, also with
 * tabs as a spreadsheet has them. What cannot be read is told by line; empty lines are passed over.
 */
export function readPastedList(text: string): PastedList {
  const days: PastedDay[] = [];
  const problems: LineProblem[] = [];
  const lines = text.split(/\r\n|\n|\r/u);
  for (const [at, content] of lines.slice(0, mostLines).entries()) {
    const line = at + 1;
    if (content.trim() === '') continue;
    const read = readLine(content);
    const twice = 'day' in read && days.find(({ day }) => day === read.day);
    if (!('day' in read)) problems.push({ line, text: read });
    else if (twice) problems.push({ line, text: alreadyIn(read.day, twice.line) });
    else days.push({ ...read, line });
  }
  if (lines.length > mostLines)
    problems.push({
      line: mostLines + 1,
      text: { vi: `Danh sách dài quá ${mostLines} dòng.`, en: `The list is longer than ${mostLines} lines.` },
    });
  else if (days.length + problems.length === 0)
    problems.push({ line: 1, text: { vi: 'Chưa có dòng nào.', en: 'There is no line.' } });
  return { days, problems };
}

function readLine(content: string): KeptDay | Text {
  const parts = /^\s*([\d/.-]+)[\s,;|]+(.*)$/su.exec(content.normalize('NFC').replaceAll('\t', ' | '));
  const day = parts && readTypedDate(parts[1] ?? '');
  if (!day) return wrongDate;
  const [, word, rest = ''] = kindPattern.exec(singleSpaced(parts[2] ?? '')) ?? [];
  const kind = word && kindWords[word.toLowerCase()];
  if (!kind)
    return {
      vi: 'Sau ngày cần ghi “nghỉ” hoặc “làm bù”.',
      en: 'After the day there has to be “nghỉ” (off) or “làm bù” (worked).',
    };
  // of a spreadsheet's cells and between semicolons a comma is one of the name
  const sign = content.includes('\t') ? '|' : rest.includes(';') ? ';' : ',';
  const [typedName = '', ...said] = rest.split(sign);
  const typedSource = said.join(sign);
  const [name, source] = [readName(typedName), readSource(typedSource)];
  if (!name) return wrongName;
  if (!source) return wrongSource;
  return { day, kind, name, source, swappedWith: null };
}

function alreadyIn(day: LocalDate, line: number): Text {
  const written = writeDate(day);
  return {
    vi: `Ngày ${written} đã có ở dòng ${line}.`,
    en: `${written} is in line ${line} already.`,
  };
}
