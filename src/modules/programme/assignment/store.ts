import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { agencyChanges, type Outcome, termsOf } from './assignment.ts';

/** What was written of one task. */
export interface WrittenItem {
  readonly taskId: number;
  readonly version: number;
  readonly before: unknown;
  readonly after: unknown;
  readonly begun: readonly number[];
  readonly ended: readonly number[];
}

/** Writes what changed of locked tasks: terms, agencies that begin today, agencies that end. As many statements for one as for thousands. */
export async function writeOutcomes(
  tx: Transaction,
  outcomes: readonly Outcome[],
  today: LocalDate,
): Promise<readonly WrittenItem[]> {
  const moves = outcomes.map((outcome) => ({ outcome, ...agencyChanges(outcome.task, outcome.after) }));
  const terms = outcomes.map(({ task, after: { deadline, product, sector, cadence } }) => ({
    ...{ id: task.id, product, sector, cadence },
    ...{ kind: deadline.kind, from: deadline.from, to: deadline.to, raw: deadline.raw },
  }));
  await sql`update task set product = given.product, sector_code = given.sector, cadence = given.cadence, deadline_kind = kind,
      deadline_from = "from", deadline_to = "to", deadline_raw = raw, version = version + 1
    from json_to_recordset(${JSON.stringify(terms)}::json) as given (id bigint, product text, sector text, cadence text, kind text,
      "from" date, "to" date, raw text)
    where task.id = given.id`.execute(tx);
  await endAgencies(
    tx,
    moves.flatMap(({ ended }) => ended.map(({ id }) => id)),
    today,
  );
  const begun = await beginAgencies(
    tx,
    moves.flatMap(({ outcome, begun: new_ }) =>
      new_.map((agency) => ({ taskId: outcome.task.id, ...agency })),
    ),
    today,
  );
  return moves.map(({ outcome: { task, after }, ended }) => ({
    ...{ taskId: task.id, version: task.version + 1, before: termsOf(task), after },
    ...{ begun: begun.get(task.id) ?? [], ended: ended.map(({ id }) => id) },
  }));
}

/** Yesterday was their last day; of those who were given the task today, today. */
export async function endAgencies(tx: Transaction, ids: readonly number[], today: LocalDate): Promise<void> {
  if (ids.length > 0)
    await sql`update task_agency set until = greatest(since, ${today}::date - 1) where id = any(${[...ids]}::bigint[])`.execute(
      tx,
    );
}

export interface NewAgency {
  readonly taskId: number;
  readonly role: 'lead' | 'partner';
  readonly position: number;
  readonly organisationId: number | null;
  readonly name: string;
}

/** Ids of the new rows by task. */
export async function beginAgencies(
  tx: Transaction,
  agencies: readonly NewAgency[],
  today: LocalDate,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, number[]>();
  if (agencies.length === 0) return found;
  const { rows } = await sql<{ id: number; task: number }>`
    insert into task_agency (task_id, role, position, organisation_id, name, since)
    select "taskId", role, position, "organisationId", name, ${today}::date
    from json_to_recordset(${JSON.stringify(agencies)}::json) as given ("taskId" bigint, role text, position integer,
      "organisationId" bigint, name text)
    returning id, task_id as task`.execute(tx);
  for (const { id, task } of rows) found.set(task, [...(found.get(task) ?? []), id]);
  return found;
}

/** The assignment made with this form before. */
export async function madeWith(
  tx: Transaction,
  planId: number,
  key: string,
): Promise<{ readonly id: number; readonly tasks: number } | null> {
  const { rows } = await sql<{ id: number; tasks: number }>`
    select id, (select count(*)::integer from task_assignment_item where assignment_id = made.id) as tasks
    from task_assignment made where form_key = ${key} and plan_id = ${planId}`.execute(tx);
  return rows[0] ?? null;
}

export async function keepAssignment(
  tx: Transaction,
  made: {
    readonly planId: number;
    readonly document: string | null;
    readonly reason: string | null;
    readonly key: string;
    readonly by: number | null;
    readonly at: Date;
    readonly items: readonly WrittenItem[];
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('task_assignment')
    .values({
      ...{ plan_id: made.planId, document: made.document, reason: made.reason, form_key: made.key },
      ...{ made_by: made.by, made_at: made.at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`insert into task_assignment_item (assignment_id, task_id, version, before, after, begun, ended)
    select ${id}, "taskId", version, before, after, begun, ended
    from json_to_recordset(${JSON.stringify(made.items)}::json) as given ("taskId" bigint, version integer, before jsonb, after jsonb,
      begun jsonb, ended jsonb)`.execute(tx);
  return id;
}
