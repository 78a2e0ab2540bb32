import { system } from '../../src/kernel/actor.ts';
import {
  addEntry,
  createEdition,
  type EntryInput,
  publicCatalogueRoutes,
  publishIssuedElsewhere,
  removeEntry,
  saveSector,
} from '../../src/modules/catalogue/index.ts';
import { saveOrganisation } from '../../src/modules/directory/index.ts';
import { documentRoutes, publishDocument, registerDocument } from '../../src/modules/documents/index.ts';
import type { Route } from '../../src/platform/http/route.ts';
import type { Services } from '../../src/platform/services.ts';
import { siteRoutes } from '../../src/site/index.ts';
import { openTestApp, type TestApp } from './app.ts';
import { citing, readingOf } from './documents.ts';

/** The public side on a database with two sectors, two agencies, a commune and the resolution all entries cite. */
export interface Portal {
  readonly app: TestApp;
  readonly resolutionId: number;
  html(path: string): Promise<string>;
  json(path: string): Promise<unknown>;
}

export const resolution = citing({
  kind: 'resolution',
  number: '71/NQ-CP',
  symbol: 'NQ-CP',
  date: '2025-04-01',
  issuer: 'Chính phủ',
  raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
  annex: 'Phụ lục II',
  item: 'nhiệm vụ số 130',
});

/** `more`: routes beside those of visitors. */
export async function openPortal(more: readonly Route[] = []): Promise<Portal> {
  const app = await openTestApp([...siteRoutes, ...publicCatalogueRoutes, ...documentRoutes, ...more]);
  const { services } = app;
  const sectors = [
    { code: 'du-lich', name: 'Du lịch, văn hóa', nameEn: 'Tourism and culture', position: 1 },
    { code: 'logistics', name: 'Logistics', nameEn: 'Logistics', position: 2 },
  ];
  for (const sector of sectors) await saveSector(services, system, sector);
  const agencies = [
    { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ', nameEn: 'Department of Science and Technology' },
    { code: 'SCT', name: 'Sở Công Thương', nameEn: 'Department of Industry and Trade' },
  ];
  for (const agency of agencies)
    await saveOrganisation(services, system, { ...agency, kind: 'department', shortName: null });
  await saveOrganisation(services, system, { code: '20-06184', kind: 'commune', name: 'Xã Đồng Đăng' });
  const resolutionId = await publishedDocument(services, 'Về đột phá phát triển khoa học', '71/NQ-CP');
  return {
    app,
    resolutionId,
    html: async (path) => (await app.fetch(path)).text(),
    json: async (path) => (await app.fetch(path)).json(),
  };
}

/** The portal with two editions of problems and one of needs, published; `more` as of `openPortal`. */
export async function openFilledPortal(more: readonly Route[] = []): Promise<Portal> {
  const portal = await openPortal(more);
  const { services } = portal.app;
  await editionWith(services, {
    year: 2026,
    entries: [
      {
        title: 'Cảnh báo sớm sạt lở, lũ quét',
        titleEn: 'Early warning of landslides',
        summary: 'Biết trước ít nhất hai giờ.',
        sectors: ['logistics'],
        places: ['20-06184'],
        context: 'Đoạn thứ nhất.\nĐoạn thứ hai.',
        painPoints: ['Sóng yếu ở vùng cao'],
        money: [{ source: 'su_nghiep', year: 2027, amount: 4_200_000_000 }],
        forms: ['dat_hang'],
        openFrom: '2026-04-01',
        openTo: '2026-05-22',
        keywords: ['thiên tai'],
        extra: { 'Ghi chú của tỉnh': 'Ưu tiên' },
        illustrative: true,
      },
      { title: 'Số hóa <script>alert(1)</script> di sản', status: 'resolved' },
      { title: 'Cửa khẩu số', lead: 'SCT', status: 'in_progress' },
    ],
  });
  await editionWith(services, { year: 2025, entries: [{ title: 'Việc của năm trước' }] });
  await editionWith(services, {
    kind: 'needs',
    year: 2026,
    entries: [
      {
        title: 'Máy sấy hồi',
        requirements: [{ parameter: 'Nhiệt độ', unit: '°C', value: '≤ 45' }],
        contact: 'gặp phòng Quản lý khoa học',
        privateContact: 'chimkhongcong@example.vn',
        money: { min: 500_000_000, max: null },
        trl: 7,
      },
    ],
  });
  return portal;
}

export async function draftDocument(services: Services, title: string, number: string): Promise<number> {
  const { id } = await registerDocument(services, system, {
    reading: readingOf({
      kind: 'resolution',
      number,
      symbol: number.split('/')[1] ?? null,
      date: '2025-04-01',
      issuer: 'Chính phủ',
      title,
    }),
    file: null,
  });
  return id;
}

export async function publishedDocument(services: Services, title: string, number: string): Promise<number> {
  const id = await draftDocument(services, title, number);
  await publishDocument(services, system, id);
  return id;
}

export interface EditionContents {
  readonly kind?: 'problems' | 'needs';
  readonly year: number;
  readonly entries: readonly EntryInput[];
  /** Entries taken out again before publication. */
  readonly removed?: readonly EntryInput[];
  readonly published?: boolean;
}

/** An edition with entries that each have what publication asks for; published unless told otherwise. */
export async function editionWith(services: Services, contents: EditionContents): Promise<number> {
  const { kind = 'problems', year, entries, removed = [], published = true } = contents;
  const { id } = await createEdition(services, system, {
    kind,
    span: String(year),
    title: `Danh mục năm ${year}`,
    titleEn: `Catalogue of ${year}`,
    contact: {
      name: 'Sở Khoa học và Công nghệ',
      phone: '0205.3871.906',
      address: 'Số 01, đường Mai Thế Chuẩn',
    },
  });
  const whole = (entry: EntryInput): EntryInput => ({
    sectors: ['du-lich'],
    bases: [resolution],
    results: [{ text: 'Có kết quả đo được', indicator: null, unit: null, value: '≥ 85', due: null }],
    ...(kind === 'problems' ? { lead: 'SKHCN' } : { organisation: 'SKHCN' }),
    ...entry,
  });
  for (const entry of entries) await addEntry(services, system, id, whole(entry));
  for (const entry of removed) {
    const added = await addEntry(services, system, id, whole(entry));
    await removeEntry(services, system, added.id);
  }
  if (published) await publishIssuedElsewhere(services, id);
  return id;
}
