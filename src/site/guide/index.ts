export { guideRoutes } from './pages.tsx';
export { guideFor } from './paths.ts';
