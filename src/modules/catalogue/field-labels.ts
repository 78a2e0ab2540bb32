import type { Text } from '../../kernel/text.ts';
import { type CatalogueKind, organisationRoles } from './entry.ts';
import { fieldsOf } from './entry-fields.ts';
import { organisationRoleNames } from './names.ts';

const others: Readonly<Record<string, Text>> = {
  span: { vi: 'Năm hoặc giai đoạn', en: 'Year or period' },
  documentId: { vi: 'Văn bản ban hành', en: 'Issuing document' },
  reason: { vi: 'Lý do điều chỉnh', en: 'Reason of the amendment' },
  amended: { vi: 'Tên danh mục sau điều chỉnh', en: 'Title of the edition after the amendment' },
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

/** What a control of the entry form is called; `results-1-due` is “Kết quả cần đạt, Hạn 2”. Undefined for no control. */
export function formLabel(kind: CatalogueKind, name: string): Text | undefined {
  const [fieldName, row, cellName] = name.split('-');
  const field = fieldsOf(kind).find((one) => one.name === fieldName);
  if (field?.kind !== 'rows' || row === undefined) return field?.label ?? otherControls[name];
  const cell = field.cells.find((one) => one.name === cellName)?.label ?? field.each;
  const place = Number(row) + 1;
  return {
    vi: `${field.label.vi}, ${cell.vi} ${place}`,
    en: `${field.label.en}, ${cell.en} ${place}`,
  };
}

const otherControls: Readonly<Record<string, Text>> = { place: { vi: 'Vị trí', en: 'Place' } };

/** Messages in the order in which the form shows their fields. */
export function inFormOrder(
  kind: CatalogueKind,
  errors: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = fieldsOf(kind).map(({ name }) => name);
  const placeOf = (name: string): number => names.indexOf(name.split('-')[0] ?? '');
  const rowOf = (name: string): number => Number(name.split('-')[1] ?? 0);
  return Object.fromEntries(
    Object.entries(errors).sort(([one], [two]) => placeOf(one) - placeOf(two) || rowOf(one) - rowOf(two)),
  );
}
