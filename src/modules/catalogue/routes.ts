import type { Route } from '../../platform/http/route.ts';
import './approval/document-guard.ts';
import { amendmentRoutes } from './amendment/pages.tsx';
import { endRoutes } from './approval/ends-pages.tsx';
import { approvalRoutes } from './approval/pages.tsx';
import { attachmentRoutes } from './attachment-pages.tsx';
import { batchRoutes } from './batch/pages.tsx';
import { bulkRoutes } from './bulk/pages.tsx';
import { carryOverRoutes } from './carry-over/pages.tsx';
import { coachRoutes } from './coach-pages.tsx';
import { readerRoutes } from './confidential/pages.tsx';
import { conflictRoutes } from './conflict-pages.tsx';
import { editionRoutes } from './edition-pages.tsx';
import { entryRoutes } from './entry-pages.tsx';
import { importRoutes } from './import-pages.tsx';
import { newEntryRoutes } from './new-entry-pages.tsx';
import { noteRoutes } from './notes/pages.tsx';
import { outgoingRoutes } from './outgoing/pages.tsx';
import { ownQuestionRoutes } from './questions/mine-pages.tsx';
import { questionRoutes } from './questions/work-pages.tsx';
import { signedRoutes } from './signed/pages.tsx';
import { successionRoutes } from './succession/pages.tsx';

/** The officers' side of the catalogue. */
export const catalogueRoutes: readonly Route[] = [
  ...editionRoutes,
  ...approvalRoutes,
  ...endRoutes,
  ...amendmentRoutes,
  ...newEntryRoutes,
  ...entryRoutes,
  ...attachmentRoutes,
  ...readerRoutes,
  ...noteRoutes,
  ...questionRoutes,
  ...ownQuestionRoutes,
  ...conflictRoutes,
  ...bulkRoutes,
  ...successionRoutes,
  ...carryOverRoutes,
  ...coachRoutes,
  // before those of single imports, whose numbers stand where its word stands
  ...batchRoutes,
  ...importRoutes,
  ...outgoingRoutes,
  ...signedRoutes,
];
