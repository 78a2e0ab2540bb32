import type { CatalogueField } from './document.ts';
import { fold } from './text.ts';

/** Header words of each field, over folded text; the first that fits wins, so the particular stand first. */
const HEADERS: [CatalogueField, RegExp][] = [
  ['tt', /^(?:stt|tt|s\.?\s?t\.?\s?t\.?|so tt|so thu tu|no\.?|#|so)$/u],
  ['bases', /can cu|co so phap ly|co so de xuat|van ban (?:lien quan|giao|chi dao)|legal basis/u],
  [
    'deadline',
    /thoi gian|thoi han|^hoan thanh(?: truoc.*| nam| trong nam)?$|tien do|thoi diem|lo trinh|han hoan thanh|ngay hoan thanh|nam hoan thanh|deadline/u,
  ],
  ['money', /kinh phi|du toan|ngan sach|nguon von|von dau tu|nguon luc|muc dau tu|gia tri|budget/u],
  ['partners', /phoi hop|cung thuc hien|partner/u],
  [
    'leads',
    /chu tri|dau moi|don vi thuc hien|co quan thuc hien|to chuc thuc hien|phu trach|don vi (?:de xuat|co nhu cau|dat hang)|co quan (?:de xuat|dat hang)|(?:to chuc|co quan|doanh nghiep|dia phuong|don vi|noi|ben).*(?:de xuat|co nhu cau)|noi de xuat|chiu trach nhiem|lead/u,
  ],
  ['results', /ket qua|san pham|dau ra|yeu cau|chi tieu|muc tieu|can dat|output|result/u],
  [
    'place',
    /dia diem|dia ban|noi (?:ap dung|ung dung|thuc hien|trien khai)|dia chi (?:ap dung|ung dung)|pham vi/u,
  ],
  [
    'sector',
    /^(?:nganh|linh vuc|nganh,? linh vuc|linh vuc.*|nhom (?:cong nghe|linh vuc|nganh)|nganh hang|sector)$/u,
  ],
  [
    'context',
    /hien trang|thuc trang|boi canh|mo ta|su can thiet|tinh cap thiet|ly do|van de|noi dung|muc dich|diem nghen|thuyet minh|context/u,
  ],
  [
    'title',
    /^ten|ten (?:bai toan|nhiem vu|nhu cau|cong nghe|de tai|du an)|bai toan|nhu cau|cong nghe|nhiem vu|de tai|title/u,
  ],
];

/** The field a column header most likely names. */
export function fieldOf(header: string): CatalogueField {
  const folded = fold(header.replace(/\ue000[^\ue001]*\ue001/gu, ''))
    .replace(/[*:]+/gu, ' ')
    .trim();
  if (folded === '') return 'other';
  // A code or a kind of the entry is neither its name nor its number.
  if (
    /^(?:ma|ma so|loai|loai hinh|hinh thuc|nguon)(?: |$)/u.test(folded) &&
    !/nguon (?:von|luc)/u.test(folded)
  )
    return 'other';
  if (
    /(?:cong nghe|giai phap) (?:hien co|hien tai|hien dang|dang (?:su dung|ap dung))|trinh do cong nghe/u.test(
      folded,
    )
  )
    return 'context';
  // "Mô tả vấn đề, yêu cầu" tells the problem; the results have a column of their own.
  if (/^mo ta (?:van de|hien trang|thuc trang|boi canh)(?!.*(?:ket qua|san pham|dau ra))/u.test(folded))
    return 'context';
  if (
    /^ten (?:bai toan|nhiem vu|nhu cau|cong nghe|de tai|du an|goi|san pham|giai phap|noi dung)/u.test(folded)
  )
    return 'title';
  if (
    /^(?:danh muc )?(?:bai toan|nhu cau|nhiem vu|cong nghe)[a-z ]*$/u.test(folded) &&
    !/(?:chu tri|phoi hop)/u.test(folded)
  ) {
    return /nhu cau ve (?:kinh phi|von)/u.test(folded) ? 'money' : 'title';
  }
  for (const [field, pattern] of HEADERS) if (pattern.test(folded)) return field;
  return 'other';
}

/** Short words that only ever head columns. */
const HEADER_WORD =
  /^(?:stt|tt|ghi chu|don vi|don vi tinh|dvt|chi tieu|noi dung|so luong|muc tieu|nam \d{4}|giai doan.*|loai|ma|ten.*)$/u;

/** True when a cell reads as a column header rather than as content. */
export function looksLikeHeader(text: string): boolean {
  const folded = fold(text);
  if (folded === '' || folded.length > 120 || /[;.]\s/u.test(folded)) return false;
  if (HEADER_WORD.test(folded)) return true;
  return folded.split(' ').length <= 14 && fieldOf(text) !== 'other';
}
