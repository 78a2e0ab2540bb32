import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeCitations, readCitations } from './citations.ts';

const numbers = (text: string) => readCitations(text).map((citation) => citation.number ?? citation.title);

describe('citations in a text', () => {
  test('a number keeps its kind, date, issuer and abstract', () => {
    const text =
      'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ sửa đổi Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển;';
    expect(readCitations(text, 'basis')).toEqual([
      {
        kind: 'resolution',
        number: '71/NQ-CP',
        symbol: 'NQ-CP',
        date: '2025-04-01',
        issuer: 'Chính phủ',
        title:
          'sửa đổi Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển',
        raw: text.slice(0, -1),
        annex: null,
        item: null,
        role: 'basis',
      },
      {
        kind: 'resolution',
        number: '57-NQ/TW',
        symbol: 'NQ/TW',
        date: '2024-12-22',
        issuer: 'Bộ Chính trị',
        title: 'về đột phá phát triển',
        raw: 'Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển',
        annex: null,
        item: null,
        role: 'basis',
      },
    ]);
  });

  test.each([
    ['Nghị quyết số 57- NQ / TW', ['57-NQ/TW']],
    ['các Nghị quyết số 57-NQ/TW, số 59-NQ/TW và số 68-NQ/TW', ['57-NQ/TW', '59-NQ/TW', '68-NQ/TW']],
    ['văn bản số 1552/BTTTT-THH ngày 26/4/2022 và 708/BTTTT-CATTT', ['1552/BTTTT-THH', '708/BTTTT-CATTT']],
    ['Luật số 93/2025/QH15 và Nghị định số 107/2021/NĐ-CP', ['93/2025/QH15', '107/2021/NĐ-CP']],
    ['Quyết định số 21/2026/QĐ-TTg; Nghị quyết số 1672/NQ-UBTVQH15', ['21/2026/QĐ-TTg', '1672/NQ-UBTVQH15']],
    ['theo Luật Đầu tư công và quy định hiện hành', ['Luật Đầu tư công']],
    [
      'Luật Quản lý, sử dụng tài sản công; Bộ luật Dân sự ngày 24/11/2015',
      ['Luật Quản lý, sử dụng tài sản công', 'Bộ luật Dân sự'],
    ],
    ['trực 24/7, mạng 5G/6G, tỷ lệ 1/3, ngày 15/6/2025, Kế hoạch này', []],
  ])('%s', (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  test.each([
    ['nhiệm vụ số 130, Phụ lục II, Nghị quyết 71/NQ-CP', 'nhiệm vụ số 130', 'Phụ lục II'],
    ['Nghị quyết 71/NQ-CP (nhiệm vụ số 130, Phụ lục II)', 'nhiệm vụ số 130', 'Phụ lục II'],
    ['nhiệm vụ số 130, Phụ lục II ban hành kèm theo Nghị quyết 71/NQ-CP', 'nhiệm vụ số 130', 'Phụ lục II'],
    ['khoản 2 Điều 5 Nghị định số 13/2023/NĐ-CP', 'khoản 2 Điều 5', null],
    ['Phụ lục I kèm theo Kế hoạch số 145/KH-UBND', null, 'Phụ lục I'],
  ])('an item of an annex: %s', (text, item, annex) => {
    expect(readCitations(text)).toEqual([expect.objectContaining({ item, annex })]);
  });

  test('a blank running number keeps its symbol', () => {
    expect(
      readCitations('Tờ trình số …/TTr-SKHCN ngày … tháng 4 năm 2026 của Sở Khoa học và Công nghệ'),
    ).toEqual([
      expect.objectContaining({
        kind: 'submission',
        number: null,
        symbol: 'TTr-SKHCN',
        date: '2026-04',
        issuer: 'Sở Khoa học và Công nghệ',
      }),
    ]);
  });

  test('an agency whose name holds a comma or và is one issuer', () => {
    const [citation] = readCitations(
      'Công văn số 12/BVHTTDL-KHTC ngày 1/2/2026 của Bộ Văn hóa, Thể thao và Du lịch về việc góp ý',
    );
    expect(citation).toMatchObject({
      issuer: 'Bộ Văn hóa, Thể thao và Du lịch',
      title: 'về việc góp ý',
      kind: 'letter',
    });
  });

  test('several mentions of one number are one citation with all that each says', () => {
    const text =
      'Nghị quyết 71/NQ-CP; Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ; nhiệm vụ số 3, Phụ lục II, Nghị quyết 71/NQ-CP';
    expect(readCitations(text)).toEqual([
      expect.objectContaining({
        date: '2025-04-01',
        issuer: 'Chính phủ',
        item: 'nhiệm vụ số 3',
        annex: 'Phụ lục II',
      }),
    ]);
  });

  test('the same number of two years is two documents', () => {
    expect(
      numbers('Kế hoạch số 06/KH-UBND ngày 10/01/2026; Kế hoạch số 06/KH-UBND ngày 09/01/2025'),
    ).toHaveLength(2);
  });

  test('no text of any kind breaks the reading, and merging twice changes nothing', () => {
    const word = fc.constantFrom(
      'Nghị quyết số',
      '57-NQ/TW',
      'ngày',
      '01/4/2025',
      'của',
      'Chính phủ',
      'Luật',
      'và',
      ';',
      '(',
      ')',
      'Phụ lục II',
      '/',
      '-',
      'số',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          const citations = readCitations(text);
          expect(mergeCitations(citations)).toEqual(citations);
          for (const citation of citations) expect(citation.raw).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a long text without any clause end is read in linear time', () => {
    const before = process.cpuUsage();
    readCitations(`Căn cứ ${'Nghị quyết số 57-NQ/TW của Bộ Chính trị, '.repeat(400)}`);
    readCitations('1/'.repeat(20_000));
    readCitations(`Luật ${'a '.repeat(20_000)}`);
    // seconds of the processor, which a busy machine does not lengthen
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
  });
});

describe('places in a cited document', () => {
  test.each([
    ['Phụ lục II (nhiệm vụ số 12, 13) Kế hoạch số 145/KH-UBND', 'Phụ lục II', 'nhiệm vụ số 12, 13'],
    ['Phụ lục I, II kèm theo Quyết định số 5/QĐ-UBND', 'Phụ lục I, II', null],
    ['Nghị quyết số 71/NQ-CP: Nhiệm vụ số 130 - Phụ lục II', 'Phụ lục II', 'Nhiệm vụ số 130'],
    ['Kế hoạch số 06/KH-UBND của UBND tỉnh (Mục II.3)', null, 'Mục II.3'],
  ])('%s', (text, annex, item) => {
    expect(readCitations(text)).toMatchObject([{ annex, item }]);
  });
});

describe('the words around a number', () => {
  test.each([
    ['Công văn số 9/SKHCN-CĐS của Sở Y tế V/v báo cáo', { issuer: 'Sở Y tế', title: 'V/v báo cáo' }],
    [
      'Thông báo số 6-TB/VPTW của Văn phòng Trung ương Đảng thông báo kết luận',
      { issuer: 'Văn phòng Trung ương Đảng' },
    ],
    ['Tờ trình số …/TTr-SKHCN ngày …/4/2026', { number: null, symbol: 'TTr-SKHCN', date: '2026-04' }],
    ['Luật Công nghệ cao (sửa đổi) ngày 10/12/2025', { title: 'Luật Công nghệ cao', date: '2025-12-10' }],
  ])('%s', (text, expected) => {
    expect(readCitations(text)).toMatchObject([expected]);
  });

  test('a law cited by number alone is named by what it amends', () => {
    expect(readCitations('Luật số 47/2019/QH14 sửa đổi, bổ sung Luật Tổ chức Chính phủ')[0]).toMatchObject({
      number: '47/2019/QH14',
      title: 'sửa đổi, bổ sung Luật Tổ chức Chính phủ',
    });
  });
});
