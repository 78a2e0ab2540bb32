import { z } from 'zod';
import { type Role, roles } from '../../../kernel/actor.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { parseInput } from '../parse-input.ts';
import { takesScope } from './account.ts';
import { isCommonPassword } from './common-passwords.ts';
import { isPlainName, linkedName } from './name-field.ts';

export const passwordLength = { least: 12, most: 200 } as const;

/** A role to hold, in the whole installation unless a scope is given. */
export interface GrantInput {
  readonly role: Role;
  readonly scope?: { readonly kind: 'organisation'; readonly id: number } | null;
}

/** A new account. `password` null asks for one to be made; the command returns it, once. */
export interface NewAccountInput {
  readonly email: string;
  readonly name: string;
  readonly title?: string | null;
  readonly organisationCode?: string | null;
  readonly roles: readonly GrantInput[];
  readonly password: string | null;
  /** Somebody else chose the password and hands it over: it ends by itself, as one that was made does. */
  readonly handedOver?: boolean;
  readonly illustrative?: boolean;
}

/** The person behind an account as an administrator corrects it; `version` is the one they saw. */
export interface AccountChange {
  readonly id: number;
  readonly version: number;
  readonly email: string;
  readonly name: string;
  readonly title?: string | null;
  readonly organisationCode?: string | null;
}

export const accountMessages = {
  email: {
    vi: 'E-mail chưa đúng. Hãy viết như ten@coquan.gov.vn.',
    en: 'The e-mail address is not right. Write it as name@agency.gov.vn.',
  },
  name: { vi: 'Hãy ghi họ tên.', en: 'Give the full name.' },
  linkedName,
  long: { vi: 'Dài quá 200 ký tự. Hãy rút gọn.', en: 'Longer than 200 characters. Shorten it.' },
  short: {
    vi: 'Mật khẩu cần ít nhất 12 ký tự. Một câu dễ nhớ gồm vài từ là tốt nhất.',
    en: 'The password needs at least 12 characters. A sentence of a few words is best.',
  },
  longPassword: { vi: 'Mật khẩu dài tối đa 200 ký tự.', en: 'The password may have at most 200 characters.' },
  common: {
    vi: 'Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác.',
    en: 'This password is too easy to guess. Choose another.',
  },
  roles: { vi: 'Vai trò chưa đúng.', en: 'There is no such role.' },
  scope: {
    vi: 'Vai trò quản trị hệ thống luôn ở phạm vi toàn hệ thống.',
    en: 'The administrator’s role always covers the whole installation.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Accounts are found by this spelling: NFC, lower case. */
export function normalEmail(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

export const emailField = z
  .string()
  .transform(normalEmail)
  .pipe(
    z
      .string()
      .max(254, 'email')
      .regex(/^[^\s@,;<>()"\\]+@[^\s@,;<>()"\\.]+(\.[^\s@,;<>()"\\.]+)+$/u, 'email'),
  );

/** An address somebody typed, as it is kept; null for what is none. */
export function readEmail(typed: string): string | null {
  const read = emailField.safeParse(typed);
  return read.success && !/\p{Cc}/u.test(read.data) ? read.data : null;
}

const line = z.string().transform(singleSpaced).pipe(z.string().max(200, 'long'));
const optionalLine = line.nullish().transform((text) => text || null);
const person = {
  email: emailField,
  name: line.pipe(z.string().min(1, 'name').refine(isPlainName, 'linkedName')),
  title: optionalLine,
  organisationCode: z
    .string()
    .nullish()
    .transform((text) => text?.trim().toUpperCase() || null),
};
const newPassword = z.string().min(passwordLength.least, 'short').max(passwordLength.most, 'longPassword');

const grant = z
  .object({
    role: z.enum(roles, 'roles'),
    scope: z
      .object({ kind: z.literal('organisation'), id: z.number().int().positive() })
      .nullish()
      .transform((scope) => scope ?? null),
  })
  .refine(({ role, scope }) => scope === null || takesScope(role), 'scope');

const newAccount = z
  .object({
    ...person,
    roles: z.array(grant).max(50, 'roles'),
    password: newPassword.nullable(),
    handedOver: z.boolean().default(false),
    illustrative: z.boolean().default(false),
  })
  .refine((one) => one.password === null || !isCommonPassword(one.password, one.email), {
    path: ['password'],
    message: 'common',
  });

export type CheckedGrant = z.output<typeof grant>;

/** Throws InvalidInput with a message for every wrong field. */
export function checkNewAccount(input: NewAccountInput): z.output<typeof newAccount> {
  return parseInput(newAccount, input, accountMessages);
}

const accountChange = z.object({ id: z.number().int(), version: z.number().int(), ...person });

export function checkAccountChange(input: AccountChange): z.output<typeof accountChange> {
  return parseInput(accountChange, input, accountMessages);
}

export function checkGrant(input: GrantInput): CheckedGrant {
  return parseInput(z.object({ role: grant }), { role: input }, accountMessages).role;
}

/** An address as it is kept. Throws InvalidInput `email`. */
export function checkEmail(typed: string): string {
  return parseInput(z.object({ email: emailField }), { email: typed }, accountMessages).email;
}

/** Throws InvalidInput for `password` where it is too short, too long or too easy to guess. */
export function checkNewPassword(password: string, ofEmail: string): string {
  return parseInput(
    z.object({
      password: newPassword.refine((text) => !isCommonPassword(text, ofEmail), 'common'),
    }),
    { password },
    accountMessages,
  ).password;
}
