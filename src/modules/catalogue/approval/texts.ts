import { defineTexts } from '../../../ui/texts/texts.ts';

export const approvalTexts = defineTexts(
  {
    title: 'Kiểm tra và trình duyệt',
    read: (entries: string) => `Đọc danh mục (${entries} mục)`,
    outgoing: 'Tờ trình, quyết định, thông báo soạn từ danh mục',
    next: 'Bước tiếp theo',
    remark: 'Ý kiến kèm theo',
    remarkHint: 'Chỉ những người làm việc với danh mục này đọc được.',
    remarkReturn: 'Khi trả lại, hãy ghi rõ cần sửa những gì.',
    submitLead:
      'Danh mục chuyển sang phụ trách chương trình xem xét. Trong lúc chờ, nội dung không sửa được; cần sửa thì lấy lại.',
    forwardLead:
      'Đồng ý thì trình lãnh đạo phê duyệt; cần sửa thì trả lại chuyên viên, hoặc lấy lại để tự sửa.',
    takeBackLead: 'Danh mục đang chờ lãnh đạo. Phụ trách rút tờ trình được khi lãnh đạo chưa duyệt.',
    recallLead: 'Danh mục đang chờ phụ trách. Người soạn lấy lại để sửa được khi phụ trách chưa trình lên.',
    publishAt: 'Hẹn giờ công bố',
    publishAtHint: 'Bỏ trống cả hai ô để công bố ngay khi duyệt.',
    day: 'Ngày',
    time: 'Giờ',
    timeHint: 'Giờ Việt Nam, ví dụ 08:00',
    approve: 'Duyệt và công bố',
    scheduledFor: (when: string) => `Đã duyệt; hệ thống tự công bố lúc ${when}.`,
    overdue:
      'Đã quá giờ hẹn mà danh mục chưa được công bố. Hệ thống vẫn thử lại mỗi phút; hãy báo quản trị hệ thống nếu tình trạng này kéo dài.',
    drafted:
      'Bạn đã soạn, sửa hoặc trình danh mục này nên không tự duyệt được. Hãy để lãnh đạo khác duyệt, hoặc trả lại.',
    waitsFor: (state: string) =>
      `Danh mục đang ở trạng thái “${state}”. Hiện không có việc nào chờ bạn ở đây.`,
    done: {
      submit: 'Đã trình phụ trách chương trình.',
      forward: 'Đã trình lãnh đạo.',
      recall: 'Đã lấy lại.',
      return: 'Đã trả lại kèm ý kiến.',
      publish: 'Đã công bố danh mục.',
      schedule: (when: string) => `Đã duyệt. Danh mục sẽ được công bố lúc ${when}.`,
      withdraw: 'Đã thu hồi danh mục. Trang công khai của danh mục nêu rõ lý do.',
    },
    steps: 'Quá trình trình duyệt',
    clock: 'đúng giờ hẹn',
    returnedBy: (who: string, when: string) => `${who} trả lại lúc ${when}:`,
    review: 'Xem xét, cho ý kiến',
    follow: 'Xem quá trình trình duyệt',
    withdraw: 'Thu hồi danh mục',
    withdrawTitle: (code: string) => `Thu hồi danh mục ${code}`,
    withdrawLead:
      'Dùng khi danh mục công bố nhầm. Các mục rời khỏi danh sách và tìm kiếm; địa chỉ của từng mục vẫn mở được, nêu rõ đã thu hồi và vì sao. Không làm ngược lại được.',
    note: 'Lý do thu hồi (công khai)',
    noteHint: 'Mọi người đọc được câu này trên cổng.',
    noteEn: 'Lý do bằng tiếng Anh (công khai)',
    withdrawnOn: (when: string) => `Đã thu hồi ngày ${when}`,
  },
  {
    title: 'Check and approve',
    read: (entries: string) => `Read the edition (${entries} entries)`,
    outgoing: 'Submission, decision and notice written from it',
    next: 'Next step',
    remark: 'Remarks',
    remarkHint: 'Read only by those who work on this edition.',
    remarkReturn: 'When returning it, say what is to be corrected.',
    submitLead:
      'The edition goes to the programme head. While it waits it cannot be edited; take it back to edit it.',
    forwardLead:
      'If you agree, submit it to the leader; otherwise return it to the officer, or take it back to edit it yourself.',
    takeBackLead: 'The edition is with the leader. The head may take it back until it is approved.',
    recallLead: 'The edition is with the head. Its writers may take it back until it goes further up.',
    publishAt: 'Hour of publication',
    publishAtHint: 'Leave both empty to publish as soon as it is approved.',
    day: 'Day',
    time: 'Time',
    timeHint: 'Vietnam time, such as 08:00',
    approve: 'Approve and publish',
    scheduledFor: (when: string) => `Approved; the system publishes it at ${when}.`,
    overdue:
      'Its hour has passed and it is not published. The system tries every minute; tell the administrator if this lasts.',
    drafted:
      'You wrote, changed or submitted this edition, so you cannot approve it. Let another leader approve it, or return it.',
    waitsFor: (state: string) => `The edition is “${state}”. Nothing here waits for you now.`,
    done: {
      submit: 'Submitted to the programme head.',
      forward: 'Submitted to the leader.',
      recall: 'Taken back.',
      return: 'Returned with your remarks.',
      publish: 'The edition is published.',
      schedule: (when: string) => `Approved. The edition will be published at ${when}.`,
      withdraw: 'The edition is withdrawn. Its public pages say why.',
    },
    steps: 'Approval',
    clock: 'at the hour set',
    returnedBy: (who: string, when: string) => `Returned by ${who} at ${when}:`,
    review: 'Review',
    follow: 'See the approval',
    withdraw: 'Withdraw the edition',
    withdrawTitle: (code: string) => `Withdraw the edition ${code}`,
    withdrawLead:
      'For an edition published by mistake. Its entries leave lists and search; their addresses still open and say that they are withdrawn and why. It cannot be undone.',
    note: 'Reason (public)',
    noteHint: 'Everybody reads it on the portal.',
    noteEn: 'Reason in English (public)',
    withdrawnOn: (when: string) => `Withdrawn on ${when}`,
  },
);

export type ApprovalTexts = ReturnType<typeof approvalTexts>;
