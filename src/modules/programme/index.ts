export { programmeJobs } from './day.ts';
export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { programmeSentence } from './sentences.ts';
