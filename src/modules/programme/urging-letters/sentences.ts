import type { Text } from '../../../kernel/text.ts';

type Told = (facts: Readonly<Record<string, unknown>>) => Text;

const numbered =
  (vi: string, en: string): Told =>
  ({ number }) =>
    number ? { vi: `${vi} số ${number}`, en: `${en} no. ${number}` } : { vi, en };

/** What happened to urging letters; who signed stands in no event. */
export const letterSentences: Readonly<Record<string, Told>> = {
  'urging_letter.viewed': numbered('Xem công văn đôn đốc', 'Looked at an urging letter'),
  'urging_letter.drafted': numbered('Soạn dự thảo công văn đôn đốc', 'Drafted an urging letter'),
  'urging_letter.changed': numbered('Sửa dự thảo công văn đôn đốc', 'Changed the draft of an urging letter'),
  'urging_letter.issued': numbered(
    'Ghi nhận đã phát hành công văn đôn đốc',
    'Noted an urging letter as issued,',
  ),
  'urging_letter.corrected': numbered(
    'Sửa số, ngày, người ký công văn đôn đốc',
    'Corrected number, day or signer of an urging letter,',
  ),
  'urging_letter.recalled': numbered('Thu hồi công văn đôn đốc', 'Recalled an urging letter,'),
  'urging_letter.dropped': numbered('Bỏ dự thảo công văn đôn đốc', 'Dropped the draft of an urging letter'),
};
