import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../../../kernel/refusal.ts';

/**
 * Argon2id with 19 MiB, two passes, one lane.
 * Source: OWASP Password Storage Cheat Sheet, first recommended configuration.
 */
export const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;

/** Hashes computed side by side: each takes a thread of four that files and compression need as well, and 19 MiB. */
const mostAtOnce = 2;
/** Sign-ins that may wait for their turn: some two seconds' worth. Beyond, an attack would only grow a queue. */
const mostWaiting = 60;

const saltBytes = 16;
const digestBytes = 32;
const hashWith = promisify(argon2);

let computed = 0;
let running = 0;
const waiting: (() => void)[] = [];

/** How many hashes this process has computed: the measure of what guessing costs us. */
export function hashesComputed(): number {
  return computed;
}

/** The password's hash as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$digest`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return write(cost, salt, await compute(password, salt, cost, digestBytes));
}

/** The same work as checking a real password, for people who have none: their answer takes as long, however much was typed. */
export async function checkAgainstNothing(password: string): Promise<false> {
  await verifyPassword(password.slice(0, 200), write(cost, randomBytes(saltBytes), randomBytes(digestBytes)));
  return false;
}

/** True where the password is the one hashed. Throws Refusal `unavailable` when too many are waiting already. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const { parameters, salt, digest } = read(stored);
  return timingSafeEqual(digest, await compute(password, salt, parameters, digest.length));
}

/** True for a hash made with other parameters than today's: it is made anew when its password is next known. */
export function isOutdated(stored: string): boolean {
  const { parameters } = read(stored);
  return (
    parameters.memory !== cost.memory ||
    parameters.passes !== cost.passes ||
    parameters.parallelism !== cost.parallelism
  );
}

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

async function compute(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: Parameters,
  tagLength: number,
): Promise<Buffer> {
  await takeTurn();
  try {
    computed += 1;
    // keyboards write the same letters composed or decomposed
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    return await hashWith('argon2id', { message, nonce, memory, passes, parallelism, tagLength });
  } finally {
    giveTurn();
  }
}

async function takeTurn(): Promise<void> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw tooBusy();
    return new Promise((resolve) => waiting.push(resolve));
  }
  running += 1;
}

/** Hands the turn straight on, so that nobody slips in between. */
function giveTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function tooBusy(): Refusal {
  return new Refusal(
    'unavailable',
    {
      vi: 'Đang có quá nhiều người đăng nhập cùng lúc. Hãy thử lại sau vài giây.',
      en: 'Too many people are signing in at once. Try again in a few seconds.',
    },
    5,
  );
}

function write({ memory, passes, parallelism }: Parameters, salt: Buffer, digest: Buffer): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(digest)}`;
}

function read(stored: string): { parameters: Parameters; salt: Buffer; digest: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    stored,
  );
  if (!match) throw new Error('a stored password hash is no Argon2id PHC string');
  const [, memory, passes, parallelism, salt = '', digest = ''] = match;
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    digest: Buffer.from(digest, 'base64'),
  };
}
