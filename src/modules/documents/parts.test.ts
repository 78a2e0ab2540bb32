import { describe, expect, it } from 'vitest';
import { blankNumber, citationText, dateWords, documentName, placeInDocument } from './citation-text.ts';
import { chooseDocument } from './citing.ts';
import { partsOf } from './content-parts.ts';
import { documentContent, symbolOf } from './document.ts';
import { placeAndDate } from './document-view.tsx';
import { attachmentHeaders } from './file-headers.ts';

describe('which document a citation means', () => {
  const of = (id: number, issued: string | null) => ({ id, issued });

  it('of two years with the same number, the one of the cited date', () => {
    const documents = [of(1, '2024-01-10'), of(2, '2025-01-10')];
    expect(chooseDocument('2025-01-10', documents)?.id).toBe(2);
  });

  it('never one whose date contradicts the cited one', () => {
    expect(chooseDocument('2025-01-10', [of(1, '2025-01-11')])).toBeNull();
    expect(chooseDocument('2025', [of(1, '2024-12-31')])).toBeNull();
  });

  it('an incomplete date fits the full one it begins', () => {
    expect(chooseDocument('2026-04', [of(1, '2026-04-30')])?.id).toBe(1);
    expect(chooseDocument('2026-04-30', [of(1, '2026-04')])?.id).toBe(1);
    expect(chooseDocument('2026-04', [of(1, '2026-05-30')])).toBeNull();
  });

  it('an undated citation links only while nothing else could be meant', () => {
    expect(chooseDocument(null, [of(1, '2025-01-10')])?.id).toBe(1);
    expect(chooseDocument(null, [of(1, '2025-01-10'), of(2, '2024-01-10')])).toBeNull();
  });
});

describe('citations in words', () => {
  const plan = {
    kind: 'plan' as const,
    number: '145/KH-UBND',
    symbol: 'KH-UBND',
    date: '2025-05-28',
    issuer: 'UBND tỉnh Lạng Sơn',
    title: 'triển khai',
  };

  it('are written the official way', () => {
    expect(citationText('vi', plan)).toBe('Kế hoạch 145/KH-UBND ngày 28/05/2025 của UBND tỉnh Lạng Sơn');
    expect(citationText('en', plan)).toBe('Plan 145/KH-UBND of 28 May 2025, UBND tỉnh Lạng Sơn');
  });

  it('an incomplete date is said as far as it goes', () => {
    expect(citationText('vi', { ...plan, number: null, date: '2026-04' })).toBe(
      'Kế hoạch …/KH-UBND tháng 4 năm 2026 của UBND tỉnh Lạng Sơn',
    );
    expect(dateWords('vi', '2021')).toBe('năm 2021');
    expect(placeAndDate('Lạng Sơn', '2026-04')).toBe('Lạng Sơn, tháng 4 năm 2026');
    expect(placeAndDate('Lạng Sơn', '2026-01-05')).toBe('Lạng Sơn, ngày 05 tháng 01 năm 2026');
    expect(placeAndDate(null, null)).toBe('');
  });

  it('a law is called by its name', () => {
    const law = { kind: 'law' as const, number: null, symbol: null, title: 'Luật Đầu tư công' };
    expect(documentName('vi', law)).toBe('Luật Đầu tư công');
    expect(documentName('vi', { ...law, number: '58/2024/QH15' })).toBe('Luật Đầu tư công (58/2024/QH15)');
  });

  it('the place in the document stands before it', () => {
    expect(placeInDocument({ item: 'nhiệm vụ số 130', annex: 'Phụ lục II' })).toBe(
      'nhiệm vụ số 130, Phụ lục II',
    );
  });

  it('a blank number keeps the style of its issuer', () => {
    expect(blankNumber('QĐ-UBND')).toBe('…/QĐ-UBND');
    expect(blankNumber('NQ/TW')).toBe('…-NQ/TW');
    expect(symbolOf('107/2021/NĐ-CP')).toBe('NĐ-CP');
    expect(symbolOf('57-NQ/TW')).toBe('NQ/TW');
    expect(symbolOf('93/2025/QH15')).toBe('QH15');
  });
});

describe('a long body', () => {
  it('is shown in parts that lose no row and no statement', () => {
    const content = documentContent.parse({
      articles: [
        { number: '1', text: 'a'.repeat(30_000) },
        { number: '2', text: 'b'.repeat(30_000) },
      ],
      tables: [
        {
          title: 'Phụ lục',
          columns: ['TT', 'Nhiệm vụ'],
          rows: Array.from({ length: 1000 }, (_, index) => [String(index + 1), 'c'.repeat(100)]),
        },
      ],
      statements: Array.from({ length: 500 }, (_, index) => ({ section: 'I', text: `Nội dung ${index}` })),
    });
    const parts = partsOf(content);
    expect(parts.length).toBeGreaterThan(3);
    const pieces = parts.flat();
    const rows = pieces.flatMap((piece) =>
      piece.kind === 'table' ? piece.table.rows.map(([tt]) => tt) : [],
    );
    expect(rows).toEqual(Array.from({ length: 1000 }, (_, index) => String(index + 1)));
    expect(pieces.flatMap((piece) => (piece.kind === 'statements' ? piece.texts : []))).toHaveLength(500);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(80_000);
  });

  it('a document without text has one empty part', () => {
    expect(partsOf(documentContent.parse({}))).toEqual([[]]);
  });
});

describe('handing out an uploaded file', () => {
  it('a Vietnamese name goes out in both forms, and nothing in it ends the header', () => {
    const headers = attachmentHeaders('Kế hoạch "145"\r\nX: 1.docx', 'a'.repeat(64), true);
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toContain('filename="Ke hoach _145___X_ 1.docx"');
    expect(disposition).toContain(
      "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%22145%22%0D%0AX%3A%201.docx",
    );
    expect(headers.get('content-type')).toContain('wordprocessingml');
  });

  it('a web page is never handed out as one', () => {
    const headers = attachmentHeaders('van-ban.html', 'a'.repeat(64), true);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
