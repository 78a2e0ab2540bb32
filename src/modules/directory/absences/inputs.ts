import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import { parseInput } from '../parse-input.ts';
import { inOrder, notPast, periodFields, periodMessages, withinYear } from '../period.ts';

/** Days are typed as 05/01/2026 or given as 2026-01-05, both inclusive. */
export interface AbsenceInput {
  readonly accountId: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason?: string | null;
}

const absence = z
  .object({ accountId: z.number().int(), ...periodFields })
  .refine(...inOrder)
  .refine(...withinYear);

export type CheckedAbsence = z.output<typeof absence>;

/** Throws InvalidInput with a message for every wrong field. */
export function checkAbsence(input: AbsenceInput, today: LocalDate): CheckedAbsence {
  return parseInput(absence.refine(...notPast(today)), input, periodMessages);
}
