import { sql } from 'kysely';
import { z } from 'zod';
import { system } from '../../src/kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../src/kernel/dates.ts';
import { apiListedEntry, withdrawEdition } from '../../src/modules/catalogue/index.ts';
import { recordVersions } from '../../src/modules/catalogue/versions/record.ts';
import type { Transaction } from '../../src/platform/database/open.ts';
import { editionWith, openPortal, type Portal, publishedDocument } from './portal.ts';

export const march: Date = new Date('2026-03-02T02:00:00Z');
const april: Date = new Date('2026-04-10T02:00:00Z');
const may: Date = new Date('2026-05-02T02:00:00Z');
const withdrawnAt: Date = new Date('2026-05-15T02:00:00Z');
export const june: Date = new Date('2026-06-01T02:00:00Z');
export const today: LocalDate | null = parseLocalDate('2026-06-01');

/**
 * A portal with a past. 2/3/2026: problems of 2026 (three public, one confidential) and 25 of 2025. 10/4: an adjustment
 * changes 01 and takes out 03. 2/5: needs of 2026, withdrawn on 15/5. Today is 1/6.
 */
export interface Past {
  readonly portal: Portal;
  /** The problems of 2026. */
  readonly problems: number;
  /** Changes entries of the problems of 2026 as an adjustment does, and records their versions; `change` names them. */
  amend(at: Date, change: (tx: Transaction, amendment: number) => Promise<readonly string[]>): Promise<void>;
  /** A page and the codes in its rows. */
  shown(path: string): Promise<{ status: number; html: string; codes: string[] }>;
  /** An answer of the API and the codes in it. */
  listed(path: string): Promise<{ total: number; codes: string[] }>;
}

export async function openPast(): Promise<Past> {
  const portal = await openPortal();
  const { app } = portal;
  const { services } = app;
  app.setNow(march);
  const problems = await editionWith(services, {
    year: 2026,
    entries: [
      {
        title: 'Cảnh báo sớm sạt lở <b>lũ quét</b>',
        summary: 'Biết trước ít nhất hai giờ.',
        sectors: ['logistics'],
        places: ['20-06184'],
        openTo: '2026-04-05',
        illustrative: true,
      },
      { title: 'Cửa khẩu số', lead: 'SCT', status: 'in_progress' },
      { title: 'Số hóa di sản' },
      { title: 'Việc chỉ người được giao biết', confidential: true },
    ],
  });
  await editionWith(services, {
    year: 2025,
    entries: Array.from({ length: 25 }, (_, n) => ({
      title: `${n % 2 === 0 ? 'Đo' : 'Ảnh'} việc thứ ${n}`,
      status: n % 5 === 0 ? ('resolved' as const) : ('open' as const),
    })),
  });
  const documentId = await publishedDocument(services, 'Điều chỉnh danh mục', '99/QĐ-UBND');
  const amend: Past['amend'] = (at, change) => amendIn({ portal, problems, documentId }, at, change);
  await amend(april, async (tx, amendment) => {
    await sql`update entry set title = 'Cảnh báo sớm sạt lở, lũ ống', summary = 'Biết trước ít nhất <i>ba</i> giờ.',
      status = 'in_progress', updated_at = ${april} where code = 'BTL-2026-01'`.execute(tx);
    await sql`update entry set removed_at = ${april}, taken_out_by = ${amendment}
      where code = 'BTL-2026-03'`.execute(tx);
    return ['BTL-2026-01', 'BTL-2026-03'];
  });
  app.setNow(may);
  const needs = await editionWith(services, {
    kind: 'needs',
    year: 2026,
    entries: [{ title: 'Máy sấy hồi', privateContact: 'chimkhongcong@example.vn' }],
  });
  app.setNow(withdrawnAt);
  await withdrawEdition(services, system, needs, { note: 'Công bố nhầm' });
  app.setNow(june);
  return {
    ...{ portal, problems, amend },
    shown: (path) => shown(portal, path),
    async listed(path) {
      const { items, total } = page.parse(await portal.json(path));
      return { total, codes: items.map(({ code }) => code) };
    },
  };
}

async function amendIn(
  { portal, problems, documentId }: { portal: Portal; problems: number; documentId: number },
  at: Date,
  change: (tx: Transaction, amendment: number) => Promise<readonly string[]>,
): Promise<void> {
  await portal.app.services.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      insert into edition (kind, year, code, title, state, published_at, document_id, amends_id, amendment_no, reason)
      values ('problems', 2026, ${`BTL-2026-DC-${at.getTime()}`}, 'Điều chỉnh', 'published', ${at}, ${documentId}, ${problems},
        ${Math.floor(at.getTime() / 86_400_000)}, 'Lấy ý kiến <các> xã') returning id`.execute(tx);
    const codes = await change(tx, rows[0]?.id ?? 0);
    const entries = await tx.selectFrom('entry').select('id').where('code', 'in', codes).execute();
    await recordVersions(tx, {
      edition: { id: problems },
      entryIds: entries.map(({ id }) => id),
      amendmentId: rows[0]?.id ?? null,
      at,
    });
  });
}

async function shown(
  portal: Portal,
  path: string,
): Promise<{ status: number; html: string; codes: string[] }> {
  const answer = await portal.app.fetch(path);
  const html = await answer.text();
  const codes = [
    ...html.matchAll(
      /<li[^>]*>\s*<a[^>]*href="[^"]*\/((?:BTL|NCCN)-[\d-]+)[?"]|row-code">((?:BTL|NCCN)-[\d-]+)</g,
    ),
  ];
  return {
    status: answer.status,
    html,
    codes: [...new Set(codes.map(([, one, other]) => one ?? other ?? ''))],
  };
}

/** A list of the API. */
export const page = z.object({
  items: z.array(apiListedEntry),
  total: z.number(),
  totalIsExact: z.boolean(),
  next: z.string().nullable(),
});
