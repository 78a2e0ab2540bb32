import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { mostTiles, type TilePlace, tileFaults } from '../../../ui/charts/tile-map.tsx';

/** The scheme as typed: places by the code of the commune. */
export interface TypedLayout {
  readonly places: ReadonlyMap<string, { readonly column: string; readonly row: string }>;
  readonly source: string;
}

/** Names of the two fields of a commune. */
export const columnField = (code: string) => `cot-${code}`;
export const rowField = (code: string) => `hang-${code}`;

const sourceMost = 500;

const outside = (what: Text, most: number): Text => ({
  vi: `${what.vi} phải là số nguyên từ 1 đến ${most}.`,
  en: `${what.en} has to be a whole number from 1 to ${most}.`,
});
const column: Text = { vi: 'Cột', en: 'The column' };
const row: Text = { vi: 'Hàng', en: 'The row' };
const alone: Text = {
  vi: 'Hãy ghi cả cột và hàng, hoặc để trống cả hai.',
  en: 'Give both column and row, or neither.',
};

function numberIn(typed: string, most: number): number | null {
  const value = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return value >= 1 && value <= most ? value : null;
}

/** The places typed for these communes; those without both are left out. Throws InvalidInput by field, all faults at once. */
export function readLayout(
  communes: readonly { readonly code: string; readonly name: string }[],
  typed: TypedLayout,
): { readonly tiles: readonly TilePlace[]; readonly source: string } {
  const wrong: Record<string, Text> = {};
  const tiles = communes.flatMap(({ code, name }): TilePlace[] => {
    const given = typed.places.get(code);
    const [across, down] = [given?.column.trim() ?? '', given?.row.trim() ?? ''];
    if (across === '' && down === '') return [];
    const [at, of] = [numberIn(across, mostTiles.columns), numberIn(down, mostTiles.rows)];
    if (at === null) wrong[columnField(code)] = across === '' ? alone : outside(column, mostTiles.columns);
    if (of === null) wrong[rowField(code)] = down === '' ? alone : outside(row, mostTiles.rows);
    return at === null || of === null ? [] : [{ code, name, column: at, row: of }];
  });
  const nameOf = (code: string | undefined) => communes.find((one) => one.code === code)?.name ?? '';
  for (const { code, by } of tileFaults(tiles))
    wrong[columnField(code)] = {
      vi: `Ô này đã có ${nameOf(by)}. Hãy chọn cột, hàng khác.`,
      en: `${nameOf(by)} stands there already. Choose another place.`,
    };
  const source = singleSpaced(typed.source.normalize('NFC'));
  if (source === '' || source.length > sourceMost)
    wrong.source = {
      vi: `Hãy ghi ai xếp sơ đồ này, theo đâu, không quá ${sourceMost} ký tự.`,
      en: `Say who laid this out, by what, in at most ${sourceMost} characters.`,
    };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { tiles, source };
}
