import { z } from 'zod';
import type { Text } from '../../kernel/text.ts';
import { type OperatorField, operatorFields } from './inputs.ts';

/** Under which name an event keeps what a field said before. */
export const formerName = {
  place: 'formerPlace',
  operator: 'formerOperator',
  address: 'formerAddress',
  phone: 'formerPhone',
  email: 'formerEmail',
} as const satisfies Record<OperatorField, string>;

const names: Readonly<Record<OperatorField, Text>> = {
  place: { vi: 'tỉnh, thành phố', en: 'province or city' },
  operator: { vi: 'tên', en: 'name' },
  address: { vi: 'địa chỉ', en: 'address' },
  phone: { vi: 'điện thoại', en: 'telephone' },
  email: { vi: 'e-mail', en: 'e-mail' },
};

const known = z.object({ fields: z.array(z.enum(operatorFields)) }).catch({ fields: [] });

/** The event of an operator that was changed as a sentence; null where `name` is another. */
export function operatorSentence(name: string, facts: unknown): Text | null {
  if (name !== 'installation.changed') return null;
  const { fields } = known.parse(facts);
  const said = (lang: 'vi' | 'en') =>
    fields.length === 0 ? '' : `: ${fields.map((field) => names[field][lang]).join(', ')}`;
  return {
    vi: `Sửa thông tin đơn vị vận hành${said('vi')}`,
    en: `Changed who runs this site${said('en')}`,
  };
}
