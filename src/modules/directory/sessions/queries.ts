import type { Querying } from '../../../platform/database/open.ts';
import { idleSeconds } from './authenticate.ts';

/** A session that still opens doors. */
export interface OpenSession {
  readonly id: number;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly address: string | null;
  readonly agent: string | null;
  /** What proved who it is. */
  readonly proof: string;
}

/** The open sessions of an account, the one used last first; a hundred at most. */
export async function openSessionsOf(db: Querying, accountId: number, now: Date): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'last_seen_at', 'address', 'agent', 'proof'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - idleSeconds * 1000))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ id, created_at, last_seen_at, address, agent, proof }) => ({
    id,
    startedAt: created_at,
    lastSeenAt: last_seen_at,
    address,
    agent,
    proof,
  }));
}
