export { countsJobs } from './jobs.ts';
export { countsRoutes } from './pages.tsx';
export { writeUsesByTheMinute } from './write.ts';
