export { mailRoutes } from './pages.tsx';
export { mailPaths } from './paths.ts';
export { mailSentence } from './sentences.ts';
