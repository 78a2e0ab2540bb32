import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Refusal } from '../kernel/refusal.ts';
import type { Logger } from './log.ts';

/** Looks through a file that came from outside before anybody else may. */
export interface Scanner {
  /**
   * Resolves for a file in which nothing was found. Throws Refusal `unreadable` for one with malware in it, and
   * `unavailable` where the scanner gives no verdict: that never means clean.
   */
  check(path: string): Promise<void>;
}

/** Milliseconds without a word of the scanner; it reads 25 MB in about two seconds. */
const patience = 60_000;
const retryAfter = 60;

/** ClamAV's daemon at `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`, by its command INSTREAM. */
export function openScanner(address: string, log: Logger): Scanner {
  return {
    async check(path) {
      let answer: string;
      try {
        answer = await ask(address, path);
      } catch (error) {
        log.error({ err: error }, 'the scanner for malware gave no verdict; a file was refused');
        throw noVerdict();
      }
      if (answer === 'stream: OK') return;
      const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
      if (found === undefined) {
        log.error(
          { answer: answer.slice(0, 200) },
          'the scanner for malware gave no verdict; a file was refused',
        );
        throw noVerdict();
      }
      log.warn({ found }, 'malware was found in a file; it was refused');
      throw malware(found);
    },
  };
}

/** What the daemon says of a file: `stream: OK`, `stream: NAME FOUND`, or that it could not. */
async function ask(address: string, path: string): Promise<string> {
  const url = new URL(address);
  const socket: Socket =
    url.protocol === 'unix:'
      ? connect(decodeURIComponent(url.pathname))
      : connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) });
  socket.setTimeout(patience, () => socket.destroy(new Error('the scanner said nothing for a minute')));
  const said = new Promise<string>((resolve, reject) => {
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.replace(/\0.*$/s, '').trim()));
  });
  // it may answer and close before all was sent, as for a file above its limit: what it said counts
  const sending = send(socket, path).catch((error: NodeJS.ErrnoException) => {
    if (!socket.destroyed) socket.destroy(error);
  });
  const [answer] = await Promise.all([said, sending]);
  return answer;
}

/** The file in parts, each behind its length; a part without length ends it. */
async function send(socket: Socket, path: string): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const part of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    await write(socket, Buffer.concat([length, part]));
  }
  await write(socket, Buffer.alloc(4));
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function malware(found: string): Refusal {
  return new Refusal('unreadable', {
    vi: `Tệp gửi lên có mã độc (${found}) nên không được nhận và đã xóa. Hãy quét máy của bạn, rồi gửi một bản sạch.`,
    en: `The file that was sent holds malware (${found}); it was not taken, and was removed. Scan your machine, then send a clean copy.`,
  });
}

function noVerdict(): Refusal {
  return new Refusal(
    'unavailable',
    {
      vi: 'Chưa quét được mã độc trong tệp nên chưa nhận tệp. Hãy gửi lại sau vài phút; nếu vẫn vậy, báo quản trị viên.',
      en: 'The file could not be scanned for malware, so it was not taken. Send it again in a few minutes; if it stays so, tell the administrator.',
    },
    retryAfter,
  );
}
