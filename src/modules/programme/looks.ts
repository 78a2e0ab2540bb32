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

/** What shows many things at once: the board of an agency, files of boards, the list of what is urged. */
type Whole = 'board' | 'urging';

/**
 * The same page or file of many things: every look of an inspector at it is recorded, with the agency it was narrowed to. Boards of the
 * whole province show figures, and what they lead to is recorded there.
 */
export function lookedOver(kind: Whole, route: Route): Route {
  const [page = kind] = route.path.split('/').slice(-1);
  return {
    ...route,
    handle: async (call) => {
      const answer = await route.handle(call);
      if (answer.ok && looksAsInspector(call.actor)) await recordWhole(call, kind, page);
      return answer;
    },
  };
}

async function recordWhole(call: Call, kind: Whole, page: string): Promise<void> {
  const { services, actor } = call;
  const at = services.clock();
  const agency = /^[1-9]\d{0,14}$/.test(call.query('co-quan')) ? Number(call.query('co-quan')) : null;
  const facts = { page, ...(agency !== null && { organisation: agency }) };
  await services.db
    .transaction()
    .execute((tx) =>
      appendEvent(tx, { name: `${kind}.viewed`, actor, at, subject: { kind, id: page }, facts }),
    );
}
