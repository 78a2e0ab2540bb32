import { type Selectable, sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent, appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { onBehalf } from '../policy.ts';
import {
  readAgencies,
  readIssue,
  readLetterTexts,
  readRecallReason,
  readReportBy,
  readUrging,
  type TypedIssue,
  type TypedUrging,
} from './inputs.ts';
import { type LetterTexts, type LetterVerb, letterLifecycle, letterStates, type Urging } from './letter.ts';
import { readsLetter, writesLetters } from './policy.ts';
import { agenciesToUrge, tasksToUrge } from './queries.ts';
import { urgingTemplate } from './template.ts';

type LetterRow = Selectable<DB['urging_letter']>;

/**
 * Drafts a letter for each of these agencies that has something to be urged about; the same form sent twice drafts once. Returns the
 * drafts. Throws InvalidInput `agencies`, `reportBy`; Refusal.
 */
export async function draftLetters(
  services: Services,
  actor: Actor,
  input: TypedUrging & {
    readonly agencies: readonly string[];
    readonly reportBy: string;
    readonly key: string;
  },
): Promise<readonly number[]> {
  if (!writesLetters(actor)) throw notWriter();
  const at = services.clock();
  const today = localDateOf(at);
  const chosen = readAgencies(input.agencies);
  const reportBy = readReportBy(input.reportBy, today);
  const urging = readUrging(input);
  return services.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`urging letters ${input.key}`}))`.execute(tx);
    const before = await tx
      .selectFrom('urging_letter')
      .select('id')
      .where('batch', '=', input.key)
      .where('created_by', 'is not distinct from', accountOf(actor))
      .orderBy('id')
      .execute();
    if (before.length > 0) return before.map(({ id }) => id);
    const found = (await agenciesToUrge(tx, urging, '', today)).filter(({ id }) => chosen.includes(id));
    if (found.length === 0)
      throw new InvalidInput({
        agencies: {
          vi: 'Các cơ quan này không còn nhiệm vụ nào như bộ lọc trên. Hãy mở lại trang rồi chọn lại.',
          en: 'These agencies have no such task any longer. Open the page anew and choose again.',
        },
      });
    const texts = JSON.stringify(urgingTemplate());
    const letters = await tx
      .insertInto('urging_letter')
      .values(
        found.map(({ id }) => ({
          ...{ organisation_id: id, batch: input.key, plan_id: urging.planId, least_days: urging.leastDays },
          ...{ with_soon: urging.withSoon, report_by: reportBy, texts },
          ...{ created_by: accountOf(actor), created_at: at },
        })),
      )
      .returning(['id', 'organisation_id'])
      .execute();
    await appendEvents(
      tx,
      letters.map(({ id, organisation_id }) => ({
        ...{ name: 'urging_letter.drafted', actor, subject: { kind: 'urging_letter', id }, at },
        facts: { organisation: organisation_id, ...onBehalf(actor, writesLetters) },
      })),
    );
    return letters.map(({ id }) => id);
  });
}

function notWriter(): Refusal {
  return new Refusal('forbidden', {
    vi: 'Công văn đôn đốc do cơ quan phụ trách chương trình soạn.',
    en: 'Urging letters are written by the department.',
  });
}

interface Versioned {
  readonly version: number;
}

/** Saves the words of a draft. Throws InvalidInput by field and `reportBy`, Refusal. */
export async function saveLetter(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly texts: LetterTexts; readonly reportBy: string },
): Promise<void> {
  const at = services.clock();
  const texts = readLetterTexts(input.texts);
  const reportBy = readReportBy(input.reportBy, localDateOf(at));
  await services.db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, actor, id);
    step(row, 'change');
    const same = JSON.stringify(row.texts) === JSON.stringify(texts) && row.report_by === reportBy;
    if (same) return;
    refuseStale(row, input.version);
    await update(tx, row, { texts: JSON.stringify(texts), report_by: reportBy });
    await tell(tx, actor, row, 'urging_letter.changed', at);
  });
}

/**
 * Notes a draft as issued: from then on it lists what it lists now. The same click twice does it once. Throws InvalidInput `number`,
 * `issuedOn`, `signer`; Refusal (`wrong_state` where nothing is left to be urged about).
 */
export async function issueLetter(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & TypedIssue,
): Promise<void> {
  const at = services.clock();
  const today = localDateOf(at);
  const read = readIssue(input, today);
  await services.db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, actor, id);
    if (row.state === 'issued' && row.version === input.version + 1 && says(row, read)) return;
    const state = step(row, 'issue');
    refuseStale(row, input.version);
    const urged = await tasksToUrge(tx, row.organisation_id, urgingOf(row), today);
    if (urged.tasks.length === 0)
      throw new Refusal('wrong_state', {
        vi: 'Cơ quan này không còn nhiệm vụ nào phải đôn đốc. Hãy bỏ dự thảo.',
        en: 'Nothing is left to urge this agency about. Drop the draft.',
      });
    await update(tx, row, {
      ...{ state, number: read.number, issued_on: read.issuedOn, signer: read.signer },
      ...{ tasks: JSON.stringify(urged), issued_by: accountOf(actor), issued_at: at },
    });
    await tell(tx, actor, row, 'urging_letter.issued', at, {
      ...{ number: read.number, tasks: urged.tasks.length },
    });
  });
}

/** Corrects number, day and signer of an issued one. Throws InvalidInput `number`, `issuedOn`, `signer`; Refusal. */
export async function correctLetter(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & TypedIssue,
): Promise<void> {
  const at = services.clock();
  const read = readIssue(input, localDateOf(at));
  await services.db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, actor, id);
    const state = step(row, 'correct');
    if (says(row, read)) return;
    refuseStale(row, input.version);
    const { number, issuedOn: issued_on, signer } = read;
    await update(tx, row, { state, number, issued_on, signer });
    await tell(tx, actor, row, 'urging_letter.corrected', at, { number });
  });
}

/**
 * Takes back one that was issued, which stays to be read as recalled, with the reason; recalled already for that reason, nothing happens.
 * Throws InvalidInput `recallReason`, Refusal.
 */
export async function recallLetter(
  services: Services,
  actor: Actor,
  id: number,
  input: Versioned & { readonly reason: string },
): Promise<void> {
  const at = services.clock();
  const reason = readRecallReason(input.reason);
  await services.db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, actor, id);
    if (row.state === 'recalled' && row.recall_reason === reason) return;
    const state = step(row, 'recall');
    refuseStale(row, input.version);
    await update(tx, row, {
      ...{ state, recall_reason: reason, recalled_at: at, recalled_by: accountOf(actor) },
    });
    await tell(tx, actor, row, 'urging_letter.recalled', at, { number: row.number ?? '' });
  });
}

/** Drops a draft; dropped already, nothing happens. Throws Refusal. */
export async function dropLetter(
  services: Services,
  actor: Actor,
  id: number,
  { version }: Versioned,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, actor, id);
    if (row.state === 'dropped') return;
    const state = step(row, 'drop');
    refuseStale(row, version);
    await update(tx, row, { state });
    await tell(tx, actor, row, 'urging_letter.dropped', at);
  });
}

function says(row: LetterRow, { number, issuedOn, signer }: ReturnType<typeof readIssue>): boolean {
  return row.number === number && row.issued_on === issuedOn && row.signer === signer;
}

async function lockLetter(tx: Transaction, actor: Actor, id: number): Promise<LetterRow> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('urging_letter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row || !readsLetter(actor, { organisationId: row.organisation_id, state: stateOf(row) }))
    throw notFound();
  if (!writesLetters(actor)) throw notWriter();
  return row;
}

function stateOf(row: { readonly state: string }) {
  return letterStates.find((state) => state === row.state) ?? 'draft';
}

function step(row: LetterRow, verb: LetterVerb) {
  return transition(letterLifecycle, stateOf(row), verb);
}

function urgingOf(row: LetterRow): Urging {
  return { planId: row.plan_id, leastDays: row.least_days, withSoon: row.with_soon };
}

async function update(
  tx: Transaction,
  row: LetterRow,
  set: Partial<Omit<LetterRow, 'id' | 'version' | 'texts' | 'tasks'>> & {
    readonly texts?: string;
    readonly tasks?: string;
  },
): Promise<void> {
  await tx
    .updateTable('urging_letter')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}

async function tell(
  tx: Transaction,
  actor: Actor,
  row: LetterRow,
  name: `urging_letter.${string}`,
  at: Date,
  facts: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'urging_letter', id: row.id }, at },
    facts: { organisation: row.organisation_id, ...facts, ...onBehalf(actor, writesLetters) },
  });
}
