export { auditJobs } from './check.ts';
export { auditRoutes } from './pages.tsx';
