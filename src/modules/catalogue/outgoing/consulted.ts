import { visitor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Edition } from '../edition.ts';
import { allEntries } from '../entry-store.ts';
import { annexOf } from './annex.ts';

/** An entry as it is put before those who are asked for their opinion. */
export interface ConsultedEntry {
  readonly entryId: number;
  readonly code: string;
  readonly title: string;
  /** The columns of the printed table, a paragraph each with its header. */
  readonly body: string;
}

/** What a draft edition says of its entries, as its document would print them; confidential ones are never among them. */
export async function consultedEntries(db: Querying, edition: Edition): Promise<readonly ConsultedEntry[]> {
  const entries = await allEntries(db, visitor, edition.id);
  const { columns, rows } = annexOf(edition.amends ? 'adjustment' : 'notice', edition.kind, entries);
  return entries.map((entry, at) => ({
    ...{ entryId: entry.id, code: entry.code, title: entry.title },
    // number and title stand above
    body: columns
      .map(({ header }, column) => ({ header, text: rows[at]?.[column] ?? '' }))
      .slice(2)
      .filter(({ text }) => text !== '')
      .map(({ header, text }) => `${header}: ${text.includes('\n') ? `\n${text}` : text}`)
      .join('\n\n'),
  }));
}
