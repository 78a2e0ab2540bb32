import type { Job } from '../../platform/jobs/jobs.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';

export const notificationJobs: readonly Job[] = [
  { name: 'notifications.follow', every: '* * * * *', run: followEvents },
  { name: 'notifications.digest', every: '0 7 * * *', run: writeDigests },
];
