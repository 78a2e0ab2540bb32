import { expect, test } from 'vitest';
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
