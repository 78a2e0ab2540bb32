import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Agency } from '../difficulties/difficulty.ts';
import { keptDay } from '../directives/inputs.ts';
import { lettersSeenBy } from './policy.ts';

/** Condition on `letter` (rows of urging_letter): it was issued and lists a task (an expression of its id). */
export function listsTask(task: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(letter.tasks -> 'tasks') @> jsonb_build_array(jsonb_build_object('id', ${task}))`;
}

/** The same, as due on a day (an expression of it): a letter of a former last day is none of this one. */
export function listsTaskDue(task: RawBuilder<unknown>, day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(letter.tasks -> 'tasks') @> jsonb_build_array(jsonb_build_object('id', ${task}, 'lastDay', ${day}::text))`;
}

const day = z.string().transform(keptDay);
const shape = z.object({
  ...{ id: z.number(), number: z.string(), symbol: z.string(), issuedOn: day, seen: z.boolean() },
  agency: z.object({ id: z.number(), name: z.string(), nameEn: z.string().nullable() }),
  recalledOn: day.nullable(),
});

/** A letter by which a task was urged. */
export interface TaskLetter extends z.infer<typeof shape> {
  readonly agency: Agency;
}

/** Letters shown of a task. */
const lettersShown = 20;

/**
 * Letters issued about a task, the latest first, also those recalled. Whoever reads the task reads that there was one, as they read that it
 * was urged; `seen`: the letter itself is theirs to read. One statement.
 */
export async function lettersOfTask(db: Querying, actor: Actor, taskId: number): Promise<TaskLetter[]> {
  const { rows } = await sql`
    select letter.id, letter.number, letter.issued_on as "issuedOn", coalesce(letter.texts ->> 'symbol', '') as symbol,
      json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) as agency, ${lettersSeenBy(actor)} as seen,
      (letter.recalled_at at time zone 'Asia/Ho_Chi_Minh')::date as "recalledOn"
    from urging_letter letter join organisation o on o.id = letter.organisation_id
    where ${listsTask(sql`${taskId}::bigint`)} order by letter.issued_on desc, letter.id desc limit ${lettersShown}`.execute(
    db,
  );
  return z.array(shape).parse(rows);
}
