import type { LocalDate } from '../../../kernel/dates.ts';

/** What an organisation is. docs/glossary.md ties each code to its Vietnamese title. */
export const organisationKinds = [
  'central_body',
  'party_body',
  'steering_body',
  'people_committee',
  'department',
  'border_zone_board',
  'public_service_unit',
  'police_military',
  'tax',
  'district',
  'ward',
  'commune',
  'enterprise',
  'cooperative',
  'institute',
  'university',
  'foreign_body',
  'individual',
] as const;

export type OrganisationKind = (typeof organisationKinds)[number];

/** The kinds that are places with a statistical code. */
export const communeKinds: readonly OrganisationKind[] = ['commune', 'ward'];

/** The kinds that people belong to by registering or by invitation; of the administration they are given roles. */
export const memberKinds: readonly OrganisationKind[] = [
  'enterprise',
  'cooperative',
  'institute',
  'university',
  'foreign_body',
  'public_service_unit',
];

/** An organisation as lists and other modules need it. */
export interface NamedOrganisation {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** An organisation with everything kept of it. Dates are days in Vietnam, `validTo` the last day it existed. */
export interface Organisation extends NamedOrganisation {
  readonly kind: OrganisationKind;
  readonly nameEn: string | null;
  readonly shortName: string | null;
  readonly parent: NamedOrganisation | null;
  readonly taxCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly predecessors: readonly NamedOrganisation[];
  readonly successors: readonly NamedOrganisation[];
  /** False where the facts have no official source yet. */
  readonly confirmed: boolean;
  readonly source: string | null;
  readonly illustrative: boolean;
  readonly version: number;
}

export type Validity = 'current' | 'future' | 'ended';

/** Whether an organisation exists on a day; both its first and its last day count. */
export function validityOn(
  day: LocalDate,
  { validFrom, validTo }: Pick<Organisation, 'validFrom' | 'validTo'>,
): Validity {
  if (validTo !== null && validTo < day) return 'ended';
  return validFrom !== null && validFrom > day ? 'future' : 'current';
}

/** Codes are ASCII capitals, digits, dots and dashes, so that they stand in addresses as they are: `SKHCN`, `20-06184`. */
export const codePattern: RegExp = /^[A-Z0-9][A-Z0-9.-]{0,39}$/;

/** Ten digits, or thirteen with a dash before the branch number; twelve where a person's number serves (Decree 69/2024). */
export const taxCodePattern: RegExp = /^(\d{10}(-\d{3})?|\d{12})$/;
