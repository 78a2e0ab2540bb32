import type { Route } from '../../platform/http/route.ts';
import { planRoutes } from './plans/routes.ts';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { importPlan } from './plans/import/confirm.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { programmeSentence } from './sentences.ts';

/** Every page of plans, tasks and targets. */
export const programmeRoutes: readonly Route[] = [...planRoutes];
