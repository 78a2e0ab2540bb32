import type { Route } from '../../platform/http/route.ts';
import { boardRoutes } from './boards/pages.tsx';

/** Plans, targets and tasks: the work on them and what everybody reads. */
export const programmeRoutes: readonly Route[] = [...boardRoutes];
