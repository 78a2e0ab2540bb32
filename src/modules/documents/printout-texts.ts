import { defineTexts } from '../../ui/texts/texts.ts';

export const printTexts = defineTexts(
  {
    pdf: 'Bản in (PDF)',
    printed: (date: string) => `In ngày ${date}`,
    illustrative: 'Dữ liệu minh họa',
    busy: 'Nhiều người đang tạo bản in. Hãy thử lại sau ít phút, hoặc in trang này bằng trình duyệt.',
  },
  {
    pdf: 'Printout (PDF)',
    printed: (date: string) => `Printed on ${date}`,
    illustrative: 'Illustrative data',
    busy: 'Many printouts are being made. Try again in a few minutes, or print the page with your browser.',
  },
);
