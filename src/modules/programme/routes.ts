import type { Route } from '../../platform/http/route.ts';
import { assignRoutes } from './assignment/pages.tsx';
import { splitRoutes } from './assignment/split-pages.tsx';
import { boardRoutes } from './boards/pages.tsx';
import { difficultyRoutes } from './difficulties/index.ts';
import { handOverRoutes } from './handover/pages.tsx';
import { linkRoutes } from './links/pages.tsx';
import { planRoutes } from './plans/routes.ts';
import { openProgrammeRoutes } from './public/pages.tsx';
import { targetRoutes } from './targets/pages.tsx';
import { taskListRoutes } from './tasks/list-pages.tsx';
import { taskPageRoutes } from './tasks/pages.tsx';
import { amendRoutes } from './versions/amend-pages.tsx';
import { versionRoutes } from './versions/public-pages.tsx';
import { workbookRoutes } from './workbook/pages.tsx';

/** Plans, targets and tasks: the work on them and what everybody reads. */
export const programmeRoutes: readonly Route[] = [
  // the word of its list stands where codes of plans stand
  ...difficultyRoutes,
  ...openProgrammeRoutes,
  ...planRoutes,
  ...assignRoutes,
  ...splitRoutes,
  ...amendRoutes,
  ...handOverRoutes,
  ...versionRoutes,
  ...linkRoutes,
  ...workbookRoutes,
  ...taskListRoutes,
  ...taskPageRoutes,
  ...targetRoutes,
  ...boardRoutes,
];
