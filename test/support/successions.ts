import { Readable } from 'node:stream';
import { type AccountActor, system } from '../../src/kernel/actor.ts';
import { InvalidInput, Refusal } from '../../src/kernel/refusal.ts';
import { publishIssuedElsewhere } from '../../src/modules/catalogue/approval/commands.ts';
import { attachFile } from '../../src/modules/catalogue/attachment-commands.ts';
import { entriesOf } from '../../src/modules/catalogue/entry-store.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';
import { personWith } from './people.ts';

export const first = {
  lead: 'SKHCN',
  sectors: ['logistics'],
  keywords: ['nước ngầm'],
  places: ['20-06184'],
  summary: 'Người dân biết nước mặn.',
  context: 'Giếng nhiễm mặn.',
  results: [{ text: 'Bản đồ độ mặn' }, { text: 'Trạm đo tự động' }],
  questions: ['Mặn từ đâu?', 'Ai đo?'],
  bases: [{ kind: 'resolution' as const, number: '71/NQ-CP', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025' }],
  extra: { 'Ghi chú của tỉnh': 'Ưu tiên' },
};
const second = {
  lead: ['Sở Công Thương', 'SKHCN'],
  sectors: ['du-lich', 'logistics'],
  keywords: ['Nước ngầm', 'độ mặn'],
  summary: 'Đo độ mặn ở mọi giếng.',
  context: 'Chưa có số liệu.',
  results: [{ text: 'bản đồ độ mặn' }, { text: 'Cảnh báo qua điện thoại' }],
  bases: [
    { kind: 'resolution' as const, number: '71/NQ-CP', raw: 'NQ 71/NQ-CP' },
    { kind: 'plan' as const, number: '145/KH-UBND', raw: 'Kế hoạch số 145/KH-UBND' },
  ],
  extra: { 'Nguồn đề xuất': 'Xã Đồng Đăng' },
};

/** A catalogue with an officer, and editions whose entries are there to be merged and split. */
export async function openSuccessions() {
  const app = await openCatalogueApp();
  const officer: AccountActor = await personWith(app, 'programme_officer');
  const { services } = app;
  let year = 2040;
  return {
    app,
    officer,
    /** A draft with three entries, the first two about one thing. */
    async draft(published = false) {
      year += 1;
      const { id, code } = await draftEdition(services, year);
      const one = await draftEntry(services, id, 'Đo mặn nước ngầm', first);
      const two = await draftEntry(services, id, 'Giám sát độ mặn của giếng', second);
      const three = await draftEntry(services, id, 'Cảnh báo sương muối', { lead: 'SCT' });
      const put = await services.files.put(Readable.from([Buffer.from(`giếng;mặn\n${year}`)]));
      const file = { ...put, name: 'gieng.csv' };
      await attachFile(services, system, two.id, { file, title: 'Số liệu giếng' });
      if (published) await publishIssuedElsewhere(services, id);
      return { id, code, one: one.id, two: two.id, three: three.id };
    },
    /** Entries with the versions in which they are shown now. */
    shown: async (...ids: number[]) =>
      (await entriesOf(services.db, system, ids)).map(({ id, version }) => ({ id, version })),
  };
}

/** What the attempt is refused with; any other fault, and none, fails. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal | InvalidInput> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Refusal || error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('not refused');
}
