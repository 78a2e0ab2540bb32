import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../../platform/config.ts';

/** Hours for which the former secret signs beside the new one. */
export const overlapHours = 24;

/** A secret as its owner gets it: `whsec_` and 256 random bits in base64 (standardwebhooks.com). */
export function newSecret(): { readonly bytes: Buffer; readonly shown: string } {
  const bytes = randomBytes(32);
  return { bytes, shown: `whsec_${bytes.toString('base64')}` };
}

/*
 * Secrets sign, so they cannot be kept as hashes. They are sealed with a key made of SECRET_KEY: an export or a look
 * into the database alone lets nobody sign.
 */
function sealingKey({ secretKey }: Config): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'nhipcau webhook secrets', 32));
}

export function sealSecret(config: Config, bytes: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(config), nonce);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** null where another SECRET_KEY sealed it. */
export function openSecret(config: Config, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(config), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  const opened = decipher.update(sealed.subarray(28));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    // the seal does not fit this key, which is what was asked
    return null;
  }
}

/** Headers of one message: its id stays the same at each try, by which a receiver knows what it has had. */
export function signedHeaders(
  secrets: readonly Buffer[],
  { id, at, body }: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const made = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${made}`;
  });
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'NhipCau-Webhook/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
