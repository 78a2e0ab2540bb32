import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { languageOf } from '../../src/cli/outcome.ts';
import { perform } from '../../src/cli/run.ts';

test.each([
  [['bay'], 'bay'],
  [['constructor'], 'constructor'],
  [['__proto__'], '__proto__'],
  [['import'], 'import'],
  [['import', 'plans', 'x.docx'], 'import plans'],
  [['import', 'plan', '/không/có.docx'], 'tệp'],
  [['import', 'plan', '--dry-run'], 'tệp'],
  [['import', 'plan', '/không/có.docx', '--dry-run'], 'tệp'],
  [['read', '--lạ'], '--lạ'],
  [['audit', 'verify', 'thêm'], 'thêm'],
  [['web', '8081'], '8081'],
  [['read', '--kind'], '--kind'],
  [['read', '/không/có.docx'], 'tệp'],
  [['read', '/tmp'], 'tệp'],
  [['read'], 'tệp'],
  [['read', 'a.docx', 'b.docx'], 'tệp'],
  [['import', 'catalogue', '/không/có.docx', '--kind', 'problems', '--year', '2026'], 'tệp'],
  [['import', 'catalogue', 'x.docx', '--year', '2026'], '--kind'],
  [['import', 'catalogue', 'x.docx', '--kind', 'plans', '--year', '2026'], '--kind'],
  [['import', 'catalogue', 'x.docx', '--kind', 'needs'], '--year'],
  [['import', 'catalogue', 'x.docx', '--kind', 'needs', '--year', '26'], '--year'],
  [['import', 'catalogue', 'x.docx', '--kind', 'needs', '--year', '2026', '--period', '2026-2030'], '--year'],
  [['import', 'catalogue', 'x.docx', '--kind', 'needs', '--period', '2030-2026'], '--period'],
  [['account', 'create', '--role', 'leader'], '--email'],
  [['account', 'create', '--email', 'a@b.vn', '--role', 'vua'], 'vua'],
])('wrong usage ends with exit 2 and one line in either language: %j', async (words, named) => {
  // a data directory nobody can make: whatever reaches for it fails otherwise
  const { exit, lines } = await perform([...words, '--json'], { DATA_DIR: '/proc/nowhere' });
  expect({ exit, lines }).toMatchObject({ exit: 2, lines: [{ vi: expect.stringContaining(named) }] });
  for (const line of Object.values(lines[0] ?? {})) expect(line).not.toContain('\n');
});

test.each([
  [{}, 'vi'],
  [{ LANG: 'vi_VN.UTF-8' }, 'vi'],
  [{ LANG: 'C.UTF-8' }, 'vi'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'vi_VN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
])('messages are Vietnamese unless the environment asks for English: %j', (environment, language) => {
  expect(languageOf(environment)).toBe(language);
});

test('a plan is read without a database: its targets and tasks as JSON, exit 2 with one line where it has neither', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nhipcau-plan-'));
  const path = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const written = { out: '', error: '' };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.out += String(text);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.error += String(text);
      return true;
    }),
  ];
  try {
    const read = async (file: string) => {
      Object.assign(written, { out: '', error: '' });
      const words = ['import', 'plan', file, '--dry-run', '--json'];
      const { exit } = await perform(words, { DATA_DIR: '/proc/nowhere', LANG: 'en_GB.UTF-8' });
      return { exit, told: JSON.parse(written.out), error: written.error };
    };
    const annex = path(
      'a.csv',
      'TT,Tên nhiệm vụ,Cơ quan chủ trì,Thời gian hoàn thành\n1,Xây dựng đề án,Sở A,6/2025\n',
    );
    expect(await read(annex)).toMatchObject({
      exit: 0,
      told: {
        plan: { number: null, replaces: [] },
        targets: [],
        tasks: [{ tt: '1', deadline: { to: '2025-06-30' } }],
      },
      error: '',
    });
    expect(await read(path('b.txt', 'Không có phụ lục nào.'))).toEqual({
      exit: 2,
      told: expect.objectContaining({ targets: [], tasks: [] }),
      error: expect.stringMatching(/^No targets and no tasks found: .*\n$/u),
    });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
});
