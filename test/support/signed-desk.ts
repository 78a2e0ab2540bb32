import type { AccountActor } from '../../src/kernel/actor.ts';
import { InvalidInput } from '../../src/kernel/refusal.ts';
import {
  forwardEdition,
  publishEdition,
  submitEdition,
} from '../../src/modules/catalogue/approval/commands.ts';
import { recordSignedCopy, type SignedCopyInput } from '../../src/modules/catalogue/signed/commands.ts';
import type { TestApp } from './app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';
import { personWith } from './people.ts';
import { keepPdf, signedHead } from './signed.ts';

/** The day on which these tests begin. */
export const start: Date = new Date('2026-03-02T02:00:00Z');
export const titles = [
  'Điều phối xe chờ ở bãi tập kết',
  'Đo mặn nước ngầm',
  'Cảnh báo sương muối cho vùng hồi',
] as const;

/** Approved editions, and copies of them signed on paper. */
export interface SignedDesk {
  readonly app: TestApp;
  readonly officer: AccountActor;
  readonly head: AccountActor;
  readonly leader: AccountActor;
  /** Of the latest edition. */
  years: number;
  /** The running number of the latest document. */
  numbers: number;
  /** An edition of three entries with everything an annex prints, approved in its three steps. */
  approved(options?: { documentId?: number; scheduled?: boolean }): Promise<number>;
  nextNumber(): string;
  record(
    id: number,
    bytes: Uint8Array,
    more?: Partial<SignedCopyInput>,
    actor?: AccountActor,
  ): ReturnType<typeof recordSignedCopy>;
}

export async function openSignedDesk(): Promise<SignedDesk> {
  const app = await openCatalogueApp();
  const { services } = app;
  app.setNow(start);
  const desk: SignedDesk = {
    app,
    officer: await personWith(app, 'programme_officer'),
    head: await personWith(app, 'programme_head'),
    leader: await personWith(app, 'leader'),
    years: 2000,
    numbers: 100,
    async approved({ documentId, scheduled } = {}) {
      desk.years += 1;
      const { id } = await draftEdition(services, desk.years, documentId === undefined ? {} : { documentId });
      for (const title of titles)
        await draftEntry(services, id, title, {
          lead: 'SKHCN',
          context: 'Xe chờ nhiều giờ vào mùa quả.',
          bases: [{ kind: 'resolution', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025', number: '71/NQ-CP' }],
          results: [{ text: 'Giảm 30% thời gian chờ' }, { text: 'Kết nối 05 cửa khẩu' }],
          time: { from: null, to: `${desk.years}-12`, raw: `Quý IV/${desk.years}` },
        });
      await submitEdition(services, desk.officer, id);
      await forwardEdition(services, desk.head, id);
      const hour = scheduled ? { day: '2026-06-01', time: '08:00' } : undefined;
      await publishEdition(services, desk.leader, id, hour);
      return id;
    },
    nextNumber() {
      desk.numbers += 1;
      return `${desk.numbers}/TB-UBND`;
    },
    async record(id, bytes, more = {}, actor = desk.officer) {
      const file = more.file ?? (await keepPdf(services, bytes));
      return recordSignedCopy(services, actor, id, {
        ...signedHead,
        number: desk.nextNumber(),
        ...more,
        file,
      });
    },
  };
  return desk;
}

/** The fields refused, with their messages. */
export async function refusedFields(attempt: Promise<unknown>): Promise<Record<string, string>> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`not refused as wrong input: ${String(error)}`);
  return Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [field, text?.vi ?? '']));
}
