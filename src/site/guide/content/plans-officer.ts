import type { Chapter } from '../guide.ts';

/** From the document of a plan to agencies that have its tasks. */
export const planChapters: readonly Chapter[] = [
  {
    id: 'nhap-ke-hoach',
    title: { vi: 'Nhập kế hoạch', en: 'Enter a plan' },
    purpose: {
      vi: 'Đưa chỉ tiêu, nhiệm vụ của kế hoạch vào sản phẩm từ tệp, từ các dòng dán vào hoặc nhập tay.',
      en: 'Bring targets and tasks in from a file, from pasted rows or by hand.',
    },
    begin: 'newPlan',
    steps: [
      {
        at: 'planList',
        vi: 'Trên bàn làm việc mở “Kế hoạch, chỉ tiêu, nhiệm vụ” rồi bấm [[Nhập kế hoạch]].',
        en: 'From your desk open the plans and press [[Enter a plan]].',
      },
      {
        at: 'newPlan',
        vi: 'Chọn [[Tệp kế hoạch]] rồi bấm [[Đọc tệp]]. Không có tệp: [[Dán các dòng]] hoặc [[Nhập bằng tay]].',
        en: 'Choose the [[File of the plan]] and press [[Read the file]]. Without one: [[Paste rows]] or [[Enter by hand]].',
      },
      {
        at: 'planReview',
        vi: 'Soát từng dòng ở [[Nhiệm vụ]] và [[Chỉ tiêu]]; [[Cần xem]] lọc ra dòng đáng ngờ. Bấm [[Sửa dòng này]] để sửa, đánh dấu [[Bỏ qua]] với dòng không phải nhiệm vụ.',
        en: 'Read the rows of [[Tasks]] and [[Targets]]; [[To look at]] shows the doubtful ones. [[Correct this row]], or tick [[Leave out]] where it is no task.',
      },
      {
        at: 'planReview',
        vi: 'Một cột bị hiểu nhầm: đổi ở [[Cách đọc từng bảng]] rồi đọc lại cả bảng.',
        en: 'Where a column was misunderstood change it under [[How each table is read]] and read the table anew.',
      },
      {
        at: 'planSave',
        vi: 'Bấm Xem và lưu, điền [[Tên kế hoạch]], [[Số, ký hiệu]], [[Ngày ban hành]], rồi bấm [[Lưu thành bản nháp kế hoạch]].',
        en: 'Look and save: give [[Title]], [[Number]] and [[Date of issue]], and press [[Save as a draft plan]].',
      },
      {
        at: 'planDraft',
        vi: 'Kế hoạch ở trạng thái [[đang nhập]]; bổ sung bằng [[Thêm nhiệm vụ]]. Xong, bấm [[Trình phụ trách chương trình]]; phụ trách đưa kế hoạch vào theo dõi, hoặc trả lại kèm ý kiến.',
        en: 'The plan is [[being entered]]; [[Add a task]] where one is missing. Then press [[Hand up to the programme head]]; the head puts the plan into force or returns it with a remark.',
      },
    ],
    pictures: [
      {
        file: 'guide-plan-review',
        at: 'planReview',
        part: 'main',
        height: 760,
        alt: {
          vi: 'Soát kế hoạch trước khi lưu: các dòng nhiệm vụ với cơ quan, sản phẩm, thời hạn.',
          en: 'A plan reviewed before it is saved: rows with agencies, products and deadlines.',
        },
        caption: { vi: 'Soát trước khi lưu.', en: 'Review before saving.' },
        words: ['Soát trước khi lưu', 'Sửa dòng này'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Tên cơ quan viết khác, viết tắt hoặc cơ quan không còn.',
          en: 'An agency is written in another way, or is no more.',
        },
        remedy: {
          vi: 'Trang soát hỏi từng tên không rõ: chọn đúng cơ quan, hoặc để nguyên tên như văn bản rồi giao sau.',
          en: 'The review asks about each name that is not clear: choose the agency, or leave the name as printed and assign later.',
        },
      },
    ],
  },
  {
    id: 'giao-nhiem-vu',
    title: { vi: 'Giao nhiệm vụ', en: 'Assign tasks' },
    purpose: {
      vi: 'Điền cơ quan chủ trì, phối hợp, thời hạn, sản phẩm cho nhiều nhiệm vụ một lúc.',
      en: 'Give many tasks at once a lead, partners, a deadline and a product.',
    },
    steps: [
      {
        at: 'planWork',
        vi: 'Mở kế hoạch [[đang thực hiện]] rồi bấm [[Giao nhiệm vụ]]; với chỉ tiêu bấm [[Giao chỉ tiêu]].',
        en: 'Open a plan [[in force]] and press [[Assign tasks]].',
      },
      {
        at: 'assign',
        vi: '[[Chọn nhiệm vụ]]: lọc theo [[Nhóm nhiệm vụ]], đánh dấu [[Chỉ nhiệm vụ chưa có cơ quan chủ trì]], chọn từng dòng hoặc tất cả. Văn bản giao việc ghi ở [[Giao theo văn bản]].',
        en: '[[Choose tasks]]: filter by group, tick rows or take all that fit. The document, if there is one, goes under [[Assigned by document]].',
      },
      {
        at: 'assignByRule',
        vi: 'Kế hoạch dài: [[Giao theo quy tắc]]. Mỗi quy tắc nói nhóm nào, có các từ nào thì giao cho ai; quy tắc đứng trên được dùng trước.',
        en: 'For long plans [[Assign by rules]]: each rule says which group and words go to whom; the one above comes first.',
      },
      {
        at: 'assign',
        vi: 'Bấm [[Xem trước]], đọc những gì sẽ thay đổi, rồi giao. [[Hoàn tác được khi chưa cơ quan nào trả lời.]]',
        en: 'Press [[Preview]], read what will change, then assign. [[It can be undone while no agency has answered.]]',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Cơ quan từ chối nhiệm vụ.', en: 'An agency refuses a task.' },
        remedy: {
          at: 'taskWork',
          vi: 'Đọc lý do trên trang nhiệm vụ rồi [[Giao hoặc giao lại]], hoặc [[Tách cho nhiều cơ quan]].',
          en: 'Read its reason on the page of the task, then [[Assign or assign anew]] or [[Split by agency]].',
        },
      },
    ],
  },
  {
    id: 'theo-doi-don-doc',
    title: { vi: 'Theo dõi và đôn đốc', en: 'Follow and urge' },
    purpose: {
      vi: 'Sản phẩm tự nhắc và tự chuyển lên cấp trên theo quy tắc; bạn xem nơi nào trễ và vì sao.',
      en: 'Reminders and going up happen by themselves, by rules; you see where it is late and why.',
    },
    begin: 'urging',
    steps: [
      {
        at: 'board',
        vi: '[[Bảng theo dõi nhiệm vụ]] đếm mọi nhiệm vụ theo tình trạng, đơn vị và tháng đến hạn.',
        en: 'The [[Board of tasks]] counts all tasks by state, agency and month due.',
      },
      {
        at: 'urging',
        vi: 'Trang [[Đôn đốc]] liệt kê việc [[Quá hạn]], [[Chờ giải trình]], [[Đã giải trình]]. Tải danh sách: [[Tải bảng Excel]].',
        en: '[[Urging]] lists what is [[Late]], [[To be explained]] and [[Explained]]. Take the list away: [[Download as Excel]].',
      },
      {
        at: 'unitHeads',
        vi: 'Ở [[Thủ trưởng các cơ quan]], ghi ai là thủ trưởng để thông báo đến đúng người khi việc chuyển lên cấp đó.',
        en: 'Under [[Heads of agencies]] say who the head is, so that the right person is told.',
      },
      {
        at: 'rehearsal',
        vi: '[[Diễn tập đôn đốc]]: chọn [[Từ ngày]], [[Số ngày]] rồi bấm [[Diễn tập]] để biết ai sẽ được nhắc, việc gì hết hạn. Không có gì được ghi lại hay gửi đi.',
        en: '[[Rehearsal of urging]]: choose [[From]] and [[Days]], press [[Rehearse]], and see who will be reminded and what ends. Nothing is kept or sent.',
      },
    ],
    pictures: [
      {
        file: 'guide-urging',
        at: 'urging',
        part: 'main',
        height: 700,
        alt: {
          vi: 'Trang đôn đốc: danh sách quá hạn, bộ lọc theo cấp và cơ quan, bảng theo cơ quan.',
          en: 'Urging: what is late, filters by level and agency, a table by agency.',
        },
        caption: {
          vi: 'Việc quá hạn và cơ quan còn phải giải trình.',
          en: 'What is late, and who owes a word.',
        },
        words: ['Đôn đốc', 'Quá hạn'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Cơ quan nói không nhận được nhắc.', en: 'An agency says it was not reminded.' },
        remedy: {
          at: 'unitHeads',
          vi: 'Xem cơ quan đó ở [[Thủ trưởng các cơ quan]]: nơi chưa có cán bộ đầu mối thì Sở Khoa học và Công nghệ được báo thay. Đề nghị quản trị viên mở tài khoản.',
          en: 'Look it up under [[Heads of agencies]]: where there is no officer, the Department is told instead. Ask the administrator for an account.',
        },
      },
    ],
  },
  {
    id: 'cong-van-don-doc',
    title: { vi: 'Công văn đôn đốc', en: 'Urging letters' },
    purpose: {
      vi: 'Mỗi cơ quan một công văn đúng thể thức, kèm danh sách nhiệm vụ quá hạn, sắp đến hạn.',
      en: 'One letter for each agency, in official layout, with its tasks late and soon due.',
    },
    begin: 'urgingLetters',
    steps: [
      {
        at: 'urgingLetters',
        vi: 'Ở [[Lọc nhiệm vụ]], chọn kế hoạch và [[Quá hạn từ bao nhiêu ngày]]; đánh dấu cơ quan, ghi [[Yêu cầu báo cáo trước ngày]], bấm [[Soạn dự thảo]].',
        en: 'Under [[Narrow the tasks]] choose a plan and [[Late by at least how many days]]; tick agencies, give the day [[To report before]] and press [[Draft]].',
      },
      {
        at: 'urgingLetter',
        vi: 'Sửa ở [[Nội dung công văn]], tải [[Tệp Word]] hoặc [[Tệp PDF]] để trình ký.',
        en: 'Edit the [[Words of the letter]]; take the [[Word file]] or the [[PDF file]] to be signed.',
      },
      {
        at: 'urgingLetter',
        vi: 'Đã ký và gửi: ghi [[Số]], [[Ngày ký]], [[Họ và tên người ký]] rồi bấm [[Ghi nhận đã phát hành]]. Danh sách được chốt, cơ quan được báo.',
        en: 'Once signed and sent give [[Number]], [[Day it was signed]] and [[Name of who signed]] and press [[Note as issued]]. Its list stays as it is from then on, and the agency is told.',
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Danh sách trong dự thảo đổi so với hôm qua.',
          en: 'The list in a draft is not that of yesterday.',
        },
        remedy: {
          at: 'urgingLetter',
          vi: 'Dự thảo luôn theo số liệu hôm nay. [[Danh sách lấy theo số liệu hôm nay, và được chốt khi ghi nhận đã phát hành.]]',
          en: 'Drafts follow the day. [[The list is as of today, and is kept as it is once the letter is noted as issued.]]',
        },
      },
    ],
  },
  {
    id: 'kho-khan',
    title: { vi: 'Trả lời khó khăn, kiến nghị', en: 'Answer difficulties' },
    purpose: {
      vi: 'Cơ quan nêu vướng mắc ở nhiệm vụ; nơi được hỏi trả lời trong thời hạn.',
      en: 'Agencies raise what is stuck; whoever is asked answers within a term.',
    },
    begin: 'difficulties',
    steps: [
      {
        at: 'difficulty',
        vi: 'Mở khó khăn chờ bạn, bấm [[Tiếp nhận]] để cơ quan gửi biết. Thời hạn không đổi.',
        en: 'Open one that waits and press [[Take it on]], so that whoever raised it knows. The term stays.',
      },
      {
        at: 'difficulty',
        vi: 'Ghi [[Nội dung trả lời]] rồi bấm [[Gửi trả lời]]. Không thuộc mình: [[Chuyển cơ quan khác]]. Chưa rõ: [[Đề nghị bổ sung]].',
        en: 'Write an [[Answer]] and press [[Send the answer]]. Not yours: [[Pass it on]].',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Trả lời đã gửi có nên công khai không?', en: 'Should an answer be public?' },
        remedy: {
          vi: 'Sau khi trả lời, trang có mục đưa ra công khai: viết lại cho người ngoài đọc và chỉ đưa điều được phép.',
          en: 'Once it is answered its page offers to show it: words for outsiders, with only what may be said.',
        },
      },
    ],
  },
];
