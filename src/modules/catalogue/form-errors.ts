import { InvalidInput } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { contentErrors } from './content-errors.ts';
import type { CatalogueKind } from './entry.ts';
import type { FormReading } from './entry-form.ts';
import { readEntryInput } from './inputs.ts';
import { listSectors } from './sector.ts';

/** By field: what could not be read of a typed form and what is wrong with the rest, so that both are told at once. */
export async function formErrors(
  db: Querying,
  kind: CatalogueKind,
  reading: FormReading,
): Promise<Readonly<Partial<Record<string, Text>>>> {
  try {
    const known = new Set((await listSectors(db)).map(({ code }) => code));
    return { ...contentErrors(readEntryInput(kind, reading.input), known), ...reading.errors };
  } catch (error) {
    if (error instanceof InvalidInput) return { ...error.fields, ...reading.errors };
    throw error;
  }
}
