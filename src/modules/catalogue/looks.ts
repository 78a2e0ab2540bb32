import type { Actor } from '../../kernel/actor.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';

/** Records that an inspector looked: the right to read everything goes with a trace of every reading. */
export async function recordLook(
  services: Services,
  actor: Actor,
  kind: 'edition' | 'entry' | 'import',
  id: number,
): Promise<void> {
  await services.db
    .transaction()
    .execute((tx) =>
      appendEvent(tx, { name: `${kind}.viewed`, actor, subject: { kind, id }, at: services.clock() }),
    );
}
