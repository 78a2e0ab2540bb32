import { describe, expect, test } from 'vitest';
import { base32, codeOf, matchingStep, otpauthUri, stepOf, usableCode } from './totp.ts';

const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

// RFC 6238, appendix B, the last six of its eight digits
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %s seconds the code is that of the standard', (seconds, code) => {
  expect(codeOf(secret, stepOf(at(seconds)))).toBe(code);
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('“%s” is %s in base 32', (text, written) => {
  expect(base32(Buffer.from(text))).toBe(written);
});

describe('a code', () => {
  const now = at(1_111_111_109);
  const step = stepOf(now);

  test('is taken with a clock that is one step early or late, and no more', () => {
    for (const [away, taken] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const)
      expect(matchingStep(secret, codeOf(secret, step + away), now, 0), String(away)).toBe(
        taken ? step + away : null,
      );
  });

  test('may be typed with spaces, and is nothing else than six digits', () => {
    expect(matchingStep(secret, ' 081 804 ', now, 0)).toBe(step);
    for (const typed of ['', '81804', '0818045', '０８１８０４', '081804x', 'x'.repeat(10_000)])
      expect(matchingStep(secret, typed, now, 0)).toBeNull();
  });

  test('that was taken, or is older than one taken, is none', () => {
    expect(matchingStep(secret, codeOf(secret, step), now, step)).toBeNull();
    expect(matchingStep(secret, codeOf(secret, step - 1), now, step)).toBeNull();
    expect(matchingStep(secret, codeOf(secret, step + 1), now, step)).toBe(step + 1);
    expect(usableCode(secret, now, step)).toBe(codeOf(secret, step + 1));
  });
});

test('the address for applications names issuer, account and secret', () => {
  const uri = new URL(otpauthUri(secret, 'Nhịp Cầu Lạng Sơn', 'lan@example.vn'));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(uri.searchParams.get('issuer')).toBe('Nhịp Cầu Lạng Sơn');
});
