import type { Text } from '../../../kernel/text.ts';

type Facts = Readonly<Record<string, unknown>>;

const plain = (vi: string, en: string) => (): Text => ({ vi, en });
const counted =
  (vi: (rows: string) => string, en: (rows: string) => string) =>
  ({ rows }: Facts): Text => ({
    vi: vi(String(rows)),
    en: en(String(rows)),
  });

/** What happened to workbooks that were sent in; what they said is told of each task and target. */
export const workbookSentences: Readonly<Record<string, (facts: Facts) => Text>> = {
  'workbook.sent': counted(
    (rows) => `Gửi bảng tính nhiệm vụ có ${rows} dòng đã điền`,
    (rows) => `Sent a workbook with ${rows} rows filled in`,
  ),
  'workbook.mended': plain('Sửa dòng của bảng tính nhiệm vụ', 'Mended a row of a workbook'),
  'workbook.entered': counted(
    (rows) => `Ghi ${rows} dòng của bảng tính nhiệm vụ`,
    (rows) => `Entered ${rows} rows of a workbook`,
  ),
  'workbook.ended': plain('Kết thúc xử lý bảng tính nhiệm vụ', 'Ended the review of a workbook'),
};
