import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Part } from './consultation.ts';
import { partSeenBy } from './policy.ts';

/** Characters of a part that stand beside the form of a comment. */
const besideMost = 12_000;

/** A part beside what is written of it, cut where it is long; null where there is none to be seen. One statement. */
export async function findPartBeside(
  db: Querying,
  reader: Actor,
  id: number,
  position: number,
): Promise<(Part & { readonly cut: boolean }) | null> {
  const { rows } = await sql<Part & { cut: boolean }>`
    select part.position, part.label, part.title, left(part.body, ${besideMost}) as body,
      length(part.body) > ${besideMost} as cut
    from consultation_part part
    where part.consultation_id = ${id} and part.position = ${position} and ${partSeenBy(reader)}`.execute(db);
  return rows[0] ?? null;
}

/** Characters of a draft on one page, about sixteen sheets; a longer part is cut there. */
export const draftPageMost = 40_000;

/** A page of the whole text of a draft. */
export interface DraftPage {
  readonly page: number;
  readonly pages: number;
  readonly parts: readonly (Part & { readonly cut: boolean })[];
}

/** The text of the draft, part after part. A page that is not there has no parts. One statement. */
export async function draftPage(db: Querying, reader: Actor, id: number, page: number): Promise<DraftPage> {
  const { rows } = await sql<{ pages: number | null; parts: DraftPage['parts'] }>`
    with seen as (
      select part.position, part.label, part.title, part.body,
        sum(length(part.body)) over (order by part.position) - length(part.body) as before
      from consultation_part part where part.consultation_id = ${id} and ${partSeenBy(reader)}
    ), paged as (
      select *, dense_rank() over (order by floor(before / ${draftPageMost}))::int as page from seen
    )
    select (select max(page) from paged) as pages,
      coalesce(json_agg(json_build_object('position', position, 'label', label, 'title', title,
        'body', left(body, ${draftPageMost}), 'cut', length(body) > ${draftPageMost}) order by position), '[]') as parts
    from paged where page = ${page}`.execute(db);
  const { pages, parts = [] } = rows[0] ?? { pages: null };
  return { page, pages: pages ?? 0, parts };
}
