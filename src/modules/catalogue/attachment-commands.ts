import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { fileFormats, readFileFormat } from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { keepStoredFile } from '../documents/index.ts';
import {
  attachedNow,
  foreignFileTexts,
  mostAttachmentBytes,
  mostAttachments,
  mostTitleCharacters,
  nameFor,
} from './attachment.ts';
import type { Edition } from './edition.ts';
import { lockEntry } from './entry-commands.ts';
import type { EntryRecord } from './entry-store.ts';

export interface NewAttachment {
  /** Already in the blob store; `name` as the sender's computer calls it. */
  readonly file: { readonly sha256: string; readonly size: number; readonly name: string };
  readonly title?: string | null;
  readonly titleEn?: string | null;
}

const title = z
  .string()
  .nullish()
  .transform((typed) => typed?.normalize('NFC').replace(/\s+/gu, ' ').trim() || null)
  .refine((typed) => typed === null || [...typed].length <= mostTitleCharacters);
const titles = z.object({ title, titleEn: title });

/**
 * Attaches a file to an entry of a draft; the same file again is the one already there. Counts the version of the entry
 * up, so that others who have it open are told. Throws InvalidInput (`file`: a kind not taken, too large, too many;
 * `title`, `titleEn`), Refusal `wrong_state` for a published edition or a removed entry.
 */
export async function attachFile(
  services: Services,
  actor: Actor,
  entryId: number,
  input: NewAttachment,
): Promise<{ id: number; name: string; created: boolean }> {
  const { file } = input;
  const { title, titleEn } = readTitles(input);
  if (file.size > mostAttachmentBytes) throw wrongFile(tooLarge);
  const found = await readFileFormat(services.files.pathOf(file.sha256), file.name);
  if ('foreign' in found) throw wrongFile(foreignFileTexts[found.foreign]);
  const { mediaType } = fileFormats[found.format];
  const name = nameFor(file.name, found.format);
  return services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockPresentEntry(tx, actor, entryId);
    const attached = attachedNow(entry);
    const known = attached.find(({ sha256 }) => sha256 === file.sha256);
    if (known) return { id: known.id, name: known.name, created: false };
    if (attached.length >= mostAttachments) throw wrongFile(tooMany);
    const now = services.clock();
    const version = await countUp(tx, entry, now);
    await keepStoredFile(tx, { ...file, mediaType });
    const { id } = await tx
      .insertInto('entry_attachment')
      .values({
        entry_id: entryId,
        position: entry.attachments.length + 1,
        file_sha256: file.sha256,
        file_name: name,
        title,
        title_en: titleEn,
        media_type: mediaType,
        added_by: actor.kind === 'account' ? actor.id : null,
        added_at: now,
        added_version: version,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvent(tx, {
      name: 'entry.file_attached',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: entry.code, attachmentId: id, file: file.sha256 },
      at: now,
    });
    return { id, name, created: true };
  });
}

/**
 * Takes a file off an entry of a draft; one already taken off stays so. Throws `not_found` for a file of another entry,
 * `wrong_state` as `attachFile`.
 */
export async function removeAttachment(
  services: Services,
  actor: Actor,
  entryId: number,
  attachmentId: number,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockPresentEntry(tx, actor, entryId);
    const file = entry.attachments.find(({ id }) => id === attachmentId);
    if (!file) throw notFound();
    if (file.removedVersion !== null) return;
    const now = services.clock();
    await tx
      .updateTable('entry_attachment')
      .set({
        removed_by: actor.kind === 'account' ? actor.id : null,
        removed_at: now,
        removed_version: await countUp(tx, entry, now),
      })
      .where('id', '=', attachmentId)
      .execute();
    await appendEvent(tx, {
      name: 'entry.file_removed',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: entry.code, attachmentId, file: file.sha256 },
      at: now,
    });
  });
}

async function lockPresentEntry(
  tx: Transaction,
  actor: Actor,
  entryId: number,
): Promise<{ edition: Edition; entry: EntryRecord }> {
  const locked = await lockEntry(tx, actor, entryId);
  if (locked.entry.removedAt === null) return locked;
  throw new Refusal('wrong_state', {
    vi: 'Mục này đã được bỏ khỏi danh mục nên không thêm, bỏ tệp được. Hãy khôi phục mục trước.',
    en: 'This entry was removed from the edition; its files cannot be changed. Restore the entry first.',
  });
}

async function countUp(tx: Transaction, entry: EntryRecord, now: Date): Promise<number> {
  const version = entry.version + 1;
  await tx.updateTable('entry').set({ version, updated_at: now }).where('id', '=', entry.id).execute();
  return version;
}

function readTitles(input: NewAttachment): { title: string | null; titleEn: string | null } {
  const read = titles.safeParse(input);
  if (read.success) return read.data;
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  const tooLong = {
    vi: `Tên tệp dài quá ${mostTitleCharacters} ký tự. Hãy viết ngắn lại.`,
    en: `The title is longer than ${mostTitleCharacters} characters. Shorten it.`,
  };
  throw new InvalidInput({
    ...(wrong.has('title') && { title: tooLong }),
    ...(wrong.has('titleEn') && { titleEn: tooLong }),
  });
}

function wrongFile(text: Text): InvalidInput {
  return new InvalidInput({ file: text });
}

const tooLarge: Text = {
  vi: 'Tệp lớn quá 25 MB. Hãy nén hình trong tệp hoặc tách thành nhiều tệp.',
  en: 'The file is larger than 25 MB. Compress its pictures or split it.',
};

const tooMany: Text = {
  vi: `Mỗi mục có nhiều nhất ${mostAttachments} tệp. Hãy bỏ bớt một tệp rồi thêm lại.`,
  en: `An entry has at most ${mostAttachments} files. Remove one, then add again.`,
};
