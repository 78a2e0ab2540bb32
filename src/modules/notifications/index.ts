export { type Followable, findFollowable, readTarget } from './following/followed.ts';
export { newsSentence, thingName, thingPath } from './following/news-text.ts';
export { ofOne as newsByEvent } from './following/read-log.ts';
export { followingSentence } from './following/sentences.ts';
export type { ToldThing } from './following/told-things.ts';
export { notificationJobs } from './jobs.ts';
export { letterSamples } from './letters.ts';
export { notificationRoutes } from './pages.tsx';
export { LetterText, MailStateBadge } from './views.tsx';
