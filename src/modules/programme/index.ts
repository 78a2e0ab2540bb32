export { programmeJobs } from './day.ts';

import './links/beside-entry.ts';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { importPlan } from './plans/import/confirm.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { programmeRoutes } from './routes.ts';
export { programmeSentence } from './sentences.ts';
export { TaskDesk, type TaskDeskWork, taskDesk } from './tasks/desk.tsx';
