import type { AccountActor } from '../../src/kernel/actor.ts';
import { forwardEdition, submitEdition } from '../../src/modules/catalogue/approval/commands.ts';
import { findEdition } from '../../src/modules/catalogue/edition-store.ts';
import type { TestApp } from './app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';
import { personWith } from './people.ts';

/** Three people between whom an edition goes up and down. */
export interface ApprovalDesk {
  readonly app: TestApp;
  readonly officer: AccountActor;
  readonly head: AccountActor;
  readonly leader: AccountActor;
  /** The year of the latest draft. */
  years: number;
  /** A draft with one entry. */
  draft(): Promise<{ id: number; entryId: number }>;
  withLeader(): Promise<number>;
  stateOf(id: number): Promise<string>;
  /** The clock of the product stands here while `work` is done. */
  at(instant: string, work: () => Promise<unknown>): Promise<void>;
}

export async function openApprovalDesk(): Promise<ApprovalDesk> {
  const app = await openCatalogueApp();
  const { services } = app;
  const desk: ApprovalDesk = {
    app,
    officer: await personWith(app, 'programme_officer'),
    head: await personWith(app, 'programme_head'),
    leader: await personWith(app, 'leader'),
    years: 2030,
    async draft() {
      desk.years += 1;
      const { id } = await draftEdition(services, desk.years);
      const entry = await draftEntry(services, id, 'Cảnh báo lũ quét', { lead: 'SCT' });
      return { id, entryId: entry.id };
    },
    async withLeader() {
      const { id } = await desk.draft();
      await submitEdition(services, desk.officer, id);
      await forwardEdition(services, desk.head, id);
      return id;
    },
    stateOf: async (id) => (await findEdition(services.db, id)).state,
    async at(instant, work) {
      const before = services.clock();
      app.setNow(new Date(instant));
      try {
        await work();
      } finally {
        app.setNow(before);
      }
    },
  };
  return desk;
}
