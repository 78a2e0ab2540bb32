import type { Job } from '../../platform/jobs/jobs.ts';
import { followWindows, windowsJob } from './clock.ts';

export const consultationJobs: readonly Job[] = [
  // by the hour, since a worker may not run when the day begins
  { name: windowsJob, every: '4 * * * *', run: followWindows },
];
