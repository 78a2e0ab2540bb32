import { system } from '../../src/kernel/actor.ts';
import type { EntryRecord } from '../../src/modules/catalogue/entry-store.ts';
import { allEntries } from '../../src/modules/catalogue/entry-store.ts';
import { findImport, importRows } from '../../src/modules/catalogue/import-store.ts';
import { work } from '../../src/modules/catalogue/index.ts';
import type { Querying } from '../../src/platform/database/open.ts';
import type { Session, TestApp } from './app.ts';
import { hiddenField, openCatalogueApp } from './catalogue.ts';

const header = 'TT\tTên bài toán\tCăn cứ đề xuất\tKết quả cần đạt\tCơ quan chủ trì\tThời hạn\tGhi chú';

/** Rows as a spreadsheet copies them, below the header of an annex of problems. */
export function rowsOf(lines: readonly string[][]): string {
  return [
    header,
    ...lines.map((cells) => cells.map((cell) => (/["\n\t]/.test(cell) ? `"${cell}"` : cell)).join('\t')),
  ].join('\n');
}

/** Two rows that can be imported and one to complain of. */
export const three: readonly string[][] = [
  [
    '1',
    'Giám sát điều hành thông minh',
    'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
    '- Có trung tâm\n- Có cảnh báo',
    'Sở KH&CN',
    'Quý IV/2026',
    'ghi chú một',
  ],
  [
    '2',
    'Hạ tầng dữ liệu',
    'Nghị quyết số 57-NQ/TW ngày 22/12/2024',
    'Có kho dữ liệu',
    'Viện Không Tên',
    '2026',
    '',
  ],
  ['3', '', 'Công văn', '=SUM(A1:A9)', 'SCT', '31/02/2026', ''],
];

/** The officers' side with an officer signed in, and the steps an import goes through. */
export interface ImportDesk {
  readonly app: TestApp;
  readonly mai: Session;
  /** Pastes rows for a catalogue of problems of this year; answers with the import's id. */
  paste(year: string, lines: readonly string[][]): Promise<number>;
  page(path: string, as?: Session): Promise<string>;
  confirm(id: number): Promise<Response>;
  /** The review form as its page carries it, some fields changed; `on` an older page, else it is fetched now. */
  revise(
    id: number,
    changed: Record<string, string | readonly string[]>,
    on?: { query?: string; html?: string; as?: Session },
  ): Promise<Response>;
  /** Entries of the edition with this code; none when there is no such edition. */
  entriesOf(code: string): Promise<EntryRecord[]>;
}

export async function openImportDesk(): Promise<ImportDesk> {
  const app = await openCatalogueApp();
  const mai = await app.signIn('programme_officer');
  const page = async (path: string, as = mai) => (await app.fetch(path, { as })).text();
  return {
    ...{ app, mai, page },
    async paste(year, lines) {
      const form = { kind: 'problems', span: year, rows: rowsOf(lines) };
      const response = await app.fetch(work.paste, { as: mai, form });
      if (response.status !== 303) throw new Error(`the rows were not taken: ${response.status}`);
      return Number(response.headers.get('location')?.split('/').at(-1));
    },
    confirm: (id) => app.fetch(work.confirmImport(id), { as: mai, form: {} }),
    async revise(id, changed, { query = '', html, as = mai } = {}) {
      const carried = html ?? (await page(`${work.import(id)}${query}`, as));
      const form: Record<string, string | readonly string[]> = {};
      for (const name of ['version', 'shown', 'trang', 'loc', 'row']) form[name] = hiddenField(carried, name);
      for (const [, skipped] of carried.matchAll(/name="(skip-\d+)" value="1" checked/g))
        if (skipped) form[skipped] = '1';
      return app.fetch(work.import(id), { as, form: { ...form, ...changed } });
    },
    async entriesOf(code) {
      const edition = await app.services.db
        .selectFrom('edition')
        .select('id')
        .where('code', '=', code)
        .executeTakeFirst();
      return edition ? allEntries(app.services.db, system, edition.id) : [];
    },
  };
}

/** All rows of an import as its review reads them. */
export async function readRows(db: Querying, importId: number) {
  return importRows(db, await findImport(db, importId));
}
