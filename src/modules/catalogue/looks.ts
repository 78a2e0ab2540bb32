import type { Actor } from '../../kernel/actor.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { type Edition, isUnpublished } from './edition.ts';
import { looksAsInspector } from './policy.ts';

type Looked =
  | ('edition' | 'entry' | 'import' | 'question' | 'consultation')
  | ('plan' | 'plan_import' | 'task' | 'target' | 'difficulty' | 'directive' | 'urging_letter');

/** Records that an inspector looked: the right to read everything goes with a trace of every reading. */
export async function recordLook(
  services: Services,
  actor: Actor,
  kind: Looked,
  ...ids: readonly number[]
): Promise<void> {
  await record(services, actor, kind, ids, null);
}

/** Pages that show drafts without being the page of one. */
export type DraftPage = 'list' | 'desk' | 'removed' | 'approval' | 'amendments' | 'bulk' | 'former';

/** Records a look at each draft that a page shows, when it is an inspector who looks; what is public leaves no trace. */
export async function recordDraftLooks(
  services: Services,
  actor: Actor,
  editions: readonly Edition[],
  page: DraftPage,
): Promise<void> {
  const drafts = editions.filter(isUnpublished).map(({ id }) => id);
  if (drafts.length === 0 || !looksAsInspector(actor)) return;
  await record(services, actor, 'edition', drafts, page);
}

async function record(
  services: Services,
  actor: Actor,
  kind: Looked,
  ids: readonly number[],
  page: DraftPage | null,
): Promise<void> {
  const at = services.clock();
  const look = { name: `${kind}.viewed`, actor, at, ...(page && { facts: { page } }) } as const;
  await services.db.transaction().execute((tx) =>
    appendEvents(
      tx,
      ids.map((id) => ({ ...look, subject: { kind, id } })),
    ),
  );
}
