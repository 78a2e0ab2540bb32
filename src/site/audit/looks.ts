import type { Actor } from '../../kernel/actor.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Facts } from '../../platform/events/chain.ts';
import type { Call } from '../../platform/http/call.ts';
import type { Asked } from './filters.ts';

/**
 * What was asked as codes and numbers. The words may name a person, so the chain says only that there were some, and
 * they themselves stand beside it, where they can be erased.
 */
function factsOf({ filters, days, before }: Asked): Facts {
  const { words, topic, happening, who, thing } = filters;
  const asked = {
    ...{ topic, happening, before, from: days.from, to: days.to },
    who: typeof who === 'number' ? null : who,
    account: typeof who === 'number' ? who : null,
    thing: thing && `${thing.kind}.${thing.id}`,
  };
  const said = Object.entries(asked).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(said), ...(words !== '' && { words: true }) };
}

/** The right to read the whole log goes with a trace of every search in it. */
export async function recordSearch(call: Call, asked: Asked): Promise<void> {
  await record(call, { name: 'audit.searched', id: 'search', facts: factsOf(asked), asked });
}

export async function recordExport(call: Call, asked: Asked, rows: number): Promise<void> {
  await record(call, { name: 'audit.exported', id: 'file', facts: { ...factsOf(asked), rows }, asked });
}

/** A look at one event. */
export async function recordView(call: Call, seq: number): Promise<void> {
  await record(call, { name: 'audit.viewed', id: seq, facts: {}, asked: null });
}

interface Look {
  readonly name: `audit.${string}`;
  readonly id: string | number;
  readonly facts: Facts;
  readonly asked: Asked | null;
}

async function record(call: Call, { name, id, facts, asked }: Look): Promise<void> {
  const { services, requestId } = call;
  const actor: Actor = call.actor;
  const words = asked?.filters.words ?? '';
  await services.db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ name, actor, facts, requestId, at: services.clock() },
      subject: { kind: typeof id === 'number' ? 'event' : 'audit', id },
      ...(words !== '' && { personal: { words } }),
    }),
  );
}
