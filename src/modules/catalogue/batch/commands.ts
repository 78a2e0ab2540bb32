import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { askForJob } from '../../../platform/jobs/ask.ts';
import type { Services } from '../../../platform/services.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { editionCode } from '../edition.ts';
import { authorise } from '../policy.ts';
import { batchLimits, emptyFile, mayReadAgain, tooLargeFile } from './batch.ts';
import { refused, type Target } from './intake.ts';
import { batchOfForm, findFile, insertBatch, lockBatch, type NewBatchFile } from './store.ts';

/** The job that reads files sent together. */
export const batchJob = 'catalogue.batch';

export interface SentFile {
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
}

export interface NewBatch {
  readonly target: Target;
  /** Already in the blob store. */
  readonly files: readonly SentFile[];
  /** Names of files that were refused while they were sent. */
  readonly tooLarge: readonly string[];
  readonly empty: readonly string[];
  /** Made with the form: the same files sent twice are one batch. */
  readonly key: string;
}

/** Keeps files sent together for reading one after another. Returns its number. Throws Refusal, InvalidInput `files`. */
export async function startBatch(services: Services, actor: Actor, input: NewBatch): Promise<number> {
  const files = filesOf(input);
  if (files.length === 0) throw noFiles();
  return services.db.transaction().execute(async (tx) => {
    authorise(actor, 'edit', null);
    const made = await batchOfForm(tx, input.key);
    if (made !== null) return made;
    for (const file of input.files) await keepStoredFile(tx, file);
    const at = services.clock();
    const createdBy = actor.kind === 'account' ? actor.id : null;
    const { target, key } = input;
    const id = await insertBatch(tx, { target, key, createdBy, at, files });
    await askForJob(tx, batchJob);
    const code = target.kind !== 'documents' && target.span ? editionCode(target.kind, target.span) : null;
    await appendEvent(tx, {
      name: 'batch.started',
      actor,
      subject: { kind: 'batch', id },
      facts: { files: files.length, into: target.kind, ...(code && { code }) },
      at,
    });
    return id;
  });
}

function filesOf({ files, tooLarge, empty }: NewBatch): NewBatchFile[] {
  return [
    ...files.map(({ name, sha256 }) => ({ name, sha256, outcome: null })),
    ...tooLarge.map((name) => ({
      name,
      sha256: null,
      outcome: refused('file', tooLargeFile(batchLimits.fileBytes)),
    })),
    ...empty.map((name) => ({ name, sha256: null, outcome: refused('file', emptyFile) })),
  ];
}

/** Has a file that was refused read once more; asking twice asks once. Returns its name. Throws Refusal `wrong_state`, `not_found`. */
export async function readAgain(
  services: Services,
  actor: Actor,
  batchId: number,
  fileId: number,
): Promise<string> {
  return services.db.transaction().execute(async (tx) => {
    authorise(actor, 'edit', null);
    const batch = await lockBatch(tx, batchId);
    const file = await findFile(tx, batch.id, fileId);
    if (file.state === 'waiting' || file.state === 'reading') return file.name;
    if (!mayReadAgain(file)) throw cannotReadAgain();
    await tx
      .updateTable('batch_file')
      .set({ state: 'waiting', outcome: null, tries: 0 })
      .where('id', '=', fileId)
      .execute();
    await tx.updateTable('batch').set({ ended_at: null }).where('id', '=', batchId).execute();
    await askForJob(tx, batchJob);
    await appendEvent(tx, {
      name: 'batch.file_retried',
      actor,
      subject: { kind: 'batch', id: batchId },
      facts: { position: file.position, file: file.sha256 },
      at: services.clock(),
    });
    return file.name;
  });
}

function noFiles(): InvalidInput {
  return new InvalidInput({
    files: { vi: 'Hãy chọn ít nhất một tệp.', en: 'Choose at least one file.' },
  });
}

function cannotReadAgain(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Tệp này không cần hoặc không thể đọc lại: đã đọc xong, hoặc không được giữ lúc gửi. Hãy gửi lại tệp nếu cần.',
    en: 'This file need not or cannot be read again: it is done, or it was not kept when sent. Send it anew if needed.',
  });
}
