import type { Text } from '../../../kernel/text.ts';

const moved = (facts: Readonly<Record<string, unknown>>) =>
  typeof facts.moved === 'number' ? facts.moved : 0;

/** What happened to the scheme of communes; `moved`: how many tiles stand elsewhere than before. */
export const communeSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> =
  {
    'commune.laid_out': (facts) => ({
      vi: `Xếp lại sơ đồ ô xã, phường: ${moved(facts)} ô thay đổi`,
      en: `Laid out the tiles of communes: ${moved(facts)} changed`,
    }),
    'commune.layout_restored': (facts) => ({
      vi: `Khôi phục một cách xếp sơ đồ ô xã, phường đã lưu: ${moved(facts)} ô thay đổi`,
      en: `Brought back an earlier layout of communes: ${moved(facts)} tiles changed`,
    }),
  };
