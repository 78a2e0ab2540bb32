import { defineTexts } from '../../ui/texts/texts.ts';

export const notificationTexts = defineTexts(
  {
    mine: 'Thư báo',
    account: 'Tài khoản của tôi',
    lead: 'Hệ thống gửi thư khi có việc chờ bạn hoặc việc bạn trình đã có kết quả. Chọn cách nhận ở đây.',
    choices: 'Cách nhận thư',
    topics: {
      registration: 'Đăng ký của tổ chức',
      data_request: 'Yêu cầu về dữ liệu cá nhân',
      approval: 'Việc trình duyệt danh mục, kế hoạch',
      question: 'Câu hỏi và trả lời',
      consultation: 'Lấy ý kiến dự thảo',
      task: 'Nhiệm vụ được giao, đôn đốc',
      difficulty: 'Khó khăn, kiến nghị',
      following: 'Nội dung đang theo dõi',
    },
    topicHints: {
      approval:
        'Danh mục, kế hoạch chờ bạn cho ý kiến, chờ duyệt; danh mục, kế hoạch bạn trình được trả lại, được duyệt, được công bố.',
      question:
        'Câu hỏi bạn gửi được nhận, được chuyển, được trả lời; câu hỏi chờ cơ quan bạn trả lời, sắp đến hạn, quá hạn.',
      consultation:
        'Dự thảo mời bạn hoặc cơ quan bạn góp ý, sắp hết hạn, được gia hạn, dừng; bản tổng hợp ý kiến bạn đã góp; cuộc lấy ý kiến chờ bạn xử lý.',
      task: 'Nhiệm vụ giao cho cơ quan bạn, sắp đến hạn, quá hạn, được trả lại; năm mới của nhiệm vụ hằng năm; số liệu chỉ tiêu đến kỳ, quá hạn, khác thường; giải trình, chỉ đạo và đề nghị gia hạn chờ bạn.',
      difficulty:
        'Khó khăn, kiến nghị gửi đến cơ quan bạn, được chuyển, quá hạn; khó khăn, kiến nghị cơ quan bạn gửi được trả lời, cần bổ sung.',
      following: 'Tin mới về những bài toán, nhu cầu, danh mục, văn bản, lĩnh vực, tìm kiếm bạn theo dõi.',
      registration: 'Tổ chức đăng ký hoặc trả lời, chờ chuyên viên, phụ trách chương trình kiểm tra.',
      data_request:
        'Có người yêu cầu xóa, sửa dữ liệu của mình, chờ quản trị viên trả lời trong thời hạn luật định.',
    },
    manners: {
      at_once: 'Gửi ngay',
      daily: 'Một thư mỗi ngày, lúc 7 giờ',
      never: 'Không gửi thư',
    },
    language: 'Ngôn ngữ của thư',
    languages: { vi: 'Tiếng Việt', en: 'English' },
    save: 'Lưu cách nhận',
    saved: 'Đã lưu cách nhận thư.',
    letter: 'Thư',
    content: 'Nội dung',
    letters: 'Thư đã gửi cho tôi',
    searchLabel: 'Tìm trong tiêu đề thư',
    placeholder: 'Ví dụ: chờ duyệt',
    none: 'Chưa có thư nào.',
    noneHelp: 'Thư gửi cho bạn trong 90 ngày gần đây đọc lại được ở đây.',
    noneFound: 'Không thấy thư nào có tiêu đề như vậy.',
    noneFoundHelp: 'Hãy thử ít chữ hơn hoặc bỏ bộ lọc.',
    count: 'thư',
    subject: 'Tiêu đề',
    when: 'Lúc',
    state: 'Tình trạng',
    to: 'Gửi tới',
    states: {
      queued: 'đang chờ gửi',
      sent: 'đã gửi',
      kept: 'giữ lại, không gửi',
      refused: 'địa chỉ không nhận thư',
      failed: 'không gửi được',
    },
    erased: 'Nội dung thư đã được xóa vì gửi quá 90 ngày.',
    open: 'Mở trang',
    desk: 'Mở bàn làm việc',
    stop: 'Ngừng nhận thư này',
    choose: 'Chọn cách nhận thư',
    reasons: {
      approval: 'Bạn nhận thư này vì có phần việc trong quá trình duyệt danh mục, kế hoạch.',
      question: 'Bạn nhận thư này vì đã gửi câu hỏi, hoặc vì câu hỏi chờ cơ quan của bạn.',
      consultation:
        'Bạn nhận thư này vì bạn hoặc cơ quan bạn được hỏi ý kiến, đã góp ý, hoặc làm việc với cuộc lấy ý kiến này.',
      task: 'Bạn nhận thư này vì cơ quan bạn chủ trì nhiệm vụ này, hoặc vì bạn theo dõi việc thực hiện.',
      difficulty: 'Bạn nhận thư này vì cơ quan bạn gửi hoặc được hỏi, hoặc vì việc quá hạn được báo lên bạn.',
      following: 'Bạn nhận thư này vì bạn theo dõi nội dung này.',
      registration: 'Bạn nhận thư này vì bạn kiểm tra đăng ký của tổ chức.',
      data_request: 'Bạn nhận thư này vì bạn trả lời yêu cầu về dữ liệu cá nhân.',
    },
    digest: (count: number, date: string) => `${count} việc mới, ngày ${date}`,
    digestLead: 'Từ thư trước đến nay có những việc sau.',
    digestMore: (shown: number, count: number) =>
      `Từ thư trước đến nay có ${count} việc; đây là ${shown} việc mới nhất, các việc khác xem ở bàn làm việc.`,
    stillWaiting: 'Đang chờ trên bàn làm việc của bạn',
    waitingCount: (count: number) => `${count} việc`,
    waitingSubject: (count: number, date: string) => `${count} việc đang chờ bạn, ngày ${date}`,
    waitingLead:
      'Có việc quá hạn, hoặc đã chờ hơn 7 ngày. Hãy mở từng mục để xử lý; việc chưa làm được thì ghi khó khăn hoặc đề nghị gia hạn.',
    waitingReason:
      'Bạn nhận thư này vào ngày làm việc đầu tuần khi có việc quá hạn hoặc chờ hơn 7 ngày; khi không còn việc như vậy thì không có thư.',
    digestReason: 'Bạn nhận thư này mỗi ngày một lần khi có việc mới.',
    stopTitle: 'Ngừng nhận thư',
    stopAsk: 'Bấm nút dưới đây để ngừng nhận loại thư này. Việc chờ bạn vẫn hiện ở bàn làm việc.',
    stopFollowAsk:
      'Bấm nút dưới đây để thôi theo dõi tất cả: sẽ không có thư nào nữa về những nội dung đã theo dõi.',
    stoppedFollowing: 'Đã thôi theo dõi tất cả.',
    stoppedFollowingHelp:
      'Không thư nào về nội dung theo dõi được gửi nữa; địa chỉ được xóa sau 30 ngày. Muốn theo dõi lại, mở trang bạn quan tâm rồi bấm “Theo dõi”. Hộp thư này có tài khoản thì tài khoản chọn cách nhận ở mục Thư báo.',
    toHome: 'Về trang chủ',
    following: 'Xem, bớt nội dung đang theo dõi',
    stopNow: 'Ngừng nhận',
    stopped: 'Đã ngừng gửi loại thư này.',
    stoppedHelp: 'Muốn nhận lại, hãy đăng nhập rồi chọn cách nhận ở mục Thư báo.',
  },
  {
    mine: 'Letters',
    account: 'My account',
    lead: 'The system writes when something waits for you, or when what you handed up has an outcome. Choose here how.',
    choices: 'How to be told',
    topics: {
      registration: 'Registrations of organisations',
      data_request: 'Requests about personal data',
      approval: 'Approval of editions and plans',
      question: 'Questions and answers',
      consultation: 'Consultations on drafts',
      task: 'Tasks and urging',
      difficulty: 'Difficulties and recommendations',
      following: 'What I follow',
    },
    topicHints: {
      approval:
        'Editions and plans that wait for your remarks or approval; what you handed up was returned, approved, published.',
      question:
        'Your questions were received, handed on, answered; questions that wait for your agency, are due or overdue.',
      consultation:
        'Drafts you or your agency are asked to comment on, ending soon, prolonged, ended; answers to your comments; consultations that wait for you.',
      task: 'Tasks given to your agency, due soon, late or returned; another year of a yearly task; figures of targets due, overdue or unusual; explanations, directives and extensions that wait for you.',
      difficulty:
        'Difficulties sent or passed on to your agency, and late ones; answers to those of your agency, and what is asked for.',
      following: 'News of the problems, needs, editions, documents, sectors and searches you follow.',
      registration:
        'An organisation has registered or answered and waits for officers and the head to check it.',
      data_request:
        'Somebody asks to have their data erased or corrected and waits for an administrator, within the term of the law.',
    },
    manners: {
      at_once: 'At once',
      daily: 'One letter a day, at 7 o’clock',
      never: 'No letters',
    },
    language: 'Language of letters',
    languages: { vi: 'Tiếng Việt', en: 'English' },
    save: 'Save',
    saved: 'Your choice is saved.',
    letter: 'Letter',
    content: 'Text',
    letters: 'Letters sent to me',
    searchLabel: 'Search the subjects',
    placeholder: 'For example: approval',
    none: 'No letters yet.',
    noneHelp: 'Letters of the last 90 days can be read again here.',
    noneFound: 'No letter has such a subject.',
    noneFoundHelp: 'Try fewer words, or take the filter away.',
    count: 'letters',
    subject: 'Subject',
    when: 'When',
    state: 'State',
    to: 'To',
    states: {
      queued: 'waiting to be sent',
      sent: 'sent',
      kept: 'kept, not sent',
      refused: 'the address takes no mail',
      failed: 'could not be sent',
    },
    erased: 'The text was erased, since the letter is more than 90 days old.',
    open: 'Open the page',
    desk: 'Open the desk',
    stop: 'Stop letters like this one',
    choose: 'Choose how to be told',
    reasons: {
      approval: 'You get this letter because you have a part in the approval of editions and plans.',
      consultation:
        'You get this letter because you or your agency were asked, commented, or work on this consultation.',
      question: 'You get this letter because you asked a question, or because it waits for your agency.',
      task: 'You receive this because your agency leads this task, or because you follow how it is carried out.',
      difficulty:
        'You get this letter because your agency raised it or was asked, or because it is late and went up to you.',
      following: 'You get this letter because you follow this.',
      registration: 'You get this letter because you check registrations of organisations.',
      data_request: 'You get this letter because you answer requests about personal data.',
    },
    digest: (count: number, date: string) =>
      count === 1 ? `1 thing is new, ${date}` : `${count} things are new, ${date}`,
    digestLead: 'Since the last letter this has come.',
    digestMore: (shown: number, count: number) =>
      `Since the last letter ${count} things have come; these are the newest ${shown}, the others stand on your desk.`,
    stillWaiting: 'Still on your desk',
    waitingCount: (count: number) => (count === 1 ? '1 thing' : `${count} things`),
    waitingSubject: (count: number, date: string) =>
      count === 1 ? `1 thing waits for you, ${date}` : `${count} things wait for you, ${date}`,
    waitingLead:
      'Something is overdue, or has waited for more than 7 days. Open each and deal with it; what cannot be done yet gets a difficulty or a request for a later deadline.',
    waitingReason:
      'You get this letter on the first working day of a week when something is overdue or has waited for more than 7 days, and none otherwise.',
    digestReason: 'You get this letter once a day when there is something new.',
    stopTitle: 'Stop letters',
    stopAsk: 'Press the button to stop letters of this kind. What waits for you still shows on your desk.',
    stopFollowAsk: 'Press the button to stop following everything: no more letters come about it.',
    stoppedFollowing: 'Nothing is followed any longer.',
    stoppedFollowingHelp:
      'No more letters are sent, and the address is erased after 30 days. To follow again, open the page and choose “Follow”. Where this mailbox has an account, that chooses under Letters.',
    toHome: 'To the home page',
    following: 'See or change what I follow',
    stopNow: 'Stop them',
    stopped: 'Letters of this kind are stopped.',
    stoppedHelp: 'To get them again, sign in and choose under Letters.',
  },
);
