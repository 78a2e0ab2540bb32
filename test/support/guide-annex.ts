import {
  AlignmentType,
  Document,
  Packer,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

const line = (text: string) => new Paragraph(text);
const middle = (text: string) =>
  new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, bold: true })] });
const row = (cells: readonly string[]) =>
  new TableRow({ children: cells.map((cell) => new TableCell({ children: [line(cell)] })) });

/** The columns of the annex; nobody would guess what the third one is. */
const columns = [
  'TT',
  'Tên bài toán',
  'Lời kể',
  'Căn cứ đề xuất',
  'Kết quả cần đạt',
  'Cơ quan chủ trì',
  'Thời hạn',
];

/** Three entries a year: title, what is told, legal basis, result, lead agency. */
const entries: readonly (readonly string[])[] = [
  [
    'Cảnh báo sớm sạt lở, lũ quét cho các xã vùng cao',
    'Mỗi mùa mưa có hàng chục điểm sạt, người dân không được báo trước.',
    'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
    'Cảnh báo trước ít nhất 2 giờ tại 20 xã',
    'Sở Khoa học và Công nghệ',
  ],
  [
    'Truy xuất nguồn gốc hồi và na Chi Lăng',
    'Người mua chưa tra được nơi trồng.',
    '',
    'Mã truy xuất cho sản phẩm',
    'Sở Nông nghiệp và Môi trường',
  ],
  [
    'Rút ngắn thời gian thông quan nông sản tươi',
    'Xe chờ nhiều giờ ở cửa khẩu vào mùa vụ.',
    'Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị',
    'Thời gian chờ giảm 30%',
    'Ban chỉ đạo cửa khẩu số',
  ],
  [
    'Khám bệnh từ xa cho trạm y tế xã biên giới',
    'Người bệnh đi hàng chục cây số để được khám chuyên khoa.',
    'Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị',
    '20 trạm y tế có khám từ xa',
    'Sở Y tế',
  ],
  [
    'Dạy học trực tuyến ở điểm trường lẻ',
    'Điểm trường lẻ thiếu giáo viên ngoại ngữ và tin học.',
    '',
    'Mỗi tuần hai buổi học trực tuyến',
    'Sở Giáo dục và Đào tạo',
  ],
  [
    'Bản đồ số các tuyến du lịch cộng đồng',
    'Khách tự đi chưa tìm được đường và nơi nghỉ.',
    'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
    'Bản đồ 12 tuyến',
    'Sở Văn hóa, Thể thao và Du lịch',
  ],
];

/** Years whose annex is the first three entries; the others have the rest, so that they are not much alike. */
const likeFirst = ['2027', '2031'];

function rowsOf(year: string): string[][] {
  return (likeFirst.includes(year) ? entries.slice(0, 3) : entries.slice(3)).map((cells, at) => [
    String(at + 1),
    ...cells,
    `Quý IV/${year.slice(-4)}`,
  ]);
}

/** The notice of a year with its catalogue of problems as an annex: the Word file that the guide's officer imports. */
export function guideAnnex(year: string): Promise<Buffer> {
  return Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            middle('ỦY BAN NHÂN DÂN'),
            middle('TỈNH LẠNG SƠN'),
            middle('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
            middle('Độc lập - Tự do - Hạnh phúc'),
            line('Số:        /TB-UBND'),
            line(`Lạng Sơn, ngày      tháng 3 năm ${year}`),
            middle('THÔNG BÁO'),
            middle(`Danh mục bài toán lớn về khoa học, công nghệ năm ${year}`),
            line('Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;'),
            line(
              `Ủy ban nhân dân tỉnh thông báo danh mục bài toán lớn năm ${year} theo phụ lục kèm theo Thông báo này.`,
            ),
            new Paragraph({ children: [new PageBreak()] }),
            middle('PHỤ LỤC'),
            new Table({ rows: [row(columns), ...rowsOf(year).map(row)] }),
          ],
        },
      ],
    }),
  );
}
