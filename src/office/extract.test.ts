import { describe, expect, test } from 'vitest';
import { parseOfficial } from './extract.ts';
import { CELLS_IN_A_RUN, DECISION, PAGE_COPY } from './fixtures/texts.ts';
import { fromTcvn3 } from './legacy-encodings.ts';
import { readPlainText } from './plain-text.ts';

const read = (text: string) => parseOfficial(readPlainText(text));

describe('a decision whose number and day are still blank', () => {
  const decision = read(DECISION);

  test('keeps the symbol without a number, and the month of the date', () => {
    expect(decision).toMatchObject({
      kind: 'decision',
      number: null,
      symbol: 'QĐ-UBND',
      place: 'Lạng Sơn',
      date: '2026-05',
      dateText: 'ngày tháng 5 năm 2026',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'Về việc ban hành Danh mục nhu cầu công nghệ ngành du lịch năm 2026',
    });
  });

  test('has its signer with every role line, and its recipients without marks', () => {
    expect(decision.signer).toEqual({
      name: 'Nguyễn Thị Hoa',
      roles: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    });
    expect(decision.recipients).toEqual(['Như Điều 4', 'Bộ Khoa học và Công nghệ (b/c)', 'Lưu: VT, KGVX']);
  });

  test('cites laws by name and date, plans and resolutions by number, nested ones too', () => {
    const bases = decision.citations.filter((citation) => citation.role === 'basis');
    expect(bases.map((citation) => citation.number ?? citation.title)).toEqual([
      'Luật Tổ chức chính quyền địa phương',
      'Luật Chuyển giao công nghệ',
      'Luật sửa đổi, bổ sung một số điều của Luật Chuyển giao công nghệ',
      '91-KH/TU',
      '57-NQ/TW',
      '901/TTr-SKHCN',
    ]);
    expect(bases[4]).toMatchObject({
      date: '2024-12-22',
      issuer: 'Bộ Chính trị',
      title: 'về đột phá phát triển khoa học',
    });
  });

  test('replaces what its own article says it replaces', () => {
    expect(decision.replaces.map((citation) => citation.number)).toEqual(['12/QĐ-UBND', '13/QĐ-UBND']);
  });

  test('has every article with what stands under it', () => {
    expect(decision.articles.map((article) => article.number)).toEqual(['1', '2', '3', '4']);
    expect(decision.articles[1]?.text).toContain('Kết nối cung - cầu công nghệ.');
    expect(decision.statements).toEqual([
      { section: 'Điều 2. Danh mục là căn cứ để', text: 'Tổ chức các nhiệm vụ khoa học và công nghệ;' },
      { section: 'Điều 2. Danh mục là căn cứ để', text: 'Kết nối cung - cầu công nghệ.' },
    ]);
  });

  test('reads the same from decomposed letters, the other tone style, odd spaces and invisible signs', () => {
    const odd = DECISION.replaceAll('ỦY', 'UỶ')
      .replaceAll('hóa', 'hoá')
      .replaceAll('Số: ', 'Số:\u00a0 ')
      .replaceAll('công nghệ', 'công\u200b \u00a0nghệ')
      .normalize('NFD');
    const again = read(odd);
    expect(again.issuer).toBe(decision.issuer);
    expect(again.citations.map((one) => one.number ?? one.title)).toEqual(
      decision.citations.map((one) => one.number ?? one.title),
    );
    expect(again.statements).toEqual(decision.statements);
  });
});

describe('a plan copied from a web page', () => {
  const plan = read(PAGE_COPY);

  test('takes from the page what the text lost', () => {
    expect(plan).toMatchObject({
      kind: 'plan',
      number: '345/KH-UBND',
      date: '2025-06-09',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'Thực hiện Nghị quyết 71/NQ-CP về phát triển khoa học',
      signer: { name: 'Trần Văn Bình', roles: ['TM. ỦY BAN NHÂN DÂN'] },
      tables: [],
    });
  });

  test('a block printed twice counts once; a line in lower case goes on; menus are no statements', () => {
    expect(plan.statements.map((statement) => statement.text)).toEqual([
      'Cụ thể hóa các nhiệm vụ được giao tại Nghị quyết số 71/NQ-CP.',
      'Xây dựng nền tảng số dùng chung; thúc đẩy hoạt động đổi mới sáng tạo trên địa bàn tỉnh.',
      'Nâng cao chất lượng các hội thi sáng tạo.',
      'Đáp ứng yêu cầu tại văn bản số 1552/BTTTT-THH ngày 26/4/2022 và 708/BTTTT-CATTT ngày 02/3/2024.',
      'Báo cáo trước ngày 20 hàng tháng.',
    ]);
  });

  test('replaces the plan named, not what that plan carried out', () => {
    expect(plan.replaces.map((citation) => citation.number)).toEqual(['56/KH-UBND']);
    const body = plan.citations
      .filter((citation) => citation.role === 'body')
      .map((citation) => citation.number);
    expect(body).toEqual(
      expect.arrayContaining(['03/NQ-CP', '150-CTr/TU', '1552/BTTTT-THH', '708/BTTTT-CATTT']),
    );
  });

  test('says that a footnote mark has no note', () => {
    expect(plan.warnings.map((warning) => warning.message).join(' ')).toContain('chú thích [1]');
  });
});

test('cells one under another become the rows of their table', () => {
  const notice = read(CELLS_IN_A_RUN);
  expect(notice.tables).toHaveLength(1);
  expect(notice.tables[0]?.columns).toEqual([
    'STT',
    'Tên bài toán',
    'Căn cứ đề xuất bài toán',
    'Kết quả cần đạt được',
  ]);
  expect(notice.tables[0]?.rows[0]).toEqual([
    '1',
    'Bài toán xây dựng Trung tâm giám sát',
    '- Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ (nhiệm vụ số 130, Phụ lục II ban hành kèm theo Nghị quyết 71/NQ-CP). - Kế hoạch số 145/KH-UBND ngày 28/5/2025.',
    'Ứng dụng trí tuệ nhân tạo trong điều hành. Thu thập dữ liệu từ các hệ thống.',
  ]);
  expect(notice.tables[0]?.rows).toHaveLength(2);
});

test('a Markdown table keeps its cells, pipes inside them and notes', () => {
  const read_ = read(`# KẾ HOẠCH
Phân công nhiệm vụ
## Phụ lục I

| TT | Tên nhiệm vụ | Căn cứ | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng nền tảng A\\|B | [^1] | Quý II/2026 |

[^1]: Nghị quyết số 71/NQ-CP ngày 01/4/2025.
`);
  expect(read_.tables[0]).toEqual({
    title: 'Phụ lục I',
    columns: ['TT', 'Tên nhiệm vụ', 'Căn cứ', 'Thời hạn'],
    rows: [['1', 'Xây dựng nền tảng A|B', 'Nghị quyết số 71/NQ-CP ngày 01/4/2025.', 'Quý II/2026']],
  });
});

test('a letter has its abstract, whom it is addressed to, and a letter symbol', () => {
  const letter = read(`SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 12/SKHCN-QLKH
V/v đề xuất bài toán lớn năm 2027
Lạng Sơn, ngày 05/02/2026
Kính gửi:
- Các sở, ban, ngành;
- UBND các xã, phường.
Thực hiện Kế hoạch số 06/KH-UBND ngày 10/01/2026 của UBND tỉnh, Sở Khoa học và Công nghệ đề nghị các cơ quan đề xuất bài toán.
Nơi nhận: - Như trên; - Lưu: VT.
GIÁM ĐỐC
Lê Văn Cường`);
  expect(letter).toMatchObject({
    kind: 'letter',
    number: '12/SKHCN-QLKH',
    date: '2026-02-05',
    issuer: 'Sở Khoa học và Công nghệ',
    title: 'Đề xuất bài toán lớn năm 2027',
    recipients: ['Các sở, ban, ngành', 'UBND các xã, phường', 'Như trên', 'Lưu: VT'],
    signer: { name: 'Lê Văn Cường', roles: ['GIÁM ĐỐC'] },
  });
});

test('a date in no calendar is read as none and said', () => {
  const notice = read(
    'Số: 5/TB-UBND\nLạng Sơn, ngày 31 tháng 02 năm 2026\nTHÔNG BÁO\nKết quả\n1. Nội dung\n- Hoàn thành ngày 30/02/2026.',
  );
  expect(notice.date).toBeNull();
  expect(notice.warnings.filter((warning) => warning.message.includes('không có trong lịch'))).toHaveLength(
    2,
  );
});

test('an empty text gives every key and a warning', () => {
  expect(read('   ')).toMatchObject({
    kind: 'other',
    number: null,
    citations: [],
    statements: [],
    signer: { name: null, roles: [] },
  });
});

test('TCVN3 capitals come from fonts ending in H', () => {
  expect(fromTcvn3('QuyÕt ®Þnh', true)).toBe('QUYẾT ĐỊNH');
});
