import type { Language } from '../../kernel/text.ts';
import { vnNorm } from '../../platform/search/index.ts';

/** Officially assigned codes of ISO 3166-1, without Viet Nam: foreign bodies come from elsewhere. */
const codes = [
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ',
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR',
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO',
  'JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR',
  'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO',
  'RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV',
  'TW TZ UA UG UM US UY UZ VA VC VE VG VI VU WF WS YE YT ZA ZM ZW',
].flatMap((line) => line.split(' '));

const named: Readonly<Record<Language, Intl.DisplayNames>> = {
  vi: new Intl.DisplayNames('vi', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** What people write of countries whose names in lists are others. */
const alsoCalled: Readonly<Record<string, string>> = {
  ...{ my: 'US', 'hop chung quoc hoa ky': 'US', usa: 'US', 'united states of america': 'US' },
  ...{ anh: 'GB', uk: 'GB', 'great britain': 'GB', england: 'GB', 'lien hiep anh': 'GB' },
  ...{ uc: 'AU', y: 'IT', nga: 'RU', 'lien bang nga': 'RU', 'russian federation': 'RU' },
  ...{ korea: 'KR', 'republic of korea': 'KR', 'dai han dan quoc': 'KR', 'nam han': 'KR' },
  ...{ 'cong hoa nhan dan trung hoa': 'CN', 'trung hoa': 'CN', "people's republic of china": 'CN' },
  ...{ nhat: 'JP', 'hong kong': 'HK', 'hong cong': 'HK', macau: 'MO', macao: 'MO', 'ma cao': 'MO' },
  ...{ 'czech republic': 'CZ', 'cong hoa sec': 'CZ', sec: 'CZ', holland: 'NL', 'the netherlands': 'NL' },
  ...{ uae: 'AE', 'lao pdr': 'LA', 'chdcnd lao': 'LA', 'cong hoa dan chu nhan dan lao': 'LA' },
  ...{
    'mien dien': 'MM',
    burma: 'MM',
    campuchia: 'KH',
    'cam pu chia': 'KH',
    turkey: 'TR',
    'tho nhi ky': 'TR',
  },
};

const plain = (text: string) => vnNorm(text).replace(/\s+/g, ' ').trim();

const codeOfName: ReadonlyMap<string, string> = new Map([
  ...codes.flatMap((code) =>
    [named.vi.of(code), named.en.of(code)].flatMap((name) =>
      name === undefined ? [] : [[plain(name), code] as const],
    ),
  ),
  ...Object.entries(alsoCalled).map(([name, code]) => [plain(name), code] as const),
]);

/**
 * The code of a country as somebody wrote it: its name in Vietnamese or English, or the code; null where it is none. In
 * capitals a code is meant: without their marks “Mỹ”, “Bỉ” and “Áo” are the codes of others.
 */
export function readCountry(typed: string): string | null {
  const word = typed.trim();
  if (codes.includes(word)) return word;
  return codeOfName.get(plain(word)) ?? codes.find((code) => code === word.toUpperCase()) ?? null;
}

/** The name of a country that is kept as its code; null for words from before codes were kept. */
export function countryName(language: Language, kept: string): string | null {
  return codes.includes(kept) ? (named[language].of(kept) ?? kept) : null;
}

/** All names, in the order of the language. */
export function countryNames(language: Language): readonly string[] {
  return codes.map((code) => named[language].of(code) ?? code).sort(new Intl.Collator(language).compare);
}
