import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput, Refusal } from '../../src/kernel/refusal.ts';
import {
  BrokenExport,
  checkExport,
  exportAll,
  restoreExport,
  verifyExportedEvents,
} from '../../src/platform/backup/index.ts';
import { readMigrations } from '../../src/platform/database/migrate.ts';
import { openLocalBlobStore } from '../../src/platform/files.ts';
import { rebuildSearchIn } from '../../src/site/rebuild-search.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import {
  contentsOf,
  createBareDatabase,
  freshName,
  rewriteLines,
  rewriteManifest,
} from '../support/backup.ts';
import { keepFile } from '../support/documents.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';
import { createSampleDatabase } from '../support/world.ts';

let app: TestApp;
let directory: string;
let whole: string;
let target: TestDatabase;
let file: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nhipcau-hostile-'));
  app = await openTestApp([], await createSampleDatabase());
  target = await createBareDatabase();
  await app.services.db.updateTable('document').set({ file_sha256: null }).execute();
  await app.services.db.deleteFrom('entry_attachment').execute();
  await app.services.db.deleteFrom('stored_file').execute();
  const kept = await keepFile(app.services, 'Bản quét có chữ ký');
  await app.services.db
    .insertInto('stored_file')
    .values({ sha256: kept.sha256, size: kept.size, media_type: 'application/pdf' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  file = `files/${kept.sha256.slice(0, 2)}/${kept.sha256}`;
  whole = join(directory, 'nguyên vẹn');
  await exportAll({ connection: app.connection, files: app.services.files }, whole);
});
afterAll(async () => {
  await app.close();
  await target.drop();
  rmSync(directory, { recursive: true, force: true });
});

function copy(): string {
  const place = join(directory, freshName());
  cpSync(whole, place, { recursive: true });
  return place;
}

const restoring = async (from: string, into: TestDatabase = target) =>
  restoreExport(
    {
      connection: into.connection,
      files: openLocalBlobStore(join(directory, 'kho')),
      log: app.services.log,
      rebuild: rebuildSearchIn,
    },
    await checkExport(from),
  );

async function ask(database: Pick<TestDatabase, 'connection'>, statement: string) {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const tablesOf = (database: TestDatabase) =>
  ask(database, "select tablename from pg_tables where schemaname = 'public'");

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

test('a database that holds anything is left as it is', async () => {
  const used = await createTestDatabase();
  try {
    await ask(used, "insert into sector (code, name, name_en, position) values ('x', 'X', 'X', 1)");
    await expect(restoring(whole, used)).rejects.toThrow(/đã có dữ liệu \(bảng sector\)/);
    expect(await ask(used, 'select code from sector')).toEqual([{ code: 'x' }]);
    expect(await ask(used, 'select seq from event_head')).toEqual([{ seq: 0 }]);
  } finally {
    await used.drop();
  }
  const strange = await createBareDatabase();
  try {
    await ask(strange, 'create table ke_toan (so int)');
    await expect(restoring(whole, strange)).rejects.toThrow(/đã có dữ liệu \(bảng ke_toan\)/);
    expect(await tablesOf(strange)).toEqual([{ tablename: 'ke_toan' }]);
  } finally {
    await strange.drop();
  }
});

test('of two restores into one database at once, the second finds it filled', async () => {
  const shared = await createBareDatabase();
  try {
    const outcomes = await Promise.allSettled([restoring(whole, shared), restoring(whole, shared)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(Refusal);
  } finally {
    await shared.drop();
  }
});

test('a restore that fails at its very end leaves the database as empty as before', async () => {
  const opened = await checkExport(whole);
  const failing = restoreExport(
    {
      connection: target.connection,
      files: null,
      log: app.services.log,
      rebuild: async () => {
        throw new Error('cắt điện');
      },
    },
    opened,
  );
  await expect(failing).rejects.toThrow('cắt điện');
  expect(await tablesOf(target)).toEqual([]);
});

test('an export of a newer program is refused, an older one is brought up to date after restoring', async () => {
  const newer = copy();
  rewriteManifest(newer, ({ migrations }) => {
    migrations.push('0999_sau_nay');
  });
  await expect(restoring(newer)).rejects.toThrow(/mới hơn chương trình này \(có bước “0999_sau_nay”\)/);
  expect(await tablesOf(target)).toEqual([]);
  const ahead = await createTestDatabase();
  const [older, aged] = [await createBareDatabase(), await createBareDatabase()];
  try {
    const known = await readMigrations();
    for (const { number, name, sql } of known.slice(0, -1)) {
      await ask(older, sql);
      await ask(
        older,
        `create table if not exists migration (number integer primary key, name text not null)`,
      );
      await ask(older, `insert into migration (number, name) values (${number}, '${name}')`);
    }
    await ask(
      older,
      "insert into sector (code, name, name_en, position) values ('x', 'Lũ quét', 'Flood', 1)",
    );
    const from = join(directory, 'bản cũ');
    await exportAll({ connection: older.connection, files: app.services.files }, from);
    expect(await restoring(from, aged)).toMatchObject({ migrated: [known.at(-1)?.name] });
    expect(await ask(aged, 'select name from sector')).toEqual([{ name: 'Lũ quét' }]);
    expect(await ask(aged, 'select max(number) as newest from migration')).toEqual([
      { newest: known.length },
    ]);
    await expect(restoring(from, ahead)).rejects.toThrow(/cấu trúc mới hơn bản xuất \(đã qua bước “/);
  } finally {
    for (const { drop } of [ahead, older, aged]) await drop();
  }
});

test('a directory that holds something is not exported into, nor one that is no directory', async () => {
  const source = { connection: app.connection, files: app.services.files };
  const before = contentsOf(whole);
  await expect(exportAll(source, whole)).rejects.toThrow(/đã có nội dung/);
  expect(contentsOf(whole)).toEqual(before);
  const plain = join(directory, 'tệp');
  writeFileSync(plain, 'x');
  await expect(exportAll(source, plain)).rejects.toThrow(/đã có nội dung/);
  await expect(exportAll(source, join(plain, 'trong'))).rejects.toBeInstanceOf(InvalidInput);
  await expect(checkExport(plain)).rejects.toBeInstanceOf(InvalidInput);
  const empty = join(directory, 'trống');
  mkdirSync(empty);
  await exportAll(source, empty);
  expect(contentsOf(empty)).toEqual(before);
});

test('an export whose database goes away leaves nothing that looks complete', async () => {
  const place = join(directory, 'dở dang');
  const source = {
    connection: app.connection,
    files: {
      open: async () => {
        throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      },
    },
  };
  await expect(exportAll(source, place)).rejects.toThrow('no room');
  expect(readdirSync(directory).filter((name) => name.startsWith('dở dang'))).toEqual([]);
});
