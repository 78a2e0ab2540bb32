import type { Guide } from '../guide.ts';
import { lendingChapter } from './lending.ts';
import { planDecisions } from './plans-head.ts';

export const headGuide: Guide = {
  name: 'phu-trach',
  title: { vi: 'Hướng dẫn cho phụ trách', en: 'Guide for programme heads' },
  lead: {
    vi: 'Dành cho phụ trách chương trình: xem việc đang chờ, kiểm tra, trả lại hoặc trình lên, công bố văn bản, đưa kế hoạch vào theo dõi, xác nhận, gia hạn, ủy quyền. Phụ trách cũng soạn được danh mục như chuyên viên.',
    en: 'For programme heads: see what waits, check, return or forward, publish documents, put plans into force, confirm and extend tasks, lend the role. Heads may also do all that officers do.',
  },
  chapters: [
    {
      id: 'viec-cho',
      title: { vi: 'Việc đang chờ bạn', en: 'What waits for you' },
      purpose: {
        vi: 'Danh mục chuyên viên trình lên nằm ngay đầu bàn làm việc.',
        en: 'Editions submitted by officers stand first on your desk.',
      },
      begin: 'headDesk',
      steps: [
        {
          at: 'headDesk',
          vi: 'Đăng nhập. Trong [[Chờ bạn xử lý]], danh mục [[chờ phụ trách xem xét]] là việc của bạn; danh mục [[trả lại để sửa]] thì chuyên viên hoặc bạn đều sửa được.',
          en: 'Sign in. Under [[Waiting for you]] an edition [[with the head]] is yours; one [[returned]] may be corrected by the officer or by you.',
        },
        {
          at: 'headDesk',
          vi: '[[Đang trình duyệt]] cho biết danh mục nào đang ở chỗ lãnh đạo.',
          en: '[[On their way to approval]] tells which editions are with the leader.',
        },
      ],
      pictures: [
        {
          file: 'guide-head-desk',
          at: 'headDesk',
          part: 'main',
          height: 520,
          alt: {
            vi: 'Bàn làm việc của phụ trách: hai danh mục chờ xử lý, một bị trả lại, một chờ xem xét.',
            en: 'The desk of a head: two editions wait, one returned, one to be checked.',
          },
          caption: { vi: 'Bàn làm việc của phụ trách.', en: 'The desk of a programme head.' },
          words: ['Việc đang chờ bạn', 'chờ phụ trách xem xét'],
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Không thấy danh mục chuyên viên nói đã trình.',
            en: 'An edition said to be submitted is not there.',
          },
          remedy: {
            vi: 'Chuyên viên có thể đã lấy lại để sửa. Mở danh mục và xem quá trình trình duyệt.',
            en: 'The officer may have taken it back. Open the edition and see its approval.',
          },
        },
      ],
    },
    {
      id: 'kiem-tra',
      title: { vi: 'Kiểm tra danh mục', en: 'Check an edition' },
      purpose: {
        vi: 'Đọc nội dung, chỗ còn thiếu và dự thảo văn bản trước khi quyết định.',
        en: 'Read the content, what it lacks and the drafts of its documents before you decide.',
      },
      steps: [
        {
          at: 'headCheck',
          vi: 'Từ bàn làm việc, bấm tên danh mục. Bấm [[Đọc danh mục]] để đọc từng mục.',
          en: 'Open the edition from your desk. [[Read the edition]] shows its entries.',
        },
        {
          at: 'headCheck',
          vi: 'Xem [[Nên bổ sung (không bắt buộc)]]; bấm mã mục để mở đúng chỗ, hoặc [[Xem góp ý về chất lượng và các mục gần giống nhau]].',
          en: 'See [[Worth adding (not required)]]; a code opens its entry. [[Advice on quality, and entries much alike]] tells more.',
        },
        {
          at: 'headCheck',
          vi: 'Bấm [[Tờ trình, quyết định, thông báo soạn từ danh mục]] để xem dự thảo văn bản.',
          en: '[[Submission, decision and notice written from it]] shows the drafts of its documents.',
        },
      ],
      pictures: [
        {
          file: 'guide-head-check',
          at: 'headCheck',
          part: 'main',
          height: 1110,
          alt: {
            vi: 'Trang kiểm tra của phụ trách: chỗ nên bổ sung, ô ý kiến, các nút trình lãnh đạo và trả lại.',
            en: 'The page of the head: what is worth adding, remarks, buttons to submit and to return.',
          },
          caption: {
            vi: 'Kiểm tra, ghi ý kiến, rồi trình lên hoặc trả lại.',
            en: 'Check, remark, then forward or return.',
          },
          words: ['Trình lãnh đạo', 'Trả lại cho chuyên viên'],
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Có bản gõ dở của chuyên viên chưa lưu.',
            en: 'An officer has unsaved text.',
          },
          remedy: {
            vi: 'Nội dung đó sẽ không có trong bản công bố. Nhắc người viết lưu lại, hoặc trả lại để bổ sung.',
            en: 'It will not be published. Ask the author to save it, or return the edition.',
          },
        },
      ],
    },
    {
      id: 'trinh-len',
      title: { vi: 'Trình lãnh đạo hoặc trả lại', en: 'Forward or return' },
      purpose: {
        vi: 'Mỗi bước đều ghi tên, giờ và ý kiến của người làm.',
        en: 'Each step is recorded with name, hour and remarks.',
      },
      steps: [
        {
          at: 'headCheck',
          vi: 'Ghi [[Ý kiến kèm theo]]. Khi trả lại, hãy ghi rõ cần sửa những gì.',
          en: 'Write [[Remarks]]. When you return it, say what is to be corrected.',
        },
        {
          at: 'headCheck',
          vi: 'Đồng ý: bấm [[Trình lãnh đạo]]. Cần sửa: bấm [[Trả lại cho chuyên viên]]. Muốn tự sửa: bấm [[Lấy lại để sửa]].',
          en: 'If you agree press [[Submit to the leader]]; to have it corrected [[Return to the officer]]; to correct it yourself [[Take back to edit]].',
        },
        {
          at: 'headWaits',
          vi: 'Đã trình mà cần dừng: mở lại trang này và bấm [[Rút tờ trình]], khi lãnh đạo chưa duyệt.',
          en: 'To stop it afterwards open the page again and press [[Take the submission back]] while it is not approved.',
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Trang báo danh mục đã thay đổi sau khi bạn mở.',
            en: 'The page says that the edition changed after you opened it.',
          },
          remedy: {
            vi: 'Đọc những thay đổi nêu trên trang, kiểm tra lại rồi bấm lần nữa. Ý kiến đã gõ vẫn còn.',
            en: 'Read the changes named there, check again and press once more. Your remarks are still there.',
          },
        },
      ],
    },
    {
      id: 'cong-bo-van-ban',
      title: { vi: 'Công bố và đính chính văn bản', en: 'Publish and correct documents' },
      purpose: {
        vi: 'Chuyên viên đưa văn bản vào sổ; phụ trách quyết định công bố.',
        en: 'Officers register documents; the head publishes them.',
      },
      begin: 'documents',
      steps: [
        {
          at: 'headDocument',
          vi: 'Mở văn bản đang soát, đọc cảnh báo ở đầu trang, bấm [[Xem như người đọc]] để xem trước.',
          en: 'Open the document, read its warnings, and look with [[See it as readers will]].',
        },
        {
          at: 'headDocument',
          vi: 'Bấm [[Công bố]]. [[Sau khi công bố, ai cũng xem được văn bản này và tệp gốc.]]',
          en: 'Press [[Publish]]. [[Once published, everybody can read this document and its file.]]',
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Văn bản đã công bố có chỗ sai.', en: 'A published document has a mistake.' },
          remedy: {
            vi: 'Phụ trách sửa ngay trên trang soát; việc đính chính được ghi vào lịch sử.',
            en: 'The head corrects it on the same page; the correction is recorded in its history.',
          },
        },
      ],
    },
    ...planDecisions,
    lendingChapter({
      account: 'headAccount',
      form: 'headLends',
      picture: 'guide-head-lends',
    }),
  ],
};
