import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { catalogueKinds } from '../entry.ts';
import { readLanguage } from './inputs.ts';
import { type Agency, type Question, refusals, type Said } from './question.ts';
import { stateOf } from './store.ts';

const text = z.string().nullable();
const agency = z.object({ id: z.number(), name: z.string(), nameEn: text }).nullable();
const sameAs = z.object({ id: z.number(), kind: z.enum(catalogueKinds), code: z.string() }).nullable();

function agencyJson(id: RawBuilder<unknown>) {
  return sql`(select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) from organisation o where o.id = ${id})`;
}

/**
 * What `readQuestion` takes, of `question`, `entry` and `asker`. Seen or not: of another question only the address is told,
 * and only while that is public.
 */
export const questionColumns = sql`question.id, question.entry_id, entry.edition_id, entry.kind, entry.code, entry.title as entry_title,
  question.language, question.title, question.body, question.shown_title, question.shown_body, question.asked_by,
  question.asked_at, question.named, question.illustrative, question.state, question.due_on, question.version,
  question.draft, question.draft_language, question.answer, question.answer_language, question.answered_at,
  question.corrected_at, question.refusal, question.refusal_note, question.ended_at, coalesce(question.asker_name, asker.name) as asker_name,
  case when question.named then question.asker_organisation
    else (select o.name from organisation o where o.id = asker.organisation_id) end as asker_organisation,
  ${agencyJson(sql`question.holder_id`)} as holder, ${agencyJson(sql`question.answered_for`)} as answered_for,
  (select json_build_object('id', said.id, 'kind', about.kind, 'code', about.code)
    from question said join entry about on about.id = said.entry_id
    where said.id = question.same_as and said.state = 'answered' and not about.confidential) as same_as`;

const row = z.object({
  id: z.number(),
  entry_id: z.number(),
  edition_id: z.number(),
  kind: z.enum(catalogueKinds),
  code: z.string(),
  entry_title: z.string(),
  language: z.string(),
  title: z.string(),
  body: z.string(),
  shown_title: text,
  shown_body: text,
  asked_by: z.number(),
  asked_at: z.date(),
  named: z.boolean(),
  illustrative: z.boolean(),
  state: z.string(),
  due_on: z.string(),
  version: z.number(),
  draft: text,
  draft_language: text,
  answer: text,
  answer_language: text,
  answered_at: z.date().nullable(),
  corrected_at: z.date().nullable(),
  refusal: z.enum(refusals).nullable(),
  refusal_note: text,
  ended_at: z.date().nullable(),
  asker_name: z.string(),
  asker_organisation: text,
  holder: agency,
  answered_for: agency,
  same_as: sameAs,
});

function said(words: string | null, language: string | null): Said | null {
  return words === null ? null : { text: words, language: readLanguage(language ?? 'vi') };
}

export function readQuestion(selected: unknown): Question {
  const read = row.parse(selected);
  const answer = said(read.answer, read.answer_language);
  const holder: Agency | null = read.holder;
  return {
    id: read.id,
    about: {
      ...{ entryId: read.entry_id, editionId: read.edition_id, kind: read.kind },
      ...{ code: read.code, title: read.entry_title },
    },
    language: readLanguage(read.language),
    asked: { title: read.title, body: read.body },
    shown:
      read.shown_title !== null && read.shown_body !== null
        ? { title: read.shown_title, body: read.shown_body }
        : null,
    askedBy: { id: read.asked_by, name: read.asker_name, organisation: read.asker_organisation },
    askedAt: read.asked_at,
    named: read.named,
    illustrative: read.illustrative,
    state: stateOf(read),
    holder,
    dueOn: parseLocalDate(read.due_on) ?? localDateOf(read.asked_at),
    version: read.version,
    draft: said(read.draft, read.draft_language),
    answer: answer && { ...answer, by: read.answered_for },
    answeredAt: read.answered_at,
    correctedAt: read.corrected_at,
    refused: read.refusal && { reason: read.refusal, note: read.refusal_note, sameAs: read.same_as },
    endedAt: read.ended_at,
  };
}
