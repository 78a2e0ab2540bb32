import { sql } from 'kysely';
import type { DataSubject, HeldData } from '../../platform/personal-data.ts';
import { consentRows } from './consents/commands.ts';

/**
 * The values beside the event log that are somebody's own, by event and field: their address wherever it was typed, from
 * where they did what concerns their account, and why they were appointed in an organisation. What they typed of others (an
 * address invited) is of those others.
 */
export function personalValuesOf({ accountId, address }: DataSubject) {
  const id = accountId === null ? null : String(accountId);
  return sql`
    select event_seq, field from event_personal where field = 'email' and lower(value) = ${address}
    union select p.event_seq, p.field from event e join event_personal p on p.event_seq = e.seq
      where e.subject_kind = 'account' and e.subject_id = ${id}
        and p.field in ('email', 'former', 'address', 'agent')
    union select p.event_seq, p.field from event e join event_personal p on p.event_seq = e.seq
      where e.actor_account = ${accountId} and p.field in ('address', 'agent') and e.name <> 'mail.refusal_lifted'
    union select p.event_seq, p.field from event_personal p join event e on e.seq = p.event_seq
      where p.field = 'reason' and e.name = 'membership.appointed' and e.facts ->> 'member' = ${id}`;
}

/** What the directory keeps of people, and what the platform does in its name: sessions, letters, the event log. */
export const directoryData: readonly HeldData[] = [
  {
    key: 'account',
    label: { vi: 'Tài khoản', en: 'Account' },
    rows: ({ accountId }) => sql`
      select a.id, a.email, a.name, a.title, a.language, a.state, a.created_at, a.updated_at,
        a.password_hash is not null as has_password, a.first_password_until, o.code as organisation_code, o.name as organisation
      from account a left join organisation o on o.id = a.organisation_id where a.id = ${accountId}`,
  },
  {
    key: 'roles',
    label: { vi: 'Vai trò được giao', en: 'Roles' },
    rows: ({ accountId }) => sql`
      select role, scope_kind, scope_id, granted_at, revoked_at from role_grant where account_id = ${accountId} order by id`,
  },
  {
    key: 'delegations',
    label: { vi: 'Ủy quyền', en: 'Delegations' },
    rows: ({ accountId }) => sql`
      select id, role, valid_from, valid_to, reason, created_at, ended_at,
        case when from_account = ${accountId} then 'given' else 'received' end as direction
      from delegation where from_account = ${accountId} or to_account = ${accountId} order by id`,
  },
  {
    key: 'absences',
    label: { vi: 'Ngày vắng mặt', en: 'Absences' },
    rows: ({ accountId }) => sql`
      select id, valid_from, valid_to, reason, created_at, ended_at from absence where account_id = ${accountId} order by id`,
  },
  {
    key: 'memberships',
    label: { vi: 'Tư cách thành viên của tổ chức', en: 'Memberships' },
    rows: ({ accountId }) => sql`
      select o.code, o.name, m.role, m.since, m.ended_at
      from membership m join organisation o on o.id = m.organisation_id where m.account_id = ${accountId} order by m.id`,
  },
  {
    key: 'invitations',
    label: { vi: 'Lời mời vào tổ chức', en: 'Invitations' },
    rows: ({ address }) => sql`
      select i.email, o.code, o.name, i.role, i.invited_at, i.expires_at, i.ended_at
      from invitation i join organisation o on o.id = i.organisation_id where i.email = ${address} order by i.id`,
  },
  {
    key: 'registrations',
    label: { vi: 'Đăng ký', en: 'Registrations' },
    rows: ({ accountId }) => sql`
      select id, kind, name, name_en, tax_code, country, registration_number, address, phone, activity, state, question,
        answer, reason, vouched_how, consent, consented_at, created_at, decided_at
      from registration where account_id = ${accountId} order by id`,
  },
  {
    key: 'unconfirmed_registrations',
    label: { vi: 'Đăng ký chưa xác nhận', en: 'Unconfirmed registrations' },
    rows: ({ address }) => sql`
      select email, given, vouched_how, consent, asked_at from registration_request where email = ${address} order by id`,
  },
  {
    key: 'consents',
    past: true,
    label: {
      vi: 'Việc đồng ý, rút lại đồng ý về dữ liệu cá nhân',
      en: 'Consents given and withdrawn',
    },
    rows: ({ accountId }) => sql`
      select version, at, way from (${consentRows(accountId)}) given order by at, place`,
  },
  {
    key: 'sessions',
    past: true,
    label: { vi: 'Phiên đăng nhập', en: 'Sessions' },
    rows: ({ accountId }) => sql`
      select id, created_at, last_seen_at, expires_at, ended_at, address, agent, proof, provider
      from session where account_id = ${accountId} order by id`,
  },
  {
    key: 'sign_ins',
    past: true,
    label: { vi: 'Lịch sử đăng nhập', en: 'Sign-in history' },
    rows: ({ accountId }) => sql`
      select at, outcome, proof, address, agent from sign_in where account_id = ${accountId} order by id`,
  },
  {
    key: 'devices',
    past: true,
    label: { vi: 'Trình duyệt đã biết', en: 'Known browsers' },
    rows: ({ accountId }) => sql`
      select first_seen_at, last_seen_at from known_device where account_id = ${accountId} order by first_seen_at`,
  },
  {
    key: 'second_factors',
    past: true,
    label: { vi: 'Cách xác thực hai bước (không gồm khóa)', en: 'Second factors (without their secrets)' },
    rows: ({ accountId }) => sql`
      select 'passkey' as kind, name, created_at, last_used_at from passkey where account_id = ${accountId}
      union all select 'totp', null, created_at, null from totp where account_id = ${accountId}`,
  },
  {
    key: 'recovery_codes',
    past: true,
    label: {
      vi: 'Mã khôi phục: đã dùng chưa, lúc nào (không gồm mã)',
      en: 'Recovery codes: whether used, and when (without the codes)',
    },
    rows: ({ accountId }) => sql`
      select used_at is not null as used, used_at from recovery_code where account_id = ${accountId} order by used_at`,
  },
  {
    key: 'identities',
    past: true,
    label: { vi: 'Tài khoản đăng nhập một lần đã liên kết', en: 'Linked single sign-on' },
    rows: ({ accountId }) => sql`
      select provider, issuer, subject, linked_at, last_used_at from identity where account_id = ${accountId} order by id`,
  },
  {
    key: 'letters',
    past: true,
    label: { vi: 'Thư hệ thống đã gửi', en: 'Letters sent' },
    rows: ({ accountId, address }) => sql`
      select letter.kind, mail.state, mail.created_at, mail.ended_at from mail join letter on letter.id = mail.letter_id
      where mail.account_id = ${accountId} or (mail.account_id is null and lower(mail.address) = ${address})
      order by mail.id`,
  },
  {
    key: 'events',
    past: true,
    label: { vi: 'Việc đã làm trong nhật ký (chỉ gồm mã số)', en: 'Acts in the event log (numbers only)' },
    rows: ({ accountId }) => sql`
      select seq, at, name, subject_kind, subject_id from event where actor_account = ${accountId} order by seq`,
  },
  {
    key: 'event_details',
    past: true,
    label: {
      vi: 'Địa chỉ, lý do được chỉ định ghi cạnh nhật ký',
      en: 'Addresses, and why appointed, beside the event log',
    },
    rows: ({ accountId, address }) => sql`
      select e.seq, e.at, p.field, p.value from event_personal p join event e on e.seq = p.event_seq
      where (p.event_seq, p.field) in (${personalValuesOf({ accountId, address })}) order by e.seq, p.field`,
  },
  {
    key: 'looks',
    past: true,
    label: { vi: 'Lần người khác xem dữ liệu', en: 'Looks of others at them' },
    rows: ({ accountId, address }) => sql`
      select page, at from personal_look where subject_kind = 'account' and subject_id = ${accountId}
      union all select l.page, l.at from data_request r join personal_look l
        on l.subject_kind = 'data_request' and l.subject_id = r.id where r.account_id is null and r.address = ${address}
      union all select l.page, l.at from mail join personal_look l on l.subject_kind = 'mail' and l.subject_id = mail.id
        where mail.account_id is null and lower(mail.address) = ${address} order by at`,
  },
];
