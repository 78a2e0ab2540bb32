export { feedRoutes } from './pages.ts';
