import type { Route } from '../../platform/http/route.ts';
import { publicDocumentRoutes } from './pages.tsx';
import { documentWorkRoutes } from './work-pages.tsx';

/** Every page of the register, public and for officers. */
export const documentRoutes: readonly Route[] = [...publicDocumentRoutes, ...documentWorkRoutes];
