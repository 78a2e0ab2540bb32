import { InvalidInput } from '../../../kernel/refusal.ts';
import { fileFormats, readFileFormat } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { foreignFileTexts, mostAttachmentBytes, nameFor } from '../../catalogue/index.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { filesMost } from './difficulty.ts';

/** Already in the blob store; `name` as the sender's computer calls it. */
export interface SentFile {
  readonly sha256: string;
  readonly size: number;
  readonly name: string;
}

export interface CheckedFile extends SentFile {
  readonly mediaType: string;
}

/** Reads what the files are, before anything is locked. Throws InvalidInput `files`. */
export async function checkFiles(services: Services, sent: readonly SentFile[]): Promise<CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const file of sent) {
    const found = await readFileFormat(services.files.pathOf(file.sha256), file.name);
    if ('foreign' in found || file.size > mostAttachmentBytes) {
      const why =
        'foreign' in found
          ? foreignFileTexts[found.foreign]
          : { vi: 'Tệp lớn quá.', en: 'The file is too large.' };
      throw new InvalidInput({ files: { vi: `${file.name}: ${why.vi}`, en: `${file.name}: ${why.en}` } });
    }
    const { mediaType } = fileFormats[found.format];
    checked.push({ ...file, mediaType, name: nameFor(file.name, found.format) });
  }
  return checked;
}

/** Adds files to a difficulty, those it has already left as they are. Throws InvalidInput `files` where they are too many. */
export async function addFiles(
  tx: Transaction,
  difficultyId: number,
  postId: number | null,
  files: readonly CheckedFile[],
): Promise<void> {
  for (const { sha256, size, name, mediaType } of files) {
    await keepStoredFile(tx, { sha256, size, mediaType });
    await tx
      .insertInto('difficulty_file')
      .values({ difficulty_id: difficultyId, post_id: postId, sha256, name, size })
      .onConflict((conflict) => conflict.columns(['difficulty_id', 'sha256']).doNothing())
      .execute();
  }
  if (files.length === 0) return;
  const { count } = await tx
    .selectFrom('difficulty_file')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('difficulty_id', '=', difficultyId)
    .executeTakeFirstOrThrow();
  if (count > filesMost)
    throw new InvalidInput({
      files: {
        vi: `Mỗi khó khăn, kiến nghị có nhiều nhất ${filesMost} tệp.`,
        en: `There are at most ${filesMost} files with each.`,
      },
    });
}
