import { defineTexts } from '../../../ui/texts/texts.ts';

export const registrationLetterTexts = defineTexts(
  {
    greeting: (name: string) => `Kính gửi ${name},`,
    reason: 'Bạn nhận thư này vì địa chỉ này được ghi khi đăng ký tài khoản.',
    reasonKnown: 'Bạn nhận thư này vì có tài khoản dùng địa chỉ này.',
    confirm: {
      subject: 'Xác nhận đăng ký tài khoản',
      paragraphs: [
        'Có người ghi địa chỉ này khi đăng ký tài khoản. Đường dẫn dưới đây dùng được một lần, trong 48 giờ: mở ra để đặt mật khẩu.',
        'Nếu không phải bạn đăng ký thì không cần làm gì: chưa có tài khoản nào được mở, thông tin đã ghi sẽ được xóa.',
      ],
      label: 'Xác nhận và đặt mật khẩu',
    },
    known: {
      subject: 'Địa chỉ này đã có tài khoản',
      paragraphs: [
        'Có người ghi địa chỉ này khi đăng ký tài khoản, nhưng bạn đã có tài khoản rồi.',
        'Muốn đăng ký thêm tổ chức: đăng nhập rồi vào mục Tổ chức của tôi. Không nhớ mật khẩu: chọn Quên mật khẩu ở trang đăng nhập.',
      ],
      label: 'Đăng nhập',
    },
    asked: {
      subject: 'Đăng ký của bạn cần bổ sung hoặc sửa',
      lead: 'Cán bộ kiểm tra trả lại đăng ký để bạn bổ sung hoặc sửa:',
      next: 'Hãy mở đường dẫn dưới đây và đăng nhập: sửa thông tin đã gửi hoặc trả lời, rồi gửi lại. Đăng ký lại chờ kiểm tra.',
      label: 'Sửa và gửi lại',
    },
    accepted: {
      subject: (organisation: string) => `Đăng ký được chấp nhận: ${organisation}`,
      lead: (organisation: string) =>
        `Đăng ký của bạn đã được kiểm tra. Bạn là thành viên của ${organisation}.`,
      roles: {
        owner: 'Bạn là chủ tài khoản tổ chức: sửa hồ sơ, mời thành viên và bàn giao.',
        editor: 'Bạn là người biên tập: sửa hồ sơ của tổ chức. Các chủ tài khoản đã được báo.',
        reader: 'Bạn xem được hồ sơ của tổ chức.',
      },
      label: 'Mở trang của tổ chức',
    },
    refused: {
      subject: 'Đăng ký của bạn không được chấp nhận',
      lead: 'Cán bộ đã kiểm tra và không chấp nhận đăng ký, vì lý do sau:',
      next: 'Tài khoản của bạn vẫn dùng được. Bạn có thể đăng ký lại với thông tin đúng.',
      label: 'Mở trang đăng ký của tôi',
    },
  },
  {
    greeting: (name: string) => `Dear ${name},`,
    reason: 'You get this letter because this address was given to register an account.',
    reasonKnown: 'You get this letter because an account has this address.',
    confirm: {
      subject: 'Confirm your registration',
      paragraphs: [
        'Somebody gave this address to register an account. The address below can be used once, within 48 hours: open it to choose a password.',
        'If it was not you, there is nothing to do: no account was opened, and what was typed will be erased.',
      ],
      label: 'Confirm and choose a password',
    },
    known: {
      subject: 'This address has an account',
      paragraphs: [
        'Somebody gave this address to register an account, but you have one already.',
        'To register another organisation, sign in and open “My organisations”. If you forgot the password, use “Forgotten your password?” on the sign-in page.',
      ],
      label: 'Sign in',
    },
    asked: {
      subject: 'Your registration is to be completed or corrected',
      lead: 'The officer who checks your registration returns it to you:',
      next: 'Please open the address below and sign in: correct what you sent, or answer, then send it again. It is checked anew.',
      label: 'Correct and send again',
    },
    accepted: {
      subject: (organisation: string) => `Registration accepted: ${organisation}`,
      lead: (organisation: string) => `Your registration was checked. You belong to ${organisation} now.`,
      roles: {
        owner: 'You are its owner: you edit the profile, invite members and can hand over.',
        editor: 'You are an editor: you edit its profile. Its owners were told.',
        reader: 'You can read its profile.',
      },
      label: 'Open its page',
    },
    refused: {
      subject: 'Your registration was not accepted',
      lead: 'An officer checked the registration and did not accept it, for this reason:',
      next: 'Your account stays. You may register again with the right particulars.',
      label: 'Open my registration',
    },
  },
);
