import type { Actor } from '../../../kernel/actor.ts';
import { holds } from '../../../kernel/actor.ts';

/** Who can register; docs/glossary.md ties each to its Vietnamese title. */
export const registrationKinds = [
  'enterprise',
  'cooperative',
  'institute',
  'university',
  'individual',
  'foreign_body',
] as const;
export type RegistrationKind = (typeof registrationKinds)[number];

/** How far a registration is; `asked`: the officer wants to know more, `accepted` for a person at once. */
export const registrationStates = ['waiting', 'asked', 'accepted', 'refused'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** Nobody has decided: an officer decides or asks, and whoever registered may still correct what they gave. */
export function isUndecided(state: RegistrationState): boolean {
  return state === 'waiting' || state === 'asked';
}

/** These give the same particulars, so that one that was chosen by mistake is corrected like any of them. */
const kindsWithTaxCode: readonly RegistrationKind[] = [
  'enterprise',
  'cooperative',
  'institute',
  'university',
];

/** What a registration of this kind may turn out to be. */
export function kindsFor(kind: RegistrationKind): readonly RegistrationKind[] {
  return kindsWithTaxCode.includes(kind) ? kindsWithTaxCode : [kind];
}

/** Where a kind stands in the address of its form. */
export const kindAddress: Readonly<Record<RegistrationKind, string>> = {
  enterprise: 'doanh-nghiep',
  cooperative: 'hop-tac-xa',
  institute: 'vien-nghien-cuu',
  university: 'truong-dai-hoc',
  individual: 'ca-nhan',
  foreign_body: 'to-chuc-nuoc-ngoai',
};

export function kindAt(address: string): RegistrationKind | null {
  return registrationKinds.find((kind) => kindAddress[kind] === address) ?? null;
}

/** The version of the text about personal data that people agree to; another one whenever that text changes. */
export const consentVersion = '2026-11-23';

/** Who checks registrations. */
export const checkers = ['programme_officer', 'programme_head'] as const;

export function mayCheckRegistrations(actor: Actor): boolean {
  return holds(actor, ...checkers);
}

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/**
 * A tax code of an organisation as it is kept: ten digits of which the last checks the others, and the three of a
 * dependent unit after a dash. null for anything else. The weights are those of the tax administration.
 */
export function readTaxCode(typed: string): string | null {
  const [, head = '', unit] = /^(\d{10})(\d{3})?$/.exec(typed.replace(/[\s.-]+/g, '')) ?? [];
  if (head === '') return null;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(head[at]), 0);
  if (10 - (sum % 11) !== Number(head[9])) return null;
  return unit ? `${head}-${unit}` : head;
}

/** Domains of mail for everybody: that two people share one says nothing. */
export const publicMailDomains: readonly string[] = [
  ...['gmail.com', 'googlemail.com', 'yahoo.com', 'yahoo.com.vn', 'ymail.com', 'outlook.com', 'hotmail.com'],
  ...['live.com', 'msn.com', 'icloud.com', 'me.com', 'proton.me', 'protonmail.com', 'zoho.com', 'aol.com'],
  ...[
    'mail.com',
    'gmx.com',
    'gmx.de',
    'qq.com',
    '163.com',
    '126.com',
    'naver.com',
    'zing.vn',
    'vnn.vn',
    'fpt.vn',
  ],
];
