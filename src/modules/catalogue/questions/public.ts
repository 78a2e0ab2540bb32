import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Agency } from './question.ts';

/** An answered question as every visitor reads it. */
export interface PublicQuestion {
  readonly id: number;
  /** Of the entry it was asked about, which may live on in another one. */
  readonly code: string;
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  /** Who asked, where they wished it. */
  readonly asker: { readonly name: string; readonly organisation: string | null } | null;
  readonly askedOn: LocalDate;
  readonly answer: string;
  readonly answerLanguage: Language;
  /** Null: the focal point. */
  readonly agency: Agency | null;
  readonly answeredOn: LocalDate;
  readonly correctedOn: LocalDate | null;
  readonly illustrative: boolean;
}

export interface PublicQuestions {
  readonly items: readonly PublicQuestion[];
  readonly total: number;
}

/** Shown at once. */
export const publicPageSize = 10;

/** The entry and those that live on in it: what was asked about them is found with it. */
function family(entryId: number) {
  return sql`recursive family (id) as (
    select ${entryId}::bigint
    union
    select s.from_entry_id from family
      join entry_succession s on s.to_entry_id = family.id and s.public_at is not null and not s.stays
      join entry gone on gone.id = s.from_entry_id and gone.removed_at is not null and not gone.confidential
  )`;
}

const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone interval '7 hours')::date`;

/**
 * Answered questions about a public entry, the latest answer first. `excerpt`: characters of long texts. Seen or not: whether
 * the entry is public its reader has asked, and what lives on in it is public with it. One statement.
 */
export async function publicQuestions(
  db: Querying,
  entryId: number,
  { limit, offset, excerpt }: { readonly limit: number; readonly offset: number; readonly excerpt?: number },
): Promise<PublicQuestions> {
  const most = excerpt ?? 100_000;
  const { rows } = await sql<PublicQuestion & { total: number }>`
    with ${family(entryId)}, found as (
      select question.* from question where question.state = 'answered' and question.entry_id in (select id from family)
    )
    select ${publicColumns(most)}, (select count(*)::int from found) as total
    from found question join entry on entry.id = question.entry_id
    order by question.answered_at desc, question.id desc limit ${limit} offset ${offset}`.execute(db);
  return { items: rows.map(({ total: _total, ...item }) => item), total: rows[0]?.total ?? 0 };
}

/** One of them; null where there is none such. Seen or not: as above. One statement. */
export async function publicQuestion(
  db: Querying,
  entryId: number,
  id: number,
): Promise<PublicQuestion | null> {
  const { rows } = await sql<PublicQuestion>`
    with ${family(entryId)}
    select ${publicColumns(100_000)}
    from question join entry on entry.id = question.entry_id
    where question.id = ${id} and question.state = 'answered' and question.entry_id in (select id from family)`.execute(
    db,
  );
  return rows[0] ?? null;
}

function publicColumns(most: number) {
  return sql`question.id, entry.code, question.language, coalesce(question.shown_title, question.title) as title,
    left(coalesce(question.shown_body, question.body), ${most}) as body,
    case when question.named then json_build_object('name', question.asker_name,
      'organisation', question.asker_organisation) end as asker,
    ${dayOf('question.asked_at')} as "askedOn", left(question.answer, ${most}) as answer,
    question.answer_language as "answerLanguage", ${dayOf('question.answered_at')} as "answeredOn",
    ${dayOf('question.corrected_at')} as "correctedOn", question.illustrative,
    (select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en)
      from organisation o where o.id = question.answered_for) as agency`;
}

/** An answered question much like one that is being asked. */
export interface LikeQuestion {
  readonly id: number;
  readonly title: string;
  readonly language: Language;
}

/** Titles less alike are of no interest. */
const leastLikeness = 0.35;
/** The newest questions of an entry that are compared. */
const mostCompared = 1_000;

/** Answered questions about the entry that may be the one meant; three at most. One statement. */
export async function likeQuestions(
  db: Querying,
  entryId: number,
  title: string,
): Promise<readonly LikeQuestion[]> {
  const { rows } = await sql<LikeQuestion>`
    with ${family(entryId)}, known as (
      select question.id, coalesce(shown_title, title) as title, language from question
      where state = 'answered' and entry_id in (select id from family) order by answered_at desc limit ${mostCompared}
    )
    select id, title, language from known
    where similarity(vn_norm(${title}), vn_norm(title)) > ${leastLikeness}
    order by similarity(vn_norm(${title}), vn_norm(title)) desc, id desc limit 3`.execute(db);
  return rows;
}
