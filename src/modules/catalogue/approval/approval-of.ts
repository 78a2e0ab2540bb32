import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import type { EditionState } from '../edition.ts';

/** An edition on its way, as those who are told of it need it. */
export interface ApprovalState {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly state: EditionState;
  readonly publishAt: Date | null;
  /** The step that led it where it stands. */
  readonly latestStep: number | null;
  /** Accounts that began it, handed it up or on. */
  readonly handedUpBy: readonly number[];
}

/** Null where it is no more. One statement. */
export async function approvalOf(db: Querying, editionId: number): Promise<ApprovalState | null> {
  const { rows } = await sql<ApprovalState>`
    select edition.id, edition.code, edition.title, edition.state, edition.publish_at as "publishAt",
      (select max(step.id) from edition_step step where step.edition_id = edition.id) as "latestStep",
      array(select edition.created_by where edition.created_by is not null
        union select step.account_id from edition_step step
          where step.edition_id = edition.id and step.verb in ('submit', 'forward') and step.account_id is not null
        order by 1) as "handedUpBy"
    from edition where edition.id = ${editionId}`.execute(db);
  return rows[0] ?? null;
}
