export { boardPaths } from './boards/paths.ts';
export { programmeJobs } from './day.ts';

import './links/beside-entry.ts';

export type { Difficulty } from './difficulties/difficulty.ts';
export { difficultyData, difficultyKeepings } from './difficulties/held-data.ts';
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
export { importPlan } from './plans/import/confirm.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { planLevels } from './plans/plan.ts';
export { readTargetRows, readTaskRows, writeTargetRows, writeTaskRows } from './public/address.ts';
export {
  apiPlan,
  apiPlanWhole,
  apiTarget,
  apiTargetWhole,
  apiTask,
  apiTaskWhole,
  planForApi,
  targetForApi,
  taskForApi,
  wholePlanForApi,
  wholeTargetForApi,
  wholeTaskForApi,
} from './public/api.ts';
export { PlansAtHome } from './public/home-view.tsx';
export { openPlan, shownTarget, shownTask } from './public/open.ts';
export { walkTargetRows, walkTaskRows } from './public/open-rows.ts';
export {
  countsOfPlans,
  dueDaysOf,
  everyPlan,
  findOpenPlan,
  listOpenPlans,
  openPlanStates,
  plansAtHome,
} from './public/plan-queries.ts';
export {
  foundProgramme,
  indexProgramme,
  programmeSearchItems,
} from './public/search-items.ts';
export { everyTarget, findOpenTarget, listOpenTargets } from './public/target-queries.ts';
export { everyTask, findOpenTask, listOpenTasks } from './public/task-queries.ts';
export { programmeRoutes } from './routes.ts';
export { programmeSentence } from './sentences.ts';
export { correctActual, enterActual } from './targets/actuals.ts';
export { type OwedTarget, owedTargets } from './targets/list-queries.ts';
export { OwedTargets } from './targets/list-view.tsx';
export { informations } from './targets/outlook.ts';
export { setTargetWay } from './targets/way.ts';
export { TaskDesk, type TaskDeskWork, taskDesk } from './tasks/desk.tsx';
export { tasksReadableBy } from './tasks/queries.ts';
export { taskStates } from './tasks/task.ts';
export { workbookData, workbookKeepings } from './workbook/held-data.ts';
