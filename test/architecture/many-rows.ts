import { sql } from 'kysely';
import type { TestApp } from '../support/app.ts';

/** How many more of everything. */
const more = 300;
/** Of each edition; all of one kind stay below the 1,000 up to which a search counts what each filter would bring. */
const moreEntries = 150;

/**
 * Multiplies what is there by plain SQL: organisations, accounts, sessions, documents, entries with all that hangs on
 * them, the parts of the things in `viewed`, events. What pages show grows long; nothing new is shown.
 */
export async function multiplyRows(
  { services: { db } }: TestApp,
  viewed: {
    readonly document: number;
    readonly entry: number;
    readonly review: number;
    /** Code of an organisation. */
    readonly organisation: string;
    readonly accounts: readonly number[];
  },
): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
  await run(sql`insert into organisation (code, kind, name)
    select 'NHIEU' || n, 'department', 'Cơ quan thử ' || n from generate_series(1, ${more}::int) n`);
  await run(sql`insert into organisation_succession (predecessor_id, successor_id)
    select old.id, o.id from organisation o join organisation old on old.code = ${viewed.organisation}
    where o.code ~ '^NHIEU[0-9]+$' and o.id <> old.id limit 100`);
  await run(sql`insert into account (email, name, organisation_id)
    select 'thu' || n || '@example.vn', 'Người thử ' || n, (select id from organisation where code = ${viewed.organisation})
    from generate_series(1, ${more}::int) n`);
  await run(sql`insert into role_grant (account_id, role)
    select id, 'programme_officer' from account where email like 'thu%@example.vn'`);
  await run(sql`insert into session (token_hash, account_id, created_at, last_seen_at, expires_at)
    select decode(md5(a.id || '-' || n), 'hex'), a.id, s.created_at, s.last_seen_at, s.expires_at
    from account a cross join generate_series(1, 50) n cross join (select * from session order by id limit 1) s
    where a.id = any(${viewed.accounts})`);
  // without effect: the clock of the world stands before them, or the lenders hold nothing to lend
  await run(sql`insert into delegation (from_account, to_account, role, valid_from, valid_to, created_at)
    select v, a.id, 'leader', date '2020-01-01' + a.id::int % 400, date '2020-01-31' + a.id::int % 400, now()
    from account a cross join unnest(${viewed.accounts}::bigint[]) v where a.email like 'thu%@example.vn'`);
  await run(sql`insert into delegation (from_account, to_account, role, valid_from, valid_to, created_at)
    select a.id, v, 'leader', date '2026-05-01', date '2026-12-31', now()
    from account a cross join unnest(${viewed.accounts}::bigint[]) v where a.email like 'thu%@example.vn'`);
  await run(sql`insert into document (kind, number, symbol, issued, issued_from, issuer, issuer_id, title, state, published_at, content)
    select kind, n || '/KH-UBND', 'KH-UBND', issued, issued_from, issuer, issuer_id, title || ' ' || n,
      case when n % 3 = 0 then 'draft' else 'published' end, case when n % 3 = 0 then null else now() end, content
    from document cross join generate_series(1, ${more}::int) n
    where id = (select min(id) from document where state = 'published')`);
  // the document looked at cites many and is cited by many
  await run(
    sql`update document set citation_key = 'thu' where id = ${viewed.document} and citation_key is null`,
  );
  await run(sql`insert into citation (document_id, position, role, kind, number, raw, citation_key)
    select id, 1000, 'basis', 'plan', '1/KH', 'Kế hoạch số 1/KH',
      (select citation_key from document where id = ${viewed.document}) from document`);
  await run(sql`insert into citation (document_id, position, role, kind, number, raw, citation_key)
    select ${viewed.document}, 2000 + n, 'body', 'plan', n || '/KH-UBND', 'Kế hoạch số ' || n, 'thu' || n
    from generate_series(1, ${more}::int) n`);
  await run(sql`insert into batch_file (batch_id, position, file_name, state)
    select id, 100 + n, 'tep-' || n || '.docx', 'refused' from batch cross join generate_series(1, ${more}::int) n`);
  await run(sql`insert into entry (edition_id, kind, ordinal, code, tt, title, summary, sectors, detail, keywords, published_at, removed_at)
    select e.edition_id, e.kind, 1000 + n, d.code || '-' || (1000 + n), n::text, e.title || ' ' || n, e.summary, e.sectors,
      e.detail, e.keywords, e.published_at, case when n % 5 = 0 then now() end
    from entry e join edition d on d.id = e.edition_id cross join generate_series(1, ${moreEntries}::int) n
    where e.id in (select min(id) from entry group by edition_id)`);
  await run(sql`insert into entry_organisation (entry_id, role, position, organisation_id, name)
    select e.id, o.role, o.position, o.organisation_id, o.name from entry e
    join entry first on first.edition_id = e.edition_id and first.id = (select min(id) from entry where edition_id = e.edition_id)
    join entry_organisation o on o.entry_id = first.id
    where e.ordinal > 1000`);
  await run(sql`insert into entry_organisation (entry_id, role, position, organisation_id, name)
    select ${viewed.entry}, 'partner', 1000 + row_number() over (), id, name from organisation`);
  await run(sql`insert into entry_place (entry_id, organisation_id)
    select e.id, o.id from entry e cross join (select id from organisation where kind = 'commune' limit 5) o
    where e.ordinal > 1000 on conflict do nothing`);
  await run(sql`insert into entry_place (entry_id, organisation_id)
    select ${viewed.entry}, id from organisation where kind = 'commune' on conflict do nothing`);
  // each has been published, the first of each edition many times within one day
  await run(sql`insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at)
    select s.entry_id, 1, s.edition_id, s.kind, s.code, s.title, s.dated, s.facets, s.content, e.published_at
    from entries_as_they_stand(array(select id from entry where ordinal > 1000)) s join entry e on e.id = s.entry_id`);
  await run(sql`insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at, to_at)
    select v.entry_id, v.number + n, v.edition_id, v.kind, v.code, v.title, v.dated, v.facets, v.content, v.from_at, v.from_at
    from entry_version v cross join generate_series(1, ${more}::int) n
    where v.entry_id in (select min(id) from entry group by edition_id)`);
  await run(sql`insert into entry_basis (entry_id, position, kind, number, raw, citation_key)
    select e.id, 1000, 'plan', '1/KH', 'Kế hoạch số 1/KH',
      (select citation_key from document where id = ${viewed.document}) from entry e`);
  await run(sql`insert into entry_basis (entry_id, position, kind, number, raw, citation_key)
    select ${viewed.entry}, 2000 + n, 'plan', n || '/KH-UBND', 'Kế hoạch số ' || n, 'thu' || n
    from generate_series(1, ${more}::int) n`);
  await run(sql`insert into note (edition_id, entry_id, body, form_key, written_at)
    select entry.edition_id, entry.id, 'Hỏi lại số liệu ' || entry.id || ' ' || n, 'note ' || entry.id || ' ' || n, now()
    from entry join edition on edition.id = entry.edition_id, generate_series(1, 3) n where edition.state = 'draft'`);
  await run(sql`insert into note (edition_id, entry_id, reply_to, body, form_key, written_at)
    select edition_id, entry_id, id, 'Trả lời ' || id || ' ' || n, 'reply ' || id || ' ' || n, now()
    from note, generate_series(1, 2) n where reply_to is null and id % 5 < 3`);
  await run(sql`insert into working_copy (entry_id, account_id, base_version, fields, saved_at)
    select ${viewed.entry}, id, 1, '{"values": {}, "base": {}}', now() from account where email like 'thu%'`);
  await run(sql`insert into working_copy (entry_id, account_id, base_version, fields, saved_at)
    select e.id, a.id, 1, '{"values": {}, "base": {}}', now()
    from account a cross join (select id from entry where ordinal > 1000 and published_at is null limit 100) e
    where a.id = any(${viewed.accounts}) on conflict do nothing`);
  await run(sql`insert into catalogue_import_row (import_id, position, entry, warnings)
    select import_id, 1000 + n, entry, warnings
    from catalogue_import_row cross join generate_series(1, ${more}::int) n
    where (import_id, position) in (select import_id, min(position) from catalogue_import_row where import_id = ${viewed.review} group by 1)`);
  await run(sql`insert into catalogue_import (kind, period_from, period_to, file_name, reading, header, created_by)
    select kind, period_from, period_to, 'tệp ' || n, '{}', header, null
    from catalogue_import cross join generate_series(1, ${more}::int) n where id = ${viewed.review}`);
  await run(sql`insert into backup (kind, origin, state, requested_at, started_at, ended_at, directory, bytes, row_count, files, events, head)
    select case when n % 5 = 0 then 'rehearsal' else 'export' end, 'schedule', case when n % 7 = 0 then 'failed' else 'done' end,
      now(), now(), now(), '/sao-luu/' || n, 1000 * n, n, n, n, repeat('a', 64) from generate_series(1, ${more}::int) n`);
  await run(sql`insert into event (seq, at, name, actor_kind, actor_account, subject_kind, subject_id, facts, previous_hash, hash)
    select 1000000 + row_number() over (), at, name, actor_kind, actor_account, subject_kind, subject_id, facts, previous_hash,
      sha256(convert_to(e.seq || '-' || n, 'UTF8'))
    from event e cross join generate_series(1, 60) n
    where e.seq in (select max(seq) from event group by subject_kind, subject_id, name)`);
  await run(sql`analyze`);
}
