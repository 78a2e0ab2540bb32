import { fieldOf } from './columns.ts';
import type { Table } from './document.ts';
import { fold } from './text.ts';

/** The table of the catalogue among a document's tables, further tables with the same header joined to it. */
export function chooseTable(tables: readonly Table[], kind: 'problems' | 'needs'): Table | null {
  let best: Table | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const table of tables) {
    const score = likeness(table, kind);
    if (score > bestScore) {
      best = table;
      bestScore = score;
    }
  }
  if (best === null) return null;
  const chosen = best;
  const rows = tables.flatMap((table, place) => {
    const before = tables[place - 1];
    if (table === chosen || sameHeader(chosen, table)) return table.rows;
    const nameless =
      table.columns.every((name) => name === '') && table.columns.length === chosen.columns.length;
    // A headerless table of the same width right after goes on where the one before was cut.
    return nameless && before !== undefined && (before === chosen || sameHeader(chosen, before))
      ? table.rows
      : [];
  });
  return { ...chosen, rows };
}

function sameHeader(one: Table, other: Table): boolean {
  if (one.columns.every((name) => name === '')) return false;
  return (
    one.columns.length === other.columns.length &&
    one.columns.every((name, place) => fold(name) === fold(other.columns[place] ?? ''))
  );
}

function likeness(table: Table, kind: 'problems' | 'needs'): number {
  const fields = new Set(table.columns.map(fieldOf));
  const words = fold(`${table.title ?? ''} ${table.columns.join(' ')}`);
  let score = Math.min(table.rows.length, 20) / 20;
  for (const field of ['tt', 'bases', 'results', 'leads', 'deadline', 'context'] as const)
    if (fields.has(field)) score += 1;
  if (fields.has('title')) score += 3;
  if (kind === 'problems' ? /bai toan/u.test(words) : /nhu cau|cong nghe/u.test(words)) score += 4;
  if (/danh muc/u.test(words)) score += 1;
  return score;
}
