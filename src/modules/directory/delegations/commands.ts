import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { absentWithin } from '../absences/queries.ts';
import type { Period } from '../period.ts';
import { type Lendable, lendable, mayEnd, mayLendFor, mayStandIn, reachesAsFar } from './delegation.ts';
import { type CheckedDelegation, checkDelegation, type DelegationInput } from './inputs.ts';
import { type LockedPerson, lockPeople, ownGrants } from './store.ts';

/**
 * Lends a role of the principal to a deputy for some days; returns the id of the delegation. Asked for twice it
 * happens once.
 *
 * Throws InvalidInput by field, Refusal `forbidden` for what the actor may not lend, `wrong_state` while the
 * principal's account is closed.
 */
export async function delegate(services: Services, actor: Actor, input: DelegationInput): Promise<number> {
  const now = services.clock();
  const checked = checkDelegation(input, localDateOf(now));
  return services.db.transaction().execute(async (tx) => {
    const people = await lockPeople(tx, [checked.principal, checked.deputy]);
    const principal = people.get(checked.principal);
    const deputy = people.get(checked.deputy);
    if (!mayLendFor(actor, checked.principal)) throw new Refusal('forbidden', notForOthers);
    if (!principal) throw notFound();
    if (principal.state === 'closed') throw new Refusal('wrong_state', principalClosed);
    const lent = await ownGrants(tx, principal.id);
    const what = chosen(actor, principal, lendable(lent, principal.home), checked);
    const known = await overlapping(tx, checked, what);
    if (known && isSame(known, checked)) return known.id;
    if (!deputy) throw new InvalidInput({ deputy: unknownDeputy });
    if (deputy.state === 'closed') throw new InvalidInput({ deputy: deputyClosed });
    const grants = await ownGrants(tx, deputy.id);
    if (!mayStandIn(what, grants, deputy.home))
      throw new InvalidInput({ deputy: what.role === 'agency_officer' ? notOfAgency : notStaff });
    if (reachesAsFar({ grants, home: deputy.home }, what, lent))
      throw new InvalidInput({ deputy: heldAlready });
    if (known) throw new InvalidInput({ deputy: lentAlready(known) });
    const away = await absentWithin(tx, deputy.id, checked);
    if (away) throw new InvalidInput({ deputy: deputyAway(away) });
    return insertDelegation(tx, actor, checked, what, now);
  });
}

/** What of the principal's is lent. Throws where they do not hold it, or hold it in several agencies and none was chosen. */
function chosen(
  actor: Actor,
  principal: LockedPerson,
  held: readonly Lendable[],
  { role, organisation }: CheckedDelegation,
): Lendable {
  const fitting = held.filter((one) => one.role === role);
  const asked = fitting.filter((one) => organisation === null || one.organisationId === organisation);
  const [first] = asked;
  if (!first) throw notHeldBy(actor, principal);
  if (asked.length > 1) throw new InvalidInput({ role: whichAgency });
  return first;
}

/**
 * Ends a delegation at once; one that has ended, or whose days are over, stays as it is. Throws `not_found` for
 * whoever has no part in it.
 */
export async function endDelegation(services: Services, actor: Actor, id: number): Promise<void> {
  const now = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('delegation')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row || !mayEnd(actor, { principalId: row.from_account, deputyId: row.to_account })) throw notFound();
    if (row.ended_at !== null || row.valid_to < localDateOf(now)) return;
    await tx
      .updateTable('delegation')
      .set({ ended_at: now, ended_by: actor.kind === 'account' ? actor.id : null })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      name: 'account.delegation_ended',
      actor,
      subject: { kind: 'account', id: row.from_account },
      facts: { delegation: id, deputy: row.to_account, role: row.role },
      at: now,
    });
  });
}

interface Known {
  readonly id: number;
  readonly principal: number;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
}

/**
 * The same role lent to the same person for some of the same days, by whomever: with two principals at once nobody
 * could tell for which of them the deputy acted.
 */
async function overlapping(
  tx: Transaction,
  { deputy, validFrom, validTo }: CheckedDelegation,
  { role, organisationId }: Lendable,
): Promise<Known | null> {
  const row = await tx
    .selectFrom('delegation')
    .select(['id', 'from_account', 'valid_from', 'valid_to'])
    .where('to_account', '=', deputy)
    .where('role', '=', role)
    .where('organisation_id', 'is not distinct from', organisationId)
    .where('ended_at', 'is', null)
    .where('valid_from', '<=', validTo)
    .where('valid_to', '>=', validFrom)
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    principal: row.from_account,
    validFrom: row.valid_from as LocalDate,
    validTo: row.valid_to as LocalDate,
  };
}

function isSame(known: Known, { principal, validFrom, validTo }: CheckedDelegation): boolean {
  return known.principal === principal && known.validFrom === validFrom && known.validTo === validTo;
}

async function insertDelegation(
  tx: Transaction,
  actor: Actor,
  { principal, deputy, validFrom, validTo, reason }: CheckedDelegation,
  { role, organisationId }: Lendable,
  at: Date,
): Promise<number> {
  const { id } = await tx
    .insertInto('delegation')
    .values({
      from_account: principal,
      to_account: deputy,
      role,
      organisation_id: organisationId,
      valid_from: validFrom,
      valid_to: validTo,
      reason,
      created_by: actor.kind === 'account' ? actor.id : null,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name: 'account.delegated',
    actor,
    subject: { kind: 'account', id: principal },
    facts: {
      delegation: id,
      deputy,
      role,
      ...(organisationId && { scopeId: organisationId }),
      validFrom,
      validTo,
    },
    at,
  });
  return id;
}

function notHeldBy(actor: Actor, principal: LockedPerson): Refusal | InvalidInput {
  if (actor.kind === 'account' && actor.id === principal.id) return new Refusal('forbidden', notPassedOn);
  return new InvalidInput({
    role: {
      vi: `${principal.name} không trực tiếp giữ vai trò này nên không ủy quyền được.`,
      en: `${principal.name} does not hold this role, so it cannot be delegated.`,
    },
  });
}

function lentAlready({ validFrom, validTo }: Known): Text {
  const [from, to] = [writeDate(validFrom), writeDate(validTo)];
  return {
    vi: `Người này đã được ủy quyền vai trò này từ ${from} đến hết ${to}. Hãy chọn người khác, chọn ngày khác, hoặc kết thúc lần ủy quyền đó trước.`,
    en: `This person has this role by delegation from ${from} to ${to}. Choose somebody else or other days, or end that one first.`,
  };
}

export const notPassedOn: Text = {
  vi: 'Bạn chỉ ủy quyền được vai trò chính mình đang giữ. Vai trò đang làm thay người khác thì không ủy quyền tiếp được.',
  en: 'You delegate only a role you hold yourself. One you have as a deputy is not passed on.',
};
const notForOthers: Text = {
  vi: 'Chỉ quản trị viên được ủy quyền thay cho người khác.',
  en: 'Only an administrator may delegate for somebody else.',
};
const principalClosed: Text = {
  vi: 'Tài khoản của người ủy quyền đã đóng nên không còn vai trò để ủy quyền.',
  en: 'The account of the principal is closed: there is no role to delegate.',
};
const unknownDeputy: Text = { vi: 'Không có tài khoản này.', en: 'There is no such account.' };
const deputyClosed: Text = {
  vi: 'Tài khoản của người này đã đóng. Hãy chọn người khác.',
  en: 'The account of this person is closed. Choose somebody else.',
};
const notStaff: Text = {
  vi: 'Chỉ ủy quyền được cho người đang làm việc tại cơ quan, đơn vị. Hãy chọn người khác.',
  en: 'Only somebody who works in the administration can be a deputy. Choose somebody else.',
};
const notOfAgency: Text = {
  vi: 'Chỉ ủy quyền được cho người có tài khoản của chính cơ quan này. Hãy chọn người khác.',
  en: 'For an agency only its own people can be deputies. Choose somebody else.',
};
const whichAgency: Text = {
  vi: 'Hãy chọn ủy quyền vai trò ở cơ quan nào.',
  en: 'Choose for which agency the role is delegated.',
};
function deputyAway({ validFrom, validTo }: Period): Text {
  const [from, to] = [writeDate(validFrom), writeDate(validTo)];
  return {
    vi: `Người này báo vắng mặt từ ${from} đến hết ${to}. Hãy chọn người khác hoặc chọn ngày khác.`,
    en: `This person is away from ${from} to ${to}. Choose somebody else or other days.`,
  };
}
const heldAlready: Text = {
  vi: 'Người này đã giữ vai trò này nên không cần ủy quyền. Hãy chọn người khác.',
  en: 'This person holds the role already. Choose somebody else.',
};
