import { daysBetween, type LocalDate, writeDate } from '../../../kernel/dates.ts';
import { type Cadence, periodLabel, periodOf } from '../../../kernel/periods.ts';
import type { Text } from '../../../kernel/text.ts';
import type { TaskState } from './task.ts';

/** What the sentence is made of. */
export interface Standpoint {
  readonly state: TaskState;
  readonly lastDay: LocalDate | null;
  readonly percent: number;
  readonly reportedOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly closedDocument: string | null;
  readonly cadence: Cadence | null;
}

const days = (count: number): Text => ({
  vi: `${count} ngày`,
  en: count === 1 ? '1 day' : `${count} days`,
});

const due = (day: LocalDate | null): Text =>
  day === null
    ? { vi: 'không nêu hạn', en: 'no deadline is named' }
    : { vi: `hạn ${writeDate(day)}`, en: `due on ${writeDate(day)}` };

/** Why a task stands as it does, in plain words: “Quá hạn 12 ngày: hạn 30/09/2026, tiến độ 40 %”. */
export function reasonOf(task: Standpoint, today: LocalDate): Text {
  const { state, lastDay, percent, reportedOn, closedOn, closedDocument } = task;
  const left = lastDay === null ? null : daysBetween(today, lastDay);
  switch (state) {
    case 'overdue': {
      const late = days(Math.max(0, -(left ?? 0)));
      return {
        vi: `Quá hạn ${late.vi}: ${due(lastDay).vi}, tiến độ ${percent} %`,
        en: `Overdue by ${late.en}: ${due(lastDay).en}, progress ${percent} %`,
      };
    }
    case 'due_soon':
      return left === 0
        ? {
            vi: `Hôm nay là ngày cuối: tiến độ ${percent} %`,
            en: `Today is the last day: progress ${percent} %`,
          }
        : {
            vi: `Còn ${days(left ?? 0).vi}: ${due(lastDay).vi}, tiến độ ${percent} %`,
            en: `${days(left ?? 0).en} left: ${due(lastDay).en}, progress ${percent} %`,
          };
    case 'in_term':
      return {
        vi: `Tiến độ ${percent} %, ${due(lastDay).vi}`,
        en: `Progress ${percent} %, ${due(lastDay).en}`,
      };
    case 'not_started':
      return {
        vi: `Chưa có thông tin bắt đầu, ${due(lastDay).vi}`,
        en: `Nothing is told of its beginning, ${due(lastDay).en}`,
      };
    case 'unassigned':
      return { vi: `Chưa có cơ quan chủ trì, ${due(lastDay).vi}`, en: `Nobody leads it, ${due(lastDay).en}` };
    case 'awaiting':
      return awaiting(reportedOn, lastDay);
    case 'done_in_time':
    case 'done_late':
      return done(reportedOn ?? closedOn, lastDay);
    case 'with_result':
      return { vi: 'Đã có kết quả trong kỳ', en: 'There is a result in the period' };
    case 'without_result':
      return withoutResult(task, today);
    case 'suspended':
    case 'not_carried_out':
      return {
        vi: `Từ ngày ${closedOn === null ? '…' : writeDate(closedOn)}, theo ${closedDocument ?? '…'}`,
        en: `From ${closedOn === null ? '…' : writeDate(closedOn)}, by ${closedDocument ?? '…'}`,
      };
  }
}

function awaiting(reportedOn: LocalDate | null, lastDay: LocalDate | null): Text {
  const late = lateBy(reportedOn, lastDay);
  const on = reportedOn === null ? '…' : writeDate(reportedOn);
  return {
    vi: `Báo cáo hoàn thành ngày ${on}${late > 0 ? `, chậm ${days(late).vi}` : ''}; chờ xác nhận`,
    en: `Reported as done on ${on}${late > 0 ? `, ${days(late).en} late` : ''}; waits to be confirmed`,
  };
}

function done(on: LocalDate | null, lastDay: LocalDate | null): Text {
  const late = lateBy(on, lastDay);
  const written = on === null ? '…' : writeDate(on);
  return {
    vi: `Hoàn thành ngày ${written}${late > 0 ? `, chậm ${days(late).vi}` : ''}, ${due(lastDay).vi}`,
    en: `Done on ${written}${late > 0 ? `, ${days(late).en} late` : ''}, ${due(lastDay).en}`,
  };
}

function lateBy(on: LocalDate | null, lastDay: LocalDate | null): number {
  return on === null || lastDay === null ? 0 : Math.max(0, daysBetween(lastDay, on));
}

function withoutResult({ cadence }: Standpoint, today: LocalDate): Text {
  const period = periodLabel(periodOf(cadence ?? 'quarter', today));
  return {
    vi: `Chưa có kết quả; kỳ hiện nay là ${period.vi}`,
    en: `No result yet; the present period is ${period.en}`,
  };
}
