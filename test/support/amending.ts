import { system } from '../../src/kernel/actor.ts';
import { beginAmendment } from '../../src/modules/catalogue/amendment/commands.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  submitEdition,
} from '../../src/modules/catalogue/approval/commands.ts';
import { saveEntry } from '../../src/modules/catalogue/entry-commands.ts';
import { findEntry } from '../../src/modules/catalogue/entry-store.ts';
import { findPublicEntry } from '../../src/modules/catalogue/public-entry.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';
import { personWith } from './people.ts';

export const reason = 'Theo kết luận của Chủ tịch UBND tỉnh ngày 05/3/2026';
const basis = {
  kind: 'resolution' as const,
  raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025',
  number: '71/NQ-CP',
};
export const whole = { lead: 'SKHCN', bases: [basis], results: [{ text: 'Giảm 30% thời gian chờ' }] };

/** A catalogue with its three people, and amendments of published editions to try things on. */
export async function openAmending() {
  const app = await openCatalogueApp();
  const officer = await personWith(app, 'programme_officer');
  const head = await personWith(app, 'programme_head');
  const leader = await personWith(app, 'leader');
  const { services } = app;
  const years = { last: 2025 };
  return {
    app,
    officer,
    head,
    leader,
    /** The year of the edition made last; who makes one besides counts on. */
    years,
    /** A published edition of three entries and an amendment of it, nothing chosen yet. */
    async amending() {
      years.last += 1;
      const { id, code } = await draftEdition(services, years.last);
      const entries = [];
      for (const title of ['Điều phối xe chờ ở bãi', 'Đo mặn nước ngầm', 'Cảnh báo sương muối'])
        entries.push(await draftEntry(services, id, title, whole));
      await publishIssuedElsewhere(services, id);
      const amendment = await beginAmendment(services, officer, id, { reason });
      const [first = 0, second = 0, third = 0] = entries.map((entry) => entry.id);
      return { id, code, first, second, third, amendment };
    },
    async publish(id: number): Promise<void> {
      await submitEdition(services, officer, id);
      await forwardEdition(services, head, id);
      await publishEdition(services, leader, id);
    },
    /** Saves an entry of an amendment with another title. */
    async retitle(amendmentId: number, entryId: number, title: string): Promise<void> {
      const { version } = await findEntry(services.db, system, amendmentId, entryId);
      await saveEntry(services, officer, entryId, { version, entry: { title, ...whole } });
    },
    /** As visitors read it; undefined where they do not. */
    publicTitle: async (code: string) => (await findPublicEntry(services.db, code))?.title,
  };
}
