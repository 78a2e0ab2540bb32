import type { Route } from '../../../platform/http/route.ts';
import { planFormRoutes } from './form-pages.tsx';
import { planItemRoutes } from './item-pages.tsx';
import { planPageRoutes } from './pages.tsx';

export const planRoutes: readonly Route[] = [...planPageRoutes, ...planFormRoutes, ...planItemRoutes];
