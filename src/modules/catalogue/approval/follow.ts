import type { Actor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { NewEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { publishOutcomes } from '../carry-over/publish.ts';
import {
  reinstateAfter,
  replacedEvent,
  successorOf,
  supersedeAgain,
  supersedeOnceMore,
} from '../carry-over/supersede.ts';
import type { Edition, EditionState, EditionVerb } from '../edition.ts';
import { hideFromSearch } from '../found-entries.ts';
import { makePublic, showAgain } from '../publish.ts';
import { endVersions } from '../versions/record.ts';

/** What a step meant for everybody else. */
interface Followed {
  readonly facts: Readonly<Record<string, number>>;
  /** To be told after the step itself, as the last of its transaction. */
  readonly events: readonly NewEvent[];
}

const nothing: Followed = { facts: {}, events: [] };

/** What the new state means for everybody else. Needs the locks of `lockFormers`. */
export async function follow(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  { verb, from, now }: { readonly verb: EditionVerb; readonly from: EditionState; readonly now: Date },
): Promise<Followed> {
  if (verb === 'reopen') return followReopening(tx, actor, edition, now);
  if (edition.state === 'withdrawn') return followWithdrawal(tx, edition, from, now);
  if (edition.state !== 'published') return nothing;
  return makePublic(tx, actor, edition, now);
}

/** One that was replaced meanwhile, by an edition still in force, is superseded as it was before its withdrawal. */
async function followReopening(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  now: Date,
): Promise<Followed> {
  const successor = await successorOf(tx, edition);
  if (successor) {
    const superseded = await supersedeOnceMore(tx, edition, now);
    const outcomes = await publishOutcomes(tx, actor, edition, now);
    await bumpContentVersion(tx);
    return { facts: {}, events: [replacedEvent(superseded, successor, now), ...outcomes] };
  }
  const entries = await showAgain(tx, edition, now);
  const replaced = await supersedeAgain(tx, edition, now);
  // also what was said of former entries while the edition was not there
  const outcomes = await publishOutcomes(tx, actor, edition, now);
  return {
    facts: { entries },
    events: [...(replaced ? [replacedEvent(replaced, edition, now)] : []), ...outcomes],
  };
}

async function followWithdrawal(
  tx: Transaction,
  edition: Edition,
  from: EditionState,
  now: Date,
): Promise<Followed> {
  // what replaced an edition that is superseded stands on, and so does what that one had replaced: by it
  const former = from === 'published' ? await reinstateAfter(tx, edition, now) : null;
  // before the index: it holds the issuing document of the former one
  if (former) await showAgain(tx, former, now);
  // seen or not: nothing of it is found any longer
  const rows = await tx.selectFrom('entry').select('id').where('edition_id', '=', edition.id).execute();
  await hideFromSearch(
    tx,
    edition.kind,
    rows.map(({ id }) => id),
  );
  await endVersions(tx, edition, now);
  await bumpContentVersion(tx);
  return { facts: {}, events: former ? [replacedEvent(former, edition, now)] : [] };
}
