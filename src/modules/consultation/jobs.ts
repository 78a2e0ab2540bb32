import type { Job } from '../../platform/jobs/jobs.ts';
import { followWindows } from './clock.ts';
import { purgeCommentDrafts } from './comments/commands.ts';

export const consultationJobs: readonly Job[] = [
  // by the hour, since a worker may not run when the day begins
  { name: 'consultation.windows', every: '4 * * * *', run: followWindows },
  { name: 'consultation.purge_drafts', every: '51 3 * * *', run: purgeCommentDrafts },
];
