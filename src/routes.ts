import { healthRoutes } from './health.ts';
import { calendarRoutes } from './modules/calendar/index.ts';
import { catalogueRoutes, publicCatalogueRoutes } from './modules/catalogue/index.ts';
import { consultationRoutes } from './modules/consultation/index.ts';
import { directoryRoutes } from './modules/directory/index.ts';
import { documentRoutes } from './modules/documents/index.ts';
import { notificationRoutes } from './modules/notifications/index.ts';
import { programmeRoutes } from './modules/programme/index.ts';
import type { Route } from './platform/http/route.ts';
import type { Metrics } from './platform/metrics.ts';
import { keyRoutes } from './site/api-keys/index.ts';
import { auditRoutes } from './site/audit/index.ts';
import { backupRoutes } from './site/backup/index.ts';
import { countsRoutes } from './site/counts/index.ts';
import { deskRoutes } from './site/desk/index.ts';
import { feedRoutes } from './site/feeds/index.ts';
import { guideRoutes } from './site/guide/index.ts';
import { siteRoutes } from './site/index.ts';
import { mailRoutes } from './site/mail/index.ts';
import { mcpRoutes } from './site/mcp/index.ts';
import { offlineRoutes } from './site/offline/index.ts';
import { operatorRoutes } from './site/operator/index.ts';
import { dataRoutes } from './site/personal-data/index.ts';
import { privacyRoutes } from './site/privacy/index.tsx';
import { rehearsalRoutes } from './site/rehearsal/index.tsx';
import { untoldRoutes } from './site/untold/index.ts';
import { webhookRoutes } from './site/webhooks/index.ts';
import { displayRoutes } from './ui/display-route.ts';

/** THE table of every page and API route; a test tries each door with each role. */
export function routes(metrics: Metrics): readonly Route[] {
  return [
    ...healthRoutes(metrics),
    ...siteRoutes,
    ...feedRoutes,
    ...offlineRoutes,
    ...guideRoutes,
    ...privacyRoutes,
    ...dataRoutes,
    ...displayRoutes,
    ...documentRoutes,
    ...calendarRoutes,
    ...publicCatalogueRoutes,
    ...catalogueRoutes,
    ...consultationRoutes,
    ...programmeRoutes,
    ...rehearsalRoutes,
    ...deskRoutes,
    ...directoryRoutes,
    ...notificationRoutes,
    ...mailRoutes,
    ...operatorRoutes,
    ...untoldRoutes,
    ...keyRoutes,
    ...webhookRoutes,
    ...mcpRoutes,
    ...backupRoutes,
    ...auditRoutes,
    ...countsRoutes,
  ];
}
