import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import type { LockedAccount } from '../accounts/store.ts';
import { tellByLetter } from './letters.ts';
import { checkPasskey } from './passkeys.ts';
import { takeRecoveryCode } from './recovery.ts';
import { takeTotpCode } from './store.ts';

/** What somebody gives as their second factor: one of these, the rest empty. */
export interface Given {
  /** Of the application. */
  readonly code: string;
  readonly recovery: string;
  /** The browser's answer, as JSON. */
  readonly passkey: string;
}

/**
 * Whether it is a factor of the account, which uses it up; what it was. Throws InvalidInput by field, the same for
 * every wrong one. The caller has locked the account.
 */
export async function proveFactor(
  tx: Transaction,
  services: Services,
  account: LockedAccount,
  given: Given,
  purpose: 'second_step' | 'confirm',
): Promise<'totp' | 'recovery' | 'passkey'> {
  const accountId = account.id;
  if (given.passkey !== '') {
    const asked = { purpose, accountId };
    await checkPasskey(tx, services, { accountId, asked, answer: given.passkey, verified: false });
    return 'passkey';
  }
  if (given.recovery !== '') {
    const left = await takeRecoveryCode(tx, accountId, given.recovery, services.clock());
    if (left === null) throw new InvalidInput({ recovery: wrongRecovery });
    await tellByLetter(tx, services, account, { what: 'recovery_used', left });
    await appendEvent(tx, {
      name: 'factor.recovery_used',
      actor: personAs(accountId),
      subject: { kind: 'account', id: accountId },
      facts: { codesLeft: left },
      at: services.clock(),
    });
    return 'recovery';
  }
  if (await takeTotpCode(tx, services, accountId, given.code)) return 'totp';
  throw new InvalidInput({ code: wrongCode });
}

/** Somebody on the way in: no session yet, no grants. */
function personAs(id: number) {
  const nothing = { name: '', email: '', organisationId: null, grants: [], memberships: [], sessionId: null };
  return { kind: 'account', id, ...nothing } as const;
}

export const wrongCode = {
  vi: 'Mã chưa đúng, đã dùng rồi hoặc đã hết hạn. Hãy chờ mã mới hiện ra rồi gõ lại; nếu vẫn sai, kiểm tra giờ trên điện thoại.',
  en: 'The code is not right, was used, or is over. Wait for the next one; if it is still wrong, check the clock of your phone.',
};
const wrongRecovery = {
  vi: 'Mã khôi phục chưa đúng hoặc đã dùng rồi.',
  en: 'The recovery code is not right, or was used.',
};
