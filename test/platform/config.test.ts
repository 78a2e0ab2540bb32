import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, WrongSettings } from '../../src/platform/config.ts';

const directory = () => mkdtempSync(join(tmpdir(), 'nhipcau-config-'));

test('without any setting the product serves itself on port 8080 with the sample', () => {
  const config = readConfig({ DATA_DIR: directory() });
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', sample: 'langson', databaseUrl: undefined });
  expect(config.baseUrl.origin).toBe('http://localhost:8080');
});

test('every wrong setting is named at once with what to write instead', () => {
  try {
    readConfig({ DATA_DIR: directory(), PORT: 'tám nghìn', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect.unreachable('these settings cannot be used');
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    expect(error.problems.map(({ vi }) => vi).join('\n')).toMatch(/PORT.*\n.*DATABASE_URL.*\n.*LOG_LEVEL/);
  }
});

test('what is kept of people is kept no shorter than the law has it', () => {
  expect(() => readConfig({ DATA_DIR: directory(), KEEP_EVENT_DETAILS: '30', KEEP_LOOKS: 'mãi' })).toThrow(
    /KEEP_EVENT_DETAILS.*366.*KEEP_LOOKS/s,
  );
  expect(readConfig({ DATA_DIR: directory(), KEEP_LETTERS: '30' }).retention.letters).toBe(30);
});

test('an empty setting counts as not given', () => {
  expect(readConfig({ DATA_DIR: directory(), PORT: '', DATABASE_URL: '' }).port).toBe(8080);
});

test('the key is made once, readable by its owner only, and kept', () => {
  const dataDir = directory();
  const first = readConfig({ DATA_DIR: dataDir }).secretKey;
  expect(readConfig({ DATA_DIR: dataDir }).secretKey).toBe(first);
  expect(readFileSync(join(dataDir, 'secret-key'), 'utf8')).toBe(first);
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
});

test('with an outside database the key must be given, since several processes share it', () => {
  const outside = { DATA_DIR: directory(), DATABASE_URL: 'postgresql://a:b@localhost/c' };
  expect(() => readConfig(outside)).toThrow(/SECRET_KEY/);
  expect(readConfig({ ...outside, SECRET_KEY: 'k'.repeat(32) }).sample).toBe('none');
});

test('a data directory that cannot be written is a wrong setting, told with its path', () => {
  const file = join(directory(), 'tệp');
  writeFileSync(file, '');
  expect(() => readConfig({ DATA_DIR: join(file, 'data') })).toThrow(WrongSettings);
  expect(() => readConfig({ DATA_DIR: join(file, 'data') })).toThrow(/DATA_DIR.*tệp\/data/);
});

test('nothing half made is left beside the key', () => {
  const dataDir = directory();
  readConfig({ DATA_DIR: dataDir });
  expect(readdirSync(dataDir)).toEqual(['secret-key']);
});

const vneid = {
  OIDC_PROVIDERS: 'vneid',
  OIDC_VNEID_ISSUER: 'https://vneid.example.vn/oidc',
  OIDC_VNEID_CLIENT_ID: 'nhipcau',
  OIDC_VNEID_CLIENT_SECRET: 'a secret',
  OIDC_VNEID_LABEL: 'VNeID',
  OIDC_VNEID_AUDIENCE: 'citizens',
};

test('a provider to sign in with is told by its settings; what is not set has its usual value', () => {
  expect(readConfig({ DATA_DIR: directory() }).identityProviders).toEqual([]);
  const [provider] = readConfig({ DATA_DIR: directory(), ...vneid }).identityProviders;
  expect(provider).toMatchObject({
    ...{ name: 'vneid', label: { vi: 'VNeID', en: 'VNeID' }, scopes: 'openid email profile' },
    claims: { sub: 'sub', email: 'email', emailVerified: 'email_verified', name: 'name' },
    ...{ audience: 'citizens', secondFactor: [], registers: true, trustsEmail: false },
  });
  const officers = { ...vneid, OIDC_VNEID_AUDIENCE: 'officers', OIDC_VNEID_LEVEL: 'mfa, LoA3' };
  const map = { OIDC_VNEID_CLAIMS: 'sub=so_dinh_danh,name=ho_ten,number=cccd' };
  expect(readConfig({ DATA_DIR: directory(), ...officers, ...map }).identityProviders[0]).toMatchObject({
    claims: { sub: 'so_dinh_danh', email: null, name: 'ho_ten' },
    ...{ registers: false, secondFactor: ['mfa', 'LoA3'] },
  });
});

test('every wrong setting of a provider is named at once, beside those of others', () => {
  const wrong = {
    ...{ ...vneid, PORT: 'tám nghìn', OIDC_PROVIDERS: 'vneid,coquan' },
    OIDC_VNEID_CLAIMS: 'sub=sub,phone=phone',
    OIDC_VNEID_TRUSTS_EMAIL: 'maybe',
    OIDC_COQUAN_ISSUER: 'http://dang-nhap.example.vn',
    OIDC_COQUAN_CLIENT_ID: 'nhipcau',
    OIDC_COQUAN_LABEL: 'Tài khoản cơ quan',
    OIDC_COQUAN_AUDIENCE: 'everybody',
  };
  expect(problemsOf({ DATA_DIR: directory(), ...wrong })).toEqual([
    expect.stringMatching(/^Thiết lập PORT chưa đúng/),
    expect.stringMatching(/^Thiết lập OIDC_VNEID_CLAIMS chưa đúng: cần dạng sub=sub/),
    expect.stringMatching(/^Thiết lập OIDC_VNEID_TRUSTS_EMAIL chưa đúng/),
    expect.stringMatching(/^Thiết lập OIDC_COQUAN_ISSUER chưa đúng: cần địa chỉ https/),
    expect.stringMatching(/^Thiếu thiết lập OIDC_COQUAN_CLIENT_SECRET/),
    expect.stringMatching(/^Thiết lập OIDC_COQUAN_AUDIENCE chưa đúng/),
  ]);
});

test.each(['VNeID', 'vneid,vneid', 'co-quan', '1a', 'công'])('“%s” names no providers', (names) => {
  const problems = problemsOf({ DATA_DIR: directory(), ...vneid, OIDC_PROVIDERS: names });
  expect(problems).toEqual([expect.stringMatching(/^Thiết lập OIDC_PROVIDERS chưa đúng/)]);
});

test('plain HTTP leads to a provider on this machine alone; officers open no account by themselves', () => {
  const of = (more: Record<string, string>) => readConfig({ DATA_DIR: directory(), ...vneid, ...more });
  expect(of({ OIDC_VNEID_ISSUER: 'http://localhost:9/x' }).identityProviders).toHaveLength(1);
  for (const issuer of ['http://10.0.0.1', 'https://a.vn/?x=1', 'https://u:p@a.vn', 'ftp://a.vn', 'vneid'])
    expect(() => of({ OIDC_VNEID_ISSUER: issuer }), issuer).toThrow(/OIDC_VNEID_ISSUER/);
  const officers = { OIDC_VNEID_AUDIENCE: 'officers', OIDC_VNEID_REGISTERS: 'true' };
  expect(() => of(officers)).toThrow(/OIDC_VNEID_REGISTERS.*quản trị viên/);
});

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems.map(({ vi }) => vi);
    throw error;
  }
  return [];
}
test.each([
  ['SCANNER_URL', 'tcp://127.0.0.1:3310', 'clamd.ctl'],
  ['SCANNER_URL', 'unix:///run/clamav/clamd.ctl', 'http://127.0.0.1'],
  ['MAIL_RETURN', 'thu-tra-lai@langson.gov.vn', 'mot-ten-dai-hon-hai-muoi-bon@langson.gov.vn'],
])('%s takes “%s”, and “%s” is refused', (name, right, wrong) => {
  expect(() => readConfig({ DATA_DIR: directory(), [name]: right })).not.toThrow();
  expect(() => readConfig({ DATA_DIR: directory(), [name]: wrong })).toThrow(name);
});
