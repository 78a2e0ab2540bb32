import type { Text } from '../../../kernel/text.ts';
import type { RowKey, RowTexts, SheetKind } from './columns.ts';
import type { FieldProblem } from './filled-rows.ts';

/**
 * What becomes of a row. good: it can be written; asked: its figure looks wrong and has to be confirmed; wrong: something has to be
 * mended; stale: somebody else entered something since; closed, foreign, unknown: nothing can be entered; written: done.
 */
export const verdicts = [
  'good',
  'asked',
  'wrong',
  'stale',
  'closed',
  'foreign',
  'unknown',
  'written',
] as const;
export type Verdict = (typeof verdicts)[number];

/** A row that was sent in, as it is kept. */
export interface SentRow {
  readonly position: number;
  readonly sheet: SheetKind;
  readonly line: number;
  readonly code: string;
  readonly taskId: number | null;
  readonly targetId: number | null;
  readonly organisationId: RowKey['organisationId'];
  readonly scope: string | null;
  readonly baseVersion: number | null;
  readonly texts: RowTexts;
  readonly problems: readonly FieldProblem[];
  readonly confirmed: string;
  readonly writtenAt: Date | null;
  readonly version: number;
}

/** What is said of the row itself, beside its cells. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly why: Text | null;
  readonly problems: readonly FieldProblem[];
}

export const said = (vi: string, en: string): Text => ({ vi, en });

export const whys = {
  unknown: said(
    'Không có mã này, hoặc bạn không được xem. Hãy kiểm tra cột mã, hoặc tải bảng mới.',
    'There is no such code, or you may not see it. Check the column of codes, or download a new workbook.',
  ),
  foreign: said(
    'Cơ quan của bạn không chủ trì nhiệm vụ, chỉ tiêu này.',
    'Your agency does not lead this task or answer for this target.',
  ),
  ended: said('Kế hoạch này không còn được theo dõi.', 'This plan is followed no longer.'),
  taskClosed: said(
    'Nhiệm vụ đã kết thúc nên không ghi thêm được.',
    'The task is closed; nothing more can be entered.',
  ),
  targetClosed: said(
    'Chỉ tiêu đã kết thúc nên không ghi thêm được.',
    'The target is closed; nothing more can be entered.',
  ),
  heading: said(
    'Chỉ tiêu này gồm các chỉ tiêu con; hãy ghi số liệu ở từng chỉ tiêu con.',
    'This target consists of parts; enter the figures of each part.',
  ),
  stale: said(
    'Đã có người ghi thêm từ khi bảng được lập. Hãy mở dòng này, so với hiện nay rồi lưu để ghi tiếp.',
    'Somebody entered something since the workbook was made. Open the row, compare with what is there now, and save it to go on.',
  ),
};
