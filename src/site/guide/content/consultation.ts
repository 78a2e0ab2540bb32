import type { Chapter } from '../guide.ts';

/** For those who comment. */
export const commentingChapter: Chapter = {
  id: 'gop-y-du-thao',
  title: { vi: 'Góp ý một dự thảo', en: 'Comment on a draft' },
  purpose: {
    vi: 'Dự thảo danh mục, văn bản được lấy ý kiến trong một thời gian ghi trên trang; từng ý kiến được trả lời trong bản tổng hợp. Để góp ý thì cần tài khoản, để đọc thì không.',
    en: 'Draft catalogues and documents are open for comments for the time the page names; each comment is answered in a summary. Commenting takes an account, reading none.',
  },
  begin: 'consultations',
  steps: [
    {
      at: 'consultations',
      vi: 'Mở [[Lấy ý kiến dự thảo]] ở cuối trang; [[Đang lấy ý kiến]] là những dự thảo còn nhận góp ý.',
      en: 'Open [[Consultations on drafts]] at the foot of any page; those under [[Open]] take comments now.',
    },
    {
      at: 'consultation',
      vi: 'Mở một dự thảo, đọc [[Nội dung dự thảo]] theo từng phần. Ý kiến của người khác hiện ở phần đó sau khi được kiểm tra.',
      en: 'Open one and read [[The draft]] part by part. Comments of others stand with their part once they were checked.',
    },
    {
      at: 'commenting',
      vi: 'Bấm góp ý, chọn [[Phần góp ý]] và [[Loại ý kiến]], viết [[Nội dung góp ý]], nếu có thì ghi lời văn ở [[Đề nghị sửa thành]], rồi [[Gửi ý kiến]].',
      en: 'Choose the [[Part]] and the [[Kind of comment]], write the [[Comment]] and, if you like, the [[Proposed wording]], then [[Send the comment]].',
    },
    {
      at: 'ownComments',
      vi: '[[Ý kiến của tôi]] cho biết ý kiến đã hiện hay chưa. Đến hết ngày kết thúc còn sửa hoặc rút được.',
      en: '[[My comments]] tells whether each is shown. Until the end of the last day you can change or withdraw it.',
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Ý kiến dài quá nên không gửi được.', en: 'The comment is too long to be sent.' },
      remedy: {
        vi: 'Những gì bạn viết vẫn còn trong ô, kèm số ký tự; nhiều nhất 10.000. Hãy tách thành nhiều ý kiến theo từng phần.',
        en: 'What you wrote is still in the box, with its number of characters; 10,000 at most. Send several comments, a part each.',
      },
    },
    {
      wrong: { vi: 'Ý kiến không hiện.', en: 'The comment is not shown.' },
      remedy: {
        at: 'ownComments',
        vi: 'Xem [[Ý kiến của tôi]]: ý kiến còn chờ kiểm tra, hoặc ghi lý do không hiện.',
        en: 'Look under [[My comments]]: it waits to be checked, or the reason is there.',
      },
    },
  ],
};

/** For those who consult. */
export const consultingChapter: Chapter = {
  id: 'lay-y-kien',
  title: { vi: 'Lấy ý kiến dự thảo và tổng hợp', en: 'Consult on a draft and bring comments together' },
  purpose: {
    vi: 'Đưa một danh mục đang soạn hoặc một dự thảo văn bản ra lấy ý kiến, nội bộ hay công khai, rồi trả lời từng ý kiến và công bố bản tổng hợp.',
    en: 'Put an edition in the making or a draft document before chosen people or everybody, answer each comment and publish the summary.',
  },
  begin: 'consultationWork',
  steps: [
    {
      at: 'consultationWork',
      vi: 'Mở [[Lấy ý kiến dự thảo]] trên bàn làm việc và bấm [[Lấy ý kiến mới]].',
      en: 'Open [[Consultations on drafts]] on the desk and press [[New consultation]].',
    },
    {
      at: 'newConsultation',
      vi: 'Chọn [[Lấy ý kiến về]] danh mục nào hoặc một dự thảo văn bản, ghi thời gian và [[Lấy ý kiến của ai]], rồi [[Tạo]]. Mục mật không bao giờ có trong bản lấy ý kiến.',
      en: 'Choose what is [[Consulted on]], the days and [[Who is asked]], then [[Create]]. Confidential entries are never in it.',
    },
    {
      vi: 'Với dự thảo văn bản, đưa tệp Word hoặc PDF lên: các điều, mục trở thành các phần để góp ý; soát lại rồi lưu. Lấy ý kiến nội bộ thì chuyên viên thông báo; công khai thì trình phụ trách thông báo.',
      en: 'Of a document upload the Word or PDF file: its articles become parts to comment on; look them over and save. An internal consultation the officer announces, a public one the head.',
    },
    {
      at: 'consultationComments',
      vi: 'Khi có ý kiến, mở [[Ý kiến góp ý]]: [[Chờ kiểm tra]] là ý kiến công khai chưa ai xem, [[Chưa trả lời]] là phần việc còn lại. Đọc xong nhiều ý kiến chờ kiểm tra thì đánh dấu chọn rồi cho hiện cùng một lần.',
      en: 'As they come, open [[Comments]]: those [[To be checked]] nobody has read, those [[To be answered]] are the work left. Tick those you have read and show them all at once.',
    },
    {
      at: 'consultationComment',
      vi: 'Mở một ý kiến, chọn [[Cách tiếp thu]], viết nội dung rồi [[Lưu trả lời]]. Những ý kiến giống nhau hiện bên dưới để trả lời một lần; ý kiến khác thì [[Thêm ý kiến khác theo số]].',
      en: 'Open one, choose [[What becomes of it]], write the reply and [[Save the reply]]. Comments alike stand below, to be answered once; others you [[Add other comments by number]].',
    },
    {
      at: 'consultationSummary',
      vi: 'Sau ngày kết thúc, mở [[Bản tổng hợp]], điền [[Thể thức văn bản]], [[Tải bản Word]] để trình ký. Ký xong, ghi số, ngày và người ký, lưu rồi công bố; lấy ý kiến công khai thì trình phụ trách công bố ngay trên trang này. Người góp ý được báo khi công bố.',
      en: 'After the last day open the [[Summary]], fill in the [[Head of the document]] and [[Download as Word]] for signature. Once it is signed give its number, day and signer, save and publish it; where everybody was asked, hand it up to the head on this page. Commenters are told when it is published.',
    },
  ],
  troubles: [
    {
      wrong: {
        vi: 'Danh mục đã sửa sau khi lấy nội dung.',
        en: 'The edition was changed after its text was taken.',
      },
      remedy: {
        vi: 'Trước khi thông báo, trang của cuộc lấy ý kiến nhắc và cho lấy lại nội dung mới nhất. Sau khi thông báo, nội dung giữ nguyên để ý kiến không lệch.',
        en: 'Before it is announced the page says so and takes the latest text when asked. Afterwards the text stays, so that comments fit it.',
      },
    },
    {
      wrong: { vi: 'Ít cơ quan trả lời.', en: 'Few agencies answer.' },
      remedy: {
        vi: 'Trang của cuộc lấy ý kiến ghi cơ quan nào chưa góp ý; thư nhắc tự gửi trước hạn hai ngày. Có thể gia hạn.',
        en: 'The page names those who have not commented; a letter reminds them two days before the end. The window can be prolonged.',
      },
    },
  ],
};
