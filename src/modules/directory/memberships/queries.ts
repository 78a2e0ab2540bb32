import { sql } from 'kysely';
import type { MemberRole } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { memberKinds, type NamedOrganisation, type OrganisationKind } from '../organisations/organisation.ts';

/** An organisation somebody belongs to. */
export interface OwnOrganisation extends NamedOrganisation {
  readonly nameEn: string | null;
  readonly role: MemberRole;
  /** An owner offers to hand over to them. */
  readonly offered: boolean;
  readonly illustrative: boolean;
}

/** The organisations somebody belongs to on a day, by name: one that has ended is none any longer. One statement. */
export async function organisationsOf(
  db: Querying,
  accountId: number,
  today: LocalDate,
): Promise<OwnOrganisation[]> {
  const { rows } = await sql<OwnOrganisation>`
    select o.id, o.code, o.name, o.name_en as "nameEn", m.role, m.offered_by is not null as offered, o.illustrative
    from membership m join organisation o on o.id = m.organisation_id
    where m.account_id = ${accountId} and m.ended_at is null
      and (o.valid_to is null or o.valid_to >= ${today}::date)
    order by o.name collate vi, o.id`.execute(db);
  return rows;
}

/** An organisation with what it says of itself, as its members and those who check it read it. */
export interface OrganisationProfile extends NamedOrganisation {
  readonly kind: OrganisationKind;
  readonly nameEn: string | null;
  readonly taxCode: string | null;
  readonly illustrative: boolean;
  readonly commune: NamedOrganisation | null;
  readonly address: string | null;
  readonly country: string | null;
  readonly registrationNumber: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly activity: string | null;
  readonly activityEn: string | null;
  /** 0 where nothing was said yet. */
  readonly version: number;
}

/** The organisation with this code. Throws `not_found`, also for a kind that nobody joins. One statement. */
export async function profileOf(db: Querying, code: string): Promise<OrganisationProfile> {
  const row = await db
    .selectFrom('organisation as o')
    .leftJoin('organisation_profile as p', 'p.organisation_id', 'o.id')
    .leftJoin('organisation as c', 'c.id', 'p.commune_id')
    .select(['o.id', 'o.code', 'o.name', 'o.kind', 'o.name_en', 'o.tax_code', 'o.illustrative'])
    .select(['p.address', 'p.country', 'p.registration_number', 'p.phone', 'p.website', 'p.activity'])
    .select(['p.activity_en', 'p.version', 'c.id as commune_id', 'c.code as commune_code'])
    .select('c.name as commune_name')
    .where('o.code', '=', code)
    .where((e) => e('o.kind', '=', e.fn.any(e.val([...memberKinds]))))
    .executeTakeFirst();
  if (!row) throw notFound();
  const { commune_id, commune_code, commune_name } = row;
  return {
    ...{ id: row.id, code: row.code, name: row.name, kind: row.kind as OrganisationKind },
    ...{ nameEn: row.name_en, taxCode: row.tax_code, illustrative: row.illustrative },
    commune:
      commune_id !== null && commune_code !== null && commune_name !== null
        ? { id: commune_id, code: commune_code, name: commune_name }
        : null,
    ...{ address: row.address, country: row.country, registrationNumber: row.registration_number },
    ...{ phone: row.phone, website: row.website, activity: row.activity, activityEn: row.activity_en },
    version: row.version ?? 0,
  };
}

/** An invitation that waits, as the owners see it. */
export interface WaitingInvitation {
  readonly id: number;
  readonly email: string;
  readonly role: MemberRole;
  readonly expiresAt: Date;
}

/** Invitations that can still be accepted. One statement. */
export async function invitationsOf(
  db: Querying,
  organisationId: number,
  now: Date,
): Promise<WaitingInvitation[]> {
  const rows = await db
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'expires_at'])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();
  return rows.map(({ id, email, role, expires_at }) => ({
    ...{ id, email, role: role as MemberRole, expiresAt: expires_at },
  }));
}
