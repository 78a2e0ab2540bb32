import { mkdtempSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { Refusal } from '../kernel/refusal.ts';
import { openLocalBlobStore } from './files.ts';
import { type Logger, openLog } from './log.ts';
import { openScanner } from './scanner.ts';

const log: Logger = openLog('silent');
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A daemon that reads INSTREAM as ClamAV's does and answers what `answer` makes of the content; null: nothing. */
async function daemon(answer: (content: Buffer) => string | null, at: number | string = 0): Promise<string> {
  const server = createServer((socket) => serve(socket, answer));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(at, resolve));
  return typeof at === 'string'
    ? `unix://${at}`
    : `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serve(socket: Socket, answer: (content: Buffer) => string | null): void {
  let got = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    got = Buffer.concat([got, bytes]);
    const content = contentOf(got);
    if (content === null) return;
    const said = answer(content);
    if (said === null) socket.destroy();
    else socket.end(`${said}\0`);
  });
}

/** What was streamed in, once its end has come. */
function contentOf(got: Buffer): Buffer | null {
  expect(got.subarray(0, 10).toString()).toBe('zINSTREAM\0');
  const parts: Buffer[] = [];
  for (let at = 10; at + 4 <= got.length; ) {
    const length = got.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(got.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const eicar = (content: Buffer) =>
  content.includes('EICAR') ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK';

function storeOf(address: string) {
  const directory = mkdtempSync(join(tmpdir(), 'nhipcau-scanner-'));
  return { directory, store: openLocalBlobStore(directory, openScanner(address, log)) };
}

async function refusalOf(doing: Promise<unknown>): Promise<{ kind: string; text: string }> {
  const error = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error('it was taken');
  return { kind: error.kind, text: error.text.vi };
}

test('a clean file is kept whole, one with malware is removed before anybody could ask for it', async () => {
  const seen: number[] = [];
  const { directory, store } = storeOf(
    await daemon((content) => {
      seen.push(content.length);
      return eicar(content);
    }),
  );
  const large = Buffer.alloc(3_000_000, 'văn bản ');
  const kept = await store.put(Readable.from([large]));
  expect(kept.size).toBe(large.length);
  const { kind, text } = await refusalOf(store.put(Readable.from([Buffer.from('… EICAR …')])));
  expect(kind).toBe('unreadable');
  expect(text).toContain('Win.Test.EICAR_HDB-1');
  expect(seen).toEqual([large.length, Buffer.byteLength('… EICAR …')]);
  expect(readdirSync(directory).sort()).toEqual([kept.sha256.slice(0, 2), 'incoming'].sort());
  expect(readdirSync(join(directory, 'incoming'))).toEqual([]);
});

test('a daemon at a path in the file system is asked as well', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'nhipcau-clamd-')), 'clamd.ctl');
  const { store } = storeOf(await daemon(eicar, path));
  await expect(store.put(Readable.from([Buffer.from('sạch')]))).resolves.toMatchObject({ size: 6 });
});

test.each([
  ['says that it could not', () => 'INSTREAM size limit exceeded. ERROR'],
  ['says something unknown', () => 'stream: OK maybe'],
  ['breaks off', () => null],
])('a daemon that %s is no verdict: nothing is taken', async (_name, answer) => {
  const { directory, store } = storeOf(await daemon(answer));
  const { kind } = await refusalOf(store.put(Readable.from([Buffer.from('sạch')])));
  expect(kind).toBe('unavailable');
  expect(readdirSync(directory)).toEqual(['incoming']);
  expect(readdirSync(join(directory, 'incoming'))).toEqual([]);
});

test('a daemon that is away is no verdict', async () => {
  const address = await daemon(eicar);
  const server = servers.pop();
  await new Promise((resolve) => server?.close(resolve));
  const { kind } = await refusalOf(storeOf(address).store.put(Readable.from([Buffer.from('sạch')])));
  expect(kind).toBe('unavailable');
});
