import { DOCUMENT_KINDS } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { citationText } from '../documents/index.ts';

export interface DocumentChoice {
  readonly id: number;
  /** As it is cited in Vietnamese, with its title. */
  readonly label: string;
  readonly state: string;
}

/** Documents of the register an edition can be issued by, newest first; `chosen` is always among them. One statement. */
export async function documentChoices(db: Querying, chosen: number | null): Promise<DocumentChoice[]> {
  const rows = await selectDocuments(db)
    .orderBy((row) => row.eb('id', '=', chosen ?? 0), 'desc')
    .orderBy('issued_from', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => choiceOf(row));
}

/** One document as a link shows it; null when there is none. */
export async function documentChoice(db: Querying, id: number | null): Promise<DocumentChoice | null> {
  if (id === null) return null;
  const row = await selectDocuments(db).where('id', '=', id).executeTakeFirst();
  return row ? choiceOf(row) : null;
}

function selectDocuments(db: Querying) {
  return db
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'symbol', 'issued', 'issuer', 'title', 'state']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDocuments>['executeTakeFirstOrThrow']>>;

function choiceOf(row: Row): DocumentChoice {
  const kind = DOCUMENT_KINDS.find((known) => known === row.kind) ?? 'other';
  const cited = citationText('vi', { ...row, kind, date: row.issued });
  const title = row.title.length > 90 ? `${row.title.slice(0, 90).replace(/\s+\S*$/u, '')}…` : row.title;
  return { id: row.id, label: `${cited}: ${title}`, state: row.state };
}
