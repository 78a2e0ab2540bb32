import type { Chapter } from '../guide.ts';

/** For those who ask. */
export const askingChapter: Chapter = {
  id: 'hoi-dap',
  title: { vi: 'Hỏi về một bài toán hoặc nhu cầu', en: 'Ask about a problem or a need' },
  purpose: {
    vi: 'Cơ quan phụ trách trả lời trong thời hạn ghi trên trang; câu hỏi và câu trả lời công khai cho mọi người. Để hỏi thì cần tài khoản, để đọc thì không.',
    en: 'The agency in charge answers within the term the page names; question and answer are public. Asking takes an account, reading none.',
  },
  begin: 'problems',
  steps: [
    {
      at: 'problem',
      vi: 'Mở một mục và xem phần [[Hỏi đáp]]: có thể điều bạn cần đã được trả lời.',
      en: 'Open an entry and look at [[Questions]]: what you need may be answered there.',
    },
    {
      at: 'problem',
      vi: 'Bấm [[Đặt câu hỏi]] rồi đăng nhập; sau đó trang đưa bạn về đúng biểu mẫu.',
      en: 'Press [[Ask a question]] and sign in; you come back to the form.',
    },
    {
      at: 'asking',
      vi: 'Ghi [[Câu hỏi ngắn gọn]] và [[Nội dung]], chọn có hiện tên hay không, rồi bấm [[Gửi câu hỏi]]. Có câu gần giống đã trả lời thì trang hỏi lại trước khi gửi.',
      en: 'Write [[The question in short]] and [[The question]], choose whether you are named, then press [[Send the question]]. Similar answered questions are shown first.',
    },
    {
      at: 'ownQuestions',
      vi: '[[Câu hỏi của tôi]] cho biết câu hỏi đang ở cơ quan nào và [[Hạn trả lời]]. Thư báo đến khi có trả lời.',
      en: '[[My questions]] tells who has each question and what it is [[To be answered by]]. A letter comes with the answer.',
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Câu hỏi không được công khai.', en: 'The question is not made public.' },
      remedy: {
        at: 'ownQuestions',
        vi: 'Mở câu hỏi trong [[Câu hỏi của tôi]]: lý do ghi ở đó, kèm đường dẫn nếu đã có câu trả lời giống vậy.',
        en: 'Open it under [[My questions]]: the reason is there, with a link where it was answered before.',
      },
    },
    {
      wrong: { vi: 'Nội dung quá dài nên không gửi được.', en: 'The question is too long to be sent.' },
      remedy: {
        vi: 'Những gì bạn viết vẫn còn trong ô, kèm số ký tự. Hãy rút gọn, hoặc tách thành hai câu hỏi.',
        en: 'What you wrote is still in the box, with its number of characters. Shorten it, or ask two questions.',
      },
    },
  ],
};

/** For those who answer. */
export const answeringChapter: Chapter = {
  id: 'tra-loi',
  title: { vi: 'Trả lời câu hỏi của công chúng', en: 'Answer questions of the public' },
  purpose: {
    vi: 'Câu hỏi nằm ở cơ quan chủ trì có đầu mối, nếu không thì ở Sở. Trả lời đứng tên cơ quan; chưa trả lời thì không ai ngoài người hỏi và cán bộ đọc được.',
    en: 'A question waits with the lead agency that has officers, else with the focal point. The answer stands in the agency’s name; before it, asker and officers alone read the question.',
  },
  begin: 'questions',
  steps: [
    {
      at: 'questions',
      vi: 'Mở [[Câu hỏi của công chúng]]. Câu [[Chờ trả lời]] xếp theo hạn; [[Quá hạn]] là những câu cần làm ngay.',
      en: 'Open [[Questions of the public]]. Those [[Waiting]] stand by their term; [[Overdue]] ones come first.',
    },
    {
      at: 'question',
      vi: 'Mở một câu. Viết [[Câu trả lời]]; ở phần câu hỏi như mọi người sẽ đọc, bỏ số điện thoại và thông tin cá nhân khác. [[Lưu nháp]] để viết tiếp sau.',
      en: 'Open one. Write [[The answer]]; in the wording everybody will read, take out telephone numbers and what else is personal. [[Save the draft]] keeps it for later.',
    },
    {
      at: 'question',
      vi: 'Bấm [[Trả lời công khai]]: câu hỏi và câu trả lời hiện ngay trên trang của mục, người hỏi nhận thư báo.',
      en: 'Press [[Answer in public]]: both stand on the page of the entry at once, and the asker is told.',
    },
    {
      at: 'question',
      vi: 'Không thuộc cơ quan mình: [[Chuyển cơ quan khác]] kèm lý do; hạn giữ nguyên. Không thể công khai: [[Không công khai câu hỏi này]] và chọn lý do.',
      en: 'Not yours: [[Hand over to another agency]] with a reason; the term goes on. Cannot be public: [[Do not publish this question]] and choose why.',
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Đã trả lời nhưng có chỗ sai.', en: 'A published answer is wrong somewhere.' },
      remedy: {
        vi: 'Mở lại câu hỏi, sửa rồi công khai bản sửa: trang ghi ngày sửa, bản trước được giữ cho cán bộ xem.',
        en: 'Open the question, correct it and publish the correction: the page tells the day, and officers keep what stood before.',
      },
    },
    {
      wrong: { vi: 'Người khác vừa lưu câu này.', en: 'Somebody else saved this question meanwhile.' },
      remedy: {
        vi: 'Trang cho xem bản của người kia bên trên ô; chữ bạn gõ vẫn còn. Gộp hai bản rồi lưu lần nữa.',
        en: 'What they saved stands above the box, what you typed is still in it. Join the two and save again.',
      },
    },
  ],
};
