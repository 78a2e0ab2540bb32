import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { type Edition, editionLifecycle, isOpen } from '../edition.ts';
import { findEdition, lockEdition } from '../edition-store.ts';
import { entriesOf } from '../entry-store.ts';
import { authorise } from '../policy.ts';
import { type Conclusion, hasOutcomes, type OutcomeInput, readConclusion, whyNotAfter } from './outcome.ts';
import { type Copy, type EntryOutcome, isFollowed, outcomesOf, stands } from './queries.ts';
import { copiesIn, copyInto, writeOutcomes } from './store.ts';

export interface SettleInput extends OutcomeInput {
  /** With the number of what was said of each as the person saw it; 0: nothing. */
  readonly entries: readonly { readonly id: number; readonly seen: number }[];
}

/** What would be, or was, done with each entry. */
export interface Settling {
  readonly settled: readonly EntryOutcome[];
  /** Of these the same is said already. */
  readonly there: readonly EntryOutcome[];
  readonly refused: readonly { readonly entry: EntryOutcome; readonly why: Text }[];
}

/** More entries than any edition has. */
export const mostTogether = 2_000;

/**
 * Says what became of entries of a public edition, each of which an office must answer for once the next edition is made.
 * Carried over, an entry is copied to the end of a draft edition, once however often it is asked. Others may say the same
 * of some of them meanwhile, or something else of one: those are left alone and told.
 *
 * Throws InvalidInput, or Refusal where the editions do not allow it. Until an edition that follows is published all of
 * this is seen in work alone; afterwards it is public at once, and the programme head's to say.
 */
export async function settleOutcomes(
  services: Services,
  actor: Actor,
  editionId: number,
  input: SettleInput,
): Promise<Settling> {
  const said = readConclusion(input);
  return services.db.transaction().execute(async (tx) => {
    // the later one first, as its publication takes the locks
    const draft = said.into === null ? null : await lockEdition(tx, said.into);
    const edition = await lockEdition(tx, editionId);
    const plan = await planWithin(tx, actor, edition, draft, said, input.entries);
    if (plan.settled.length === 0) return plan;
    const at = services.clock();
    const copies = draft ? await carry(tx, actor, draft, plan, at) : new Map<number, number>();
    // public and confidential ones are written apart: nothing of a confidential entry becomes public
    for (const isPublic of [true, false]) {
      const those = plan.settled.filter((entry) => isPublic === becomesPublic(plan, entry));
      if (those.length > 0)
        await writeOutcomes(
          tx,
          actor,
          said,
          those.map(({ id }) => ({ entryId: id, continuedAs: copies.get(id) ?? null })),
          { at, isPublic },
        );
    }
    if (plan.settled.some((entry) => becomesPublic(plan, entry))) await bumpContentVersion(tx);
    await tell(tx, actor, { edition, draft, said, plan, copies, at });
    return plan;
  });
}

/** What `settleOutcomes` would do now. Throws as it does. */
export async function previewOutcomes(
  db: Querying,
  actor: Actor,
  editionId: number,
  input: SettleInput,
): Promise<Settling & { readonly said: Conclusion; readonly into: Edition | null }> {
  const said = readConclusion(input);
  const into = said.into === null ? null : await findEdition(db, said.into);
  const edition = await findEdition(db, editionId);
  return { ...(await planWithin(db, actor, edition, into, said, input.entries)), said, into };
}

/** `followed`: what is said of any entry is public at once. */
type Plan = Settling & { readonly followed: boolean };

/**
 * What is said of the entry is public at once: an edition that follows is, or what it changes is public, also where
 * that edition was withdrawn meanwhile.
 */
function becomesPublic(
  { followed }: Pick<Plan, 'followed'>,
  { confidential, settled }: EntryOutcome,
): boolean {
  return !confidential && (followed || (stands(settled) && settled.isPublic));
}

async function planWithin(
  db: Querying,
  actor: Actor,
  edition: Edition,
  draft: Edition | null,
  said: Conclusion,
  wanted: SettleInput['entries'],
): Promise<Plan> {
  authorise(actor, 'edit', edition.id);
  refuseUnlessSettled(edition);
  if (draft) {
    authorise(actor, 'edit', draft.id);
    refuseUnlessReceives(edition, draft);
  }
  if (wanted.length === 0) throw new InvalidInput({ muc: chooseEntries });
  const seen = new Map(wanted.map((entry) => [entry.id, entry.seen]));
  const entries = await outcomesOf(db, actor, edition.id, [...seen.keys()]);
  if (entries.length < seen.size) throw wanted.length === 1 ? notFound() : notThere();
  const copies = draft ? await copiesIn(db, draft.id, [...seen.keys()]) : new Map();
  const followed = draft === null && (await isFollowed(db, edition));
  const decided = entries.map((entry) => ({
    entry,
    decision: decide(entry, seen.get(entry.id) ?? 0, said, copies.get(entry.id)),
  }));
  const settled = decided.flatMap(({ entry, decision }) => (decision === 'settle' ? [entry] : []));
  if (settled.some((entry) => becomesPublic({ followed }, entry))) authorise(actor, 'correct', edition.id);
  if (said.reason === '' && settled.some((entry) => stands(entry.settled) && entry.settled.isPublic))
    throw new InvalidInput({ reason: sayReason });
  return {
    settled,
    there: decided.flatMap(({ entry, decision }) => (decision === 'there' ? [entry] : [])),
    refused: decided.flatMap(({ entry, decision }) =>
      typeof decision === 'string' ? [] : [{ entry, why: decision }],
    ),
    followed,
  };
}

function decide(
  { settled, code }: EntryOutcome,
  seen: number,
  said: Conclusion,
  copy: { readonly code: string; readonly removed: boolean } | undefined,
): 'settle' | 'there' | Text {
  const now = stands(settled) ? settled : null;
  if (now && sameWords(now, said)) return 'there';
  if (seen !== (settled?.id ?? 0)) return changedMeanwhile(code);
  if (said.into === null) {
    if (!now?.continuedAs) return 'settle';
    return now.isPublic ? continues(now.continuedAs) : standsInDraft(now.continuedAs);
  }
  if (copy?.removed) return removedThere(copy.code);
  if (now?.isPublic) return publicAlready(code);
  if (now?.continuedAs && now.continuedAs.editionId !== said.into) return standsInDraft(now.continuedAs);
  return 'settle';
}

function sameWords(now: NonNullable<EntryOutcome['settled']>, said: Conclusion): boolean {
  return (
    now.outcome === said.outcome &&
    now.note === said.note &&
    now.noteEn === said.noteEn &&
    now.reference === said.reference &&
    (now.continuedAs?.editionId ?? null) === said.into
  );
}

/** Copies what is not in the draft yet; returns all copies by the entries they were made of. */
async function carry(
  tx: Transaction,
  actor: Actor,
  draft: Edition,
  { settled }: Plan,
  at: Date,
): Promise<ReadonlyMap<number, number>> {
  const ids = settled.map(({ id }) => id);
  const known = await copiesIn(tx, draft.id, ids);
  const copies = new Map([...known].map(([from, { id }]) => [from, id]));
  const missing = new Set(ids.filter((id) => !copies.has(id)));
  const entries = (await entriesOf(tx, actor, [...missing])).sort((a, b) => a.ordinal - b.ordinal);
  if (entries.length < missing.size) throw notThere();
  const made = await copyInto(tx, actor, draft, entries, at);
  for (const [index, { id }] of entries.entries()) {
    const copy = made[index];
    if (copy !== undefined) copies.set(id, copy);
  }
  return copies;
}

/** Only what is public has an outcome; an amendment is part of the edition it amends. */
export function refuseUnlessSettled(edition: Edition): void {
  if (edition.amends)
    throw new Refusal('wrong_state', {
      vi: `${edition.code} là bản điều chỉnh. Hãy ghi kết quả ở chính danh mục được điều chỉnh.`,
      en: `${edition.code} is an amendment. Say what became of entries at the edition it amends.`,
    });
  if (hasOutcomes(edition)) return;
  const { vi, en } = editionLifecycle.states[edition.state].internal;
  throw new Refusal('wrong_state', {
    vi: `Danh mục ${edition.code} đang ở trạng thái “${vi}” nên chưa ghi kết quả hay đưa tiếp được; chỉ làm với danh mục đã công bố.`,
    en: `The edition ${edition.code} is “${en}”: only entries of a published edition have an outcome or are carried over.`,
  });
}

function refuseUnlessReceives(edition: Edition, draft: Edition): void {
  const why = whyNotAfter(edition, draft);
  if (why) throw new InvalidInput({ into: why });
  if (isOpen(draft)) return;
  const { vi, en } = editionLifecycle.states[draft.state].internal;
  throw new InvalidInput({
    into: {
      vi: `Danh mục ${draft.code} đang ở trạng thái “${vi}” nên không nhận thêm mục. Hãy chọn danh mục đang soạn, hoặc lấy lại danh mục này để sửa.`,
      en: `The edition ${draft.code} is “${en}” and takes no more entries. Choose one that is being written, or take it back.`,
    },
  });
}

interface Told {
  readonly edition: Edition;
  readonly draft: Edition | null;
  readonly said: Conclusion;
  readonly plan: Plan;
  readonly copies: ReadonlyMap<number, number>;
  readonly at: Date;
}

/** Every entry's history tells its outcome; that of each copy where it comes from. */
async function tell(tx: Transaction, actor: Actor, told: Told): Promise<void> {
  const { edition, draft, said, plan, copies, at } = told;
  const wasThere = (entry: EntryOutcome) => entry.settled?.continuedAs?.id === copies.get(entry.id);
  await appendEvents(tx, [
    ...plan.settled.map((entry): NewEvent => {
      const facts = { editionId: edition.id, code: entry.code, outcome: said.outcome };
      const about = { actor, subject: { kind: 'entry', id: entry.id }, at };
      if (stands(entry.settled) && entry.settled.isPublic)
        return { name: 'entry.outcome_corrected', ...about, facts };
      if (becomesPublic(plan, entry)) return { name: 'entry.outcome_published', ...about, facts };
      return {
        name: 'entry.outcome_settled',
        ...about,
        facts: { ...facts, ...(draft && { into: draft.code }) },
      };
    }),
    ...plan.settled.flatMap((entry): NewEvent[] => {
      const copy = copies.get(entry.id);
      if (!draft || copy === undefined || wasThere(entry)) return [];
      // should the copy be opened, it does not tell the code of what it was made of
      const facts = { editionId: draft.id, carriedFrom: entry.confidential ? '' : entry.code };
      return [{ name: 'entry.carried_over', actor, subject: { kind: 'entry', id: copy }, facts, at }];
    }),
  ]);
}

const chooseEntries: Text = { vi: 'Hãy chọn ít nhất một mục.', en: 'Choose at least one entry.' };
const sayReason: Text = {
  vi: 'Kết quả này đã công khai. Hãy ghi lý do sửa.',
  en: 'This outcome is public. Say why it is corrected.',
};

function notThere(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa ghi gì: có mục đã được đưa ra khỏi danh mục, hoặc không thuộc danh mục này. Hãy mở lại danh sách rồi chọn lại.',
    en: 'Nothing was written: some of the entries were taken out of the edition, or are not of it. Open the list again and choose anew.',
  });
}

function changedMeanwhile(code: string): Text {
  return {
    vi: `Có người vừa ghi kết quả khác cho mục ${code}. Hãy xem lại rồi ghi lần nữa nếu cần.`,
    en: `Somebody has just said something else of entry ${code}. Look at it, then write again if needed.`,
  };
}

function standsInDraft({ code, editionCode }: Copy): Text {
  return {
    vi: `Mục này đang có trong bản nháp ${editionCode} (mục ${code ?? 'không được xem'}). Hãy bỏ mục đó khỏi bản nháp trước khi ghi kết quả khác.`,
    en: `The entry stands in the draft ${editionCode} (${code === null ? 'an entry withheld from you' : `entry ${code}`}). Remove it there before saying something else.`,
  };
}

function continues({ code, editionCode }: Copy): Text {
  return {
    vi: `Mục này đã được đưa tiếp công khai ${code === null ? `trong ${editionCode}` : `thành ${code}`} nên không đổi kết quả được.`,
    en: `The entry goes on in public ${code === null ? `in ${editionCode}` : `as ${code}`}: its outcome cannot be changed.`,
  };
}

function publicAlready(code: string): Text {
  return {
    vi: `Kết quả của mục ${code} đã công khai nên không đưa tiếp được nữa. Nếu vẫn cần, hãy thêm mục mới vào danh mục đang soạn.`,
    en: `The outcome of entry ${code} is public: it is carried over no more. If it is needed all the same, add a new entry to the draft.`,
  };
}

function removedThere(code: string): Text {
  return {
    vi: `Mục này đã đưa tiếp rồi bị bỏ khỏi bản nháp (${code}). Hãy khôi phục ở trang “Mục đã bỏ” của bản nháp đó.`,
    en: `The entry was carried over and then removed from the draft (${code}). Restore it on that draft's page “Removed entries”.`,
  };
}
