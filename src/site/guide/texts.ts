import { defineTexts } from '../../ui/texts/texts.ts';

export const guideTexts = defineTexts(
  {
    title: 'Hướng dẫn sử dụng',
    lead: 'Chọn hướng dẫn theo việc của bạn. Mỗi hướng dẫn đi từng bước, có hình chụp từ chính sản phẩm.',
    breadcrumb: 'Hướng dẫn',
    contents: 'Trong hướng dẫn này',
    begin: 'Mở trang này',
    steps: 'Các bước',
    troubles: 'Có thể vướng ở đâu',
    sample: 'Các hình chụp trên dữ liệu minh họa. Bấm vào hình để xem cỡ đầy đủ.',
    others: 'Hướng dẫn khác',
    chapters: (count: string) => `${count} phần`,
  },
  {
    title: 'User guide',
    lead: 'Choose by what you do. Each guide goes step by step, with pictures of the product itself.',
    breadcrumb: 'Guide',
    contents: 'In this guide',
    begin: 'Open this page',
    steps: 'Steps',
    troubles: 'What can go wrong',
    sample:
      'The pictures show illustrative data and the Vietnamese pages. Press a picture to see it in full size.',
    others: 'Other guides',
    chapters: (count: string) => `${count} chapters`,
  },
);
