import { defineTexts } from '../../../ui/texts/texts.ts';

export const identityTexts = defineTexts(
  {
    otherWays: 'Cách đăng nhập khác',
    citizens: 'Người dân, doanh nghiệp, tổ chức',
    officers: 'Cán bộ, công chức, viên chức',
    signInWith: (label: string) => `Đăng nhập bằng ${label}`,
    failed: (label: string) => `Chưa đăng nhập được bằng ${label}`,
    notLinked: (label: string) => `Chưa liên kết được với ${label}`,
    someService: 'dịch vụ đăng nhập',
    problems: {
      away: (label: string) =>
        `Hệ thống chưa liên lạc được với ${label}. Hãy thử lại sau ít phút; các cách đăng nhập khác vẫn dùng được.`,
      cancelled: (label: string) =>
        `Bạn đã dừng lại hoặc chưa đồng ý ở ${label}. Chưa có gì thay đổi; có thể thử lại bất cứ lúc nào.`,
      not_signed_in_there: (label: string) =>
        `${label} cho biết bạn chưa đăng nhập xong ở đó. Hãy thử lại và làm hết các bước.`,
      wrong_answer: (label: string) =>
        `Câu trả lời của ${label} không xác thực được nên không được chấp nhận. Hãy thử lại; nếu vẫn vậy, hãy báo cho quản trị viên.`,
      stale: () =>
        'Lần đăng nhập này đã hết hạn, đã dùng rồi hoặc được bắt đầu ở trình duyệt khác. Hãy bắt đầu lại.',
      no_account: (label: string, operator: string) =>
        `Chưa có tài khoản nào vào được bằng danh tính ${label} này. Nếu bạn đã có tài khoản, hãy đăng nhập bằng mật khẩu rồi liên kết ở trang Tài khoản của tôi. Nếu chưa có, hãy liên hệ quản trị viên (${operator}).`,
      no_email: (label: string, operator: string) =>
        `${label} không cho biết e-mail đã xác nhận của bạn, nên chưa mở được tài khoản. Hãy bổ sung e-mail ở ${label} rồi thử lại; hoặc mở tài khoản bằng e-mail trước, rồi liên kết ở trang Tài khoản của tôi. Cần trợ giúp: ${operator}.`,
      taken: (label: string) =>
        `Danh tính ${label} này đã được liên kết với một tài khoản khác. Hãy đăng nhập vào tài khoản đó và bỏ liên kết trước.`,
      second: (label: string) =>
        `Tài khoản đã liên kết với một danh tính khác của ${label}. Hãy đăng nhập bằng mật khẩu và bỏ liên kết đó trước.`,
      too_many: () => 'Từ mạng này đã có quá nhiều lần bắt đầu đăng nhập. Hãy thử lại sau 15 phút.',
    },
    leaving: (label: string) => `Đang chuyển sang ${label}`,
    leavingHelp: (host: string) => `Trình duyệt mở ${host} trong giây lát. Nếu không, hãy bấm nút dưới đây.`,
    goOn: (label: string) => `Mở ${label}`,
    toSignIn: 'Về trang đăng nhập',
    prove: 'Liên kết với tài khoản đã có',
    proveLead: (label: string) =>
      `Đã có tài khoản dùng e-mail này. Hãy nhập mật khẩu của tài khoản một lần để liên kết; từ lần sau chỉ cần ${label}.`,
    noPassword: (label: string) =>
      `Đã có tài khoản dùng e-mail này nhưng chưa đặt mật khẩu. Hãy đăng nhập bằng cách bạn vẫn dùng rồi liên kết với ${label} ở trang Tài khoản của tôi; hoặc đặt mật khẩu bằng thư rồi quay lại đây.`,
    setPassword: 'Đặt mật khẩu bằng thư',
    email: 'E-mail',
    name: 'Họ và tên',
    password: 'Mật khẩu',
    forgotten: 'Quên mật khẩu?',
    link: 'Liên kết và đăng nhập',
    open: 'Mở tài khoản',
    openLead: (label: string) =>
      `Bạn đăng nhập bằng ${label} lần đầu. Xem thông tin sẽ được lưu, rồi mở tài khoản để gửi đề xuất và theo dõi.`,
    kept: 'Thông tin sẽ được lưu',
    keptIdentity: 'Mã nhận diện',
    keptIdentityHelp: (label: string) =>
      `mã mà ${label} dùng để nhận ra bạn; số định danh cá nhân không được hỏi và không được lưu riêng`,
    purpose: (operator: string) =>
      `${operator} dùng các thông tin này để nhận ra bạn khi đăng nhập, gửi thư về hồ sơ của bạn và liên hệ khi cần. Bạn có thể xem, đề nghị sửa hoặc đóng tài khoản bất cứ lúc nào.`,
    consent: 'Tôi đồng ý để hệ thống lưu và dùng các thông tin trên cho mục đích đã nêu.',
    openIt: 'Mở tài khoản và đăng nhập',
    single: 'Đăng nhập một lần',
    singleLead: 'Các dịch vụ bạn dùng để vào tài khoản này mà không cần gõ mật khẩu.',
    service: 'Dịch vụ',
    linkedAt: 'Liên kết lúc',
    lastUsed: 'Dùng gần nhất',
    never: 'chưa dùng',
    notOffered: 'không còn dùng được ở hệ thống này',
    actions: 'Thao tác',
    none: 'Tài khoản chưa liên kết với dịch vụ nào.',
    noProviders: 'Hệ thống chưa kết nối với dịch vụ đăng nhập một lần nào.',
    add: 'Thêm liên kết',
    addHelp: 'Bạn sẽ đăng nhập ở dịch vụ đó rồi được đưa trở lại đây.',
    linkWith: (label: string) => `Liên kết với ${label}`,
    onlyWay: 'Tài khoản chưa có mật khẩu, nên phải giữ ít nhất một liên kết.',
    unlink: 'Bỏ liên kết',
    unlinkOf: (label: string) => `Bỏ liên kết với ${label}`,
    unlinkConfirm: (label: string) =>
      `Sau khi bỏ, ${label} không mở được tài khoản này nữa. Các phiên đăng nhập khác đã mở qua ${label} kết thúc ngay. Có thể liên kết lại bất cứ lúc nào.`,
    cancel: 'Thôi, quay lại',
    linked: (label: string) => `Đã liên kết với ${label}.`,
    unlinked: (label: string) => `Đã bỏ liên kết với ${label}.`,
    letters: {
      greeting: (name: string) => `Kính gửi ${name},`,
      linked: {
        subject: (label: string) => `Tài khoản của bạn đã liên kết với ${label}`,
        done: (label: string, at: string) =>
          `Tài khoản của bạn đã được liên kết với ${label} lúc ${at}. Từ nay có thể đăng nhập bằng ${label} mà không cần mật khẩu.`,
      },
      unlinked: {
        subject: (label: string) => `Tài khoản của bạn đã bỏ liên kết với ${label}`,
        done: (label: string, at: string) =>
          `Liên kết giữa tài khoản của bạn và ${label} đã được bỏ lúc ${at}. Từ nay ${label} không mở được tài khoản này.`,
      },
      notYou:
        'Nếu không phải bạn làm, hãy đổi mật khẩu, kết thúc các phiên đăng nhập lạ và báo ngay cho quản trị viên.',
      action: 'Xem các liên kết',
      reason: 'Bạn nhận thư này vì có tài khoản dùng địa chỉ này.',
    },
  },
  {
    otherWays: 'Other ways to sign in',
    citizens: 'Citizens, firms, organisations',
    officers: 'Officers and public employees',
    signInWith: (label: string) => `Sign in with ${label}`,
    failed: (label: string) => `You could not be signed in with ${label}`,
    notLinked: (label: string) => `The account could not be linked with ${label}`,
    someService: 'the service',
    problems: {
      away: (label: string) =>
        `${label} does not answer at the moment. Try again in a few minutes; the other ways to sign in still work.`,
      cancelled: (label: string) =>
        `You stopped, or did not agree, at ${label}. Nothing was changed; you may try again at any time.`,
      not_signed_in_there: (label: string) =>
        `${label} says that you have not finished signing in there. Try again and go through all steps.`,
      wrong_answer: (label: string) =>
        `The answer of ${label} could not be verified and was not taken. Try again; if it happens again, tell the administrator.`,
      stale: () =>
        'This sign-in has expired, was used already, or was begun in another browser. Please begin again.',
      no_account: (label: string, operator: string) =>
        `No account can be entered with this ${label} identity. If you have an account, sign in with your password and link it on the page of your account. If you have none, ask the administrator (${operator}).`,
      no_email: (label: string, operator: string) =>
        `${label} did not give a confirmed e-mail address for you, so an account could not be opened. Add an e-mail address at ${label} and try again, or open an account by e-mail first and then link it on the page of your account. For help, ask ${operator}.`,
      taken: (label: string) =>
        `This ${label} identity is linked to another account. Sign in to that account and unlink it first.`,
      second: (label: string) =>
        `The account is linked to another identity at ${label}. Sign in with your password and unlink that one first.`,
      too_many: () => 'Too many sign-ins were begun from this network. Please try again in 15 minutes.',
    },
    leaving: (label: string) => `Going to ${label}`,
    leavingHelp: (host: string) => `Your browser opens ${host} in a moment. If not, press the button below.`,
    goOn: (label: string) => `Open ${label}`,
    toSignIn: 'To the sign-in page',
    prove: 'Link the account you have',
    proveLead: (label: string) =>
      `There is an account with this address. Give its password once to link it; from then on ${label} is enough.`,
    noPassword: (label: string) =>
      `There is an account with this address, but it has no password. Sign in the way you are used to and link ${label} on the page of your account; or set a password by letter and come back here.`,
    setPassword: 'Set a password by letter',
    email: 'E-mail',
    name: 'Full name',
    password: 'Password',
    forgotten: 'Forgotten your password?',
    link: 'Link and sign in',
    open: 'Open an account',
    openLead: (label: string) =>
      `You sign in with ${label} for the first time. See what will be kept, then open an account to send proposals and follow them.`,
    kept: 'What will be kept',
    keptIdentity: 'Identifier',
    keptIdentityHelp: (label: string) =>
      `the sign by which ${label} recognises you; the personal identification number is not asked for and not kept apart`,
    purpose: (operator: string) =>
      `${operator} uses this to recognise you when you sign in, to write to you about your files and to reach you where needed. You may look at it, ask for corrections or have the account closed at any time.`,
    consent: 'I agree that the system keeps and uses the above for the purpose stated.',
    openIt: 'Open the account and sign in',
    single: 'Single sign-on',
    singleLead: 'The services through which you enter this account without typing a password.',
    service: 'Service',
    linkedAt: 'Linked',
    lastUsed: 'Last used',
    never: 'not used yet',
    notOffered: 'no longer used by this system',
    actions: 'Actions',
    none: 'The account is linked to no service.',
    noProviders: 'This system is not connected to any single sign-on service.',
    add: 'Link another',
    addHelp: 'You sign in at that service and are led back here.',
    linkWith: (label: string) => `Link with ${label}`,
    onlyWay: 'The account has no password, so one link must stay.',
    unlink: 'Unlink',
    unlinkOf: (label: string) => `Unlink ${label}`,
    unlinkConfirm: (label: string) =>
      `${label} will open this account no longer. Other sessions opened through ${label} end at once. You can link it again at any time.`,
    cancel: 'Cancel',
    linked: (label: string) => `Linked with ${label}.`,
    unlinked: (label: string) => `${label} is unlinked.`,
    letters: {
      greeting: (name: string) => `Dear ${name},`,
      linked: {
        subject: (label: string) => `Your account was linked with ${label}`,
        done: (label: string, at: string) =>
          `Your account was linked with ${label} on ${at}. From now on you can sign in with ${label} and without a password.`,
      },
      unlinked: {
        subject: (label: string) => `Your account was unlinked from ${label}`,
        done: (label: string, at: string) =>
          `The link between your account and ${label} was taken away on ${at}. ${label} opens it no longer.`,
      },
      notYou:
        'If it was not you, change your password, end strange sessions and tell the administrator at once.',
      action: 'See the links',
      reason: 'You get this letter because an account has this address.',
    },
  },
);
