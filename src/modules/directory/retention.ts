import { sql } from 'kysely';
import type { Keeping } from '../../platform/retention.ts';

/** What the directory keeps of people for a time. */
export const directoryKeepings: readonly Keeping[] = [
  {
    kind: 'sessions',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from session where id in (
        select id from session where ended_at < ${before} or expires_at < ${before} limit ${most}) returning id`.execute(
        tx,
      );
      return gone.rows.length;
    },
  },
  {
    kind: 'signIns',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from sign_in where id in (
        select id from sign_in where at < ${before} limit ${most}) returning id`.execute(tx);
      return gone.rows.length;
    },
  },
  {
    kind: 'devices',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from known_device where (account_id, token_hash) in (
        select account_id, token_hash from known_device where last_seen_at < ${before} limit ${most})
        returning account_id`.execute(tx);
      return gone.rows.length;
    },
  },
  {
    kind: 'invitations',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from invitation where id in (
        select id from invitation where coalesce(ended_at, expires_at) < ${before} limit ${most}) returning id`.execute(
        tx,
      );
      return gone.rows.length;
    },
  },
  {
    kind: 'refusedRegistrations',
    // that it was refused, and when, stays
    forget: async (tx, _services, before, most) => {
      const gone =
        await sql`update registration set name = case when kind = 'individual' then null else '…' end, name_en = null, tax_code = null, country = null,
        registration_number = null, commune_id = null, address = null, phone = null, activity = null, question = null,
        answer = null, vouched_how = null, reason = '…' where id in (
          select id from registration where state = 'refused' and decided_at < ${before} and (name <> '…' or reason <> '…') limit ${most})
        returning id`.execute(tx);
      return gone.rows.length;
    },
  },
  {
    kind: 'eventDetails',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from event_personal where (event_seq, field) in (
        select p.event_seq, p.field from event_personal p join event e on e.seq = p.event_seq
        where e.at < ${before} limit ${most}) returning event_seq`.execute(tx);
      return gone.rows.length;
    },
  },
  {
    kind: 'looks',
    forget: async (tx, _services, before, most) => {
      const gone =
        await sql`delete from personal_look where (subject_kind, subject_id, hour, reader_id, page) in (
        select subject_kind, subject_id, hour, reader_id, page from personal_look where hour < ${before} limit ${most})
        returning reader_id`.execute(tx);
      return gone.rows.length;
    },
  },
];
