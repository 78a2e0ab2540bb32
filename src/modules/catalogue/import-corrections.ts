import type { Text } from '../../kernel/text.ts';
import { readBasis } from './entry-form.ts';
import type { ReadRow } from './import-entry.ts';
import type { ReviewedRow } from './import-store.ts';

/** What a reviewer may correct in a row: one text each, lists one item a line, sectors by their codes. */
export const correctable = [
  'tt',
  'title',
  'sector',
  'context',
  'bases',
  'results',
  'leads',
  'partners',
  'deadline',
] as const;
export type Correctable = (typeof correctable)[number];

export const correctableNames: Readonly<Record<Correctable, Text>> = {
  tt: { vi: 'Số thứ tự', en: 'Number' },
  title: { vi: 'Tên', en: 'Title' },
  sector: { vi: 'Lĩnh vực', en: 'Sectors' },
  context: { vi: 'Bối cảnh, hiện trạng', en: 'Context' },
  bases: { vi: 'Căn cứ (mỗi dòng một văn bản)', en: 'Bases (one per line)' },
  results: { vi: 'Kết quả (mỗi dòng một kết quả)', en: 'Results (one per line)' },
  leads: { vi: 'Cơ quan chủ trì (mỗi dòng một cơ quan)', en: 'Leads (one per line)' },
  partners: { vi: 'Cơ quan phối hợp (mỗi dòng một cơ quan)', en: 'Partners (one per line)' },
  deadline: { vi: 'Thời hạn', en: 'Deadline' },
};

/** The row as read, with what the reviewer typed in place of what was read. */
export function corrected(row: ReviewedRow): ReadRow {
  const { read, corrections } = row;
  const lines = (field: Correctable) => splitLines(corrections[field] ?? '');
  const has = (field: Correctable) => corrections[field] !== undefined;
  return {
    ...read,
    tt: has('tt') ? textOrNull(corrections.tt) : read.tt,
    title: has('title') ? textOrNull(corrections.title) : read.title,
    sectors: has('sector') ? lines('sector') : read.sectors,
    context: has('context') ? textOrNull(corrections.context) : read.context,
    deadline: has('deadline') ? textOrNull(corrections.deadline) : read.deadline,
    bases: has('bases') ? lines('bases').flatMap(readBasis) : read.bases,
    results: has('results') ? lines('results').map((text) => knownResult(read, text)) : read.results,
    leads: has('leads') ? lines('leads') : read.leads,
    partners: has('partners') ? lines('partners') : read.partners,
  };
}

/** An untouched result keeps its indicator and value. */
function knownResult(read: ReadRow, text: string): ReadRow['results'][number] {
  return (
    read.results.find((result) => result.text === text) ?? { text, indicator: null, unit: null, value: null }
  );
}

function splitLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter(Boolean);
}

function textOrNull(text: string | undefined): string | null {
  return text?.replace(/\s+/gu, ' ').trim() || null;
}

/** How a field of a row looks in its correction box. */
export function correctionText(row: ReadRow, field: Correctable): string {
  switch (field) {
    case 'bases':
      return row.bases.map(({ raw }) => raw).join('\n');
    case 'sector':
      return row.sectors.join('\n');
    case 'results':
      return row.results.map(({ text }) => text).join('\n');
    case 'leads':
      return row.leads.join('\n');
    case 'partners':
      return row.partners.join('\n');
    default:
      return row[field] ?? '';
  }
}
