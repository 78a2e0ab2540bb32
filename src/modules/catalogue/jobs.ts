import type { Job } from '../../platform/jobs/jobs.ts';
import { releaseDue } from './approval/commands.ts';

export const catalogueJobs: readonly Job[] = [
  { name: 'catalogue.release', every: '* * * * *', run: (services) => releaseDue(services) },
];
