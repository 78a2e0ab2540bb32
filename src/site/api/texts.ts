import { defineTexts } from '../../ui/texts/texts.ts';

/** What the page of the API says beside its operations. */
export const apiTexts = defineTexts(
  {
    rates: 'Mức gọi và khóa',
    withoutKey: (minute: string) =>
      `Không có khóa: ${minute} lượt mỗi phút từ một mạng (với IPv6: từ một dải /64).`,
    withoutLimit: 'Không có khóa: không giới hạn.',
    withKey: (limits: string) => `Có khóa: ${limits}, trừ khi quản trị viên đặt mức khác cho khóa.`,
    minute: (count: string) => `${count} lượt mỗi phút`,
    day: (count: string) => `${count} lượt mỗi ngày`,
    noLimit: 'không giới hạn',
    headers:
      'Câu trả lời có RateLimit-Policy (mức) và RateLimit (r: còn bao nhiêu lượt, t: bao nhiêu giây nữa thì tính lại). Vượt mức là lỗi 429 có Retry-After tính bằng giây.',
    header:
      'Khóa gửi trong phần đầu Authorization; khóa sai hoặc đã thu hồi là lỗi 401. Khóa chỉ đọc nội dung đã công bố.',
    myKeys: 'Tạo và xem khóa của tôi',
  },
  {
    rates: 'Rates and keys',
    withoutKey: (minute: string) =>
      `Without a key: ${minute} requests a minute from one network (of IPv6: from one /64).`,
    withoutLimit: 'Without a key: no limit.',
    withKey: (limits: string) => `With a key: ${limits}, unless an administrator gave the key other limits.`,
    minute: (count: string) => `${count} requests a minute`,
    day: (count: string) => `${count} requests a day`,
    noLimit: 'no limit',
    headers:
      'Answers carry RateLimit-Policy (the limits) and RateLimit (r: requests left, t: seconds until they count anew). Beyond that the answer is 429 with Retry-After in seconds.',
    header:
      'A key goes into the Authorization header; a wrong or revoked one is answered with 401. It reads what is published, and nothing else.',
    myKeys: 'Make and see my keys',
  },
);
