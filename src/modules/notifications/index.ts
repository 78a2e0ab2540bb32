export { type Followable, findFollowable, hasCalendar, readTarget } from './following/followed.ts';
export { endedDays as followEndedDays, unconfirmedDays as followUnconfirmedDays } from './following/jobs.ts';
export { newsSentence, thingName, thingPath } from './following/news-text.ts';
export {
  programmeHappened,
  programmeThing,
  readWork,
  toldOfAgency,
  toldOfPlan,
  wasPublic,
} from './following/programme-news.ts';
export { ofOne as newsByEvent } from './following/read-log.ts';
export { followingSentence } from './following/sentences.ts';
export type { ToldThing } from './following/told-things.ts';
export { forgetReader, newsKeepings, notificationData } from './held-data.ts';
export { notificationJobs } from './jobs.ts';
export { letterSamples } from './letters.ts';
export { notificationRoutes } from './pages.tsx';
export { passOver, tellAgain } from './untold/commands.ts';
export { type Failing, failingNow, listUntold, type UntoldEvent, untoldPerPage } from './untold/queries.ts';
export { untoldSentence } from './untold/sentences.ts';
export { LetterText, MailStateBadge } from './views.tsx';
