import type { Guide } from '../guide.ts';
import { consultingChapter } from './consultation.ts';
import { approvalChapters } from './officer-approval.ts';
import { entryChapters } from './officer-entries.ts';
import { importChapters } from './officer-import.ts';
import { planChapters } from './plans-officer.ts';
import { answeringChapter } from './questions.ts';

export const officerGuide: Guide = {
  name: 'chuyen-vien',
  title: { vi: 'Hướng dẫn cho chuyên viên', en: 'Guide for officers' },
  lead: {
    vi: 'Dành cho chuyên viên chương trình: từ tệp phụ lục đến danh mục được trình, văn bản đi và bản ký; từ kế hoạch đến giao việc, theo dõi, đôn đốc.',
    en: 'For programme officers: from the annex of a document to the edition submitted, its documents and the signed copy; from a plan to tasks assigned, followed and urged.',
  },
  chapters: [
    ...importChapters,
    ...entryChapters,
    ...approvalChapters,
    answeringChapter,
    consultingChapter,
    ...planChapters,
  ],
};
