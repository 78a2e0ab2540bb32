import { cpSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  begin,
  type Ended,
  type Installation,
  linesOf,
  openInstallation,
  query,
  type Running,
  run,
  until,
} from '../product/product.ts';
import { decision } from './decision.ts';

let installation: Installation;
let folder: string;
let worker: Running;
beforeAll(async () => {
  installation = await openInstallation();
  folder = join(installation.directory, 'văn bản đến');
  mkdirSync(join(folder, '2026/.ẩn'), { recursive: true });
  const put = (path: string, content: string) => writeFileSync(join(folder, path), content);
  put('2026/99.html', decision);
  // the same file elsewhere; another copy of the same document; another document
  put('2026/99 (bản sao).html', decision);
  put('99-ban-luu.html', decision.replace('</body>', '<p>Bản lưu</p></body>'));
  put('100.html', decision.replace('99/QĐ-UBND', '100/QĐ-UBND'));
  put('hỏng.docx', 'PK nhưng không phải Word');
  put('trống.txt', '');
  put('~$100.docx', 'x');
  put('ảnh.jpg', 'x');
  put('tất cả.zip', 'x');
  put('2026/.ẩn/1.txt', 'x');
  symlinkSync('/', join(folder, 'liên kết'));
  put('lớn.pdf', '%PDF-1.7');
  truncateSync(join(folder, 'lớn.pdf'), 26 * 1024 * 1024 + 1);
  expect((await run(installation, ['migrate'])).code).toBe(0);
  // holds the database for the commands, and for looking into it
  worker = begin(installation, ['worker']);
  await until('the database runs', () => worker.complaint().includes('embedded PostgreSQL: started'));
});
afterAll(async () => {
  await worker.stop();
  await installation.close();
});

interface Answer {
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string | null;
    readonly outcome: string;
    readonly number: string | null;
    readonly rows: number | null;
    readonly address: string | null;
    readonly message: string | null;
  }[];
  readonly passedOver: readonly { readonly path: string; readonly reason: string }[];
  readonly counts: Readonly<Record<string, number>>;
}

/** The answer of a run that ended with this code. */
function answerOf(ended: Ended, code: number): Answer {
  expect(ended.code, ended.complaint).toBe(code);
  return JSON.parse(ended.output) as Answer;
}
const outcomes = ({ files }: Answer) => files.map(({ path, outcome }) => [path, outcome]);
const into = (...words: string[]) => ['import', 'folder', folder, ...words, '--json'];
const count = async (table: string) =>
  (await query(installation, `select count(*)::int as n from ${table}`))[0]?.n;

test('a dry run names everything below the folder with what would become of it, and saves nothing', async () => {
  const ended = await run(installation, into('--dry-run'));
  const read = answerOf(ended, 2);
  expect(outcomes(read)).toEqual([
    ['100.html', 'registered'],
    ['2026/99 (bản sao).html', 'registered'],
    ['2026/99.html', 'known'],
    ['99-ban-luu.html', 'known'],
    ['hỏng.docx', 'refused'],
    ['lớn.pdf', 'refused'],
    ['trống.txt', 'refused'],
  ]);
  expect(read.passedOver.map(({ path, reason }) => [path, reason])).toEqual([
    ['2026/.ẩn', 'hidden'],
    ['liên kết', 'link'],
    ['tất cả.zip', 'kind'],
    ['~$100.docx', 'temporary'],
    ['ảnh.jpg', 'kind'],
  ]);
  expect(read.files.map(({ message }) => message?.split(' ').slice(0, 2).join(' ') ?? null)).toEqual([
    ...[null, null, 'Cùng nội', 'Cùng số,', 'Tệp bị', 'Tệp quá', 'Tệp trống,'],
  ]);
  expect(linesOf(ended.complaint).slice(0, 2)).toEqual([
    '1/7 100.html: sẽ vào sổ',
    '2/7 2026/99 (bản sao).html: sẽ vào sổ',
  ]);
  expect(await count('document')).toBe(0);
});

test('documents become drafts; run again, nothing is doubled', async () => {
  const first = answerOf(await run(installation, into('--documents')), 2);
  expect(first.counts).toEqual({
    ...{ files: 7, registered: 2, review: 0, known: 2, refused: 3, passedOver: 5 },
  });
  expect(await query(installation, 'select number, state, file_name from document order by id')).toEqual([
    { number: '100/QĐ-UBND', state: 'draft', file_name: '100.html' },
    { number: '99/QĐ-UBND', state: 'draft', file_name: '99 (bản sao).html' },
  ]);
  expect(first.files[0]).toMatchObject({ number: '100/QĐ-UBND', rows: 2 });
  expect(first.files[0]?.address).toMatch(/^http:\/\/localhost:\d+\/ban-lam-viec\/van-ban\/\d+$/);
  const again = answerOf(await run(installation, into()), 2);
  expect(again.counts).toMatchObject({ registered: 0, known: 4, refused: 3 });
  // found by their content, they were not read again, and lead to the same documents
  expect(again.files.map(({ address }) => address)).toEqual(first.files.map(({ address }) => address));
  expect(await count('document')).toBe(2);
  expect(await count("event where name = 'document.registered'")).toBe(2);
});

test('catalogues start a review each, for the year the document names unless one is given', async () => {
  const read = answerOf(await run(installation, into('--kind', 'problems')), 2);
  expect(read.counts).toMatchObject({ review: 2, known: 2, refused: 3 });
  expect(
    await query(installation, 'select year, state, file_name from catalogue_import order by id'),
  ).toEqual([
    { year: 2026, state: 'reviewing', file_name: '100.html' },
    { year: 2026, state: 'reviewing', file_name: '99 (bản sao).html' },
  ]);
  expect(read.files[0]?.address).toMatch(/\/ban-lam-viec\/nhap\/\d+$/);
  const again = answerOf(await run(installation, into('--kind', 'problems')), 2);
  expect(again.counts).toMatchObject({ review: 0, known: 4 });
  const next = answerOf(
    await run(installation, into('--kind', 'problems', '--year', '2027', '--dry-run')),
    2,
  );
  expect(next.counts).toMatchObject({ review: 2, known: 2 });
});

test('the table for people has a line for each file, and the words say what is wrong with a command', async () => {
  const told = await run(installation, ['import', 'folder', join(folder, '2026'), '--dry-run']);
  expect(told.code).toBe(0);
  const lines = linesOf(told.output);
  expect(lines[1]).toMatch(/^99 \(bản sao\)\.html +đã có +Quyết định +99\/QĐ-UBND +03\/04\/2026 .*http:/);
  expect(lines.at(-1)).toContain('2 tệp; 0 vào sổ, 0 chờ rà soát, 2 đã có');
  for (const [words, said] of [
    [['import', 'folder', join(folder, 'không có')], 'Không mở được thư mục'],
    [['import', 'folder'], 'Cần đúng một thư mục'],
    [['import', 'folder', folder, '--year', '2026'], '--kind'],
    [['import', 'folder', folder, '--documents', '--kind', 'needs'], 'một trong ba'],
    [['import', 'folder', folder, '--kind', 'needs', '--year', '2026-2030'], 'Năm hoặc giai đoạn'],
  ] as const) {
    const { code, complaint } = await run(installation, words);
    expect({ code, complaint }).toEqual({ code: 2, complaint: expect.stringContaining(said) });
  }
});

test('killed amid its work, what is done stays done and the next run goes on', async () => {
  const many = join(installation.directory, 'nhiều');
  mkdirSync(many);
  cpSync(join(folder, '100.html'), join(many, '000.html'));
  for (let at = 1; at <= 40; at += 1)
    writeFileSync(join(many, `${at}.html`), decision.replace('99/QĐ-UBND', `${1000 + at}/QĐ-UBND`));
  const words = ['import', 'folder', many, '--json'];
  const first = begin(installation, words);
  await until('some are done', () => linesOf(first.complaint()).length > 4);
  await first.stop('SIGKILL');
  const done = linesOf(first.complaint()).length;
  const second = answerOf(await run(installation, words), 0);
  const { known = 0, registered = 0 } = second.counts;
  expect(known).toBeGreaterThanOrEqual(done);
  expect(known + registered).toBe(41);
  expect(await count('document')).toBe(42);
});
