export { notificationJobs } from './jobs.ts';
export { letterSamples } from './letters.ts';
export { notificationRoutes } from './pages.tsx';
export { LetterText, MailStateBadge } from './views.tsx';
