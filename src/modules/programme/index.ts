export type { Difficulty } from './difficulties/difficulty.ts';
export { difficultyData, difficultyKeepings } from './difficulties/held-data.ts';
export {
  difficultyJobs as programmeJobs,
  difficultyRoutes as programmeRoutes,
} from './difficulties/index.ts';
export { agencyName } from './difficulties/parts.tsx';
export {
  difficultiesReadBy,
  difficultiesWaiting,
  difficultyToTell,
  isAnswered,
  type WaitingDifficulties,
} from './difficulties/queries.ts';
export { WaitingDifficultiesView } from './difficulties/task-difficulties.tsx';
export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { programmeSentence } from './sentences.ts';
