import { sql } from 'kysely';
import type { MemberRole } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { memberKinds, type NamedOrganisation } from '../organisations/organisation.ts';

/** Somebody who belongs to an organisation. */
export interface Member {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  readonly title: string | null;
  readonly email: string;
  readonly language: Language;
  readonly role: MemberRole;
  readonly since: Date;
  /** False where the account was closed: nobody acts through it. */
  readonly active: boolean;
  /** Who offered to hand over to them. */
  readonly offeredBy: number | null;
}

/** The members of an organisation, owners first. One statement. */
export async function membersOf(db: Querying, organisationId: number): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.id, m.account_id as "accountId", a.name, a.title, a.email, a.language, m.role, m.since,
      a.state = 'active' as active, m.offered_by as "offeredBy"
    from membership m join account a on a.id = m.account_id
    where m.organisation_id = ${organisationId} and m.ended_at is null
    order by array_position(array['owner', 'editor', 'reader'], m.role), a.name collate vi, m.id`.execute(db);
  return rows;
}

/** Those who look after the organisation and can act. */
export function ownersAmong(members: readonly Member[]): Member[] {
  return members.filter(({ role, active }) => role === 'owner' && active);
}

/** Whether nobody else could look after the organisation: before they go they hand over. */
export function isOnlyOwner(members: readonly Member[], member: Member): boolean {
  return member.role === 'owner' && !ownersAmong(members).some(({ id }) => id !== member.id);
}

/**
 * The organisation with this code, locked: whoever changes its members takes turns, so that of two owners who leave at
 * once one stays. Throws `not_found`, also for a kind that nobody joins; `wrong_state` once its last day has passed.
 */
export async function lockForMembers(
  tx: Transaction,
  code: string,
  { clock }: Pick<Services, 'clock'>,
): Promise<NamedOrganisation> {
  const row = await tx
    .selectFrom('organisation')
    .select(['id', 'code', 'name', 'valid_to'])
    .where('code', '=', code)
    .where((e) => e('kind', '=', e.fn.any(e.val([...memberKinds]))))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  const { valid_to: last, ...organisation } = row;
  if (last === null || last >= localDateOf(clock())) return organisation;
  throw new Refusal('wrong_state', {
    vi: 'Tổ chức này đã chấm dứt: không ai gia nhập hay làm gì dưới tên tổ chức được nữa.',
    en: 'This organisation has ended: nobody joins it or acts in its name any longer.',
  });
}

/**
 * The account says where somebody belongs who is nothing but an applicant. Of anybody with a role of the office it is part
 * of their rights, for which administrators alone answer: joining and leaving organisations changes nothing there.
 */
const applicantsAlone = sql<boolean>`not exists (
  select 1 from role_grant g where g.account_id = account.id and g.role <> 'applicant' and g.revoked_at is null)`;

/** Lets somebody belong to an organisation; an applicant’s account says so too where it named none. null: they belong already. */
export async function openMembership(
  tx: Transaction,
  one: {
    readonly accountId: number;
    readonly organisationId: number;
    readonly role: MemberRole;
    readonly at: Date;
  },
): Promise<number | null> {
  const { accountId, organisationId, role, at } = one;
  const added = await tx
    .insertInto('membership')
    .values({ account_id: accountId, organisation_id: organisationId, role, since: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return null;
  await tx
    .updateTable('account')
    .set({ organisation_id: organisationId })
    .where('id', '=', accountId)
    .where('organisation_id', 'is', null)
    .where(applicantsAlone)
    .execute();
  return added.id;
}

/** Ends it; an applicant’s account names the organisation no longer. */
export async function closeMembership(
  tx: Transaction,
  member: { readonly id: number; readonly accountId: number },
  organisationId: number,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ ended_at: at, offered_by: null, offered_at: null })
    .where('id', '=', member.id)
    .execute();
  await tx
    .updateTable('account')
    .set({ organisation_id: null })
    .where('id', '=', member.accountId)
    .where('organisation_id', '=', organisationId)
    .where(applicantsAlone)
    .execute();
}
