import type { Guide } from '../guide.ts';
import { lendingChapter } from './lending.ts';
import { leadingPlans } from './plans-leader.ts';

export const leaderGuide: Guide = {
  name: 'lanh-dao',
  title: { vi: 'Hướng dẫn cho lãnh đạo', en: 'Guide for leaders' },
  lead: {
    vi: 'Dành cho lãnh đạo Ủy ban nhân dân: xem việc đang chờ, duyệt ngay hoặc hẹn giờ, trả lại, thu hồi, điều hành kế hoạch, giao chỉ đạo, ủy quyền.',
    en: 'For leaders of the People’s Committee: see what waits, approve now or at an hour, return, withdraw, steer plans, give directives, lend the role.',
  },
  chapters: [
    {
      id: 'viec-cho',
      title: { vi: 'Việc đang chờ bạn', en: 'What waits for you' },
      purpose: {
        vi: 'Danh mục phụ trách trình lên nằm ngay đầu bàn làm việc.',
        en: 'Editions submitted by the head stand first on your desk.',
      },
      begin: 'leaderDesk',
      steps: [
        {
          at: 'leaderDesk',
          vi: 'Đăng nhập. Trong [[Chờ bạn xử lý]], bấm tên danh mục [[chờ lãnh đạo phê duyệt]].',
          en: 'Sign in. Under [[Waiting for you]] open the edition [[with the leader]].',
        },
        {
          at: 'leaderCheck',
          vi: 'Đọc ý kiến của chuyên viên và phụ trách ở [[Quá trình trình duyệt]]. Bấm [[Đọc danh mục]] để xem từng mục, [[Tờ trình, quyết định, thông báo soạn từ danh mục]] để xem văn bản.',
          en: 'Read the remarks of officer and head under [[Approval]]. [[Read the edition]] shows its entries, [[Submission, decision and notice written from it]] its documents.',
        },
      ],
      pictures: [
        {
          file: 'guide-leader-desk',
          at: 'leaderDesk',
          part: 'main',
          height: 480,
          alt: {
            vi: 'Bàn làm việc của lãnh đạo: một danh mục chờ phê duyệt.',
            en: 'The desk of a leader: one edition waits for approval.',
          },
          caption: { vi: 'Bàn làm việc của lãnh đạo.', en: 'The desk of a leader.' },
          words: ['Việc đang chờ bạn', 'chờ lãnh đạo phê duyệt'],
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Danh mục biến mất khỏi danh sách chờ.', en: 'An edition no longer waits.' },
          remedy: {
            vi: 'Phụ trách đã rút tờ trình, hoặc người được ủy quyền đã duyệt. Quá trình trình duyệt ghi rõ ai, lúc nào.',
            en: 'The head took it back, or your deputy approved it. Its approval says who and when.',
          },
        },
      ],
    },
    {
      id: 'duyet',
      title: { vi: 'Duyệt ngay', en: 'Approve now' },
      purpose: {
        vi: 'Danh mục hiện trên cổng ngay khi bạn duyệt. Mã và thứ tự các mục giữ nguyên mãi.',
        en: 'The edition is on the portal as soon as you approve it. Codes and order stay for good.',
      },
      steps: [
        {
          at: 'leaderCheck',
          vi: 'Đọc dòng đầu của [[Bước tiếp theo]]: bao nhiêu mục sẽ hiện cho mọi người.',
          en: 'Read the first line of [[Next step]]: how many entries everybody will see.',
        },
        {
          at: 'leaderCheck',
          vi: 'Để trống cả hai ô ở [[Hẹn giờ công bố]] rồi bấm [[Duyệt và công bố]].',
          en: 'Leave both boxes of [[Hour of publication]] empty and press [[Approve and publish]].',
        },
      ],
      pictures: [
        {
          file: 'guide-leader-check',
          at: 'leaderCheck',
          part: '.form',
          alt: {
            vi: 'Biểu mẫu của lãnh đạo: hệ quả của việc công bố, ô ý kiến, ngày và giờ hẹn, nút Duyệt và công bố, nút Trả lại để sửa.',
            en: 'The form of the leader: what publishing means, remarks, day and hour, buttons to approve and to return.',
          },
          caption: {
            vi: 'Duyệt ngay, hẹn giờ, hoặc trả lại: cùng một biểu mẫu.',
            en: 'Approve now, at an hour, or return: one form.',
          },
          words: ['Duyệt và công bố', 'Hẹn giờ công bố'],
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Bấm duyệt hai lần, hoặc hai người cùng duyệt.',
            en: 'It is approved twice, or by two people at once.',
          },
          remedy: {
            vi: 'Chỉ công bố một lần; lần sau chỉ được báo là đã xong.',
            en: 'It is published once; the second is told that it is done.',
          },
        },
        {
          wrong: {
            vi: 'Trang báo bạn không tự duyệt được.',
            en: 'The page says that you cannot approve it yourself.',
          },
          remedy: {
            vi: 'Bạn đã soạn, sửa hoặc trình danh mục này. Lãnh đạo khác duyệt, hoặc bạn trả lại.',
            en: 'You wrote, changed or submitted it. Another leader approves it, or you return it.',
          },
        },
      ],
    },
    {
      id: 'hen-gio',
      title: { vi: 'Hẹn giờ công bố', en: 'Publish at an hour' },
      purpose: {
        vi: 'Duyệt hôm nay, công bố đúng giờ đã định, ví dụ giờ khai mạc một hội nghị.',
        en: 'Approve today and publish at an hour you set, such as the opening of a conference.',
      },
      steps: [
        {
          at: 'leaderCheck',
          vi: 'Ghi [[Ngày]] và [[Giờ]] (giờ Việt Nam) rồi bấm [[Duyệt và công bố]].',
          en: 'Give [[Day]] and [[Time]] (of Vietnam) and press [[Approve and publish]].',
        },
        {
          at: 'leaderScheduled',
          vi: 'Trang ghi [[Đã duyệt; hệ thống tự công bố lúc]] giờ đã hẹn. Không cần làm gì thêm.',
          en: 'The page says [[Approved; the system publishes it at]] that hour. There is nothing more to do.',
        },
        {
          at: 'leaderScheduled',
          vi: 'Đổi ý trước giờ hẹn: bấm [[Trả lại để sửa]]; danh mục không được công bố nữa.',
          en: 'If you change your mind before, press [[Return for correction]]; it is then not published.',
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Quá giờ mà chưa thấy công bố.', en: 'The hour has passed and it is not published.' },
          remedy: {
            vi: 'Hệ thống thử lại mỗi phút. Nếu kéo dài, báo quản trị hệ thống.',
            en: 'The system tries every minute. If it lasts, tell the administrator.',
          },
        },
      ],
    },
    {
      id: 'tra-lai',
      title: { vi: 'Trả lại', en: 'Return it' },
      purpose: {
        vi: 'Danh mục quay về người soạn cùng ý kiến của bạn.',
        en: 'The edition goes back to its writers with your remarks.',
      },
      steps: [
        {
          at: 'leaderCheck',
          vi: 'Ghi rõ cần sửa những gì ở [[Ý kiến kèm theo]]. [[Chỉ những người làm việc với danh mục này đọc được.]]',
          en: 'Say under [[Remarks]] what is to be corrected. They are [[Read only by those who work on this edition.]]',
        },
        {
          at: 'leaderCheck',
          vi: 'Bấm [[Trả lại để sửa]].',
          en: 'Press [[Return for correction]].',
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Bấm trả lại mà chưa ghi ý kiến.', en: 'There is no remark.' },
          remedy: {
            vi: 'Trang nhắc bạn ghi ý kiến; chưa có gì thay đổi.',
            en: 'The page asks for one; nothing has changed yet.',
          },
        },
      ],
    },
    {
      id: 'thu-hoi',
      title: { vi: 'Thu hồi danh mục công bố nhầm', en: 'Withdraw an edition published by mistake' },
      purpose: {
        vi: 'Các mục rời danh sách và tìm kiếm; địa chỉ từng mục vẫn mở được và nêu rõ lý do. Thu hồi nhầm thì công bố lại được, cũng kèm lý do công khai.',
        en: 'Its entries leave lists and search; their addresses still open and say why. Withdrawn by mistake, it is published again, with a public reason too.',
      },
      steps: [
        {
          at: 'leaderPublished',
          vi: 'Mở danh mục đã công bố, bấm [[Thu hồi danh mục]].',
          en: 'Open the published edition and press [[Withdraw the edition]].',
        },
        {
          at: 'leaderWithdraws',
          vi: 'Ghi [[Lý do thu hồi (công khai)]]: [[Mọi người đọc được câu này trên cổng.]] Bấm [[Thu hồi danh mục]].',
          en: 'Give the [[Reason (public)]]: [[Everybody reads it on the portal.]] Press [[Withdraw the edition]].',
        },
      ],
      pictures: [
        {
          file: 'guide-withdraw',
          at: 'leaderWithdraws',
          part: 'main',
          height: 860,
          alt: {
            vi: 'Trang thu hồi danh mục: lời cảnh báo, ô lý do công khai, nút Thu hồi danh mục.',
            en: 'Withdrawing an edition: the warning, the public reason, the button.',
          },
          caption: {
            vi: 'Lý do thu hồi được công khai.',
            en: 'The reason is public.',
          },
          words: ['Lý do thu hồi (công khai)'],
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Chỉ một mục sai, không phải cả danh mục.',
            en: 'One entry is wrong, not the whole edition.',
          },
          remedy: {
            vi: 'Đừng thu hồi. Thay đổi sau công bố được thực hiện bằng văn bản điều chỉnh.',
            en: 'Do not withdraw it. Changes after publication are made by an adjustment.',
          },
        },
      ],
    },
    ...leadingPlans,
    lendingChapter({ account: 'leaderAccount', form: 'leaderLends', picture: null }),
  ],
};
