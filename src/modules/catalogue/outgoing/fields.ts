import { templateFields } from '../../../office/index.ts';

/** Names an officer may put between double braces; what stands in the document is known only when it is written. */
export const fieldNames = [
  'năm',
  'số mục',
  'tên danh mục',
  'tỉnh',
  'đầu mối',
  'địa chỉ',
  'điện thoại',
  'đang tìm lời giải',
  'đang triển khai',
  'đã giải quyết',
  'chưa triển khai',
  'kết quả các mục',
  'lý do điều chỉnh',
  'việc điều chỉnh',
] as const;
export type FieldName = (typeof fieldNames)[number];

export const { brokenField, filled } = templateFields<FieldName>(fieldNames);
