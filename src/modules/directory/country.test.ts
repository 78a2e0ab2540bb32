import { expect, test } from 'vitest';
import { countryName, countryNames, readCountry } from './country.ts';

test.each([
  ['Hàn Quốc', 'KR'],
  ['han quoc', 'KR'],
  ['South Korea', 'KR'],
  ['kr', 'KR'],
  ['Mỹ', 'US'],
  ['my', 'US'],
  ['MY', 'MY'],
  ['Bỉ', 'BE'],
  ['bi', 'BE'],
  ['Áo', 'AT'],
  ['Ý', 'IT'],
  ['Hoa Kỳ', 'US'],
  ['USA', 'US'],
  ['Úc', 'AU'],
  ['  Đức ', 'DE'],
  ['Duc', 'DE'],
  ['Lào', 'LA'],
  ['France', 'FR'],
  ['Côte d’Ivoire', 'CI'],
])('“%s” is a country, whatever its marks', (typed, code) => expect(readCountry(typed)).toBe(code));

test.each(['', 'Xứ sở thần tiên', 'ZZ', 'EU', 'Việt Nam', 'VN', '__proto__', 'constructor'])(
  '“%s” is none that a foreign body comes from',
  (typed) => expect(readCountry(typed)).toBeNull(),
);

test('every name that is offered is read, in both languages, and what was written before stays as it is', () => {
  for (const language of ['vi', 'en'] as const)
    for (const name of countryNames(language)) expect(readCountry(name), name).not.toBeNull();
  expect(countryNames('vi')).toHaveLength(248);
  expect(countryName('vi', 'KR')).toBe('Hàn Quốc');
  expect(countryName('en', 'KR')).toBe('South Korea');
  expect(countryName('vi', 'Đại Hàn')).toBeNull();
});
