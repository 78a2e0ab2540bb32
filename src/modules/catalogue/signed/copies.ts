import type { Querying } from '../../../platform/database/open.ts';
import { type Comparison, comparison } from './compare.ts';

/** A recording of the signed copy, as those who work on the edition read it. */
export interface SignedCopy {
  readonly id: number;
  readonly documentId: number;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly signer: string;
  readonly file: { readonly sha256: string; readonly name: string; readonly size: number };
  /** null: by the product itself. */
  readonly who: string | null;
  readonly accountId: number | null;
  readonly at: Date;
}

export interface LatestCopy extends SignedCopy {
  readonly comparison: Comparison;
  /** The edition was returned to its writers since: what was compared is no longer what stands there. */
  readonly outdated: boolean;
}

/** Recordings shown beside the latest one. */
const mostEarlier = 20;

function selectCopies(db: Querying) {
  return db
    .selectFrom('signed_copy as copy')
    .innerJoin('stored_file as file', 'file.sha256', 'copy.file_sha256')
    .leftJoin('account', 'account.id', 'copy.account_id')
    .select(['copy.id', 'copy.document_id', 'copy.number', 'copy.issued', 'copy.signer', 'copy.at'])
    .select(['copy.file_sha256', 'copy.file_name', 'file.size', 'copy.account_id', 'account.name as who']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCopies>['executeTakeFirstOrThrow']>>;

function copyOf(row: Row): SignedCopy {
  const { id, number, signer, who, at } = row;
  return {
    ...{ id, number, signer, who, at },
    documentId: row.document_id,
    date: row.issued,
    file: { sha256: row.file_sha256, name: row.file_name, size: row.size },
    accountId: row.account_id,
  };
}

/** The recording that counts; null while there is none. One statement. */
export async function latestCopy(db: Querying, editionId: number): Promise<LatestCopy | null> {
  const row = await selectCopies(db)
    .select('copy.comparison')
    .select((one) =>
      one
        .exists(
          one
            .selectFrom('edition_step as step')
            .select('step.id')
            .whereRef('step.edition_id', '=', 'copy.edition_id')
            .where('step.to_state', '=', 'returned')
            .whereRef('step.at', '>', 'copy.at'),
        )
        .as('outdated'),
    )
    .where('copy.edition_id', '=', editionId)
    .orderBy('copy.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { ...copyOf(row), comparison: comparison.parse(row.comparison), outdated: Boolean(row.outdated) };
}

/** Recordings before the latest one, newest first, 20 at most. One statement. */
export async function earlierCopies(db: Querying, editionId: number): Promise<SignedCopy[]> {
  const rows = await selectCopies(db)
    .where('copy.edition_id', '=', editionId)
    .orderBy('copy.id', 'desc')
    .limit(mostEarlier)
    .offset(1)
    .execute();
  return rows.map(copyOf);
}

/** One recording of this edition; null when there is none with this number. */
export async function findCopy(db: Querying, editionId: number, id: number): Promise<SignedCopy | null> {
  if (!Number.isSafeInteger(id)) return null;
  const row = await selectCopies(db)
    .where('copy.edition_id', '=', editionId)
    .where('copy.id', '=', id)
    .executeTakeFirst();
  return row ? copyOf(row) : null;
}
