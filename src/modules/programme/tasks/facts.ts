import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { actsForAgency, mayDo } from '../policy.ts';
import { type EnteredFact, type FactContext, type SaidBefore, type WrongFact, wrongIn } from './fact.ts';
import { notOpen } from './open.ts';
import { lockForm, repeatedFact } from './repeated-fact.ts';
import { concludeTask, type Lead, type LockedTask, leadFor, lockTask, refuseClosed } from './store.ts';
import type { FactKind } from './task.ts';
import { type KnownFile, parseFact, readFiles, type TypedFact } from './typed-fact.ts';

/**
 * A lead, or whoever follows the plan for it, enters what happened. Returns the number of the fact. Throws InvalidInput by field and
 * `file`; Refusal `conflict` when somebody saved since `version`, `wrong_state` where nothing can be entered any longer. What stands there
 * already is not entered again: its number is returned.
 */
export async function enterFact(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedFact,
): Promise<number> {
  const files = await readFiles(services, typed.files);
  return services.db.transaction().execute((tx) => enterFactWithin(tx, services, actor, id, typed, files));
}

/** As `enterFact`, as part of more. */
export async function enterFactWithin(
  tx: Transaction,
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedFact,
  files: readonly KnownFile[],
): Promise<number> {
  await lockForm(tx, typed.key);
  const locked = await lockTask(tx, actor, id);
  const lead = leadFor(actor, locked, typed.organisationId, { byMonitor: true });
  const { organisationId } = lead;
  const today = localDateOf(services.clock());
  const repeated = await repeatedFact(tx, actor, locked, {
    ...{ typed, files, organisationId, corrects: null, today },
  });
  if (repeated !== null) return repeated;
  refuseClosed(locked);
  await refuseElsewhere(tx, locked, lead);
  refuseStale(locked.task, typed.version);
  const fact = await readFact(tx, services, locked, lead, typed, null);
  const entered = await insertFact(tx, services, actor, locked, { typed, fact, files, corrects: null, lead });
  if (lead.answer === 'given') await takeOn(tx, services, actor, lead);
  await concludeTask(tx, services, actor, locked, {
    event: {
      name: fact.kind === 'done' ? 'task.reported' : 'task.fact_entered',
      facts: {
        ...{ factId: entered, kind: fact.kind, organisationId: lead.organisationId },
        ...(fact.percent === null ? {} : { percent: fact.percent }),
        ...(typed.sent ? { line: typed.sent.line } : {}),
      },
    },
  });
  return entered;
}

/**
 * A later fact in the place of an earlier one, with the reason. Once the task is closed whoever follows the plan alone corrects, and
 * only what a fact says. Throws as `enterFact`; `not_found` for a fact of another task.
 */
export async function correctFact(
  services: Services,
  actor: Actor,
  id: number,
  factId: number,
  typed: TypedFact,
): Promise<number> {
  const files = await readFiles(services, typed.files);
  return services.db.transaction().execute(async (tx) => {
    await lockForm(tx, typed.key);
    const locked = await lockTask(tx, actor, id);
    const former = await findCorrectable(tx, id, factId);
    const lead = locked.leads.find((one) => one.speaksFor.includes(former.organisationId ?? 0));
    const monitors = mayDo(actor, 'edit', locked.plan);
    if (!monitors && !(lead && actsForAgency(actor, lead.organisationId)))
      throw new Refusal('forbidden', notOwn);
    const today = localDateOf(services.clock());
    const { organisationId } = former;
    const repeated = await repeatedFact(tx, actor, locked, {
      ...{ typed, files, organisationId, corrects: factId, today },
    });
    if (repeated !== null) return repeated;
    if (!monitors) refuseClosed(locked);
    refuseUncorrectable(former, locked, typed.kind);
    refuseStale(locked.task, typed.version);
    const fact = await readFact(tx, services, locked, lead ?? null, typed, factId);
    const by = { typed, fact, files, corrects: factId, lead: { organisationId } };
    const entered = await insertFact(tx, services, actor, locked, by);
    await keepFormerFiles(tx, factId, entered);
    await concludeTask(tx, services, actor, locked, {
      event: {
        name: 'task.fact_corrected',
        facts: {
          factId: entered,
          corrects: factId,
          kind: fact.kind,
          organisationId,
        },
      },
    });
    return entered;
  });
}

const notOwn = {
  vi: 'Chỉ cơ quan đã ghi, hoặc người theo dõi kế hoạch, đính chính được dòng này.',
  en: 'Only the agency that entered this, or whoever follows the plan, can correct it.',
};

interface FormerFact {
  readonly kind: FactKind;
  readonly organisationId: number | null;
  readonly corrected: boolean;
  readonly returned: boolean;
}

async function findCorrectable(tx: Transaction, taskId: number, factId: number): Promise<FormerFact> {
  const { rows } = await sql<{
    kind: FactKind;
    organisationId: number | null;
    corrected: boolean;
    returned: boolean;
  }>`select kind, organisation_id as "organisationId",
      exists (select 1 from task_fact later where later.corrects_id = fact.id) as corrected,
      exists (select 1 from task_check c where c.fact_id = fact.id and c.verdict = 'returned') as returned
    from task_fact fact where id = ${factId} and task_id = ${taskId}`.execute(tx);
  const [found] = rows;
  if (!found) throw notFound();
  return found;
}

function refuseUncorrectable(former: FormerFact, { task }: LockedTask, kind: string): void {
  if (former.corrected)
    throw new Refusal('wrong_state', {
      vi: 'Dòng này đã được đính chính; hãy đính chính dòng mới nhất.',
      en: 'This was corrected already; correct the latest line.',
    });
  if (former.returned)
    throw new Refusal('wrong_state', {
      vi: 'Báo cáo này đã bị trả lại; hãy báo cáo lại thay vì đính chính.',
      en: 'This report was returned; report anew instead of correcting it.',
    });
  if (task.closed !== null && kind !== former.kind)
    throw new Refusal('wrong_state', {
      vi: 'Nhiệm vụ đã kết thúc nên không đổi loại thông tin được; hãy mở lại nhiệm vụ trước.',
      en: 'The task is closed, so a fact cannot become one of another kind; open the task again first.',
    });
}

/** A correction that brings no file keeps those there were. */
async function keepFormerFiles(tx: Transaction, from: number, to: number): Promise<void> {
  await sql`insert into task_fact_file (fact_id, sha256, name, size)
    select ${to}, sha256, name, size from task_fact_file where fact_id = ${from}
    on conflict do nothing`.execute(tx);
}

/** Where a fact belongs to something else than this task, or the lead does not work on it. */
async function refuseElsewhere(tx: Transaction, { task }: LockedTask, lead: Lead): Promise<void> {
  const yearly = task.deadline_kind === 'yearly';
  const instance = yearly
    ? await tx
        .selectFrom('task')
        .select('code')
        .where('instance_of', '=', task.id)
        .orderBy('period', 'desc')
        .limit(1)
        .executeTakeFirst()
    : undefined;
  const why = notOpen(lead, { yearly, instance: instance?.code ?? null });
  if (why) throw new Refusal('wrong_state', why);
}

/** What was typed, read and found right. Throws InvalidInput with every field that is not. */
async function readFact(
  tx: Transaction,
  services: Services,
  { task }: LockedTask,
  lead: Lead | null,
  typed: TypedFact,
  corrects: number | null,
): Promise<EnteredFact> {
  const today = localDateOf(services.clock());
  const { fact, wrong } = parseFact(typed, today, await hasFiles(tx, typed, corrects));
  const context: FactContext = {
    ...{ today, since: lead?.since ?? today, corrects: corrects !== null },
    cadence: task.deadline_kind === 'continuous' ? cadenceOf(task.cadence) : null,
    before: await saidBefore(tx, task.id, lead?.speaksFor ?? [], corrects),
    openParts: fact.kind === 'done' ? await openPartsOf(tx, task.id) : 0,
  };
  const all: WrongFact = { ...wrongIn(fact, context), ...wrong };
  if (Object.keys(all).length > 0) throw new InvalidInput(all);
  return fact;
}

function cadenceOf(written: string | null) {
  return (['month', 'quarter', 'half_year', 'year'] as const).find((one) => one === written) ?? 'quarter';
}

async function hasFiles(tx: Transaction, { files }: TypedFact, corrects: number | null): Promise<boolean> {
  if (files.length > 0) return true;
  if (corrects === null) return false;
  const kept = await tx
    .selectFrom('task_fact_file')
    .select('id')
    .where('fact_id', '=', corrects)
    .executeTakeFirst();
  return kept !== undefined;
}

async function saidBefore(
  tx: Transaction,
  taskId: number,
  organisations: readonly number[],
  but: number | null,
): Promise<readonly SaidBefore[]> {
  const { rows } = await sql<SaidBefore>`select kind, happened_on as "on", percent from task_fact fact
    where task_id = ${taskId} and organisation_id = any(${[...organisations]}::bigint[]) and id <> ${but ?? 0}
      and not exists (select 1 from task_fact later where later.corrects_id = fact.id)
    order by happened_on, id`.execute(tx);
  return rows;
}

/** Parts of a task that are neither closed nor reported as done. */
export async function openPartsOf(tx: Transaction, taskId: number): Promise<number> {
  const { count } = await tx
    .selectFrom('task')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('parent_id', '=', taskId)
    .where('closed', 'is', null)
    .where('reported_on', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

async function insertFact(
  tx: Transaction,
  services: Services,
  actor: Actor,
  { task }: LockedTask,
  of: {
    readonly typed: TypedFact;
    readonly fact: EnteredFact;
    readonly files: readonly KnownFile[];
    readonly corrects: number | null;
    readonly lead: Pick<Lead, 'organisationId'>;
  },
): Promise<number> {
  const { typed, fact, files } = of;
  const period = fact.kind === 'result' && task.deadline_kind === 'continuous' ? fact.period : null;
  const { id } = await tx
    .insertInto('task_fact')
    .values({
      ...{ task_id: task.id, organisation_id: of.lead.organisationId, kind: fact.kind },
      ...{ happened_on: fact.on, percent: fact.percent, words: fact.words, reason: fact.reason, period },
      ...{ document_number: fact.document?.number ?? null, document_date: fact.document?.date ?? null },
      ...{ corrects_id: of.corrects, way: typed.way ?? 'page', form_key: typed.key },
      ...{ sent_file: typed.sent?.file ?? null, sent_line: typed.sent?.line ?? null },
      ...{ entered_by: accountOf(actor), entered_at: services.clock() },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const { sha256, size, name, mediaType } of files) {
    await keepStoredFile(tx, { sha256, size, mediaType });
    await tx
      .insertInto('task_fact_file')
      .values({ fact_id: id, sha256, name, size })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return id;
}

/** Who begins to tell of a task has taken it on. */
async function takeOn(tx: Transaction, services: Services, actor: Actor, lead: Lead): Promise<void> {
  await tx
    .updateTable('task_agency')
    .set({
      ...{ answer: 'acknowledged', answered_on: localDateOf(services.clock()) },
      ...{ answered_by: accountOf(actor), answer_words: null },
    })
    .where('id', '=', lead.id)
    .execute();
}
