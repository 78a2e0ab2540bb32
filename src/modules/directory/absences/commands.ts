import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { deputyRoles, mayLendFor } from '../delegations/delegation.ts';
import { lockPeople, ownGrants } from '../delegations/store.ts';
import type { Period } from '../period.ts';
import { type AbsenceInput, checkAbsence } from './inputs.ts';
import { absentWithin } from './queries.ts';

/**
 * Says that somebody is away and nobody stands in: letters of work go to others on these days. Asked for twice it happens once.
 * Returns the id. Throws InvalidInput by field; Refusal `forbidden` for another's days and for who has no work here, `wrong_state`
 * for a closed account.
 */
export async function reportAbsence(services: Services, actor: Actor, input: AbsenceInput): Promise<number> {
  const now = services.clock();
  const { accountId, validFrom, validTo, reason } = checkAbsence(input, localDateOf(now));
  return services.db.transaction().execute(async (tx) => {
    const person = (await lockPeople(tx, [accountId])).get(accountId);
    if (!mayLendFor(actor, accountId)) throw new Refusal('forbidden', notForOthers);
    if (!person) throw notFound();
    if (person.state === 'closed') throw new Refusal('wrong_state', closed);
    const works = (await ownGrants(tx, accountId)).some(({ role }) =>
      deputyRoles.some((one) => one === role),
    );
    if (!works) throw new Refusal('forbidden', noWork);
    const known = await absentWithin(tx, accountId, { validFrom, validTo });
    if (known && known.validFrom === validFrom && known.validTo === validTo) return known.id;
    if (known) throw new InvalidInput({ validFrom: reportedAlready(known) });
    const { id } = await tx
      .insertInto('absence')
      .values({
        ...{ account_id: accountId, valid_from: validFrom, valid_to: validTo, reason },
        ...{ created_by: actor.kind === 'account' ? actor.id : null, created_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvent(tx, {
      ...{ name: 'account.absent', actor, subject: { kind: 'account', id: accountId }, at: now },
      facts: { absence: id, validFrom, validTo },
    });
    return id;
  });
}

/** Somebody is back; days that are over stay as they are. Throws `not_found` for whoever has no part in it. */
export async function endAbsence(services: Services, actor: Actor, id: number): Promise<void> {
  const now = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('absence')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row || !mayLendFor(actor, row.account_id)) throw notFound();
    if (row.ended_at !== null || row.valid_to < localDateOf(now)) return;
    await tx
      .updateTable('absence')
      .set({ ended_at: now, ended_by: actor.kind === 'account' ? actor.id : null })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'account.absence_ended', actor, subject: { kind: 'account', id: row.account_id }, at: now },
      facts: { absence: id },
    });
  });
}

function reportedAlready({ validFrom, validTo }: Period): Text {
  const [from, to] = [writeDate(validFrom), writeDate(validTo)];
  return {
    vi: `Đã báo vắng mặt từ ${from} đến hết ${to}. Hãy chọn ngày khác, hoặc kết thúc lần đó trước.`,
    en: `An absence from ${from} to ${to} was reported already. Choose other days, or end that one first.`,
  };
}

const notForOthers: Text = {
  vi: 'Chỉ quản trị viên được báo vắng mặt thay cho người khác.',
  en: 'Only an administrator may report somebody else’s absence.',
};
const closed: Text = {
  vi: 'Tài khoản đã đóng nên không cần báo vắng mặt.',
  en: 'The account is closed: there is no absence to report.',
};
const noWork: Text = {
  vi: 'Tài khoản không giữ vai trò nào nhận việc của cơ quan nên không cần báo vắng mặt.',
  en: 'The account holds no role that work comes to, so there is no absence to report.',
};
