export { deskRoutes } from './pages.tsx';
