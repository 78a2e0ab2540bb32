import type { Route } from '../../platform/http/route.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { allKeyRoutes } from './admin-pages.tsx';
import { myKeyRoutes } from './pages.tsx';
import { keptDays, purgeUses } from './uses.ts';

export { forgetKeys, keyData } from './held-data.ts';
export { checkReason } from './inputs.ts';
export { keyLetterSamples } from './letters.ts';
export { findKey } from './queries.ts';
export { keySentence } from './sentences.ts';
export { openUseCounts } from './uses.ts';

/** Days for which it is kept how often a key was used. */
export const usesKeptDays = keptDays;

/** One's own keys, and the keys of all for administrators. */
export const keyRoutes: readonly Route[] = [...myKeyRoutes, ...allKeyRoutes];

export const keyJobs: readonly Job[] = [{ name: 'api_key.purge', every: '47 3 * * *', run: purgeUses }];
