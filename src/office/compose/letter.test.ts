import { expect, it } from 'vitest';
import { readPrinted } from '../reading.ts';
import { writeDocx } from './docx.ts';
import type { OfficialText } from './official-text.ts';
import { passagesOf } from './passages.ts';
import { drawPages, writePdf } from './pdf.ts';

const letter: OfficialText = {
  ...{ superior: 'UBND TỈNH LẠNG SƠN', issuer: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'], number: '215' },
  ...{ symbol: 'SKHCN-QLCN', place: 'Lạng Sơn', date: '2026-05-18', kind: '' },
  ...{ abstract: 'V/v đôn đốc thực hiện nhiệm vụ được giao', addressees: ['Sở Công Thương'] },
  ...{
    bases: [],
    enacting: null,
    body: passagesOf('Các nhiệm vụ như sau:\nĐề nghị báo cáo trước ngày 25/5/2026.'),
  },
  inset: {
    before: 1,
    columns: [
      { header: 'TT', width: 11, centred: true },
      { header: 'Nhiệm vụ', width: 60 },
    ],
    rows: [
      ['1', 'Xây dựng quy chế\n(NV-145-2025-017)'],
      ['2', 'Tập huấn'],
    ],
  },
  signer: { roles: ['GIÁM ĐỐC'], name: 'Nguyễn Văn An' },
  ...{ recipients: ['Như trên', 'Lưu: VT, QLCN'], annexes: [], mark: null },
};

it.each([
  ['docx', () => writeDocx(letter)],
  ['pdf', async () => writePdf(letter)],
] as const)(
  'a letter has no title, what it is about stands under its number, and its table amid the words: .%s',
  async (form, write) => {
    const { document } = await readPrinted(await write(), `cong-van.${form}`, [], true);
    const text = (document.lines ?? []).join('\n').replace(/[\s\u00a0]+/gu, ' ');
    const places = [
      '215/SKHCN-QLCN',
      'V/v đôn đốc',
      'Kính gửi: Sở Công Thương',
      'Các nhiệm vụ như sau',
      'Tập huấn',
      'Đề nghị báo cáo',
    ].map((words) => text.indexOf(words));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  },
);

it('a table amid the words goes on over pages', () => {
  const rows = Array.from({ length: 80 }, (_, at) => [String(at + 1), `Nhiệm vụ ${at + 1}`]);
  const long = { ...letter, ...(letter.inset && { inset: { ...letter.inset, rows } }) };
  expect(drawPages(letter).pages).toBe(1);
  expect(drawPages(long).pages).toBeGreaterThan(2);
});
