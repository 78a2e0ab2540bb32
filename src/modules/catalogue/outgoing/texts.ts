import type { Language, Text } from '../../../kernel/text.ts';
import type { OutgoingField } from './outgoing.ts';

const vi = {
  title: 'Văn bản đi',
  lead: 'Soạn văn bản từ danh mục theo thể thức của Nghị định 30/2020/NĐ-CP. Phụ lục lấy thẳng từ các mục của danh mục; mục không công khai không có trong văn bản.',
  document: 'Văn bản',
  edit: 'Soạn và xem trước',
  download: 'Tải xuống',
  whole: 'Cả văn bản',
  annex: 'Riêng phụ lục',
  preview: 'Xem trước các trang',
  previewLead: (rows: number) =>
    `Các trang như khi in, theo lần lưu gần nhất; phụ lục chỉ hiện ${rows} dòng đầu. Tệp tải xuống có đủ mọi dòng.`,
  pages: (name: string) =>
    `Các trang của văn bản: ${name}. Nội dung chữ ở biểu mẫu và trong các tệp tải xuống.`,
  live: {
    button: 'Xem trước',
    lead: (rows: number) =>
      `Các trang như khi in: theo lần lưu gần nhất, và theo chữ đang gõ khi bạn ngừng gõ hoặc bấm “Xem trước”; xem trước không lưu gì. Phụ lục chỉ hiện ${rows} dòng đầu; tệp tải xuống có đủ mọi dòng.`,
    drawing: 'Đang dựng lại các trang…',
    drawn: (pages: number) => `Đã cập nhật bản xem trước: ${pages} trang.`,
    drawnFirst: (pages: number, shown: number) =>
      `Đã cập nhật bản xem trước: ${pages} trang, hiện ${shown} trang đầu.`,
    notDrawn: (parts: number) =>
      `Chưa dựng được bản xem trước: ${parts} phần cần sửa. Các trang đang hiện là của nội dung trước đó.`,
    failed: 'Chưa dựng được bản xem trước vì không liên lạc được với máy chủ; sẽ thử lại khi bạn gõ tiếp.',
    ended:
      'Chưa dựng được bản xem trước: phiên đăng nhập đã hết. Hãy đăng nhập trong một thẻ khác rồi gõ tiếp.',
    page: (at: number, pages: number) => `Trang ${at} trên ${pages}`,
    zoom: 'Cỡ trang',
    zooms: { fit: 'Vừa khung', large: '150 %', larger: '250 %' },
  },
  save: 'Lưu và xem trước',
  saved: 'Đã lưu. Các trang xem trước đã theo nội dung mới.',
  back: 'Về danh mục',
  readOnly: 'Bạn chỉ được xem và tải văn bản, không được sửa.',
  fieldsHint: 'Các trường trong ngoặc được điền khi tạo văn bản:',
  heads: 'Phần đầu',
  content: 'Nội dung',
  ending: 'Phần cuối và phụ lục',
  issued: {
    title: 'Số, ký hiệu và ngày lấy từ văn bản đã đăng ký',
    lead: 'Mọi tệp và bản xem trước dùng phần đã có trong sổ đăng ký; những gì gõ trước đây ở phần đó được giữ nhưng không in.',
    absent: 'chưa có trong sổ đăng ký',
  },
  meanwhile: 'Nội dung bạn gõ vẫn ở trong biểu mẫu. Bấm lưu lần nữa để thay bản người khác vừa lưu.',
};
export type OutgoingWords = typeof vi;

const en: OutgoingWords = {
  title: 'Documents to send',
  lead: 'Documents written from the edition in the layout of Decree 30/2020. The annex is taken from the entries; confidential entries are in no document.',
  document: 'Document',
  edit: 'Write and preview',
  download: 'Download',
  whole: 'The whole document',
  annex: 'The annex alone',
  preview: 'Preview of the pages',
  previewLead: (rows) =>
    `The pages as printed, as last saved; of the annex the first ${rows} rows only. The files to download hold all rows.`,
  pages: (name) =>
    `Pages of the document: ${name}. Its words stand in the form and in the files to download.`,
  live: {
    button: 'Preview',
    lead: (rows) =>
      `The pages as printed: as last saved, and as typed when you stop typing or press “Preview”, which saves nothing. Of the annex the first ${rows} rows only; the files to download hold all rows.`,
    drawing: 'Drawing the pages again…',
    drawn: (pages) => `Preview updated: ${pages} ${pages === 1 ? 'page' : 'pages'}.`,
    drawnFirst: (pages, shown) => `Preview updated: ${pages} pages, the first ${shown} shown.`,
    notDrawn: (parts) =>
      `The preview could not be drawn: ${parts} ${parts === 1 ? 'part needs' : 'parts need'} mending. The pages shown are of what stood before.`,
    failed: 'The preview could not be drawn as the server did not answer; typing on tries again.',
    ended: 'The preview could not be drawn: you are signed out. Sign in in another tab and type on.',
    page: (at, pages) => `Page ${at} of ${pages}`,
    zoom: 'Size of the pages',
    zooms: { fit: 'Fitted', large: '150 %', larger: '250 %' },
  },
  save: 'Save and preview',
  saved: 'Saved. The preview shows the new content.',
  back: 'Back to the edition',
  readOnly: 'You may look at the documents and download them, but not change them.',
  fieldsHint: 'Fields in braces are filled in when the document is written:',
  heads: 'Head',
  content: 'Content',
  ending: 'End and annex',
  issued: {
    title: 'Number, symbol and date come from the registered document',
    lead: 'All files and the preview use what the register has; what was typed there before is kept, but not printed.',
    absent: 'not in the register yet',
  },
  meanwhile:
    'What you typed is still in the form. Save again to put it in place of what was saved meanwhile.',
};

export function outgoingWords(language: Language): OutgoingWords {
  return language === 'vi' ? vi : en;
}

/** What the files are, by the last part of their address. */
export const fileWords: Readonly<Record<string, Text>> = {
  'van-ban.docx': { vi: 'Tệp Word (.docx)', en: 'Word file (.docx)' },
  'van-ban.pdf': { vi: 'Tệp PDF (.pdf)', en: 'PDF file (.pdf)' },
  'phu-luc.xlsx': { vi: 'Bảng Excel (.xlsx)', en: 'Excel sheet (.xlsx)' },
  'phu-luc.csv': { vi: 'Bảng CSV (.csv)', en: 'CSV table (.csv)' },
  'phu-luc.html': { vi: 'Trang web cho cổng thông tin (.html)', en: 'Web page for the portal (.html)' },
};

interface FieldWords {
  readonly label: Text;
  readonly hint?: Text;
}

const onePerLine = { vi: 'Mỗi dòng một mục', en: 'One on each line' };

export const fieldWords: Readonly<Record<OutgoingField, FieldWords>> = {
  superior: { label: { vi: 'Cơ quan chủ quản', en: 'Superior agency' } },
  issuer: { label: { vi: 'Cơ quan ban hành', en: 'Issuing agency' }, hint: onePerLine },
  number: {
    label: { vi: 'Số văn bản', en: 'Number' },
    hint: { vi: 'Để trống khi chưa cấp số', en: 'Empty until it is given' },
  },
  symbol: { label: { vi: 'Ký hiệu', en: 'Symbol' } },
  place: { label: { vi: 'Địa danh', en: 'Place' } },
  date: {
    label: { vi: 'Ngày ban hành', en: 'Date' },
    hint: {
      vi: 'Ví dụ 05/01/2026; chưa biết ngày thì ghi 4/2026 hoặc để trống',
      en: 'For example 05/01/2026; 4/2026 or empty while it is open',
    },
  },
  abstract: { label: { vi: 'Trích yếu', en: 'Abstract' } },
  addressees: { label: { vi: 'Kính gửi', en: 'Addressed to' }, hint: onePerLine },
  bases: { label: { vi: 'Căn cứ ban hành', en: 'Legal bases' }, hint: onePerLine },
  body: {
    label: { vi: 'Nội dung văn bản', en: 'Body' },
    hint: {
      vi: 'Mỗi dòng một đoạn. “Điều 1. …” là điều; “I. …” hoặc dòng chữ in hoa là mục lớn; “1. …” không có dấu chấm cuối là mục nhỏ.',
      en: 'One paragraph on each line. The word of an article with its number begins an article; “I. …” or a line in capitals a section; “1. …” without an end sign a subsection.',
    },
  },
  roles: { label: { vi: 'Thẩm quyền ký', en: 'Authority of the signer' }, hint: onePerLine },
  signer: { label: { vi: 'Người ký', en: 'Signer' } },
  recipients: { label: { vi: 'Nơi nhận', en: 'Recipients' }, hint: onePerLine },
  annexTitle: { label: { vi: 'Tên phụ lục', en: 'Title of the annex' } },
  columns: {
    label: { vi: 'Các cột của phụ lục', en: 'Columns of the annex' },
    hint: {
      vi: 'Số thứ tự và tên luôn có. Cột không mục nào có nội dung thì tự bỏ. Dùng cho mọi tệp: Word, PDF, Excel, CSV, trang web.',
      en: 'Number and title are always there. A column that no entry fills is left out by itself. For every file: Word, PDF, Excel, CSV, web page.',
    },
  },
};
