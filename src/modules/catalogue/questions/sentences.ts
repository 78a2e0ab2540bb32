import type { Text } from '../../../kernel/text.ts';

interface Known {
  readonly code?: string | undefined;
}

/** What happened to questions of the public; what was asked and answered stands in no event. */
export const questionSentences: Readonly<Record<string, (known: Known) => Text>> = {
  'question.asked': of('Gửi câu hỏi', 'Asked a question'),
  'question.answered': of('Trả lời công khai câu hỏi', 'Answered a question in public'),
  'question.corrected': of('Sửa trả lời đã công khai', 'Corrected a published answer'),
  'question.handed_over': of('Chuyển câu hỏi cho cơ quan khác', 'Handed a question over'),
  'question.refused': of('Không công khai câu hỏi', 'Refused a question'),
  'question.taken_down': of('Gỡ câu hỏi đã công khai', 'Took a published question down'),
  'question.reopened': of('Xem xét lại câu hỏi', 'Considered a question again'),
  'question.withdrawn': of('Người hỏi rút câu hỏi', 'Withdrew a question'),
  'question.due_soon': of('Nhắc câu hỏi sắp đến hạn trả lời', 'Reminded of a question due soon'),
  'question.overdue': of('Nhắc câu hỏi quá hạn trả lời', 'Reminded of an overdue question'),
  'question.viewed': of('Xem câu hỏi chưa công khai', 'Looked at a question that is not public'),
};

function of(vi: string, en: string): (known: Known) => Text {
  return ({ code }) => (code ? { vi: `${vi}: ${code}`, en: `${en}: ${code}` } : { vi, en });
}
