export { boardPaths, openBoardPaths } from './boards/paths.ts';
export { programmeJobs } from './day.ts';

import './links/beside-entry.ts';

export { layCommunes } from './communes/commands.ts';
export { communePaths } from './communes/paths.ts';
export type { Difficulty } from './difficulties/difficulty.ts';
export { answerDifficulty, showDifficulty } from './difficulties/handling.ts';
export { difficultyData, difficultyKeepings } from './difficulties/held-data.ts';
export { agencyName } from './difficulties/parts.tsx';
export {
  difficultiesReadBy,
  difficultiesWaiting,
  difficultyToTell,
  isAnswered,
  type WaitingDifficulties,
} from './difficulties/queries.ts';
export { raiseDifficulty } from './difficulties/raising.ts';
export { WaitingDifficultiesView } from './difficulties/task-difficulties.tsx';
export type { ListedDirective } from './directives/directive.ts';
export { directiveData } from './directives/held-data.ts';
export { owedOf, owedReadBy, owedToTell } from './directives/queries.ts';
export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { importPlan } from './plans/import/confirm.ts';
export { readAsPlan } from './plans/import/rows.ts';
export { readTypedDeadline } from './plans/inputs.ts';
export { planLevels } from './plans/plan.ts';
export { plansReadableBy } from './plans/queries.ts';
export { authoriseProgramme } from './policy.ts';
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
  type DueOf,
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
export {
  copyProgramme,
  mostTasks as mostRehearsedTasks,
  type ProgrammeCopy,
  rehearse,
  weekOf,
} from './rehearsal/index.ts';
export { programmeRoutes } from './routes.ts';
export { programmeSentence } from './sentences.ts';
export { correctActual, enterActual } from './targets/actuals.ts';
export { type OwedTarget, owedTargets } from './targets/list-queries.ts';
export { OwedTargets } from './targets/list-view.tsx';
export { informations } from './targets/outlook.ts';
export { setTargetWay } from './targets/way.ts';
export { acknowledgeTask } from './tasks/answering.ts';
export { confirmTask, returnTask } from './tasks/checking.ts';
export { TaskDesk, type TaskDeskWork, taskDesk } from './tasks/desk.tsx';
export { enterFact } from './tasks/facts.ts';
export { tasksReadableBy } from './tasks/queries.ts';
export { taskStates } from './tasks/task.ts';
export { countsOfDesk, type WaitingCount, waitsForLong } from './tasks/waiting.ts';
export {
  allAnswered,
  assignmentToTell,
  type HandedFrom,
  type HandedPlan,
  handedPlan,
  handOverToTell,
  hearsFor,
  openedFor,
  partsToTell,
  planToTell,
  returnsToTell,
  type Share,
  type TargetToTell,
  type TaskToTell,
  targetToTell,
  taskToTell,
  wasDoubted,
} from './told.ts';
export { type UrgingLevel, type UrgingRules, urgingLevels } from './urging/engine.ts';
export { headsOf, nameHeads } from './urging/heads.ts';
export { urgingData } from './urging/held-data.ts';
export { levelNames } from './urging/levels.ts';
export { formerlyUrged, type UrgedToTell, urgedToTell } from './urging/queries.ts';
export {
  readTypedRules as readTypedUrgingRules,
  type TypedUrgingRules,
  typedRules as typedUrgingRules,
} from './urging/rules.ts';
export { letterData } from './urging-letters/held-data.ts';
export { lettersReadBy, letterToTell } from './urging-letters/queries.ts';
export { workbookData, workbookKeepings } from './workbook/held-data.ts';
