import { directoryJobs } from './modules/directory/index.ts';
import type { Job } from './platform/jobs/jobs.ts';
import { sweepFiles } from './platform/sweep-files.ts';

/** Every job a worker runs. */
export const jobs: readonly Job[] = [
  ...directoryJobs,
  {
    name: 'files.sweep',
    every: '41 3 * * *',
    run: async (services) => {
      await sweepFiles(services);
    },
  },
];
