import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { keyFor } from './seal.ts';

/** What a passkey is asked for, and of whom; an answer holds for nothing else. */
export interface Asked {
  readonly purpose: 'add' | 'sign_in' | 'second_step' | 'confirm';
  /** 0: of whoever it is. */
  readonly accountId: number;
}

/** A page that shows a challenge is answered within this time. */
const seconds = 900;
const randomLength = 16;
const timeLength = 4;

/**
 * A challenge is made without writing anything, so that a page anybody may open costs no row: random bits and the end
 * of its time, signed for what is asked. Only an answer that holds is kept, until the challenge would be over anyway.
 */
export function newChallenge(services: Pick<Services, 'config' | 'clock'>, asked: Asked): string {
  const until = Buffer.alloc(timeLength);
  until.writeUInt32BE(Math.floor(services.clock().getTime() / 1000) + seconds);
  const begin = Buffer.concat([randomBytes(randomLength), until]);
  return Buffer.concat([begin, sign(services, asked, begin)]).toString('base64url');
}

/** Whether a challenge is one of ours, for this, and not over. */
export function isChallenge(
  services: Pick<Services, 'config' | 'clock'>,
  asked: Asked,
  challenge: string,
): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  const begin = bytes.subarray(0, randomLength + timeLength);
  const signature = bytes.subarray(randomLength + timeLength);
  const expected = sign(services, asked, begin);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
  return begin.readUInt32BE(randomLength) * 1000 > services.clock().getTime();
}

/** Uses a challenge up; false where an answer to it was taken before. */
export async function takeChallenge(
  tx: Transaction,
  services: Services,
  challenge: string,
): Promise<boolean> {
  const taken = await tx
    .insertInto('passkey_answer')
    .values({
      challenge: createHash('sha256').update(challenge).digest(),
      expires_at: new Date(services.clock().getTime() + seconds * 1000),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('challenge')
    .executeTakeFirst();
  return taken !== undefined;
}

function sign({ config }: Pick<Services, 'config'>, { purpose, accountId }: Asked, begin: Buffer): Buffer {
  return createHmac('sha256', keyFor(config, 'passkey'))
    .update(`${purpose}:${accountId}:`)
    .update(begin)
    .digest();
}
