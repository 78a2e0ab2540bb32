import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';
import { parseInput } from '../parse-input.ts';
import { inOrder, notPast, periodFields, periodMessages, withinYear } from '../period.ts';
import { lentRoles } from './delegation.ts';

/** Days are typed as 05/01/2026 or given as 2026-01-05, both inclusive; `principal` and `deputy` are ids of accounts. */
export interface DelegationInput {
  readonly principal: number;
  readonly deputy: number;
  readonly role: string;
  /** Of an agency's officer: for which of their agencies; needed where there are several. */
  readonly organisation?: number | null;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason?: string | null;
}

const messages = {
  role: { vi: 'Hãy chọn vai trò ủy quyền.', en: 'Choose the role.' },
  deputy: { vi: 'Hãy chọn người làm thay.', en: 'Choose the deputy.' },
  same: {
    vi: 'Người ủy quyền và người làm thay phải là hai người khác nhau.',
    en: 'Nobody is their own deputy. Choose somebody else.',
  },
  ...periodMessages,
} as const satisfies Readonly<Record<string, Text>>;

const delegation = z
  .object({
    principal: z.number().int(),
    deputy: z.number('deputy').int('deputy').positive('deputy'),
    role: z.enum(lentRoles, 'role'),
    organisation: z.number().int().nullish().default(null),
    ...periodFields,
  })
  .refine(({ principal, deputy }) => principal !== deputy, { path: ['deputy'], message: 'same' })
  .refine(...inOrder)
  .refine(...withinYear);

export type CheckedDelegation = z.output<typeof delegation>;

/** Throws InvalidInput with a message for every wrong field. */
export function checkDelegation(input: DelegationInput, today: LocalDate): CheckedDelegation {
  return parseInput(delegation.refine(...notPast(today)), input, messages);
}
