import { createRequire } from 'node:module';

/**
 * What people here would type first, without digits: the product, the place, offices, roles and common words.
 * Listed in docs/security.md as well (ASVS 6.1.2).
 */
const ownWords = [
  ...['nhipcau', 'langson', 'xulang', 'vietnam', 'tinhlangson', 'kycung', 'dongdang'],
  ...['ubnd', 'ubndtinh', 'sokhcn', 'skhcn', 'khcn', 'sokhoahoc', 'sokhoahoccongnghe', 'khoahoccongnghe'],
  ...['chuyendoiso', 'doimoisangtao', 'baitoanlon', 'nhucaucongnghe', 'danhmuc', 'vanban'],
  ...[
    'quantri',
    'quantrivien',
    'quantrihethong',
    'administrator',
    'chuyenvien',
    'canbo',
    'lanhdao',
    'truongphong',
  ],
  ...['matkhau', 'password', 'xinchao', 'welcome', 'letmein', 'changeme', 'doimatkhau', 'batdau'],
  ...['anhyeuem', 'emyeuanh', 'yeuem', 'yeuanh', 'yeuemnhieulam', 'iloveyou', 'abcdef', 'abcdefghijkl'],
];

/** Loaded with the first password that is set: no other command waits for it. */
let listed: ReadonlySet<string> | undefined;

/** Some 49,000 passwords of known leaks, the most frequent ones first in line. */
function leaked(): ReadonlySet<string> {
  if (listed) return listed;
  const load = createRequire(import.meta.url);
  const { dictionary } = load('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
  listed = new Set([...dictionary['passwords-common'].map(plain), ...ownWords]);
  return listed;
}

/**
 * True for a password somebody would try first: one of known leaks, or of words from here, also with digits before or
 * after and when written several times; a run of digits; the person's own address. Signs, case and diacritics do
 * not count, so that “Mat.Khau-123456” is caught as well.
 */
export function isCommonPassword(password: string, email: string): boolean {
  const folded = fold(password);
  if (folded.length < 6 || new Set(folded).size <= 2) return true;
  const word = onceOf(folded.replace(/^\d+|\d+$/g, ''));
  if (word.length < 4 || leaked().has(folded) || leaked().has(word)) return true;
  const [user = ''] = email.split('@');
  return folded === fold(email) || (user.length >= 4 && word === fold(user).replace(/^\d+|\d+$/g, ''));
}

/** The part of which a text is made by writing it several times: “langson” of “langsonlangson”; else the text. */
function onceOf(text: string): string {
  return /^(.+?)\1+$/.exec(text)?.[1] ?? text;
}

function plain(text: string): string {
  return /^[a-z0-9]*$/.test(text) ? text : fold(text);
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
