import type { Chapter } from '../guide.ts';

/** Plans as everybody reads them. */
export const readingPlans: Chapter = {
  id: 'ke-hoach',
  title: { vi: 'Đọc kế hoạch, nhiệm vụ, chỉ tiêu', en: 'Read plans, tasks and targets' },
  purpose: {
    vi: 'Xem tỉnh đã giao việc gì, ai chủ trì, hạn đến ngày nào và đã làm đến đâu.',
    en: 'See what the province has set itself to do, who leads, by when, and how far it is.',
  },
  begin: 'plans',
  steps: [
    {
      at: 'plans',
      vi: 'Mở [[Kế hoạch]] ở đầu trang, rồi bấm tên kế hoạch.',
      en: 'Open [[Plans]] at the top of any page and press the title of a plan.',
    },
    {
      at: 'plan',
      vi: 'Thanh [[Tiến độ thực hiện nhiệm vụ]] đếm nhiệm vụ theo trạng thái; [[Tiến độ theo nhóm]] chia theo phần của kế hoạch. Nhiệm vụ cơ quan chủ trì chưa báo gì được đếm riêng, không ẩn đi.',
      en: 'The bar [[Progress of tasks]] counts tasks by state; [[Progress by group]] shows each part of the plan. Tasks of which nothing was told are counted apart, never hidden.',
    },
    {
      at: 'planTask',
      vi: 'Trang của nhiệm vụ có [[Cơ quan chủ trì]], [[Thời hạn hoàn thành]], [[Kết quả đã báo cáo]] và [[Lịch sử]].',
      en: 'The page of a task has its [[Lead agency]], [[Deadline]], [[Results reported]] and [[History]].',
    },
    {
      at: 'planTarget',
      vi: 'Trang của chỉ tiêu có [[Mục tiêu]], [[Số liệu mới nhất]] kèm tuổi của số liệu, và [[Đánh giá]]. Dưới biểu đồ là [[Bảng số liệu]]; bấm CSV, Excel hoặc JSON ở [[Tải số liệu của chỉ tiêu]] để tải về.',
      en: 'The page of a target says what is [[To be reached]], the [[Latest figure]] and how old it is, and the [[Outlook]]. A [[Table of figures]] stands under the chart.',
    },
    {
      at: 'plan',
      vi: 'Kế hoạch đã sửa đổi: bấm [[Các lần thay đổi]] để xem thay đổi gì, theo văn bản nào.',
      en: 'Where a plan was amended, [[What changed]] tells what, and by which document.',
    },
  ],
  pictures: [
    {
      file: 'guide-plan',
      at: 'plan',
      part: 'main',
      height: 760,
      alt: {
        vi: 'Trang một kế hoạch: thanh tiến độ nhiệm vụ theo trạng thái, bảng tiến độ theo nhóm.',
        en: 'The page of a plan: a bar of tasks by state, a table of progress by group.',
      },
      caption: { vi: 'Đầu trang của một kế hoạch.', en: 'The top of the page of a plan.' },
      words: ['Tiến độ thực hiện nhiệm vụ', 'Tiến độ theo nhóm'],
    },
  ],
  troubles: [
    {
      wrong: {
        at: 'planTarget',
        vi: 'Chỉ tiêu không có đánh giá đạt hay không đạt.',
        en: 'A target has no outlook.',
      },
      remedy: {
        vi: 'Số liệu còn ít nên sản phẩm không đoán. Xem số liệu đã có và nguồn của từng số.',
        en: 'There are too few figures to say, so nothing is guessed. Read the figures there are, each with its source.',
      },
    },
  ],
};

/** The board everybody reads, and being told. */
export const watchingPlans: Chapter = {
  id: 'bang-ke-hoach',
  title: { vi: 'Bảng theo dõi kế hoạch và nhận tin', en: 'The board of plans, and being told' },
  purpose: {
    vi: 'Nhìn mọi kế hoạch trên một trang, tải số liệu, và được báo khi có gì mới.',
    en: 'All plans on one page, their figures to take away, and letters when something is new.',
  },
  begin: 'openBoard',
  steps: [
    {
      at: 'openBoard',
      vi: 'Ở [[Chọn phạm vi]], chọn [[Kế hoạch]], [[Đơn vị, xã, phường chủ trì]] hoặc [[Kỳ đến hạn]] rồi bấm [[Xem]]. Địa chỉ trang giữ phạm vi đã chọn.',
      en: 'Under [[Choose what to show]] take a [[Plan]], a [[Leading agency or commune]] or what is [[Due in]] some time, and press [[Show]]. The address keeps the choice.',
    },
    {
      at: 'openBoard',
      vi: 'Đổi cách nhìn ở [[Tình trạng]], [[Thời gian]], [[Chỉ tiêu]]. Biểu đồ nào cũng có [[Bảng số liệu]], tải được ảnh và bảng: [[Tải ảnh (.svg)]], [[Tải bảng (.xlsx)]].',
      en: 'Look by [[States]], [[Time]] or [[Targets]]. Every chart has a [[Table of figures]] and can be taken away: [[Download picture (.svg)]], [[Download table (.xlsx)]].',
    },
    {
      at: 'plan',
      vi: 'Trên trang kế hoạch, nhiệm vụ, chỉ tiêu: bấm [[Theo dõi]]. Các hạn của kế hoạch đưa được vào lịch của bạn: [[Đưa các hạn vào lịch (.ics)]].',
      en: 'On the page of a plan, a task or a target press [[Follow]]. Deadlines go into your calendar: [[Deadlines as a calendar (.ics)]].',
    },
    {
      at: 'followPlan',
      vi: 'Trang [[Theo dõi]] nói rõ [[Những gì được báo]]. Ghi địa chỉ e-mail để nhận thư (nơi hệ thống gửi được thư), hoặc dùng địa chỉ Atom.',
      en: 'The page says [[What you are told]]. Give an e-mail address for letters (where the system can send them), or use the Atom address.',
    },
  ],
  pictures: [
    {
      file: 'guide-plan-board',
      at: 'openBoard',
      part: 'main',
      height: 880,
      alt: {
        vi: 'Bảng theo dõi kế hoạch: chọn phạm vi, cách xem, nhiệm vụ theo tình trạng.',
        en: 'The board of plans: what to show, ways to look at it, tasks by state.',
      },
      caption: { vi: 'Bảng theo dõi ai cũng xem được.', en: 'The board everybody can read.' },
      words: ['Bảng theo dõi kế hoạch', 'Nhiệm vụ theo tình trạng'],
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Bấm theo dõi mà không nhận được thư.', en: 'You follow a plan and no letter comes.' },
      remedy: {
        vi: 'Chỉ gửi thư sau khi bạn bấm vào đường dẫn xác nhận trong thư đầu tiên. Hãy tìm cả ở hộp thư rác.',
        en: 'Letters come only once you pressed the link in the first one. Look among unwanted mail, too.',
      },
    },
  ],
};
