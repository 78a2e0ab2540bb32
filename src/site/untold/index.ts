export { untoldRoutes } from './pages.tsx';
