import { unconfirmedDays } from '../../modules/directory/index.ts';
import { followEndedDays, followUnconfirmedDays } from '../../modules/notifications/index.ts';
import type { Retention } from '../../platform/retention.ts';
import { defineTexts } from '../../ui/texts/texts.ts';
import { usesKeptDays } from '../api-keys/index.ts';
import { keptYears, namelessDays } from '../counts/jobs.ts';
import { askedOften as searched } from '../counts/often.ts';
import { deliveriesKeptDays } from '../webhooks/index.ts';

/** A kind of data, what it is for and for how long; the days are those of the settings. */
export interface KeptRow {
  readonly what: string;
  readonly why: string;
  readonly howLong: string;
}

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
      `Lượt xem, lượt tìm, lượt tải được cộng theo ngày, không kèm người, địa chỉ mạng hay trình duyệt. Từ bạn tìm: không lưu từ dài, có chữ số hay địa chỉ thư; từ khác chỉ lưu mã băm và số lần, xóa sau ${namelessDays} ngày không ai tìm lại. Từ nào được tìm từ ${searched.times} lần trở lên trong ít nhất ${searched.days} ngày thì lưu chính từ đó, nhiều nhất ${keptYears} năm, và chuyên viên chương trình xem được; hệ thống không biết đó là một hay nhiều người.`,
    ],
    kept: 'Giữ gì, để làm gì',
    what: 'Dữ liệu',
    why: 'Để làm gì',
    howLong: 'Giữ bao lâu',
    rows: (keep: Retention): readonly KeptRow[] => [
      {
        what: 'Điều bạn ghi khi đăng ký mà chưa xác nhận e-mail',
        why: 'Gửi thư xác nhận tới địa chỉ bạn ghi',
        howLong: `${unconfirmedDays} ngày, rồi tự xóa; xác nhận xong thì chuyển thành tài khoản và đăng ký`,
      },
      {
        what: 'Tài khoản: họ tên, chức danh, e-mail, ngôn ngữ, mật khẩu (chỉ giữ mã băm)',
        why: 'Đăng nhập, ghi tên người làm từng việc, liên hệ về việc bạn tham gia',
        howLong: `Đến khi tài khoản đóng và ${keep.closedAccounts} ngày sau đó; tên người đã giữ vai trò công vụ được giữ cùng việc đã làm`,
      },
      {
        what: 'Đăng ký: địa chỉ, điện thoại, nội dung trao đổi với cán bộ',
        why: 'Kiểm tra đăng ký và chứng minh đã kiểm tra',
        howLong: `Cùng tài khoản; đăng ký không được chấp nhận: ${keep.refusedRegistrations} ngày`,
      },
      {
        what: 'Việc bạn đồng ý: bản đã đọc, thời điểm',
        why: 'Chứng minh đã được đồng ý',
        howLong: 'Cùng tài khoản, hoặc cùng địa chỉ theo dõi',
      },
      {
        what: 'Tư cách thành viên của tổ chức',
        why: 'Biết ai được làm gì dưới tên tổ chức',
        howLong: 'Cùng tài khoản',
      },
      {
        what: 'E-mail được mời vào tổ chức',
        why: 'Gửi lời mời, chỉ cho đúng người nhận',
        howLong: `${keep.invitations} ngày sau khi lời mời được trả lời, thu hồi hoặc hết hạn`,
      },
      {
        what: 'Phiên đăng nhập: thời điểm, địa chỉ mạng, trình duyệt',
        why: 'Để bạn nhận ra nơi lạ và để ngăn việc dò mật khẩu',
        howLong: `${keep.sessions} ngày sau khi phiên kết thúc`,
      },
      {
        what: 'Lịch sử đăng nhập, cả lần không thành: thời điểm, địa chỉ mạng, trình duyệt',
        why: 'Để bạn và quản trị viên tìm ra việc gì đã xảy ra với tài khoản',
        howLong: `${keep.signIns} ngày`,
      },
      {
        what: 'Trình duyệt đã biết (một mã ngẫu nhiên trong cookie)',
        why: 'Báo cho bạn khi có người đăng nhập từ trình duyệt lạ',
        howLong: `${keep.devices} ngày từ lần thấy cuối`,
      },
      {
        what: 'Cách xác thực hai bước: khóa của ứng dụng (mã hóa), khóa truy cập, mã khôi phục (mã băm)',
        why: 'Xác thực hai bước',
        howLong: 'Đến khi bạn gỡ',
      },
      {
        what: 'Liên kết đăng nhập một lần: dịch vụ, mã số của bạn ở dịch vụ đó',
        why: 'Đăng nhập qua dịch vụ bạn chọn',
        howLong: 'Đến khi bạn bỏ liên kết; thông tin dịch vụ gửi về khi chưa xong: một ngày',
      },
      {
        what: 'Câu hỏi bạn gửi; họ tên và tổ chức nếu bạn chọn ghi tên',
        why: 'Trả lời bạn và công khai câu hỏi cùng trả lời',
        howLong: `Cùng mục được hỏi; tên được bỏ khi bạn yêu cầu. Bản gõ dở: ${keep.questionDrafts} ngày`,
      },
      {
        what: 'Ý kiến bạn góp cho dự thảo; họ tên và tổ chức lúc gửi',
        why: 'Tổng hợp, giải trình và tiếp thu ý kiến; công khai ý kiến của đợt công khai',
        howLong: `Cùng hồ sơ lấy ý kiến; tên được bỏ khi bạn yêu cầu xóa dữ liệu. Bản gõ dở: ${keep.questionDrafts} ngày`,
      },
      {
        what: 'Bảng tính nhiệm vụ cán bộ gửi thay cơ quan, với tên tệp và người gửi',
        why: 'Xem lại từng dòng trước khi ghi vào nhiệm vụ, chỉ tiêu',
        howLong: `${keep.workbooks} ngày từ lần làm việc cuối; điều đã ghi giữ cùng nhiệm vụ`,
      },
      {
        what: 'Theo dõi: nội dung bạn theo dõi, e-mail nếu không có tài khoản',
        why: 'Báo tin mới về nội dung đó',
        howLong: `Đến khi bạn thôi theo dõi hoặc tài khoản đóng, rồi ${followEndedDays} ngày; chưa xác nhận: ${followUnconfirmedDays} ngày`,
      },
      {
        what: 'Thư hệ thống gửi cho bạn, cách nhận thư bạn chọn, tin đã báo',
        why: 'Để bạn đọc lại và để biết thư đã tới',
        howLong: `Nội dung ${keep.letters} ngày, tin đã báo ${keep.news} ngày; rằng đã gửi tới địa chỉ nào: ${keep.mails} ngày; thư trả lời yêu cầu về dữ liệu cá nhân của người không có tài khoản: ${keep.answerAddresses} ngày`,
      },
      {
        what: 'Khóa API, webhook: tên, mục đích, địa chỉ nơi nhận, lượt dùng mỗi ngày',
        why: 'Cho chương trình của bạn đọc dữ liệu công khai',
        howLong: `Đến khi tài khoản được xóa; lượt dùng ${usesKeptDays} ngày, lần gửi webhook ${deliveriesKeptDays} ngày`,
      },
      {
        what: 'Từ tìm kiếm ở trang công khai',
        why: 'Biết người đọc tìm gì mà không thấy',
        howLong: 'Chỉ là tổng số, không gắn với ai',
      },
      {
        what: 'Nhật ký sự kiện: ai làm việc gì, lúc nào',
        why: 'Kiểm tra, giám sát theo pháp luật',
        howLong: `Lâu dài, chỉ gồm mã số và việc đã làm; địa chỉ mạng, e-mail đã gõ, lý do được chỉ định vào tổ chức nằm riêng, xóa sau ${keep.eventDetails} ngày`,
      },
      {
        what: 'Lượt người của cơ quan xem dữ liệu của bạn',
        why: 'Để bạn và người kiểm tra biết ai đã xem',
        howLong: `${keep.looks} ngày`,
      },
      {
        what: 'Yêu cầu của bạn về dữ liệu cá nhân',
        why: 'Trả lời bạn và chứng minh đã trả lời đúng hạn',
        howLong: `${keep.dataRequests} ngày sau khi kết thúc`,
      },
    ],
    seen: 'Ai xem được',
    seenText: [
      'Chuyên viên và phụ trách chương trình xem đăng ký của tổ chức để kiểm tra.',
      'Thành viên cùng tổ chức thấy tên, e-mail và quyền của nhau.',
      'Người trả lời câu hỏi thấy người hỏi; quản trị viên thấy tài khoản, thư gửi đi, yêu cầu về dữ liệu cá nhân; người kiểm tra, giám sát đọc nhật ký, và việc đọc đó cũng vào nhật ký.',
      'Mỗi lần người của cơ quan mở trang có dữ liệu của bạn được ghi lại (mỗi giờ một dòng); bạn xem được lúc nào, vai trò, cơ quan nào ở “Ai đã xem dữ liệu của tôi”; không có tài khoản thì lúc nào, trang nào trong tệp dữ liệu của bạn.',
      'Không trang công khai nào hiện tên, e-mail hay số điện thoại của người đăng ký.',
    ],
    rights: 'Quyền của bạn',
    rightsText: (days: number): readonly string[] => [
      'Xem, tải về dữ liệu của mình: ngay ở trang Dữ liệu cá nhân của tôi.',
      'Sửa: e-mail và hồ sơ tổ chức tự sửa được; họ tên, chức danh gửi yêu cầu sửa.',
      `Yêu cầu xóa, hạn chế xử lý, rút lại đồng ý: được trả lời trong ${days} ngày làm việc. Việc đã làm trước đó vẫn hợp pháp; hồ sơ đã gửi được giữ theo quy định lưu trữ.`,
      'Đồng ý là tự nguyện: không ô nào được đánh dấu sẵn, im lặng không phải là đồng ý; rút lại lúc nào cũng được.',
      'Khiếu nại với đơn vị vận hành hoặc cơ quan chuyên trách bảo vệ dữ liệu cá nhân của Bộ Công an.',
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
      `Views, searches and downloads are added up by day, without person, network address or browser. Of the words you search for, long ones and those with figures or mail addresses are not kept at all; of others a hash and the number of searches, erased when nobody asks again for ${namelessDays} days. Words searched for ${searched.times} times or more on at least ${searched.days} days are kept as they are, for ${keptYears} years at most, and officers of the programme see them; whether that was one person or several is not known.`,
    ],
    kept: 'What is kept, and why',
    what: 'Data',
    why: 'What for',
    howLong: 'For how long',
    rows: (keep: Retention): readonly KeptRow[] => [
      {
        what: 'What you typed to register before you confirmed your address',
        why: 'To send the letter to that address',
        howLong: `${unconfirmedDays} days, then erased; once confirmed it becomes account and registration`,
      },
      {
        what: 'The account: name, title, address, language, password (only its hash)',
        why: 'To sign in, to name who did what, to write about what you take part in',
        howLong: `Until it is closed and ${keep.closedAccounts} days more; names of people who were in office stay with what they did`,
      },
      {
        what: 'The registration: address, telephone, what was exchanged with the officer',
        why: 'To check it, and to show that it was checked',
        howLong: `As long as the account; a refused one for ${keep.refusedRegistrations} days`,
      },
      {
        what: 'That you agreed: the version you read, the time',
        why: 'To show that you agreed',
        howLong: 'As long as the account, or the address that follows',
      },
      {
        what: 'Membership of organisations',
        why: 'To know who may act in the name of an organisation',
        howLong: 'As long as the account',
      },
      {
        what: 'Addresses invited into an organisation',
        why: 'To send the invitation, for its reader alone',
        howLong: `${keep.invitations} days after it was answered, taken back or too old`,
      },
      {
        what: 'Sessions: time, network address, browser',
        why: 'So that you notice strangers, and to stop the guessing of passwords',
        howLong: `${keep.sessions} days after the session ended`,
      },
      {
        what: 'The history of sign-ins, those that failed too: time, network address, browser',
        why: 'So that you and the administrator find out what happened to the account',
        howLong: `${keep.signIns} days`,
      },
      {
        what: 'Browsers that are known (a random number in a cookie)',
        why: 'To tell you when somebody signs in from another one',
        howLong: `${keep.devices} days after it was last seen`,
      },
      {
        what: 'Second factors: the key of the application (sealed), passkeys, recovery codes (hashes)',
        why: 'For two-step sign-in',
        howLong: 'Until you remove them',
      },
      {
        what: 'Linked single sign-on: the service, and your number there',
        why: 'To sign in through the service you chose',
        howLong: 'Until you unlink it; what a service says of a sign-in that is not finished, a day',
      },
      {
        what: 'Questions you asked; your name and organisation if you wished to be named',
        why: 'To answer you, and to publish question and answer',
        howLong: `As long as what was asked about; the name goes when you ask. Unsent ones: ${keep.questionDrafts} days`,
      },
      {
        what: 'Comments you wrote on drafts; your name and organisation at that time',
        why: 'To gather and answer them, and to show those of public consultations',
        howLong: `As long as the file of the consultation; the name goes when you ask for erasure. Unsent ones: ${keep.questionDrafts} days`,
      },
      {
        what: 'Workbooks of tasks officers send for their agency, with the name of the file and of the sender',
        why: 'To review each row before it is entered',
        howLong: `${keep.workbooks} days since anybody worked on them; what was entered stays with its task`,
      },
      {
        what: 'Following: what you follow, your address if you have no account',
        why: 'To tell you what is new of it',
        howLong: `Until you stop or the account is closed, and ${followEndedDays} days more; unconfirmed, ${followUnconfirmedDays} days`,
      },
      {
        what: 'Letters the system sent you, how you want them, what you were told',
        why: 'To be read again, and to know that they arrived',
        howLong: `Texts for ${keep.letters} days, what you were told for ${keep.news}; that one was sent, and where to, for ${keep.mails} days; answers about personal data to people without an account, for ${keep.answerAddresses}`,
      },
      {
        what: 'API keys, webhooks: name, purpose, address of the receiver, uses of a day',
        why: 'To let your programs read what is public',
        howLong: `Until the account is erased; uses for ${usesKeptDays} days, deliveries for ${deliveriesKeptDays}`,
      },
      {
        what: 'Words searched for on public pages',
        why: 'To know what readers look for and do not find',
        howLong: 'As totals alone, tied to nobody',
      },
      {
        what: 'The event log: who did what, when',
        why: 'Inspection as the law has it',
        howLong: `For good, as numbers and facts of work only; network and mail addresses, and why somebody was appointed in an organisation, stand beside it and are erased after ${keep.eventDetails} days`,
      },
      {
        what: 'That somebody of the office looked at your data',
        why: 'So that you and inspectors know who did',
        howLong: `${keep.looks} days`,
      },
      {
        what: 'Your requests about personal data',
        why: 'To answer you, and to show that you were answered in time',
        howLong: `${keep.dataRequests} days after their end`,
      },
    ],
    seen: 'Who sees it',
    seenText: [
      'Officers and the head of the programme see registrations of organisations to check them.',
      'Members of one organisation see names, addresses and roles of one another.',
      'Whoever answers a question sees who asked; administrators see accounts, letters sent and requests about personal data; inspectors read the log, and that stands in the log too.',
      'Whenever somebody of the office opens a page with your data it is noted (one line an hour); under “Who looked at my data” you read when, as what, and of which agency; without an account, when and on which page in the file of your data.',
      'No public page shows name, address or telephone of whoever registered.',
    ],
    rights: 'Your rights',
    rightsText: (days: number): readonly string[] => [
      'To see your data and take them away: at once, under “My personal data”.',
      'To correct them: the mail address and the profile by yourself; for name and title send a request.',
      `To have them erased, restrict their use, withdraw your consent: answered within ${days} working days. What was done before stays lawful; dossiers that were sent are kept as the rules on archives ask.`,
      'To agree is up to you: no box is ticked beforehand, silence is no consent, and you may take it back at any time.',
      'To complain to the operator or to the authority for personal data at the Ministry of Public Security.',
    ],
    toMine: 'With an account: see and download my data, send a request',
    toByMail: 'Without one (following by mail, invited, account closed): ask by mail',
    ask: 'Whom to ask',
    askText: (operator: string) => `${operator}; how to reach them stands at the foot of this page.`,
  },
);
