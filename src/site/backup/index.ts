export { recordFromCommand } from './commands.ts';
export { backupRoutes } from './pages.tsx';
export { backupJobs } from './work.ts';
