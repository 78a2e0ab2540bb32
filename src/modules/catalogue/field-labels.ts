import type { Text } from '../../kernel/text.ts';
import { organisationRoles } from './entry.ts';
import { fieldsOf } from './entry-fields.ts';
import { organisationRoleNames } from './names.ts';

const others: Readonly<Record<string, Text>> = {
  span: { vi: 'Năm hoặc giai đoạn', en: 'Year or period' },
  documentId: { vi: 'Văn bản ban hành', en: 'Issuing document' },
  contact: { vi: 'Đầu mối liên hệ', en: 'Contact' },
  time: { vi: 'Thời gian', en: 'Time' },
  extra: { vi: 'Cột khác của phụ lục', en: 'Other columns of the annex' },
  money: { vi: 'Kinh phí', en: 'Money' },
  'organisation.lead': organisationRoleNames.lead,
};

const labels = new Map<string, Text>([
  ...[...fieldsOf('needs'), ...fieldsOf('problems')].map(({ name, label }): [string, Text] => [name, label]),
  ...organisationRoles.map((role): [string, Text] => [`organisation.${role}`, organisationRoleNames[role]]),
  ...Object.entries(others),
]);

/** The name of a changed field as events record it; its own name when the form no longer has it. */
export function fieldLabel(field: string): Text {
  return labels.get(field) ?? { vi: field, en: field };
}
