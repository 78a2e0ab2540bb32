import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import type { Facts } from '../../platform/events/chain.ts';
import type { Addressee } from '../../platform/mail/letter.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import { type RequestKind, type RequestState, readKind, readState } from './request.ts';

/** Whose requests are: of an account, or of an address without one. */
type Whose = Pick<LockedRequest, 'accountId' | 'address'>;

/** A request as its row holds it, locked. */
export interface LockedRequest {
  readonly id: number;
  readonly kind: RequestKind;
  readonly accountId: number | null;
  readonly address: string | null;
  readonly language: string;
  readonly state: RequestState;
  readonly version: number;
  readonly receivedAt: Date;
  readonly dueOn: LocalDate;
  readonly extendedAt: Date | null;
}

/** Throws `not_found`, and `conflict` where it has changed since the version seen. */
export async function lockRequest(tx: Transaction, id: number, version?: number): Promise<LockedRequest> {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom('data_request')
        .select(['id', 'kind', 'account_id', 'address', 'language', 'state', 'version'])
        .select(['received_at', 'due_on', 'extended_at'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  if (version !== undefined && row.version !== version)
    throw new Refusal('conflict', {
      vi: 'Yêu cầu này vừa thay đổi. Hãy xem lại rồi thực hiện.',
      en: 'This request has just changed. Look at it again first.',
    });
  const { id: number, address, language, version: present, account_id: accountId } = row;
  return {
    ...{ id: number, address, language, version: present, accountId },
    ...{ kind: readKind(row.kind), state: readState(row.state) },
    ...{ receivedAt: row.received_at, dueOn: row.due_on as LocalDate, extendedAt: row.extended_at },
  };
}

/** Why a term was extended, forgotten; that it was stays. */
export const forgottenExtension = sql<string | null>`case when extended_at is not null then '…' end`;

/** To whom letters about a request go: to a closed account nothing is sent, its address is written to all the same. */
export function addresseeOf({ accountId, address }: DataSubject, active: boolean): Addressee {
  return { accountId: active ? accountId : null, address };
}

/**
 * Locks every request of one account, or of one address without account, in their order: to carry one out ends the others too,
 * and two that are carried out at once wait for each other in no circle.
 */
export async function lockRequestsOf(tx: Transaction, { accountId, address }: Whose): Promise<void> {
  await sql`select id from data_request
    where account_id = ${accountId} or (account_id is null and address = ${address}) order by id for update`.execute(
    tx,
  );
}

/** Whose the request with this number is; that never changes but by being forgotten. Throws `not_found`. */
export async function whoseRequest(tx: Transaction, id: number): Promise<Whose> {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom('data_request')
        .select(['account_id', 'address'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return { accountId: row.account_id, address: row.address };
}

export function ended(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Yêu cầu này đã kết thúc.',
    en: 'This request has ended.',
  });
}

/** What happened to a request, by numbers alone. */
export function toldOf(
  actor: Actor,
  one: {
    readonly name: `data_request.${string}`;
    readonly id: number;
    readonly at: Date;
    readonly facts?: Facts;
  },
): NewEvent {
  const { id, ...event } = one;
  return { ...event, actor, subject: { kind: 'data_request', id } };
}
