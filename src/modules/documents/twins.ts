import { sql } from 'kysely';
import type { PartialDate } from '../../kernel/dates.ts';
import type { DocumentKind } from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { citationKey } from './citation-key.ts';
import type { RegisteredDocument } from './document.ts';
import { readKind } from './store.ts';

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
  return rows.map(twinOf);
}

function twinOf({
  file_sha256: file,
  state,
  ...row
}: Pick<Twin, 'id' | 'title' | 'number'> & {
  readonly file_sha256: string | null;
  readonly state: string;
}): Twin {
  return { ...row, state: state === 'published' ? 'published' : 'draft', hasFile: file !== null };
}

/** Until the end of the transaction nobody else looks whether this number is taken, to take it. */
export async function lockNumber(tx: Transaction, number: string): Promise<void> {
  const key = citationKey({ kind: 'other', number, title: null }) ?? number;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`document number ${key}`}, 0))`.execute(tx);
}

/**
 * Documents with this number whose dates and issuers do not contradict: numbers restart with every year, and every
 * office counts its own. At most three.
 */
export async function documentsNumbered(
  db: Querying,
  signed: { readonly number: string; readonly issued: PartialDate; readonly issuer: string | null },
  except: number | null,
): Promise<readonly Twin[]> {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'title', 'number', 'state', 'file_sha256'])
    .where('id', '<>', except ?? 0)
    .where('citation_key', '=', citationKey({ kind: 'other', number: signed.number, title: null }))
    .where(sql<boolean>`same_time(issued, ${signed.issued}::text)`)
    .where(sql<boolean>`(issuer is null or ${signed.issuer}::text is null
      or ${wholeIssuer(sql`issuer`)} = ${wholeIssuer(sql`${signed.issuer}::text`)})`)
    .orderBy('id')
    .limit(3)
    .execute();
  return rows.map(twinOf);
}

/** What the register says of a document at its head. */
export interface KnownHead {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly issued: PartialDate | null;
  readonly issuer: string | null;
  readonly title: string;
}

/** The document this very file is kept with; null where there is none. */
export async function documentOfFile(db: Querying, sha256: string): Promise<KnownHead | null> {
  const row = await selectHeads(db).where('file_sha256', '=', sha256).executeTakeFirst();
  return row ? { ...row, kind: readKind(row.kind) } : null;
}

/**
 * The document with a file that has this number, date and issuer: another copy of the same. Null also where any of the
 * three is open, since then nothing proves it. One known only by its facts does not count: it waits for its file.
 */
export async function documentCopied(
  db: Querying,
  { number, issued, issuer }: Pick<KnownHead, 'number' | 'issued' | 'issuer'>,
): Promise<KnownHead | null> {
  if (number === null || issued === null || issuer === null) return null;
  const row = await selectHeads(db)
    .where('citation_key', '=', citationKey({ kind: 'other', number, title: null }))
    .where('issued', '=', issued)
    .where('file_sha256', 'is not', null)
    .where(sql<boolean>`${wholeIssuer(sql`issuer`)} = ${wholeIssuer(sql`${issuer}::text`)}`)
    .orderBy('id')
    .executeTakeFirst();
  return row ? { ...row, kind: readKind(row.kind) } : null;
}

function selectHeads(db: Querying) {
  return db.selectFrom('document').select(['id', 'kind', 'number', 'issued', 'issuer', 'title']);
}

/** The name of an office, of which people's committees are mostly shortened. */
function wholeIssuer(issuer: ReturnType<typeof sql>) {
  return sql`regexp_replace(document_words(${issuer}), '^ubnd ', 'uy ban nhan dan ')`;
}

/** A title without the words abstracts begin with. */
function bareTitle(title: ReturnType<typeof sql>) {
  return sql`regexp_replace(document_words(left(${title}, 2000)), '^(ve viec|v v|ve) ', '')`;
}
