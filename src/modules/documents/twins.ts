import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import { citationKey } from './citation-key.ts';
import type { RegisteredDocument } from './document.ts';

/** A document the register has that may well be the same as another one. */
export interface Twin {
  readonly id: number;
  readonly title: string;
  readonly number: string | null;
  readonly state: 'draft' | 'published';
  readonly hasFile: boolean;
}

/**
 * Documents with the same number (or symbol and name, while the number is blank) whose dates do not contradict: for
 * instance one known by its facts before its file came. At most three.
 */
export async function twinsOf(db: Querying, document: RegisteredDocument): Promise<readonly Twin[]> {
  const key = citationKey(document);
  const same =
    key === null
      ? sql<boolean>`number is null and symbol = ${document.symbol ?? ''}
          and ${bareTitle(sql`title`)} = ${bareTitle(sql`${document.title}::text`)}`
      : sql<boolean>`citation_key = ${key}`;
  const rows = await db
    .selectFrom('document')
    .select(['id', 'title', 'number', 'state', 'file_sha256'])
    .where('id', '<>', document.id)
    .where(same)
    .where(sql<boolean>`same_time(issued, ${document.issued}::text)`)
    .orderBy('id')
    .limit(3)
    .execute();
  return rows.map(({ file_sha256: file, state, ...row }) => ({
    ...row,
    state: state === 'published' ? 'published' : 'draft',
    hasFile: file !== null,
  }));
}

/** A title without the words abstracts begin with. */
function bareTitle(title: ReturnType<typeof sql>) {
  return sql`regexp_replace(document_words(left(${title}, 2000)), '^(ve viec|v v|ve) ', '')`;
}
