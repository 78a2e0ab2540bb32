import type { Route } from '../../../platform/http/route.ts';
import { planFormRoutes } from './form-pages.tsx';
import { planImportRoutes } from './import/pages.tsx';
import { planItemRoutes } from './item-pages.tsx';
import { planPageRoutes } from './pages.tsx';

export const planRoutes: readonly Route[] = [
  ...planImportRoutes,
  ...planPageRoutes,
  ...planFormRoutes,
  ...planItemRoutes,
];
