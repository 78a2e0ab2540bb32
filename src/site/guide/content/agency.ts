import type { Chapter, Guide } from '../guide.ts';
import { lendingChapter } from './lending.ts';

const chapters: readonly Chapter[] = [
  {
    id: 'nhan-viec',
    title: { vi: 'Việc của cơ quan, tiếp nhận nhiệm vụ', en: 'What is yours; take tasks on' },
    purpose: {
      vi: 'Bàn làm việc cho biết cơ quan bạn được giao gì, việc gì quá hạn, ai đang chờ trả lời.',
      en: 'Your desk tells what your agency was given, what is late and who waits for a word.',
    },
    begin: 'agentDesk',
    steps: [
      {
        at: 'agentDesk',
        vi: 'Đăng nhập. [[Nhiệm vụ chờ tiếp nhận]], [[Nhiệm vụ quá hạn cần giải trình]], [[Chỉ đạo chờ bạn]] đứng đầu bàn làm việc.',
        en: 'Sign in. [[Tasks to take on]], [[Late tasks to be explained]] and [[Directives that wait for you]] stand first.',
      },
      {
        at: 'taskGiven',
        vi: 'Mở nhiệm vụ, đọc [[Sản phẩm, kết quả]] và [[Thời hạn hoàn thành]], rồi bấm [[Tiếp nhận nhiệm vụ]].',
        en: 'Open a task, read its [[Product, result]] and [[Deadline]], and press [[Take the task on]].',
      },
      {
        at: 'taskGiven',
        vi: 'Không phải việc của cơ quan: ghi [[Lý do từ chối]] rồi bấm [[Từ chối]]. [[Người theo dõi kế hoạch sẽ trả lời hoặc giao cơ quan khác.]]',
        en: 'Where it is not yours say [[Why it is refused]] and press [[Refuse]]. [[Whoever follows the plan answers, or gives it to another agency.]]',
      },
    ],
    pictures: [
      {
        file: 'guide-agency-desk',
        at: 'agentDesk',
        part: 'main',
        height: 820,
        alt: {
          vi: 'Bàn làm việc của đầu mối: chỉ đạo, nhiệm vụ chờ tiếp nhận, nhiệm vụ quá hạn.',
          en: 'The desk of an agency officer: directives, tasks to take on, tasks overdue.',
        },
        caption: { vi: 'Bàn làm việc của đầu mối cơ quan.', en: 'The desk of an agency officer.' },
        words: ['Nhiệm vụ chờ tiếp nhận', 'Nhiệm vụ quá hạn cần giải trình'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Nhiệm vụ của cơ quan không có ở đây.', en: 'A task of your agency is not there.' },
        remedy: {
          vi: 'Kế hoạch chưa đưa vào theo dõi, hoặc nhiệm vụ chưa giao. Hỏi người theo dõi kế hoạch.',
          en: 'Its plan is not in force yet, or nobody assigned it. Ask whoever follows the plan.',
        },
      },
    ],
  },
  {
    id: 'ghi-tien-do',
    title: { vi: 'Ghi tiến độ, kết quả, số liệu', en: 'Enter progress, results, figures' },
    purpose: {
      vi: 'Ghi một lần ở đây thì bảng theo dõi, đôn đốc và báo cáo đều dùng; không phải gửi thêm bảng nào.',
      en: 'Entered here once, it serves boards, urging and reports alike.',
    },
    steps: [
      {
        at: 'taskGiven',
        vi: 'Trên trang nhiệm vụ bấm [[Ghi bắt đầu]], [[Ghi tiến độ]] hoặc [[Ghi kết quả]].',
        en: 'On the page of a task press [[Enter the beginning]], [[Enter progress]] or [[Enter a result]].',
      },
      {
        at: 'fact',
        vi: 'Ghi [[Ngày]] việc xảy ra, [[Tiến độ (%)]] và [[Đã làm được gì]]. Tiến độ giảm thì nêu [[Lý do]].',
        en: 'Give the [[Day]] it happened, the [[Progress (%)]] and [[What was done]]. Where progress falls back give the [[Reason]].',
      },
      {
        at: 'taskGiven',
        vi: 'Xong việc: bấm [[Báo cáo hoàn thành]], ghi số và ngày văn bản. Phụ trách xác nhận thì nhiệm vụ mới hoàn thành.',
        en: 'When it is done press [[Report as done]] and name the document. The task is done once the head has confirmed it.',
      },
      {
        at: 'taskGiven',
        vi: 'Cần thêm thời gian: [[Đề nghị gia hạn]] trước khi đến hạn. Hạn chỉ đổi khi có quyết định.',
        en: 'More time needed: [[Ask for a later deadline]], before it is due. The deadline changes only by a decision.',
      },
      {
        at: 'ownTargets',
        vi: 'Số liệu của chỉ tiêu: mở trang [[Chỉ tiêu]]; chỉ tiêu thiếu số liệu đứng đầu.',
        en: 'Figures of targets: open [[Targets]]; those that lack one come first.',
      },
      {
        at: 'figure',
        vi: 'Chọn [[Kỳ số liệu]], ghi số, [[Số liệu tính đến ngày]] và [[Nguồn]], rồi bấm [[Lưu số liệu]].',
        en: 'Choose the [[Period]], give the figure, up to what day it is [[Counted up to]] and its [[Source]], and press [[Save the figure]].',
      },
    ],
    pictures: [
      {
        file: 'guide-fact',
        at: 'fact',
        part: 'main',
        height: 760,
        alt: {
          vi: 'Biểu mẫu ghi tiến độ: ngày, tiến độ phần trăm, đã làm được gì, tệp kèm theo.',
          en: 'The form for progress: day, percent, what was done, files.',
        },
        caption: { vi: 'Ghi tiến độ của một nhiệm vụ.', en: 'Entering progress of a task.' },
        words: ['Tiến độ (%)', 'Đã làm được gì'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Đã ghi sai một lần.', en: 'Something entered was wrong.' },
        remedy: {
          vi: 'Bấm “Đính chính” bên cạnh lần ghi đó và nêu lý do. Lần ghi cũ vẫn xem lại được.',
          en: 'Press “Correct” beside it and give the reason. The former one stays readable.',
        },
      },
      {
        wrong: { vi: 'Số liệu bị hỏi lại vì lệch nhiều so với lần trước.', en: 'A figure is asked about.' },
        remedy: {
          vi: 'Kiểm tra đơn vị tính và dấu phẩy phần lẻ. Nếu số đúng, xác nhận và ghi rõ nguồn.',
          en: 'Check its unit and its decimal comma. If it is right confirm it, with its source.',
        },
      },
    ],
  },
  {
    id: 'bang-tinh',
    title: { vi: 'Ghi nhiều việc bằng một bảng tính', en: 'Many tasks in one workbook' },
    purpose: {
      vi: 'Tải một tệp Excel có sẵn nhiệm vụ, chỉ tiêu của cơ quan, điền, gửi lại một lần.',
      en: 'Download an Excel file with your tasks and targets, fill it in, send it back.',
    },
    begin: 'workbook',
    steps: [
      {
        at: 'workbook',
        vi: 'Bấm [[Tải tệp .xlsx]] rồi điền; [[bạn chỉ điền các cột màu vàng]].',
        en: 'Press [[Download .xlsx]] and fill it in; [[you fill in the yellow columns alone]].',
      },
      {
        at: 'workbook',
        vi: 'Chọn [[Tệp đã điền]] rồi bấm [[Gửi và xem trước]]. Chưa có gì được ghi.',
        en: 'Choose the [[File filled in]] and press [[Send and review]]. Nothing is entered yet.',
      },
      {
        at: 'workbookReview',
        vi: 'Xem từng dòng: [[Ghi được]], [[Cần sửa]] kèm lý do. Bấm [[Sửa]] để sửa ngay, hoặc [[Tải các dòng chưa ghi được (.xlsx)]] để sửa rồi gửi lại.',
        en: 'Look at each row: [[Can be entered]] or [[To be mended]], and why. [[Mend]] it there, or take those rows away: [[Download the rows not entered (.xlsx)]].',
      },
      {
        at: 'workbookReview',
        vi: 'Bấm [[Ghi 1 dòng đúng]] (trang ghi số dòng thật). Dòng đúng được ghi ngay, dòng sai ở lại.',
        en: 'Press [[Enter 1 good rows]] (with your own number). Good rows are entered at once, the others stay.',
      },
    ],
    pictures: [
      {
        file: 'guide-workbook',
        at: 'workbookReview',
        part: 'main',
        height: 760,
        alt: {
          vi: 'Xem các dòng của bảng tính trước khi ghi: một dòng ghi được, một dòng cần sửa.',
          en: 'Rows of a workbook before they are entered: one is good, one is to be mended.',
        },
        caption: {
          vi: 'Dòng đúng được ghi, dòng sai ở lại để sửa.',
          en: 'Good rows are entered, the others stay.',
        },
        words: ['Xem các dòng trước khi ghi', 'Cần sửa'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Dòng báo đã có người ghi thêm.',
          en: 'A row says that somebody has entered more.',
        },
        remedy: {
          vi: 'Có lần ghi mới sau khi bạn tải bảng. So sánh hai bên rồi mới ghi dòng đó.',
          en: 'Something was entered after you took the workbook. Compare both, then enter the row.',
        },
      },
    ],
  },
  {
    id: 'giai-trinh',
    title: { vi: 'Giải trình việc quá hạn, báo cáo chỉ đạo', en: 'Explain what is late, answer directives' },
    purpose: {
      vi: 'Việc quá hạn được chuyển dần lên cấp trên; ở mỗi cấp, cơ quan được hỏi vì sao chậm.',
      en: 'What is late goes up step by step; at each step your agency is asked why.',
    },
    steps: [
      {
        at: 'taskLate',
        vi: 'Mở nhiệm vụ quá hạn rồi bấm [[Giải trình]]. Trang ghi rõ phải giải trình trước hết ngày nào.',
        en: 'Open the task that is late and press [[Explain]]. The page says by when.',
      },
      {
        at: 'explain',
        vi: 'Ghi [[Vì sao chậm, đang làm gì]], nếu có thì [[Dự kiến hoàn thành ngày]], rồi bấm [[Gửi giải trình]]. [[Một lần giải trình trả lời mọi cấp đã yêu cầu.]]',
        en: 'Write [[Why it is late, and what is being done]], if you can when it [[Means to be done by]], and press [[Send the explanation]]. [[One explanation answers every level that asked.]]',
      },
      {
        at: 'ownDirective',
        vi: 'Có chỉ đạo: mở chỉ đạo, đọc [[Nội dung chỉ đạo]], ghi báo cáo rồi bấm [[Gửi báo cáo]] trong [[Hạn báo cáo]].',
        en: 'For a directive read [[What is directed]], write your answer and press [[Send the answer]] before it is [[Due]].',
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Đã giải trình mà nhiệm vụ vẫn quá hạn.',
          en: 'It was explained and is late all the same.',
        },
        remedy: {
          at: 'explain',
          vi: '[[Nhiệm vụ vẫn quá hạn cho đến khi được báo cáo hoàn thành hoặc được gia hạn.]]',
          en: '[[The task stays late until it is reported as done or extended.]]',
        },
      },
    ],
  },
  {
    id: 'kho-khan',
    title: { vi: 'Nêu khó khăn, kiến nghị', en: 'Raise difficulties' },
    purpose: {
      vi: 'Việc vướng thì nêu sớm: nơi được hỏi phải trả lời trong thời hạn.',
      en: 'Say early what is stuck: whoever is asked answers within a term.',
    },
    begin: 'newDifficulty',
    steps: [
      {
        at: 'taskGiven',
        vi: 'Trên trang nhiệm vụ bấm [[Nêu khó khăn, kiến nghị]].',
        en: 'On the page of a task press [[Raise a difficulty]].',
      },
      {
        at: 'newDifficulty',
        vi: 'Chọn [[Khó khăn]], [[Vướng mắc]] hoặc [[Kiến nghị]]; ghi [[Tóm tắt]], [[Nội dung]] và [[Đề xuất, kiến nghị cách giải quyết]]; chọn [[Gửi cơ quan]]; bấm [[Gửi]] hoặc [[Lưu nháp]].',
        en: 'Choose [[Difficulty]], [[Obstacle]] or [[Recommendation]]; write it [[In short]], its [[Text]] and [[What you propose]]; choose to whom it is [[Addressed to]]; press [[Send]] or [[Save as a draft]].',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Quá hạn mà chưa được trả lời.', en: 'There is no answer in time.' },
        remedy: {
          vi: 'Sản phẩm nhắc cơ quan được hỏi, rồi báo lãnh đạo. Bạn không phải gửi lại.',
          en: 'Whoever is asked is reminded, then a leader is told. There is no need to send it again.',
        },
      },
    ],
  },
  {
    id: 'vang-mat',
    title: { vi: 'Báo vắng mặt', en: 'Report an absence' },
    purpose: {
      vi: 'Khi cơ quan có đầu mối khác: thư gửi cho họ trong những ngày bạn vắng. Cần giao quyền thì ủy quyền.',
      en: 'Where there is another officer, letters go to them while you are away. To hand over rights, delegate.',
    },
    begin: 'agentAway',
    steps: [
      {
        at: 'agentAway',
        vi: 'Mở trang tài khoản, bấm Báo vắng mặt, ghi [[Từ ngày]], [[Đến hết ngày]], rồi bấm [[Báo vắng mặt]]. Trang nói trước thư sẽ gửi cho ai.',
        en: 'From your account open the form, give [[First day]] and [[Last day]], and press [[Report]]. The page says beforehand who will get the letters.',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Cơ quan chỉ có một mình bạn.', en: 'You are the only one.' },
        remedy: {
          vi: 'Hãy ủy quyền cho người cùng cơ quan. Không ủy quyền thì thư vẫn gửi cho bạn và phụ trách chương trình được báo.',
          en: 'Delegate to somebody of the agency. Otherwise letters still go to you, and the programme head is told.',
        },
      },
    ],
  },
];

export const agencyGuide: Guide = {
  name: 'dau-moi',
  title: { vi: 'Hướng dẫn cho đầu mối cơ quan, đơn vị', en: 'Guide for agency officers' },
  lead: {
    vi: 'Dành cho đầu mối sở, ngành, xã, phường: nhận nhiệm vụ, ghi tiến độ và số liệu, gửi bảng tính, giải trình, nêu khó khăn, ủy quyền khi vắng.',
    en: 'For officers of departments and communes: take tasks on, enter progress and figures, send workbooks, explain, raise difficulties, name a deputy.',
  },
  chapters: [...chapters, lendingChapter({ account: 'agentAccount', form: 'agentLends', picture: null })],
};
