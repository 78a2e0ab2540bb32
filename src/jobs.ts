import { catalogueJobs } from './modules/catalogue/index.ts';
import { consultationJobs } from './modules/consultation/index.ts';
import { directoryJobs } from './modules/directory/index.ts';
import { notificationJobs } from './modules/notifications/index.ts';
import { programmeJobs } from './modules/programme/index.ts';
import type { Job } from './platform/jobs/jobs.ts';
import { mailJobs } from './platform/mail/send.ts';
import { sweepFiles } from './platform/sweep-files.ts';
import { keyJobs } from './site/api-keys/index.ts';
import { auditJobs } from './site/audit/index.ts';
import { backupJobs } from './site/backup/index.ts';
import { countsJobs } from './site/counts/index.ts';
import { openDataJobs } from './site/open-data/index.ts';
import { dataJobs } from './site/personal-data/index.ts';
import { rateJobs } from './site/rates/index.ts';
import { webhookJobs } from './site/webhooks/index.ts';

/** Every job a worker runs. */
export const jobs: readonly Job[] = [
  ...directoryJobs,
  ...catalogueJobs,
  ...consultationJobs,
  ...programmeJobs,
  ...notificationJobs,
  ...mailJobs,
  ...backupJobs,
  ...auditJobs,
  ...countsJobs,
  ...openDataJobs,
  ...keyJobs,
  ...rateJobs,
  ...webhookJobs,
  ...dataJobs,
  {
    name: 'files.sweep',
    every: '41 3 * * *',
    run: async (services) => {
      await sweepFiles(services);
    },
  },
];
