import type { Route } from '../../platform/http/route.ts';
import { planRoutes } from './plans/routes.ts';
import { targetRoutes } from './targets/pages.tsx';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { importPlan } from './plans/import/confirm.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { programmeSentence } from './sentences.ts';
export { correctActual, enterActual } from './targets/actuals.ts';
export { type OwedTarget, owedTargets } from './targets/list-queries.ts';
export { OwedTargets } from './targets/list-view.tsx';
export { setTargetWay } from './targets/way.ts';

/** Every page of plans, tasks and targets. */
export const programmeRoutes: readonly Route[] = [...planRoutes, ...targetRoutes];
