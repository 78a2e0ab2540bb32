import { system } from '../../src/kernel/actor.ts';
import {
  addEntry,
  catalogueRoutes,
  createEdition,
  type EditionInput,
  type EntryInput,
  saveSector,
} from '../../src/modules/catalogue/index.ts';
import { saveOrganisation } from '../../src/modules/directory/index.ts';
import type { Route } from '../../src/platform/http/route.ts';
import type { Services } from '../../src/platform/services.ts';
import { deskRoutes } from '../../src/site/desk/index.ts';
import { openTestApp, type TestApp } from './app.ts';

/** The officers' side on a database with a few sectors, agencies and communes. */
export async function openCatalogueApp(more: readonly Route[] = []): Promise<TestApp> {
  const app = await openTestApp([...deskRoutes, ...catalogueRoutes, ...more]);
  await settle(app.services);
  return app;
}

async function settle(services: Services): Promise<void> {
  await saveSector(services, system, {
    code: 'du-lich',
    name: 'Du lịch, văn hóa',
    nameEn: 'Tourism',
    position: 1,
  });
  await saveSector(services, system, {
    code: 'logistics',
    name: 'Logistics',
    nameEn: 'Logistics',
    position: 2,
  });
  const agencies = [
    { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ', shortName: 'Sở KH&CN' },
    { code: 'SCT', name: 'Sở Công Thương', shortName: null },
  ];
  for (const agency of agencies)
    await saveOrganisation(services, system, {
      ...agency,
      kind: 'department',
      validFrom: null,
      validTo: null,
    });
  await saveOrganisation(services, system, { code: '20-06184', kind: 'commune', name: 'Xã Đồng Đăng' });
}

/** A draft edition of problems; the year tells editions of one test file apart. */
export async function draftEdition(
  services: Services,
  year: number,
  more: Partial<EditionInput> = {},
): Promise<{ id: number; code: string }> {
  return createEdition(services, system, {
    kind: 'problems',
    span: String(year),
    title: `Danh mục bài toán lớn năm ${year}`,
    ...more,
  });
}

export async function draftEntry(
  services: Services,
  editionId: number,
  title: string,
  more: EntryInput | Record<string, unknown> = {},
): Promise<{ id: number; code: string; version: number }> {
  return addEntry(services, system, editionId, { title, ...more });
}

/** The value of a hidden field of a page. */
export function hiddenField(html: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&#39;', "'");
}

/** Names of the events of a subject, oldest first. */
export async function eventNames(services: Services, kind: string, id: number): Promise<string[]> {
  const rows = await services.db
    .selectFrom('event')
    .select('name')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', String(id))
    .orderBy('seq')
    .execute();
  return rows.map(({ name }) => name);
}
