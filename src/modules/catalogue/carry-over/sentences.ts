import type { Text } from '../../../kernel/text.ts';
import { isOutcome, outcomeNames } from './outcome.ts';

interface Known {
  readonly code?: string | undefined;
  readonly outcome?: string | undefined;
  /** Code of the edition an entry was carried over into, or with which its outcome became public. */
  readonly into?: string | undefined;
  readonly carriedFrom?: string | undefined;
  /** Codes of editions: the one replaced, and the one that replaced it. */
  readonly replaces?: string | null | undefined;
  readonly successor?: string | undefined;
}

function nameOf({ outcome = '' }: Known, language: 'vi' | 'en'): string {
  return isOutcome(outcome) ? outcomeNames[outcome][language] : outcome;
}

export const carrySentences: Readonly<Record<string, (known: Known) => Text>> = {
  'entry.outcome_settled': (known) => ({
    vi: `Ghi kết quả của ${known.code ?? ''}: ${nameOf(known, 'vi')}${known.into ? ` (${known.into})` : ''}`,
    en: `Wrote the outcome of ${known.code ?? ''}: ${nameOf(known, 'en')}${known.into ? ` (${known.into})` : ''}`,
  }),
  'entry.outcome_corrected': (known) => ({
    vi: `Sửa kết quả đã công khai của ${known.code ?? ''}: ${nameOf(known, 'vi')}`,
    en: `Corrected the public outcome of ${known.code ?? ''}: ${nameOf(known, 'en')}`,
  }),
  'entry.outcome_published': (known) => ({
    vi: `Kết quả của ${known.code ?? ''} được công bố${known.into ? ` cùng ${known.into}` : ''}: ${nameOf(known, 'vi')}`,
    en: `The outcome of ${known.code ?? ''} became public${known.into ? ` with ${known.into}` : ''}: ${nameOf(known, 'en')}`,
  }),
  'edition.replacement_chosen': ({ replaces }) => ({
    vi: replaces ? `Chọn thay thế danh mục ${replaces} khi công bố` : 'Chọn không thay thế danh mục nào',
    en: replaces ? `Chose to replace the edition ${replaces} when published` : 'Chose to replace no edition',
  }),
  'edition.superseded': ({ successor = '' }) => ({
    vi: `Danh mục ${successor} thay thế danh mục này`,
    en: `The edition ${successor} replaced this one`,
  }),
  'edition.reinstated': ({ successor = '' }) => ({
    vi: `Trở lại hiệu lực vì danh mục ${successor} bị thu hồi`,
    en: `In force again, since the edition ${successor} was withdrawn`,
  }),
  'entry.carried_over': (known) => ({
    vi: `Đưa tiếp từ ${known.carriedFrom || 'một mục của danh mục trước'}`,
    en: `Carried over from ${known.carriedFrom || 'an entry of a former edition'}`,
  }),
};
