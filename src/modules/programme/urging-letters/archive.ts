import { Readable } from 'node:stream';
import yazl from 'yazl';
import { Refusal } from '../../../kernel/refusal.ts';
import { composeDocument } from '../../../office/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { composedLetter } from './composed.ts';
import { archiveMost, type UrgedTasks, type UrgingLetter } from './letter.ts';
import { findLetter, type LetterFilters, listLetters, tasksToUrge } from './queries.ts';

/** What a letter lists: an issued one what it listed, a draft what stands so today. At most one statement. */
export async function urgedIn({ services, today }: Call, letter: UrgingLetter): Promise<UrgedTasks> {
  return letter.kept ?? (await tasksToUrge(services.db, letter.agency.id, letter, today));
}

/** `215-so-cong-thuong.docx`. */
export function fileName(letter: UrgingLetter, ending: string): string {
  const agency = vnNorm(letter.agency.name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${letter.number ? vnNorm(letter.number).replace(/[^a-z0-9]+/g, '-') : `du-thao-${letter.id}`}-${agency}.${ending}`;
}

/** All letters of a list in one file. Throws Refusal `too_large` of more than an archive holds. */
export async function archiveAnswer(
  call: Call,
  filters: LetterFilters,
  form: 'docx' | 'pdf',
): Promise<Response> {
  const { services, actor } = call;
  const found = await listLetters(services.db, actor, { ...filters, page: 1 }, archiveMost);
  if (found.total > archiveMost)
    throw new Refusal('too_large', {
      vi: `Mỗi tệp .zip nhiều nhất ${archiveMost} công văn. Hãy thu hẹp danh sách rồi tải lại.`,
      en: `A .zip holds ${archiveMost} letters at most. Narrow the list and try again.`,
    });
  const zip = new yazl.ZipFile();
  // yazl declares its stream as the interface; it is a PassThrough
  const out = zip.outputStream as Readable;
  const write = async () => {
    // one after another: each is written by a thread
    for (const { id } of found.rows) {
      const letter = await findLetter(services.db, actor, id);
      const urged = await urgedIn(call, letter);
      const text = composedLetter({ letter, urged, installation: services.installation });
      zip.addBuffer(Buffer.from(await composeDocument(text, form)), fileName(letter, form), {
        mtime: letter.createdAt,
      });
    }
    zip.end();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  const headers = attachmentHeaders(`cong-van-don-doc-${call.today}.zip`, '', false);
  headers.delete('etag');
  return new Response(Readable.toWeb(out) as ReadableStream, { headers });
}
