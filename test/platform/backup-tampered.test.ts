import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrokenExport, verifyExportedEvents } from '../../src/platform/backup/index.ts';
import { rewriteLines, rewriteManifest } from '../support/backup.ts';
import type { TestDatabase } from '../support/servers.ts';
import { openWholeExport, tablesOf, type WholeExport } from '../support/whole-export.ts';

let file: string;
let target: TestDatabase;
let copy: WholeExport['copy'];
let restoring: WholeExport['restoring'];
let close: WholeExport['close'];
beforeAll(async () => {
  ({ file, target, copy, restoring, close } = await openWholeExport());
});
afterAll(() => close());

const inLine = (change: (line: string) => string) => (lines: string[]) =>
  lines.map((line, index) => (index === 6 ? change(line) : line));
const last = (from: string) => readFileSync(join(from, 'tables/event.jsonl'), 'utf8').split('\n').length - 1;

/** What somebody did to the export; the place the message names. */
const harms: readonly [string, (from: string) => void, RegExp][] = [
  [
    'a word changed in a row',
    (from) =>
      rewriteLines(
        from,
        'entry',
        inLine((line) => line.replace(/"title":"./, '"title":"X')),
      ),
    /tables\/entry\.jsonl: nội dung đã bị sửa/,
  ],
  [
    'a row removed',
    (from) => rewriteLines(from, 'organisation', (lines) => lines.toSpliced(6, 1)),
    /tables\/organisation\.jsonl: có \d+ dòng, bản kê ghi \d+/,
  ],
  [
    'two rows exchanged',
    (from) => rewriteLines(from, 'entry', ([one = '', other = '', ...rest]) => [other, one, ...rest]),
    /tables\/entry\.jsonl, dòng 2: .*sai thứ tự/,
  ],
  [
    'a row written twice, the manifest made to agree',
    (from) => rewriteLines(from, 'entry', ([one = '', ...rest]) => [one, one, ...rest], true),
    /tables\/entry\.jsonl, dòng 2: .*lặp lại/,
  ],
  [
    'a file cut off in the midst of a row',
    (from) => truncateSync(join(from, 'tables/entry.jsonl'), 1000),
    /tables\/entry\.jsonl, dòng \d+: dòng cuối bị cắt ngang/,
  ],
  [
    'a file cut off between two rows',
    (from) => rewriteLines(from, 'entry', (lines) => lines.slice(0, 3)),
    /tables\/entry\.jsonl: có 3 dòng, bản kê ghi/,
  ],
  ['a table emptied', (from) => rewriteLines(from, 'entry', () => []), /tables\/entry\.jsonl: có 0 dòng/],
  ['a table taken away', (from) => rmSync(join(from, 'tables/entry.jsonl')), /tables\/entry\.jsonl: thiếu/],
  [
    'a row that is no JSON',
    (from) =>
      rewriteLines(
        from,
        'entry',
        inLine((line) => line.slice(0, -3)),
        true,
      ),
    /tables\/entry\.jsonl, dòng 7: không phải một đối tượng JSON/,
  ],
  [
    'bytes that are no UTF-8',
    (from) => appendFileSync(join(from, 'tables/sector.jsonl'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a])),
    /tables\/sector\.jsonl, dòng \d+: không phải chữ mã hóa UTF-8/,
  ],
  [
    'text in UTF-16',
    (from) => {
      const path = join(from, 'tables/sector.jsonl');
      writeFileSync(path, Buffer.from(readFileSync(path, 'utf8'), 'utf16le'));
    },
    /tables\/sector\.jsonl, dòng 1: không phải/,
  ],
  [
    'an unknown column, the manifest made to agree',
    (from) =>
      rewriteLines(
        from,
        'sector',
        (lines) => lines.map((line) => line.replace('{', '{"quyền":"mọi thứ",')),
        true,
      ),
    /tables\/sector\.jsonl, dòng 1: cột lạ “quyền”/,
  ],
  [
    'a column of another name in manifest and rows',
    (from) => {
      rewriteLines(from, 'sector', (lines) => lines.map((line) => line.replace('"name_en"', '"ten"')), true);
      rewriteManifest(from, ({ tables }) => {
        const part = tables.find(({ name }) => name === 'sector');
        part?.columns.splice(part.columns.indexOf('name_en'), 1, 'ten');
      });
    },
    /manifest\.json: các cột của bảng “sector”/,
  ],
  [
    'a value its column cannot hold, the manifest made to agree',
    (from) =>
      rewriteLines(
        from,
        'entry',
        inLine((line) => line.replace(/"ordinal":\d+/, '"ordinal":"mười"')),
        true,
      ),
    /tables\/entry\.jsonl: cơ sở dữ liệu không nhận một trong các dòng/,
  ],
  [
    'a row that points to nothing, the manifest made to agree',
    (from) =>
      rewriteLines(
        from,
        'entry',
        inLine((line) => line.replace(/"edition_id":\d+/, '"edition_id":987654')),
        true,
      ),
    /tables\/entry\.jsonl: một dòng trỏ tới dòng không có \(entry_edition_id_fkey\)/,
  ],
  [
    'a row of an import that is not there, which no key of the database refuses',
    (from) =>
      rewriteLines(
        from,
        'catalogue_import_row',
        (lines) => [
          ...lines,
          '{"import_id":987654,"position":1,"entry":"{}","warnings":[],"skip":false,"corrections":{}}',
        ],
        true,
      ),
    /tables\/catalogue_import_row\.jsonl: một dòng trỏ tới dòng không có/,
  ],
  [
    'an endless line',
    (from) => {
      const path = join(from, 'tables/sector.jsonl');
      for (let n = 0; n < 17; n += 1) appendFileSync(path, 'x'.repeat(4 * 1024 * 1024));
    },
    /tables\/sector\.jsonl, dòng \d+: dòng dài hơn 64 MB/,
  ],
  [
    'an event changed, the manifest made to agree',
    (from) =>
      rewriteLines(
        from,
        'event',
        inLine((line) => line.replace(/"name":"/, '"name":"x')),
        true,
      ),
    /tables\/event\.jsonl, dòng 7: .*sự kiện 7 đã bị sửa/,
  ],
  [
    'an event removed, the manifest made to agree',
    (from) => rewriteLines(from, 'event', (lines) => lines.toSpliced(6, 1), true),
    /tables\/event\.jsonl, dòng 7: .*sự kiện 7 bị thiếu/,
  ],
  [
    'the last events cut off, the manifest made to agree',
    (from) => rewriteLines(from, 'event', (lines) => lines.slice(0, -3), true),
    /tables\/event\.jsonl: .*không khớp với đầu chuỗi/,
  ],
  ['a kept file changed', (from) => appendFileSync(join(from, file), '.'), /files\/.*: nội dung đã bị sửa/],
  ['a kept file taken away', (from) => rmSync(join(from, file)), /files\/.*: thiếu/],
  [
    'a file nobody registered',
    (from) => {
      mkdirSync(join(from, 'files/aa'), { recursive: true });
      writeFileSync(join(from, 'files/aa', 'a'.repeat(64)), '');
    },
    /files\/aa\/a{64}: tệp lạ/,
  ],
  [
    'a file of another name',
    (from) => renameSync(join(from, file), join(from, 'files', '..%2Fx')),
    /files\/\.\.%2Fx: tệp lạ/,
  ],
  [
    'a link to a file of the server in place of a kept one',
    (from) => {
      rmSync(join(from, file));
      symlinkSync('/etc/passwd', join(from, file));
    },
    /files\/.*: không phải một tệp thường/,
  ],
  ['a strange file', (from) => writeFileSync(join(from, 'tables/x\ny.sql'), ''), /tables\/x\?y\.sql: tệp lạ/],
  [
    'a table whose name leads elsewhere',
    (from) =>
      rewriteManifest(from, ({ tables }) => {
        tables.push({ ...(tables[0] as (typeof tables)[0]), name: '../../etc/passwd' });
      }),
    /manifest\.json: mục “tables\.\d+\.name” sai/,
  ],
  [
    'an unknown table',
    (from) => {
      writeFileSync(join(from, 'tables/pg_authid.jsonl'), '');
      rewriteManifest(from, ({ tables }) => {
        tables.push({
          ...(tables[0] as (typeof tables)[0]),
          name: 'pg_authid',
          rows: 0,
          bytes: 0,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        });
      });
    },
    /manifest\.json: bảng lạ “pg_authid”/,
  ],
  [
    'a table the export does not have',
    (from) => {
      rmSync(join(from, 'tables/sector.jsonl'));
      rewriteManifest(from, (manifest) => {
        manifest.tables = manifest.tables.filter(({ name }) => name !== 'sector');
      });
    },
    /manifest\.json: thiếu bảng “sector”/,
  ],
  [
    'numbers that would be given twice',
    (from) =>
      rewriteManifest(from, ({ next }) => {
        next['entry.id'] = 1;
      }),
    /manifest\.json: số tiếp theo của “entry\.id” sai/,
  ],
  ['no manifest', (from) => rmSync(join(from, 'manifest.json')), /manifest\.json: không có tệp này/],
  [
    'a manifest cut off',
    (from) => truncateSync(join(from, 'manifest.json'), 300),
    /manifest\.json: không phải JSON/,
  ],
  [
    'another program’s manifest',
    (from) => writeFileSync(join(from, 'manifest.json'), '{}'),
    /không phải bản kê/,
  ],
  [
    'a manifest that is a list',
    (from) => writeFileSync(join(from, 'manifest.json'), '[]'),
    /không phải bản kê/,
  ],
  [
    'a manifest that is null',
    (from) => writeFileSync(join(from, 'manifest.json'), 'null'),
    /không phải bản kê/,
  ],
  [
    'a newer format',
    (from) =>
      rewriteManifest(from, (manifest) => {
        manifest.formatVersion = 2;
      }),
    /manifest\.json: định dạng 2 mới hơn/,
  ],
];

describe('an export somebody tampered with is refused with one message, and nothing is restored', () => {
  test.each(harms)('%s', async (_what, harm, message) => {
    const from = copy();
    harm(from);
    const refusal = await restoring(from).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(BrokenExport);
    const { text } = refusal as BrokenExport;
    expect(text.vi).toMatch(message);
    expect(`${text.vi}${text.en}`).not.toContain('\n');
    expect(await tablesOf(target)).toEqual([]);
    rmSync(from, { recursive: true });
  });
});

test.each([
  ['changed', inLine((line) => line.replace(/"name":"/, '"name":"x')), { seq: 7, reason: 'changed' }],
  ['removed', (lines: string[]) => lines.toSpliced(6, 1), { seq: 7, reason: 'missing' }],
  [
    'moved',
    (lines: string[]) => lines.toSpliced(6, 2, lines[7] ?? '', lines[6] ?? ''),
    { seq: 7, reason: 'missing' },
  ],
  ['made unreadable', inLine((line) => line.slice(5)), { seq: 7, reason: 'changed' }],
  ['cut off at the end', (lines: string[]) => lines.slice(0, -1), { reason: 'head' }],
])('verifying an export finds an event %s', async (_what, change, broken) => {
  const from = copy();
  const events = last(from);
  expect(await verifyExportedEvents(from)).toMatchObject({ events, broken: null });
  rewriteLines(from, 'event', change);
  expect((await verifyExportedEvents(from)).broken).toMatchObject(broken);
  rewriteLines(from, 'event', (lines) => lines, true);
  expect((await verifyExportedEvents(from)).broken).toMatchObject(broken);
});
