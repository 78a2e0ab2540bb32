import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { documentRoutes, keepStoredFile, registerDocument } from '../../src/modules/documents/index.ts';
import { sweepFiles } from '../../src/platform/sweep-files.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { hiddenField } from '../support/catalogue.ts';
import { keepFile, readingOf } from '../support/documents.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(documentRoutes);
});
afterAll(() => app.close());

const days = (count: number) => new Date(app.services.clock().getTime() - count * 86_400_000);

/** As if stored that many days ago. */
async function aged(content: string, age: number): Promise<string> {
  const { sha256 } = await keepFile(app.services, content);
  utimesSync(app.services.files.pathOf(sha256), days(age), days(age));
  return sha256;
}

async function withRow(sha256: string, age: number): Promise<void> {
  await app.services.db
    .insertInto('stored_file')
    .values({ sha256, size: 1, media_type: 'text/plain', created_at: days(age) })
    .execute();
}

const isStored = (sha256: string) => existsSync(app.services.files.pathOf(sha256));

async function hasRow(sha256: string): Promise<boolean> {
  const { db } = app.services;
  const row = await db
    .selectFrom('stored_file')
    .select('sha256')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row !== undefined;
}

test('a file nothing refers to goes after a day; one in use or of today stays', async () => {
  const refused = await aged('bị từ chối', 2);
  const forgotten = await aged('còn dòng, không ai dùng', 2);
  await withRow(forgotten, 2);
  const today = await aged('vừa tải lên', 0.5);
  const used = await aged('đang dùng', 40);
  await registerDocument(app.services, system, {
    reading: readingOf({ number: '1/KH-UBND' }),
    file: { sha256: used, size: 9, mediaType: 'text/plain', name: 'kh.txt' },
  });
  const swept = await sweepFiles(app.services);
  expect(swept).toMatchObject({ files: 2, parts: 0 });
  expect(swept.bytes).toBeGreaterThan(20);
  expect([refused, forgotten, today, used].map(isStored)).toEqual([false, false, true, true]);
  expect([await hasRow(forgotten), await hasRow(used)]).toEqual([false, true]);
});

test('what a cut-off upload has left goes after a day too', async () => {
  const incoming = join(dirname(dirname(app.services.files.pathOf('a'.repeat(64)))), 'incoming');
  mkdirSync(incoming, { recursive: true });
  writeFileSync(join(incoming, 'old'), 'một nửa');
  writeFileSync(join(incoming, 'new'), 'đang tới');
  utimesSync(join(incoming, 'old'), days(2), days(2));
  utimesSync(join(incoming, 'new'), days(0.1), days(0.1));
  expect(await sweepFiles(app.services)).toEqual({ files: 0, bytes: 0, parts: 1 });
  expect(readdirSync(incoming)).toEqual(['new']);
});

test('a table added later protects the files it refers to without being named anywhere', async () => {
  const sha256 = await aged('hồ sơ của mô đun sau này', 3);
  await withRow(sha256, 3);
  await sql`create table dossier_part (id integer primary key, paper text references stored_file (sha256))`.execute(
    app.services.db,
  );
  await sql`insert into dossier_part values (1, ${sha256})`.execute(app.services.db);
  expect((await sweepFiles(app.services)).files).toBe(0);
  await sql`drop table dossier_part`.execute(app.services.db);
  expect((await sweepFiles(app.services)).files).toBe(1);
});

test('every column that holds the hash of a stored file has a foreign key to it', async () => {
  // what open data prepared lies in a folder of its own, where its own job takes away what is older
  const loose = await sql<{ place: string }>`
    select c.table_name || '.' || c.column_name as place from information_schema.columns c
    where c.table_schema = 'public' and c.column_name like '%sha256%' and c.table_name not in ('stored_file', 'open_data_file')
      and not exists (
        select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and k.confrelid = 'stored_file'::regclass
          and k.conrelid = ('public.' || quote_ident(c.table_name))::regclass and a.attname = c.column_name)
  `.execute(app.services.db);
  expect(loose.rows).toEqual([]);
});

test('the same content sent again while it is swept is kept', async () => {
  const content = 'gửi lại đúng lúc đang dọn';
  const sha256 = await aged(content, 2);
  await withRow(sha256, 2);
  let sweeping: Promise<unknown> = Promise.resolve();
  await app.services.db.transaction().execute(async (tx) => {
    // the command has found the row and not yet written what refers to it
    await keepStoredFile(tx, { sha256, size: 1, mediaType: 'text/plain' });
    await tx
      .insertInto('document')
      .values({
        kind: 'plan',
        title: 'Kế hoạch',
        state: 'draft',
        file_sha256: sha256,
        file_name: 'kh.txt',
      } as never)
      .execute();
    sweeping = sweepFiles(app.services);
    await delay(300);
  });
  await sweeping;
  expect([isStored(sha256), await hasRow(sha256)]).toEqual([true, true]);
});

test('a form left open for days asks for its file again instead of naming one swept away', async () => {
  const officer = await app.signIn('programme_officer');
  const work = '/ban-lam-viec/van-ban';
  const unreadable = await app.fetch(`${work}/them`, {
    as: officer,
    upload: { files: { file: new File(['PK\u0003\u0004 hỏng'], 'hong.docx') } },
  });
  const html = await unreadable.text();
  const form = { file: hiddenField(html, 'file'), kind: 'decision', title: 'Quyết định gõ tay' };
  const now = app.services.clock();
  app.setNow(new Date(Date.now() + 3 * 86_400_000));
  expect((await sweepFiles(app.services)).files).toBeGreaterThan(0);
  app.setNow(now);
  const answer = await app.fetch(`${work}/nhap-tay`, { as: officer, form });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Hãy tải tệp lên lại');
});

test('many uploads and sweeps at once lose no file that a row refers to', async () => {
  const { db, files } = app.services;
  const contents = Array.from({ length: 8 }, (_, n) => `nội dung ${n}`);
  for (const content of contents) await withRow(await aged(content, 2), 2);
  let sending = true;
  const sweeping = (async () => {
    while (sending) await sweepFiles(app.services);
  })();
  for (const content of contents) {
    const { sha256, size } = await files.put(Readable.from([Buffer.from(content)]));
    await registerDocument(app.services, system, {
      reading: readingOf({ number: `${size}/${content}` }),
      file: { sha256, size, mediaType: 'text/plain', name: 'kh.txt' },
    });
  }
  sending = false;
  await sweeping;
  const rows = await db.selectFrom('document').select('file_sha256').execute();
  expect(rows.filter(({ file_sha256: hash }) => hash && !isStored(hash))).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(8);
});
