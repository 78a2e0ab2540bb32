import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decision } from '../cli/decision.ts';
import { mayMount } from '../support/mount.ts';
import { createAccount, createEdition, type Person, signIn } from './person.ts';
import {
  begin,
  expectedStatus,
  type Installation,
  openInstallation,
  query,
  type Running,
  ready,
  run,
  start,
  statusOf,
  textOf,
  until,
} from './product.ts';

const officer = 'can.bo@example.vn';

describe.skipIf(!mayMount())('a full disk (skipped where mounting a small one is not allowed)', () => {
  let disk: string;
  let installation: Installation;
  let running: Running;
  let person: Person;
  let edition: string;
  const acknowledged: string[] = [];
  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'nhipcau-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m,mode=755', 'tmpfs', disk]);
    installation = await openInstallation({}, disk);
    running = await start(installation);
    await createAccount(installation, officer, 'programme_officer');
    person = await signIn(installation.address, officer);
    edition = await createEdition(person, 'problems', '2026');
  });
  afterAll(async () => {
    await running.stop();
    execFileSync('umount', ['--lazy', disk]);
    await installation.close();
  });

  /** Takes all room but this many bytes. */
  function fill(left: number): void {
    const { bavail, bsize } = statfsSync(disk);
    const filler = join(disk, `filler-${Date.now()}`);
    try {
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }

  function makeRoom(): void {
    execFileSync('find', [disk, '-maxdepth', '1', '-name', 'filler-*', '-delete']);
  }

  async function add(title: string): Promise<Response> {
    const answer = await person.post(`${edition}/muc/moi`, { title });
    if (answer.status === 303) acknowledged.push(title);
    return answer;
  }

  async function nothingLost(): Promise<void> {
    const titles = (await query(installation, 'select title from entry')).map(({ title }) => title);
    expect(acknowledged.filter((title) => !titles.includes(title))).toEqual([]);
    expect((await run(installation, ['audit', 'verify', '--json'])).code).toBe(0);
    expect(running.log().filter(({ msg }) => msg === 'fault')).toEqual([]);
  }

  test('is told in plain words to whoever saves or uploads, while pages go on; with room again all works', async () => {
    await add('Trước khi đầy');
    fill(0);
    const uploaded = await person.send(
      '/ban-lam-viec/van-ban/them',
      new File([decision.repeat(40)], 'qd.html'),
    );
    const words = textOf(await expectedStatus(uploaded, 507));
    expect(words).toContain('Ổ đĩa của máy chủ đã đầy nên chưa lưu được.');
    expect(words).toContain('báo quản trị viên');
    let refused: Response | undefined;
    for (let count = 0; count < 300 && !refused; count++) {
      const answer = await add(`Khi đã đầy ${count}`);
      if (answer.status !== 303) refused = answer;
    }
    expect(textOf(await expectedStatus(refused ?? Response.error(), 507))).toContain(
      'Ổ đĩa của máy chủ đã đầy',
    );
    expect(await statusOf(`${installation.address}/bai-toan`)).toBe(200);
    expect(await expectedStatus(await person.get(edition), 200)).toContain('Trước khi đầy');
    makeRoom();
    expect((await add('Sau khi có chỗ')).status).toBe(303);
    const again = await person.send('/ban-lam-viec/van-ban/them', new File([decision], 'qd.html'));
    expect(again.status).toBe(303);
    await nothingLost();
  });

  test('that stops even the database’s own log is outlived: with room again it comes back by itself', async () => {
    fill(6 << 20);
    const at = (await add('Mục dài')).headers.get('location') ?? '';
    const statuses = new Set<number>();
    for (let count = 0; count < 60 && !statuses.has(503); count++) {
      // random letters: what can be pressed together would not fill the log
      const context = Array.from({ length: 60_000 }, () => Math.random().toString(36).slice(2, 12)).join(' ');
      const { status } = await person.post(at, {
        version: '1',
        base: '',
        do: 'add:results',
        title: 'Mục dài',
        context,
      });
      statuses.add(status);
    }
    expect([...statuses].filter((status) => ![303, 503, 507].includes(status))).toEqual([]);
    makeRoom();
    await until(
      'it is ready again',
      async () => (await statusOf(`${installation.address}/readyz`)) === 200,
      45,
    );
    expect((await add('Sau khi nhật ký có chỗ')).status).toBe(303);
    await nothingLost();
  });

  test('an export without room ends with a message and leaves nothing behind', async () => {
    fill(100_000);
    const ended = await run(installation, ['export', join(disk, 'ban-xuat')]);
    expect(ended).toMatchObject({ code: 1, output: '' });
    expect(ended.complaint).toContain('Ổ đĩa của máy chủ đã đầy');
    expect(readdirSync(disk).filter((name) => name.startsWith('ban-xuat'))).toEqual([]);
    makeRoom();
    expect((await run(installation, ['export', join(disk, 'ban-xuat')])).code).toBe(0);
  });
});

test('a log whose disk is full does not end the product', async () => {
  const installation = await openInstallation();
  const running = begin(installation, ['start'], {}, '/dev/full');
  try {
    await ready(running);
    expect(await statusOf(`${installation.address}/`)).toBe(200);
    expect((await running.stop()).code).toBe(0);
  } finally {
    await installation.close();
  }
});
