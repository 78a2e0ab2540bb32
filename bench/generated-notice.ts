import type { OfficialText } from '../src/office/compose/official-text.ts';

/** What an office writes: a notice with the annex of a catalogue, in the layout of Decree 30/2020. */
export function generatedNotice(columns: readonly string[], rows: string[][]): OfficialText {
  return {
    superior: null,
    issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'],
    number: null,
    symbol: 'TB-UBND',
    place: 'Lạng Sơn',
    date: '2026-04',
    kind: 'THÔNG BÁO',
    abstract: 'Danh mục bài toán lớn năm 2026',
    addressees: [],
    bases: ['Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị'],
    enacting: null,
    body: [{ type: 'paragraph', text: 'Ủy ban nhân dân tỉnh công bố Danh mục.' }],
    signer: { roles: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Nguyễn Thị Hoa' },
    recipients: ['Lưu: VT'],
    mark: null,
    annexes: [
      {
        number: null,
        title: 'Danh mục bài toán lớn năm 2026',
        caption: null,
        columns: columns.map((header) => ({ header, width: 40 })),
        rows,
      },
    ],
  };
}
