import type { Route } from '../../platform/http/route.ts';
import { ownerRoutes } from './assignment/owners/pages.tsx';
import { assignRoutes } from './assignment/pages.tsx';
import { splitRoutes } from './assignment/split-pages.tsx';
import { openBoardRoutes } from './boards/open-pages.tsx';
import { boardRoutes } from './boards/pages.tsx';
import { communeRoutes } from './communes/pages.tsx';
import { difficultyRoutes } from './difficulties/index.ts';
import { directiveRoutes } from './directives/pages.tsx';
import { handOverRoutes } from './handover/pages.tsx';
import { entryLinkRoutes } from './links/entry-pages.tsx';
import { linkRoutes } from './links/pages.tsx';
import { planRoutes } from './plans/routes.ts';
import { openProgrammeRoutes } from './public/pages.tsx';
import { targetRoutes } from './targets/pages.tsx';
import { taskListRoutes } from './tasks/list-pages.tsx';
import { taskPageRoutes } from './tasks/pages.tsx';
import { urgingRoutes } from './urging/pages.tsx';
import { letterRoutes } from './urging-letters/pages.tsx';
import { amendRoutes } from './versions/amend-pages.tsx';
import { versionRoutes } from './versions/public-pages.tsx';
import { workbookRoutes } from './workbook/pages.tsx';

/** Plans, targets and tasks: the work on them and what everybody reads. */
export const programmeRoutes: readonly Route[] = [
  // their words stand where codes of plans stand
  ...difficultyRoutes,
  ...openBoardRoutes,
  ...openProgrammeRoutes,
  ...planRoutes,
  ...assignRoutes,
  ...ownerRoutes,
  ...splitRoutes,
  ...amendRoutes,
  ...handOverRoutes,
  ...versionRoutes,
  ...linkRoutes,
  ...entryLinkRoutes,
  ...workbookRoutes,
  ...taskListRoutes,
  ...taskPageRoutes,
  ...targetRoutes,
  ...boardRoutes,
  ...communeRoutes,
  ...urgingRoutes,
  ...directiveRoutes,
  ...letterRoutes,
];
