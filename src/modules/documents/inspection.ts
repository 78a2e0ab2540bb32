import { holds } from '../../kernel/actor.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Call } from '../../platform/http/call.ts';
import { can } from './policy.ts';

/** An inspector sees what is not public and leaves a trace: every such look is an event. */
export async function recordInspection(call: Call, documentId: number): Promise<boolean> {
  const { actor, services } = call;
  if (!holds(actor, 'inspector') || can(actor, 'edit', { state: 'draft' })) return false;
  await services.db.transaction().execute(async (tx) => {
    await appendEvent(tx, {
      name: 'document.inspected',
      actor,
      subject: { kind: 'document', id: documentId },
      at: services.clock(),
      requestId: call.requestId,
    });
  });
  return true;
}
