import type { Querying } from '../../platform/database/open.ts';
import type { AttachedFile } from './attachment.ts';
import type { CatalogueKind } from './entry.ts';
import { isCode, stillPublic } from './public-entry.ts';

/** A file attached to the published entry with exactly this kind and code, or null. One statement. */
export async function findPublicFile(
  db: Querying,
  kind: CatalogueKind,
  code: string,
  id: number,
): Promise<Pick<AttachedFile, 'name' | 'size' | 'sha256'> | null> {
  if (!isCode(code)) return null;
  const row = await db
    .selectFrom('entry_attachment as attached')
    .innerJoin('stored_file as file', 'file.sha256', 'attached.file_sha256')
    .innerJoin('entry', 'entry.id', 'attached.entry_id')
    .innerJoin('edition', 'edition.id', 'entry.edition_id')
    .select(['attached.file_name as name', 'file.size', 'file.sha256'])
    .where('attached.id', '=', id)
    .where('attached.removed_at', 'is', null)
    .where('entry.kind', '=', kind)
    .where('entry.code', '=', code)
    .where(stillPublic)
    .executeTakeFirst();
  return row ?? null;
}
