import { defineTexts } from '../../../ui/texts/texts.ts';

/** How a summary gets from those who wrote it to the head who publishes it. */
export const summaryTexts = defineTexts(
  {
    submit: 'Trình phụ trách công bố',
    submitHelp:
      'Bản tổng hợp lấy ý kiến công khai do phụ trách chương trình công bố. Phụ trách được báo; sửa bản tổng hợp hay câu trả lời sau khi trình thì phải trình lại.',
    submitted: 'Đã trình phụ trách công bố.',
    waits: (when: string) => `Đã trình lúc ${when}, chờ phụ trách chương trình công bố.`,
    waitsFor: (when: string, who: string) => `${who} trình lúc ${when}, chờ phụ trách chương trình công bố.`,
    headPublishes: 'Bản tổng hợp lấy ý kiến công khai do phụ trách chương trình công bố.',
    officersPublish: 'Bản tổng hợp do cán bộ chương trình công bố.',
    next: 'Đã hết hạn góp ý và đã xử lý hết các ý kiến. Hãy hoàn tất bản tổng hợp.',
    open: 'Mở bản tổng hợp',
  },
  {
    submit: 'Hand up for publication',
    submitHelp:
      'The programme head publishes summaries of public consultations, and is told. If the summary or a reply is changed later, it has to be handed up again.',
    submitted: 'Handed up to the head for publication.',
    waits: (when: string) => `Handed up ${when}; waits for the programme head to publish it.`,
    waitsFor: (when: string, who: string) =>
      `Handed up by ${who}, ${when}; waits for the programme head to publish it.`,
    headPublishes: 'The programme head publishes summaries of public consultations.',
    officersPublish: 'Programme officers publish the summary.',
    next: 'Comments have ended and all of them are dealt with. Finish the summary.',
    open: 'To the summary',
  },
);
