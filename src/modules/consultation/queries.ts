import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf, parseLocalDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import {
  audiences,
  type Consultation,
  type ConsultationState,
  consultationStates,
  type Part,
} from './consultation.ts';
import {
  askedIn,
  consultationReadBy,
  openTo,
  organisationsOf,
  organisationsSpokenFor,
  partSeenBy,
  readersOfParts,
} from './policy.ts';
import { patternsOf } from './word-patterns.ts';

const text = z.string().nullable();
const date = z.string().transform((typed) => parseLocalDate(typed) ?? localDateOf(new Date(typed)));

const row = z.object({
  id: z.number(),
  edition: z.object({ id: z.number(), code: z.string(), title: z.string() }).nullable(),
  file: z.object({ sha256: z.string(), name: z.string(), size: z.number() }).nullable(),
  title: z.string(),
  titleEn: text,
  introduction: z.string(),
  agency: z.string(),
  contact: z.string(),
  audience: z.enum(audiences),
  namesShown: z.boolean(),
  from: date,
  to: date,
  state: z.enum(consultationStates),
  takenAt: z.date().nullable(),
  illustrative: z.boolean(),
  version: z.number(),
  announcedAt: z.date().nullable(),
  withdrawal: text,
  publishedAt: z.date().nullable(),
  parts: z.number(),
});

function columns(reader: Actor) {
  return sql`consultation.id, consultation.title, consultation.title_en as "titleEn", consultation.introduction,
    (select json_build_object('id', e.id, 'code', e.code, 'title', e.title) from edition e where e.id = consultation.edition_id) as edition,
    (select json_build_object('sha256', f.sha256, 'name', consultation.file_name, 'size', f.size)
      from stored_file f where f.sha256 = consultation.file_sha256) as file,
    consultation.agency, consultation.contact, consultation.audience, consultation.names_shown as "namesShown",
    consultation.from_on as "from", consultation.to_on as "to", consultation.state, consultation.taken_at as "takenAt",
    consultation.illustrative, consultation.version, consultation.announced_at as "announcedAt", consultation.withdrawal,
    consultation.published_at as "publishedAt",
    (select count(*)::int from consultation_part part where part.consultation_id = consultation.id and ${partSeenBy(reader)}) as parts`;
}

async function read(db: Querying, reader: Actor, rest: RawBuilder<unknown>): Promise<Consultation[]> {
  const { rows } = await sql`select ${columns(reader)} from consultation ${rest}`.execute(db);
  return rows.map((found) => {
    const { from, to, ...parsed } = row.parse(found);
    return { ...parsed, window: { from, to } };
  });
}

/** A consultation as officers read it. Throws Refusal `not_found`. One statement. */
export async function findConsultation(db: Querying, actor: Actor, id: number): Promise<Consultation> {
  const [found] = Number.isSafeInteger(id)
    ? await read(db, actor, sql`where consultation.id = ${id} and ${consultationReadBy(actor)}`)
    : [];
  if (!found) throw notFound();
  return found;
}

/** An announced consultation that is for everybody, or for the actor. Throws Refusal `not_found`. One statement. */
export async function findOpenConsultation(db: Querying, actor: Actor, id: number): Promise<Consultation> {
  const [found] = Number.isSafeInteger(id)
    ? await read(db, readersOfParts, sql`where consultation.id = ${id} and ${openTo(actor)}`)
    : [];
  if (!found) throw notFound();
  return found;
}

/** What consultations for everybody are called, by number. One statement, none where nothing is asked. */
export async function namesOfConsultations(
  db: Querying,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Pick<Consultation, 'title' | 'titleEn'>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; title: string; titleEn: string | null }>`
    select id, title, title_en as "titleEn" from consultation
    where id = any(${[...ids]}::bigint[]) and audience = 'public' and announced_at is not null`.execute(db);
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}

export const consultationsPerPage = 20;

export interface Listed {
  readonly rows: readonly Consultation[];
  readonly total: number;
}

/** Condition on `consultation`: its title and agency have all words, or the name of a part that the reader may see. */
function calledLike(typed: string, reader: Actor): RawBuilder<boolean> {
  const patterns = patternsOf(typed);
  return sql<boolean>`(${patterns.length === 0} or vn_norm(consultation.title || ' ' || coalesce(consultation.title_en, '') || ' ' || consultation.agency)
    like all (${patterns}::text[])
    or consultation.id in (select part.consultation_id from consultation_part part
      where part.words like all (${patterns}::text[]) and ${partSeenBy(reader)}))`;
}

async function list(
  db: Querying,
  reader: Actor,
  where: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Listed> {
  const { rows } = await sql<{
    total: number;
  }>`select count(*)::int as total from consultation where ${where}`.execute(db);
  const total = rows[0]?.total ?? 0;
  if (total === 0) return { total, rows: [] };
  return {
    total,
    rows: await read(db, reader, sql`where ${where} order by ${order} limit ${limit} offset ${offset}`),
  };
}

export const shownPhases = ['open', 'coming', 'ended'] as const;
/** `ended`: closed, answered or withdrawn. */
export type ShownPhase = (typeof shownPhases)[number];

export interface OpenFilters {
  readonly text: string;
  readonly phase: ShownPhase | null;
  readonly limit: number;
  readonly offset: number;
}

function inPhase(phase: ShownPhase | null, today: LocalDate): RawBuilder<boolean> {
  if (phase === null) return sql<boolean>`true`;
  const announced = sql`consultation.state = 'announced'`;
  if (phase === 'coming') return sql<boolean>`(${announced} and consultation.from_on > ${today}::date)`;
  if (phase === 'open')
    return sql<boolean>`(${announced} and ${today}::date between consultation.from_on and consultation.to_on)`;
  return sql<boolean>`(not ${announced} or consultation.to_on < ${today}::date)`;
}

/** Announced consultations for everybody or the actor: open ones by their end, coming ones, then the others. Two statements. */
export async function openConsultations(
  db: Querying,
  actor: Actor,
  filters: OpenFilters,
  today: LocalDate,
): Promise<Listed> {
  return list(
    db,
    readersOfParts,
    sql<boolean>`(${openTo(actor)} and ${inPhase(filters.phase, today)} and ${calledLike(filters.text, readersOfParts)})`,
    sql`case when ${inPhase('open', today)} then 0 when ${inPhase('coming', today)} then 1 else 2 end,
      case when ${inPhase('open', today)} then consultation.to_on end, consultation.from_on desc, consultation.id desc`,
    filters,
  );
}

/** The last day a consultation first had, where it was prolonged. One statement. */
export async function firstEndOf(db: Querying, id: number): Promise<LocalDate | null> {
  const { rows } = await sql<{ end: string | null }>`select facts->>'from' as end from event
    where subject_kind = 'consultation' and subject_id = ${String(id)} and name = 'consultation.prolonged'
    order by seq limit 1`.execute(db);
  return parseLocalDate(rows[0]?.end ?? '');
}

/** Consultations the person or theirs commented on, the latest first. Two statements. */
export function commentedOn(db: Querying, actor: AccountActor, page: number): Promise<Listed> {
  const own = sql`from consultation_comment comment where comment.consultation_id = consultation.id
    and (comment.author_id = ${actor.id} or comment.organisation_id = any(${[...organisationsSpokenFor(actor)]}::bigint[]))`;
  return list(
    db,
    readersOfParts,
    sql<boolean>`(${openTo(actor)} and exists (select 1 ${own}))`,
    sql`(select max(comment.id) ${own}) desc`,
    { limit: consultationsPerPage, offset: (page - 1) * consultationsPerPage },
  );
}

/** Public consultations that take comments today, those that end first before. One statement. */
export function openNow(db: Querying, today: LocalDate, limit: number): Promise<readonly Consultation[]> {
  return read(
    db,
    readersOfParts,
    sql`where ${openTo(readersOfParts)} and ${inPhase('open', today)}
      order by consultation.to_on, consultation.id limit ${limit}`,
  );
}

/** Condition on `consultation`: everybody reads of it and it was not ended. */
export const isPublicConsultation = sql<boolean>`(consultation.audience = 'public' and consultation.state in ('announced', 'published'))`;

/** A public consultation as feeds, calendars and followers name it. */
export interface KnownConsultation {
  readonly id: number;
  readonly title: string;
  readonly titleEn: string | null;
  readonly agency: string;
  readonly to: string;
  readonly state: 'announced' | 'published';
  readonly illustrative: boolean;
  readonly version: number;
  readonly announcedAt: Date;
  /** When its readers last learnt something of it. */
  readonly changedAt: Date;
}

/** Null for one that is not public, or was ended. One statement. */
export async function knownConsultation(db: Querying, id: number): Promise<KnownConsultation | null> {
  const { rows } = await sql<KnownConsultation>`
    select id, title, title_en as "titleEn", agency, to_on::text as "to", state, illustrative, version,
      announced_at as "announcedAt", coalesce(published_at, announced_at) as "changedAt"
    from consultation where id = ${id} and ${isPublicConsultation}`.execute(db);
  return rows[0] ?? null;
}

/** Shown on a desk; the others stand in the list of drafts. */
const mostOnDesk = 10;

/** Open consultations the person or theirs were asked in and have not commented on; the one that ends first before. One statement. */
export function consultationsWaiting(
  db: Querying,
  actor: AccountActor,
  today: LocalDate,
): Promise<readonly Consultation[]> {
  return read(
    db,
    readersOfParts,
    sql`where ${inPhase('open', today)} and ${askedIn(actor)} and not exists (
        select 1 from consultation_comment comment where comment.consultation_id = consultation.id and comment.state = 'sent'
          and (comment.author_id = ${actor.id} or comment.organisation_id = any(${[...organisationsOf(actor)]}::bigint[])))
      order by consultation.to_on, consultation.id limit ${mostOnDesk}`,
  );
}

export const workStates = ['all', ...consultationStates] as const;
export type WorkState = (typeof workStates)[number];

export interface WorkFilters {
  readonly text: string;
  readonly state: WorkState;
  readonly page: number;
}

/** Consultations officers read, the newest first. Two statements. */
export async function listConsultations(
  db: Querying,
  actor: Actor,
  { text, state, page }: WorkFilters,
): Promise<Listed> {
  const wanted: ConsultationState | null = state === 'all' ? null : state;
  return list(
    db,
    actor,
    sql<boolean>`(${consultationReadBy(actor)} and (${wanted}::text is null or consultation.state = ${wanted}) and ${calledLike(text, actor)})`,
    sql`consultation.id desc`,
    { limit: consultationsPerPage, offset: (page - 1) * consultationsPerPage },
  );
}

export const partsPerPage = 30;
/** Characters of a part in a list. */
export const partExcerpt = 220;

/** A page of the parts, shortened. One statement. */
export async function partsOf(
  db: Querying,
  reader: Actor,
  id: number,
  page: number,
): Promise<readonly Part[]> {
  const { rows } = await sql<Part>`
    select part.position, part.label, part.title, left(part.body, ${partExcerpt}) as body from consultation_part part
    where part.consultation_id = ${id} and ${partSeenBy(reader)}
    order by part.position limit ${partsPerPage} offset ${(page - 1) * partsPerPage}`.execute(db);
  return rows;
}

/** Names of all parts, to choose from. One statement. */
export async function partNames(
  db: Querying,
  reader: Actor,
  id: number,
): Promise<readonly Omit<Part, 'body'>[]> {
  const { rows } = await sql<Omit<Part, 'body'>>`
    select part.position, part.label, left(part.title, 120) as title from consultation_part part
    where part.consultation_id = ${id} and ${partSeenBy(reader)} order by part.position`.execute(db);
  return rows;
}

/** One part whole, with the positions beside it. Throws Refusal `not_found`. One statement. */
export async function findPart(
  db: Querying,
  reader: Actor,
  id: number,
  position: number,
): Promise<Part & { readonly previous: number | null; readonly next: number | null }> {
  const beside = (
    find: 'max' | 'min',
    way: '<' | '>',
  ) => sql`(select ${sql.raw(find)}(part.position) from consultation_part part
    where part.consultation_id = ${id} and part.position ${sql.raw(way)} ${position} and ${partSeenBy(reader)})`;
  const { rows } = Number.isSafeInteger(position)
    ? await sql<Part & { previous: number | null; next: number | null }>`
        select part.position, part.label, part.title, part.body, ${beside('max', '<')} as previous, ${beside('min', '>')} as next
        from consultation_part part
        where part.consultation_id = ${id} and part.position = ${position} and ${partSeenBy(reader)}`.execute(
        db,
      )
    : { rows: [] };
  const [part] = rows;
  if (!part) throw notFound();
  return part;
}

/** All parts whole, as officers edit them. One statement. */
export async function wholeParts(db: Querying, id: number): Promise<readonly Part[]> {
  return db
    .selectFrom('consultation_part')
    .select(['position', 'label', 'title', 'body'])
    .where('consultation_id', '=', id)
    .orderBy('position')
    .execute();
}

/** Somebody asked, and how many comments came. */
export interface Asked {
  readonly organisationId: number | null;
  readonly accountId: number | null;
  readonly email: string | null;
  readonly name: string;
  readonly comments: number;
}

/** By name, those who have not answered first. One statement. */
export async function askedOf(db: Querying, id: number): Promise<readonly Asked[]> {
  const { rows } = await sql<Asked>`
    select * from (
      select asked.organisation_id as "organisationId", asked.account_id as "accountId", a.email,
        coalesce(o.name, a.name) as name,
        (select count(*)::int from consultation_comment comment where comment.consultation_id = ${id} and comment.state = 'sent'
          and (comment.organisation_id = asked.organisation_id or comment.author_id = asked.account_id)) as comments
      from consultation_asked asked
      left join organisation o on o.id = asked.organisation_id left join account a on a.id = asked.account_id
      where asked.consultation_id = ${id}
    ) told order by comments > 0, name collate vi, "organisationId", "accountId"`.execute(db);
  return rows;
}

/** Drafts of editions a consultation can be on, the newest first. One statement. */
export async function editionsToConsult(
  db: Querying,
  editions: 'all' | readonly number[],
): Promise<readonly { readonly id: number; readonly code: string; readonly title: string }[]> {
  return db
    .selectFrom('edition')
    .select(['id', 'code', 'title'])
    .where('state', 'in', ['draft', 'with_head', 'with_leader', 'returned', 'scheduled'])
    .$if(editions !== 'all', (query) =>
      query.where(sql<boolean>`id = any(${[...(editions === 'all' ? [] : editions)]}::bigint[])`),
    )
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}
