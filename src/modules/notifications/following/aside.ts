import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import type { Failures, NewsPart } from './parts.ts';
import { readNews } from './read-log.ts';
import { tellFollowers } from './tell.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

type Step = 'read' | 'at_once' | 'daily';

/** Minutes between two tries: what fails now rarely succeeds within the next one. */
const minutesBetween = 10;
/** Tried in one go. */
const mostAtOnce = 20;
/** Characters of a failure that are kept. */
const longestFailure = 500;

/** Keeps what of a span of the log could not be told; the others are told meanwhile. */
export async function setAside(
  tx: Transaction,
  { clock, log }: Services,
  failures: Failures,
  { from, to, step }: Span & { readonly step: Step },
): Promise<void> {
  const at = clock();
  for (const [part, failure] of failures) {
    log.error({ err: failure, part, step, from, to }, 'news for followers set aside');
    await tx
      .insertInto('following_aside')
      .values({
        ...{ part, step, from_seq: from, to_seq: to, failure: worded(failure) },
        since: at,
        tried_at: at,
      })
      .execute();
  }
}

function worded(failure: Error): string {
  // the database keeps no NUL
  const words = failure.message.replaceAll('\0', '').trim().slice(0, longestFailure);
  return words === '' ? failure.name : words;
}

/** Tells what was set aside, in its order, as far as it no longer fails. The cursor is locked: each is told once. */
export async function tellAside(tx: Transaction, services: Services, dailySeq: number): Promise<void> {
  const at = services.clock();
  const { rows } = await sql<{ id: number; part: NewsPart; step: Step; from: number; to: number }>`
    select id, part, step, from_seq as "from", to_seq as "to" from following_aside
    where tried_at <= ${new Date(at.getTime() - minutesBetween * 60_000)} order by id limit ${mostAtOnce}`.execute(
    tx,
  );
  for (const { id, part, step, from, to } of rows) {
    const span = { from, to };
    const failure =
      step === 'read'
        ? await readAgain(tx, services, part, { ...span, dailySeq })
        : (await tellFollowers(tx, services, { ...span, manner: step, parts: [part] })).get(part);
    if (!failure) {
      await tx.deleteFrom('following_aside').where('id', '=', id).execute();
      continue;
    }
    services.log.error({ err: failure, part, step, from, to }, 'news for followers still set aside');
    await tx
      .updateTable('following_aside')
      .set((row) => ({ failure: worded(failure), tries: row('tries', '+', 1), tried_at: at }))
      .where('id', '=', id)
      .execute();
  }
}

/** Whom the letter of the day told already of that span, those are told by one more. */
async function readAgain(
  tx: Transaction,
  services: Services,
  part: NewsPart,
  { dailySeq, ...span }: Span & { readonly dailySeq: number },
): Promise<Error | undefined> {
  const { told, failures } = await readNews(tx, { ...span, at: services.clock() }, [part]);
  const failure = failures.get(part);
  if (failure || !told) return failure;
  const manners = dailySeq >= span.to ? (['at_once', 'daily'] as const) : (['at_once'] as const);
  for (const manner of manners) {
    const untold = await tellFollowers(tx, services, { ...span, manner, parts: [part] });
    await setAside(tx, services, untold, { ...span, step: manner });
  }
  return undefined;
}
