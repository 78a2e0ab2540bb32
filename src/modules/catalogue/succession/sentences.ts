import type { Text } from '../../../kernel/text.ts';

interface Facts {
  readonly code?: string | undefined;
  readonly amendment?: string | undefined;
  readonly into?: string | undefined;
  readonly mergedFrom?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly splitFrom?: string | undefined;
}

/** ` theo BTL-2026-DC1`, of what an amendment did in public. */
const by = ({ amendment }: Facts, word: string) => (amendment ? ` ${word} ${amendment}` : '');

/** Events of merging and splitting as sentences. */
export const successionSentences: Readonly<Record<'entry.merged' | 'entry.split', (known: Facts) => Text>> = {
  'entry.merged': (known) =>
    known.into === undefined
      ? {
          vi: `Mục ${known.code ?? ''} nhận gộp từ ${(known.mergedFrom ?? []).join(', ')}${by(known, 'theo')}`,
          en: `Entry ${known.code ?? ''} took over ${(known.mergedFrom ?? []).join(', ')}${by(known, 'by')}`,
        }
      : {
          vi: `Gộp mục ${known.code ?? ''} vào ${known.into}${by(known, 'theo')}`,
          en: `Merged entry ${known.code ?? ''} into ${known.into}${by(known, 'by')}`,
        },
  'entry.split': (known) =>
    known.splitFrom === undefined
      ? {
          vi: `Tách mục ${known.code ?? ''}: thêm ${(known.parts ?? []).join(', ')}${by(known, 'theo')}`,
          en: `Split entry ${known.code ?? ''}: ${(known.parts ?? []).join(', ')} added${by(known, 'by')}`,
        }
      : {
          vi: `Mục ${known.code ?? ''} được tách từ ${known.splitFrom}${by(known, 'theo')}`,
          en: `Entry ${known.code ?? ''} split from ${known.splitFrom}${by(known, 'by')}`,
        },
};
