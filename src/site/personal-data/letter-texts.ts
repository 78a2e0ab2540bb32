import { defineTexts } from '../../ui/texts/texts.ts';

export const requestLetterTexts = defineTexts(
  {
    reason: 'Bạn nhận thư này vì đã gửi yêu cầu về dữ liệu cá nhân của mình.',
    reasonAsked: 'Bạn nhận thư này vì có người ghi địa chỉ này ở trang Quyền riêng tư.',
    open: 'Xem yêu cầu và dữ liệu của tôi',
    way: {
      subject: 'Dữ liệu cá nhân gắn với địa chỉ này',
      paragraphs: [
        'Có người, có lẽ là bạn, muốn xem dữ liệu hệ thống giữ về địa chỉ thư này hoặc yêu cầu xóa, sửa.',
        'Đường dẫn dưới đây dùng được trong 48 giờ, chỉ người đọc được hộp thư này mở được. Nếu bạn không yêu cầu, hãy bỏ qua thư: không có gì thay đổi.',
      ],
      label: 'Xem dữ liệu, gửi yêu cầu',
    },
    received: {
      subject: (id: number) => `Đã nhận yêu cầu số ${id} về dữ liệu cá nhân`,
      lead: (kind: string, due: string) =>
        `Yêu cầu của bạn: ${kind}. Đơn vị vận hành trả lời chậm nhất ngày ${due} (trong thời hạn 02 ngày làm việc của Nghị định 356/2025/NĐ-CP, hoặc ngắn hơn).`,
      procedure:
        'Trình tự: kiểm tra người yêu cầu là chủ thể của dữ liệu; thực hiện ngay, hoặc tiếp nhận và báo ngày thực hiện xong; nếu không thực hiện được thì nêu căn cứ pháp luật. Kết quả gửi tới địa chỉ này.',
      words: (words: string) => `Nội dung bạn ghi: “${words}”`,
    },
    takenUp: {
      subject: (id: number) => `Yêu cầu số ${id} về dữ liệu cá nhân đã được tiếp nhận`,
      lead: (kind: string, due: string) =>
        `Yêu cầu “${kind}” được chấp nhận và sẽ thực hiện xong chậm nhất ngày ${due}. Bạn sẽ nhận thư khi xong.`,
    },
    extended: {
      subject: (id: number) => `Yêu cầu số ${id} về dữ liệu cá nhân được gia hạn`,
      lead: (kind: string, due: string) =>
        `Yêu cầu “${kind}” cần thêm thời gian và sẽ thực hiện xong chậm nhất ngày ${due}.`,
      why: (reason: string) => `Lý do: “${reason}”`,
      once: 'Thời hạn chỉ được gia hạn một lần (Nghị định 356/2025/NĐ-CP, Điều 5). Bạn sẽ nhận thư khi xong.',
    },
    done: {
      subject: (id: number) => `Yêu cầu số ${id} về dữ liệu cá nhân đã thực hiện xong`,
      effects: {
        erasure:
          'Tên, địa chỉ thư, số điện thoại, phiên và lịch sử đăng nhập, cách xác thực, nội dung theo dõi, bản gõ dở của bạn đã được xóa; câu hỏi ghi tên bạn không còn ghi tên; tư cách thành viên đã chấm dứt; tài khoản không dùng được nữa.',
        withdrawal:
          'Tài khoản đã đóng, tư cách thành viên đã chấm dứt, không còn thư hay tin theo dõi nào gửi cho bạn, câu hỏi ghi tên bạn không còn ghi tên. Dữ liệu còn lại được xóa khi hết thời hạn lưu giữ nêu ở trang Quyền riêng tư.',
        erasureServed:
          'Địa chỉ thư, số điện thoại, phiên và lịch sử đăng nhập, cách xác thực, nội dung theo dõi, bản gõ dở của bạn đã được xóa; câu hỏi ghi tên bạn không còn ghi tên; tư cách thành viên đã chấm dứt; tài khoản không dùng được nữa.',
        address:
          'Nội dung theo dõi, lời mời, đăng ký chưa xác nhận, thư hệ thống gửi tới địa chỉ này và yêu cầu bạn đã gửi từ địa chỉ này đã được xóa.',
        correction: 'Dữ liệu đã được sửa.',
        restriction: 'Việc xử lý dữ liệu đã được hạn chế.',
      },
      kept: 'Phải giữ theo pháp luật, không còn nêu tên bạn: nhật ký sự kiện (chỉ gồm mã số), văn bản và nội dung đã công bố, hồ sơ đăng ký của tổ chức.',
      served: 'Bạn đã từng giữ vai trò công vụ: họ tên, chức danh được giữ cùng việc bạn đã làm khi đó.',
      addressKept: (days: string) =>
        `Địa chỉ nhận thư này được giữ thêm ${days} ngày để biết thư đã tới chưa, rồi bị xóa.`,
      fields: (fields: string) => `Dữ liệu: ${fields}.`,
      answer: (answer: string) => `Người trả lời ghi: “${answer}”`,
      label: 'Đọc về quyền riêng tư',
    },
    refused: {
      subject: (id: number) => `Yêu cầu số ${id} về dữ liệu cá nhân không được thực hiện`,
      lead: (kind: string) => `Yêu cầu “${kind}” không được thực hiện.`,
      ground: (ground: string, source: string) => `Căn cứ: ${ground} (${source}).`,
      next: 'Bạn có thể gửi yêu cầu khác, hoặc khiếu nại với đơn vị vận hành, với cơ quan chuyên trách bảo vệ dữ liệu cá nhân.',
    },
  },
  {
    reason: 'You get this letter because you asked something about your personal data.',
    reasonAsked: 'You get this letter because somebody typed this address on the page about privacy.',
    open: 'See my requests and data',
    way: {
      subject: 'Personal data of this address',
      paragraphs: [
        'Somebody, probably you, wants to see what is kept of this address, or to have it erased or corrected.',
        'The address below holds for 48 hours, and only whoever reads this mailbox can open it. If it was not you, leave this letter: nothing changes.',
      ],
      label: 'See the data, send a request',
    },
    received: {
      subject: (id: number) => `Request ${id} about personal data was received`,
      lead: (kind: string, due: string) =>
        `You ask: ${kind}. The operator answers by ${due} at the latest (within the 2 working days of Decree 356/2025, or sooner).`,
      procedure:
        'What follows: it is checked that the data are yours; the request is carried out at once, or taken up with the day by which it is done; where it cannot be, you are told the ground in law. The outcome goes to this address.',
      words: (words: string) => `You wrote: “${words}”`,
    },
    takenUp: {
      subject: (id: number) => `Request ${id} about personal data was taken up`,
      lead: (kind: string, due: string) =>
        `The request “${kind}” is granted and is carried out by ${due} at the latest. You are told when it is done.`,
    },
    extended: {
      subject: (id: number) => `Request ${id} about personal data takes longer`,
      lead: (kind: string, due: string) =>
        `The request “${kind}” needs more time and is carried out by ${due} at the latest.`,
      why: (reason: string) => `Reason: “${reason}”`,
      once: 'A term is extended once only (Decree 356/2025, Article 5). You are told when it is done.',
    },
    done: {
      subject: (id: number) => `Request ${id} about personal data was carried out`,
      effects: {
        erasure:
          'Your name, address, telephone, sessions and sign-in history, factors, follows and drafts are erased; questions that named you name you no longer; memberships have ended; the account can be used no longer.',
        withdrawal:
          'The account is closed, memberships have ended, no letter or news goes to you any longer, questions that named you name you no longer. What is left is erased when its time has passed, as the page about privacy says.',
        erasureServed:
          'Your address, telephone, sessions and sign-in history, factors, follows and drafts are erased; questions that named you name you no longer; memberships have ended; the account can be used no longer.',
        address:
          'What this address followed, invitations to it, registrations it did not confirm, letters to it and what was asked from it are erased.',
        correction: 'The data were corrected.',
        restriction: 'The use of the data was restricted.',
      },
      kept: 'Kept as the law demands, without your name: the event log (numbers alone), documents and contents that were published, registrations of organisations.',
      served: 'You were in office: your name and title stay with what you did there.',
      addressKept: (days: string) =>
        `The address of this letter is kept for ${days} days more, to know whether it arrived, and then erased.`,
      fields: (fields: string) => `Data: ${fields}.`,
      answer: (answer: string) => `The officer writes: “${answer}”`,
      label: 'Read about privacy',
    },
    refused: {
      subject: (id: number) => `Request ${id} about personal data is not carried out`,
      lead: (kind: string) => `The request “${kind}” is not carried out.`,
      ground: (ground: string, source: string) => `Ground: ${ground} (${source}).`,
      next: 'You may send another request, or complain to the operator or to the authority for personal data.',
    },
  },
);
