import type { LocalDate } from '../../../kernel/dates.ts';
import { openPeriods } from '../tasks/fact.ts';
import { cadenceOf } from '../tasks/work-view.tsx';
import { chosen, periodsBack, periodText, type WorkbookField } from './columns.ts';
import type { TargetSubject, TaskSubject } from './subjects.ts';

/** Periods of figures offered; others can be typed. */
const periodsOffered = 12;

type About =
  | { readonly sheet: 'tasks'; readonly subject: TaskSubject | null; readonly organisationId: number | null }
  | { readonly sheet: 'targets'; readonly subject: TargetSubject | null };

/** What a cell offers to choose from; null where it is typed, nothing where it is not asked of this one. */
export function choicesOf(about: About, field: WorkbookField, today: LocalDate): readonly string[] | null {
  if (about.sheet === 'targets') {
    if (field === 'fulfilled') return [chosen.met, chosen.notMet];
    if (field === 'estimate') return [chosen.estimate];
    const frequency = about.subject?.loaded.target.frequency;
    return field === 'period' && frequency
      ? periodsBack(frequency, today, periodsOffered).map(periodText)
      : null;
  }
  const { subject, organisationId } = about;
  const cadence = subject && cadenceOf(subject);
  if (field === 'done') return cadence ? [] : [chosen.done];
  if (field !== 'period' || !subject) return null;
  const lead = subject.leads.find((one) => one.organisationId === organisationId);
  return cadence ? openPeriods(cadence, lead?.since ?? today, today).map(periodText) : [];
}
