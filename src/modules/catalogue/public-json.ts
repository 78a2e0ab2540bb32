import { sql } from 'kysely';

/* What public pages of entries, of today and as of a day, select in the same words. */

/** The issuing document of `edition` as JSON, when it is published. */
export const editionDocumentJson = sql`(select json_build_object('id', d.id, 'kind', d.kind, 'number', d.number,
  'symbol', d.symbol, 'date', d.issued, 'issuer', d.issuer, 'title', d.title)
  from document d where d.id = edition.document_id and d.state = 'published')`;

/** The amendment that stands as `edition` in the statement, as `Adjustment` reads it. */
export const adjustmentJson = sql`json_build_object('number', edition.amendment_no, 'reason', edition.reason,
  'document', ${editionDocumentJson})`;

/** `edition` as `readPublicEdition` reads it; its title and contact as `said` has them. */
const editionJsonAs = (
  said: 'edition' | 'said',
) => sql`json_build_object('code', edition.code, 'kind', edition.kind, 'year', edition.year,
  'from', edition.period_from, 'to', edition.period_to, 'title', ${sql.ref(`${said}.title`)}, 'titleEn', ${sql.ref(`${said}.title_en`)},
  'contact', ${sql.ref(`${said}.contact`)}, 'illustrative', edition.illustrative, 'source', edition.source,
  'publishedAt', edition.published_at, 'withdrawnAt', edition.withdrawn_at, 'note', edition.withdrawal_note,
  'noteEn', edition.withdrawal_note_en, 'reopenedAt', edition.reopened_at, 'reopeningNote', edition.reopening_note,
  'reopeningNoteEn', edition.reopening_note_en, 'supersededAt', edition.superseded_at,
  'successor', (select json_build_object('code', n.code, 'kind', n.kind, 'year', n.year, 'period',
    n.period_from || '-' || n.period_to) from edition n
    where edition.superseded_at is not null and n.replaces_id = edition.id
      and n.state in ('published', 'superseded', 'withdrawn') order by n.state = 'withdrawn', n.id desc limit 1),
  'document', ${editionDocumentJson})`;
/** `edition` as it is now. */
export const editionJson = editionJsonAs('edition');
/** As above with what it said of itself on a day: `saidOn` is to stand beside `edition`. */
export const editionJsonThen = editionJsonAs('said');

/** Legal bases that the issuing document of `edition` names, when it is published. */
export const issuingBasesCount = sql`(select count(*) from citation c join document d on d.id = c.document_id
  where d.id = edition.document_id and d.state = 'published' and c.role = 'basis')`;

/** Names of the sectors with these codes, in their order. */
export function sectorsJson(codes: ReturnType<typeof sql>) {
  return sql`coalesce((select json_agg(json_build_object('code', t.code, 'name', coalesce(s.name, t.code), 'name_en', s.name_en)
    order by t.at) from unnest(${codes}) with ordinality t (code, at) left join sector s on s.code = t.code), '[]')`;
}
