import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type pg from 'pg';
import type { AccountActor } from '../src/kernel/actor.ts';
import { countTasks } from '../src/modules/programme/tasks/count.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { type Database, openDatabase } from '../src/platform/database/open.ts';
import type { Route } from '../src/platform/http/route.ts';
import { sessionCookieName } from '../src/platform/http/session-cookie.ts';
import { dayByTheMinute, openUseCounter } from '../src/platform/http/uses.ts';
import { createWeb } from '../src/platform/http/web.ts';
import { openLog } from '../src/platform/log.ts';
import { openMetrics } from '../src/platform/metrics.ts';
import type { Services } from '../src/platform/services.ts';
import { renderFailure } from '../src/ui/failure-page.tsx';
import { databaseApart, servicesOn } from './served.ts';

export const units = 300;
export const targets = 2_000;
/** The day pages are looked at; the tasks lie around it. */
export const now = new Date('2026-06-15T02:00:00Z');
const leader: AccountActor = {
  ...{ kind: 'account', id: 1, name: 'Lãnh đạo', email: 'lanh-dao@example.vn', organisationId: null },
  ...{ grants: [{ role: 'leader', scope: null }], memberships: [], sessionId: 1 },
};

/** A province's programme, and its pages as a leader reads them. */
export interface Opened {
  readonly tasks: number;
  readonly db: Database;
  readonly statements: string[];
  /** Milliseconds until the whole page was there. */
  ask(path: string): Promise<number>;
  close(): Promise<void>;
}

/** A database of its own with that many tasks, and the pages on it. */
export async function openProgramme(tasks: number, routes: readonly Route[]): Promise<Opened> {
  const server = await databaseApart();
  await migrate(server.connection);
  const plain = await servicesOn(server.connection);
  await fill(plain.db, tasks);
  await plain.close();
  const statements: string[] = [];
  const { db, close } = openDatabase({
    ...{ connection: server.connection satisfies pg.PoolConfig, log: openLog('silent') },
    onStatement: (text) => statements.push(text),
  });
  const services: Services = { ...plain, db, clock: () => now };
  const web = createWeb({
    ...{ services, routes, renderFailure, compression: false },
    authenticate: async () => leader,
    confirm: async () => null,
    assets: { urls: {}, respond: () => null },
    contentVersion: { current: () => null, close: async () => undefined },
    metrics: openMetrics(),
    uses: openUseCounter(dayByTheMinute(() => now)),
  });
  const headers = { cookie: `${sessionCookieName(services.config)}=measured` };
  return {
    ...{ tasks, db, statements },
    async ask(path) {
      const started = performance.now();
      const answer = await web.fetch(new Request(`http://localhost:8080${path}`, { headers }));
      await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status} ${path}`);
      return performance.now() - started;
    },
    async close() {
      await close();
      await server.stop();
    },
  };
}

/** Twelve plans of six groups, tasks over four years with one lead or two, some of them parts of others; counts by the product. */
async function fill(db: Database, tasks: number): Promise<void> {
  await sql`insert into organisation (code, kind, name) select 'DV-' || n, case when n <= 65 then 'commune' else 'agency' end, 'Đơn vị số ' || n from generate_series(1, ${units}) n`.execute(
    db,
  );
  await sql`with layout as (insert into commune_layout (source, made_at) values ('bench', now()) returning id)
    insert into commune_tile select layout.id, organisation.id, 1 + organisation.id % 9, 1 + organisation.id / 9
    from layout, organisation where kind = 'commune'`.execute(db);
  await sql`insert into plan (code, mark, level, title, number, issued, state, in_force_on, form_key, created_at)
    select 'KH-' || n || '-2025', n || '-2025', 'province', 'Kế hoạch số ' || n, n || '/KH-UBND', '2025-01-15', 'in_force', date '2025-01-15',
      'plan ' || n, now() from generate_series(1, 12) n`.execute(db);
  await sql`insert into plan_group (plan_id, of, position, label, name)
    select plan.id, 'tasks', n, n::text, 'Nhóm nhiệm vụ ' || n from plan, generate_series(1, 6) n`.execute(
    db,
  );
  await sql`insert into task (code, plan_id, position, group_id, tt, name, deadline_kind, deadline_from, deadline_to, deadline_raw, state,
      last_day, percent, informed_on, closed, closed_on, created_at)
    select 'NV-' || n, plan.id, n, plan.id * 6 - 5 + n % 6, n::text, 'Xây dựng, vận hành hệ thống số ' || n, 'date', due, due, '',
      case when closed then 'done_in_time' when due < ${now} then 'overdue' when due < ${now}::date + 15 then 'due_soon'
        when n % 7 = 0 then 'not_started' when n % 11 = 0 then 'awaiting' else 'in_term' end,
      due, n % 100, case when n % 3 > 0 then date '2026-06-01' - n % 300 end, case when closed then 'done' end,
      case when closed then due - 3 end, now()
    from (select n, date '2025-01-01' + (n * 7919) % 1460 as due, (n * 31) % 10 < 4 as closed from generate_series(1, ${tasks}::int) n) given
    join plan on plan.id = 1 + given.n % 12 order by given.n`.execute(db);
  await sql`update task set parent_id = (select id from task above where above.id = task.id - 12) where id % 5 = 0 and id > 24 and id % 10 > 0`.execute(
    db,
  );
  await sql`insert into task_agency (task_id, role, position, organisation_id, name, since, informed_on)
    select id, 'lead', 1, 1 + (id * 13) % ${units}::int, 'Đơn vị', date '2025-02-01', informed_on from task
    union all select id, 'lead', 2, 1 + (id * 13 + 7) % ${units}::int, 'Đơn vị', date '2025-02-01', null from task where id % 4 = 0`.execute(
    db,
  );
  await sql`insert into target (code, plan_id, position, name, unit, direction, information, outlook, value, since_on, created_at)
    select 'CT-' || n, 1 + n % 12, n, 'Chỉ tiêu số ' || n, '%', 'higher', (array['measured', 'stale', 'missing'])[1 + n % 3],
      (array['expected', 'at_risk', 'unlikely', 'cannot_tell'])[1 + n % 4], n % 100, date '2025-12-31' - n % 90, now()
    from generate_series(1, ${targets}) n`.execute(db);
  await sql`insert into target_agency (target_id, position, organisation_id, name, since)
    select id, 1, 1 + id % ${units}::int, 'Đơn vị', date '2025-02-01' from target`.execute(db);
  const { rows } = await sql<{ id: number }>`select id from task order by id`.execute(db);
  for (let from = 0; from < rows.length; from += 10_000)
    await db.transaction().execute((tx) =>
      countTasks(
        tx,
        rows.slice(from, from + 10_000).map(({ id }) => id),
      ),
    );
  await sql`vacuum analyze`.execute(db);
}

/** In milliseconds, to a tenth. */
export function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 10) / 10;
}
