import type { Chapter } from '../guide.ts';

export const leadingPlans: readonly Chapter[] = [
  {
    id: 'dieu-hanh',
    title: { vi: 'Trang điều hành', en: 'The steering page' },
    purpose: {
      vi: 'Một trang, xem được trên điện thoại: việc gì trễ, việc gì sắp đến hạn, của ai, việc gì chờ bạn.',
      en: 'One page, good on a telephone: what is late, what is due soon, whose it is, what waits for you.',
    },
    begin: 'leaderBoard',
    steps: [
      {
        at: 'leaderBoard',
        vi: 'Đầu trang là các con số: [[việc quá hạn]], [[chờ xác nhận hoàn thành]], [[chưa giao]]. Bấm một số để mở đúng danh sách đằng sau.',
        en: 'Figures stand first: [[tasks overdue]], [[awaiting confirmation]], [[not assigned]]. Press one to open the list behind it.',
      },
      {
        at: 'leaderBoard',
        vi: '[[Đơn vị nhiều việc quá hạn]] và [[Quá hạn lâu nhất]] cho biết cần hỏi ai.',
        en: '[[Agencies with most overdue]] and [[Overdue for longest]] tell whom to ask.',
      },
      {
        at: 'leaderBoard',
        vi: '[[Xin gia hạn, chờ quyết định]]: bấm mã nhiệm vụ để xem lý do và quyết định.',
        en: '[[Extensions to be decided]]: press the code of a task for its reasons, and decide.',
      },
      {
        at: 'leaderBoards',
        vi: '[[Bảng chung]] có biểu đồ theo [[Tình trạng]], [[Thời gian]], [[Chỉ tiêu]]; chọn [[Kế hoạch]] hoặc đơn vị ở [[Chọn phạm vi]].',
        en: 'The [[Overview]] has charts by [[States]], [[Time]] and [[Targets]]; choose a [[Plan]] or an agency under [[Choose what to show]].',
      },
    ],
    pictures: [
      {
        file: 'guide-leader-board',
        at: 'leaderBoard',
        part: 'main',
        height: 1000,
        alt: {
          vi: 'Trang điều hành: số việc quá hạn, sắp đến hạn, chờ xác nhận; đơn vị nhiều việc quá hạn; chỉ đạo.',
          en: 'The steering page: figures overdue, due soon, to be confirmed; agencies; directives.',
        },
        caption: { vi: 'Trang điều hành của lãnh đạo.', en: 'The steering page of a leader.' },
        words: ['Điều hành', 'việc quá hạn'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Số việc quá hạn khác báo cáo giấy.', en: 'The figures differ from a paper report.' },
        remedy: {
          vi: 'Bấm vào số để xem từng việc, hạn và lần ghi gần nhất của cơ quan. Trạng thái tính từ những gì cơ quan đã ghi.',
          en: 'Press the figure for each task, its deadline and what was entered last. States follow from what agencies entered.',
        },
      },
    ],
  },
  {
    id: 'chi-dao',
    title: { vi: 'Giao chỉ đạo, nhận báo cáo', en: 'Give directives, receive answers' },
    purpose: {
      vi: 'Chỉ đạo có cơ quan nhận, có hạn báo cáo và được theo dõi đến khi bạn chấp nhận.',
      en: 'A directive has agencies, a day for the answer, and is followed until you accept it.',
    },
    begin: 'newDirective',
    steps: [
      {
        at: 'leaderBoard',
        vi: 'Bấm [[Giao chỉ đạo]] ở trang điều hành hoặc ở trang của nhiệm vụ.',
        en: 'Press [[Give a directive]] on the steering page or on the page of a task.',
      },
      {
        at: 'newDirective',
        vi: 'Ghi [[Nội dung chỉ đạo]], [[Báo cáo chậm nhất ngày]], chọn [[Giao cho cơ quan]], rồi bấm [[Giao]].',
        en: 'Write [[What is directed]], the day [[To be answered by]], choose [[Given to]] and press [[Give]].',
      },
      {
        at: 'leaderDirective',
        vi: 'Khi cơ quan đã báo cáo, mở chỉ đạo và đọc [[Quá trình thực hiện]]. Được: bấm [[Chấp nhận báo cáo]]. Chưa được: ghi [[Điều chưa rõ hoặc chưa làm được]], hạn mới, rồi bấm [[Yêu cầu báo cáo lại]].',
        en: 'Once it is answered open it and read [[What was done]]. If it will do press [[Accept the answer]]; if not say [[What is not clear or not done]], give a new day and press [[Ask again]].',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Giao nhầm chỉ đạo.', en: 'A directive was given by mistake.' },
        remedy: {
          at: 'leaderDirective',
          vi: 'Mở chỉ đạo, ghi lý do và bấm [[Thu hồi chỉ đạo]]. [[Thu hồi ở mọi cơ quan mà báo cáo chưa được chấp nhận.]]',
          en: 'Open it, give the reason and press [[Withdraw the directive]]. [[It is taken back from every agency whose answer is not accepted yet.]]',
        },
      },
    ],
  },
];
