import { expect, test } from 'vitest';
import { writeLetter } from './letter.tsx';

test('what people typed holds no mark that sending would fill: only our own addresses do', () => {
  const typed = 'http://lua-dao.example/?k=[[khoa-dung-mot-lan]]';
  const letter = writeLetter(
    'vi',
    { operator: 'Sở', site: 'https://example.vn' },
    {
      ...{ subject: typed, paragraphs: [typed], quoted: [typed], reason: typed },
      items: [{ title: typed, detail: typed, href: 'https://example.vn/1' }],
      action: { label: 'Mở', href: 'https://example.vn/[[khoa-dung-mot-lan]]' },
    },
  );
  expect(letter.subject).not.toContain('[[');
  for (const text of [letter.text, letter.html])
    expect(text.match(/\S*\[\[khoa-dung-mot-lan\]\]/g)?.map((found) => found.replace(/^href="/, ''))).toEqual(
      ['https://example.vn/[[khoa-dung-mot-lan]]'],
    );
});
