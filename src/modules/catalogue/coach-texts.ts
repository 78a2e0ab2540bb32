import type { Language } from '../../kernel/text.ts';

const vi = {
  title: 'Góp ý về chất lượng',
  lead: 'Những chỗ nên bổ sung trước khi công bố, và những mục gần giống mục khác. Góp ý không ngăn việc công bố; số góp ý còn lại được ghi vào lịch sử.',
  counts: 'Theo loại góp ý',
  kind: 'Góp ý',
  why: 'Nên làm gì',
  entries: 'Số mục',
  none: 'Không có góp ý nào: mục nào cũng đủ.',
  alike: 'Mục gần giống nhau',
  alikeLead:
    'Tên gần giống một mục khác, của danh mục này hoặc của năm khác. Hãy xem có trùng, có nên gộp, hay là tiếp nối của kỳ trước.',
  noneAlike: 'Trong các mục ở trang này không có mục nào gần giống mục khác.',
  own: 'Mục của danh mục này',
  other: 'Mục gần giống',
  compare: 'Đặt cạnh nhau',
  openPublic: 'Xem trang công khai',
  likeness: (percent: string) => `giống ${percent} %`,
  draft: 'chưa công bố',
  ofEntry: 'Góp ý cho mục này',
  complete: 'Mục này đã đủ theo các tiêu chí của trang góp ý.',
  all: 'Góp ý của cả danh mục',
  compareTitle: 'Hai mục đặt cạnh nhau',
  here: 'Mục đang xem',
  there: 'Mục kia',
  field: 'Nội dung',
  same: 'giống nhau',
  open: 'Mở mục này',
  merge: 'Gộp hai mục này',
  back: 'Quay lại',
};

export type CoachTexts = typeof vi;

const en: CoachTexts = {
  title: 'Advice on quality',
  lead: 'What is worth completing before publication, and entries much like others. Advice blocks nothing; what remains of it is recorded in the history.',
  counts: 'By kind of advice',
  kind: 'Advice',
  why: 'What to do',
  entries: 'Entries',
  none: 'No advice: every entry is complete.',
  alike: 'Entries much alike',
  alikeLead:
    'Their titles are much like another entry, of this edition or of another year. See whether it is the same, should be merged, or goes on from before.',
  noneAlike: 'No entry on this page is much like another.',
  own: 'Entry of this edition',
  other: 'Much like',
  compare: 'Side by side',
  openPublic: 'See its public page',
  likeness: (percent: string) => `${percent} % alike`,
  draft: 'not published',
  ofEntry: 'Advice on this entry',
  complete: 'This entry has all that the advice asks for.',
  all: 'Advice on the whole edition',
  compareTitle: 'Two entries side by side',
  here: 'This entry',
  there: 'The other',
  field: 'Content',
  same: 'the same',
  open: 'Open this entry',
  merge: 'Merge these two',
  back: 'Back',
};

export function coachTexts(language: Language): CoachTexts {
  return language === 'vi' ? vi : en;
}
