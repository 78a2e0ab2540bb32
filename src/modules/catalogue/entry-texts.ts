import type { Language } from '../../kernel/text.ts';
import { type Edition, isOpen, isUnpublished } from './edition.ts';

const vi = {
  newEntry: 'Thêm mục',
  newLead: 'Viết tên trước; các phần khác điền ở bước sau.',
  add: 'Thêm và điền tiếp',
  added: (code: string) => `Đã thêm mục ${code}. Hãy điền các phần còn lại.`,
  save: 'Lưu',
  saved: 'Đã lưu.',
  back: 'Quay lại danh mục',
  place: 'Vị trí',
  move: 'Chuyển',
  moveHint: (last: number) =>
    `Thứ tự trong danh mục, từ 1 đến ${last}. Mã đổi theo thứ tự cho tới khi công bố.`,
  moved: (code: string) => `Đã chuyển, mã bây giờ là ${code}.`,
  remove: 'Bỏ mục này',
  removeTitle: 'Bỏ mục khỏi danh mục',
  removeText:
    'Mục sẽ ra khỏi bản nháp và các mục sau được đánh lại thứ tự. Có thể khôi phục từ trang “Mục đã bỏ”.',
  removed: 'Đã bỏ mục. Có thể khôi phục từ trang “Mục đã bỏ”.',
  restored: (code: string) => `Đã khôi phục, mã mới là ${code}.`,
  restore: 'Khôi phục mục này',
  removedNote: 'Mục này đã được bỏ khỏi danh mục nên không sửa được. Hãy khôi phục nếu cần làm tiếp.',
  waitingNote:
    'Danh mục đang được trình duyệt nên mục này chưa sửa được. Muốn sửa, hãy lấy lại danh mục hoặc đề nghị trả lại.',
  givenUpNote: 'Bản này đã bỏ, không công bố, nên mục không sửa được nữa.',
  publishedNote:
    'Danh mục đã công bố nên mục này không sửa trực tiếp được. Thay đổi sau công bố được thực hiện bằng văn bản điều chỉnh.',
  readOnlyNote: 'Bạn chỉ xem, không sửa mục này.',
  seePublic: 'Xem trên cổng công khai',
  resumed: (time: string) => `Đây là bản bạn gõ dở, tự lưu lúc ${time}, chưa lưu vào danh mục.`,
  discard: 'Bỏ bản gõ dở, lấy lại nội dung đã lưu',
  discarded: 'Đã bỏ bản gõ dở.',
  othersNow: (name: string, time: string) => `${name} đang sửa mục này (tự lưu lúc ${time}).`,
  othersBefore: (name: string, time: string) => `${name} có bản gõ dở từ ${time}.`,
  othersHint: 'Hai người cùng sửa không mất chữ nào: ai lưu sau sẽ được chọn từng chỗ khác nhau.',
  stale: 'Trong lúc bạn gõ, người khác đã lưu mục này.',
  compare: 'So sánh và chọn từng chỗ',
  unsavedCopy: 'Bản bạn gõ dở vẫn được giữ. Có thể đọc và chép lại ở dưới.',
  unsavedTitle: 'Nội dung bạn gõ, chưa lưu được',
  conflictTitle: 'Hai người cùng sửa mục này',
  conflictLead:
    'Người khác đã lưu trước. Nội dung bạn viết vẫn còn nguyên. Với mỗi chỗ khác nhau, hãy chọn bản muốn giữ rồi lưu.',
  nothingDiffers: 'Nội dung của bạn giống hệt nội dung đang lưu. Không có gì cần chọn.',
  mine: 'Bản của bạn',
  theirs: 'Bản đang lưu',
  base: 'Trước khi hai người sửa',
  both: 'Cả hai cùng sửa chỗ này.',
  onlyMine: 'Chỉ bạn sửa chỗ này.',
  onlyTheirs: 'Chỉ người kia sửa chỗ này.',
  saveMerge: 'Lưu theo lựa chọn',
  empty: 'để trống',
  changedAgain: 'Nội dung đang lưu lại vừa thay đổi. Hãy xem lại các lựa chọn.',
  understood: 'Hiểu là:',
  notUnderstood: 'Không nhận ra số, ký hiệu văn bản; giữ nguyên như đã gõ.',
  removeRow: (what: string, row: number) => `Bỏ ${what.toLocaleLowerCase('vi')} ${row}`,
  unknownOrganisation: 'Chưa có trong danh bạ cơ quan; tên được giữ như đã gõ.',
  chosenCommunes: (count: number) => `Đã chọn ${count} xã, phường`,
  noCommunes: 'Chưa chọn xã, phường nào',
  pickCommunes: 'Chọn xã, phường',
  filterList: 'Lọc danh sách',
  extra: 'Các cột khác của phụ lục',
  importedFrom: 'Nhập từ',
  ways: 'Liên quan',
  history: 'Những việc đã làm với mục này',
  sections: 'Các phần của mục',
  order: 'Vị trí và việc khác',
  choose: 'Chọn',
};

export type EntryTexts = typeof vi;

const en: EntryTexts = {
  newEntry: 'Add an entry',
  newLead: 'Write the title first; the rest comes next.',
  add: 'Add and go on',
  added: (code: string) => `Entry ${code} is added. Fill in the rest.`,
  save: 'Save',
  saved: 'Saved.',
  back: 'Back to the edition',
  place: 'Place',
  move: 'Move',
  moveHint: (last: number) =>
    `Place in the edition, from 1 to ${last}. Codes follow the order until publication.`,
  moved: (code: string) => `Moved; the code is now ${code}.`,
  remove: 'Remove this entry',
  removeTitle: 'Remove the entry from the edition',
  removeText:
    'It leaves the draft and the entries after it are renumbered. It can be restored from “Removed entries”.',
  removed: 'The entry is removed. It can be restored from “Removed entries”.',
  restored: (code: string) => `Restored; the new code is ${code}.`,
  restore: 'Restore this entry',
  removedNote: 'This entry was removed from the edition and cannot be edited. Restore it to go on.',
  waitingNote:
    'The edition is on its way to approval, so this entry cannot be edited. Take the edition back, or have it returned, to edit it.',
  givenUpNote: 'This draft was given up, so its entries are not edited any more.',
  publishedNote:
    'The edition is published, so this entry cannot be edited. Changes after publication are made by an adjustment.',
  readOnlyNote: 'You may read this entry but not edit it.',
  seePublic: 'See it on the portal',
  resumed: (time: string) => `This is your unsaved text, kept at ${time}; it is not in the catalogue yet.`,
  discard: 'Discard it and take the saved content',
  discarded: 'Your unsaved text is discarded.',
  othersNow: (name: string, time: string) => `${name} is editing this entry (kept at ${time}).`,
  othersBefore: (name: string, time: string) => `${name} has unsaved text from ${time}.`,
  othersHint: 'Nobody loses a word: who saves second chooses field by field.',
  stale: 'Somebody else saved this entry while you were writing.',
  compare: 'Compare and choose',
  unsavedCopy: 'Your unsaved text is kept. You can read and copy it below.',
  unsavedTitle: 'What you wrote and could not save',
  conflictTitle: 'Two people edited this entry',
  conflictLead:
    'Somebody else saved first. What you wrote is kept. For each difference choose what to keep, then save.',
  nothingDiffers: 'Your text is the same as what is stored. There is nothing to choose.',
  mine: 'Yours',
  theirs: 'Stored now',
  base: 'Before both edits',
  both: 'Both of you changed this.',
  onlyMine: 'Only you changed this.',
  onlyTheirs: 'Only the other person changed this.',
  saveMerge: 'Save these choices',
  empty: 'empty',
  changedAgain: 'What is stored has just changed again. Look at the choices once more.',
  understood: 'Understood as:',
  notUnderstood: 'No number of a document is recognised; kept as typed.',
  removeRow: (what: string, row: number) => `Remove ${what.toLowerCase()} ${row}`,
  unknownOrganisation: 'Not in the directory; the name is kept as typed.',
  chosenCommunes: (count: number) => `${count} communes chosen`,
  noCommunes: 'No commune chosen',
  pickCommunes: 'Choose communes',
  filterList: 'Filter the list',
  extra: 'Other columns of the annex',
  importedFrom: 'Imported from',
  ways: 'Related',
  history: 'What was done with this entry',
  sections: 'Parts of the entry',
  order: 'Place and more',
  choose: 'Choose',
};

/** Why nobody edits the entry now; null while its writers may. */
export function whyClosed(
  language: Language,
  edition: Edition,
  entry: { readonly removedAt: Date | null },
): string | null {
  const t = entryTexts(language);
  if (entry.removedAt) return t.removedNote;
  if (isOpen(edition)) return null;
  if (edition.state === 'given_up') return t.givenUpNote;
  return isUnpublished(edition) ? t.waitingNote : t.publishedNote;
}

export function entryTexts(language: Language): EntryTexts {
  return language === 'vi' ? vi : en;
}
