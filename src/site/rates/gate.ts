import { createHmac } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import { isUnavailable } from '../../platform/database/open.ts';
import type { Gate, Pass } from '../../platform/http/gate.ts';
import { networkOf } from '../../platform/http/network.ts';
import type { Services } from '../../platform/services.ts';
import { findKey, openUseCounts } from '../api-keys/index.ts';
import { type Counted, openAllowances, type Span, secondsOf } from './allowances.ts';

/** Milliseconds after which uses that were counted are written down. */
const writtenEvery = 30_000;

/**
 * The gate of the public API: programs without a key are counted by their network, others by whose key they have, so
 * that more keys are no more requests. A key with limits of its own counts by itself.
 */
export function openGate(services: Services): Gate {
  const { config, db, log } = services;
  const allowances = openAllowances(services);
  const uses = openUseCounts(services);
  const writing = setInterval(() => {
    uses.write().catch((error: unknown) => {
      if (!isUnavailable(error)) log.error({ err: error }, 'uses of keys could not be written');
    });
  }, writtenEvery);
  writing.unref();

  const count = async (
    limits: readonly { readonly caller: string; readonly span: Span; readonly limit: number | null }[],
  ): Promise<Pass> => {
    const counted: Counted[] = [];
    for (const { caller, span, limit } of limits) {
      // a request that one limit refuses uses up nothing of the others
      if (limit === null || counted.some(({ allowed }) => !allowed)) continue;
      counted.push(await allowances.count(caller, span, limit));
    }
    return passOf(counted);
  };
  /** What is kept for a day tells nobody's address; null where it is not known. */
  const callerAt = (address: string, door: 'network' | 'pages'): string | null => {
    const network = networkOf(address);
    if (network === null) return null;
    return createHmac('sha256', config.secretKey).update(`${door} ${network}`).digest('base64url');
  };
  const withoutKey = async (address: string): Promise<Pass> => {
    const caller = callerAt(address, 'network');
    if (caller === null) return { headers: [], refusal: null };
    return count([{ caller, span: 'minute', limit: config.apiRates.addressMinute }]);
  };

  return {
    async enter({ address, authorization }) {
      const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return withoutKey(address);
      const key = await findKey(db, token);
      if (!key) {
        // who tries keys is counted as well
        const pass = await withoutKey(address);
        return pass.refusal ? pass : refused(pass.headers, wrongKey, [['www-authenticate', 'Bearer']]);
      }
      const { keyMinute, keyDay } = config.apiRates;
      const [itself, all] = [`key ${key.id}`, `account ${key.ownerId}`];
      const pass = await count([
        {
          caller: key.minuteLimit === null ? all : itself,
          span: 'minute',
          limit: key.minuteLimit ?? keyMinute,
        },
        { caller: key.dayLimit === null ? all : itself, span: 'day', limit: key.dayLimit ?? keyDay },
      ]);
      if (!pass.refusal) uses.count(key.id);
      return pass;
    },
    async admit(address) {
      const caller = callerAt(address, 'pages');
      if (caller === null || config.pageRate === null) return null;
      const counted = await allowances.count(caller, 'minute', config.pageRate);
      return counted.allowed ? null : tooManyPages(counted);
    },
    async close() {
      clearInterval(writing);
      await uses.write();
    },
  };
}

const wrongKey = new Refusal('sign_in_first', {
  vi: 'Khóa API không đúng hoặc đã bị thu hồi. Hãy kiểm tra lại khóa, hoặc bỏ phần đầu Authorization để gọi không cần khóa.',
  en: 'The API key is wrong or was revoked. Check it, or leave the Authorization header out to ask without a key.',
});

type Headers = Pass['headers'];

function refused(headers: Headers, refusal: Refusal, more: Headers): Pass {
  // a program on anybody’s page is to see why, as it would see the answer
  return { headers: [...headers, ['access-control-allow-origin', '*'], ...more], refusal };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers; `q` requests in `w` seconds, `r` left, `t` seconds to the end. */
function passOf(counted: readonly Counted[]): Pass {
  if (counted.length === 0) return { headers: [], refusal: null };
  const policy = counted.map(({ span, limit }) => `"${span}";q=${limit};w=${secondsOf(span)}`).join(', ');
  const state = counted.map(({ span, left, resets }) => `"${span}";r=${left};t=${resets}`).join(', ');
  const headers: Headers = [
    ['ratelimit-policy', policy],
    ['ratelimit', state],
    ['access-control-expose-headers', 'ETag, RateLimit, RateLimit-Policy, Retry-After'],
  ];
  const spent = counted.find(({ allowed }) => !allowed);
  if (!spent) return { headers, refusal: null };
  const refusal = tooOften(spent);
  return refused(headers, refusal, [['retry-after', String(spent.resets)]]);
}

function tooManyPages({ limit, resets }: Counted): Refusal {
  return new Refusal(
    'too_many',
    {
      vi: `Mạng bạn đang dùng đã mở hơn ${limit} trang tìm kiếm, lọc hoặc bản in trong một phút. Hãy chờ ${resets} giây rồi tải lại trang; các trang khác vẫn đọc được. Chương trình máy tính nên dùng API hoặc tệp dữ liệu mở.`,
      en: `From your network more than ${limit} pages that search, filter or print were opened within a minute. Wait ${resets} seconds and load the page again; other pages can be read meanwhile. Programs had better use the API or the files of open data.`,
    },
    resets,
  );
}

function tooOften({ span, limit, resets }: Counted): Refusal {
  const day = span === 'day';
  return new Refusal(
    'too_many',
    {
      vi: `Đã gọi quá ${limit} lượt trong một ${day ? 'ngày' : 'phút'}. Hãy thử lại sau ${resets} giây. Cần nhiều hơn: tạo khóa API ở trang tài khoản.`,
      en: `More than ${limit} requests within one ${day ? 'day' : 'minute'}. Try again in ${resets} seconds. To ask more often, make an API key on your account page.`,
    },
    resets,
  );
}
