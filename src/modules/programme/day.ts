import { sql } from 'kysely';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { difficultyJobs } from './difficulties/index.ts';
import { remindOfDirectives } from './directives/remind.ts';
import { noteFallenDue } from './fall-due.ts';
import { turnTargets } from './targets/settle.ts';
import { openInstances } from './tasks/instances.ts';
import { turnTasks } from './tasks/turn.ts';
import { urgeTasks } from './urging/make.ts';

/** The job that follows the clock; asked for where something may have to open at once. */
export const clockJob = 'programme.clock';

/**
 * What a day brings though nobody enters anything, in this order. Each does once what is due up to the day, however many days have
 * passed since it ran last and whoever runs it at the same moment.
 */
const followers: readonly ((services: Services, today: LocalDate) => Promise<void>)[] = [
  openInstances,
  turnTasks,
  turnTargets,
];

/** Brings plans, tasks and targets up to the present day. Pages compute nothing of it: they show what this has written. */
export async function followDay(services: Services): Promise<void> {
  const today = localDateOf(services.clock());
  for (const follow of followers) await follow(services, today);
  await sql`insert into programme_clock (what, day) values ('day', ${today}::date)
    on conflict (what) do update set day = excluded.day where programme_clock.day < excluded.day`.execute(
    services.db,
  );
}

export const programmeJobs: readonly Job[] = [
  // by the hour, since a worker may not run when the day begins
  { name: clockJob, every: '2 * * * *', atStart: true, run: followDay },
  {
    name: 'programme.urge',
    every: '12 * * * *',
    atStart: true,
    run: async (services) => {
      // what a day brings comes first, whichever worker has done the other job
      await followDay(services);
      await noteFallenDue(services);
      await urgeTasks(services);
    },
  },
  ...difficultyJobs,
  { name: 'directive.remind', every: '41 * * * *', run: remindOfDirectives },
];
