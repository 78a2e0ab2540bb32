import { isNamed } from '../../kernel/operator.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import { readEmail } from '../../modules/directory/index.ts';
import type { Installation } from '../../platform/installation.ts';

export const operatorFields = ['place', 'operator', 'address', 'phone', 'email'] as const;
export type OperatorField = (typeof operatorFields)[number];
export type TypedOperator = Readonly<Record<OperatorField, string>>;

const longest = { place: 60, operator: 200, address: 300, phone: 30, email: 254 } as const;

/** One line as people see it: no sign that is not shown, no space but single ones. */
function line(typed: string): string {
  return singleSpaced(typed.replace(/\p{Cf}/gu, '').replace(/\p{Cc}/gu, ' '));
}

/** Throws InvalidInput by field. */
export function readOperator(typed: TypedOperator): Installation {
  const wrong: Partial<Record<OperatorField, Text>> = {};
  const [place, operator, address, phone, email] = [
    ...[line(typed.place), line(typed.operator), line(typed.address), line(typed.phone), line(typed.email)],
  ] as const;
  if (place === '')
    wrong.place = { vi: 'Hãy ghi tên tỉnh hoặc thành phố.', en: 'Give the province or city.' };
  if (operator === '' || !isNamed(operator))
    wrong.operator = {
      vi: 'Hãy ghi tên cơ quan, đơn vị vận hành.',
      en: 'Give the name of the agency that runs this site.',
    };
  if (phone !== '' && !/^\+?[\d\s().-]{6,30}$/.test(phone))
    wrong.phone = {
      vi: 'Số điện thoại chưa đúng. Viết như 0205 3812 345 hoặc +84 205 3812 345.',
      en: 'The telephone number is not right. Write it as 0205 3812 345 or +84 205 3812 345.',
    };
  const mailbox = email === '' ? undefined : readEmail(email);
  if (mailbox === null)
    wrong.email = {
      vi: 'Địa chỉ e-mail chưa đúng. Viết như lienhe@langson.gov.vn.',
      en: 'The e-mail address is not right. Write it as contact@langson.gov.vn.',
    };
  for (const [field, text] of Object.entries({ place, operator, address }) as [OperatorField, string][])
    if (text.length > longest[field])
      wrong[field] = {
        vi: `Hãy viết không quá ${longest[field]} ký tự.`,
        en: `Write at most ${longest[field]} characters.`,
      };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return {
    ...{ place, operator },
    ...(address && { address }),
    ...(mailbox && { email: mailbox }),
    ...(phone && { phone }),
  };
}
