import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { composeDocument } from './compose/compose.ts';
import type { OfficialText } from './compose/official-text.ts';
import { pdfFile } from './fixtures/pdf-file.ts';
import { type Sheet, scanFile, sheetsOf } from './fixtures/scan-file.ts';
import { findRecogniser, recognisePages, type StoppedPage } from './ocr.ts';
import type { UncertainWord } from './ocr-shapes.ts';
import { asPlainReading, markUncertain, standingWords, staysUncertain } from './ocr-uncertain.ts';
import { findProgram, runOutside } from './outside.ts';
import { readOfficialFile } from './read.ts';
import { readOfficialBytes } from './reading.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhipcau-scans-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function stored(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const blank: Sheet = {
  pgm: Buffer.concat([Buffer.from('P5\n20 30\n255\n'), Buffer.alloc(600, 255)]),
  dots: 72,
};
const recogniser = await findRecogniser();

describe('an uncertain word', () => {
  const word = (text: string, before: string | null, after: string | null): UncertainWord => ({
    ...{ page: 2, line: 5, text, before, after, confidence: 61 },
    box: [0.1, 0.2, 0.05, 0.01],
  });
  const marked = (text: string, ...words: UncertainWord[]) =>
    markUncertain(text, words)
      .map((one) => (one.word === null ? one.text : `[${one.text}]`))
      .join('');

  test('is found again by the words beside it, and the same word elsewhere stays unmarked', () => {
    const text = 'chuyển đối số và đối mới\nsáng tạo';
    expect(marked(text, word('đối', 'chuyển', 'số'))).toBe('chuyển [đối] số và đối mới\nsáng tạo');
    expect(marked(text, word('mới', 'đối', null), word('số', 'về', null))).toBe(
      'chuyển đối số và đối [mới]\nsáng tạo',
    );
    expect(marked('12', word('12', null, null))).toBe('[12]');
    expect(marked('', word('12', null, null))).toBe('');
  });

  test('stays where others of its text were put right, until it was compared', () => {
    const [flood, thirty] = [word('quet', 'lũ', '30'), word('30', 'quet', 'xã')];
    const stays = (typed: string) => staysUncertain('lũ quet 30 xã', typed, [flood, thirty]);
    expect(stays('lũ quét 30 xã')).toBe(true);
    expect(stays('lũ quét 80 xã')).toBe(false);
    expect(stays('cả 30 huyện, lũ quét 80 xã')).toBe(false);
    const three = [word('quet', 'lũ', 'ong'), word('ong', 'quet', 'sat'), word('sat', 'ong', 'lở')];
    const standing = (typed: string, words = three) =>
      standingWords('lũ quet ong sat lở', typed, words).map(({ text, at }) => `${text}@${at}`);
    expect(standing('lũ quet ong sat lở')).toEqual(['quet@3', 'ong@8', 'sat@12']);
    expect(standing('lũ quét ong sạt lở')).toEqual(['ong@8']);
    expect(standing('lũ quét, ống sat lở')).toEqual(['sat@13']);
    expect(standing('lũ quét và ống')).toEqual([]);
    expect(
      standing(
        'lũ quet ong sat lở',
        three.map((one) => ({ ...one, compared: true as const })),
      ),
    ).toEqual([]);
  });

  test('stands among the warnings of a reading, line by line, and in no key of its own', async () => {
    const plain = await readOfficialBytes(Buffer.from('THÔNG BÁO về việc thử'), 'a.txt');
    const recognition = {
      pages: [],
      unread: [],
      uncertain: [word('đối', null, null), word('mới', null, null)],
    };
    const told = asPlainReading({ ...plain, recognition });
    expect(Object.keys(told)).toEqual(Object.keys(plain));
    expect(told.warnings.at(-1)).toEqual({
      place: 'Trang 2, dòng 5',
      message: 'Chữ nhận dạng chưa chắc: “đối”, “mới”. Hãy đối chiếu với bản quét.',
    });
  });
});

describe('programs outside', () => {
  const running = async (mark: string) => {
    const found = await promisify(execFile)('ps', ['-eo', 'args']);
    return found.stdout.split('\n').filter((line) => line.startsWith(`sleep ${mark}`)).length;
  };

  test('end when their time is over', async () => {
    const limits = { milliseconds: 400, seconds: 5, megabytes: 1_024 };
    await expect(runOutside('sleep', ['311.7'], limits)).rejects.toMatchObject({ code: 'timeout' });
    expect(await running('311.7')).toBe(0);
  });

  test.skipIf(findProgram(['setpriv']) === null)('end with a server that is killed', async () => {
    const outside = JSON.stringify(new URL('./outside.ts', import.meta.url).href);
    const script = `const { runOutside } = await import(${outside});
      runOutside('sleep', ['312.7'], { milliseconds: 300000, seconds: 5, megabytes: 1024 });`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    while ((await running('312.7')) === 0) await pause(50);
    server.kill('SIGKILL');
    while ((await running('312.7')) > 0) await pause(50);
  });
});

describe.skipIf(recogniser !== null)('without tesseract', () => {
  test('a scan is refused with what is missing on the server', async () => {
    const path = await stored('quet.pdf', scanFile([blank]));
    await expect(readOfficialFile({ path, name: 'quet.pdf' })).rejects.toMatchObject({
      code: 'scanned',
      text: { vi: expect.stringContaining('quản trị viên cài được') },
    });
  });
});

describe.skipIf(recogniser === null)('with tesseract', () => {
  const notice: OfficialText = {
    ...{ superior: null, issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], number: '78', symbol: 'TB-UBND' },
    ...{
      place: 'Lạng Sơn',
      date: '2026-03-31',
      kind: 'THÔNG BÁO',
      addressees: [],
      enacting: null,
      mark: null,
    },
    abstract: 'Danh mục bài toán lớn về khoa học, công nghệ của tỉnh Lạng Sơn năm 2026',
    bases: [
      'Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia',
    ],
    body: [{ type: 'paragraph', text: 'Ủy ban nhân dân tỉnh thông báo danh mục bài toán lớn năm 2026.' }],
    signer: { roles: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Nguyễn Văn Bình' },
    recipients: ['Bộ Khoa học và Công nghệ', 'Lưu: VT, KGVX'],
    annexes: [
      {
        ...{ number: null, title: 'DANH MỤC BÀI TOÁN LỚN NĂM 2026', caption: null },
        columns: [
          { header: 'TT', width: 12, centred: true },
          { header: 'Tên bài toán', width: 90 },
          { header: 'Kết quả cần đạt', width: 90 },
          { header: 'Cơ quan chủ trì', width: 60 },
        ],
        rows: [
          [
            '1',
            'Cảnh báo sớm lũ quét, sạt lở đất tại các xã vùng cao',
            'Giảm 30% thiệt hại',
            'Sở Nông nghiệp và Môi trường',
          ],
          [
            '2',
            'Rút ngắn thời gian thông quan hàng hóa tại cửa khẩu',
            'Thời gian thông quan ≤ 30 phút/xe',
            'Sở Công Thương',
          ],
        ],
      },
    ],
  };

  /** The notice itself and its annex, as they lie on the glass. */
  async function drawn(): Promise<readonly [Sheet, Sheet]> {
    const [letter, annex] = await sheetsOf(await composeDocument(notice, 'pdf'), recogniser?.draw ?? '');
    if (!letter || !annex) throw new Error('the notice has two pages');
    return [letter, annex];
  }

  test('a scan is read as the document it shows: askew, noisy, its annex sideways', async () => {
    const [letter, annex] = await drawn();
    const scan = scanFile([
      { ...letter, askew: 0.006, noise: 70 },
      { ...annex, sideways: true },
    ]);
    const path = await stored('quet.pdf', scan);
    const read = await readOfficialFile({ path, name: 'quet.pdf' });
    expect(read).toMatchObject({
      kind: 'notice',
      number: '78/TB-UBND',
      date: '2026-03-31',
      place: 'Lạng Sơn',
    });
    expect(read.citations).toMatchObject([{ number: '57-NQ/TW', date: '2024-12-22', role: 'basis' }]);
    expect(read.signer.name).toContain('Bình');
    expect(read.recipients).toHaveLength(2);
    expect(read.recognition?.pages).toMatchObject([
      { number: 1, turned: 0 },
      { number: 2, turned: 90, width: expect.closeTo(842, 0), height: expect.closeTo(595, 0) },
    ]);
    expect(read.warnings[0]?.message).toContain('Trang 1–2 là ảnh quét');
    expect(asPlainReading(read).warnings.some(({ place }) => /^Trang 2, dòng \d+$/u.test(place))).toBe(true);
    const { entries, warnings } = readCatalogue(read, { kind: 'problems', year: 2026 });
    expect(entries.map(({ tt }) => tt)).toEqual(['1', '2']);
    expect(entries.map(({ leads }) => leads.join())).toEqual([
      'Sở Nông nghiệp và Môi trường',
      'Sở Công Thương',
    ]);
    // its Vietnamese has no ≤, so that what stands for it is never taken as sure
    expect(warnings).toContainEqual({
      row: 2,
      column: 'Kết quả cần đạt',
      message: expect.stringMatching(/“[<≤S].*trang 2/u),
    });
    for (const { box } of read.recognition?.uncertain ?? [])
      for (const part of box) expect(part).toBeLessThanOrEqual(1);
  });

  test('a file that could not be begun, or whose program failed, takes no place, and is not told to be empty', async () => {
    const path = await stored('hong.pdf', scanFile([blank]));
    if (!recogniser) return;
    const page = { number: 1, width: 20, height: 30, turned: 0 as const };
    vi.stubEnv('TMPDIR', join(folder, 'không có'));
    try {
      for (let time = 0; time < 3; time += 1)
        await expect(recognisePages(recogniser, path, [page], async () => [])).rejects.toMatchObject({
          code: 'ENOENT',
        });
    } finally {
      vi.unstubAllEnvs();
    }
    const failing = { ...recogniser, recognise: findProgram(['false']) ?? '' };
    const stopped: StoppedPage[] = [];
    const onStopped = (one: StoppedPage) => stopped.push(one);
    expect(await recognisePages(failing, path, [page], async () => [], onStopped)).toEqual([null]);
    const tired = join(folder, 'tired');
    await writeFile(tired, '#!/bin/sh\nkill -XCPU $$\n', { mode: 0o755 });
    await recognisePages({ ...recogniser, draw: tired }, path, [page], async () => [], onStopped);
    expect(stopped).toEqual([
      { page: 1, program: 'tesseract', reason: 1 },
      { page: 1, program: 'pdftoppm', reason: 'SIGXCPU' },
    ]);
    const programs = join(folder, 'programs');
    await mkdir(programs);
    const lists = `#!/bin/sh\ncase "$1" in --list-langs) echo vie;; *) exit 1;; esac\n`;
    await writeFile(join(programs, 'tesseract'), lists, { mode: 0o755 });
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
    try {
      const told: unknown[] = [];
      const onStopped = (pages: readonly StoppedPage[]) => told.push(pages);
      await expect(readOfficialFile({ path, name: 'hong.pdf', onStopped })).rejects.toMatchObject({
        ...{ code: 'scanned', text: { vi: expect.stringContaining('bị dừng') } },
      });
      expect(told).toEqual([[{ page: 1, program: 'tesseract', reason: 1 }]]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('what cannot be recognised is named, and costs no more than a page', async () => {
    const path = await stored(
      'xau.pdf',
      scanFile([{ ...blank, points: 14_000 }, { ...blank, lost: 6 }, blank]),
    );
    const sizes: number[] = [];
    const pages = [1, 2, 3].map((number) => ({ number, width: 9_900, height: 14_000, turned: 0 as const }));
    if (!recogniser) return;
    const found = await recognisePages(recogniser, path, pages, async (page, files) => {
      sizes.push((await readFile(files.picture)).length);
      return { ...page, words: [], glyphs: [], rulings: { horizontal: [], vertical: [] } };
    });
    expect(found).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(21_000_000);
    const empty = await stored('trang.pdf', scanFile([blank]));
    await expect(readOfficialFile({ path: empty, name: 'trang.pdf' })).rejects.toMatchObject({
      code: 'scanned',
      text: { vi: expect.stringContaining('không thấy chữ nào') },
    });
  });

  test('too many pages are refused before any is recognised; what a kill left behind goes with the next file', async () => {
    const scan = await stored('dai.pdf', scanFile(Array.from({ length: 61 }, () => blank)));
    const asked = (maxScannedPages?: number) =>
      readOfficialFile({ path: scan, name: 'dai.pdf', ...(maxScannedPages && { maxScannedPages }) });
    await expect(asked()).rejects.toMatchObject({
      text: { vi: expect.stringContaining('61 trang; ở đây nhận dạng tới 60') },
    });
    await expect(asked(8)).rejects.toMatchObject({
      text: { vi: expect.stringContaining('Gửi nhiều tệp một lượt') },
    });
    const many = await stored('rat-dai.pdf', pdfFile(Array.from({ length: 2_000 }, () => ({ texts: [] }))));
    await expect(readOfficialFile({ path: many, name: 'rat-dai.pdf' })).rejects.toMatchObject({
      code: 'too-complex',
    });

    const left = ['ocr', 'page', 'convert'].map((work) => join(tmpdir(), `nhipcau-${work}-cũ`));
    for (const one of left) await mkdir(one, { recursive: true });
    for (const one of left) await utimes(one, new Date(0), new Date(0));
    if (recogniser) await recognisePages(recogniser, scan, [], async () => []);
    const names = await readdir(tmpdir());
    expect(left.filter((one) => names.includes(one.split('/').at(-1) ?? ''))).toEqual([]);
  });
});
