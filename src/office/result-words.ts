import { readTypedPartialDate, writeDate } from '../kernel/dates.ts';
import type { ExpectedResult } from './document.ts';

/** A result with the day it is wanted by: ISO, as far as it is given. */
export interface DatedResult extends ExpectedResult {
  readonly due: string | null;
}

type Measure = Pick<ExpectedResult, 'indicator' | 'unit' | 'value'>;

const OPENING = / \((?=(?:chỉ tiêu|mức đạt|đơn vị tính|thời hạn): )/gu;
const BETWEEN = /; (?=(?:mức đạt|đơn vị tính|thời hạn): )/u;
const PART = /^(chỉ tiêu|mức đạt|đơn vị tính|thời hạn): (\S.*)$/u;
const NUMBER_AND_UNIT =
  /^((?:[≥≤><=] ?)?\d+(?:[.,]\d+)*(?: ?[-–] ?\d+(?:[.,]\d+)*)?)(?: (?=[^\s%\d–-])|(?=%))(.+)$/u;

/**
 * A result as an annex prints it: `Cảnh báo sớm sạt lở (chỉ tiêu: tỷ lệ báo đúng; mức đạt: ≥ 85%; thời hạn: 12/2026)`.
 * In brackets, since a list cell is read apart at its semicolons. `inText` is what the text says by itself, which is
 * not printed twice.
 */
export function resultInWords(result: DatedResult, inText: Measure): string {
  const { indicator, unit, value, due } = result;
  const said = indicator === inText.indicator && unit === inText.unit && value === inText.value;
  const written = [...(said ? [] : measureWords(result)), due && `thời hạn: ${writeDate(due)}`].filter(
    Boolean,
  );
  if (written.length === 0) return result.text;
  const text = result.text.trimEnd();
  const stop = text.endsWith('.') ? '.' : '';
  return `${stop ? text.slice(0, -1) : text} (${inBrackets(written.join('; '))})${stop}`;
}

function measureWords({ indicator, unit, value }: Measure): (string | null)[] {
  const joined = value && unit && `${value}${unit.startsWith('%') ? '' : ' '}${unit}`;
  const again = joined ? measured(joined) : null;
  const reads = again !== null && again.value === value && again.unit === unit;
  return [
    indicator && `chỉ tiêu: ${indicator}`,
    reads ? `mức đạt: ${joined}` : value && `mức đạt: ${value}`,
    reads ? null : unit && `đơn vị tính: ${unit}`,
  ];
}

function measured(target: string): Pick<Measure, 'value' | 'unit'> {
  const [, value = target, unit = null] = NUMBER_AND_UNIT.exec(target) ?? [];
  return { value, unit };
}

/** A bracket that is not closed would end the whole too early, or never. */
function inBrackets(words: string): string {
  let open = 0;
  for (const sign of words) {
    if (sign === '(') open += 1;
    if (sign === ')') open -= 1;
    if (open < 0) break;
  }
  return open === 0 ? words : words.replaceAll('(', '[').replaceAll(')', ']');
}

interface ResultFromWords {
  readonly text: string;
  /** Null where only a due date was printed: what is measured stands in the text, if anywhere. */
  readonly measure: Measure | null;
  readonly due: string | null;
}

/** What `resultInWords` wrote; a text that was not written so says nothing but itself. */
export function resultFromWords(words: string): ResultFromWords {
  const plain = { text: words, measure: null, due: null };
  const end = words.endsWith(')') ? '' : words.endsWith(').') ? '.' : null;
  const opening = end === null ? undefined : [...words.matchAll(OPENING)].at(-1);
  if (!opening || end === null) return plain;
  const parts = words.slice(opening.index + 2, -1 - end.length).split(BETWEEN);
  const said = new Map(parts.map(readPart));
  if (said.size < parts.length || said.has('')) return plain;
  const date = said.get('thời hạn');
  const due = date === undefined ? null : readTypedPartialDate(date);
  if (date !== undefined && due === null) return plain;
  const text = `${words.slice(0, opening.index)}${end}`;
  if (date !== undefined && said.size === 1) return { text, measure: null, due };
  const target = said.get('mức đạt');
  const apart = said.get('đơn vị tính');
  const { value, unit } =
    target === undefined || apart !== undefined
      ? { value: target ?? null, unit: apart ?? null }
      : measured(target);
  return { text, measure: { indicator: said.get('chỉ tiêu') ?? null, unit, value }, due };
}

function readPart(part: string): [string, string] {
  const [, name = '', said = ''] = PART.exec(part) ?? [];
  return [name, said];
}
