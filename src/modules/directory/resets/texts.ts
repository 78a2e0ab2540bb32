import { defineTexts } from '../../../ui/texts/texts.ts';

export const resetTexts = defineTexts(
  {
    forgotten: 'Quên mật khẩu',
    lead: 'Ghi e-mail của tài khoản. Nếu có tài khoản dùng e-mail này, hệ thống gửi thư có đường dẫn để đặt mật khẩu mới.',
    email: 'E-mail',
    send: 'Gửi thư cho tôi',
    asked: 'Đã ghi nhận yêu cầu',
    askedHelp:
      'Nếu có tài khoản dùng e-mail này, thư sẽ tới trong vài phút và dùng được trong một giờ. Không thấy thư: xem hộp thư rác, kiểm tra lại e-mail, hoặc liên hệ quản trị viên.',
    noMail:
      'Hệ thống này chưa nối với máy chủ thư nên thư không tới được hộp thư của bạn. Quản trị viên cấp lại mật khẩu được cho bạn.',
    notSent: 'Không có thư nào được gửi',
    noMailAsked:
      'Hệ thống này chưa nối với máy chủ thư: sẽ không có thư nào tới, mật khẩu hiện tại vẫn giữ nguyên. Hãy nhờ quản trị viên cấp lại mật khẩu.',
    toSignIn: 'Về trang đăng nhập',
    choose: 'Đặt mật khẩu mới',
    chooseLead: 'Sau khi đặt, mọi phiên đăng nhập của tài khoản kết thúc và bạn đăng nhập bằng mật khẩu mới.',
    save: 'Đặt mật khẩu',
    saved: 'Đã đặt mật khẩu mới. Hãy đăng nhập.',
    letter: {
      subject: 'Đặt lại mật khẩu',
      asked:
        'Có người yêu cầu đặt lại mật khẩu cho tài khoản của bạn. Đường dẫn dưới đây dùng được một lần, trong một giờ.',
      notYou: 'Nếu không phải bạn yêu cầu thì không cần làm gì: mật khẩu hiện tại vẫn dùng được.',
      action: 'Đặt mật khẩu mới',
    },
    changed: {
      subject: 'Mật khẩu của bạn đã được đổi',
      done: (at: string) =>
        `Mật khẩu tài khoản của bạn đã được đổi lúc ${at} qua thư đặt lại mật khẩu. Mọi phiên đăng nhập đã kết thúc.`,
      notYou: 'Nếu không phải bạn đổi, hãy đặt lại mật khẩu ngay và báo cho quản trị viên.',
      action: 'Đặt lại mật khẩu',
    },
  },
  {
    forgotten: 'Forgotten password',
    lead: 'Give the e-mail address of the account. If there is one, a letter leads to the form of a new password.',
    email: 'E-mail',
    send: 'Send me the letter',
    asked: 'Your request is noted',
    askedHelp:
      'If there is an account with this address, a letter arrives within minutes and holds for an hour. No letter? Look among the spam, check the address, or ask the administrator.',
    noMail:
      'This system has no mail server yet, so no letter can reach you. Ask the administrator for a new password.',
    notSent: 'No letter was sent',
    noMailAsked:
      'This system has no mail server yet: no letter will arrive, and your present password still holds. Ask the administrator for a new one.',
    toSignIn: 'To the sign-in page',
    choose: 'Choose a new password',
    chooseLead: 'All sessions of the account end then, and you sign in with the new password.',
    save: 'Set the password',
    saved: 'The new password is set. Please sign in.',
    letter: {
      subject: 'Choose a new password',
      asked:
        'Somebody asked for a new password of your account. The address below can be used once, within an hour.',
      notYou: 'If it was not you, there is nothing to do: your present password still holds.',
      action: 'Choose a new password',
    },
    changed: {
      subject: 'Your password was changed',
      done: (at: string) =>
        `The password of your account was changed on ${at} through a letter. All sessions have ended.`,
      notYou: 'If it was not you, choose another one at once and tell the administrator.',
      action: 'Choose another password',
    },
  },
);
