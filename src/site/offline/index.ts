export { offlineRoutes } from './pages.tsx';
