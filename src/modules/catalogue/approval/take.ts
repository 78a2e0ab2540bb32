import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { holdDocument } from '../../documents/index.ts';
import { lockFormers, refuseReplacement } from '../carry-over/supersede.ts';
import {
  type Edition,
  type EditionState,
  type EditionVerb,
  editionLifecycle,
  editionStates,
} from '../edition.ts';
import { lockEdition, readEdition } from '../edition-store.ts';
import { authorise, principalOf } from '../policy.ts';
import {
  changedAfterCheck,
  checkMark,
  type Readiness,
  readiness,
  refuseUnready,
  sameContent,
} from '../readiness.ts';
import { follow } from './follow.ts';
import { approvesOwnWork } from './own-work.ts';
import { insertStep, latestStep } from './steps.ts';

/** What goes with any step. */
export interface StepInput {
  /** For those who work on the edition; the public never reads it. */
  readonly remark?: string;
  /** `checkMark` of what the person had before them: nothing that changed after it is handed on or published unseen. */
  readonly checked?: string;
  /** The state the person saw: a second click takes no second step. */
  readonly seen?: string;
}

const note = z.string().normalize().trim().max(2_000);

/** Throws InvalidInput at the field. */
export function readNote(typed: string, field: 'note' | 'noteEn' | 'remark'): string {
  const read = note.safeParse(typed);
  if (read.success) return read.data;
  throw new InvalidInput({
    [field]: { vi: 'Viết gọn trong 2.000 ký tự.', en: 'Keep it within 2,000 characters.' },
  });
}

/** One step, as its command describes it. */
export interface Taking extends StepInput {
  /** By the state it was seen in. */
  readonly verb: (state: EditionState) => EditionVerb;
  readonly event: `edition.${string}`;
  /** What is told where no remark is given; without, none is needed. */
  readonly remarkNeeded?: Text;
  /** Everything needed for publication must be there. */
  readonly complete?: boolean;
  /** Not for those who wrote any of it. */
  readonly approves?: boolean;
  readonly publishAt?: Date | null;
  readonly withdrawal?: Text;
  readonly reopening?: Text;
  readonly guard?: (edition: Edition, tx: Transaction) => void | Promise<void>;
}

/** One step of the lifecycle in one transaction: right, rules, state, what follows from it, its record. */
export async function take(services: Services, actor: Actor, id: number, taking: Taking): Promise<Edition> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, id);
    const verb = taking.verb(editionStates.find((state) => state === taking.seen) ?? edition.state);
    authorise(actor, verb, id);
    const principal = principalOf(actor, verb, id);
    await lockFormers(tx, edition, verb);
    if (await isDone(tx, actor, edition, verb, taking)) return edition;
    const to = transition(editionLifecycle, edition.state, verb);
    await taking.guard?.(edition, tx);
    const remark = readRemark(taking);
    const ownWork = taking.approves ? await approvesOwnWork(tx, actor, principal, id) : null;
    if (ownWork) throw new Refusal('forbidden', ownWork);
    const gaps = taking.complete ? await refuseIncomplete(tx, actor, edition, taking.checked) : [];
    const now = services.clock();
    const taken = await changeState(tx, edition, to, taking, now);
    const step = await insertStep(tx, {
      editionId: id,
      verb,
      from: edition.state,
      to,
      actor,
      onBehalfOf: principal?.id ?? null,
      remark,
      at: now,
    });
    const { facts, events } = await follow(tx, actor, taken, { verb, from: edition.state, now });
    const told: NewEvent = {
      name: taking.event,
      actor,
      subject: { kind: 'edition', id },
      facts: {
        code: edition.code,
        step,
        from: edition.state,
        to,
        ...(principal && { onBehalfOf: principal.id }),
        ...(taken.state === 'scheduled' && { publishAt: taken.publishAt?.toISOString() ?? null }),
        ...(gaps.length > 0 && { advice: Object.fromEntries(gaps.map(({ kind, count }) => [kind, count])) }),
        ...facts,
      },
      at: now,
    };
    await appendEvents(tx, [told, ...events]);
    return taken;
  });
}

async function changeState(
  tx: Transaction,
  edition: Edition,
  to: EditionState,
  taking: Taking,
  now: Date,
): Promise<Edition> {
  const row = await tx
    .updateTable('edition')
    .set({
      state: to,
      version: edition.version + 1,
      updated_at: now,
      publish_at:
        to === 'scheduled' ? (taking.publishAt ?? null) : to === 'published' ? edition.publishAt : null,
      ...(to === 'published' && !taking.reopening && { published_at: now }),
      ...(taking.withdrawal && {
        superseded_at: null,
        withdrawn_at: now,
        withdrawal_note: taking.withdrawal.vi,
        withdrawal_note_en: taking.withdrawal.en || null,
        reopened_at: null,
        reopening_note: null,
        reopening_note_en: null,
      }),
      ...(taking.reopening && {
        withdrawn_at: null,
        withdrawal_note: null,
        withdrawal_note_en: null,
        reopened_at: now,
        reopening_note: taking.reopening.vi,
        reopening_note_en: taking.reopening.en || null,
      }),
    })
    .where('id', '=', edition.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return readEdition(row);
}

/** The same person asked for the same again, by a second click say. */
async function isDone(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  verb: EditionVerb,
  { publishAt = null }: Taking,
): Promise<boolean> {
  if (edition.state !== editionLifecycle.verbs[verb].to) return false;
  // another hour is another wish
  if (verb === 'schedule' && edition.publishAt?.getTime() !== publishAt?.getTime()) return false;
  const latest = await latestStep(tx, edition.id);
  return latest?.verb === verb && latest.accountId === (actor.kind === 'account' ? actor.id : null);
}

function readRemark({ remark = '', remarkNeeded }: Taking): string | null {
  const read = readNote(remark, 'remark');
  if (read === '' && remarkNeeded) throw new InvalidInput({ remark: remarkNeeded });
  return read === '' ? null : read;
}

async function refuseIncomplete(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  checked: string | undefined,
): Promise<Readiness['gaps']> {
  // before looking: a correction of the document under way would be handed on without having been seen
  if (edition.documentId !== null) await holdDocument(tx, edition.documentId);
  const found = await readiness(tx, actor, edition.id);
  if (checked !== undefined && !sameContent(checked, checkMark(edition, found))) throw changedAfterCheck();
  refuseUnready(found);
  await refuseReplacement(tx, edition);
  return found.gaps;
}
