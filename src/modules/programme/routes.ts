import type { Route } from '../../platform/http/route.ts';
import { planRoutes } from './plans/routes.ts';
import { taskListRoutes } from './tasks/list-pages.tsx';
import { taskPageRoutes } from './tasks/pages.tsx';

/** Plans, targets and tasks: the work on them and what everybody reads. */
export const programmeRoutes: readonly Route[] = [...planRoutes, ...taskListRoutes, ...taskPageRoutes];
