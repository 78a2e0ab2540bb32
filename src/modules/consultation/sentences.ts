import { z } from 'zod';
import { writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { type Outcome, outcomes } from './comments/comment.ts';
import { consultationTexts } from './texts.ts';

const known = z.looseObject({
  comment: z.number().optional(),
  comments: z.number().optional(),
  answeredAs: z.number().optional(),
  outcome: z.enum(outcomes).optional().catch(undefined),
  outcomeBefore: z.enum(outcomes).optional().catch(undefined),
  altered: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
type Known = z.output<typeof known>;

/** What happened to consultations; what people wrote stands in no event. */
const sentences: Readonly<Record<string, (known: Known) => Text>> = {
  'consultation.created': plain('Tạo cuộc lấy ý kiến', 'Created a consultation'),
  'consultation.changed': changedText,
  'consultation.submitted': plain('Trình phụ trách cuộc lấy ý kiến', 'Handed a consultation up to the head'),
  'consultation.taken_back': plain('Lấy lại cuộc lấy ý kiến để sửa', 'Took a consultation back to change it'),
  'consultation.returned': plain('Trả lại cuộc lấy ý kiến', 'Returned a consultation'),
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
          en: `Prolonged a consultation: it ends on ${writeDate(to)} instead of ${writeDate(from)}`,
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
  'consultation.commented': numbered('Gửi ý kiến góp ý', (comment) => `Sent ${comment}`),
  'consultation.comment_changed': numbered('Sửa ý kiến góp ý', (comment) => `Changed ${comment}`),
  'consultation.comment_withdrawn': numbered('Rút ý kiến góp ý', (comment) => `Withdrew ${comment}`),
  'consultation.comment_shown': numbered('Cho hiện ý kiến góp ý', (comment) => `Showed ${comment}`),
  'consultation.comment_hidden': numbered(
    'Không cho hiện ý kiến góp ý',
    (comment) => `Kept ${comment} from being shown`,
  ),
  'consultation.replied': (known) => {
    const said = known.outcome ? outcomeText(known.outcome) : null;
    if (known.outcomeBefore && said) {
      const former = outcomeText(known.outcomeBefore);
      const { vi, en } = numbered(
        'Sửa câu trả lời ý kiến góp ý',
        (comment) => `Changed the reply to ${comment}`,
      )(known);
      return known.outcomeBefore === known.outcome
        ? { vi: `${vi} (vẫn “${said.vi}”)`, en: `${en} (still “${said.en}”)` }
        : {
            vi: `${vi} từ “${former.vi}” thành “${said.vi}”`,
            en: `${en} from “${former.en}” to “${said.en}”`,
          };
    }
    const { vi, en } = numbered('Trả lời ý kiến góp ý', (comment) => `Answered ${comment}`)(known);
    return said ? { vi: `${vi}: ${said.vi}`, en: `${en}: ${said.en}` } : { vi, en };
  },
  'consultation.joined': ({ comment, answeredAs }) => ({
    vi:
      comment && answeredAs
        ? `Dùng câu trả lời ý kiến số ${answeredAs} cho ý kiến số ${comment}`
        : 'Dùng chung câu trả lời',
    en:
      comment && answeredAs
        ? `Answered comment ${comment} as comment ${answeredAs}`
        : 'Let comments share a reply',
  }),
  'consultation.grouped': numbered(
    'Đưa ý kiến giống nhau vào một nhóm với ý kiến',
    (comment) => `Put comments alike under ${comment}`,
  ),
  'consultation.ungrouped': numbered(
    'Tách ra trả lời riêng ý kiến góp ý',
    (comment) => `Took apart ${comment}`,
  ),
  'consultation.viewed': plain(
    'Xem cuộc lấy ý kiến chưa công khai',
    'Looked at a consultation that is not public',
  ),
};

function plain(vi: string, en: string): () => Text {
  return () => ({ vi, en });
}

function numbered(vi: string, en: (comment: string) => string): (known: Known) => Text {
  return ({ comment }) =>
    comment === undefined
      ? { vi, en: en('a comment') }
      : { vi: `${vi} số ${comment}`, en: en(`comment ${comment}`) };
}

function outcomeText(outcome: Outcome): Text {
  return { vi: consultationTexts('vi').outcomes[outcome], en: consultationTexts('en').outcomes[outcome] };
}

/** What of a consultation was changed, by the codes of `changedIn`. */
const changedNames: Readonly<Record<string, Text>> = {
  title: { vi: 'tên', en: 'its name' },
  words: { vi: 'phần giới thiệu, liên hệ', en: 'introduction and contact' },
  window: { vi: 'thời gian', en: 'its window' },
  audience: { vi: 'ai được hỏi', en: 'who is asked' },
  content: { vi: 'nội dung dự thảo', en: 'the text of the draft' },
};

function changedText({ altered }: Known): Text {
  const found = (altered ?? '').split(' ').flatMap((code) => changedNames[code] ?? []);
  if (found.length === 0) return { vi: 'Sửa cuộc lấy ý kiến', en: 'Changed a consultation' };
  const listed = (language: 'vi' | 'en') => found.map((name) => name[language]).join(', ');
  return { vi: `Sửa cuộc lấy ý kiến: ${listed('vi')}`, en: `Changed a consultation: ${listed('en')}` };
}

/** The sentence of an event about consultations; null for another one. */
export function consultationSentence(name: string, facts: unknown): Text | null {
  const read = known.safeParse(facts);
  return sentences[name]?.(read.success ? read.data : {}) ?? null;
}
