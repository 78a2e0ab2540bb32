export { mailRoutes } from './pages.tsx';
export { mailSentence } from './sentences.ts';
