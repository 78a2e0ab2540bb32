import type { Route } from '../../platform/http/route.ts';
import { openProgrammeRoutes } from './public/pages.tsx';
import { targetRoutes } from './targets/pages.tsx';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { programmeSentence } from './sentences.ts';
export { type OwedTarget, owedTargets } from './targets/list-queries.ts';
export { OwedTargets } from './targets/list-view.tsx';

/** Plans, tasks and targets. */
export const programmeRoutes: readonly Route[] = [...openProgrammeRoutes, ...targetRoutes];
