/** A decision with a catalogue of two problems in its annex, as a web page shows it. */
export const decision = `<html><head><meta charset="utf-8"></head><body>
<p>ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN</p><p>Số: 99/QĐ-UBND</p><p>Lạng Sơn, ngày 03 tháng 4 năm 2026</p>
<p>QUYẾT ĐỊNH</p><p>Ban hành Danh mục bài toán lớn năm 2026</p>
<p>Căn cứ Luật Khoa học, công nghệ và đổi mới sáng tạo ngày 27 tháng 6 năm 2025;</p>
<p>Căn cứ Nghị quyết số 71/NQ-CP ngày 01 tháng 4 năm 2025 của Chính phủ;</p>
<p>Điều 1. Ban hành kèm theo Quyết định này Danh mục bài toán lớn năm 2026.</p>
<table>
<tr><th>TT</th><th>Tên bài toán</th><th>Bối cảnh</th><th>Kết quả dự kiến</th><th>Cơ quan chủ trì</th><th>Ghi chú</th></tr>
<tr><td>1</td><td>Cảnh báo sớm sạt lở đất</td><td>Nhiều điểm sạt lở</td><td>Cảnh báo trước 30 phút</td><td>Sở Nông nghiệp và Môi trường</td><td>mới</td></tr>
<tr><td>2</td><td>Truy xuất nguồn gốc hoa hồi</td><td>Hoa hồi bị lẫn</td><td>100% lô hàng có mã</td><td>Sở Khoa học và Công nghệ</td><td></td></tr>
</table></body></html>
`;
