import { lookup as lookUp } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Destinations, hostOf } from './destinations.ts';

/** Why nothing came back, or nothing of use. */
export const postFailures = [
  'private',
  'unresolved',
  'timeout',
  'connection',
  'redirect',
  'status',
  'challenge',
] as const;
export type PostFailure = (typeof postFailures)[number];

export interface Reply {
  /** null: nothing came back */
  readonly status: number | null;
  readonly ms: number;
  readonly failure: PostFailure | null;
  /** The beginning of what was answered. */
  readonly text: string;
}

/** Milliseconds a receiver has for everything: to be found, to take the letter, to answer. */
const patience = 10_000;
/** Bytes of an answer that are read. */
const mostRead = 4_096;

class Unwanted extends Error {
  readonly failure: PostFailure;
  constructor(failure: PostFailure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * Addresses of a name, all of which must be allowed: the connection takes one of these very ones, so that a name which
 * means something else a moment later changes nothing.
 */
function guardedLookup(destinations: Destinations): LookupFunction {
  return (name, options, done) => {
    lookUp(name, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return done(new Unwanted('unresolved'), []);
      if (!found.every(({ address }) => destinations.allows(address)))
        return done(new Unwanted('private'), []);
      return options.all ? done(null, found) : done(null, first.address, first.family);
    });
  };
}

/** Whether a receiver may be asked at all, before anything is sent; null where it may. */
export async function refuseHost(destinations: Destinations, url: URL): Promise<PostFailure | null> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return destinations.allows(host) ? null : 'private';
  const found = new Promise<PostFailure | null>((resolve) => {
    guardedLookup(destinations)(host, { all: true }, (error) =>
      resolve(error instanceof Unwanted ? error.failure : null),
    );
  });
  const late = new Promise<PostFailure>((resolve) => {
    setTimeout(() => resolve('unresolved'), patience).unref();
  });
  return Promise.race([found, late]);
}

/** Posts a text and reads the beginning of the answer. Follows no redirect; what goes wrong is told, never thrown. */
export async function post(
  destinations: Destinations,
  {
    url,
    headers,
    body,
  }: { readonly url: URL; readonly headers: Record<string, string>; readonly body: string },
): Promise<Reply> {
  const started = performance.now();
  const ended = (status: number | null, failure: PostFailure | null, text = ''): Reply => ({
    ...{ status, failure, text },
    ms: Math.round(performance.now() - started),
  });
  // an address in figures is never looked up
  const host = hostOf(url);
  if (destinations.refuse(url) !== null || (isIP(host) !== 0 && !destinations.allows(host)))
    return ended(null, 'private');
  try {
    const { status, text } = await exchange(destinations, url, headers, body);
    if (status >= 300 && status < 400) return ended(status, 'redirect');
    return ended(status, status >= 200 && status < 300 ? null : 'status', text);
  } catch (error) {
    if (error instanceof Unwanted) return ended(null, error.failure);
    return ended(null, 'connection');
  }
}

function exchange(
  destinations: Destinations,
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(bytes.length) },
        // a connection of its own: none that was made for another check is used again
        agent: false,
        lookup: guardedLookup(destinations),
      },
      (answer) => {
        const read: Buffer[] = [];
        let size = 0;
        const end = () => {
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(read).subarray(0, mostRead).toString('utf8'),
          });
          asked.destroy();
        };
        answer.on('data', (chunk: Buffer) => {
          read.push(chunk);
          size += chunk.length;
          if (size >= mostRead) end();
        });
        answer.on('end', end);
        answer.on('error', reject);
      },
    );
    // a timer of its own: whatever the receiver does with the connection, this ends
    const late = setTimeout(() => {
      reject(new Unwanted('timeout'));
      asked.destroy();
    }, patience);
    asked.on('error', reject);
    asked.on('upgrade', (_answer, socket) => {
      reject(new Unwanted('connection'));
      socket.destroy();
    });
    // comes last, also where nothing else does: after an answer it changes nothing
    asked.on('close', () => {
      clearTimeout(late);
      reject(new Unwanted('connection'));
    });
    asked.end(bytes);
  });
}
