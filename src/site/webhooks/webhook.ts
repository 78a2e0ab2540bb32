import type { Change, PlacedChange } from '../api/changes.ts';

export const webhookStates = ['unverified', 'active', 'paused'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** Why nothing is sent: its owner or an administrator stopped it, its receiver failed for days or is gone, its secret cannot be opened. */
export const pauses = ['owner', 'administrator', 'failures', 'gone', 'sealed'] as const;
export type Pause = (typeof pauses)[number];

/** Webhooks one account may have. */
export const mostWebhooks = 10;

/** Webhooks one account may register within a day: removing one makes no room for calling another address. */
export const mostCreatedADay = 20;

/** Which changes a webhook is told of; an empty list: all. */
export interface Wanted {
  readonly kinds: readonly string[];
  readonly events: readonly string[];
  /** Of problems and needs alone; editions and documents have none. */
  readonly sectors: readonly string[];
}

export function wants({ kinds, events, sectors }: Wanted, { change, sectors: held }: PlacedChange): boolean {
  if (kinds.length > 0 && !kinds.includes(change.kind)) return false;
  if (events.length > 0 && !events.includes(change.event)) return false;
  const entry = change.kind === 'problem' || change.kind === 'need';
  return sectors.length === 0 || !entry || held.some((sector) => sectors.includes(sector));
}

/** What is sent of a change: the change as `/api/v1/changes` tells it, in the frame of standardwebhooks.com. */
export function bodyOf(change: Change): string {
  return JSON.stringify({ type: `${change.kind}.${change.event}`, timestamp: change.at, data: change });
}

/**
 * The same at each try. Numbers of events begin anew where an older export is restored: the hash of the event, which is made of all
 * that happened before it, tells two of the same number apart.
 */
export function messageId(webhookId: number, { seq, hash }: Pick<PlacedChange, 'seq' | 'hash'>): string {
  return `msg_${webhookId}_${seq}_${hash.slice(0, 16)}`;
}

/** Of what a log line tells, as people know it. */
export function subjectOf({ kind, code, event }: Change): string {
  return `${kind} ${code} ${event}`;
}

/** Seconds to the next try, by the number of tries so far; then as long as the last. */
const waits = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800];
/** Days of failures after which a webhook is paused. */
export const patienceDays = 3;

export function nextTry(tries: number, now: Date): Date {
  const seconds = waits[Math.min(Math.max(tries, 1), waits.length) - 1] ?? 60;
  return new Date(now.getTime() + seconds * 1000);
}
