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

/** Codes of confidential entries are not told. */
const listed = (codes: readonly string[] = [], otherwise: string) => codes.join(', ') || otherwise;

/** Events of merging and splitting as sentences. */
export const successionSentences: Readonly<Record<'entry.merged' | 'entry.split', (known: Facts) => Text>> = {
  'entry.merged': (known) =>
    known.into === undefined
      ? {
          vi: `Mục ${known.code ?? ''} nhận gộp từ ${listed(known.mergedFrom, 'mục khác')}${by(known, 'theo')}`,
          en: `Entry ${known.code ?? ''} took over ${listed(known.mergedFrom, 'other entries')}${by(known, 'by')}`,
        }
      : {
          vi: `Gộp mục ${known.code ?? ''} vào ${known.into || 'mục khác'}${by(known, 'theo')}`,
          en: `Merged entry ${known.code ?? ''} into ${known.into || 'another one'}${by(known, 'by')}`,
        },
  'entry.split': (known) =>
    known.splitFrom === undefined
      ? {
          vi: `Tách mục ${known.code ?? ''}: thêm ${listed(known.parts, 'mục khác')}${by(known, 'theo')}`,
          en: `Split entry ${known.code ?? ''}: ${listed(known.parts, 'other entries')} added${by(known, 'by')}`,
        }
      : {
          vi: `Mục ${known.code ?? ''} được tách từ ${known.splitFrom || 'mục khác'}${by(known, 'theo')}`,
          en: `Entry ${known.code ?? ''} split from ${known.splitFrom || 'another one'}${by(known, 'by')}`,
        },
};
