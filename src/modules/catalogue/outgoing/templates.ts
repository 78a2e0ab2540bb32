import type { CatalogueKind } from '../entry.ts';
import type { OutgoingKind, OutgoingTexts } from './outgoing.ts';

/** Texts a document begins with, in the form of Decree 30/2020; the office edits them for each edition. */

const lines = (...all: string[]) => all.join('\n');

const committee = {
  superior: '',
  issuer: lines('ỦY BAN NHÂN DÂN', 'TỈNH {{tỉnh}}'),
  roles: lines('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'),
  addressees: '',
};
const department = {
  superior: 'UBND TỈNH {{tỉnh}}',
  issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
  roles: 'GIÁM ĐỐC',
};
const unknown = { number: '', place: '{{tỉnh}}', date: '', signer: '', columns: '' };

const laws = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025',
  'Căn cứ Luật Khoa học, công nghệ và đổi mới sáng tạo ngày 27/6/2025',
];
const resolution =
  'Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia';

const subject: Readonly<Record<CatalogueKind, { list: string; item: string; annex: string }>> = {
  problems: {
    list: 'Danh mục bài toán lớn về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số',
    item: 'bài toán',
    annex:
      'Danh mục bài toán lớn về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh {{tỉnh}} năm {{năm}}',
  },
  needs: {
    list: 'Danh mục nhu cầu công nghệ',
    item: 'nhu cầu',
    annex: 'Danh mục nhu cầu công nghệ của tỉnh {{tỉnh}} năm {{năm}}',
  },
};

type Template = (kind: CatalogueKind) => OutgoingTexts;

const notice: Template = (kind) => ({
  ...committee,
  ...unknown,
  symbol: 'TB-UBND',
  abstract: 'Công bố {{tên danh mục}}',
  bases: lines(resolution, 'Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ'),
  body: lines(
    'Ủy ban nhân dân tỉnh {{tỉnh}} công bố {{tên danh mục}} để các cơ quan, tổ chức, doanh nghiệp biết và tham gia giải quyết, cụ thể như sau:',
    'I. MỤC ĐÍCH',
    '- Tập trung nguồn lực của xã hội vào những vấn đề lớn, cấp thiết của tỉnh;',
    '- Làm căn cứ để các cơ quan, đơn vị, địa phương đặt hàng, lựa chọn và triển khai nhiệm vụ.',
    'II. NỘI DUNG',
    'Danh mục gồm {{số mục}} bài toán, chi tiết tại Phụ lục kèm theo Thông báo này.',
    'III. TỔ CHỨC THỰC HIỆN',
    '1. Sở Khoa học và Công nghệ',
    'Tiếp nhận, hướng dẫn, tổng hợp đề xuất giải pháp; theo dõi, đôn đốc và định kỳ báo cáo Ủy ban nhân dân tỉnh kết quả giải quyết từng bài toán.',
    '2. Các sở, ban, ngành; Ủy ban nhân dân các xã, phường',
    'Cung cấp số liệu, bố trí người phối hợp đối với bài toán được giao chủ trì; rà soát, đề xuất bổ sung bài toán mới.',
    '3. Đầu mối liên hệ',
    'Cơ quan đầu mối: {{đầu mối}}.',
    'Địa chỉ: {{địa chỉ}}.',
    'Điện thoại: {{điện thoại}}.',
    'Ủy ban nhân dân tỉnh {{tỉnh}} thông báo để các cơ quan, tổ chức, doanh nghiệp biết và tham gia thực hiện.',
  ),
  recipients: lines(
    'Bộ Khoa học và Công nghệ (b/c)',
    'Thường trực Tỉnh ủy (b/c)',
    'Chủ tịch, các Phó Chủ tịch UBND tỉnh',
    'Các sở, ban, ngành',
    'UBND các xã, phường',
    'Lưu: VT, KGVX',
  ),
  annexTitle: subject[kind].annex,
});

const decision: Template = (kind) => ({
  ...committee,
  ...unknown,
  symbol: 'QĐ-UBND',
  abstract: 'Về việc ban hành {{tên danh mục}}',
  bases: lines(
    ...laws,
    'Căn cứ Luật Chuyển giao công nghệ ngày 19/6/2017',
    resolution,
    'Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ',
  ),
  body: lines(
    'Điều 1. Ban hành kèm theo Quyết định này {{tên danh mục}}, gồm {{số mục}} nhu cầu.',
    'Điều 2. Danh mục là căn cứ để kết nối cung - cầu công nghệ, thu hút đầu tư, chuyển giao công nghệ và lựa chọn nhiệm vụ khoa học và công nghệ của tỉnh.',
    'Điều 3. Sở Khoa học và Công nghệ chủ trì tổ chức thực hiện, định kỳ rà soát, trình điều chỉnh, bổ sung Danh mục và báo cáo kết quả. Các sở, ban, ngành, Ủy ban nhân dân các xã, phường và đơn vị có nhu cầu phối hợp, cung cấp số liệu và tiếp nhận công nghệ.',
    'Điều 4. Quyết định này có hiệu lực kể từ ngày ký ban hành.',
    'Điều 5. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Khoa học và Công nghệ; Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân dân các xã, phường và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.',
  ),
  recipients: lines(
    'Như Điều 5',
    'Bộ Khoa học và Công nghệ (b/c)',
    'Chủ tịch, các Phó Chủ tịch UBND tỉnh',
    'Lưu: VT, KGVX',
  ),
  annexTitle: subject[kind].annex,
});

const adjustment: Template = (kind) => ({
  ...committee,
  ...unknown,
  symbol: 'QĐ-UBND',
  abstract: 'Về việc {{tên danh mục}}',
  bases: lines(...laws, resolution, 'Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ'),
  body: lines(
    `Điều 1. Phê duyệt việc {{tên danh mục}}, gồm {{số mục}} ${subject[kind].item} được {{việc điều chỉnh}}, chi tiết tại Phụ lục kèm theo Quyết định này.`,
    'Lý do điều chỉnh: {{lý do điều chỉnh}}',
    'Điều 2. Các nội dung khác của Danh mục giữ nguyên. Sở Khoa học và Công nghệ cập nhật Danh mục trên cổng thông tin, hướng dẫn và theo dõi việc thực hiện.',
    'Điều 3. Quyết định này có hiệu lực kể từ ngày ký ban hành.',
    'Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Khoa học và Công nghệ; Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân dân các xã, phường và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.',
  ),
  recipients: lines(
    'Như Điều 4',
    'Bộ Khoa học và Công nghệ (b/c)',
    'Chủ tịch, các Phó Chủ tịch UBND tỉnh',
    'Lưu: VT, KGVX',
  ),
  annexTitle:
    kind === 'problems'
      ? 'Bài toán lớn được điều chỉnh, bổ sung trong Danh mục năm {{năm}}'
      : 'Nhu cầu công nghệ được điều chỉnh, bổ sung trong Danh mục năm {{năm}}',
});

const submission: Template = (kind) => ({
  ...department,
  ...unknown,
  symbol: 'TTr-SKHCN',
  abstract: kind === 'problems' ? 'Về việc công bố {{tên danh mục}}' : 'Về việc ban hành {{tên danh mục}}',
  addressees: 'Ủy ban nhân dân tỉnh {{tỉnh}}',
  bases: lines(...laws, resolution),
  body: lines(
    `Sở Khoa học và Công nghệ trình Ủy ban nhân dân tỉnh xem xét ${kind === 'problems' ? 'công bố' : 'ban hành'} {{tên danh mục}} như sau:`,
    'I. SỰ CẦN THIẾT',
    `Việc xây dựng ${subject[kind].list} giúp xác định đúng vấn đề cần giải quyết, tạo cơ sở đặt hàng nhiệm vụ và thu hút tổ chức, doanh nghiệp tham gia.`,
    'II. QUÁ TRÌNH XÂY DỰNG',
    'Sở Khoa học và Công nghệ đã lấy ý kiến các sở, ban, ngành, Ủy ban nhân dân các xã, phường; rà soát, tổng hợp và hoàn thiện dự thảo.',
    'III. NỘI DUNG CHÍNH',
    `Danh mục gồm {{số mục}} ${subject[kind].item}, chi tiết tại Phụ lục kèm theo.`,
    'IV. KIẾN NGHỊ',
    `Kính đề nghị Ủy ban nhân dân tỉnh xem xét, ${kind === 'problems' ? 'công bố' : 'ban hành'} Danh mục.`,
  ),
  recipients: lines('Như trên', 'Lãnh đạo Sở', 'Lưu: VT, QLCN'),
  annexTitle: subject[kind].annex,
});

const report: Template = (kind) => ({
  ...department,
  ...unknown,
  symbol: 'BC-SKHCN',
  abstract: 'Kết quả thực hiện {{tên danh mục}}',
  addressees: lines('Ủy ban nhân dân tỉnh {{tỉnh}}', 'Bộ Khoa học và Công nghệ'),
  bases: resolution,
  body: lines(
    'Sở Khoa học và Công nghệ báo cáo kết quả thực hiện {{tên danh mục}} như sau:',
    'I. TÌNH HÌNH CHUNG',
    `Danh mục gồm {{số mục}} ${subject[kind].item}. Đến nay: {{đã giải quyết}} ${subject[kind].item} đã giải quyết; {{đang triển khai}} đang triển khai; {{đang tìm lời giải}} đang tìm lời giải; {{chưa triển khai}} chưa triển khai.`,
    'Kết quả các mục khi rà soát để lập danh mục sau: {{kết quả các mục}}.',
    'II. KHÓ KHĂN, VƯỚNG MẮC',
    'Một số đơn vị chủ trì còn thiếu số liệu và người làm đầu mối; kinh phí chưa được bố trí đầy đủ.',
    'III. PHƯƠNG HƯỚNG',
    'Tiếp tục kết nối, hỗ trợ các đơn vị; đưa những nội dung chưa giải quyết vào Danh mục của năm sau.',
    'Tình trạng của từng mục tại Phụ lục kèm theo.',
  ),
  recipients: lines('Như trên', 'Lãnh đạo Sở', 'Lưu: VT, QLCN'),
  annexTitle:
    kind === 'problems'
      ? 'Danh mục bài toán lớn năm {{năm}} và tình trạng thực hiện'
      : 'Danh mục nhu cầu công nghệ năm {{năm}} và tình trạng thực hiện',
});

const templates: Readonly<Record<OutgoingKind, Template>> = {
  notice,
  decision,
  adjustment,
  submission,
  report,
};

export function templateOf(outgoing: OutgoingKind, kind: CatalogueKind): OutgoingTexts {
  return templates[outgoing](kind);
}
