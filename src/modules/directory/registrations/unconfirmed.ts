import { sql } from 'kysely';
import type { AccountActor } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { hasWords } from '../search-words.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { confirmHours, keptShape } from './confirm.ts';
import { checkWords } from './inputs.ts';
import { mayCheckRegistrations, type RegistrationKind } from './registration.ts';

/** What somebody typed to register and has not confirmed. */
export interface Unconfirmed {
  readonly id: number;
  readonly kind: RegistrationKind;
  /** Of the organisation, else of the person. */
  readonly name: string;
  readonly person: string;
  readonly email: string;
  readonly phone: string | null;
  readonly askedAt: Date;
  /** Whether an officer has handed over an address already. */
  readonly handedOver: boolean;
}

/** Where letters are sent, they alone confirm an address: nobody sees what was typed. */
export function lettersConfirm({ config }: Pick<Services, 'config'>): boolean {
  return config.smtpUrl !== undefined;
}

/** Without those of addresses that have an account: of them nobody learns here. */
function waitingRequests(db: Querying) {
  return db
    .selectFrom(
      sql<{
        id: number;
        email: string;
        given: unknown;
        asked_at: Date;
        vouched_by: number | null;
        search_text: string;
      }>`(select id, email, given, asked_at, vouched_by,
          vn_norm(concat_ws(' ', given->'given'->>'organisationName', given->'person'->>'name', email)) as search_text
        from registration_request where token_hash is not null and used_at is null)`.as('request'),
    )
    .select(['request.id', 'request.email', 'request.given', 'request.asked_at', 'request.vouched_by']);
}

type Row = Awaited<ReturnType<ReturnType<typeof waitingRequests>['execute']>>[number];

function unconfirmedOf({ id, email, given: kept, asked_at, vouched_by }: Row): Unconfirmed {
  const { given, person } = keptShape.parse(kept);
  return {
    ...{ id, kind: given.kind, name: given.organisationName ?? person.name, person: person.name, email },
    ...{ phone: given.phone, askedAt: asked_at, handedOver: vouched_by !== null },
  };
}

export const unconfirmedPerPage = 30;

/** One page, the newest first. Two statements. */
export async function pageOfUnconfirmed(
  db: Querying,
  q: string,
  page: number,
): Promise<{ readonly rows: readonly Unconfirmed[]; readonly total: number }> {
  const matching = waitingRequests(db).where(hasWords('request.search_text', q));
  const rows = await matching
    .orderBy('request.id', 'desc')
    .limit(unconfirmedPerPage)
    .offset((page - 1) * unconfirmedPerPage)
    .execute();
  const { count } = await db
    .selectFrom(matching.as('m'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(unconfirmedOf), total: Number(count) };
}

/** Throws `not_found`. One statement. */
export async function findUnconfirmed(db: Querying, id: number): Promise<Unconfirmed> {
  const row = await waitingRequests(db).where('request.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return unconfirmedOf(row);
}

/**
 * Says how an officer found out that the address is the person's, and makes the key of an address that opens the form of
 * the password, to be handed over; the letter's own opens nothing any longer. Returns the key, which is kept nowhere.
 * Throws InvalidInput `text`, Refusal `forbidden`, `not_found`, also where letters are sent.
 */
export async function vouchForRegistration(
  services: Services,
  actor: AccountActor,
  input: { readonly id: number; readonly text: string },
): Promise<string> {
  if (!mayCheckRegistrations(actor)) throw new Refusal('forbidden', forOfficers);
  if (lettersConfirm(services)) throw notFound();
  const how = checkWords(input.text);
  const at = services.clock();
  const token = newToken();
  await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('registration_request')
      .set({
        ...{ token_hash: tokenHash(token), vouched_by: actor.id, vouched_how: how },
        expires_at: new Date(at.getTime() + confirmHours * 3_600_000),
      })
      .where('id', '=', input.id)
      .where('token_hash', 'is not', null)
      .where('used_at', 'is', null)
      .returning('given')
      .executeTakeFirst();
    if (!row) throw notFound();
    await appendEvent(tx, {
      ...{ name: 'registration.vouched', actor, at },
      subject: { kind: 'registration_request', id: input.id },
      facts: { kind: keptShape.parse(row.given).given.kind },
    });
  });
  return token;
}

const forOfficers = {
  vi: 'Chỉ chuyên viên và phụ trách chương trình được xác nhận người đăng ký.',
  en: 'Only officers and the head of the programme confirm who registers.',
};
