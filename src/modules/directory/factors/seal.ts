import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Config } from '../../../platform/config.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** A key of its own for each purpose, made of SECRET_KEY. */
export function keyFor({ secretKey }: Pick<Config, 'secretKey'>, purpose: string): Buffer {
  return createHmac('sha256', secretKey).update(`nhipcau:${purpose}`).digest();
}

/** Sealed bytes, which open for the same `use` alone: nonce, tag, text. */
export function seal(config: Pick<Config, 'secretKey'>, use: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyFor(config, 'totp'), nonce).setAAD(Buffer.from(use));
  const text = Buffer.concat([sealing.update(bytes), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]);
}

/** Throws Refusal `wrong_state` where SECRET_KEY is another one, or the bytes were not sealed for this use. */
export function unseal(config: Pick<Config, 'secretKey'>, use: string, sealed: Buffer): Buffer {
  try {
    const opening = createDecipheriv(cipher, keyFor(config, 'totp'), sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    }).setAAD(Buffer.from(use));
    opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]);
  } catch {
    // the cipher only says that it does not fit; the way on is the same whatever the cause
    throw new Refusal('wrong_state', {
      vi: 'Hệ thống không đọc được khóa của ứng dụng xác thực (khóa bí mật của máy chủ đã đổi, hoặc trang mở quá lâu). Hãy dùng mã khôi phục, hoặc nhờ quản trị viên đặt lại xác thực hai bước.',
      en: 'The secret of the authenticator cannot be read (the key of the server changed, or the page was open too long). Use a recovery code, or ask the administrator to reset two-step sign-in.',
    });
  }
}
