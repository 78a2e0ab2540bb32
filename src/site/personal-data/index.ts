import type { Route } from '../../platform/http/route.ts';
import { myDataRoutes } from './my-pages.tsx';
import { visitorDataRoutes } from './visitor-pages.tsx';
import { dataWorkRoutes } from './work-pages.tsx';

export { WaitingDataRequests } from './desk-view.tsx';
export { dataJobs } from './jobs.ts';
export { requestLetterSamples } from './letters.ts';
export { type DataRequest, openRequests } from './queries.ts';
export { dataRequestSentence } from './sentences.ts';

/** What is kept of oneself, requests about it, and the desk of those who answer. */
export const dataRoutes: readonly Route[] = [...myDataRoutes, ...visitorDataRoutes, ...dataWorkRoutes];
