import { GROUP_MARK, GROUP_OPENING, GROUP_WORD, isTotal } from './catalogue-rows.ts';
import { fold, isAllCaps, normaliseText } from './text.ts';

/** The rows of one target or task: the first with its number and name, then those that say more about it. */
export interface PlanRows<Field extends string> {
  /** The headings it stands under, outermost first. */
  readonly groups: readonly string[];
  readonly first: PlanRow<Field>;
  readonly more: PlanRow<Field>[];
}

export interface PlanRow<Field extends string> {
  readonly cells: readonly string[];
  /** What the columns of a field hold, joined; the first column alone of a field that stands once. */
  text(field: Field): string;
}

export interface ReadRows<Field extends string> {
  readonly entries: PlanRows<Field>[];
  /** Notes under the table, which are nobody's target or task. */
  readonly notes: string[];
}

interface Group {
  readonly depth: number;
  readonly name: string;
}

const NOTE =
  /^(?:(?:ghi chú|lưu ý|nguồn|chú thích)(?:\s[\p{L} ]{1,30})?\s*:|\(?\*+\)?\s|\[[\d*]{1,3}\]\s|\(\d\)\s)/iu;
const PERIOD = /(?:đến|giai đoạn|trong|năm)\s.*20\d\d/iu;
const ROMAN = /^[IVXLC]{1,6}$/u;

/** Which rows make a target or task each. Rows that name a group, a total or a note make none. */
export function planRows<Field extends string>(
  rows: readonly (readonly string[])[],
  fields: readonly (Field | 'tt' | 'name')[],
): ReadRows<Field | 'tt' | 'name'> {
  const rowOf = rowReader(fields);
  const entries: PlanRows<Field | 'tt' | 'name'>[] = [];
  const notes: string[] = [];
  let groups: Group[] = [];
  for (const cells of rows) {
    const row = rowOf(cells);
    const written = cells.filter((text, place) => text !== '' && cells.indexOf(text) === place);
    const [only, ...others] = written;
    if (only === undefined || isTotal(cells)) continue;
    if (others.length === 0 && NOTE.test(only)) {
      notes.push(only);
      continue;
    }
    const name = groupName(row, written);
    if (name !== null) {
      const depth = depthOf(name);
      groups = [...groups.filter((one) => one.depth < depth), { depth, name }];
      continue;
    }
    const open = entries.at(-1);
    if (open !== undefined && goesOn(row, open.first)) open.more.push(row);
    else entries.push({ groups: groups.map((one) => one.name), first: row, more: [] });
  }
  return { entries, notes };
}

function rowReader<Field extends string>(
  fields: readonly Field[],
): (cells: readonly string[]) => PlanRow<Field> {
  const places = new Map<Field, number[]>();
  for (const [place, field] of fields.entries()) places.set(field, [...(places.get(field) ?? []), place]);
  return (cells) => ({
    cells,
    text(field) {
      const own = (places.get(field) ?? []).map((place) => cells[place] ?? '');
      return own.length < 2 ? (own[0] ?? '') : normaliseText(own.filter((text) => text !== '').join('; '));
    },
  });
}

/** `I. Nâng cao nhận thức` in one merged row or beside its number, `ĐẾN NĂM 2030`, `Nhóm nhiệm vụ về dữ liệu`. */
function groupName(row: PlanRow<'tt' | 'name'>, written: readonly string[]): string | null {
  const [first = '', second] = written;
  const [tt, name] = [row.text('tt'), row.text('name')];
  if (written.length === 2 && second !== undefined) {
    if (first !== tt || second !== name) return null;
    return GROUP_MARK.test(first) ? `${first.replace(/[.)]$/u, '')}. ${second}` : null;
  }
  if (written.length !== 1 || GROUP_MARK.test(first) || !/\p{L}{2}/u.test(first)) return null;
  // over the whole width the words stand in the column of numbers
  const across = first === tt && name === '';
  const heads = GROUP_OPENING.test(first) || GROUP_WORD.test(first) || isAllCaps(first) || PERIOD.test(first);
  return across || (heads && first.length <= 300) ? first : null;
}

/** Parts hold letters, letters hold Roman numbers, and these what has no mark; a period holds all groups in it. */
function depthOf(name: string): number {
  const mark = /^([IVXLC]{1,6}|[A-HĐ])[.)]\s/u.exec(name)?.[1];
  if (mark === undefined) {
    if (/^(?:phụ lục|phần)\s/iu.test(name)) return 0;
    return PERIOD.test(name) ? 1 : 4;
  }
  return mark !== 'C' && mark !== 'D' && ROMAN.test(mark) ? 3 : 2;
}

/** The row says more about the entry above: no number and name of its own, or the same merged ones again. */
function goesOn(row: PlanRow<'tt' | 'name'>, above: PlanRow<'tt' | 'name'>): boolean {
  const [tt, name] = [row.text('tt'), row.text('name')];
  if (tt === '' && name === '') return true;
  return name !== '' && name === above.text('name') && (tt === '' || tt === above.text('tt'));
}

/** A period as one writes it: `Đến năm 2030` of `ĐẾN NĂM 2030`, `I. Đến năm 2030`. Null for what names none. */
export function periodNamed(heading: string): string | null {
  const name = heading.replace(GROUP_OPENING, '');
  if (!PERIOD.test(name) || name.length > 120) return null;
  const lower = isAllCaps(name) ? name.toLowerCase() : name;
  return normaliseText(lower.charAt(0).toUpperCase() + lower.slice(1)).replace(/[:.;]+$/u, '');
}

/** What a heading says in comparable words, whatever its number. */
export function headingWords(heading: string): string {
  return fold(heading.replace(GROUP_OPENING, ''));
}
