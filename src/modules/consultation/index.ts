import type { Route } from '../../platform/http/route.ts';
import './beside-edition.ts';
import { commentRoutes } from './comments/pages.tsx';
import { commentWorkRoutes } from './comments/work-pages.tsx';
import { formRoutes } from './form-pages.tsx';
import { openRoutes } from './public-pages.tsx';
import { summaryRoutes } from './summary/pages.tsx';
import { workRoutes } from './work-pages.tsx';

export { apiConsultation, consultationForApi } from './api.ts';
export { consultationsComing } from './coming-up.ts';
export { announceConsultation, createConsultation } from './commands.ts';
export { sendComment } from './comments/commands.ts';
export { moderateComment } from './comments/replies.ts';
export type { Consultation } from './consultation.ts';
export { saveContent } from './content.ts';
export { commentData, commentKeepings, forgetCommenter } from './held-data.ts';
export { consultationJobs } from './jobs.ts';
export {
  askedAccounts,
  commenterAccounts,
  consultationsReadBy,
  consultationToTell,
  type HiddenComment,
  hiddenComment,
  ownCommentsReadBy,
  preparedBy,
} from './news.ts';
export { consultationRow } from './parts.tsx';
export { consultationPaths, consultationWork } from './paths.ts';
export {
  consultationsWaiting,
  knownConsultation,
  namesOfConsultations,
  openConsultations,
  openNow,
  shownPhases,
} from './queries.ts';
export { findReturn } from './returning.ts';
export { consultationSearchItems, readShownConsultation } from './search-items.ts';
export { consultationSentence } from './sentences.ts';
export { findSubmission } from './summary/submission.ts';
export { consultationsToFinish, type UnfinishedConsultation, unfinishedRow } from './to-finish.tsx';

export const consultationRoutes: readonly Route[] = [
  ...openRoutes,
  ...commentRoutes,
  // the word of a new one stands where numbers of others stand
  ...formRoutes,
  ...workRoutes,
  ...commentWorkRoutes,
  ...summaryRoutes,
];
