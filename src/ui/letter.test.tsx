import { expect, test } from 'vitest';
import { unnamedOperator } from '../kernel/operator.ts';
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

test('a letter names who runs the system; where nobody is named, the address it comes from and not the product', () => {
  const content = { subject: 'Thử', paragraphs: ['Thử'], reason: 'Thử.' };
  const from = (operator: string) => writeLetter('vi', { operator, site: 'https://example.vn' }, content);
  expect(from('Sở Mẫu').text).toContain('Sở Mẫu vận hành hệ thống này.');
  const { text, html } = from(unnamedOperator);
  for (const written of [text, html]) {
    expect(written).not.toContain('Nhịp Cầu vận hành');
    expect(written).toContain('hệ thống tại example.vn gửi; nơi vận hành chưa ghi tên');
  }
});
