import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountActor, MemberRole, Role } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';
import { normalEmail } from '../accounts/inputs.ts';
import { needsFactor } from '../factors/required.ts';

/** A session ends when unused for this long, and in any case after `lifetime`. Seconds. */
export const idleSeconds: number = 12 * 3600;
export const lifetimeSeconds: number = 7 * 86_400;

/** A session in use is noted at most this often. Seconds. */
const noteSeconds = 60;

/** 256 random bits; only their SHA-256 is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

interface ActorRow {
  id: number;
  name: string;
  email: string;
  organisation_id: number | null;
  session_id: number;
  strong: boolean;
  by_former: boolean;
  grants: {
    role: Role;
    kind: string | null;
    id: number | null;
    principal: number | null;
    principal_name: string | null;
    until: string | null;
  }[];
  memberships: { organisation: number; role: MemberRole }[];
}

/**
 * The person behind a session token with what they may do now, or null when the session or the account has ended.
 * One statement, which also notes at most once a minute that the session is in use.
 */
export function authenticate(services: Services): (token: string) => Promise<AccountActor | null> {
  return async (token) => {
    if (!/^[\w-]{43}$/.test(token)) return null;
    const now = services.clock();
    const hash = tokenHash(token);
    const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    const found = await sql<ActorRow>`
      with found as (
        select id, account_id, last_seen_at, strong, token_hash <> ${hash} as by_former from session
        where (token_hash = ${hash} or (former_token_hash = ${hash} and former_until > ${now})) and ended_at is null
          and expires_at > ${now} and last_seen_at > ${before(idleSeconds)}
      ), noted as (
        update session s set last_seen_at = ${now} from found
        where s.id = found.id and s.last_seen_at < ${before(noteSeconds)}
      )
      select a.id, a.name, a.email, a.organisation_id, found.id as session_id, found.strong, found.by_former,
        ${heldGrants(localDateOf(now))} as grants, ${memberships(localDateOf(now))} as memberships
      from found join account a on a.id = found.account_id
      where a.state = 'active'`.execute(services.db);
    const row = found.rows[0];
    if (!row) return null;
    const actor = { ...actorOf(row, row.session_id), ...(row.by_former && { byFormerToken: true as const }) };
    // without grants or an organisation, so that nothing that asks for them can be had before the second factor is there
    return row.strong || !needsFactor(services.config, actor.grants)
      ? actor
      : { ...actor, organisationId: null, grants: [], memberships: [], owesFactor: true };
  };
}

/** The person a command of the command line acts for. Throws `not_found` where there is no open account. */
export async function findActor(services: Services, email: string): Promise<AccountActor> {
  const found = await sql<Omit<ActorRow, 'session_id' | 'strong' | 'by_former'>>`
    select a.id, a.name, a.email, a.organisation_id, ${heldGrants(localDateOf(services.clock()))} as grants,
      ${memberships(localDateOf(services.clock()))} as memberships
    from account a where lower(a.email) = ${normalEmail(email)} and a.state = 'active'`.execute(services.db);
  const row = found.rows[0];
  if (!row) throw notFound();
  return actorOf(row, null);
}

/** The organisations the account `a` belongs to on a day; one that has ended gives nobody any right. */
function memberships(today: LocalDate) {
  return sql`coalesce((
    select json_agg(json_build_object('organisation', m.organisation_id, 'role', m.role) order by m.id)
    from membership m join organisation o on o.id = m.organisation_id
    where m.account_id = a.id and m.ended_at is null and (o.valid_to is null or o.valid_to >= ${today}::date)), '[]')`;
}

/**
 * What the account `a` may do on a day: its own grants, then those of the people it is the deputy of, which last as
 * long as their holder has them and an open account; that of an agency's officer is one in the agency for which it was lent,
 * also where its holder has it of the whole installation. That a member is an applicant for the organisation follows from
 * the membership alone, in `actorOf`: it is written nowhere else, so the two cannot differ.
 */
function heldGrants(today: LocalDate) {
  return sql`coalesce((
    select json_agg(json_build_object('role', g.role,
      'kind', case when held.agency is null then g.scope_kind else 'organisation' end, 'id', coalesce(held.agency, g.scope_id),
      'principal', held.principal, 'principal_name', held.name, 'until', held.until) order by held.principal nulls first, g.id)
    from (
      select a.id as holder, null::text as role, null::bigint as agency, null::bigint as home, null::bigint as principal,
        null::text as name, null::date as until
      union all
      select p.id, d.role, d.organisation_id, p.organisation_id, p.id, p.name, d.valid_to
      from delegation d join account p on p.id = d.from_account
      where d.to_account = a.id and d.ended_at is null and ${today}::date between d.valid_from and d.valid_to
        and p.state = 'active'
    ) held
    join role_grant g on g.account_id = held.holder and g.revoked_at is null
      and (held.role is null or g.role = held.role)
      and (held.agency is null or held.agency =
        case when g.scope_kind is null then held.home when g.scope_kind = 'organisation' then g.scope_id end)), '[]')`;
}

function actorOf(
  row: Omit<ActorRow, 'session_id' | 'strong' | 'by_former'>,
  sessionId: number | null,
): AccountActor {
  return {
    kind: 'account',
    id: row.id,
    name: row.name,
    email: row.email,
    organisationId: row.organisation_id,
    grants: [
      ...row.grants.map(({ role, kind, id, principal, principal_name, until }) => ({
        role,
        scope: kind === null || id === null ? null : { kind: kind as 'organisation', id },
        ...(principal !== null &&
          until !== null && {
            onBehalfOf: { id: principal, name: principal_name ?? '', until: until as LocalDate },
          }),
      })),
      ...row.memberships.map(({ organisation: id }) => ({
        role: 'applicant' as const,
        scope: { kind: 'organisation' as const, id },
      })),
    ],
    memberships: row.memberships.map(({ organisation, role }) => ({ organisationId: organisation, role })),
    sessionId,
  };
}
