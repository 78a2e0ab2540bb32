import { Readable } from 'node:stream';
import { inject } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { startImport } from '../../src/modules/catalogue/import-commands.ts';
import { registerDocument } from '../../src/modules/documents/index.ts';
import { type Sheet, scanFile } from '../../src/office/fixtures/scan-file.ts';
import type { OfficialDocument, UncertainWord } from '../../src/office/index.ts';
import { findRecogniser, type Recogniser, recognisePages } from '../../src/office/ocr.ts';
import type { Services } from '../../src/platform/services.ts';
import { readingOf } from './documents.ts';

const word = (text: string, beside: Partial<UncertainWord>): UncertainWord => ({
  ...{ page: 2, line: 5, text, confidence: 61, before: null, after: null },
  box: [0.2, 0.3, 0.08, 0.02],
  ...beside,
});

/** What a scan of two pages says, its annex sideways, with words that may be misread in head and rows. */
export function scanReading(): OfficialDocument {
  return readingOf({
    kind: 'notice',
    number: '78/TB-UBND',
    symbol: 'TB-UBND',
    title: 'Danh mục bài toán lớn đối mới sáng tạo',
    tables: [
      {
        title: 'DANH MỤC BÀI TOÁN LỚN',
        columns: ['TT', 'Tên bài toán', 'Kết quả cần đạt', 'Cơ quan chủ trì'],
        rows: [
          ['1', 'Cảnh báo sớm lũ quet', 'Giảm 30% thiệt hại', 'Sở Công Thương'],
          ['2', 'Thông quan hàng hóa', 'Thời gian < 30 phút/xe', 'Sở Công Thương'],
        ],
      },
    ],
    recognition: {
      unread: [3],
      pages: [
        { number: 1, width: 595, height: 842, turned: 0 },
        { number: 2, width: 842, height: 595, turned: 90 },
      ],
      uncertain: [
        word('đối', { page: 1, line: 6, before: 'lớn', after: 'mới' }),
        word('quet', { before: 'lũ', confidence: 43 }),
        word('<', { line: 7, before: 'gian', after: '30', box: [0.5, 0.4, 0.01, 0.02] }),
      ],
    },
  });
}

/** The file of such a scan in the store; each is another one. */
async function keepScan(services: Services, mark: number) {
  const sheet = (width: number, height: number): Sheet => {
    const pixels = Buffer.alloc(width * height, 255);
    pixels[mark % pixels.length] = mark % 200;
    return { pgm: Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]), dots: 10 };
  };
  const stored = await services.files.put(Readable.from([scanFile([sheet(83, 117), sheet(83, 117)])]));
  return { ...stored, mediaType: 'application/pdf', name: `ban-quet-${mark}.pdf` };
}

/**
 * The recogniser for what is tried with it and with a database: once a run, on the server of our own. It knows of no
 * database, and a page takes it seconds. Null elsewhere, and where none is installed.
 */
export async function recogniserOnce(): Promise<Recogniser | null> {
  return inject('server') === 'embedded' ? findRecogniser() : null;
}

/** Fills every place at the recogniser; what it answers with empties them again. */
export async function recogniserTaken(
  services: Services,
  recogniser: Recogniser,
): Promise<() => Promise<unknown>> {
  const { sha256 } = await keepScan(services, 17);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const page = { number: 1, width: 60, height: 84, turned: 0 as const };
  const files = [1, 2, 3].map(() =>
    recognisePages(recogniser, services.files.pathOf(sha256), [page], async () => {
      await held;
      return { ...page, words: [], glyphs: [], rulings: { horizontal: [], vertical: [] } };
    }),
  );
  return () => {
    letGo();
    return Promise.all(files);
  };
}

/** An import under review, or a draft of the register, read from a scan. */
export async function keptScan(services: Services, of: 'import' | 'document', mark = 1): Promise<number> {
  const file = await keepScan(services, mark);
  const reading = scanReading();
  if (of === 'import')
    return startImport(services, system, { kind: 'problems', span: { year: 2093 }, reading, file });
  return (await registerDocument(services, system, { reading, file })).id;
}
