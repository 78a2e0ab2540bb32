export { operatorRoutes } from './pages.tsx';
export { operatorSentence } from './sentences.ts';
