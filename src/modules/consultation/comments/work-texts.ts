import { defineTexts } from '../../../ui/texts/texts.ts';

/** What officers read where they check comments and answer them. */
export const commentWorkTexts = defineTexts(
  {
    search: 'Tìm trong ý kiến, người góp ý, mã hoặc tên phần',
    choose: 'Chọn',
    chooseOne: (id: number) => `Chọn ý kiến số ${id}`,
    showChosen: 'Cho hiện các ý kiến đã chọn',
    showChosenHelp: 'Chỉ chọn những ý kiến đã đọc hết; mở từng ý kiến để đọc nguyên văn.',
    shown: (count: string) => `Đã cho hiện ${count} ý kiến.`,
    left: (count: string) =>
      `${count} ý kiến vừa thay đổi hoặc đã được xử lý nên không được cho hiện cùng; hãy đọc lại.`,
    next: (id: number) => `Ý kiến tiếp theo: số ${id}`,
    backToList: 'Về danh sách ý kiến',
    partWords: 'Nội dung của phần được góp ý',
    openPart: 'Mở phần này',
    replyAndShow: 'Lưu trả lời và cho hiện',
    repliedAndShown: 'Đã lưu trả lời và cho hiện ý kiến.',
    unsavedReply: 'Câu trả lời đang gõ chưa được lưu và vẫn còn trong ô.',
    byNumber: 'Thêm ý kiến khác theo số',
    byNumberHint: 'Số của ý kiến, cách nhau bằng dấu phẩy; đọc lại ý kiến tìm được rồi bấm “Trả lời chung”.',
    find: 'Tìm theo số',
    answered: 'Đã trả lời trong ý kiến giống nhau',
    useReply: 'Dùng câu trả lời này',
    joined: 'Ý kiến này đã có chung câu trả lời.',
    onlyHeadHides:
      'Bản tổng hợp đã công bố: chỉ phụ trách chương trình được thôi cho hiện một ý kiến của cuộc lấy ý kiến công khai.',
    history: 'Lịch sử xử lý',
  },
  {
    search: 'Search comments, commenters, codes and names of parts',
    choose: 'Choose',
    chooseOne: (id: number) => `Choose comment ${id}`,
    showChosen: 'Show the chosen comments',
    showChosenHelp: 'Choose only what you have read to its end; open a comment to read it whole.',
    shown: (count: string) => `Comments shown: ${count}.`,
    left: (count: string) =>
      `Not shown, because they changed or were dealt with meanwhile: ${count}; read them again.`,
    next: (id: number) => `Next: comment ${id}`,
    backToList: 'Back to the comments',
    partWords: 'The words of the part',
    openPart: 'Open this part',
    replyAndShow: 'Save the reply and show it',
    repliedAndShown: 'The reply was saved and the comment is shown.',
    unsavedReply: 'The reply you are typing is not saved; it is still in the box.',
    byNumber: 'Add other comments by number',
    byNumberHint: 'Numbers, separated by commas; read what was found, then press “Answer together”.',
    find: 'Find by number',
    answered: 'Answered already in comments alike',
    useReply: 'Use this reply',
    joined: 'This comment shares that reply now.',
    onlyHeadHides:
      'The summary is published: of a public consultation only the programme head may keep a comment from being shown.',
    history: 'How it was dealt with',
  },
);
