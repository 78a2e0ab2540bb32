import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';

/** Characters of a note at most: longer things belong into the entry or a document. */
export const noteLimit = 2_000;
/** Answers to one note at most, so that a page shows all of them. */
export const mostReplies = 100;

export interface Person {
  readonly id: number;
  readonly name: string;
}

/** An internal note: of those who work on an edition, about it or one of its entries. */
export interface Note {
  readonly id: number;
  readonly editionId: number;
  /** Null: of the edition as a whole. */
  readonly entry: { readonly id: number; readonly code: string; readonly title: string } | null;
  /** The field of the entry form it speaks of. */
  readonly field: string | null;
  /** Null where it was removed: then nobody reads it any more. */
  readonly text: string | null;
  readonly version: number;
  readonly by: Person | null;
  readonly at: Date;
  readonly editedAt: Date | null;
  readonly resolved: { readonly by: string | null; readonly at: Date } | null;
  readonly removed: { readonly by: string | null; readonly at: Date } | null;
}

/** A note that answers none, with how it was answered. */
export interface Thread extends Note {
  readonly replies: number;
  readonly lastReply: Date | null;
}

/** NFC, lines kept, nothing that does not show. Throws InvalidInput `text`. */
export function readNoteText(typed: string): string {
  const text = typed
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  if (text === '')
    throw new InvalidInput({ text: { vi: 'Hãy viết nội dung ghi chú.', en: 'Write the note.' } });
  if (text.length > noteLimit)
    throw new InvalidInput({
      text: {
        vi: `Ghi chú dài ${text.length} ký tự; hãy viết gọn trong ${noteLimit} ký tự.`,
        en: `The note has ${text.length} characters; keep it within ${noteLimit}.`,
      },
    });
  return text;
}

export function removedBefore(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Ghi chú này đã bị xóa. Nội dung bạn viết vẫn còn trong ô; hãy viết thành ghi chú mới nếu cần.',
    en: 'This note was removed. What you wrote is still in the box; write it as a new note if it is needed.',
  });
}

export function answeredBefore(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Ghi chú đã có người trả lời hoặc đã đánh dấu xong nên không sửa nữa. Hãy viết thêm một câu trả lời.',
    en: 'The note was answered or settled, so it is no longer edited. Write an answer instead.',
  });
}

export function changedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Ghi chú vừa được sửa ở một cửa sổ khác. Nội dung bạn viết vẫn còn trong ô; hãy xem lại rồi lưu.',
    en: 'The note has just been changed elsewhere. What you wrote is still in the box; look, then save.',
  });
}

export function notTheirs(): Refusal {
  return new Refusal('forbidden', {
    vi: 'Chỉ người viết mới sửa được ghi chú; người viết hoặc phụ trách chương trình mới xóa được.',
    en: 'Only its writer edits a note; its writer or the programme head removes it.',
  });
}

export function tooManyReplies(): Refusal {
  return new Refusal('wrong_state', {
    vi: `Ghi chú này đã có ${mostReplies} câu trả lời. Hãy viết một ghi chú mới.`,
    en: `This note has ${mostReplies} answers already. Write a new note.`,
  });
}
