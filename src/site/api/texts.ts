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
    webhooks: 'Webhook: được báo thay vì hỏi',
    webhookRules: [
      'Máy chủ của bạn nhận POST mỗi khi có nội dung công bố, thay đổi, bị thay thế hay thu hồi: {"type": "problem.published", "timestamp": …, "data": …}, trong đó data đúng là một mục của /api/v1/changes.',
      'Chữ ký theo Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature. Giải mã base64 phần sau whsec_ để có khóa; tính HMAC-SHA256 của “id.timestamp.nội dung”, so với phần sau “v1,”; từ chối tin quá cũ.',
      'Trả lời 2xx trong 10 giây là đã nhận. Lỗi thì gửi lại sau 1, 5, 15, 30 phút, 1, 2, 4, 8 giờ…; sau 3 ngày thì tạm dừng và gửi thư cho bạn. Tin đến theo đúng thứ tự, ít nhất một lần; webhook-id không đổi qua các lần gửi lại và không bao giờ trùng với tin khác, kể cả sau khi khôi phục dữ liệu.',
      'data.cursor là chỗ để đọc tiếp: nếu máy chủ của bạn ngừng lâu, hỏi /api/v1/changes?since=cursor.',
    ],
    myWebhooks: 'Đăng ký và xem webhook của tôi',
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
    webhooks: 'Webhooks: be told instead of asking',
    webhookRules: [
      'Your server gets a POST whenever something is published, changed, replaced or withdrawn: {"type": "problem.published", "timestamp": …, "data": …}, where data is exactly an item of /api/v1/changes.',
      'Signed as Standard Webhooks say: webhook-id, webhook-timestamp, webhook-signature. Decode what follows whsec_ from base64 for the key; make the HMAC-SHA256 of “id.timestamp.body”, compare it with what follows “v1,”; refuse messages that are too old.',
      'An answer of 2xx within 10 seconds means received. After failures it comes again after 1, 5, 15, 30 minutes, 1, 2, 4, 8 hours…; after 3 days it is paused and you get a letter. Messages come in order, at least once; webhook-id stays the same at each try and is never that of another message, not even after a restore.',
      'data.cursor is where to read on: after a long rest, ask /api/v1/changes?since=cursor.',
    ],
    myWebhooks: 'Register and see my webhooks',
  },
);
