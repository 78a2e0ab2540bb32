export { openDataRoutes } from './pages.tsx';
export { openDataJobs } from './prepared.ts';
