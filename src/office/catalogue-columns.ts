import { splitAgencies } from './cell-lists.ts';
import { readCitations } from './citations.ts';
import { fieldOf } from './columns.ts';
import { readDeadline } from './deadlines.ts';
import type { CatalogueColumn, CatalogueField, CatalogueWarning, Table } from './document.ts';
import { fold } from './text.ts';

export const FIELD_NAMES: Record<CatalogueField, string> = {
  tt: 'số thứ tự',
  title: 'tên',
  bases: 'căn cứ',
  context: 'hiện trạng, nội dung',
  results: 'kết quả cần đạt',
  leads: 'cơ quan chủ trì',
  partners: 'cơ quan phối hợp',
  deadline: 'thời hạn',
  sector: 'lĩnh vực',
  place: 'địa bàn',
  money: 'kinh phí',
  other: 'khác',
};

/** Headers of a table, each named and no two alike: `Cột 2` for an empty one, `Ghi chú (2)` for a second. */
export function uniqueHeaders(table: Table): string[] {
  const seen = new Map<string, number>();
  return table.columns.map((name, place) => {
    const header = name === '' ? `Cột ${place + 1}` : name;
    const times = (seen.get(header) ?? 0) + 1;
    seen.set(header, times);
    return times === 1 ? header : `${header} (${times})`;
  });
}

/**
 * The field of each column: by its header, else by what its cells hold; `chosen` overrides by column number (from 0).
 * What is doubtful is said in `warnings`.
 */
export function guessColumns(
  table: Table,
  chosen: Record<number, CatalogueField>,
  warnings: CatalogueWarning[],
): CatalogueColumn[] {
  const headers = uniqueHeaders(table);
  const nameless = table.columns.every((name) => name === '');
  const guessed = nameless ? byContent(table) : table.columns.map(fieldOf);
  if (nameless) {
    const message =
      'Bảng không có dòng tiêu đề; nội dung các cột được đoán theo dữ liệu. Hãy kiểm tra và chọn lại từng cột.';
    warnings.push({ row: null, column: null, message });
  }
  const taken = new Map<CatalogueField, number>();
  for (const [place, field] of guessed.entries()) {
    if (chosen[place] !== undefined || field === 'other') continue;
    const first = taken.get(field);
    if (first === undefined) {
      taken.set(field, place);
      continue;
    }
    warnings.push({
      row: null,
      column: headers[place] ?? null,
      message: `Hai cột “${headers[first]}” và “${headers[place]}” đều có thể là ${FIELD_NAMES[field]}; đã lấy cột “${headers[first]}”. Hãy chọn lại nếu chưa đúng.`,
    });
    guessed[place] = 'other';
  }
  for (const [place, field] of Object.entries(chosen)) guessed[Number(place)] = field;
  if (!guessed.includes('title')) promoteTitle(table, guessed, chosen, headers, warnings);
  return headers.map((header, place) => ({ header, field: guessed[place] ?? 'other' }));
}

/** A catalogue always names its entries: without a title column the first column of words takes its place. */
function promoteTitle(
  table: Table,
  guessed: CatalogueField[],
  chosen: Record<number, CatalogueField>,
  headers: readonly string[],
  warnings: CatalogueWarning[],
): void {
  const free = (place: number, ...fields: CatalogueField[]) =>
    chosen[place] === undefined && fields.includes(guessed[place] ?? 'other');
  const columns = [...guessed.keys()].filter(
    (place) => free(place, 'context', 'other') && isWordy(table, place),
  );
  const place = columns.find((one) => free(one, 'context')) ?? columns[0];
  if (place === undefined) {
    warnings.push({
      row: null,
      column: null,
      message: 'Không tìm thấy cột tên. Hãy chọn cột chứa tên của từng mục.',
    });
    return;
  }
  guessed[place] = 'title';
  const message = `Không có cột nào ghi rõ là tên; đã lấy cột “${headers[place]}”. Hãy kiểm tra lại.`;
  warnings.push({ row: null, column: headers[place] ?? null, message });
}

function isWordy(table: Table, place: number): boolean {
  const cells = table.rows.map((row) => row[place] ?? '').filter((text) => text !== '');
  return cells.length > 0 && cells.filter((text) => /\p{L}{2}.*\s/u.test(text)).length * 2 >= cells.length;
}

/** Fields of a table without header, from its cells. */
function byContent(table: Table): CatalogueField[] {
  let titled = false;
  return table.columns.map((_, place) => {
    const cells = table.rows.map((row) => row[place] ?? '').filter((text) => text !== '');
    const most = (test: (text: string) => boolean) =>
      cells.length > 0 && cells.filter(test).length * 3 >= cells.length * 2;
    if (place === 0 && most((text) => /^(?:\d{1,3}|[IVXLC]{1,5})[.)]?$/u.test(text))) return 'tt';
    if (most((text) => text.length < 60 && readDeadline(text).kind !== 'none')) return 'deadline';
    if (most((text) => readCitations(text, 'basis').length > 0)) return 'bases';
    if (
      most(
        (text) =>
          /^[-–•]?\s*(?:so|ubnd|uy ban|ban|bo|cong an|van phong|truong)\s/u.test(fold(text)) &&
          splitAgencies(text).length > 0 &&
          text.length < 200,
      )
    )
      return 'leads';
    if (!titled && most((text) => /\p{L}{2}.*\s/u.test(text))) {
      titled = true;
      return 'title';
    }
    return 'other';
  });
}
