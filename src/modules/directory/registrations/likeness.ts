import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import { memberKinds } from '../organisations/organisation.ts';
import type { RegistrationState } from './registration.ts';
import { publicMailDomains } from './registration.ts';

/** What two of them have alike. */
export const likenesses = ['taxCode', 'name', 'domain', 'address'] as const;
export type Likeness = (typeof likenesses)[number];

/** An organisation of the directory, or another registration, that may be the one that registers. */
export interface Lookalike {
  readonly what: 'organisation' | 'registration';
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly taxCode: string | null;
  readonly address: string | null;
  /** Of another registration. */
  readonly state: RegistrationState | null;
  readonly illustrative: boolean;
  readonly alike: readonly Likeness[];
}

/** Shown at most; those with most alike come first. */
const most = 12;
/** From which share of common trigrams on two names, two addresses, are alike. */
const alikeFrom = { name: 0.55, address: 0.6 } as const;

/** A domain that more organisations share, such as that of an administration, says nothing either. */
const domainOfFew = 3;

interface Row extends Omit<Lookalike, 'alike'> {
  readonly tax: boolean;
  readonly name_alike: number;
  readonly domain: boolean;
  readonly address_alike: number;
}

/**
 * What resembles a registration: the same tax code (dependent units share its first ten digits), the same domain of
 * mail that is not one for everybody, a similar name without the kind of company, a similar address; not what it was
 * accepted as. One statement;
 * each way in has its own index.
 */
export async function lookalikesOf(db: Querying, registrationId: number): Promise<Lookalike[]> {
  const publicDomains = [...publicMailDomains];
  const { rows } = await sql<Row>`
    with mine as (
      select r.id, r.account_id, r.organisation_id as accepted_as, left(r.tax_code, 10) as tax, organisation_core_name(r.name) as core,
        vn_norm(coalesce(r.address, '')) as address,
        case when split_part(lower(a.email), '@', 2) = any(${publicDomains}::text[]) then null
          else split_part(lower(a.email), '@', 2) end as domain
      from registration r join account a on a.id = r.account_id where r.id = ${registrationId}
    ), sharing as (
      select a.id, a.organisation_id from mine join account a on split_part(lower(a.email), '@', 2) = mine.domain
      where a.id <> mine.account_id limit 200
    ), same_domain as (
      select * from sharing where (select count(distinct organisation_id) from sharing) <= ${domainOfFew}
    ), organisations as (
      select o.id from mine join organisation o on left(o.tax_code, 10) = mine.tax
      union select o.id from mine join organisation o on organisation_core_name(o.name) % mine.core
      union select organisation_id from same_domain where organisation_id is not null
      union select m.organisation_id from same_domain join membership m on m.account_id = same_domain.id and m.ended_at is null
      union select p.organisation_id from mine join organisation_profile p on vn_norm(coalesce(p.address, '')) % mine.address
    ), registrations as (
      select r.id from mine join registration r on left(r.tax_code, 10) = mine.tax
      union select r.id from mine join registration r on organisation_core_name(r.name) % mine.core
      union select r.id from same_domain join registration r on r.account_id = same_domain.id
      union select r.id from mine join registration r on vn_norm(coalesce(r.address, '')) % mine.address
    ), found as (
      select 'organisation' as what, o.id, o.code, o.name, o.tax_code, p.address, null as state, o.illustrative,
        coalesce(left(o.tax_code, 10) = mine.tax, false) as tax,
        similarity(organisation_core_name(o.name), mine.core) as name_alike,
        exists (select 1 from same_domain d left join membership m on m.account_id = d.id and m.ended_at is null
          where o.id in (d.organisation_id, m.organisation_id)) as domain,
        similarity(vn_norm(coalesce(p.address, '')), mine.address) as address_alike
      from mine cross join organisations join organisation o on o.id = organisations.id
        left join organisation_profile p on p.organisation_id = o.id
      where o.kind = any(${[...memberKinds]}::text[]) and o.id is distinct from mine.accepted_as
      union all
      select 'registration', r.id, null, r.name, r.tax_code, r.address, r.state, r.illustrative,
        coalesce(left(r.tax_code, 10) = mine.tax, false),
        similarity(organisation_core_name(r.name), mine.core),
        exists (select 1 from same_domain d where d.id = r.account_id),
        similarity(vn_norm(coalesce(r.address, '')), mine.address)
      from mine cross join registrations join registration r on r.id = registrations.id
      where r.id <> mine.id and r.kind <> 'individual' and r.organisation_id is null
    )
    select what, id, code, name, tax_code as "taxCode", address, state, illustrative, tax, name_alike, domain, address_alike
    from found
    where tax or domain or name_alike >= ${alikeFrom.name} or address_alike >= ${alikeFrom.address}
    order by tax desc, name_alike + address_alike + domain::int desc, what, id limit ${most}`.execute(db);
  return rows.map(({ tax, name_alike, domain, address_alike, ...row }) => ({
    ...row,
    alike: [
      ...(tax ? (['taxCode'] as const) : []),
      ...(name_alike >= alikeFrom.name ? (['name'] as const) : []),
      ...(domain ? (['domain'] as const) : []),
      ...(address_alike >= alikeFrom.address ? (['address'] as const) : []),
    ],
  }));
}
