import { defineTexts } from '../../../ui/texts/texts.ts';

export const factorLetterTexts = defineTexts(
  {
    subjects: {
      added: 'Tài khoản của bạn vừa có thêm một cách xác thực',
      removed: 'Một cách xác thực của bạn vừa được gỡ',
      codes_renewed: 'Mã khôi phục của bạn vừa được lập lại',
      recovery_used: 'Một mã khôi phục của bạn vừa được dùng',
      reset: 'Xác thực hai bước của bạn vừa được đặt lại',
    },
    factors: { totp: 'ứng dụng xác thực', passkey: 'khóa truy cập' },
    added: (at: string, factor: string) => `Lúc ${at}, tài khoản của bạn có thêm ${factor}.`,
    removed: (at: string, factor: string) => `Lúc ${at}, ${factor} đã được gỡ khỏi tài khoản của bạn.`,
    renewed: (at: string) =>
      `Lúc ${at}, mười mã khôi phục mới đã được lập cho tài khoản của bạn; các mã cũ không dùng được nữa.`,
    used: (at: string, left: string) =>
      `Lúc ${at}, có người đã dùng một mã khôi phục của tài khoản này. Còn ${left} mã chưa dùng.`,
    reset: (at: string) =>
      `Lúc ${at}, quản trị viên đã xóa mọi cách xác thực hai bước của tài khoản này và kết thúc các phiên đăng nhập.`,
    resetNext: 'Lần đăng nhập tới, hệ thống sẽ hướng dẫn bạn thiết lập lại.',
    notYou:
      'Nếu việc này không phải do bạn làm hoặc đề nghị, hãy đổi mật khẩu ngay và báo cho quản trị viên.',
    action: 'Xem xác thực hai bước',
  },
  {
    subjects: {
      added: 'A second factor was added to your account',
      removed: 'A second factor was removed from your account',
      codes_renewed: 'Your recovery codes were made anew',
      recovery_used: 'One of your recovery codes was used',
      reset: 'Your two-step sign-in was reset',
    },
    factors: { totp: 'an authenticator application', passkey: 'a passkey' },
    added: (at: string, factor: string) => `On ${at} your account got ${factor}.`,
    removed: (at: string, factor: string) => `On ${at} ${factor} was removed from your account.`,
    renewed: (at: string) =>
      `On ${at} ten new recovery codes were made for your account; the earlier ones hold no longer.`,
    used: (at: string, left: string) =>
      `On ${at} somebody used a recovery code of this account. Codes left: ${left}.`,
    reset: (at: string) =>
      `On ${at} an administrator removed every second factor of this account and ended its sessions.`,
    resetNext: 'At your next sign-in you are led through setting it up again.',
    notYou:
      'If you neither did this nor asked for it, change your password at once and tell the administrator.',
    action: 'See two-step sign-in',
  },
);
