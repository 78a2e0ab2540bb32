export { recordFromCommand } from './commands.ts';
export { backupRoutes } from './pages.tsx';
export { backupSentence } from './sentences.ts';
export { backupJobs } from './work.ts';
