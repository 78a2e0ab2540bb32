export { boardPaths } from './boards/paths.ts';
export { programmeJobs } from './day.ts';

import './links/beside-entry.ts';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { importPlan } from './plans/import/confirm.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { programmeRoutes } from './routes.ts';
export { programmeSentence } from './sentences.ts';
export { correctActual, enterActual } from './targets/actuals.ts';
export { type OwedTarget, owedTargets } from './targets/list-queries.ts';
export { OwedTargets } from './targets/list-view.tsx';
export { setTargetWay } from './targets/way.ts';
export { TaskDesk, type TaskDeskWork, taskDesk } from './tasks/desk.tsx';
