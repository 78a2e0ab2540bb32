import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Ended,
  type Installation,
  linesOf,
  openInstallation,
  postgresOf,
  query,
  type Running,
  run,
  start,
  statusOf,
} from '../product/product.ts';
import { decision } from './decision.ts';

const english = { LANG: 'en_GB.UTF-8' };
const password = 'mười hai ký tự trở lên';
let installation: Installation;
let running: Running;
let file: string;

beforeAll(async () => {
  installation = await openInstallation();
  file = join(installation.directory, 'quyết định.html');
  writeFileSync(file, decision);
  running = await start(installation);
});
afterAll(async () => {
  await running.stop();
  await installation.close();
});

/** What a command answers with --json: one JSON value and nothing else on standard output. */
function answer({ output, complaint, code }: Ended): unknown {
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  expect(linesOf(output)).toHaveLength(1);
  return JSON.parse(output);
}

/** What a command complains of: one line on standard error, nothing on standard output. */
function complaintOf({ output, complaint, code }: Ended, expected: number): string {
  // the words stand in what is compared, so that a failure tells them
  expect({ code, output, complaint }).toEqual({ code: expected, output: '', complaint });
  expect(linesOf(complaint)).toHaveLength(1);
  return complaint.trim();
}

/** The keys of an object in every depth that the interface names; an array stands for its first item. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [keysOf(value[0])];
  if (value === null || typeof value !== 'object') return 1;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, keysOf(part)]));
}

const citation = {
  kind: 1,
  number: 1,
  symbol: 1,
  date: 1,
  issuer: 1,
  title: 1,
  raw: 1,
  annex: 1,
  item: 1,
  role: 1,
};

test('reading gives every key of the interface, null or empty where the document says nothing', async () => {
  const read = answer(await run(installation, ['read', file, '--json']));
  expect(keysOf(read)).toEqual({
    kind: 1,
    number: 1,
    symbol: 1,
    place: 1,
    date: 1,
    dateText: 1,
    issuer: 1,
    title: 1,
    signer: { name: 1, roles: [] },
    recipients: [],
    citations: [citation],
    articles: [{ number: 1, text: 1 }],
    tables: [{ title: 1, columns: [1], rows: [[1]] }],
    statements: [],
    replaces: [],
    warnings: [],
  });
  expect(read).toMatchObject({ kind: 'decision', number: '99/QĐ-UBND', date: '2026-04-03' });
});

test('a text that is no official document still has every key', async () => {
  const plain = join(installation.directory, 'ghi chú.txt');
  writeFileSync(plain, 'Một dòng chữ.\n');
  const read = answer(await run(installation, ['read', plain, '--json'])) as Record<string, unknown>;
  expect(read).toMatchObject({ number: null, symbol: null, date: null, dateText: null, issuer: null });
  expect(read).toMatchObject({ signer: { name: null, roles: [] }, citations: [], tables: [], replaces: [] });
  expect(Object.keys(read)).toHaveLength(16);
});

test('reading needs neither a database nor a data directory', async () => {
  const settings = { DATA_DIR: '/proc/nowhere', DATABASE_URL: 'postgresql://x:y@127.0.0.1:1/z' };
  const { code, output } = await run(installation, ['read', file], { settings });
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ number: '99/QĐ-UBND' });
});

test('a dry import says edition, columns, entries and warnings, and saves nothing', async () => {
  const read = answer(
    await run(installation, [
      'import',
      'catalogue',
      file,
      '--kind',
      'problems',
      '--year',
      '2026',
      '--dry-run',
      '--json',
    ]),
  ) as { columns: { field: string }[]; entries: Record<string, unknown>[] };
  expect(keysOf(read)).toEqual({
    edition: {
      kind: 1,
      year: 1,
      period: 1,
      title: 1,
      document: { kind: 1, number: 1, symbol: 1, date: 1, issuer: 1, title: 1 },
    },
    columns: [{ header: 1, field: 1 }],
    entries: [
      {
        tt: 1,
        title: 1,
        context: 1,
        bases: [],
        results: [{ text: 1, indicator: 1, unit: 1, value: 1 }],
        leads: [1],
        partners: [],
        deadline: 1,
        fields: keysOf(read.entries[0]?.fields),
      },
    ],
    warnings: [],
  });
  expect(read.columns.map(({ field }) => field)).toEqual([
    'tt',
    'title',
    'context',
    'results',
    'leads',
    'other',
  ]);
  expect(read.entries[1]).toMatchObject({ tt: '2', deadline: null, partners: [], bases: [] });
  expect(await query(installation, 'select count(*)::int as n from edition')).toEqual([{ n: 0 }]);
});

test('an import saves one draft edition; the same file again makes no doubles', async () => {
  const words = ['import', 'catalogue', file, '--kind', 'problems', '--year', '2026', '--json'];
  const first = answer(await run(installation, words)) as { url: string };
  expect(first.url).toMatch(/^http:\/\/localhost:\d+\/ban-lam-viec\/danh-muc\/\d+$/);
  const second = answer(await run(installation, words)) as { url: string };
  expect(second.url).toBe(first.url);
  expect(await query(installation, 'select code, state from edition')).toEqual([
    { code: 'BTL-2026', state: 'draft' },
  ]);
  expect(await query(installation, 'select tt, title from entry order by ordinal')).toEqual([
    { tt: '1', title: 'Cảnh báo sớm sạt lở đất' },
    { tt: '2', title: 'Truy xuất nguồn gốc hoa hồi' },
  ]);
  const shown = await run(installation, words.slice(0, -1));
  expect(shown).toEqual({ code: 0, output: `${first.url}\n`, complaint: '' });
});

test('a year other than the one the document names is told of, and imported all the same', async () => {
  const words = (year: string) => [
    'import',
    'catalogue',
    file,
    '--kind',
    'problems',
    '--year',
    year,
    '--json',
  ];
  const read = answer(await run(installation, [...words('2031'), '--dry-run'])) as {
    warnings: { row: null; column: null; message: string }[];
  };
  expect(read.warnings).toEqual([
    { row: null, column: null, message: expect.stringContaining('ghi năm 2026 nhưng đang đọc cho năm 2031') },
  ]);
  const { code, output, complaint } = await run(installation, words('2031'));
  expect([code, complaint.trim()]).toEqual([0, read.warnings[0]?.message]);
  expect(JSON.parse(output)).toMatchObject({ added: 2 });
});

test('a mail that came back is read from standard input; one of nobody is refused, and no mail is bad input', async () => {
  const words = ['mail', 'returned', '--json'];
  const onLeave = 'From: a@example.vn\r\nTo: b@example.vn\r\nSubject: Nghỉ phép\r\n\r\nTôi nghỉ.\r\n';
  expect(answer(await run(installation, words, { input: onLeave }))).toEqual({ outcome: 'passed_over' });
  const report = [
    'To: thu-tra-lai+1.00000000000000000000@example.vn',
    'Content-Type: multipart/report; boundary=b',
    ...['', '--b', 'Content-Type: message/delivery-status', ''],
    ...['Action: failed', 'Status: 5.1.1', '', '--b--', ''],
  ].join('\r\n');
  expect(complaintOf(await run(installation, words, { input: report }), 3)).toContain('MAIL_RETURN');
  expect(complaintOf(await run(installation, words, { input: 'x'.repeat(3_000_000) }), 2)).toContain('2 MB');
  expect(complaintOf(await run(installation, words), 2)).toContain('RFC 5322');
});

test('an account is created with the password from standard input, which stands nowhere', async () => {
  const words = [
    'account',
    'create',
    '--email',
    'can.bo@example.vn',
    '--role',
    'programme_officer',
    '--json',
  ];
  const created = answer(await run(installation, words, { input: `${password}\n` }));
  expect(created).toEqual({ id: expect.any(Number), email: 'can.bo@example.vn', role: 'programme_officer' });
  const [event] = await query(
    installation,
    "select actor_kind, facts::text as facts from event where name = 'account.created'",
  );
  expect(event).toMatchObject({ actor_kind: 'system' });
  expect(JSON.stringify(event)).not.toContain('example.vn');
  const again = complaintOf(await run(installation, words, { input: password }), 2);
  expect(again).toContain('E-mail này đã có tài khoản');
});

test('a command acts for the person named, with that person’s rights and name in the event', async () => {
  const words = ['account', 'create', '--email', 'moi@example.vn', '--role', 'agency_officer'];
  const asOfficer = [...words, '--as', 'can.bo@example.vn'];
  expect(complaintOf(await run(installation, asOfficer, { input: password }), 3)).toBe(
    'Chỉ quản trị viên được làm việc này.',
  );
  const admin = ['account', 'create', '--email', 'quan.tri@example.vn', '--role', 'administrator', '--json'];
  const { id } = answer(await run(installation, admin, { input: password })) as { id: number };
  const done = await run(installation, [...words, '--as', 'Quan.Tri@example.vn'], { input: password });
  expect(done).toMatchObject({ code: 0, complaint: '' });
  expect(done.output).toBe('Đã tạo tài khoản moi@example.vn (agency_officer).\n');
  expect(
    await query(
      installation,
      'select actor_account from event where actor_account is not null order by seq desc limit 1',
    ),
  ).toEqual([{ actor_account: String(id) }]);
});

test('a person who has no open account cannot be acted for', async () => {
  const words = ['import', 'catalogue', file, '--kind', 'needs', '--year', '2026', '--as', 'ai@example.vn'];
  expect(complaintOf(await run(installation, words), 2)).toContain('ai@example.vn');
  expect(complaintOf(await run(installation, words, { settings: english }), 2)).toMatch(/no open account/);
});

test.each([
  [['bay'], 'bay'],
  [['read', '--lạ'], '--lạ'],
  [['read', '/không/có.docx', '--json'], 'tệp'],
  [['account', 'create', '--email', 'không phải', '--role', 'leader'], 'E-mail'],
])('wrong usage is told in one line: %j', async (words, named) => {
  expect(complaintOf(await run(installation, words, { input: password }), 2)).toContain(named);
});

test('a short password is refused with the rule, in the language asked for', async () => {
  const words = ['account', 'create', '--email', 'ngan@example.vn', '--role', 'leader'];
  expect(complaintOf(await run(installation, words, { input: 'ngắn\n' }), 2)).toContain('12 ký tự');
  expect(complaintOf(await run(installation, words, { input: 'short', settings: english }), 2)).toContain(
    '12 characters',
  );
});

test('help is an answer, on standard output', async () => {
  const { code, output, complaint } = await run(installation, ['read', '-h']);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  expect(output).toContain('nhipcau audit verify');
});

test('migrating a database that is up to date changes nothing', async () => {
  expect(answer(await run(installation, ['migrate', '--json']))).toEqual({ applied: [] });
});

test('a command that joined the running server leaves it running', async () => {
  const before = postgresOf(installation.dataDir);
  answer(await run(installation, ['audit', 'verify', '--json']));
  expect(postgresOf(installation.dataDir).filter((pid) => before.includes(pid)).length).toBeGreaterThan(3);
  expect(await statusOf(`${installation.address}/readyz`)).toBe(200);
});

test('a word of an event changed behind the product’s back is found', async () => {
  const whole = answer(await run(installation, ['audit', 'verify', '--json'])) as { events: number };
  expect(whole).toEqual({
    events: expect.any(Number),
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
    broken: null,
  });
  expect(whole.events).toBeGreaterThan(2);
  await query(installation, 'alter table event disable trigger user');
  const [old] = await query(installation, 'select facts::text as facts from event where seq = 2');
  await query(installation, `update event set facts = '{"forged": true}' where seq = 2`);
  const broken = await run(installation, ['audit', 'verify', '--json']);
  expect(broken.code).toBe(4);
  expect(JSON.parse(broken.output)).toMatchObject({ broken: { seq: 2, reason: 'changed' } });
  expect(linesOf(broken.complaint)).toEqual(['Chuỗi nhật ký hỏng: sự kiện 2 đã bị sửa.']);
  const told = complaintOf(await run(installation, ['audit', 'verify'], { settings: english }), 4);
  expect(told).toBe('The event chain is broken: event 2 was changed.');
  await query(installation, 'update event set facts = $1 where seq = 2', [old?.facts]);
  await query(installation, 'alter table event enable trigger user');
  expect((await run(installation, ['audit', 'verify'])).output).toMatch(
    /^Chuỗi nhật ký toàn vẹn: \d+ sự kiện/,
  );
});
