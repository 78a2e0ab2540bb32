import { z } from 'zod';
import { writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';

const known = z.looseObject({
  comment: z.number().optional(),
  comments: z.number().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
type Known = z.output<typeof known>;

/** What happened to consultations; what people wrote stands in no event. */
const sentences: Readonly<Record<string, (known: Known) => Text>> = {
  'consultation.created': plain('Tạo cuộc lấy ý kiến', 'Created a consultation'),
  'consultation.changed': plain('Sửa cuộc lấy ý kiến', 'Changed a consultation'),
  'consultation.submitted': plain('Trình phụ trách cuộc lấy ý kiến', 'Handed a consultation up to the head'),
  'consultation.taken_back': plain('Lấy lại cuộc lấy ý kiến để sửa', 'Took a consultation back to change it'),
  'consultation.announced': plain('Thông báo lấy ý kiến', 'Announced a consultation'),
  'consultation.opened': plain('Bắt đầu nhận góp ý', 'A consultation opened'),
  'consultation.due_soon': plain(
    'Nhắc cuộc lấy ý kiến sắp hết hạn',
    'Reminded of a consultation that ends soon',
  ),
  'consultation.closed': plain('Hết hạn nhận góp ý', 'A consultation closed'),
  'consultation.prolonged': ({ from, to }) =>
    from && to
      ? {
          vi: `Gia hạn lấy ý kiến từ ${writeDate(from)} đến ${writeDate(to)}`,
          en: `Prolonged a consultation from ${writeDate(from)} to ${writeDate(to)}`,
        }
      : { vi: 'Gia hạn lấy ý kiến', en: 'Prolonged a consultation' },
  'consultation.withdrawn': plain('Dừng lấy ý kiến', 'Ended a consultation early'),
  'consultation.summary_saved': plain('Soạn bản tổng hợp ý kiến', 'Worked on the summary of comments'),
  'consultation.summary_submitted': plain(
    'Trình phụ trách công bố bản tổng hợp ý kiến',
    'Handed the summary of comments up to the head',
  ),
  'consultation.published': plain(
    'Công bố bản tổng hợp, giải trình, tiếp thu ý kiến',
    'Published the summary of comments and replies',
  ),
  'consultation.commented': numbered('Gửi ý kiến góp ý', 'Sent a comment'),
  'consultation.comment_changed': numbered('Sửa ý kiến góp ý', 'Changed a comment'),
  'consultation.comment_withdrawn': numbered('Rút ý kiến góp ý', 'Withdrew a comment'),
  'consultation.comment_shown': numbered('Cho hiện ý kiến góp ý', 'Showed a comment'),
  'consultation.comment_hidden': numbered('Không cho hiện ý kiến góp ý', 'Kept a comment from being shown'),
  'consultation.replied': numbered('Trả lời ý kiến góp ý', 'Answered a comment'),
  'consultation.grouped': numbered(
    'Đưa ý kiến giống nhau vào một nhóm với ý kiến',
    'Put comments alike under comment',
  ),
  'consultation.ungrouped': numbered('Tách ra trả lời riêng ý kiến góp ý', 'Took apart a comment'),
  'consultation.viewed': plain(
    'Xem cuộc lấy ý kiến chưa công khai',
    'Looked at a consultation that is not public',
  ),
};

function plain(vi: string, en: string): () => Text {
  return () => ({ vi, en });
}

function numbered(vi: string, en: string): (known: Known) => Text {
  return ({ comment }) =>
    comment === undefined ? { vi, en } : { vi: `${vi} số ${comment}`, en: `${en} number ${comment}` };
}

/** The sentence of an event about consultations; null for another one. */
export function consultationSentence(name: string, facts: unknown): Text | null {
  const read = known.safeParse(facts);
  return sentences[name]?.(read.success ? read.data : {}) ?? null;
}
