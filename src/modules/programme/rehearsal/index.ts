import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import type { WorkCalendar } from '../../../kernel/working-days.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { readReading } from '../reading.ts';
import { daysAhead, type UrgingRules } from '../urging/engine.ts';
import { type KeptUrgingRules, readUrgingRules } from '../urging/rules.ts';
import type { Copy, Laws } from './copy.ts';
import { copyTargets, copyTasks, countDue, type DueWeek, type Reach, readFrame } from './load.ts';

export { mostTasks } from './load.ts';
export { rehearse } from './run.ts';

type Frame = Awaited<ReturnType<typeof readFrame>>;

/** All that a rehearsal needs, read at once. */
export interface ProgrammeCopy {
  readonly copy: Copy;
  readonly laws: Laws;
  readonly calendar: WorkCalendar;
  readonly rules: KeptUrgingRules;
  /** Where open tasks are too many to be rehearsed: how many end in each week; they are not in the copy. */
  readonly counted: readonly DueWeek[] | null;
  readonly choices: Pick<Frame, 'planChoices' | 'agencyChoices'>;
}

/**
 * A copy of what the clock will act on until a day, by the kept rules or those that are tried. Six statements, seven where tasks are too many
 * to be copied.
 */
export async function copyProgramme(
  db: Querying,
  services: Pick<Services, 'config'>,
  asked: Omit<Reach, 'ahead'>,
  tried: UrgingRules | null,
): Promise<ProgrammeCopy> {
  const reading = await readReading(db, services);
  const rules = await readUrgingRules(db);
  const reach = { ...asked, ahead: Math.max(daysAhead(rules), tried === null ? 0 : daysAhead(tried)) };
  const { term, targetRules, planChoices, agencyChoices, ...framed } = await readFrame(db, asked);
  const near = await copyTasks(db, reach);
  const counted = near === null ? await countDue(db, reach) : null;
  const targets = await copyTargets(db, reach);
  const { calendar } = reading;
  return {
    copy: { ...(near ?? { tasks: [], yearly: [] }), targets, ...framed },
    laws: { reading, calendar, targetRules, term },
    ...{ calendar, rules, counted, choices: { planChoices, agencyChoices } },
  };
}

/** The Monday of the week in which a day lies. */
export function weekOf(day: LocalDate): LocalDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
