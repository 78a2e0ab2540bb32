import type { AccountActor } from '../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import { reachableOf } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { checkKey, checkLimits, checkReason, type KeyInput, type LimitsInput } from './inputs.ts';
import { hashOfKey, hintOf, mostKeys, newKey } from './key.ts';
import { revokedLetter } from './letters.ts';

/** Makes a key; what is returned is the only time it can be read. Throws InvalidInput by field, Refusal `wrong_state`. */
export async function createKey(
  services: Services,
  actor: AccountActor,
  input: KeyInput,
): Promise<{ readonly id: number; readonly key: string }> {
  const checked = checkKey(input);
  const key = newKey();
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    // one after another: two clicks at once make no eleventh key, nor two of one name
    await tx.selectFrom('account').select('id').where('id', '=', actor.id).forUpdate().executeTakeFirst();
    const held = await tx
      .selectFrom('api_key')
      .select('name')
      .where('account_id', '=', actor.id)
      .where('revoked_at', 'is', null)
      .execute();
    if (held.some(({ name }) => name.toLowerCase() === checked.name.toLowerCase()))
      throw new InvalidInput({ name: sameName });
    if (held.length >= mostKeys) throw tooMany;
    const { id } = await tx
      .insertInto('api_key')
      .values({
        ...{ account_id: actor.id, name: checked.name, purpose: checked.purpose },
        ...{ token_hash: hashOfKey(key), hint: hintOf(key), created_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvent(tx, { name: 'api_key.created', actor, subject: { kind: 'api_key', id }, at });
    return { id, key };
  });
}

const sameName = {
  vi: 'Bạn đang có một khóa cùng tên. Hãy đặt tên khác, hoặc thu hồi khóa kia trước.',
  en: 'You hold a key of this name. Choose another name, or revoke that one first.',
};

const tooMany = new Refusal('wrong_state', {
  vi: `Mỗi tài khoản có tối đa ${mostKeys} khóa. Hãy thu hồi một khóa không còn dùng rồi tạo khóa mới.`,
  en: `An account holds at most ${mostKeys} keys. Revoke one that is not used, then make another.`,
});

/** Ends one's own key at once; ended twice, it ends once. Throws Refusal `not_found` for anybody else's. */
export async function revokeMyKey(services: Services, actor: AccountActor, id: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const key = await lockKey(tx, id);
    if (key.account_id !== actor.id) throw notFound();
    await revoke(tx, services, actor, { id, ended: key.revoked_at !== null, reason: null });
  });
}

/**
 * Ends anybody's key at once and writes to its owner why. Throws InvalidInput `reason`, Refusal `not_found`, and
 * `wrong_state` for one that was revoked: its reason is told already.
 */
export async function revokeKey(
  services: Services,
  actor: AccountActor,
  id: number,
  typed: string,
): Promise<void> {
  const reason = checkReason(typed);
  await services.db.transaction().execute(async (tx) => {
    const key = await lockKey(tx, id);
    if (key.revoked_at !== null) throw revokedAlready;
    for (const owner of await reachableOf(tx, [key.account_id])) {
      const letter = revokedLetter(services, owner.language, { owner: owner.name, key: key.name, reason });
      const to = [{ accountId: owner.id, address: owner.email }];
      await queueLetter(tx, letter, to, { topic: null, at: services.clock() });
    }
    await revoke(tx, services, actor, { id, ended: false, reason });
  });
}

async function revoke(
  tx: Transaction,
  services: Services,
  actor: AccountActor,
  { id, ended, reason }: { readonly id: number; readonly ended: boolean; readonly reason: string | null },
): Promise<void> {
  if (ended) return;
  const at = services.clock();
  await tx
    .updateTable('api_key')
    .set({ revoked_at: at, revoked_by: actor.id, revoke_reason: reason })
    .where('id', '=', id)
    .execute();
  await appendEvent(tx, { name: 'api_key.revoked', actor, subject: { kind: 'api_key', id }, at });
}

/** Gives a key limits of its own. Throws InvalidInput by field, Refusal `not_found`, `wrong_state` where it was revoked. */
export async function limitKey(
  services: Services,
  actor: AccountActor,
  id: number,
  input: LimitsInput,
): Promise<void> {
  const { minute, day } = checkLimits(input);
  await services.db.transaction().execute(async (tx) => {
    const key = await lockKey(tx, id);
    if (key.revoked_at !== null) throw revokedAlready;
    if (key.minute_limit === minute && key.day_limit === day) return;
    await tx
      .updateTable('api_key')
      .set({ minute_limit: minute, day_limit: day })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'api_key.limited', actor, subject: { kind: 'api_key', id } },
      facts: { minute, day },
      at: services.clock(),
    });
  });
}

const revokedAlready = new Refusal('wrong_state', {
  vi: 'Khóa này đã bị thu hồi.',
  en: 'This key was revoked.',
});

async function lockKey(tx: Transaction, id: number) {
  const key = await tx.selectFrom('api_key').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!key) throw notFound();
  return key;
}
