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
