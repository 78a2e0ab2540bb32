import { defineTexts } from '../../../ui/texts/texts.ts';

export const signInTexts = defineTexts(
  {
    history: 'Lịch sử đăng nhập',
    lead: 'Những lần đăng nhập vào tài khoản của bạn trong sáu tháng qua, thành công và không thành công. Thấy lần lạ thì đổi mật khẩu và kết thúc các phiên khác.',
    toSessions: 'Xem các phiên đang mở',
    changePassword: 'Đổi mật khẩu',
    caption: 'Các lần đăng nhập',
    none: 'Chưa có lần đăng nhập nào được ghi lại.',
    at: 'Lúc',
    outcome: 'Kết quả',
    device: 'Thiết bị',
    address: 'Địa chỉ mạng',
    unknown: 'không rõ',
    outcomes: {
      signed_in: 'Đã đăng nhập',
      wrong_password: 'Sai mật khẩu',
      second_step_open: 'Đúng ở bước một, chưa qua bước hai',
      wrong_factor: 'Sai ở bước hai',
    },
    proofs: {
      password: 'bằng mật khẩu',
      totp: 'qua hai bước, bằng mã của ứng dụng',
      passkey: 'bằng khóa truy cập',
      recovery: 'qua hai bước, bằng mã khôi phục',
      sso: 'bằng đăng nhập một lần',
    },
    letter: {
      subject: 'Tài khoản của bạn vừa đăng nhập trên thiết bị mới',
      done: (at: string, device: string) =>
        `Lúc ${at}, có người đăng nhập vào tài khoản của bạn trên một trình duyệt chưa từng dùng với tài khoản này: ${device}.`,
      from: (address: string) => `Địa chỉ mạng: ${address}.`,
      you: 'Nếu là bạn thì không cần làm gì.',
      notYou:
        'Nếu không phải bạn, hãy đổi mật khẩu ngay, kết thúc phiên lạ trong trang Phiên đăng nhập và báo cho quản trị viên.',
      action: 'Xem lịch sử đăng nhập',
    },
  },
  {
    history: 'Sign-in history',
    lead: 'Sign-ins to your account in the last six months, with those that failed. If one is strange to you, change your password and end the other sessions.',
    toSessions: 'See open sessions',
    changePassword: 'Change password',
    caption: 'Sign-ins',
    none: 'No sign-in has been noted yet.',
    at: 'At',
    outcome: 'Outcome',
    device: 'Device',
    address: 'Network address',
    unknown: 'unknown',
    outcomes: {
      signed_in: 'Signed in',
      wrong_password: 'Wrong password',
      second_step_open: 'First step right, second step not passed',
      wrong_factor: 'Failed at the second step',
    },
    proofs: {
      password: 'by password',
      totp: 'in two steps, by a code of the application',
      passkey: 'by passkey',
      recovery: 'in two steps, by a recovery code',
      sso: 'by single sign-on',
    },
    letter: {
      subject: 'Your account was opened on a new device',
      done: (at: string, device: string) =>
        `On ${at} somebody signed in to your account with a browser that had never been used with it: ${device}.`,
      from: (address: string) => `Network address: ${address}.`,
      you: 'If it was you, there is nothing to do.',
      notYou:
        'If it was not you, change your password at once, end the strange session on the page of your sessions, and tell the administrator.',
      action: 'See the sign-in history',
    },
  },
);

/** How a session was opened, in words. */
export function proofText(t: ReturnType<typeof signInTexts>, proof: string): string {
  const names: Readonly<Record<string, string>> = t.proofs;
  return names[proof] ?? proof;
}
