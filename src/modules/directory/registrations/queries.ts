import { sql } from 'kysely';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { hasWords } from '../search-words.ts';
import type { RegistrationKind, RegistrationState } from './registration.ts';

/** A registration with everything given. */
export interface Registration {
  readonly id: number;
  readonly kind: RegistrationKind;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly taxCode: string | null;
  readonly country: string | null;
  readonly registrationNumber: string | null;
  readonly commune: NamedOrganisation | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly activity: string | null;
  readonly state: RegistrationState;
  readonly question: string | null;
  readonly answer: string | null;
  readonly reason: string | null;
  /** What it was accepted as or into. */
  readonly organisation: NamedOrganisation | null;
  readonly illustrative: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly consent: string;
  /** Who found out, and how, that the address is the person's; null where they answered a letter. */
  readonly vouched: { readonly by: string; readonly how: string | null } | null;
  readonly person: {
    readonly id: number;
    readonly name: string;
    readonly title: string | null;
    readonly email: string;
  };
}

function selectRegistrations(db: Querying) {
  return db
    .selectFrom('registration as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .leftJoin('organisation as c', 'c.id', 'r.commune_id')
    .leftJoin('organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.kind', 'r.name', 'r.name_en', 'r.tax_code', 'r.country', 'r.registration_number'])
    .select(['r.address', 'r.phone', 'r.activity', 'r.state', 'r.question', 'r.answer', 'r.reason'])
    .leftJoin('account as v', 'v.id', 'r.vouched_by')
    .select(['v.name as vouched_by', 'r.vouched_how'])
    .select(['r.illustrative', 'r.version', 'r.created_at', 'r.consent'])
    .select(['a.id as person_id', 'a.name as person_name', 'a.title as person_title', 'a.email'])
    .select(['c.id as commune_id', 'c.code as commune_code', 'c.name as commune_name'])
    .select(['o.id as organisation_id', 'o.code as organisation_code', 'o.name as organisation_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRegistrations>['execute']>>[number];

function named(id: number | null, code: string | null, name: string | null): NamedOrganisation | null {
  return id === null || code === null || name === null ? null : { id, code, name };
}

function registrationOf(row: Row): Registration {
  return {
    id: row.id,
    kind: row.kind as RegistrationKind,
    name: row.name,
    nameEn: row.name_en,
    taxCode: row.tax_code,
    country: row.country,
    registrationNumber: row.registration_number,
    commune: named(row.commune_id, row.commune_code, row.commune_name),
    address: row.address,
    phone: row.phone,
    activity: row.activity,
    state: row.state as RegistrationState,
    question: row.question,
    answer: row.answer,
    reason: row.reason,
    organisation: named(row.organisation_id, row.organisation_code, row.organisation_name),
    illustrative: row.illustrative,
    version: row.version,
    createdAt: row.created_at,
    consent: row.consent,
    vouched: row.vouched_by === null ? null : { by: row.vouched_by, how: row.vouched_how },
    person: { id: row.person_id, name: row.person_name, title: row.person_title, email: row.email },
  };
}

/** The registration, also of an individual, which is nobody's to check. Throws `not_found`. One statement. */
export async function findRegistration(db: Querying, id: number): Promise<Registration> {
  const row = await selectRegistrations(db).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return registrationOf(row);
}

/** Somebody's latest registration of an organisation, else of themselves; null for those who never registered. */
export async function latestRegistrationOf(db: Querying, accountId: number): Promise<Registration | null> {
  const row = await selectRegistrations(db)
    .where('r.account_id', '=', accountId)
    .orderBy(sql`r.kind = 'individual'`)
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? registrationOf(row) : null;
}

export interface RegistrationFilter {
  /** Words of the names or the tax code; diacritics are forgiven. */
  readonly q: string;
  readonly state: RegistrationState | null;
  readonly kind: RegistrationKind | null;
}

export const registrationsPerPage = 30;

export interface FoundRegistrations {
  readonly rows: readonly Registration[];
  readonly total: number;
  /** Of all kinds and words, by state. */
  readonly counts: Readonly<Partial<Record<RegistrationState, number>>>;
}

/** One page of those that officers look at, the longest waiting first, else the newest. Three statements. */
export async function pageOfRegistrations(
  db: Querying,
  { q, state, kind }: RegistrationFilter,
  page: number,
): Promise<FoundRegistrations> {
  let matching = db.selectFrom('registration').select('id').where('kind', '<>', 'individual');
  if (q) matching = matching.where(hasWords('registration.search_text', q));
  if (state) matching = matching.where('state', '=', state);
  if (kind) matching = matching.where('kind', '=', kind);
  const rows = await selectRegistrations(db)
    .where('r.id', 'in', matching)
    .orderBy('r.id', state === 'waiting' ? 'asc' : 'desc')
    .limit(registrationsPerPage)
    .offset((page - 1) * registrationsPerPage)
    .execute();
  const total = await db
    .selectFrom(matching.as('m'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const counted = await db
    .selectFrom('registration')
    .select(['state', (e) => e.fn.countAll<number>().as('count')])
    .where('kind', '<>', 'individual')
    .groupBy('state')
    .execute();
  return {
    rows: rows.map(registrationOf),
    total: Number(total.count),
    counts: Object.fromEntries(counted.map((one) => [one.state, Number(one.count)])),
  };
}

/** A registration that waits for an officer, as the desk shows it. */
export interface WaitingRegistration {
  readonly id: number;
  readonly kind: RegistrationKind;
  readonly name: string;
  readonly since: Date;
  readonly illustrative: boolean;
}

/** The longest waiting, and how many wait in all. One statement. */
export async function waitingRegistrations(
  db: Querying,
  most: number,
): Promise<{ readonly rows: readonly WaitingRegistration[]; readonly total: number }> {
  const rows = await db
    .selectFrom('registration')
    .select(['id', 'kind', 'name', 'updated_at', 'illustrative'])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(most)
    .execute();
  return {
    rows: rows.map(({ id, kind, name, updated_at, illustrative }) => ({
      ...{ id, kind: kind as RegistrationKind, name: name ?? '', since: updated_at, illustrative },
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}
