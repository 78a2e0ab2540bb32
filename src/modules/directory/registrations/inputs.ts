import { z } from 'zod';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { emailField } from '../accounts/inputs.ts';
import { isPlainName, linkedName } from '../accounts/name-field.ts';
import { readCountry } from '../country.ts';
import { parseInput } from '../parse-input.ts';
import { kindsFor, type RegistrationKind, readTaxCode } from './registration.ts';

/** The form as typed. `commune` is a code, empty outside the province; `consent` is `1` when ticked. */
export interface RegistrationTyped {
  readonly organisationName: string;
  readonly nameEn: string;
  readonly taxCode: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly commune: string;
  readonly address: string;
  readonly phone: string;
  readonly activity: string;
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly consent: string;
}

/** The part of the form that is about the organisation. */
export type OrganisationTyped = Omit<RegistrationTyped, 'name' | 'title' | 'email' | 'consent'>;

export const emptyRegistration: RegistrationTyped = {
  ...{ organisationName: '', nameEn: '', taxCode: '', country: '', registrationNumber: '', commune: '' },
  ...{ address: '', phone: '', activity: '', name: '', title: '', email: '', consent: '' },
};

const messages = {
  organisationName: { vi: 'Hãy ghi tên đầy đủ của tổ chức.', en: 'Give the full name of the organisation.' },
  taxCode: {
    vi: 'Mã số thuế chưa đúng: 10 chữ số, hoặc 13 chữ số của đơn vị phụ thuộc (0100109106-001). Hãy đối chiếu với giấy đăng ký.',
    en: 'The tax code is not right: 10 digits, or 13 for a dependent unit (0100109106-001). Compare it with the certificate.',
  },
  kind: { vi: 'Hãy chọn loại tổ chức.', en: 'Choose the kind of organisation.' },
  country: {
    vi: 'Hãy chọn một nước hoặc vùng lãnh thổ ngoài Việt Nam trong danh sách; tên tiếng Việt hoặc tiếng Anh đều được.',
    en: 'Choose a country or territory other than Viet Nam from the list, by its Vietnamese or English name.',
  },
  address: { vi: 'Hãy ghi địa chỉ.', en: 'Give the address.' },
  phone: {
    vi: 'Số điện thoại chưa đúng. Hãy viết như 0205 3812 345 hoặc +84 205 3812 345.',
    en: 'The telephone number is not right. Write it as 0205 3812 345 or +84 205 3812 345.',
  },
  name: { vi: 'Hãy ghi họ và tên.', en: 'Give your full name.' },
  linkedName,
  email: {
    vi: 'E-mail chưa đúng. Hãy viết như ten@congty.vn.',
    en: 'The e-mail address is not right. Write it as name@company.vn.',
  },
  consent: {
    vi: 'Cần đồng ý thì hệ thống mới được lưu và dùng thông tin bạn gửi.',
    en: 'Without your consent the system may not keep or use what you send.',
  },
  long: { vi: 'Dài quá 200 ký tự. Hãy rút gọn.', en: 'Longer than 200 characters. Shorten it.' },
  longText: { vi: 'Dài quá 2.000 ký tự. Hãy rút gọn.', en: 'Longer than 2,000 characters. Shorten it.' },
} as const satisfies Readonly<Record<string, Text>>;

const line = (most = 200) => z.string().transform(singleSpaced).pipe(z.string().max(most, 'long'));
const required = (message: keyof typeof messages) => line().pipe(z.string().min(1, message));
const named = (message: 'name' | 'organisationName') => required(message).refine(isPlainName, 'linkedName');
const optional = line().transform((text) => text || null);
const nothing = z.unknown().transform(() => null);
const text = z
  .string()
  .transform((typed) => typed.normalize('NFC').trim())
  .pipe(z.string().max(2_000, 'longText'))
  .transform((typed) => typed || null);
const phone = optional.refine((typed) => typed === null || /^\+?[\d\s().-]{6,30}$/.test(typed), 'phone');
const taxCode = z.string().transform((typed, context) => {
  const read = readTaxCode(typed);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'taxCode' });
  return z.NEVER;
});

const country = z.string().transform((typed, context) => {
  const code = readCountry(typed);
  if (code) return code;
  context.addIssue({ code: 'custom', message: 'country' });
  return z.NEVER;
});

/** What is asked of each kind; of the others' questions nothing is kept, whatever was sent. */
const aboutOrganisation = (kind: RegistrationKind) => {
  const person = kind === 'individual';
  const foreign = kind === 'foreign_body';
  return {
    organisationName: person ? nothing : named('organisationName'),
    nameEn: person ? nothing : optional.refine((name) => isPlainName(name ?? ''), 'linkedName'),
    taxCode: person || foreign ? nothing : taxCode,
    country: foreign ? country : nothing,
    registrationNumber: foreign ? optional : nothing,
    commune: foreign ? nothing : optional,
    address: person ? optional : required('address'),
    phone,
    activity: text,
  };
};
const consent = z.literal('1', 'consent');
const aboutPerson = { name: named('name'), title: optional, email: emailField };

/** What was given, as a request keeps it and a registration takes it. `commune`: its code. */
export const givenShape = z.object({
  kind: z.enum(['enterprise', 'cooperative', 'institute', 'university', 'individual', 'foreign_body']),
  organisationName: z.string().nullable(),
  nameEn: z.string().nullable(),
  taxCode: z.string().nullable(),
  country: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  commune: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  activity: z.string().nullable(),
});
export type Given = z.output<typeof givenShape>;

/** The person behind it, as a request keeps them until the account is there. */
export const personShape = z.object({ name: z.string(), title: z.string().nullable() });

/** Throws InvalidInput with a message for every wrong field. */
export function checkVisitor(
  kind: RegistrationKind,
  typed: RegistrationTyped,
): { readonly given: Given; readonly name: string; readonly title: string | null; readonly email: string } {
  const schema = z.object({ ...aboutOrganisation(kind), ...aboutPerson, consent });
  const { name, title, email, consent: _agreed, ...given } = parseInput(schema, typed, messages);
  return { given: { kind, ...given }, name, title, email };
}

/** As `checkVisitor`, of somebody who has an account already. */
export function checkSignedIn(kind: RegistrationKind, typed: RegistrationTyped): Given {
  const schema = z.object({ ...aboutOrganisation(kind), consent });
  const { consent: _agreed, ...given } = parseInput(schema, typed, messages);
  return { kind, ...given };
}

/** What is sent anew: the particulars of the organisation, and words to the officer. */
export type CorrectionTyped = OrganisationTyped & {
  readonly kind: string;
  readonly text: string;
};

/** As `checkSignedIn`, of somebody who agreed before; the kind may be another one that gives the same particulars. */
export function checkCorrection(
  kind: RegistrationKind,
  typed: CorrectionTyped,
): { readonly given: Given; readonly words: string | null } {
  const schema = z.object({ ...aboutOrganisation(kind), kind: z.enum(kindsFor(kind), 'kind'), text });
  const { text: words, ...given } = parseInput(schema, typed, messages);
  return { given, words };
}

const said = (message: string) =>
  z
    .string()
    .transform((typed) => typed.normalize('NFC').trim())
    .pipe(z.string().min(1, message).max(2_000, 'longText'));

/** A question, an answer or a reason: some words, of which people read every one. Throws InvalidInput `text`. */
export function checkWords(typed: string): string {
  const words = { ...messages, text: { vi: 'Hãy ghi nội dung.', en: 'Write what you want to say.' } };
  return parseInput(z.object({ text: said('text') }), { text: typed }, words).text;
}
