import type { Route } from '../../platform/http/route.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { allWebhookRoutes } from './admin-pages.tsx';
import { tellingJob } from './commands.ts';
import { keptDays, purgeDeliveries, tellReceivers } from './deliver.ts';
import { publicInternet } from './destinations.ts';
import { myWebhookRoutes } from './pages.tsx';

export { forgetWebhooks, webhookData } from './held-data.ts';
export { webhookLetterSamples } from './letters.ts';
export { webhookSentence } from './sentences.ts';

/** Days for which deliveries are kept. */
export const deliveriesKeptDays = keptDays;

/** One's own webhooks, and those of all for administrators. */
export const webhookRoutes: readonly Route[] = [...myWebhookRoutes(publicInternet), ...allWebhookRoutes];

export const webhookJobs: readonly Job[] = [
  { name: tellingJob, every: '* * * * *', run: (services) => tellReceivers(services) },
  { name: 'webhooks.purge', every: '43 3 * * *', run: purgeDeliveries },
];
