import type { Text } from '../../../kernel/text.ts';

type Told = (facts: Readonly<Record<string, unknown>>) => Text;

const of =
  (vi: string, en: string): Told =>
  ({ code }) =>
    code ? { vi: `${vi}: ${code}`, en: `${en}: ${code}` } : { vi, en };

/** What happened to difficulties; what was written stands in no event. */
export const difficultySentences: Readonly<Record<string, Told>> = {
  'difficulty.viewed': of('Xem khó khăn, kiến nghị', 'Looked at a difficulty'),
  'difficulty.begun': of('Soạn khó khăn, kiến nghị', 'Began a difficulty'),
  'difficulty.changed': of('Lưu nháp khó khăn, kiến nghị', 'Saved the draft of a difficulty'),
  'difficulty.sent': of('Gửi khó khăn, kiến nghị', 'Sent a difficulty'),
  'difficulty.taken': of('Tiếp nhận khó khăn, kiến nghị', 'Took a difficulty on'),
  'difficulty.answered': of('Trả lời khó khăn, kiến nghị', 'Answered a difficulty'),
  'difficulty.passed_on': of('Chuyển khó khăn, kiến nghị cho cơ quan khác', 'Passed a difficulty on'),
  'difficulty.returned': of('Đề nghị bổ sung khó khăn, kiến nghị', 'Returned a difficulty for more'),
  'difficulty.supplemented': of('Bổ sung khó khăn, kiến nghị', 'Supplemented a difficulty'),
  'difficulty.asked_again': of('Hỏi lại về khó khăn, kiến nghị', 'Asked again about a difficulty'),
  'difficulty.closed': of('Xác nhận khó khăn, kiến nghị đã giải quyết', 'Settled a difficulty'),
  'difficulty.withdrawn': of('Rút khó khăn, kiến nghị', 'Withdrew a difficulty'),
  'difficulty.shown': of('Công khai khó khăn, kiến nghị', 'Made a difficulty public'),
  'difficulty.hidden': of('Thôi công khai khó khăn, kiến nghị', 'Took a difficulty from the public'),
  'difficulty.escalated': (facts) =>
    facts.to === 'leader'
      ? of(
          'Chuyển lãnh đạo khó khăn, kiến nghị quá hạn trả lời',
          'A late difficulty went up to a leader',
        )(facts)
      : of('Khó khăn, kiến nghị quá hạn trả lời', 'A difficulty is late')(facts),
  'difficulty.term_changed': ({ days, leaderDays }) => ({
    vi: `Đổi thời hạn trả lời khó khăn, kiến nghị: ${days} ngày làm việc, thêm ${leaderDays} ngày thì chuyển lãnh đạo`,
    en: `Changed the term for difficulties: ${days} working days, ${leaderDays} more before a leader is told`,
  }),
};
