/** Why a file could not be read; stable codes for callers, sentences for people. */
export const UNREADABLE_CODES = [
  'not-found',
  'empty',
  'too-large',
  'too-complex',
  'timeout',
  'busy',
  'truncated',
  'encrypted',
  'scanned',
  'picture',
  'legacy-office',
  'wrong-kind',
  'unsupported',
] as const;

export type UnreadableCode = (typeof UNREADABLE_CODES)[number];

export interface BilingualMessage {
  vi: string;
  en: string;
}

/** A file that cannot be read as an official document: bad input, never a fault of the product. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;
  readonly text: BilingualMessage;

  constructor(code: UnreadableCode, text: BilingualMessage) {
    super(text.vi);
    this.name = 'UnreadableFile';
    this.code = code;
    this.text = text;
  }
}

const SENTENCES: Record<UnreadableCode, BilingualMessage> = {
  'not-found': {
    vi: 'Không mở được tệp. Hãy kiểm tra lại đường dẫn và quyền đọc tệp.',
    en: 'The file cannot be opened. Check its path and that it may be read.',
  },
  empty: {
    vi: 'Tệp trống, không có nội dung. Hãy chọn lại tệp văn bản.',
    en: 'The file is empty. Choose the document again.',
  },
  'too-large': {
    vi: 'Tệp quá lớn. Hãy tách phụ lục ra tệp riêng hoặc nén ảnh trong tệp rồi gửi lại.',
    en: 'The file is too large. Put the annex into a file of its own or compress its pictures, then try again.',
  },
  'too-complex': {
    vi: 'Nội dung bên trong tệp lớn bất thường khi giải nén hoặc lồng nhau quá sâu nên không được đọc. Hãy lưu lại văn bản bằng Word, Excel hoặc LibreOffice rồi gửi lại.',
    en: 'What the file unpacks to is abnormally large or nested too deeply, so it was not read. Save it again with Word, Excel or LibreOffice and try again.',
  },
  timeout: {
    vi: 'Đọc tệp quá lâu nên đã dừng. Hãy tách văn bản thành tệp nhỏ hơn rồi gửi lại.',
    en: 'Reading the file took too long and was stopped. Split the document into smaller files and try again.',
  },
  busy: {
    vi: 'Máy chủ đang đọc nhiều bản quét hoặc tệp cũ cùng lúc; hãy thử lại sau một phút.',
    en: 'The server is reading several scans or old files at once; try again in a minute.',
  },
  truncated: {
    vi: 'Tệp bị hỏng hoặc tải về chưa đủ. Hãy tải lại hoặc lưu lại tệp rồi thử lần nữa.',
    en: 'The file is damaged or was not downloaded completely. Download or save it again.',
  },
  encrypted: {
    vi: 'Tệp được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.',
    en: 'The file is protected by a password. Remove the password and try again.',
  },
  scanned: {
    vi: 'Tệp PDF chỉ có ảnh quét, không có chữ đọc được. Hãy dùng tệp gốc .docx hoặc bản PDF đã nhận dạng chữ (OCR).',
    en: 'The PDF holds scanned pictures only, no readable text. Use the original .docx or a PDF with recognised text (OCR).',
  },
  picture: {
    vi: 'Tệp là ảnh, không đọc được chữ trong ảnh. Hãy dùng tệp văn bản .docx, .html, .pdf có chữ, .xlsx, .csv, .md hoặc .txt.',
    en: 'The file is a picture, and text in pictures cannot be read. Use .docx, .html, .pdf with text, .xlsx, .csv, .md or .txt.',
  },
  'legacy-office': {
    vi: 'Tệp ở định dạng Office cũ (.doc, .xls, .ppt). Hãy mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx rồi gửi lại.',
    en: 'The file is in the old Office format (.doc, .xls, .ppt). Open it and save it as .docx or .xlsx.',
  },
  'wrong-kind': {
    vi: 'Nội dung của tệp không đúng với đuôi tên tệp. Hãy kiểm tra lại tệp.',
    en: 'The content of the file does not fit the ending of its name. Check the file.',
  },
  unsupported: {
    vi: 'Loại tệp này không đọc được. Hãy dùng .docx, .html, .pdf có chữ, .xlsx, .csv, .md hoặc .txt.',
    en: 'This kind of file cannot be read. Use .docx, .html, .pdf with text, .xlsx, .csv, .md or .txt.',
  },
};

/** The refusal for a code, with an optional sentence saying more about this file. */
export function unreadable(code: UnreadableCode, more?: BilingualMessage): UnreadableFile {
  const text = SENTENCES[code];
  if (more === undefined) return new UnreadableFile(code, text);
  return new UnreadableFile(code, { vi: `${text.vi} ${more.vi}`, en: `${text.en} ${more.en}` });
}
