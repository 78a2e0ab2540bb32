import { sql } from 'kysely';
import { forgetAsker, questionData } from '../../modules/catalogue/index.ts';
import { commentData, forgetCommenter } from '../../modules/consultation/index.ts';
import { directoryData } from '../../modules/directory/index.ts';
import { forgetReader, notificationData } from '../../modules/notifications/index.ts';
import {
  difficultyData,
  directiveData,
  letterData,
  urgingData,
  workbookData,
} from '../../modules/programme/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import type { DataSubject, HeldData } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { forgetKeys, keyData } from '../api-keys/index.ts';
import { forgetWebhooks, webhookData } from '../webhooks/index.ts';

const requestData: HeldData = {
  key: 'data_requests',
  past: true,
  label: { vi: 'Yêu cầu về dữ liệu cá nhân', en: 'Requests about personal data' },
  rows: ({ accountId, address }) => sql`
    select id, kind, words, state, received_at, due_on, ground, answer, fields, extended_at, extension, answered_at,
      ended_at from data_request
    where account_id = ${accountId} or (account_id is null and address = ${address}) order by id`,
};

/** Every kind of data held of people. What a module keeps of them it tells here, or nobody finds it. */
export const heldData: readonly HeldData[] = [
  ...directoryData,
  ...notificationData,
  ...questionData,
  ...commentData,
  ...difficultyData,
  ...urgingData,
  ...directiveData,
  ...letterData,
  ...workbookData,
  ...keyData,
  ...webhookData,
  requestData,
];

/**
 * What is kept of somebody beyond their account: ended with it, whether it is erased or closed for good. To be called last, since
 * what was public of them locks the version of all that is public; returns what is to be appended to the event log.
 */
export async function forgetBeyondAccount(
  tx: Transaction,
  services: Services,
  subject: DataSubject,
): Promise<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  for (const forget of [forgetReader, forgetKeys, forgetWebhooks, forgetCommenter, forgetAsker])
    events.push(...(await forget(tx, services, subject)));
  return events;
}
