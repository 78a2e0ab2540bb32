import { sql } from 'kysely';
import { notFound } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import {
  followsMark,
  type MailState,
  secretMark,
  stopMark,
  withoutSecret,
} from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';

export const mailsPerPage = 30;
/** Mails counted at most: what is older is found by its address. */
const mostCounted = 1_000;

/** The list as its address asks for it. */
export interface OutboxQuery {
  /** The beginning of an address. */
  readonly q: string;
  readonly state: MailState | null;
  readonly page: number;
}

/** A mail as administrators see it: to whom, of which kind, in which state; not what it says. */
export interface SentMail {
  readonly id: number;
  readonly kind: string;
  readonly address: string;
  readonly name: string | null;
  readonly accountId: number | null;
  readonly state: MailState;
  readonly tries: number;
  readonly failure: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
}

const columns = sql`mail.id, letter.kind, mail.address, account.name, mail.account_id as "accountId", mail.state,
  mail.tries, mail.failure, mail.created_at as "createdAt", mail.due_at as "dueAt", mail.ended_at as "endedAt"`;

export interface Outbox {
  readonly rows: readonly SentMail[];
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** The newest first. Two statements. */
export async function listMails(db: Querying, { q, state, page }: OutboxQuery): Promise<Outbox> {
  // what is typed is never a pattern itself
  const begins = `${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const wanted = sql`${q === '' ? sql`true` : sql`lower(mail.address) like ${begins}`}
    and ${state === null ? sql`true` : sql`mail.state = ${state}`}`;
  const { rows } = await sql<SentMail>`
    select ${columns} from (select * from mail where ${wanted} order by id desc
        limit ${mailsPerPage} offset ${(page - 1) * mailsPerPage}) mail
      join letter on letter.id = mail.letter_id left join account on account.id = mail.account_id
    order by mail.id desc`.execute(db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from (select 1 from mail where ${wanted} limit ${mostCounted + 1}) found`.execute(
    db,
  );
  const total = counted.rows[0]?.total ?? 0;
  return { rows, total: Math.min(total, mostCounted), totalIsExact: total <= mostCounted };
}

export interface WholeMail extends SentMail {
  readonly language: Language;
  readonly subject: string;
  /** What it says, for mails to people of the sample alone; undefined for all others, null where it was erased. */
  readonly text: string | null | undefined;
  /** It cannot be sent again: it carries a key used once, or its text was erased. */
  readonly once: boolean;
}

/** Throws `not_found`. One statement. */
export async function findMail(db: Querying, id: number): Promise<WholeMail> {
  const { rows } = await sql<Omit<WholeMail, 'text'> & { illustrative: boolean | null; body: string | null }>`
    select ${columns}, letter.language, letter.subject, account.illustrative,
      case when account.illustrative then letter.body_text end as body,
      coalesce(strpos(letter.body_text, ${secretMark}) > 0, true) as once
    from mail join letter on letter.id = mail.letter_id left join account on account.id = mail.account_id
    where mail.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound();
  const { illustrative, body, ...mail } = row;
  // what lets its reader do something is its reader's alone
  const text =
    body === null ? null : withoutSecret(body.replaceAll(stopMark, '…').replaceAll(followsMark, '…'));
  return { ...mail, text: illustrative ? text : undefined };
}

export interface RefusedAddress {
  readonly address: string;
  readonly failure: string;
  readonly since: Date;
}

/** Addresses nothing is sent to, the newest first. One statement. */
export async function listRefusals(
  db: Querying,
  page: number,
): Promise<{ readonly rows: readonly RefusedAddress[]; readonly total: number }> {
  const rows = await db
    .selectFrom('mail_refusal')
    .selectAll()
    .select((row) => row.fn.countAll<number>().over().as('total'))
    .orderBy('since', 'desc')
    .orderBy('address')
    .limit(mailsPerPage)
    .offset((page - 1) * mailsPerPage)
    .execute();
  return {
    rows: rows.map(({ address, failure, since }) => ({ address, failure, since })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** Whether letters leave: no server is set; what waits was tried in vain; or all is well. One statement at most. */
export async function serverState({ config, db }: Services): Promise<'unset' | 'stuck' | 'well'> {
  if (config.smtpUrl === undefined) return 'unset';
  const waiting = await db
    .selectFrom('mail')
    .select('id')
    .where('state', '=', 'queued')
    .where('unreachable', '=', true)
    .limit(1)
    .executeTakeFirst();
  return waiting ? 'stuck' : 'well';
}
