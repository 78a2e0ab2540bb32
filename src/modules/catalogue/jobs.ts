import type { Job } from '../../platform/jobs/jobs.ts';
import { releaseDue } from './approval/commands.ts';
import { batchJob } from './batch/commands.ts';
import { workOnBatches } from './batch/work.ts';
import { remindOfTerms } from './questions/remind.ts';

export const catalogueJobs: readonly Job[] = [
  // asked for by whoever sends files; by the clock for what was left of an interrupted worker
  { name: batchJob, every: '* * * * *', run: (services) => workOnBatches(services) },
  // by the hour, since a worker may not run when the day begins
  { name: 'question.remind', every: '7 * * * *', run: remindOfTerms },
  { name: 'catalogue.release', every: '* * * * *', run: (services) => releaseDue(services) },
];
