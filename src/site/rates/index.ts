import type { Job } from '../../platform/jobs/jobs.ts';
import { purgeAllowances } from './allowances.ts';

export { openGate } from './gate.ts';

export const rateJobs: readonly Job[] = [{ name: 'rates.purge', every: '53 3 * * *', run: purgeAllowances }];
