import { sql } from 'kysely';
import { z } from 'zod';
import { localDateOf } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { editionForApi } from '../api.ts';
import { outcomes } from '../carry-over/outcome.ts';
import { continuedJson, continuedRows, toldNow } from '../carry-over/told.ts';
import { catalogueKinds } from '../entry.ts';
import { publicEntry } from '../paths.ts';
import { listPublicEditions } from '../public-editions.ts';
import { stillPublic } from '../public-entry.ts';
import type { openEdition, openOutcome } from './shapes.ts';

const atOnce = 500;

/** The editions that visitors may read, those superseded or withdrawn among them, a line of JSON each. */
export async function* walkEditionRows(db: Querying): AsyncGenerator<string> {
  for (let offset = 0; ; offset += atOnce) {
    const { items } = await listPublicEditions(db, { withdrawn: true, limit: atOnce, offset });
    const rows = items.map((edition): z.output<typeof openEdition> => {
      const { document, ...rest } = editionForApi(edition);
      return { ...rest, document: document?.id ?? null };
    });
    if (rows.length > 0) yield rows.map((row) => JSON.stringify(row)).join('\n');
    if (rows.length < atOnce) return;
  }
}

const outcomeRow = z.object({
  id: z.number(),
  kind: z.enum(catalogueKinds),
  code: z.string(),
  edition: z.string(),
  title: z.string(),
  title_en: z.string().nullable(),
  outcome: z.enum(outcomes),
  note: z.string(),
  note_en: z.string(),
  reference: z.string(),
  public_at: z.date(),
  continued: continuedRows,
});

/** Where the public outcomes stand, `said` being one: of entries that visitors may read, and told now. */
const publicOutcomes = sql`from entry_outcome said join entry on entry.id = said.entry_id
  join edition on edition.id = entry.edition_id
  left join entry copy on copy.id = said.continued_as left join edition later on later.id = copy.edition_id
  where ${toldNow(null)} and ${stillPublic}`;

/** How many there are, and since when, as a row of figures. */
export const countOutcomes = sql`select 'outcomes', count(*), max(said.public_at) ${publicOutcomes}`;

/**
 * What became of entries, as far as it is public, a line of JSON each in the order in which it was written down; `edition`:
 * of one edition alone.
 */
export async function* walkOutcomeRows(db: Querying, edition: string | null): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const { rows } = await sql`
      select said.id, entry.kind, entry.code, edition.code as edition, entry.title, entry.title_en, said.outcome,
        said.note, said.note_en, said.reference, said.public_at,
        ${continuedJson(sql`said.continued_as`, null)} as continued
      ${publicOutcomes} and said.id > ${after}
        and (${edition}::text is null or edition.code = ${edition})
      order by said.id limit ${atOnce}`.execute(db);
    const read = z.array(outcomeRow).parse(rows);
    if (read.length > 0) yield read.map((row) => JSON.stringify(outcomeOf(row))).join('\n');
    after = read.at(-1)?.id ?? 0;
    if (read.length < atOnce) return;
  }
}

function outcomeOf(row: z.output<typeof outcomeRow>): z.output<typeof openOutcome> {
  const [next = null] = row.continued;
  return {
    code: row.code,
    url: publicEntry(row.kind, row.code),
    kind: row.kind,
    edition: row.edition,
    title: row.title,
    titleEn: row.title_en,
    outcome: row.outcome,
    note: row.note,
    noteEn: row.note_en || null,
    reference: row.reference || null,
    on: localDateOf(row.public_at),
    continuedAs: next && {
      code: next.code,
      url: publicEntry(next.kind, next.code),
      edition: next.edition,
      formerly: next.formerly,
    },
  };
}
