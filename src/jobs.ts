import { directoryJobs } from './modules/directory/index.ts';
import type { Job } from './platform/jobs/jobs.ts';

/** Every job a worker runs. */
export const jobs: readonly Job[] = [...directoryJobs];
