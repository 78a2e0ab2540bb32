import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
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
  start,
  until,
} from '../product/product.ts';
import { contentsOf, rewriteLines } from '../support/backup.ts';
import { decision } from './decision.ts';

// each command starts the program anew

let installation: Installation;
let running: Running;
let other: Installation;
let first: string;
beforeAll(async () => {
  installation = await openInstallation();
  other = await openInstallation();
  running = await start(installation);
  const file = join(installation.directory, 'quyết định.html');
  writeFileSync(file, decision);
  const imported = ['import', 'catalogue', file, '--kind', 'problems', '--year', '2026'];
  expect((await run(installation, imported)).code).toBe(0);
  first = join(installation.directory, 'bản xuất 1');
});
afterAll(async () => {
  await running.stop();
  await installation.close();
  await other.close();
});

function answer({ output, complaint, code }: Ended): Record<string, unknown> {
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  expect(linesOf(output)).toHaveLength(1);
  return JSON.parse(output) as Record<string, unknown>;
}

function complaintOf({ output, complaint, code }: Ended, expected: number): string {
  expect({ code, output, complaint }).toMatchObject({ code: expected, output: '' });
  expect(linesOf(complaint)).toHaveLength(1);
  return complaint.trim();
}

test('the running product is exported without an event, for the account that asked alone', async () => {
  const before = answer(await run(installation, ['audit', 'verify', '--json']));
  const made = answer(await run(installation, ['export', first, '--json']));
  expect(made).toMatchObject({ directory: first, files: 1, events: before.events, head: before.head });
  expect(statSync(first).mode & 0o777).toBe(0o700);
  expect(answer(await run(installation, ['audit', 'verify', '--json']))).toEqual(before);
  expect(answer(await run(installation, ['audit', 'verify', first, '--json']))).toEqual(before);
});

test('restored into another installation, it is the same: rows, files, chain, and its own export', async () => {
  const told = await run(other, ['restore', first]);
  expect(told).toMatchObject({ code: 0, complaint: '' });
  expect(told.output).toMatch(/^Đã khôi phục từ .* 1 tệp, \d+ sự kiện; đầu chuỗi nhật ký [0-9a-f]{64}\.\n$/);
  const again = join(other.directory, 'bản xuất 2');
  answer(await run(other, ['export', again, '--json']));
  expect(contentsOf(again)).toEqual(contentsOf(first));
});

test('restoring over data is refused, and nothing is touched', async () => {
  const line = complaintOf(await run(installation, ['restore', first]), 3);
  expect(line).toContain('đã có dữ liệu');
  const again = join(installation.directory, 'bản xuất 3');
  answer(await run(installation, ['export', again, '--json']));
  expect(contentsOf(again)).toEqual(contentsOf(first));
});

test('a product started on restored data does not bring the sample along', async () => {
  const started = await start(other, { NHIPCAU_SAMPLE: 'langson' });
  try {
    expect(await query(other, 'select count(*)::int as n from edition')).toEqual([{ n: 1 }]);
    expect(await query(other, 'select count(*)::int as n from account')).toEqual([{ n: 0 }]);
  } finally {
    await started.stop();
  }
});

test('a rehearsal beside the running product passes, and fails on an altered export', async () => {
  const passed = answer(await run(installation, ['restore', '--rehearse', first, '--json']));
  expect(passed).toMatchObject({ directory: first, migrated: [] });
  const altered = join(installation.directory, 'bản xuất 4');
  answer(await run(installation, ['export', altered, '--json']));
  rewriteLines(altered, 'entry', (lines) => lines.slice(1));
  const line = complaintOf(await run(installation, ['restore', '--rehearse', altered]), 4);
  expect(line).toMatch(/tables\/entry\.jsonl: có \d+ dòng/);
  expect(
    complaintOf(
      await run(installation, ['restore', altered, '--json'], { settings: { LANG: 'en_GB.UTF-8' } }),
      4,
    ),
  ).toMatch(/^The export cannot be used: tables\/entry\.jsonl/);
  rewriteLines(altered, 'event', (lines) => lines.slice(1));
  const verified = await run(installation, ['audit', 'verify', altered, '--json']);
  expect(verified.code).toBe(4);
  expect(JSON.parse(verified.output)).toMatchObject({ broken: { seq: 1, reason: 'missing' } });
});

test('what stands in the way of an export or a restore is told in one line', async () => {
  expect(complaintOf(await run(installation, ['export', first]), 3)).toContain('đã có nội dung');
  expect(complaintOf(await run(installation, ['export', '/proc/ban-xuat']), 2)).toContain('/proc/ban-xuat');
  expect(complaintOf(await run(installation, ['restore', '/không/có']), 2)).toContain('/không/có');
  const empty = join(installation.directory, 'trống');
  mkdirSync(empty);
  expect(complaintOf(await run(installation, ['restore', empty]), 4)).toContain('manifest.json');
  expect(complaintOf(await run(installation, ['export']), 2)).toContain('thư mục');
  expect(complaintOf(await run(installation, ['restore', 'a', 'b']), 2)).toContain('thư mục');
});

test('an export that is killed leaves no directory of its name', async () => {
  // rows enough that the kill comes in their midst
  await query(
    installation,
    "insert into setting (key, value) select 'thử ' || n, to_jsonb(repeat(md5(n::text), 40)) from generate_series(1, 60000) n",
  );
  const place = join(installation.directory, 'bị giết');
  const exporting = begin(installation, ['export', place]);
  const drafts = () => readdirSync(installation.directory).filter((name) => name.startsWith('bị giết.'));
  await until('it writes', () => {
    const [draft] = drafts();
    return draft !== undefined && existsSync(join(installation.directory, draft, 'tables/setting.jsonl'));
  });
  await exporting.stop('SIGKILL');
  expect(existsSync(place)).toBe(false);
  for (const draft of drafts())
    expect(readdirSync(join(installation.directory, draft))).not.toContain('manifest.json');
  await query(installation, "delete from setting where key like 'thử %'");
});
