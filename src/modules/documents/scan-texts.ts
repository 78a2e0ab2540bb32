import { defineTexts } from '../../ui/texts/texts.ts';

const uncertainWords = (count: number) => `${count} uncertain ${count === 1 ? 'word' : 'words'}`;

/** Texts about scans that were recognised: beside reviews and on the page of their pictures. */
export const scanTexts = defineTexts(
  {
    noticeTitle: (words: number) => `Đọc từ bản quét bằng nhận dạng chữ: ${words} chữ chưa chắc`,
    notice:
      'Máy có thể đọc sai chữ, dấu và số. Chữ chưa chắc được tô nền, gạch chân và ghi rõ; hãy so từng chữ với ảnh trang.',
    noneUncertain: 'Không chữ nào bị đánh dấu, nhưng vẫn nên so số và ngày với ảnh trang.',
    unread: (pages: string) =>
      `Không đọc được trang ${pages}: quá mờ, quá nhiễu hoặc không có chữ. Hãy so với tệp gốc và nhập phần này bằng tay.`,
    page: (number: number) => `Trang ${number}`,
    words: (count: number) => `${count} chữ chưa chắc`,
    title: 'Bản quét và chữ chưa chắc',
    lead: (page: number, pages: number) =>
      `Trang ${page} của tệp; ${pages} trang được đọc bằng nhận dạng chữ.`,
    back: 'Về trang rà soát',
    listTitle: (open: number, all: number): string =>
      open === all
        ? `${all} chữ chưa chắc trên trang này`
        : open === 0
          ? `Đã xem hết ${all} chữ chưa chắc của trang này`
          : `Còn ${open} trong ${all} chữ chưa chắc của trang này`,
    none: 'Trang này không có chữ nào bị đánh dấu.',
    picture: (page: number, count: number) =>
      `Ảnh trang ${page} của bản quét; ${count} chữ chưa chắc được đóng khung và đánh số như trong danh sách.`,
    wordPicture: (number: number) => `Ảnh của chữ số ${number}`,
    noPicture:
      'Máy chủ này chưa vẽ được ảnh trang (thiếu poppler-utils). Hãy mở tệp gốc để so; danh sách ghi rõ từng dòng.',
    larger: (sideways: boolean): string =>
      sideways ? 'Mở riêng ảnh trang (nằm như khi quét)' : 'Mở riêng ảnh trang',
    read: 'Đọc thành',
    sure: (percent: number) => `chắc ${percent}%`,
    line: (line: number) => `dòng ${line}`,
    uncertain: 'chữ chưa chắc',
    inFields: (names: string) => `Đứng ở: ${names}`,
    elsewhere: 'Không đứng trong ô nào của phần đầu; xem ở nội dung văn bản.',
    hint: (words: string) => `(Chữ chưa chắc: ${words}; hãy so với bản quét.)`,
    noPicturesOf: 'Không vẽ được ảnh của trang này. Hãy mở tệp gốc để so.',
  },
  {
    noticeTitle: (words) => `Read from a scan by text recognition: ${uncertainWords(words)}`,
    notice:
      'Letters, signs and numbers may be misread. Uncertain words are shaded, underlined and named; compare each with the picture of its page.',
    noneUncertain: 'No word is marked; compare numbers and dates with the picture all the same.',
    unread: (pages) =>
      `Page ${pages} could not be read: too faint, too noisy or without words. Compare with the file and type this part.`,
    page: (number) => `Page ${number}`,
    words: uncertainWords,
    title: 'The scan and its uncertain words',
    lead: (page, pages) =>
      `Page ${page} of the file; ${pages} ${pages === 1 ? 'page was' : 'pages were'} read by text recognition.`,
    back: 'Back to the review',
    listTitle: (open, all) =>
      open === all
        ? `${uncertainWords(all)} on this page`
        : open === 0
          ? `All ${uncertainWords(all)} of this page looked at`
          : `${open} of ${uncertainWords(all)} of this page left`,
    none: 'No word of this page is marked.',
    picture: (page, count) =>
      `Picture of page ${page} of the scan; ${uncertainWords(count)} framed and numbered as in the list.`,
    wordPicture: (number) => `Picture of word ${number}`,
    noPicture:
      'This server cannot draw pages (poppler-utils is missing). Open the file itself to compare; the list names every line.',
    larger: (sideways) =>
      sideways ? 'Open the picture alone (it lies as it was scanned)' : 'Open the picture alone',
    read: 'Read as',
    sure: (percent) => `${percent}% sure`,
    line: (line) => `line ${line}`,
    uncertain: 'uncertain word',
    inFields: (names) => `Stands in: ${names}`,
    elsewhere: 'Stands in no field of the head; see the content of the document.',
    hint: (words) => `(Uncertain: ${words}; compare with the scan.)`,
    noPicturesOf: 'The picture of this page cannot be drawn. Open the file itself to compare.',
  },
);
