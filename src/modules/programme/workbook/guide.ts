import type { NoteSheet } from '../../../office/index.ts';
import { fileHeader, targetColumns, taskColumns } from './columns.ts';

const line = (term: string | null, text: string) => ({ term, text });

/** The last sheet: how to fill in, said once for whoever has the file alone. */
export const guide: NoteSheet = {
  name: 'Hướng dẫn',
  title: 'Cách điền và gửi lại bảng này',
  lines: [
    line(
      'Cách làm',
      'Điền vào các cột có tiêu đề màu vàng; ô màu xám chỉ để xem. Để trống những gì không đổi: dòng không điền gì thì không có gì được ghi.',
    ),
    line(
      null,
      'Lưu tệp, rồi gửi lại ở trang “Bảng tính nhiệm vụ” của Nhịp Cầu. Trước khi ghi, bạn được xem từng dòng; dòng đúng được ghi, dòng sai ở lại để sửa.',
    ),
    line(null, 'Không xóa, không đổi tên cột. Đổi chỗ cột, ẩn cột hay lọc dòng thì được. Không gộp ô.'),
    line('Ngày', 'Ghi ngày/tháng/năm đủ bốn chữ số của năm, ví dụ 05/03/2026.'),
    line('Nhiệm vụ', ''),
    ...Object.values(taskColumns).map(({ header, prompt }) => line(header, prompt)),
    line('Báo cáo hoàn thành', 'Chọn “Đã hoàn thành”, ghi số và ngày văn bản.'),
    line(
      'Tệp sản phẩm',
      `Không để trong bảng được. Mở địa chỉ ở cột cuối (“${fileHeader}”) của nhiệm vụ, ghi kết quả và gửi kèm tệp tại đó.`,
    ),
    line('Chỉ tiêu', ''),
    ...Object.values(targetColumns).map(({ header, prompt }) => line(header, prompt)),
    line(
      'Số khác thường',
      'Số khác nhiều với số đã biết thì bạn được hỏi lại khi gửi bảng; ghi sẵn lý do để xác nhận nhanh.',
    ),
    line(
      'Sửa số đã ghi',
      'Bảng này chỉ ghi thêm. Muốn sửa điều đã ghi, hãy bấm “Đính chính” ở trang của nhiệm vụ, chỉ tiêu. Số liệu của một kỳ ghi lại lần nữa thì bạn được hỏi lại; xác nhận và nêu lý do thì số mới thay số cũ, số cũ còn trong lịch sử.',
    ),
  ],
};
