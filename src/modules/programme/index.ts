export { boardPaths } from './boards/paths.ts';
export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { programmeRoutes } from './routes.ts';
export { programmeSentence } from './sentences.ts';
