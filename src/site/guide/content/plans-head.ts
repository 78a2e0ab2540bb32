import type { Chapter } from '../guide.ts';

export const planDecisions: readonly Chapter[] = [
  {
    id: 'ke-hoach',
    title: { vi: 'Đưa kế hoạch vào theo dõi', en: 'Put a plan into force' },
    purpose: {
      vi: 'Chuyên viên nhập và soát kế hoạch; phụ trách quyết định công khai và bắt đầu theo dõi.',
      en: 'Officers enter and review a plan; the head makes it public and begins to follow it.',
    },
    steps: [
      {
        at: 'headPlan',
        vi: 'Mở kế hoạch [[đang nhập]], đọc [[Thông tin chung]] và các bảng [[Nhiệm vụ]], [[Chỉ tiêu]].',
        en: 'Open a plan [[being entered]]; read its [[Particulars]], its [[Tasks]] and its [[Targets]].',
      },
      {
        at: 'headPlan',
        vi: 'Bấm [[Đưa vào theo dõi]]. [[Kế hoạch, chỉ tiêu và nhiệm vụ trở thành công khai; từ đó mọi sửa đổi phải có văn bản hoặc lý do và được giữ lại.]]',
        en: 'Press [[Put into force]]. [[The plan, its targets and tasks become public; from then on every change needs a document or a reason, and is kept.]]',
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Kế hoạch đã đưa vào theo dõi có nhiệm vụ ghi sai.',
          en: 'A plan in force has a task with a mistake.',
        },
        remedy: {
          at: 'headTask',
          vi: 'Mở nhiệm vụ, bấm [[Sửa đổi, đính chính]] và nêu văn bản hoặc lý do. Bản trước vẫn xem lại được.',
          en: 'Open the task, press [[Amend or correct]] and name the document or the reason. The former words stay readable.',
        },
      },
    ],
  },
  {
    id: 'xac-nhan-hoan-thanh',
    title: { vi: 'Xác nhận hoàn thành, gia hạn', en: 'Confirm what is done, extend' },
    purpose: {
      vi: 'Cơ quan chủ trì báo cáo; nhiệm vụ chỉ hoàn thành khi phụ trách xác nhận.',
      en: 'The lead reports; a task is done only once the head has confirmed it.',
    },
    steps: [
      {
        at: 'headTask',
        vi: 'Mở nhiệm vụ [[Chờ xác nhận hoàn thành]], đọc [[Thông tin đã ghi]] và văn bản kèm theo.',
        en: 'Open a task [[Awaiting confirmation]]; read [[What was entered]] and the document named there.',
      },
      {
        at: 'headTask',
        vi: 'Đủ căn cứ: bấm [[Xác nhận hoàn thành]]. Đúng hạn hay quá hạn tính theo ngày cơ quan báo cáo, không theo ngày bạn bấm.',
        en: 'If it holds press [[Confirm that it is done]]. In time or late follows from the day it was reported, not from the day you press.',
      },
      {
        at: 'headTask',
        vi: 'Chưa đủ: ghi [[Còn thiếu điều gì]] rồi bấm [[Trả lại báo cáo]].',
        en: 'If not, write [[What is missing]] and press [[Return the report]].',
      },
      {
        at: 'headExtension',
        vi: 'Có đề nghị gia hạn: ở [[Quyết định gia hạn]] chọn [[Gia hạn]] (cần [[Hạn mới]] và [[Số, ký hiệu văn bản cho gia hạn]]) hoặc [[Không gia hạn]] (cần lý do ở ô [[Ý kiến]]).',
        en: 'Where more time is asked for, under [[Decide on the later deadline]] choose [[Extend]] (with a [[New deadline]] and the [[Number of the document that extends it]]) or [[Do not extend]] (with a reason under [[Remark]]).',
      },
      {
        at: 'headTask',
        vi: 'Nhiệm vụ dừng hoặc bỏ theo văn bản: dùng [[Tạm dừng, không thực hiện]].',
        en: 'A task stopped or given up by a document: [[Suspend, do not carry out]].',
      },
    ],
    pictures: [
      {
        file: 'guide-confirm-task',
        at: 'headTask',
        part: 'main',
        height: 820,
        alt: {
          vi: 'Trang nhiệm vụ chờ xác nhận: các nút xác nhận hoàn thành và trả lại báo cáo.',
          en: 'A task that waits: the buttons to confirm and to return.',
        },
        caption: {
          vi: 'Cơ quan đã báo cáo, phụ trách xác nhận hoặc trả lại.',
          en: 'The agency has reported; the head confirms or returns.',
        },
        words: ['Chờ xác nhận hoàn thành', 'Trả lại báo cáo'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Cơ quan đề nghị gia hạn sau khi đã báo cáo hoàn thành.',
          en: 'More time is asked for after the task was reported as done.',
        },
        remedy: {
          vi: 'Sản phẩm không nhận. Hãy trả lại báo cáo trước, rồi cơ quan đề nghị gia hạn.',
          en: 'That is not taken. Return the report first; then more time can be asked for.',
        },
      },
    ],
  },
  {
    id: 'quy-tac',
    title: { vi: 'Đặt quy tắc đôn đốc, thời hạn, đánh giá', en: 'Rules: urging, terms, forecasts' },
    purpose: {
      vi: 'Mức có sẵn là của sản phẩm. Khi tỉnh có quy định, phụ trách ghi mức của tỉnh và căn cứ.',
      en: 'The rules to begin with are the product’s own. Where the province has set some, the head enters them with what they rest on.',
    },
    begin: 'headUrging',
    steps: [
      {
        at: 'headUrging',
        vi: 'Mở [[Quy tắc đôn đốc]] từ trang Đôn đốc. Ghi số ngày [[Nhắc việc (ngày theo lịch)]], số ngày [[Chuyển lên cấp trên (ngày làm việc)]], [[Căn cứ]], rồi bấm [[Lưu quy tắc]].',
        en: 'Open [[Rules of urging]] from the page Urging. Enter days for [[Reminders (calendar days)]] and for [[Going up (working days)]], [[What they rest on]], and press [[Save the rules]].',
      },
      {
        at: 'headTerm',
        vi: 'Thời gian phải trả lời khó khăn, kiến nghị ở trang [[Thời hạn trả lời]]; thời hạn đang chạy không đổi.',
        en: 'How long an answer to a difficulty may take stands under [[Term for an answer]]; terms that run stay.',
      },
      {
        at: 'headTargets',
        vi: 'Khi nào thì dự báo, khi nào báo nguy cơ không đạt: trang [[Quy tắc đánh giá chỉ tiêu]].',
        en: 'When a forecast is made, and when a target counts as unlikely to be met: [[Rules by which targets are judged]].',
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Muốn biết quy tắc mới sẽ gửi bao nhiêu thư trước khi lưu.',
          en: 'You want to know what new rules would send before you save them.',
        },
        remedy: {
          at: 'rehearsal',
          vi: 'Mở diễn tập và gõ quy tắc ở [[Nếu như: thử quy tắc đôn đốc khác]]: không có gì được ghi lại hay gửi đi.',
          en: 'Rehearse them under [[What if: try other rules of urging]]: nothing is kept or sent.',
        },
      },
    ],
  },
];
