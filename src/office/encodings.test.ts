import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from './bytes.ts';
import { fromFont, fromTcvn3, fromVni, toUnicodeVietnamese, vietnameseScore } from './legacy-encodings.ts';
import { agencyInSentenceCase, normaliseText, oneToneStyle } from './text.ts';

const UNICODE = 'Quyết định về việc ban hành Danh mục nhu cầu công nghệ của tỉnh Lạng Sơn năm 2026';
const TCVN3 = 'QuyÕt ®Þnh vÒ viÖc ban hµnh Danh môc nhu cÇu c«ng nghÖ cña tØnh L¹ng S¬n n\u00a8m 2026';
const VNI = 'Quyeát ñònh veà vieäc ban haønh Danh muïc nhu caàu coâng ngheä cuûa tænh Laïng Sôn naêm 2026';
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('text typed before Unicode', () => {
  test('TCVN3 and VNI are told apart and converted', () => {
    expect(fromTcvn3(TCVN3)).toBe(UNICODE);
    expect(fromVni(VNI)).toBe(UNICODE);
    expect(toUnicodeVietnamese(TCVN3)).toEqual({ text: UNICODE, from: 'TCVN3' });
    expect(toUnicodeVietnamese(VNI)).toEqual({ text: UNICODE, from: 'VNI' });
  });

  test('a run says its encoding by its font', () => {
    expect(fromFont('QuyÕt', '.VnTime')).toBe('Quyết');
    expect(fromFont('QuyÕt', '.VnTimeH')).toBe('QUYẾT');
    expect(fromFont('Quyeát', 'VNI-Times')).toBe('Quyết');
    expect(fromFont('Quyết', 'Times New Roman')).toBe('Quyết');
  });

  test('Unicode text is left alone', () => {
    expect(toUnicodeVietnamese(UNICODE)).toEqual({ text: UNICODE, from: null });
    expect(vietnameseScore(UNICODE)).toBeGreaterThan(10);
  });

  test.each([
    'Công nghệ · lập ngày 01/01/2026',
    'Thông tin · hành chính · nông thôn',
    'Nguyễn Văn A · Trần Thị B · Lê C',
    '© 2026 Sở Khoa học và Công nghệ',
    '© Công ty thông tin',
    '« Đề án » và «Kế hoạch»',
    'Diện tích 5 m², công suất 3 µg/m³ không khí, 25 °C ± 2',
    '5 µm',
    'm² · m³ · µm',
    'UBND · KH145',
    'A · B',
    'Độ ẩm ≥ 60 %; ½ diện tích; 3 × 4 m; § 5; N·m; x· y',
    'Công nghệ ISO® của André Müller, São Paulo',
    'Chi nhánh thông tin x· tên',
  ])('%s, with signs the older fonts used for letters, is left alone', (text) => {
    expect(toUnicodeVietnamese(text)).toEqual({ text, from: null });
  });

  test('a sign of the older fonts between Unicode words never changes them', () => {
    const words = fc.array(fc.constantFrom(...UNICODE.split(' '), 'thông', 'tôi', 'là', 'cá', 'không'), {
      minLength: 1,
      maxLength: 6,
    });
    const sign = fc.constantFrom(...'·²³µ©®«»°±§¼½×¸¹¶');
    fc.assert(
      fc.property(words, sign, words, (before, between, after) => {
        const text = [...before, between, ...after].join(' ');
        return toUnicodeVietnamese(text).text === text;
      }),
    );
  });

  test('short cells typed in an older font are converted, whatever signs stand beside', () => {
    expect(toUnicodeVietnamese('X· Mai Pha').text).toBe('Xã Mai Pha');
    expect(toUnicodeVietnamese('Hé d©n').text).toBe('Hộ dân');
    expect(toUnicodeVietnamese('DiÖn tÝch 5 m²').text).toBe('Diện tích 5 m²');
    expect(toUnicodeVietnamese('QUYÕT §ÞNH').text).toBe('QUYẾT ĐỊNH');
  });

  test('in a file of both, only the lines of an older font are converted', () => {
    const good = 'Công nghệ · lập ngày 5 m²\nThông tin chính · A\n';
    expect(toUnicodeVietnamese(`${good}${TCVN3}\n${UNICODE}`)).toEqual({
      text: `${good}${UNICODE}\n${UNICODE}`,
      from: 'TCVN3',
    });
    expect(toUnicodeVietnamese(`${good}${VNI}`)).toEqual({ text: `${good}${UNICODE}`, from: 'VNI' });
  });
});

describe('bytes of a plain file', () => {
  test.each([
    ['UTF-8', Buffer.from(UNICODE)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${UNICODE}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${UNICODE}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(UNICODE, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${UNICODE}`, 'utf16le').swap16()],
    ['TCVN3', latin1(TCVN3)],
    ['VNI', latin1(VNI)],
    ['UTF-8 read as Latin and saved again', Buffer.from(Buffer.from(UNICODE).toString('latin1'))],
  ])('%s is read', (_, bytes) => {
    expect(normaliseText(decodeText(bytes).text)).toBe(UNICODE);
  });

  test('Windows-1258, where tone marks are letters of their own, is read', () => {
    // Quyết định: ế is ê with a combining acute (0xEA 0xEC), ị is i with a combining dot (0xF2).
    const bytes = Uint8Array.from([0x51, 0x75, 0x79, 0xea, 0xec, 0x74, 0x20, 0xf0, 0x69, 0xf2, 0x6e, 0x68]);
    expect(decodeText(bytes)).toEqual({ text: 'Quyết định', converted: 'Windows-1258' });
  });

  test('any bytes give some text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof decodeText(bytes).text === 'string'),
    );
  });
});

describe('text made comparable', () => {
  test('normalising is NFC with single spaces, and doing it twice changes nothing', () => {
    expect(normaliseText('  Hoa\u0300\u00a0 bi\u0300nh\u200b\n\t Ðảng ')).toBe('Hoà bình Đảng');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => normaliseText(normaliseText(text)) === normaliseText(text),
      ),
    );
  });

  test('both tone-mark styles become one, of the same length', () => {
    expect(oneToneStyle('Uỷ ban Hoà Thuỷ khoẻ quý hoàn toàn HOÀ')).toBe(
      'Ủy ban Hòa Thủy khỏe quý hoàn toàn HÒA',
    );
  });

  test.each([
    ['ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN', 'Ủy ban nhân dân tỉnh Lạng Sơn'],
    ['SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'Sở Khoa học và Công nghệ'],
    ['SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['TỈNH ỦY LẠNG SƠN', 'Tỉnh ủy Lạng Sơn'],
    [
      'BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN',
      'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn',
    ],
    ['BAN QUẢN LÝ KHUYẾN NÔNG', 'Ban Quản lý khuyến nông'],
    ['BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG', 'Ban Quản lý dự án đầu tư xây dựng'],
    ['PHÒNG VĂN HÓA - THÔNG TIN', 'Phòng Văn hóa - Thông tin'],
    ['BAN VĂN HÓA - XÃ HỘI', 'Ban Văn hóa - Xã hội'],
  ])('%s in running text', (capitals, written) => {
    expect(agencyInSentenceCase(capitals)).toBe(written);
  });
});
