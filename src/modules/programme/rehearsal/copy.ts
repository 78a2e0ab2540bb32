import type { LocalDate } from '../../../kernel/dates.ts';
import type { WorkCalendar } from '../../../kernel/working-days.ts';
import type { Coming, ComingAbout } from '../../../platform/coming-up.ts';
import type { LeaveComing } from '../../directory/index.ts';
import type { DifficultyTerm } from '../difficulties/term.ts';
import type { LoadedTarget } from '../targets/load.ts';
import type { OutlookRules } from '../targets/outlook.ts';
import type { Yearly } from '../tasks/instances.ts';
import type { Reading, TaskFacts } from '../tasks/standing.ts';
import type { TaskState } from '../tasks/task.ts';
import type { UrgedPart, UrgingLevel } from '../urging/engine.ts';

export type Agencies = Coming['agencies'];

interface CopiedLead {
  readonly agencyId: number;
  readonly since: LocalDate;
  /** Of which it entered a result, as keys. */
  readonly periods: readonly string[];
}

/** An open task that the days ahead may change, as it was read. */
export interface CopiedTask {
  readonly id: number;
  readonly about: ComingAbout;
  readonly agencies: Agencies;
  readonly facts: TaskFacts;
  readonly state: TaskState;
  readonly lastDay: LocalDate | null;
  readonly turnsOn: LocalDate | null;
  /** Leads that are to be urged, with what was made of it already; above `highest` nobody is asked. */
  readonly urged: readonly UrgedPart[];
  readonly highest: UrgingLevel;
  /** Leads that would be urged for another last day: of a continuous task those without a result of the period in which it lies. */
  readonly leads: readonly CopiedLead[];
  /** Explanations that were asked for and have not come. */
  readonly owed: readonly { readonly agencyId: number; readonly until: LocalDate }[];
}

/** A yearly task, of which the days ahead may open a year. */
export interface CopiedYearly extends Yearly {
  readonly about: ComingAbout;
  readonly agencies: Agencies;
  readonly highest: UrgingLevel;
  readonly leads: readonly { readonly agencyId: number | null; readonly since: LocalDate }[];
}

export interface CopiedTarget {
  readonly about: ComingAbout;
  readonly agencies: Agencies;
  readonly loaded: LoadedTarget;
  readonly turnsOn: LocalDate;
}

export interface CopiedDifficulty {
  readonly about: ComingAbout;
  readonly holder: Agencies;
  readonly dueOn: LocalDate;
  readonly escalated: 'department' | 'leader' | null;
}

/** An answer to a directive that is awaited of an agency. */
export interface CopiedDirective {
  readonly about: ComingAbout;
  readonly agencies: Agencies;
  readonly dueOn: LocalDate;
  /** For this day due it was told that it is near, or past. */
  readonly nearTold: boolean;
  readonly lateTold: boolean;
}

export interface CopiedPlan {
  readonly about: ComingAbout;
  readonly to: LocalDate;
}

/** What stands at the moment of all that the clock will act on, within the days that are asked for. */
export interface Copy {
  readonly tasks: readonly CopiedTask[];
  readonly yearly: readonly CopiedYearly[];
  readonly targets: readonly CopiedTarget[];
  readonly difficulties: readonly CopiedDifficulty[];
  readonly directives: readonly CopiedDirective[];
  /** Leave and deputyships that begin. */
  readonly leave: readonly LeaveComing[];
  readonly plans: readonly CopiedPlan[];
  /** The day on which was urged last. */
  readonly urgedOn: LocalDate | null;
}

/** By what the clock acts, beside the rules of urging. */
export interface Laws {
  readonly reading: Reading;
  readonly calendar: WorkCalendar;
  readonly targetRules: OutlookRules;
  readonly term: Pick<DifficultyTerm, 'leaderDays'>;
}
