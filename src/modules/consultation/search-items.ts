import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { parseLocalDate } from '../../kernel/dates.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { type FoundItem, indexItem, removeItem, type SearchItem } from '../../platform/search/index.ts';
import { consultationPaths } from './paths.ts';
import { isPublicConsultation } from './queries.ts';

/** Consultations read at once. */
const atOnce = 500;

interface Row {
  readonly id: number;
  readonly title: string;
  readonly titleEn: string | null;
  readonly introduction: string;
  readonly agency: string;
  readonly from: string;
  readonly to: string;
  readonly illustrative: boolean;
}

const day = z.string().transform((text, context) => {
  const read = parseLocalDate(text);
  if (read) return read;
  context.addIssue('not a day');
  return z.NEVER;
});
const shownShape = z.object({ agency: z.string(), from: day, to: day });
export type ShownConsultation = z.output<typeof shownShape>;

/** What the index keeps of a consultation beside its texts. */
export function readShownConsultation({ shown }: FoundItem): ShownConsultation {
  return shownShape.parse(shown);
}

/** Those everybody reads and that were not ended. Their parts stay out: an entry among them may become confidential. */
async function readPublic(db: Querying, which: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select id, title, title_en as "titleEn", introduction, agency, from_on::text as "from", to_on::text as "to", illustrative
    from consultation where ${isPublicConsultation} and ${which}
    order by id limit ${atOnce}`.execute(db);
  return rows;
}

function itemOf({ id, title, titleEn, introduction, agency, from, to, illustrative }: Row): SearchItem {
  return {
    ...{ kind: 'consultation', id, code: null, title, titleEn, illustrative, dated: from, facets: {} },
    url: consultationPaths.one(id),
    ...{ summary: introduction || null, summaryEn: null, keywords: [], body: agency },
    shown: { agency, from, to },
  };
}

/** Makes a consultation findable as it is public now, or takes it out. Part of the command that changes it. */
export async function indexConsultation(tx: Transaction, id: number): Promise<void> {
  const [row] = await readPublic(tx, sql`id = ${id}`);
  if (row) await indexItem(tx, itemOf(row));
  else await removeItem(tx, 'consultation', id);
}

/** Every consultation visitors may find, as the search index takes it. */
export async function* consultationSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  for (let after = 0; ; ) {
    const rows = await readPublic(db, sql`id > ${after}`);
    if (rows.length > 0) yield rows.map(itemOf);
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}
