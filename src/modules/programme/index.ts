import type { Route } from '../../platform/http/route.ts';
import { assignRoutes } from './assignment/pages.tsx';
import { splitRoutes } from './assignment/split-pages.tsx';
import { handOverRoutes } from './handover/pages.tsx';
import './links/beside-entry.ts';
import { linkRoutes } from './links/pages.tsx';
import { amendRoutes } from './versions/amend-pages.tsx';
import { versionRoutes } from './versions/public-pages.tsx';

export { programmePaths, programmeWork } from './paths.ts';
export { createPlan, type NewPlan, putPlanInForce } from './plans/commands.ts';
export { programmeSentence } from './sentences.ts';

/** Plans, their tasks and targets. */
export const programmeRoutes: readonly Route[] = [
  ...assignRoutes,
  ...splitRoutes,
  ...amendRoutes,
  ...handOverRoutes,
  ...versionRoutes,
  ...linkRoutes,
];
