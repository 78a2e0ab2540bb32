import type { Job } from '../../platform/jobs/jobs.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';
import { followingJobs } from './following/jobs.ts';

export const notificationJobs: readonly Job[] = [
  { name: 'notifications.follow', every: '* * * * *', run: followEvents },
  // the job itself keeps to the hour: a worker may not run at seven
  { name: 'notifications.digest', every: '*/10 * * * *', run: writeDigests },
  ...followingJobs,
];
