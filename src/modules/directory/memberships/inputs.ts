import { z } from 'zod';
import { memberRoles } from '../../../kernel/actor.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { emailField } from '../accounts/inputs.ts';
import { isPlainName, linkedName } from '../accounts/name-field.ts';
import { parseInput } from '../parse-input.ts';

const messages = {
  email: {
    vi: 'E-mail chưa đúng. Hãy viết như ten@congty.vn.',
    en: 'The e-mail address is not right. Write it as name@company.vn.',
  },
  role: { vi: 'Hãy chọn quyền.', en: 'Choose a role.' },
  name: { vi: 'Hãy ghi họ và tên.', en: 'Give your full name.' },
  linkedName,
  reason: { vi: 'Hãy ghi lý do.', en: 'Give the reason.' },
  consent: {
    vi: 'Cần đồng ý thì hệ thống mới được lưu và dùng thông tin bạn gửi.',
    en: 'Without your consent the system may not keep or use what you send.',
  },
  website: {
    vi: 'Địa chỉ trang web bắt đầu bằng https:// hoặc http://.',
    en: 'The address of the website begins with https:// or http://.',
  },
  phone: {
    vi: 'Số điện thoại chưa đúng. Hãy viết như 0205 3812 345 hoặc +84 205 3812 345.',
    en: 'The telephone number is not right. Write it as 0205 3812 345 or +84 205 3812 345.',
  },
  long: { vi: 'Dài quá 200 ký tự. Hãy rút gọn.', en: 'Longer than 200 characters. Shorten it.' },
  longText: { vi: 'Dài quá 2.000 ký tự. Hãy rút gọn.', en: 'Longer than 2,000 characters. Shorten it.' },
} as const satisfies Readonly<Record<string, Text>>;

const line = z.string().transform(singleSpaced).pipe(z.string().max(200, 'long'));
const optional = line.transform((text) => text || null);
const text = z
  .string()
  .transform((typed) => typed.normalize('NFC').trim())
  .pipe(z.string().max(2_000, 'longText'))
  .transform((typed) => typed || null);

const invitation = z.object({ email: emailField, role: z.enum(memberRoles, 'role') });

/** Throws InvalidInput by field. */
export function checkInvitee(typed: { readonly email: string; readonly role: string }) {
  return parseInput(invitation, typed, messages);
}

/** What a member may be given without their own consent: not to be an owner. */
export function checkRole(typed: string): 'editor' | 'reader' {
  return parseInput(z.object({ role: z.enum(['editor', 'reader'], 'role') }), { role: typed }, messages).role;
}

/** What whoever comes with an invitation and has no account gives of themselves. */
export interface NewcomerTyped {
  readonly name: string;
  readonly title: string;
  readonly consent: string;
}

export function checkNewcomer(typed: NewcomerTyped) {
  const shape = z.object({
    name: line.pipe(z.string().min(1, 'name').refine(isPlainName, 'linkedName')),
    title: optional,
    consent: z.literal('1', 'consent'),
  });
  return parseInput(shape, typed, messages);
}

export function checkAppointment(typed: { readonly email: string; readonly reason: string }) {
  const shape = z.object({ email: emailField, reason: line.pipe(z.string().min(1, 'reason')) });
  return parseInput(shape, typed, messages);
}

/** What an organisation says of itself, as typed. `commune` is a code, empty outside the province. */
export interface ProfileTyped {
  readonly commune: string;
  readonly address: string;
  readonly phone: string;
  readonly website: string;
  readonly activity: string;
  readonly activityEn: string;
}

const profile = z.object({
  commune: optional,
  address: optional,
  phone: optional.refine((typed) => typed === null || /^\+?[\d\s().-]{6,30}$/.test(typed), 'phone'),
  website: optional.refine(
    (typed) => typed === null || (/^https?:\/\//i.test(typed) && URL.canParse(typed)),
    'website',
  ),
  activity: text,
  activityEn: text,
});

export function checkProfile(typed: ProfileTyped): z.output<typeof profile> {
  return parseInput(profile, typed, messages);
}
