import { defineTexts } from '../../../ui/texts/texts.ts';

export const consentTexts = defineTexts(
  {
    title: 'Nội dung về dữ liệu cá nhân đã thay đổi',
    askTitle: 'Đồng ý về dữ liệu cá nhân',
    withdrawn: (day: string, now: string) =>
      `Bạn đã rút lại sự đồng ý ngày ${day}. Muốn dùng tiếp tài khoản, hãy đọc bản ${now} và đồng ý.`,
    lead: (before: string, now: string) => `Bạn đã đồng ý với bản ${before}. Nay là bản ${now}.`,
    news: [
      'Nêu rõ từng loại dữ liệu, để làm gì, giữ bao nhiêu ngày.',
      'Bạn xem, tải về dữ liệu của mình ngay, và gửi yêu cầu xóa, sửa, hạn chế, rút lại đồng ý.',
      'Bạn thấy cơ quan nào đã xem dữ liệu của mình.',
    ],
    read: 'Đọc toàn bộ trang Quyền riêng tư',
    consent:
      'Tôi đồng ý để hệ thống lưu và dùng dữ liệu của tôi cho các mục đích nêu ở trang Quyền riêng tư.',
    agree: 'Đồng ý',
    later: 'Để sau',
    laterHelp:
      'Chưa đồng ý, bạn vẫn đọc, tải và yêu cầu xóa dữ liệu của mình được; lần đăng nhập sau hệ thống hỏi lại.',
    mine: 'Dữ liệu cá nhân của tôi',
    thanks: 'Đã ghi nhận việc bạn đồng ý.',
    current: 'Bạn đã đồng ý với bản hiện hành.',
    goOn: 'Tiếp tục',
  },
  {
    title: 'The text about personal data has changed',
    askTitle: 'Consent about personal data',
    withdrawn: (day: string, now: string) =>
      `You withdrew your consent on ${day}. To go on with the account, read version ${now} and agree.`,
    lead: (before: string, now: string) => `You agreed to version ${before}. Now it is version ${now}.`,
    news: [
      'It names each kind of data, what it is for, and for how many days it is kept.',
      'You see and download your data at once, and ask to have them erased, corrected, restricted, or withdraw your consent.',
      'You see which agency looked at your data.',
    ],
    read: 'Read all of the page about privacy',
    consent:
      'I agree that the system keeps and uses my data for the purposes named on the page about privacy.',
    agree: 'I agree',
    later: 'Later',
    laterHelp:
      'Without agreeing you still read, download and have your data erased; you are asked again when you next sign in.',
    mine: 'My personal data',
    thanks: 'It is noted that you agree.',
    current: 'You agreed to the text as it stands.',
    goOn: 'Go on',
  },
);
