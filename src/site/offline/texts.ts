import { defineTexts } from '../../ui/texts/texts.ts';

export const offlineTexts = defineTexts(
  {
    title: 'Đọc khi không có mạng',
    lead: 'Bài toán, nhu cầu, văn bản và hướng dẫn bạn đã lưu trên thiết bị này. Chỉ trình duyệt của bạn biết danh sách này.',
    notKept: 'Hiện không có mạng, và trang bạn mở chưa được lưu trên thiết bị này.',
    without:
      'Việc lưu trang cần JavaScript và kết nối an toàn (https). Không có hai thứ này, hãy tải bản in (PDF) của trang về máy.',
    off: 'Trang này không bật việc lưu để đọc khi không có mạng. Hãy tải bản in (PDF) của trang về máy.',
    none: 'Chưa lưu trang nào',
    noneHint: 'Mở một bài toán, nhu cầu hoặc văn bản rồi bấm “Lưu để đọc khi không có mạng”.',
    keptOn: (day: string) => `Lưu ngày ${day}`,
    remove: 'Bỏ lưu',
  },
  {
    title: 'Reading without a network',
    lead: 'Problems, needs, documents and guides you kept on this device. Only your browser knows this list.',
    notKept: 'There is no network now, and the page you opened is not kept on this device.',
    without:
      'Keeping pages needs JavaScript and a secure connection (https). Without them, download the printout (PDF) of a page.',
    off: 'Keeping pages to be read without a network is switched off here. Download the printout (PDF) of a page.',
    none: 'No page is kept',
    noneHint: 'Open a problem, need or document and press “Keep to read without a network”.',
    keptOn: (day: string) => `Kept on ${day}`,
    remove: 'Remove',
  },
);
