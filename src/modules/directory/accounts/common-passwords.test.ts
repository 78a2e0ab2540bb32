import { expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';
import { makePassword } from './first-password.ts';

const email = 'nong.thi.lien@langson.example';

test.each([
  'password12345678',
  'Mat.Khau-123456',
  '2026nhipcau2026',
  'Sở KHCN 123456789',
  'Lạng Sơn Lạng Sơn',
  'abcabcabcabc123',
  'aaaaaaaaaaaaaaaa',
  '121212121212',
  '20102026010203',
  '1qaz2wsx3edc',
  '123qweasdzxc',
  'sonyericsson',
  'Yêu em nhiều lắm!',
  'Quản trị hệ thống 1',
  'nong.thi.lien',
  'Nông Thị Liên 1990',
  email,
])('“%s” is what somebody would try first', (password) => {
  expect(isCommonPassword(password, email)).toBe(true);
});

test.each([
  'một câu dễ nhớ 2026',
  'mười hai nhịp cầu qua sông',
  'câu cũ mà ai cũng đoán được',
  'xk29fjw01lqzm',
  'correct horse battery staple',
])('“%s” is taken', (password) => {
  expect(isCommonPassword(password, email)).toBe(false);
});

test('what the product makes itself is taken, and a long text costs no time', () => {
  for (let made = 0; made < 200; made += 1) expect(isCommonPassword(makePassword(), email)).toBe(false);
  expect(isCommonPassword('ab'.repeat(100), email)).toBe(true);
  expect(isCommonPassword(`${'a1b2'.repeat(49)}abc`, email)).toBe(false);
});
