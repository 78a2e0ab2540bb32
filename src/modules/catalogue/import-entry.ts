import { z } from 'zod';
import {
  type CatalogueColumn,
  type CatalogueEntry,
  type PrintedEntry,
  readPrinted,
} from '../../office/index.ts';
import { citationInput } from './inputs.ts';

/** An entry as it is read from the rows of an annex. */
export interface ReadRow extends CatalogueEntry {
  /** Codes of the sectors its cells or its group name. */
  readonly sectors: string[];
}

const printedRow = z.object({
  group: z.string().nullable(),
  rows: z.array(z.array(z.string())),
  sectors: z.array(z.string()),
});

/** As rows were kept in the first version: what was read instead of what is printed. */
const formerRow = z.object({
  tt: z.string().nullable(),
  title: z.string().nullable(),
  context: z.string().nullable(),
  bases: z.array(citationInput),
  results: z.array(
    z.object({
      text: z.string(),
      indicator: z.string().nullable(),
      unit: z.string().nullable(),
      value: z.string().nullable(),
    }),
  ),
  leads: z.array(z.string()),
  partners: z.array(z.string()),
  deadline: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  sectors: z.array(z.string()).default([]),
});

const keptRow = z.union([printedRow, formerRow]);

/** An entry as the text its row keeps: what is printed, and what this installation made of it when it was read. */
export function writeEntry({ group, rows }: PrintedEntry, sectors: readonly string[]): string {
  return JSON.stringify({ group, rows, sectors });
}

/** Reads what `writeEntry` wrote of a table of these columns. */
export function entryReader(columns: readonly CatalogueColumn[]): (kept: string) => ReadRow {
  const read = readPrinted(columns);
  return (kept) => {
    const row = keptRow.parse(JSON.parse(kept));
    return 'rows' in row ? { ...read(row), sectors: row.sectors } : row;
  };
}
