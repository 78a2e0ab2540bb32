import type { Text } from '../../../kernel/text.ts';

type Told = (facts: Readonly<Record<string, unknown>>) => Text;

const of =
  (vi: string, en: string): Told =>
  ({ code }) =>
    code ? { vi: `${vi}: ${code}`, en: `${en}: ${code}` } : { vi, en };

/** What happened to directives; what was written stands in no event. */
export const directiveSentences: Readonly<Record<string, Told>> = {
  'directive.viewed': of('Xem chỉ đạo', 'Looked at a directive'),
  'directive.given': of('Giao chỉ đạo', 'Gave a directive'),
  'directive.answered': of('Báo cáo thực hiện chỉ đạo', 'Answered a directive'),
  'directive.accepted': of('Chấp nhận báo cáo thực hiện chỉ đạo', 'Accepted an answer to a directive'),
  'directive.asked_again': of('Yêu cầu báo cáo lại về chỉ đạo', 'Asked again about a directive'),
  'directive.withdrawn': (facts) =>
    facts.owed
      ? of('Thu hồi chỉ đạo ở một cơ quan', 'Took a directive back from one agency')(facts)
      : of('Thu hồi chỉ đạo', 'Withdrew a directive')(facts),
  'directive.near': of('Chỉ đạo sắp đến hạn báo cáo', 'The answer to a directive is due soon'),
  'directive.late': of('Chỉ đạo quá hạn báo cáo', 'The answer to a directive is late'),
};
