import { templateOf } from '../../src/modules/catalogue/outgoing/templates.ts';
import type { Session, TestApp } from './app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';

export const rows = [
  { title: 'Điều phối xe chờ <b>ở bãi</b> & tập kết', lead: 'SKHCN' },
  { title: '=Đo mặn nước ngầm {{năm}}', lead: 'SCT' },
];

/** An officer, and a draft of problems with signs that mean something to files, and an entry not for the public. */
export async function openOutgoing(): Promise<{
  readonly app: TestApp;
  readonly mai: Session;
  readonly edition: { id: number; code: string };
}> {
  const app = await openCatalogueApp();
  const mai = await app.signIn('programme_officer');
  const edition = await draftEdition(app.services, 2086);
  for (const { title, lead } of rows)
    await draftEntry(app.services, edition.id, title, {
      lead,
      bases: [
        {
          kind: 'resolution',
          raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
          number: '71/NQ-CP',
        },
      ],
      results: [
        { text: 'Giảm 30% thời gian chờ', due: '2087-06' },
        { text: 'Kết nối 05 cửa khẩu', indicator: 'Tỷ lệ tờ khai (bình quân)', value: '≥ 85', unit: '%' },
      ],
      time: { from: null, to: '2087-12', raw: 'Quý IV/2087' },
    });
  await draftEntry(app.services, edition.id, 'Mục kín không công bố', { lead: 'SKHCN', confidential: true });
  return { app, mai, edition };
}

/** The texts of a notice as its form offers them. */
export const notice = () => ({
  ...templateOf('notice', 'problems'),
  place: 'Lạng Sơn',
  issuer: 'ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN',
});
