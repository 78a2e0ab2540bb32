import type { Job } from '../../platform/jobs/jobs.ts';
import { followWindows } from './clock.ts';

export const consultationJobs: readonly Job[] = [
  // by the hour, since a worker may not run when the day begins
  { name: 'consultation.windows', every: '4 * * * *', run: followWindows },
];
