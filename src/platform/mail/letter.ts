import type { Language, Text } from '../../kernel/text.ts';
import type { Transaction } from '../database/open.ts';
import { askForJob } from '../jobs/ask.ts';
import type { Services } from '../services.ts';

/** A letter as it is kept until it is sent: one text for everybody who gets it. */
export interface Letter {
  /** noun.verb, as events are named: `approval.waiting`. */
  readonly kind: `${string}.${string}`;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A letter as administrators look at it beforehand, with facts made up for it. */
export interface LetterSample {
  readonly kind: Letter['kind'];
  readonly label: Text;
  readonly write: (sender: Pick<Services, 'config' | 'installation'>, language: Language) => Letter;
}

export interface Addressee {
  /** null: somebody without an account. */
  readonly accountId: number | null;
  readonly address: string;
  /** Somebody without an account who follows something. */
  readonly followerId?: number;
}

/** How far a mail is: waiting, sent, kept unsent, refused by its address, given up. */
export const mailStates = ['queued', 'sent', 'kept', 'refused', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

/** The job that sends what is queued. */
export const sendingJob = 'mail.send';

/** Stands in a letter where each addressee's own address for stopping goes. */
export const stopMark = '[[dia-chi-ngung-nhan]]';

/** Stands in a letter where the address goes at which an addressee chooses what they follow. */
export const followsMark = '[[dia-chi-noi-dung-theo-doi]]';

/** Stands in a letter where the key goes that lets its reader do something once: it is in the mail alone that leaves. */
export const secretMark = '[[khoa-dung-mot-lan]]';

/** The text of a letter as anybody may see it again: without its key. */
export function withoutSecret(text: string): string {
  return text.replaceAll(secretMark, '…');
}

/**
 * Queues a letter; it leaves after this transaction is committed, or never. `topic`: what the addressees may do
 * without; null for a letter that is part of using an account. `secret`: what stands for `secretMark`.
 */
export async function queueLetter(
  tx: Transaction,
  letter: Letter,
  addressees: readonly Addressee[],
  {
    topic,
    at,
    secret = null,
  }: { readonly topic: string | null; readonly at: Date; readonly secret?: string | null },
): Promise<void> {
  if (addressees.length === 0) return;
  const { id } = await tx
    .insertInto('letter')
    .values({
      kind: letter.kind,
      language: letter.language,
      subject: oneLine(letter.subject),
      body_text: letter.text,
      body_html: letter.html,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('mail')
    .values(
      addressees.map(({ accountId, address, followerId = null }) => ({
        ...{ letter_id: id, account_id: accountId, follower_id: followerId, address, topic, secret },
        ...{ due_at: at, created_at: at },
      })),
    )
    .execute();
  await askForJob(tx, sendingJob);
}

/** A subject is one line: a line end in it would begin another header. */
export function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
