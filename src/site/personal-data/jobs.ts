import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { questionKeepings } from '../../modules/catalogue/index.ts';
import { directoryKeepings } from '../../modules/directory/index.ts';
import { newsKeepings } from '../../modules/notifications/index.ts';
import { appendEvent, appendEvents } from '../../platform/events/append.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { mailKeepings } from '../../platform/mail/retention.ts';
import type { Keeping } from '../../platform/retention.ts';
import type { Services } from '../../platform/services.ts';
import { eraseWhole } from './erase.ts';

/** Letters that open nothing any longer are forgotten after these days, and the address with them. */
const letterDays = 3;
/** Rows forgotten in one transaction. */
const atOnce = 1_000;

/** One account at a time: each is much work, and locks what it belongs to. Of whoever was in office the name stays with their acts. */
const closedAccounts: Keeping = {
  kind: 'closedAccounts',
  forget: async (tx, services, before) => {
    const { rows } = await sql<{ id: number }>`select a.id from account a
      where a.state = 'closed' and a.erased_at is null and a.updated_at < ${before} and not a.illustrative
        and not exists (select 1 from role_grant g where g.account_id = a.id and g.role <> 'applicant')
        and not exists (select 1 from data_request r where r.account_id = a.id and r.ended_at is null)
      order by a.id limit 1`.execute(tx);
    const [one] = rows;
    if (!one) return 0;
    const { events } = await eraseWhole(tx, services, system, { accountId: one.id, requestId: null });
    await appendEvents(tx, events);
    return 1;
  },
};

const dataRequests: Keeping = {
  kind: 'dataRequests',
  forget: async (tx, _services, before, most) => {
    const gone = await sql`update data_request set address = null, words = '…' where id in (
      select id from data_request where ended_at < ${before} and (words <> '…' or address is not null) limit ${most})
      returning id`.execute(tx);
    return gone.rows.length;
  },
};

const keepings: readonly Keeping[] = [
  ...directoryKeepings,
  ...newsKeepings,
  ...questionKeepings,
  ...mailKeepings,
  dataRequests,
  closedAccounts,
];

/** Forgets everything whose time has passed, some at a time, and notes in the event log how much of what it was. */
export async function carryOutRetention(services: Services): Promise<void> {
  const { db, clock, config } = services;
  const now = clock().getTime();
  const counts: Record<string, number> = {};
  for (const { kind, forget } of keepings) {
    const before = new Date(now - config.retention[kind] * 86_400_000);
    for (;;) {
      const gone = await db.transaction().execute((tx) => forget(tx, services, before, atOnce));
      if (gone === 0) break;
      counts[kind] = (counts[kind] ?? 0) + gone;
    }
  }
  const lettersBefore = new Date(now - letterDays * 86_400_000);
  await db.deleteFrom('data_request_letter').where('asked_at', '<', lettersBefore).execute();
  if (Object.keys(counts).length === 0) return;
  await db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ name: 'retention.carried_out', actor: system, facts: counts, at: clock() },
      subject: { kind: 'retention', id: localDateOf(clock()) },
    }),
  );
}

export const dataJobs: readonly Job[] = [{ name: 'retention', every: '23 3 * * *', run: carryOutRetention }];
