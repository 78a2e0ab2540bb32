import { sql } from 'kysely';
import { appendEvent } from '../../platform/events/append.ts';
import type { Call } from '../../platform/http/call.ts';
import type { Route } from '../../platform/http/route.ts';
import { looksAsInspector, recordLook } from '../catalogue/index.ts';
import { readId } from '../directory/index.ts';

type Looked = 'plan' | 'plan_import' | 'task' | 'target' | 'difficulty' | 'directive' | 'urging_letter';

/** Records that an inspector was shown these; nothing for anybody else. */
export async function recordInspection(call: Call, kind: Looked, ids: readonly number[]): Promise<void> {
  if (ids.length > 0 && looksAsInspector(call.actor))
    await recordLook(call.services, call.actor, kind, ...ids);
}

/** The same page or file of one thing, named by `id` in its path: every look of an inspector at it is recorded, once it was shown. */
export function inspected(kind: Looked, route: Route): Route {
  return {
    ...route,
    handle: async (call) => {
      const answer = await route.handle(call);
      if (answer.ok) await recordInspection(call, kind, [readId(call, 'id')]);
      return answer;
    },
  };
}

/** What shows the whole: boards, the list of what is urged, the days ahead. */
type Whole = 'board' | 'urging' | 'foresight';

/**
 * The same page or file of the whole: every look of an inspector at it is recorded, with the agency it was narrowed to. `hourly`: of one
 * that asks for itself again and again, the first of an hour.
 */
export function lookedOver(
  kind: Whole,
  route: Route,
  { hourly }: { readonly hourly: boolean } = { hourly: false },
): Route {
  const [page = kind] = route.path.split('/').slice(-1);
  return {
    ...route,
    handle: async (call) => {
      const answer = await route.handle(call);
      if (answer.ok && looksAsInspector(call.actor)) await recordWhole(call, kind, page, hourly);
      return answer;
    },
  };
}

async function recordWhole(call: Call, kind: Whole, page: string, hourly: boolean): Promise<void> {
  const { services, actor } = call;
  const at = services.clock();
  const agency = /^[1-9]\d{0,14}$/.test(call.query('co-quan')) ? Number(call.query('co-quan')) : null;
  await services.db.transaction().execute(async (tx) => {
    if (hourly && actor.kind === 'account') {
      const { rows } =
        await sql`select 1 from event where actor_account = ${actor.id} and name = ${`${kind}.viewed`}
        and subject_id = ${page} and at > ${at}::timestamptz - interval '1 hour' limit 1`.execute(tx);
      if (rows.length > 0) return;
    }
    await appendEvent(tx, {
      ...{ name: `${kind}.viewed`, actor, at, subject: { kind, id: page } },
      facts: { page, ...(agency !== null && { organisation: agency }) },
    });
  });
}
