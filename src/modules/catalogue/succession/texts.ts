import type { Language } from '../../../kernel/text.ts';
import { defineTexts } from '../../../ui/texts/texts.ts';
import { deeds, namesOf, type Relation } from './relations.ts';

/** Texts of merging and splitting entries. */
export const successionTexts = defineTexts(
  {
    merge: 'Gộp các mục',
    mergeWith: 'Gộp với mục khác',
    mergeLead:
      'Chọn các mục nói về cùng một việc. Sau khi so sánh, một mục được giữ lại với nội dung đã chọn; các mục kia rời danh mục và ghi rõ được gộp vào mục nào.',
    search: 'Tìm mục theo tên hoặc mã',
    chosen: (count: number) => `Đã chọn ${count} mục`,
    noneChosen: 'Chưa chọn mục nào. Hãy chọn từ hai mục trở lên trong danh sách dưới đây.',
    choose: 'Chọn',
    unchoose: 'Bỏ chọn',
    isChosen: 'Đã chọn',
    compare: 'So sánh và gộp',
    oneMore: 'Hãy chọn thêm ít nhất một mục.',
    code: 'Mã',
    entry: 'Mục',
    act: 'Việc làm',
    compareTitle: 'So sánh và gộp',
    compareLead:
      'Chỉ những phần khác nhau được nêu dưới đây. Với mỗi phần, chọn nội dung của một mục hoặc lấy tất cả.',
    into: 'Mục được giữ lại',
    proposeAgain: 'Đề xuất lại theo mục này',
    intoHint: {
      draft:
        'Các mục kia rời bản nháp. Mã được đánh lại theo thứ tự và chỉ cố định khi danh mục được công bố.',
      amendment:
        'Mục đã công khai giữ nguyên mã và địa chỉ; khi công bố, địa chỉ của các mục đã công khai được gộp sẽ dẫn về mục này.',
    },
    nothingDiffers: 'Các mục này không khác nhau về nội dung.',
    together: 'Lấy tất cả',
    of: (code: string) => `Theo ${code}`,
    empty: '(để trống)',
    files: (count: number) => `Tệp kèm theo của các mục được giữ đủ (${count} tệp).`,
    doMerge: 'Gộp',
    undoMerge: {
      draft:
        'Có thể lấy lại mục đã gộp bằng cách khôi phục ở trang “Mục đã bỏ”; nội dung đã gộp thì sửa ở mục được giữ.',
      amendment:
        'Có thể lấy lại mục đã gộp bằng cách khôi phục hoặc chọn “Sửa” cho mục đó; nội dung đã gộp thì sửa ở mục được giữ.',
    },
    chooseOthers: 'Chọn mục khác',
    merged: (names: readonly string[], more: number, into: string) =>
      `Đã gộp ${names.join(', ')}${more > 0 ? ` và ${more} mục khác` : ''} vào ${into}. Hãy đọc lại nội dung rồi lưu nếu cần sửa.`,
    split: 'Tách mục này',
    splitTitle: 'Tách thành nhiều mục',
    splitLead:
      'Mỗi phần bắt đầu như một bản sao của mục, mang tên riêng và những dòng được chọn dưới đây; sau đó sửa tiếp như mọi mục.',
    parts: 'Số phần',
    changeParts: 'Đổi số phần',
    origin: 'Mục gốc',
    stays: 'Giữ lại làm phần 1, cùng mã và địa chỉ',
    leaves: 'Đưa ra khỏi danh mục; địa chỉ cũ nêu tên các phần',
    part: (no: number) => `Phần ${no}`,
    partTitle: (no: number) => `Tên của phần ${no}`,
    rows: 'Chia nội dung cho các phần',
    rowsHint: 'Một dòng có thể thuộc nhiều phần, và phải thuộc ít nhất một phần.',
    noRows: 'Mục này không có kết quả, câu hỏi hay yêu cầu nào để chia.',
    doSplit: 'Tách',
    undoSplit: 'Muốn bỏ việc tách, hãy bỏ các phần mới khỏi danh mục và sửa lại mục gốc.',
    wasSplit: (count: number) => `Đã tách thành ${count} phần. Hãy mở từng phần để sửa tiếp.`,
    back: 'Quay lại',
    relations: 'Gộp, tách',
    merged_into: 'Gộp vào',
    merged_from: 'Gộp từ',
    split_into: 'Tách sang',
    split_from: 'Tách từ',
    includes: 'Gồm cả',
    mergedOn: (day: string) => `gộp từ ngày ${day}`,
    splitInto: 'Đã tách một phần sang',
    splitFrom: 'Tách từ',
    since: (day: string) => `từ ngày ${day}`,
    by: 'theo',
    asOf: (day: string) => `Xem nội dung ngày ${day}`,
    nowIn: 'Nội dung của mục này nay ở các mục:',
  },
  {
    merge: 'Merge entries',
    mergeWith: 'Merge with another entry',
    mergeLead:
      'Choose entries that are about the same thing. Once compared, one stays and says what was chosen; the others leave the edition and name it.',
    search: 'Find entries by title or code',
    chosen: (count: number) => `Chosen: ${count}`,
    noneChosen: 'Nothing chosen yet. Choose two or more from the list below.',
    choose: 'Choose',
    unchoose: 'Leave out',
    isChosen: 'Chosen',
    compare: 'Compare and merge',
    oneMore: 'Choose one more at least.',
    code: 'Code',
    entry: 'Entry',
    act: 'What to do',
    compareTitle: 'Compare and merge',
    compareLead: 'Only what differs is listed. For each part choose what one entry says, or take all of it.',
    into: 'The entry that stays',
    proposeAgain: 'Propose anew for this entry',
    intoHint: {
      draft:
        'The others leave the draft. Codes are given anew in order and are fixed only when the edition is published.',
      amendment:
        'A public entry keeps its code and address; once published, the addresses of public ones that are merged lead to the one that stays.',
    },
    nothingDiffers: 'These entries say the same.',
    together: 'Take all',
    of: (code: string) => `As ${code}`,
    empty: '(empty)',
    files: (count: number) => `All attached files are kept (${count}).`,
    doMerge: 'Merge',
    undoMerge: {
      draft:
        'A merged entry comes back when it is restored on the page “Removed entries”; what was merged is then corrected in the one that stayed.',
      amendment:
        'A merged entry comes back when it is restored or chosen to be changed; what was merged is then corrected in the one that stayed.',
    },
    chooseOthers: 'Choose others',
    merged: (names: readonly string[], more: number, into: string) =>
      `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} merged into ${into}. Read it again and save what you correct.`,
    split: 'Split this entry',
    splitTitle: 'Split into several entries',
    splitLead:
      'Each part begins as a copy of the entry with a title of its own and the rows chosen below; then it is edited like any entry.',
    parts: 'Parts',
    changeParts: 'Change the number of parts',
    origin: 'The entry itself',
    stays: 'Stays as part 1, with its code and address',
    leaves: 'Leaves the edition; its address names the parts',
    part: (no: number) => `Part ${no}`,
    partTitle: (no: number) => `Title of part ${no}`,
    rows: 'What each part gets',
    rowsHint: 'A row may belong to several parts, and belongs to one at least.',
    noRows: 'There are no results, questions or requirements to divide.',
    doSplit: 'Split',
    undoSplit: 'To undo it, remove the new parts from the edition and correct the entry itself.',
    wasSplit: (count: number) => `Split into ${count} parts. Open each of them to go on.`,
    back: 'Back',
    relations: 'Merged, split',
    merged_into: 'Merged into',
    merged_from: 'Merged from',
    split_into: 'Split into',
    split_from: 'Split from',
    includes: 'Includes',
    mergedOn: (day: string) => `merged on ${day}`,
    splitInto: 'Partly split into',
    splitFrom: 'Split from',
    since: (day: string) => `since ${day}`,
    by: 'by',
    asOf: (day: string) => `As of ${day}`,
    nowIn: 'What it said is now found in:',
  },
);

/** `Gộp từ BTL-2026-02, BTL-2026-05`, one text for each kind of relation. */
export function relationWords(language: Language, relations: readonly Relation[]): readonly string[] {
  const t = successionTexts(language);
  return deeds.flatMap((deed) => {
    const names = namesOf(relations, deed);
    return names.length === 0 ? [] : [`${t[deed]} ${names.join(', ')}`];
  });
}
