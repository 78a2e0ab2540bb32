import { describe, expect, test } from 'vitest';
import { parseOfficial } from './extract.ts';
import { printedLines } from './pdf-lines.ts';
import { readPlainText } from './plain-text.ts';

const read = (text: string) => parseOfficial(readPlainText(text));

const decision = (parts: { number?: string; date?: string; articles?: string; foot?: string }) =>
  read(`ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
${parts.number ?? 'Số: 9/QĐ-UBND'}
${parts.date ?? 'Lạng Sơn, ngày 5 tháng 6 năm 2026'}
QUYẾT ĐỊNH
Về việc ban hành Quy chế
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
QUYẾT ĐỊNH:
Điều 1. Ban hành Quy chế.
${parts.articles ?? 'Điều 2. Tổ chức thực hiện./.'}
${parts.foot ?? ''}`);

describe('the number of a document', () => {
  test.each([
    ['Số:      /QĐ-UBND', null, 'QĐ-UBND'],
    ['Số        -KH/TU', null, 'KH/TU'],
    ['Số: […]/QĐ-UBND', null, 'QĐ-UBND'],
    ['Số: xx/2026/QĐ-UBND', null, 'QĐ-UBND'],
    ['Số: 1.234/QĐ-UBND', '1234/QĐ-UBND', 'QĐ-UBND'],
    ['Số: 12/QĐ-UBND.VX', '12/QĐ-UBND.VX', 'QĐ-UBND.VX'],
    ['Nghị quyết số: 1672/NQ-UBTVQH15', '1672/NQ-UBTVQH15', 'NQ-UBTVQH15'],
    ['Luật số: 93/2025/QH15', '93/2025/QH15', 'QH15'],
  ])('%j', (printed, number, symbol) => {
    expect(decision({ number: printed })).toMatchObject({ number, symbol, date: '2026-06-05' });
  });
});

describe('the place and date of a document', () => {
  test.each([
    ['Lạng Sơn ngày 5 tháng 1 năm 2026', '2026-01-05'],
    ['LẠNG SƠN, NGÀY 05 THÁNG 01 NĂM 2026', '2026-01-05'],
    ['Lạng Sơn, ngày 5 - 1 - 2026', '2026-01-05'],
    ['Lạng Sơn, ngày 05 tháng 01 năm 2 026', '2026-01-05'],
    ['Lạng Sơn, ngày […] tháng 4 năm 2026', '2026-04'],
    ['Lạng Sơn, tháng 4 năm 2026', '2026-04'],
    ['Lạng Sơn, ngày …/4/2026', '2026-04'],
    ['Lạng Sơn, ngày …/…/2026', '2026'],
    ['Lạng Sơn, ngày …. tháng …. năm 202…', null],
    ['Lạng Sơn, ngày 31 tháng 2 năm 2026', null],
  ])('%j', (printed, date) => {
    expect(decision({ date: printed })).toMatchObject({
      place: 'Lạng Sơn',
      date,
      title: 'Về việc ban hành Quy chế',
    });
  });
});

describe('what a document puts out of force', () => {
  test.each([
    ['abolished', 'Bãi bỏ Quyết định số 100/QĐ-UBND ngày 01/01/2024 của UBND tỉnh.', ['100/QĐ-UBND']],
    [
      'ended by this document',
      'Quyết định số 100/QĐ-UBND ngày 01/01/2024 của UBND tỉnh hết hiệu lực kể từ ngày Quyết định này có hiệu lực.',
      ['100/QĐ-UBND'],
    ],
    [
      'ended from a day',
      'Quyết định số 100/2024/QĐ-UBND ngày 01 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh ban hành Quy chế và Quyết định số 5/2025/QĐ-UBND hết hiệu lực kể từ ngày 01 tháng 7 năm 2026.',
      ['100/2024/QĐ-UBND', '5/2025/QĐ-UBND'],
    ],
    [
      'listed on lines of their own',
      'Các Quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\na) Quyết định số 1/2020/QĐ-UBND thực hiện Nghị định số 3/2019/NĐ-CP;\nb) Quyết định số 2/2020/QĐ-UBND.\nc) Tiếp tục thực hiện Nghị quyết số 57-NQ/TW.',
      ['1/2020/QĐ-UBND', '2/2020/QĐ-UBND'],
    ],
    [
      'a list it had issued',
      'Quyết định này thay thế Danh mục ban hành kèm theo Quyết định số 100/QĐ-UBND ngày 01/01/2024.',
      ['100/QĐ-UBND'],
    ],
    ['not one of which a part goes', 'Bãi bỏ Điều 3 Quyết định số 100/QĐ-UBND ngày 01/01/2024.', []],
    [
      'not one that others say is over',
      'Nghị định số 13/2020/NĐ-CP đã hết hiệu lực nên áp dụng Nghị định số 14/2025/NĐ-CP.',
      [],
    ],
    [
      'not the subject of an abstract',
      'Quyết định số 7/QĐ-UBND ngày 01/01/2025 về việc công bố Danh mục văn bản hết hiệu lực toàn bộ năm 2024 được đăng tải.',
      [],
    ],
  ])('%s', (_, sentence, numbers) => {
    const { replaces } = decision({ articles: `Điều 2. ${sentence}\nĐiều 3. Tổ chức thực hiện./.` });
    expect(replaces.map((one) => one.number)).toEqual(numbers);
  });
});

describe('articles an amendment quotes', () => {
  test('belong to the article that quotes them, whatever the quotation marks', () => {
    for (const [open, close] of ['“”', '""']) {
      const { articles } = decision({
        articles: `Điều 2. Sửa đổi Điều 7 như sau:\n${open}Điều 7. Trình tự\n1. Nộp hồ sơ.\nĐiều 8. Thời hạn\nNăm ngày.${close}.\nĐiều 3. Hiệu lực kể từ ngày ký./.`,
      });
      expect(articles.map((article) => article.number)).toEqual(['1', '2', '3']);
      expect(articles[1]?.text).toContain('Năm ngày.');
    }
  });

  test('a quotation mark never closed hides nothing', () => {
    const { articles } = decision({ articles: 'Điều 2. Cụm từ\n“Sở Y tế là cơ quan\nĐiều 3. Hiệu lực.' });
    expect(articles.map((article) => article.number)).toEqual(['1', '2', '3']);
  });
});

describe('the Party’s layout', () => {
  const plan = read(`TỈNH ỦY LẠNG SƠN * Số 23-KH/TU
ĐẢNG CỘNG SẢN VIỆT NAM Lạng Sơn, ngày 24 tháng 02 năm 2026
KẾ HOẠCH
thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị
năm 2026
-----
Thực hiện Chương trình số 02-CTr/BCĐTW, ngày 02/02/2026, Ban Thường vụ Tỉnh ủy ban hành kế hoạch như sau:
I- MỤC TIÊU
1- Mục tiêu chung
Phát triển nhanh và bền vững.
Nơi nhận:
- Bộ Chính trị (b/c),
- Lưu Văn phòng Tỉnh ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Hoàng Quốc Khánh`);

  test('is read like any other', () => {
    expect(plan).toMatchObject({
      kind: 'plan',
      number: '23-KH/TU',
      symbol: 'KH/TU',
      place: 'Lạng Sơn',
      date: '2026-02-24',
      issuer: 'Tỉnh ủy Lạng Sơn',
      title: 'thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị năm 2026',
      signer: { name: 'Hoàng Quốc Khánh', roles: ['T/M BAN THƯỜNG VỤ', 'PHÓ BÍ THƯ'] },
      recipients: ['Bộ Chính trị (b/c)', 'Lưu Văn phòng Tỉnh ủy'],
      statements: [{ section: 'I- MỤC TIÊU > 1- Mục tiêu chung', text: 'Phát triển nhanh và bền vững.' }],
    });
  });
});

describe('two columns typed side by side', () => {
  const foot = `
Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
- Bộ Khoa học và Công nghệ (b/c);                KT. CHỦ TỊCH
- Chủ tịch, các PCT UBND tỉnh;                   PHÓ CHỦ TỊCH

                                             Đoàn Thanh Sơn
- Lưu: VT, KGVX.`;
  const signed = {
    recipients: ['Bộ Khoa học và Công nghệ (b/c)', 'Chủ tịch, các PCT UBND tỉnh', 'Lưu: VT, KGVX'],
    signer: { name: 'Đoàn Thanh Sơn', roles: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] },
  };

  test('recipients and signature are read apart, with spaces or tabs between them', () => {
    expect(decision({ foot })).toMatchObject(signed);
    expect(decision({ foot: foot.replace(/ {4,}/gu, '\t') })).toMatchObject(signed);
  });

  test('agency and motto too; a number left blank is no gap between columns', () => {
    const notice = read(`   ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                      Độc lập - Tự do - Hạnh phúc

  Số:      /TB-UBND                Lạng Sơn, ngày      tháng 3 năm 2026

                            THÔNG BÁO
      Danh mục bài toán lớn về khoa học công nghệ
          trên địa bàn tỉnh Lạng Sơn năm 2026
I. MỤC ĐÍCH`);
    expect(notice).toMatchObject({
      number: null,
      symbol: 'TB-UBND',
      date: '2026-03',
      place: 'Lạng Sơn',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'Danh mục bài toán lớn về khoa học công nghệ trên địa bàn tỉnh Lạng Sơn năm 2026',
    });
  });

  test('a head run together on single lines is taken apart', () => {
    const notice = read(`ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LẠNG SƠN Độc lập - Tự do - Hạnh phúc
Số: 15/TB-UBND Lạng Sơn, ngày 31 tháng 3 năm 2026
THÔNG BÁO
Danh mục bài toán lớn`);
    expect(notice).toMatchObject({
      number: '15/TB-UBND',
      place: 'Lạng Sơn',
      date: '2026-03-31',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
    });
  });
});

describe('the signer', () => {
  test.each([
    ['BỘ TRƯỞNG\n(Đã ký) Nguyễn Mạnh Hùng', 'Nguyễn Mạnh Hùng'],
    ['GIÁM ĐỐC\nNGUYỄN KHẮC LỊCH', 'Nguyễn Khắc Lịch'],
    ['CHỦ TỊCH\nH’Yim Kđoh', 'H’Yim Kđoh'],
    [
      'CHỦ TỊCH\nKý bởi: Ủy ban nhân dân tỉnh Lạng Sơn\nThời gian ký: 05/01/2026 14:33:21 +07:00\nHồ Tiến Thiệu',
      'Hồ Tiến Thiệu',
    ],
  ])('%j', (block, name) => {
    const { signer } = decision({ foot: `Nơi nhận: Như trên; Bộ KH&CN (b/c); Lưu: VT.\n${block}` });
    expect(signer).toEqual({ name, roles: [block.split('\n')[0]] });
  });

  test('recipients on the line of their heading end at semicolons', () => {
    const { recipients } = decision({
      foot: 'Nơi nhận: Như trên; Bộ KH&CN (b/c); Lưu: VT.\nCHỦ TỊCH\nHồ Văn Sơn',
    });
    expect(recipients).toEqual(['Như trên', 'Bộ KH&CN (b/c)', 'Lưu: VT']);
  });
});

describe('emphasis of Markdown', () => {
  test('is no part of the text', () => {
    const plan = read(
      'KẾ HOẠCH\nTriển khai công tác\n*Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025;*\n1. Bốn *năm* _sáu_ (5 * 3 * 2).',
    );
    expect(plan.citations.map((one) => [one.number, one.role])).toEqual([['71/NQ-CP', 'basis']]);
    expect(plan.statements).toEqual([{ section: null, text: 'Bốn năm sáu (5 * 3 * 2).' }]);
  });
});

test('a letter’s abstract goes on over lines that begin with a capital', () => {
  const letter = read(`Số: 12/UBND-KGVX
V/v triển khai thực hiện
Nghị quyết số 71/NQ-CP
Lạng Sơn, ngày 05/02/2026
Kính gửi: Sở Y tế; Sở Tài chính.`);
  expect(letter).toMatchObject({
    kind: 'letter',
    title: 'Triển khai thực hiện Nghị quyết số 71/NQ-CP',
    recipients: ['Sở Y tế', 'Sở Tài chính'],
  });
});

test('a number left blank between two printed pieces of a PDF line is one number', () => {
  const piece = (text: string, x: number) => ({ text, x, y: 700, width: text.length * 6, size: 12 });
  const [line] = printedLines([
    piece('Số:', 60),
    piece('/TB-UBND', 120),
    piece('Lạng Sơn, ngày', 320),
    piece('tháng 3 năm 2026', 460),
  ]);
  expect(line?.runs.map((run) => run.text)).toEqual(['Số: /TB-UBND', 'Lạng Sơn, ngày tháng 3 năm 2026']);
});

describe('the agency in the head', () => {
  const issuerUnder = (...lines: string[]) =>
    read(
      [...lines, 'Số: 12/QĐ-UBND', 'QUYẾT ĐỊNH', 'Về việc phê duyệt', 'Căn cứ Luật số 93/2025/QH15;'].join(
        '\n',
      ),
    ).issuer;

  test.each([
    ['Ban Chỉ đạo chuyển đổi số', 'UBND TỈNH LẠNG SƠN', 'BAN CHỈ ĐẠO', 'CHUYỂN ĐỔI SỐ'],
    ['Sở Văn hóa, Thể thao và Du lịch', 'UBND TỈNH LẠNG SƠN', 'SỞ VĂN HÓA, THỂ THAO VÀ DU', 'LỊCH'],
  ])('is %s, whose name takes several lines', (issuer, ...lines) => {
    expect(issuerUnder(...lines)).toBe(issuer);
  });

  test.each([
    'DỰ THẢO',
    '(DỰ THẢO)',
    'HỎA TỐC',
    'KHÓA XVII, KỲ HỌP THỨ HAI',
    'QUYẾT ĐỊNH',
    'ĐÀI PHÁT THANH VÀ TRUYỀN HÌNH',
    'HẠT KIỂM LÂM',
    '*',
  ])('does not go on with “%s”', (line) => {
    expect(issuerUnder('UBND TỈNH LẠNG SƠN', line)).toBe('Ủy ban nhân dân tỉnh Lạng Sơn');
    expect(issuerUnder('UBND TỈNH LẠNG SƠN', 'SỞ Y TẾ', line)).toBe('Sở Y tế');
  });

  test('of a council is completed by its territory, whatever remark follows', () => {
    const head = [
      'HỘI ĐỒNG NHÂN DÂN',
      'DỰ THẢO',
      'Số: /NQ-HĐND',
      'Lạng Sơn, ngày 02 tháng 4 năm 2026',
      'NGHỊ QUYẾT',
    ];
    expect(read([...head, 'Về việc phê duyệt'].join('\n')).issuer).toBe('Hội đồng nhân dân tỉnh Lạng Sơn');
  });
});
