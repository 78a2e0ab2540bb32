import { describe, expect, test } from 'vitest';
import { partsMost, titleMost } from './consultation.ts';
import { partsOfDraft } from './draft-parts.ts';

const titles = (lines: readonly string[]) => partsOfDraft(lines).map(({ title }) => title);

const decision = [
  ...['ỦY BAN NHÂN DÂN', 'QUYẾT ĐỊNH', 'Căn cứ Luật Tổ chức chính quyền địa phương;', 'QUYẾT ĐỊNH:'],
  ...['Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý sàn giao dịch công nghệ.'],
  ...['Điều 2. Hiệu lực thi hành', '1. Từ ngày ký.', '2. Bãi bỏ quy định trước đây.'],
  ...['Nơi nhận:', '- Như Điều 2;', 'TM. ỦY BAN NHÂN DÂN'],
  ...['QUY CHẾ', 'Quản lý sàn giao dịch công nghệ', '(Ban hành kèm theo Quyết định số /QĐ-UBND)'],
  ...['Chương I', 'QUY ĐỊNH CHUNG', 'Điều 1. Phạm vi điều chỉnh', 'Quy chế này quy định về sàn.'],
  ...['Điều 2. Đối tượng áp dụng', '1. Cơ quan.', 'a) Sở;', 'Tên tài liệu | Số bản', 'Đơn đăng ký | 01'],
  ...['Chương II', 'TỔ CHỨC THỰC HIỆN', 'Điều 3: Trách nhiệm', 'Mẫu số 01', 'ĐƠN ĐĂNG KÝ', 'Kính gửi: Sở'],
];

describe('the parts of a draft', () => {
  test('are its articles with their names, clauses on lines of their own, and all that stands around them', () => {
    const parts = partsOfDraft(decision);
    expect(parts.map(({ title }) => title)).toEqual([
      ...['Phần mở đầu', 'Điều 1', 'Điều 2. Hiệu lực thi hành', 'Nơi nhận, chữ ký', 'QUY CHẾ'],
      ...['Điều 1. Phạm vi điều chỉnh', 'Điều 2. Đối tượng áp dụng', 'Điều 3. Trách nhiệm', 'Mẫu số 01'],
    ]);
    expect(parts[1]?.body).toBe('Ban hành kèm theo Quyết định này Quy chế quản lý sàn giao dịch công nghệ.');
    expect(parts[2]?.body).toBe('1. Từ ngày ký.\n2. Bãi bỏ quy định trước đây.');
    expect(parts[5]?.body).toBe('Chương I\nQUY ĐỊNH CHUNG\nQuy chế này quy định về sàn.');
    expect(parts[6]?.body).toContain('a) Sở;\nTên tài liệu | Số bản\nĐơn đăng ký | 01');
    expect(parts[7]?.body).toBe('Chương II\nTỔ CHỨC THỰC HIỆN');
  });

  test('leave out no line', () => {
    const kept = partsOfDraft(decision).flatMap(({ title, body }) => [title, ...body.split('\n')]);
    for (const line of decision) {
      const words = line.replace(/^Điều (\d+)[.:] /, '');
      expect(
        kept.some((one) => one.endsWith(words)),
        line,
      ).toBe(true);
    }
  });

  test('are not the articles an amendment quotes', () => {
    expect(
      titles([
        ...['Điều 1. Sửa đổi Điều 7 như sau:', '“Điều 7. Trình tự', '1. Nộp hồ sơ.', 'Điều 8. Thời hạn'],
        ...['Năm ngày.”.', 'Điều 2. Hiệu lực thi hành'],
      ]),
    ).toEqual(['Điều 1', 'Điều 2. Hiệu lực thi hành']);
  });

  test('are the headings of a draft without articles, and the whole of one without headings', () => {
    const plan = ['KẾ HOẠCH', 'I. MỤC TIÊU', '1. Mục tiêu chung', 'II. NHIỆM VỤ', 'Phụ lục I', 'Bảng kê'];
    expect(titles(plan)).toEqual(['Phần mở đầu', 'I. MỤC TIÊU', 'II. NHIỆM VỤ', 'Phụ lục I']);
    expect(titles(['1. Mục một', 'Nội dung.', '2. Mục hai'])).toEqual(['1. Mục một', '2. Mục hai']);
    expect(partsOfDraft(['Một đoạn.', 'Đoạn nữa.'])).toEqual([
      expect.objectContaining({ title: 'Toàn văn', body: 'Một đoạn.\nĐoạn nữa.' }),
    ]);
    expect(partsOfDraft([])).toEqual([]);
  });

  test('keep every word where titles are too long and articles too many', () => {
    const long = `I. ${'Phạm vi '.repeat(60)}`.trim();
    const [first] = partsOfDraft([long, 'Nội dung đầu.', 'II. Tiếp']);
    expect([...(first?.title ?? '')]).toHaveLength(titleMost);
    expect(first?.body).toBe(`${long}\nNội dung đầu.`);
    const many = partsOfDraft(
      Array.from({ length: partsMost + 6 }, (_, at) => [`Điều ${at + 1}. Tên`, `Nội dung ${at + 1}.`]).flat(),
    );
    expect(many).toHaveLength(partsMost);
    expect(many.at(-1)?.title).toBe('Các phần còn lại');
    expect(many.at(-1)?.body).toContain(`Điều ${partsMost + 6}. Tên\nNội dung ${partsMost + 6}.`);
  });
});
