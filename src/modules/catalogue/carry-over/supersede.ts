import { sql } from 'kysely';
import { type Actor, system } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvent, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { insertStep } from '../approval/steps.ts';
import { type Edition, type EditionVerb, editionLifecycle } from '../edition.ts';
import { changedMeanwhile, refuseUnlessOpen } from '../edition-commands.ts';
import { lockEdition, readEdition } from '../edition-store.ts';
import { hideFromSearch } from '../found-entries.ts';
import { authorise } from '../policy.ts';
import { endVersions } from '../versions/record.ts';
import { whyNotAfter } from './outcome.ts';

/**
 * Declares which former edition a draft replaces as a whole once it is published; null: none. `version` is that of the
 * draft the person saw. Throws Refusal, or InvalidInput `replaces`.
 */
export async function chooseReplaced(
  services: Services,
  actor: Actor,
  editionId: number,
  input: { readonly replaces: number | null; readonly version: number },
): Promise<Edition> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, editionId);
    authorise(actor, 'edit', editionId);
    refuseUnlessOpen(edition);
    if (edition.replacesId === input.replaces) return edition;
    if (edition.version !== input.version) throw changedMeanwhile();
    const former = input.replaces === null ? null : await lockEdition(tx, input.replaces);
    if (former) {
      const why = whyNotAfter(former, edition);
      if (why) throw new InvalidInput({ replaces: why });
      await refuseUnlessReplaceable(tx, edition, former);
    }
    const now = services.clock();
    const row = await tx
      .updateTable('edition')
      .set({ replaces_id: input.replaces, version: edition.version + 1, updated_at: now })
      .where('id', '=', editionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await appendEvent(tx, {
      name: 'edition.replacement_chosen',
      actor,
      subject: { kind: 'edition', id: editionId },
      facts: { code: edition.code, replaces: former?.code ?? null },
      at: now,
    });
    return readEdition(row);
  });
}

/**
 * Locks the former editions that a step of this one writes to as well, before any document or the search index: the one it
 * replaces, and where it becomes public or is withdrawn all it follows, since their outcomes become public and one of them
 * may be in force again. The latest first, as whoever carries entries over locks them.
 */
export async function lockFormers(tx: Transaction, edition: Edition, verb: EditionVerb): Promise<void> {
  if (edition.amends) return;
  const all = ['published', 'withdrawn'].includes(editionLifecycle.verbs[verb].to);
  await sql`
    select id from edition where id = ${edition.replacesId} or ${all} and kind = ${edition.kind} and amends_id is null
      and state in ('published', 'superseded', 'withdrawn')
      and (coalesce(year, period_from), coalesce(year, period_to)) < (
        select coalesce(year, period_from), coalesce(year, period_to) from edition where id = ${edition.id})
    order by coalesce(year, period_from) desc, coalesce(year, period_to) desc for update`.execute(tx);
}

/**
 * Throws Refusal `wrong_state` while the edition that this one replaces cannot be replaced: it is public no longer, another
 * replaces it, or a change of it is under way. Locks it.
 */
export async function refuseReplacement(tx: Transaction, edition: Edition): Promise<void> {
  if (edition.replacesId === null) return;
  const former = await lockEdition(tx, edition.replacesId);
  // the year of a draft without entries may have changed since
  const why = whyNotAfter(former, edition);
  if (why)
    throw new Refusal('wrong_state', {
      vi: `${why.vi} Việc thay thế chọn lại ở trang “Danh mục trước và thay thế”.`,
      en: `${why.en} What it replaces is chosen anew on the page of former editions.`,
    });
  await refuseUnlessReplaceable(tx, edition, former);
}

/** As `refuseReplacement` without the lock. Two statements. */
export async function refuseUnlessReplaceable(
  db: Querying,
  edition: Edition,
  former: Edition,
): Promise<void> {
  if (former.state !== 'published') {
    const { vi, en } = editionLifecycle.states[former.state].internal;
    throw new Refusal('wrong_state', {
      vi: `Danh mục ${former.code} ${former.state === 'superseded' ? vi : `đang ở trạng thái “${vi}”`} nên ${edition.code} không thay thế được. Hãy chọn lại ở trang “Danh mục trước và thay thế”.`,
      en: `The edition ${former.code} is “${en}”: ${edition.code} cannot replace it. Choose anew on the page of former editions.`,
    });
  }
  const other = await db
    .selectFrom('edition')
    .select('code')
    .where('replaces_id', '=', former.id)
    .where('id', '<>', edition.id)
    .where('state', 'not in', ['withdrawn', 'given_up'])
    .executeTakeFirst();
  if (other)
    throw new Refusal('wrong_state', {
      vi: `Danh mục ${other.code} đã được chọn để thay thế ${former.code}. Mỗi danh mục chỉ được một danh mục thay thế.`,
      en: `The edition ${other.code} was chosen to replace ${former.code}. An edition is replaced by one other.`,
    });
  const amendment = await db
    .selectFrom('edition')
    .select('code')
    .where('amends_id', '=', former.id)
    .where('state', 'not in', ['published', 'given_up'])
    .executeTakeFirst();
  if (amendment)
    throw new Refusal('wrong_state', {
      vi: `Bản điều chỉnh ${amendment.code} của ${former.code} đang được làm. Hãy công bố hoặc bỏ bản đó trước; danh mục đã được thay thế không điều chỉnh được nữa.`,
      en: `The amendment ${amendment.code} of ${former.code} is under way. Publish or give it up first: a superseded edition is amended no more.`,
    });
}

/**
 * With the publication of the edition that replaces it, an edition leaves lists, search and the counts of what is in force;
 * its pages stay and name that one. Returns it, null where nothing is replaced. `replacedEvent` tells it.
 */
export async function supersedeBy(tx: Transaction, successor: Edition, now: Date): Promise<Edition | null> {
  if (successor.replacesId === null) return null;
  await refuseReplacement(tx, successor);
  const edition = await moveOn(tx, system, successor.replacesId, 'supersede', now);
  // seen or not: nothing of it is found any longer
  const entries = await tx.selectFrom('entry').select('id').where('edition_id', '=', edition.id).execute();
  await hideFromSearch(
    tx,
    edition.kind,
    entries.map(({ id }) => id),
  );
  await endVersions(tx, edition, now);
  return edition;
}

/**
 * As `supersedeBy` for an edition that is public again. Where the one it had replaced is in force no longer there is nothing to
 * supersede; where another edition replaced that one meanwhile, this one replaces it no more.
 */
export async function supersedeAgain(tx: Transaction, edition: Edition, now: Date): Promise<Edition | null> {
  if (edition.replacesId === null) return null;
  const former = await lockEdition(tx, edition.replacesId);
  if (former.state === 'published') return supersedeBy(tx, edition, now);
  await sql`update edition set replaces_id = null where id = ${edition.id} and exists (
    select 1 from edition other where other.replaces_id = ${former.id} and other.id <> ${edition.id}
      and other.state in ('published', 'superseded'))`.execute(tx);
  return null;
}

/** An edition that is public again, but whose successor is in force: superseded since the day on which it first was. */
export async function supersedeOnceMore(tx: Transaction, edition: Edition, now: Date): Promise<Edition> {
  const first = await tx
    .selectFrom('edition_step')
    .select('at')
    .where('edition_id', '=', edition.id)
    .where('verb', '=', 'supersede')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return moveOn(tx, system, edition.id, 'supersede', now, first?.at);
}

/**
 * That an edition was withdrawn puts the one it had replaced back in force: it never should have replaced it. Where that
 * one was withdrawn meanwhile too, it is the one before that. Returns it, for its entries to be shown again; null where
 * there is none. `replacedEvent` tells it.
 */
export async function reinstateAfter(
  tx: Transaction,
  withdrawn: Edition,
  now: Date,
): Promise<Edition | null> {
  if (withdrawn.replacesId === null) return null;
  const former = await lockEdition(tx, withdrawn.replacesId);
  if (former.state === 'withdrawn') return reinstateAfter(tx, former, now);
  return former.state === 'superseded' ? moveOn(tx, system, former.id, 'reinstate', now) : null;
}

/** One step that nobody takes but the product. Throws Refusal for anybody else, and where the state does not allow it. */
export async function moveOn(
  tx: Transaction,
  actor: Actor,
  id: number,
  verb: Extract<EditionVerb, 'supersede' | 'reinstate'>,
  now: Date,
  since: Date = now,
): Promise<Edition> {
  const edition = await lockEdition(tx, id);
  authorise(actor, verb, id);
  const to = transition(editionLifecycle, edition.state, verb);
  const row = await tx
    .updateTable('edition')
    .set({
      state: to,
      superseded_at: to === 'superseded' ? since : null,
      version: edition.version + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertStep(tx, {
    ...{ editionId: id, verb, from: edition.state, to, actor, onBehalfOf: null, remark: null, at: now },
  });
  return readEdition(row);
}

/** Tells it in the history of the edition that was replaced, or is in force again, and in the feed of changes. */
export function replacedEvent(edition: Edition, successor: Edition, at: Date): NewEvent {
  return {
    name: edition.state === 'superseded' ? 'edition.superseded' : 'edition.reinstated',
    actor: system,
    subject: { kind: 'edition', id: edition.id },
    facts: { code: edition.code, successor: successor.code },
    at,
  };
}

/** The edition that replaced this one; null while none has. One statement. */
export async function successorOf(db: Querying, edition: Pick<Edition, 'id'>): Promise<Edition | null> {
  const row = await db
    .selectFrom('edition')
    .selectAll()
    .where('replaces_id', '=', edition.id)
    .where('state', 'in', ['published', 'superseded'])
    .executeTakeFirst();
  return row ? readEdition(row) : null;
}
