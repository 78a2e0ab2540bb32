export { auditJobs } from './check.ts';
export { auditRoutes } from './pages.tsx';
export { sentenceOf } from './sentences.ts';
