/**
 * Passwords that stand first in every list of leaked ones and are long enough to pass by length, and what people here
 * would type next. Compared folded to letters and digits, so that "Mat.Khau-123456" is caught as well.
 */
const common: ReadonlySet<string> = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789123',
  '1234567891011',
  '123456123456',
  '111111111111',
  '000000000000',
  '112233445566',
  '098765432109',
  '987654321012',
  'abcdefghijkl',
  'abcdef123456',
  'abc123456789',
  'abcd12345678',
  'a12345678910',
  'aa1234567890',
  'q1w2e3r4t5y6',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qwerty123456',
  'qwerty1234567890',
  'asdfghjkl123',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'iloveyou1234',
  'iloveyou123456',
  'administrator',
  'admin1234567',
  'admin12345678',
  'admin123456789',
  'adminadminadmin',
  'welcome12345',
  'letmein12345',
  'changeme1234',
  'matkhau12345',
  'matkhau123456',
  'matkhau123456789',
  'matkhaumatkhau',
  'vietnam12345',
  'vietnam123456',
  'vietnam19751975',
  'langson12345',
  'langson123456',
  'langsonlangson',
  'nhipcau12345',
  'nhipcau123456',
  'nhipcaunhipcau',
  'xinchao12345',
  'anhyeuem1234',
  'anhyeuem123456',
  'yeuemnhieulam',
  'quantri12345',
  'quantri123456',
  'quantrihethong',
]);

/** True for a password everybody would try first: a listed one, one character repeated, or the person's own address. */
export function isCommonPassword(password: string, email: string): boolean {
  const folded = fold(password);
  const [user = ''] = email.split('@');
  if (folded.length < 6) return true;
  if (new Set(folded).size <= 2 || common.has(folded)) return true;
  return folded === fold(email) || (user.length >= 4 && folded.replace(/\d+$/, '') === fold(user));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
