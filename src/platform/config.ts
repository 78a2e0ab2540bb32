import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type LocalDate, parseLocalDate } from '../kernel/dates.ts';
import type { Text } from '../kernel/text.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import { type IdentityProvider, readIdentityProviders } from './identity-providers.ts';
import { type Retention, readRetention } from './retention.ts';
import { readOrMakeSecret } from './secret-file.ts';

/** Settings of one running instance, checked at start. Their names are a stable interface (docs/operations.md, "Settings"). */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin under which people reach the product; links and the foreign-post check rely on it. */
  readonly baseUrl: URL;
  readonly dataDir: string;
  /** undefined: the embedded server */
  readonly databaseUrl: string | undefined;
  /** Seconds one statement may take while somebody waits for a page. */
  readonly databaseTimeout: number;
  /** Exports made by the clock or on the administrators' page. */
  readonly backup: BackupSettings;
  /** Costly pages a minute for one network without an account, beyond those that are at hand; null: not counted. */
  readonly pageRate: number | null;
  /** What programs may ask of the public API; null: as much as they like. */
  readonly apiRates: ApiRates;
  /** Whether visitors may keep public pages on their devices; off, workers there remove themselves. */
  readonly offlineReading: boolean;
  readonly sample: 'langson' | 'none';
  /** Signs what forms carry; 32 characters or more. */
  readonly secretKey: string;
  /** Whether whoever holds a role other than applicant needs a second factor, or may do without. */
  readonly secondFactor: 'required' | 'offered';
  readonly smtpUrl: string | undefined;
  /** The address letters come from. */
  readonly mailFrom: string;
  /** Where people may sign in beside a password, in the order they are offered. */
  readonly identityProviders: readonly IdentityProvider[];
  /** The mailbox mails come back to that cannot be delivered; undefined: nobody reads them. */
  readonly mailReturn: string | undefined;
  /** ClamAV's daemon, which looks through what comes from outside; undefined: nobody does. */
  readonly scannerUrl: string | undefined;
  /** The licence under which what is published may be used again: its address. */
  readonly openDataLicence: string;
  /** Whether the X-Forwarded-For of the proxy in front is believed. */
  readonly trustProxy: boolean;
  /** Working days within which a question of the public is to be answered. */
  readonly questionDays: number;
  /** Working days within which a request about personal data is to be answered. */
  readonly dataRequestDays: number;
  /** Days for which a password that an administrator hands over opens the account. */
  readonly firstPasswordDays: number;
  /** Days by which the term to carry one out may be extended, once. */
  readonly dataExtensionDays: Readonly<
    Record<'erasure' | 'correction' | 'restriction' | 'withdrawal', number>
  >;
  /** Days for which what is kept of people is kept. */
  readonly retention: Retention;
  /** Days a public consultation should last at least; of a shorter one officers are warned. */
  readonly consultationDays: number;
  /** Days off and swapped working days beside those of the law. */
  readonly calendar: WorkCalendar;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly production: boolean;
}

export interface ApiRates {
  /** Requests in a minute from one network address without a key. */
  readonly addressMinute: number | null;
  /** Requests of one key, in a minute and in a day. */
  readonly keyMinute: number | null;
  readonly keyDay: number | null;
}

export interface BackupSettings {
  /** Where they are kept, each in a directory of its own. */
  readonly directory: string;
  /** The hour of the day in Vietnam at which one is made; null: only when asked for. */
  readonly hour: number | null;
  /** How many are kept; older ones are removed. */
  readonly keep: number;
  /** Days from one rehearsal of restoring to the next, each after the export of its night; null: only when asked for. */
  readonly rehearseDays: number | null;
}

/** Every wrong setting at once, each with what to write instead. */
export class WrongSettings extends Error {
  readonly problems: readonly Text[];
  constructor(problems: readonly Text[]) {
    super(problems.map((problem) => problem.vi).join('\n'));
    this.name = 'WrongSettings';
    this.problems = problems;
  }
}

const optionalUrl = (schemes: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.replace(':', '')))
    .optional();

/** Characters before the @ that leave room for a mail's own part: 64 in all (RFC 5321). */
const mostReturnName = 24;
/** Days as `2026-08-31 2027-02-04`, parted by spaces or commas. */
const days = z
  .string()
  .default('')
  .transform((text, context): ReadonlySet<LocalDate> => {
    const read = text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(parseLocalDate);
    const known = read.filter((day) => day !== null);
    if (known.length < read.length) context.addIssue({ code: 'custom', message: 'days' });
    return new Set(known);
  });
const rate = (usual: number) =>
  z.union([z.literal('off'), z.coerce.number().int().min(1).max(100_000_000)]).default(usual);

const settings = {
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: optionalUrl(['http', 'https']),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: optionalUrl(['postgres', 'postgresql']),
  DATABASE_TIMEOUT: z.coerce.number().int().min(1).max(600).default(15),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_HOUR: z.union([z.literal('off'), z.coerce.number().int().min(0).max(23)]).default(2),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1000).default(7),
  BACKUP_REHEARSE_DAYS: z.union([z.literal('off'), z.coerce.number().int().min(1).max(366)]).default(7),
  API_RATE: rate(120),
  API_KEY_RATE: rate(1_200),
  API_KEY_DAY: rate(100_000),
  OFFLINE_READING: z.enum(['on', 'off']).default('on'),
  NHIPCAU_SAMPLE: z.enum(['langson', 'none']).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  SECOND_FACTOR: z.enum(['required', 'offered']).default('required'),
  SMTP_URL: optionalUrl(['smtp', 'smtps']),
  MAIL_FROM: z.email().optional(),
  MAIL_RETURN: z
    .email()
    .refine((address) => address.lastIndexOf('@') <= mostReturnName)
    .optional(),
  SCANNER_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^(tcp:\/\/[^/]+|unix:\/\/\/.+)$/.test(text))
    .optional(),
  OPEN_DATA_LICENCE: optionalUrl(['https', 'http']),
  TRUST_PROXY: z.enum(['true', 'false', '1', '0', '']).default('false'),
  CONSULTATION_DAYS: z.coerce.number().int().min(1).max(365).default(20),
  QUESTION_DAYS: z.coerce.number().int().min(1).max(90).default(10),
  DATA_REQUEST_DAYS: z.coerce.number().int().min(1).max(2).default(2),
  FIRST_PASSWORD_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  PAGE_RATE: rate(600),
  DATA_EXTENSION_STOP: z.coerce.number().int().min(1).max(15).default(15),
  DATA_EXTENSION_CORRECT: z.coerce.number().int().min(1).max(15).default(10),
  DATA_EXTENSION_ERASE: z.coerce.number().int().min(1).max(30).default(20),
  DAYS_OFF: days,
  DAYS_WORKED: days,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

const expectations: Readonly<Record<keyof typeof settings, Text>> = {
  PORT: { vi: 'một số từ 0 đến 65535, ví dụ 8080', en: 'a number from 0 to 65535, such as 8080' },
  HOST: { vi: 'địa chỉ để lắng nghe, ví dụ 127.0.0.1', en: 'the address to listen on, such as 127.0.0.1' },
  BASE_URL: { vi: 'một địa chỉ http:// hoặc https://', en: 'an http:// or https:// address' },
  DATA_DIR: { vi: 'đường dẫn thư mục', en: 'a directory' },
  DATABASE_URL: {
    vi: 'dạng postgresql://người-dùng:mật-khẩu@máy-chủ/cơ-sở-dữ-liệu',
    en: 'of the form postgresql://user:password@host/database',
  },
  DATABASE_TIMEOUT: {
    vi: 'số giây từ 1 đến 600, ví dụ 15',
    en: 'a number of seconds from 1 to 600, such as 15',
  },
  BACKUP_DIR: { vi: 'đường dẫn thư mục', en: 'a directory' },
  BACKUP_HOUR: { vi: 'giờ từ 0 đến 23, hoặc “off”', en: 'an hour from 0 to 23, or “off”' },
  BACKUP_KEEP: { vi: 'số bản xuất được giữ, từ 1 đến 1000', en: 'how many exports are kept, from 1 to 1000' },
  BACKUP_REHEARSE_DAYS: {
    vi: 'số ngày giữa hai lần diễn tập khôi phục, từ 1 đến 366, hoặc “off”',
    en: 'the days between two rehearsals of restoring, from 1 to 366, or “off”',
  },
  API_RATE: { vi: 'số lượt mỗi phút, hoặc “off”', en: 'a number of requests a minute, or “off”' },
  API_KEY_RATE: { vi: 'số lượt mỗi phút, hoặc “off”', en: 'a number of requests a minute, or “off”' },
  API_KEY_DAY: { vi: 'số lượt mỗi ngày, hoặc “off”', en: 'a number of requests a day, or “off”' },
  OFFLINE_READING: { vi: '“on” hoặc “off”', en: '“on” or “off”' },
  NHIPCAU_SAMPLE: { vi: '“langson” hoặc “none”', en: '“langson” or “none”' },
  SECRET_KEY: { vi: 'ít nhất 32 ký tự ngẫu nhiên', en: 'at least 32 random characters' },
  SECOND_FACTOR: { vi: '“required” hoặc “offered”', en: '“required” or “offered”' },
  SMTP_URL: { vi: 'dạng smtp://máy-chủ:587', en: 'of the form smtp://host:587' },
  MAIL_FROM: { vi: 'một địa chỉ thư, ví dụ nhipcau@langson.gov.vn', en: 'an e-mail address' },
  MAIL_RETURN: {
    vi: 'một địa chỉ thư có phần trước @ không quá 24 ký tự, ví dụ thu-tra-lai@langson.gov.vn',
    en: 'an e-mail address with at most 24 characters before the @',
  },
  SCANNER_URL: {
    vi: 'dạng tcp://máy-chủ:3310 hoặc unix:///run/clamav/clamd.ctl',
    en: 'of the form tcp://host:3310 or unix:///run/clamav/clamd.ctl',
  },
  OPEN_DATA_LICENCE: {
    vi: 'địa chỉ của một giấy phép, ví dụ https://creativecommons.org/licenses/by/4.0/',
    en: 'the address of a licence, such as https://creativecommons.org/licenses/by/4.0/',
  },
  TRUST_PROXY: { vi: '“true” hoặc “false”', en: '“true” or “false”' },
  CONSULTATION_DAYS: {
    vi: 'số ngày từ 1 đến 365, ví dụ 20',
    en: 'a number of days from 1 to 365, such as 20',
  },
  QUESTION_DAYS: {
    vi: 'số ngày làm việc từ 1 đến 90, ví dụ 10',
    en: 'a number of working days from 1 to 90, such as 10',
  },
  DATA_REQUEST_DAYS: {
    vi: 'số ngày làm việc, 1 hoặc 2 (pháp luật cho nhiều nhất 2)',
    en: 'a number of working days, 1 or 2 (the law allows 2 at most)',
  },
  FIRST_PASSWORD_DAYS: { vi: 'số ngày từ 1 đến 90, ví dụ 7', en: 'a number of days from 1 to 90, such as 7' },
  PAGE_RATE: { vi: 'số lượt mỗi phút, hoặc “off”', en: 'a number of pages a minute, or “off”' },
  DATA_EXTENSION_STOP: {
    vi: 'số ngày từ 1 đến 15, ví dụ 15',
    en: 'a number of days from 1 to 15, such as 15',
  },
  DATA_EXTENSION_CORRECT: {
    vi: 'số ngày từ 1 đến 15, ví dụ 10',
    en: 'a number of days from 1 to 15, such as 10',
  },
  DATA_EXTENSION_ERASE: {
    vi: 'số ngày từ 1 đến 30, ví dụ 20',
    en: 'a number of days from 1 to 30, such as 20',
  },
  DAYS_OFF: {
    vi: 'các ngày dạng 2026-08-31, cách nhau bằng dấu cách',
    en: 'days such as 2026-08-31, parted by spaces',
  },
  DAYS_WORKED: {
    vi: 'các ngày dạng 2026-08-22, cách nhau bằng dấu cách',
    en: 'days such as 2026-08-22, parted by spaces',
  },
  LOG_LEVEL: {
    vi: 'một trong trace, debug, info, warn, error, silent',
    en: 'one of trace, debug, info, warn, error, silent',
  },
};

/**
 * Reads the settings from the environment. With the embedded database a missing SECRET_KEY is made once and kept
 * in DATA_DIR; with an outside database it must be given, since several instances share it.
 *
 * Throws WrongSettings naming every setting that cannot be used.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { providers, problems: wrongProviders } = readIdentityProviders(given);
  const { retention, problems: wrongPeriods } = readRetention(given);
  const problems: Text[] = [];
  const read = z.object(settings).safeParse(given);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const name = issue.path[0] as keyof typeof settings;
      problems.push({
        vi: `Thiết lập ${name} chưa đúng: cần ${expectations[name].vi}.`,
        en: `Setting ${name} is wrong: it takes ${expectations[name].en}.`,
      });
    }
  }
  if (!read.success || wrongProviders.length + wrongPeriods.length > 0)
    throw new WrongSettings([...problems, ...wrongProviders, ...wrongPeriods]);
  const value = read.data;
  const dataDir = resolve(value.DATA_DIR);
  const baseUrl = new URL(value.BASE_URL ?? `http://localhost:${value.PORT}`);
  return {
    port: value.PORT,
    host: value.HOST,
    baseUrl,
    dataDir,
    databaseUrl: value.DATABASE_URL,
    databaseTimeout: value.DATABASE_TIMEOUT,
    backup: {
      directory: resolve(value.BACKUP_DIR ?? join(dataDir, 'exports')),
      hour: value.BACKUP_HOUR === 'off' ? null : value.BACKUP_HOUR,
      keep: value.BACKUP_KEEP,
      rehearseDays: value.BACKUP_REHEARSE_DAYS === 'off' ? null : value.BACKUP_REHEARSE_DAYS,
    },
    apiRates: {
      addressMinute: value.API_RATE === 'off' ? null : value.API_RATE,
      keyMinute: value.API_KEY_RATE === 'off' ? null : value.API_KEY_RATE,
      keyDay: value.API_KEY_DAY === 'off' ? null : value.API_KEY_DAY,
    },
    offlineReading: value.OFFLINE_READING === 'on',
    sample: value.NHIPCAU_SAMPLE ?? (value.DATABASE_URL ? 'none' : 'langson'),
    secretKey: value.SECRET_KEY ?? keptSecret(dataDir, value.DATABASE_URL),
    secondFactor: value.SECOND_FACTOR,
    smtpUrl: value.SMTP_URL,
    identityProviders: providers,
    mailFrom: value.MAIL_FROM ?? `nhipcau@${baseUrl.hostname}`,
    mailReturn: value.MAIL_RETURN,
    scannerUrl: value.SCANNER_URL,
    openDataLicence: value.OPEN_DATA_LICENCE ?? 'https://creativecommons.org/licenses/by/4.0/',
    trustProxy: value.TRUST_PROXY === 'true' || value.TRUST_PROXY === '1',
    questionDays: value.QUESTION_DAYS,
    dataRequestDays: value.DATA_REQUEST_DAYS,
    firstPasswordDays: value.FIRST_PASSWORD_DAYS,
    pageRate: value.PAGE_RATE === 'off' ? null : value.PAGE_RATE,
    dataExtensionDays: {
      ...{ withdrawal: value.DATA_EXTENSION_STOP, restriction: value.DATA_EXTENSION_STOP },
      ...{ correction: value.DATA_EXTENSION_CORRECT, erasure: value.DATA_EXTENSION_ERASE },
    },
    retention,
    consultationDays: value.CONSULTATION_DAYS,
    calendar: { off: value.DAYS_OFF, worked: value.DAYS_WORKED },
    logLevel: value.LOG_LEVEL,
    production: environment.NODE_ENV === 'production',
  };
}

function keptSecret(dataDir: string, databaseUrl: string | undefined): string {
  if (databaseUrl) {
    throw new WrongSettings([
      {
        vi: 'Thiếu thiết lập SECRET_KEY: khi dùng DATABASE_URL phải đặt SECRET_KEY (ít nhất 32 ký tự ngẫu nhiên, giống nhau ở mọi tiến trình).',
        en: 'SECRET_KEY is missing: with DATABASE_URL it must be set (at least 32 random characters, the same for every process).',
      },
    ]);
  }
  try {
    return readOrMakeSecret(join(dataDir, 'secret-key'), 32);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code || !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT'].includes(code))
      throw error;
    throw new WrongSettings([
      {
        vi: `Thiết lập DATA_DIR chưa dùng được: không ghi được vào ${dataDir} (${code}). Hãy cấp quyền ghi cho tài khoản đang chạy, hoặc đặt DATA_DIR sang thư mục khác.`,
        en: `Setting DATA_DIR cannot be used: ${dataDir} cannot be written (${code}). Give the running account the right to write it, or set DATA_DIR to another directory.`,
      },
    ]);
  }
}
