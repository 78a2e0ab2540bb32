import { defineTexts } from '../../ui/texts/texts.ts';
import { askedOften as searched } from '../counts/often.ts';

export const privacyTexts = defineTexts(
  {
    title: 'Dữ liệu cá nhân và quyền riêng tư',
    lead: 'Hệ thống giữ gì về bạn, để làm gì, giữ bao lâu, và hỏi ai. Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.',
    version: (version: string) =>
      `Bản ${version}. Khi bạn đồng ý, hệ thống ghi lại bản bạn đã đọc và thời điểm.`,
    who: 'Ai giữ',
    whoText: (operator: string) =>
      `${operator} vận hành hệ thống này và chịu trách nhiệm về dữ liệu trong đó. Dữ liệu nằm trên máy chủ của đơn vị, không chuyển cho bên nào khác để quảng cáo hay phân tích.`,
    reading: 'Khi chỉ đọc',
    readingText: [
      'Đọc nội dung công bố không cần tài khoản, không có cookie theo dõi, không tải gì từ trang khác.',
      'Máy chủ ghi nhật ký kỹ thuật về các lượt truy cập để giữ an toàn. Lựa chọn nền và cỡ chữ lưu trong trình duyệt của bạn.',
      `Lượt xem, lượt tìm, lượt tải được cộng theo ngày, không kèm người, địa chỉ mạng hay trình duyệt. Từ bạn tìm: không lưu từ dài, có chữ số hay địa chỉ thư; từ khác chỉ lưu mã băm và số lần, xóa sau 90 ngày không ai tìm lại. Từ nào được tìm từ ${searched.times} lần trở lên trong ít nhất ${searched.days} ngày thì lưu chính từ đó, nhiều nhất 3 năm, và chuyên viên chương trình xem được; hệ thống không biết đó là một hay nhiều người.`,
    ],
    kept: 'Giữ gì, để làm gì',
    what: 'Dữ liệu',
    why: 'Để làm gì',
    howLong: 'Giữ bao lâu',
    rows: [
      {
        what: 'Điều bạn ghi khi đăng ký mà chưa xác nhận e-mail',
        why: 'Gửi thư xác nhận tới địa chỉ bạn ghi',
        howLong: '3 ngày, rồi tự xóa; xác nhận xong thì chuyển thành tài khoản và đăng ký',
      },
      {
        what: 'Tài khoản: họ tên, chức danh, e-mail, mật khẩu (chỉ giữ mã băm)',
        why: 'Đăng nhập, ghi tên người làm từng việc, liên hệ về việc bạn tham gia',
        howLong: 'Đến khi tài khoản đóng; sau đó tên được giữ cùng hồ sơ đã gửi',
      },
      {
        what: 'Đăng ký: địa chỉ, điện thoại, nội dung trao đổi với cán bộ, việc bạn đồng ý',
        why: 'Kiểm tra đăng ký và chứng minh đã kiểm tra',
        howLong: 'Cùng tài khoản',
      },
      {
        what: 'Tư cách thành viên của tổ chức; e-mail được mời',
        why: 'Biết ai được làm gì dưới tên tổ chức',
        howLong: 'Cùng tổ chức; lời mời dùng được 14 ngày',
      },
      {
        what: 'Phiên đăng nhập: thời điểm, địa chỉ mạng, trình duyệt',
        why: 'Để bạn nhận ra nơi lạ và để ngăn việc dò mật khẩu',
        howLong: '30 ngày sau khi phiên kết thúc',
      },
      {
        what: 'Nội dung bạn theo dõi, có tài khoản hay chỉ bằng e-mail',
        why: 'Gửi thư khi có tin mới về nội dung đó',
        howLong:
          'Đến khi thôi theo dõi. E-mail không tài khoản: chưa xác nhận thì xóa sau 7 ngày, thôi theo dõi tất cả thì xóa sau 30 ngày. Tài khoản đóng: xóa sau 30 ngày',
      },
      {
        what: 'Thư hệ thống gửi cho bạn',
        why: 'Để bạn đọc lại và để biết thư đã tới',
        howLong: 'Nội dung 90 ngày',
      },
      {
        what: 'Nhật ký sự kiện: ai làm việc gì, lúc nào',
        why: 'Kiểm tra, giám sát theo pháp luật',
        howLong: 'Lâu dài, chỉ gồm mã số và việc đã làm; địa chỉ mạng, e-mail đã gõ nằm riêng để xóa được',
      },
    ],
    seen: 'Ai xem được',
    seenText: [
      'Chuyên viên và phụ trách chương trình xem đăng ký của tổ chức để kiểm tra.',
      'Thành viên cùng tổ chức thấy tên, e-mail và quyền của nhau.',
      'Quản trị viên quản lý tài khoản; thanh tra xem được nhật ký, mỗi lần xem đều được ghi lại.',
      'Không trang công khai nào hiện tên, e-mail hay số điện thoại của người đăng ký.',
    ],
    rights: 'Quyền của bạn',
    rightsText: [
      'Xem, tải về dữ liệu của mình: ngay ở trang Dữ liệu cá nhân của tôi.',
      'Sửa: e-mail và hồ sơ tổ chức tự sửa được; họ tên, chức danh do quản trị viên sửa khi bạn yêu cầu.',
      'Yêu cầu xóa, hạn chế xử lý, rút lại đồng ý: được trả lời trong 02 ngày làm việc. Việc đã làm trước đó vẫn hợp pháp; hồ sơ đã gửi được giữ theo quy định lưu trữ.',
      'Khiếu nại với đơn vị vận hành hoặc cơ quan bảo vệ dữ liệu cá nhân.',
    ],
    toMine: 'Có tài khoản: xem, tải dữ liệu của tôi, gửi yêu cầu',
    toByMail:
      'Không có tài khoản (theo dõi bằng e-mail, được mời, tài khoản đã đóng): gửi yêu cầu bằng e-mail',
    ask: 'Hỏi ai',
    askText: (operator: string) => `${operator}; thông tin liên hệ ở cuối trang này.`,
  },
  {
    title: 'Personal data and privacy',
    lead: 'What the system keeps of you, why, for how long, and whom to ask; under the Law on Personal Data Protection No. 91/2025/QH15.',
    version: (version: string) =>
      `Version ${version}. When you agree, the version you read and the time are recorded.`,
    who: 'Who keeps it',
    whoText: (operator: string) =>
      `This system is run by ${operator}, who answers for the data in it. They lie on its own server and go to nobody else for advertising or analysis.`,
    reading: 'When you only read',
    readingText: [
      'Reading needs no account; no cookie follows you, nothing is loaded from other sites.',
      'The server keeps a technical log of requests for its safety. Your choice of colours and text size stays in your browser.',
      `Views, searches and downloads are added up by day, without person, network address or browser. Of the words you search for, long ones and those with figures or mail addresses are not kept at all; of others a hash and the number of searches, erased when nobody asks again for 90 days. Words searched for ${searched.times} times or more on at least ${searched.days} days are kept as they are, for 3 years at most, and officers of the programme see them; whether that was one person or several is not known.`,
    ],
    kept: 'What is kept, and why',
    what: 'Data',
    why: 'What for',
    howLong: 'For how long',
    rows: [
      {
        what: 'What you typed to register before you confirmed your address',
        why: 'To send the letter to that address',
        howLong: '3 days, then erased; once confirmed it becomes account and registration',
      },
      {
        what: 'The account: name, title, address, password (only its hash)',
        why: 'To sign in, to name who did what, to write about what you take part in',
        howLong: 'Until it is closed; then the name stays with the dossiers sent',
      },
      {
        what: 'The registration: address, telephone, what was exchanged with the officer, your consent',
        why: 'To check it, and to show that it was checked',
        howLong: 'As long as the account',
      },
      {
        what: 'Membership of organisations; addresses invited',
        why: 'To know who may act in the name of an organisation',
        howLong: 'As long as the organisation; an invitation holds for 14 days',
      },
      {
        what: 'Sessions: time, network address, browser',
        why: 'So that you notice strangers, and to stop the guessing of passwords',
        howLong: '30 days after the session ended',
      },
      {
        what: 'What you follow, with an account or by address alone',
        why: 'To write to you when there is something new about it',
        howLong:
          'Until you stop. An address without account: 7 days when it was not confirmed, 30 days once nothing is followed. Of a closed account: 30 days',
      },
      {
        what: 'Letters the system sent you',
        why: 'To be read again, and to know that they arrived',
        howLong: 'Their text for 90 days',
      },
      {
        what: 'The event log: who did what, when',
        why: 'Inspection as the law has it',
        howLong:
          'For good, as numbers and facts of work only; network and mail addresses stand beside it and can be erased',
      },
    ],
    seen: 'Who sees it',
    seenText: [
      'Officers and the head of the programme see registrations of organisations to check them.',
      'Members of one organisation see names, addresses and roles of one another.',
      'Administrators look after accounts; inspectors read the log, and every look is recorded.',
      'No public page shows name, address or telephone of whoever registered.',
    ],
    rights: 'Your rights',
    rightsText: [
      'To see your data and take them away: at once, under “My personal data”.',
      'To correct them: the mail address and the profile by yourself; name and title by the administrator when you ask.',
      'To have them erased, restrict their use, withdraw your consent: answered within 2 working days. What was done before stays lawful; dossiers that were sent are kept as the rules on archives ask.',
      'To complain to the operator or to the authority for personal data.',
    ],
    toMine: 'With an account: see and download my data, send a request',
    toByMail: 'Without one (following by mail, invited, account closed): ask by mail',
    ask: 'Whom to ask',
    askText: (operator: string) => `${operator}; how to reach them stands at the foot of this page.`,
  },
);
