import { z } from 'zod';
import type { Text } from '../kernel/text.ts';

/** A service people sign in at once for many products: any provider of OpenID Connect. */
export interface IdentityProvider {
  /** Stands in settings, addresses and events: `vneid`. */
  readonly name: string;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly label: Text;
  /** Separated by spaces, `openid` among them. */
  readonly scopes: string;
  /** Which claim says what; null: the provider does not say it. */
  readonly claims: ClaimsMap;
  readonly audience: 'citizens' | 'officers';
  /** Values of `acr` or `amr` that count as a second factor. */
  readonly secondFactor: readonly string[];
  /** Whether a first sign-in may open an account. */
  readonly registers: boolean;
  /** Whether its addresses are taken as proven, and so lead to the account that has one. */
  readonly trustsEmail: boolean;
}

export interface ClaimsMap {
  readonly sub: string;
  readonly email: string | null;
  readonly emailVerified: string;
  readonly name: string | null;
}

const providerName = /^[a-z][a-z0-9]{0,19}$/;
const switchValues = { true: true, '1': true, false: false, '0': false } as const;
const yesOrNo = z.enum(Object.keys(switchValues) as (keyof typeof switchValues)[]);
const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);
const oneLine = z.string().trim().min(1).max(60);

const settings = {
  ISSUER: z.string().refine(isIssuer),
  CLIENT_ID: z.string().min(1).max(200),
  CLIENT_SECRET: z.string().min(1).max(500),
  LABEL: oneLine,
  LABEL_EN: oneLine.optional(),
  SCOPES: z
    .string()
    .refine((text) => words(text).includes('openid') && /^[\x21-\x7e ]+$/.test(text))
    .default('openid email profile'),
  CLAIMS: z
    .string()
    .refine((text) => readClaims(text) !== null)
    .default('sub=sub,email=email,name=name'),
  AUDIENCE: z.enum(['citizens', 'officers']),
  LEVEL: z.string().max(500).default(''),
  REGISTERS: yesOrNo.optional(),
  TRUSTS_EMAIL: yesOrNo.default('false'),
};

const expectations: Readonly<Record<keyof typeof settings, Text>> = {
  ISSUER: {
    vi: 'địa chỉ https:// của nhà cung cấp, không có phần sau dấu ? hoặc # (http:// chỉ dùng được cho chính máy này)',
    en: 'the https:// address of the provider, without ? or # (http:// only for this very machine)',
  },
  CLIENT_ID: { vi: 'mã ứng dụng nhà cung cấp đã cấp', en: 'the client id the provider has given' },
  CLIENT_SECRET: { vi: 'khóa ứng dụng nhà cung cấp đã cấp', en: 'the client secret the provider has given' },
  LABEL: { vi: 'tên người dùng đọc được, ví dụ VNeID', en: 'the name people read, such as VNeID' },
  LABEL_EN: { vi: 'tên tiếng Anh, tối đa 60 ký tự', en: 'the English name, 60 characters at most' },
  SCOPES: {
    vi: 'các phạm vi cách nhau bằng dấu cách, có openid',
    en: 'scopes separated by spaces, openid among them',
  },
  CLAIMS: {
    vi: 'dạng sub=sub,email=email,name=name; bên trái chỉ dùng sub, email, email_verified, name, number',
    en: 'of the form sub=sub,email=email,name=name; only sub, email, email_verified, name and number may stand at the left',
  },
  AUDIENCE: { vi: '“citizens” hoặc “officers”', en: '“citizens” or “officers”' },
  LEVEL: {
    vi: 'các giá trị acr hoặc amr được tính là yếu tố thứ hai, cách nhau bằng dấu phẩy',
    en: 'the values of acr or amr that count as a second factor, separated by commas',
  },
  REGISTERS: { vi: '“true” hoặc “false”', en: '“true” or “false”' },
  TRUSTS_EMAIL: { vi: '“true” hoặc “false”', en: '“true” or “false”' },
};

/** The providers that `OIDC_PROVIDERS` names, and every setting of theirs that cannot be used. Asks no network. */
export function readIdentityProviders(given: Readonly<Record<string, string | undefined>>): {
  readonly providers: readonly IdentityProvider[];
  readonly problems: readonly Text[];
} {
  const providers: IdentityProvider[] = [];
  const problems: Text[] = [];
  const names = words(given.OIDC_PROVIDERS ?? '');
  if (names.some((name) => !providerName.test(name)) || new Set(names).size < names.length)
    return { providers, problems: [wrongNames] };
  for (const name of names) {
    const prefix = `OIDC_${name.toUpperCase()}_`;
    const read = z
      .object(settings)
      .safeParse(Object.fromEntries(Object.keys(settings).map((key) => [key, given[`${prefix}${key}`]])));
    if (read.success && !(read.data.AUDIENCE === 'officers' && isYes(read.data.REGISTERS)))
      providers.push(providerOf(name, read.data));
    else if (read.success) problems.push(officersRegister(prefix));
    else
      for (const key of new Set(read.error.issues.map(({ path }) => path[0] as keyof typeof settings)))
        problems.push(wrongSetting(`${prefix}${key}`, given[`${prefix}${key}`], expectations[key]));
  }
  return { providers, problems };
}

function providerOf(name: string, read: z.output<z.ZodObject<typeof settings>>): IdentityProvider {
  return {
    name,
    issuer: new URL(read.ISSUER),
    clientId: read.CLIENT_ID,
    clientSecret: read.CLIENT_SECRET,
    label: { vi: read.LABEL.normalize('NFC'), en: (read.LABEL_EN ?? read.LABEL).normalize('NFC') },
    scopes: words(read.SCOPES).join(' '),
    claims: readClaims(read.CLAIMS) ?? {
      sub: 'sub',
      email: null,
      emailVerified: 'email_verified',
      name: null,
    },
    audience: read.AUDIENCE,
    secondFactor: words(read.LEVEL),
    registers: read.REGISTERS === undefined ? read.AUDIENCE === 'citizens' : isYes(read.REGISTERS),
    trustsEmail: isYes(read.TRUSTS_EMAIL),
  };
}

function isYes(value: keyof typeof switchValues | undefined): boolean {
  return value !== undefined && switchValues[value];
}

/** Over plain HTTP anybody on the way could say who somebody is: it is for trials on one machine. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(text);
  if (search !== '' || hash !== '' || username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** `number`, the personal identification number, may stand in a map others use as well: it is never asked for. */
const mapped = ['sub', 'email', 'email_verified', 'name', 'number'];

function readClaims(text: string): ClaimsMap | null {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => /^([a-z_]+)\s*=\s*([\w.:/-]{1,200})$/.exec(pair));
  const map = new Map<string, string>();
  for (const pair of pairs) {
    const [, key = '', claim = ''] = pair ?? [];
    if (!mapped.includes(key) || map.has(key)) return null;
    map.set(key, claim);
  }
  return {
    sub: map.get('sub') ?? 'sub',
    email: map.get('email') ?? null,
    emailVerified: map.get('email_verified') ?? 'email_verified',
    name: map.get('name') ?? null,
  };
}

function wrongSetting(name: string, value: string | undefined, expected: Text): Text {
  return value === undefined
    ? {
        vi: `Thiếu thiết lập ${name}: cần ${expected.vi}.`,
        en: `Setting ${name} is missing: it takes ${expected.en}.`,
      }
    : {
        vi: `Thiết lập ${name} chưa đúng: cần ${expected.vi}.`,
        en: `Setting ${name} is wrong: it takes ${expected.en}.`,
      };
}

const wrongNames: Text = {
  vi: 'Thiết lập OIDC_PROVIDERS chưa đúng: cần các tên khác nhau gồm chữ thường không dấu và chữ số (bắt đầu bằng chữ, tối đa 20 ký tự), cách nhau bằng dấu phẩy, ví dụ vneid,coquan.',
  en: 'Setting OIDC_PROVIDERS is wrong: it takes different names of small letters and figures (a letter first, 20 characters at most), separated by commas, such as vneid,coquan.',
};

function officersRegister(prefix: string): Text {
  return {
    vi: `Thiết lập ${prefix}REGISTERS chưa đúng: tài khoản của cán bộ do quản trị viên mở, nên cần “false” khi ${prefix}AUDIENCE là “officers”.`,
    en: `Setting ${prefix}REGISTERS is wrong: administrators open the accounts of officers, so it takes “false” where ${prefix}AUDIENCE is “officers”.`,
  };
}
