import type { Text } from '../kernel/text.ts';
import type { Transaction } from './database/open.ts';
import type { Services } from './services.ts';

interface Period {
  /** The name of its setting, in days. */
  readonly setting: string;
  readonly days: number;
  /** Fewer are refused: a law, or what the product needs to work. */
  readonly least: number;
  /** Why so long. */
  readonly why: Text;
}

/** How long what is kept of people is kept; each is a setting, and a nightly job carries all of them out. */
export const periods = {
  sessions: {
    ...{ setting: 'KEEP_SESSIONS', days: 30, least: 1 },
    why: { vi: 'để nhận ra phiên lạ', en: 'to notice strange sessions' },
  },
  signIns: {
    ...{ setting: 'KEEP_SIGN_INS', days: 182, least: 30 },
    why: {
      vi: 'đủ để tìm ra việc gì đã xảy ra với tài khoản',
      en: 'long enough to find out what happened to an account',
    },
  },
  devices: {
    ...{ setting: 'KEEP_DEVICES', days: 365, least: 30 },
    why: { vi: 'để báo khi có trình duyệt lạ', en: 'to tell of browsers that are not known' },
  },
  invitations: {
    ...{ setting: 'KEEP_INVITATIONS', days: 30, least: 1 },
    why: { vi: 'xong việc mời thì không cần nữa', en: 'of no use once it has ended' },
  },
  refusedRegistrations: {
    ...{ setting: 'KEEP_REFUSED_REGISTRATIONS', days: 365, least: 30 },
    why: { vi: 'để giải quyết khiếu nại về việc từ chối', en: 'for complaints about the refusal' },
  },
  closedAccounts: {
    ...{ setting: 'KEEP_CLOSED_ACCOUNTS', days: 730, least: 30 },
    why: {
      vi: 'người dùng có thể quay lại; đủ 24 tháng của Nghị định 333/2026/NĐ-CP',
      en: 'the person may come back; the 24 months of Decree 333/2026',
    },
  },
  eventDetails: {
    ...{ setting: 'KEEP_EVENT_DETAILS', days: 366, least: 366 },
    why: {
      vi: 'nhật ký hệ thống giữ ít nhất 12 tháng (Nghị định 333/2026/NĐ-CP, Điều 16)',
      en: 'logs are kept 12 months at least (Decree 333/2026, Article 16)',
    },
  },
  looks: {
    ...{ setting: 'KEEP_LOOKS', days: 730, least: 366 },
    why: {
      vi: 'để người có dữ liệu và thanh tra kiểm lại; ít nhất 12 tháng như nhật ký hệ thống',
      en: 'for those whose data they are and for inspectors; 12 months at least, as logs',
    },
  },
  questionDrafts: {
    ...{ setting: 'KEEP_QUESTION_DRAFTS', days: 30, least: 1 },
    why: { vi: 'để gõ tiếp lần sau', en: 'to go on typing another day' },
  },
  workbooks: {
    ...{ setting: 'KEEP_WORKBOOKS', days: 90, least: 7 },
    why: {
      vi: 'để xem lại tệp đã gửi khi có thắc mắc',
      en: 'to look at what was sent when there are doubts',
    },
  },
  news: {
    ...{ setting: 'KEEP_NEWS', days: 90, least: 7 },
    why: { vi: 'để biết đã báo gì', en: 'to know what was told' },
  },
  letters: {
    ...{ setting: 'KEEP_LETTERS', days: 90, least: 7 },
    why: { vi: 'để đọc lại', en: 'to be read again' },
  },
  mails: {
    ...{ setting: 'KEEP_MAILS', days: 366, least: 90 },
    why: { vi: 'để biết thư đã tới chưa', en: 'to know whether it arrived' },
  },
  answerAddresses: {
    ...{ setting: 'KEEP_ANSWER_ADDRESSES', days: 30, least: 7 },
    why: {
      vi: 'để biết thư trả lời người không có tài khoản đã tới chưa',
      en: 'to know whether answers to people without an account arrived',
    },
  },
  dataRequests: {
    ...{ setting: 'KEEP_DATA_REQUESTS', days: 730, least: 366 },
    why: {
      vi: 'để chứng minh đã trả lời đúng hạn',
      en: 'to show that they were answered in time',
    },
  },
} as const satisfies Record<string, Period>;

export type Kept = keyof typeof periods;
export type Retention = Readonly<Record<Kept, number>>;
export const keptKinds = Object.keys(periods) as readonly Kept[];

/** The days as they are where no setting says otherwise. */
export const usualRetention = Object.fromEntries(
  keptKinds.map((kind) => [kind, periods[kind].days]),
) as Retention;

const mostDays = 36_500;

/** Reads the days from the environment; each wrong setting is named. */
export function readRetention(given: Readonly<Record<string, string | undefined>>): {
  readonly retention: Retention;
  readonly problems: readonly Text[];
} {
  const problems: Text[] = [];
  const read = keptKinds.map((kind) => {
    const { setting, days, least } = periods[kind];
    const typed = given[setting];
    if (typed === undefined) return [kind, days] as const;
    const value = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
    if (value < least || value > mostDays)
      problems.push({
        vi: `Thiết lập ${setting} chưa đúng: cần số ngày từ ${least} đến ${mostDays}.`,
        en: `Setting ${setting} is wrong: it takes a number of days from ${least} to ${mostDays}.`,
      });
    return [kind, value] as const;
  });
  return { retention: Object.fromEntries(read) as unknown as Retention, problems };
}

/** How a module forgets what it has kept long enough. */
export interface Keeping {
  readonly kind: Kept;
  /** Forgets some of what is older than `before`, `most` at most; says how many. */
  readonly forget: (tx: Transaction, services: Services, before: Date, most: number) => Promise<number>;
}
