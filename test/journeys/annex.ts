import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';

const line = (text: string) => new Paragraph(text);
const row = (cells: readonly string[]) =>
  new TableRow({ children: cells.map((cell) => new TableCell({ children: [line(cell)] })) });

/** Titles of the annex below, in its order. */
export const annexTitles = (year: number): readonly string[] => [
  `Cảnh báo sớm sạt lở đất dọc quốc lộ ${year}`,
  'Truy xuất nguồn gốc hồi và na Chi Lăng',
  'Rút ngắn thời gian thông quan nông sản tươi',
];

/** A notice with a catalogue of problems as its annex, as a Word file; one column has a head nobody would guess. */
export function annexFile(year: number): Promise<Buffer> {
  const [first = '', second = '', third = ''] = annexTitles(year);
  return Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            line('ỦY BAN NHÂN DÂN'),
            line('TỈNH LẠNG SƠN'),
            line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
            line('Độc lập - Tự do - Hạnh phúc'),
            line(`Số: 78/TB-UBND`),
            line(`Lạng Sơn, ngày 31 tháng 3 năm ${year}`),
            line('THÔNG BÁO'),
            line(`Danh mục bài toán lớn về khoa học, công nghệ năm ${year}`),
            line('PHỤ LỤC'),
            new Table({
              rows: [
                row(['TT', 'Tên bài toán', 'Lời kể', 'Kết quả cần đạt', 'Cơ quan chủ trì']),
                row([
                  '1',
                  first,
                  'Mỗi mùa mưa có hàng chục điểm sạt.',
                  'Hệ thống cảnh báo',
                  'Sở Khoa học và Công nghệ',
                ]),
                row([
                  '2',
                  second,
                  'Người mua chưa tra được nơi trồng.',
                  'Mã truy xuất',
                  'Sở Nông nghiệp và Môi trường',
                ]),
                row(['3', third, 'Xe chờ nhiều giờ ở cửa khẩu.', 'Thời gian giảm', 'Sở Công Thương']),
              ],
            }),
          ],
        },
      ],
    }),
  );
}
