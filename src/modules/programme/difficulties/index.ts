import type { Route } from '../../../platform/http/route.ts';
import type { Job } from '../../../platform/jobs/jobs.ts';
import { escalateLate } from './escalate.ts';
import { difficultyWorkRoutes } from './pages.tsx';
import { publicDifficultyRoutes } from './public-pages.tsx';

/** Before those of plans: the public list stands where a plan's code would. */
export const difficultyRoutes: readonly Route[] = [...publicDifficultyRoutes, ...difficultyWorkRoutes];

export const difficultyJobs: readonly Job[] = [
  { name: 'difficulty.escalate', every: '23 * * * *', run: escalateLate },
];
