import type { LocalDate } from '../../../kernel/dates.ts';

/** Days on which somebody is away and nobody stands in: letters of work go to those beside them. */
export interface Absence {
  readonly id: number;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly reason: string | null;
  readonly endedAt: Date | null;
}

export type AbsenceState = 'current' | 'coming' | 'over' | 'ended';

export function absenceOn(
  { validFrom, validTo, endedAt }: Pick<Absence, 'validFrom' | 'validTo' | 'endedAt'>,
  today: LocalDate,
): AbsenceState {
  if (endedAt !== null) return 'ended';
  if (validTo < today) return 'over';
  return validFrom > today ? 'coming' : 'current';
}

/** True while there is something left to end. */
export function isOpenAbsence(absence: Absence, today: LocalDate): boolean {
  return ['current', 'coming'].includes(absenceOn(absence, today));
}
