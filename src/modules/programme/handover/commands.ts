import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { insertParts } from '../assignment/split.ts';
import { beginAgencies } from '../assignment/store.ts';
import { authoriseProgramme, onBehalfIn } from '../policy.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { settleTargets } from '../targets/settle.ts';
import { keepTargetVersions } from '../targets/versions.ts';
import { settleTasks } from '../tasks/settle.ts';
import { keepTaskVersions } from '../tasks/versions.ts';
import { type Former, type FormerItem, findFormer, itemsOfFormer, type Named } from './former.ts';

export interface HandingOver {
  readonly former: Former;
  /** Who takes over what nothing else is said of. */
  readonly successor: number;
  /** All who take over: a task that is split goes to each of them. */
  readonly successors: readonly number[];
  /** By row of the former: another successor; or “split”: a sub-task for each, the task itself with the first. */
  readonly choices: ReadonlyMap<string, number | 'split'>;
  readonly document: string;
}

/** Names a row of a former in forms. */
export const choiceKey = ({ of, rowId }: Pick<FormerItem, 'of' | 'rowId'>) => `${of}-${rowId}`;

/** More than one agency ever has. */
const itemsMost = 20_000;

/**
 * Hands all open tasks and targets of an agency that ended over. Its rows stay, with their last day and who took over; what it entered
 * counts for the successor. Asked for twice it happens once. Returns how many items. Throws InvalidInput `successors`,
 * `document`; Refusal.
 */
export async function handOver(services: Services, actor: Actor, input: HandingOver): Promise<number> {
  authoriseProgramme(actor, 'edit', null);
  const at = services.clock();
  const today = localDateOf(at);
  const document = singleSpaced(input.document);
  if (document === '' || [...document].length > 300)
    throw new InvalidInput({
      document: {
        vi: 'Hãy ghi số, ngày văn bản bàn giao hoặc sắp xếp tổ chức, không quá 300 ký tự.',
        en: 'Give the number and date of the document, with at most 300 characters.',
      },
    });
  return services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    if (!(await findFormer(tx, input.former, today))) throw notFound();
    const successors = await successorsIn(tx, input, today);
    const items = await lockItems(tx, input.former);
    if (items.length === 0) return 0;
    const to = (item: FormerItem) => takerOf(item, input, successors);
    const tasks = items.filter(({ of }) => of === 'task');
    const targets = items.filter(({ of }) => of === 'target');
    await moveTasks(
      tx,
      tasks.map((item) => ({ item, to: to(item) })),
      today,
    );
    await moveTargets(
      tx,
      targets.map((item) => ({ item, to: to(item) })),
      today,
    );
    const parts = await splitChosen(tx, tasks, input, successors, at);
    const ids = [...new Set([...tasks.map(({ itemId }) => itemId), ...parts])];
    const targetIds = [...new Set(targets.map(({ itemId }) => itemId))];
    const version = { why: 'assigned', document, from: today, at } as const;
    await keepTaskVersions(tx, ids, version);
    await keepTargetVersions(tx, targetIds, version);
    await settleTasks(tx, ids, at, reading);
    await settleTargets(tx, targetIds, at);
    await indexProgrammeItems(tx, 'task', ids);
    await indexProgrammeItems(tx, 'target', targetIds);
    await bumpContentVersion(tx);
    const subject = input.former.kind === 'organisation' ? input.former.id : input.successor;
    const takers = { successors: successors.map(({ id }) => id) };
    await appendEvents(tx, [
      {
        ...{ name: 'task.handed_over', actor, subject: { kind: 'organisation', id: subject }, at },
        facts: {
          ...{ tasks: tasks.length, targets: targets.length, parts: parts.length },
          ...{ ...takers, ids: ids.slice(0, 100), ...onBehalfIn(actor, 'edit', null) },
          // one that the directory does not know has no number
          ...(input.former.kind === 'name' && { former: input.former.name }),
        },
      },
      // each plan tells of it by itself: what is followed are plans, and who reads the log by them finds it there
      ...(await countByPlan(tx, items)).map(({ plan, ...count }) => ({
        ...({ name: 'plan.handed_over', actor, subject: { kind: 'plan', id: plan }, at } as const),
        facts: { ...count, ...takers },
      })),
    ]);
    return items.length;
  });
}

/** How many items of each plan there are. One statement. */
async function countByPlan(tx: Transaction, items: readonly FormerItem[]) {
  const of = (kind: FormerItem['of']) => items.filter((item) => item.of === kind).map(({ itemId }) => itemId);
  const { rows } = await sql<{ plan: number; tasks: number; targets: number }>`
    select plan_id as plan, count(*) filter (where of = 'task')::int as tasks, count(*) filter (where of = 'target')::int as targets
    from (select plan_id, 'task' as of from task where id = any(${of('task')}::bigint[])
      union all select plan_id, 'target' from target where id = any(${of('target')}::bigint[])) item
    group by plan_id order by plan_id`.execute(tx);
  return rows;
}

async function successorsIn(
  tx: Transaction,
  { successor, successors }: HandingOver,
  today: LocalDate,
): Promise<readonly Named[]> {
  const ids = [...new Set([successor, ...successors])];
  const { rows } = await sql<Named>`select id, name from organisation where id = any(${ids}::bigint[])
    and (valid_to is null or valid_to >= ${today}::date)`.execute(tx);
  if (rows.length < ids.length || ids.length > 100)
    throw new InvalidInput({
      successors: {
        vi: 'Hãy chọn cơ quan kế thừa còn hoạt động, có trong danh bạ.',
        en: 'Choose successors that exist, from the directory.',
      },
    });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

function takerOf(item: FormerItem, input: HandingOver, successors: readonly Named[]): Named {
  const chosen = input.choices.get(choiceKey(item));
  const id = typeof chosen === 'number' ? chosen : input.successor;
  const taker = successors.find((one) => one.id === id);
  if (!taker)
    throw new InvalidInput({
      successors: {
        vi: 'Cơ quan nhận phải là một trong các cơ quan kế thừa đã chọn.',
        en: 'Who takes an item must be one of the chosen successors.',
      },
    });
  return taker;
}

/** Plans, then tasks, then targets, each in the order of ids; read again once they are held. */
async function lockItems(tx: Transaction, former: Former): Promise<readonly FormerItem[]> {
  const { items } = await itemsOfFormer(tx, former, itemsMost);
  const of = (kind: FormerItem['of']) => items.filter((item) => item.of === kind).map(({ itemId }) => itemId);
  const [tasks, targets] = [of('task'), of('target')];
  await sql`select id from plan where id in (select plan_id from task where id = any(${tasks}::bigint[])
    union select plan_id from target where id = any(${targets}::bigint[])) order by id for update`.execute(
    tx,
  );
  await sql`select id from task where id = any(${tasks}::bigint[]) order by id for update`.execute(tx);
  await sql`select id from target where id = any(${targets}::bigint[]) order by id for update`.execute(tx);
  return (await itemsOfFormer(tx, former, itemsMost)).items;
}

interface Move {
  readonly item: FormerItem;
  readonly to: Named;
}

const movesAs = (moves: readonly Move[]) =>
  sql`json_to_recordset(${JSON.stringify(
    moves.map(({ item, to }) => ({ row: item.rowId, taker: to.id, name: to.name })),
  )}::json) as move ("row" bigint, taker bigint, name text)`;

/** A successor that takes part already now leads; one that leads already goes on leading. */
async function moveTasks(tx: Transaction, moves: readonly Move[], today: LocalDate): Promise<void> {
  if (moves.length === 0) return;
  await sql`insert into task_agency (task_id, role, position, organisation_id, name, since)
    select distinct on (former.task_id, former.role, taker) former.task_id, former.role, former.position, taker, move.name, ${today}::date
    from ${movesAs(moves)} join task_agency former on former.id = move."row"
    where not exists (select 1 from task_agency there where there.task_id = former.task_id and there.until is null
      and there.organisation_id = taker and (there.role = 'lead' or there.role = former.role))
    order by former.task_id, former.role, taker, former.position`.execute(tx);
  await sql`update task_agency former set until = greatest(former.since, ${today}::date - 1),
      handed_to = (select there.id from task_agency there where there.task_id = former.task_id and there.until is null
        and there.organisation_id = taker order by there.role = 'lead' desc limit 1)
    from ${movesAs(moves)} where former.id = move."row"`.execute(tx);
  // what was handed to the former before is now in the hands of whoever followed it
  await sql`update task_agency earlier set handed_to = former.handed_to from ${movesAs(moves)}
    join task_agency former on former.id = move."row" where earlier.handed_to = former.id`.execute(tx);
  await sql`update task_agency partner set until = greatest(partner.since, ${today}::date - 1), handed_to = lead.id
    from ${movesAs(moves)} join task_agency former on former.id = move."row"
    join task_agency lead on lead.task_id = former.task_id and lead.organisation_id = taker and lead.role = 'lead' and lead.until is null
    where partner.task_id = former.task_id and partner.organisation_id = taker and partner.role = 'partner'
      and partner.until is null`.execute(tx);
  await sql`update task set version = version + 1 where id = any(${moves.map(({ item }) => item.itemId)}::bigint[])`.execute(
    tx,
  );
}

async function moveTargets(tx: Transaction, moves: readonly Move[], today: LocalDate): Promise<void> {
  if (moves.length === 0) return;
  await sql`insert into target_agency (target_id, position, organisation_id, name, since)
    select distinct on (former.target_id, taker) former.target_id, former.position, taker, move.name, ${today}::date
    from ${movesAs(moves)} join target_agency former on former.id = move."row"
    where not exists (select 1 from target_agency there where there.target_id = former.target_id and there.until is null
      and there.organisation_id = taker)
    order by former.target_id, taker, former.position`.execute(tx);
  await sql`update target_agency former set until = greatest(former.since, ${today}::date - 1),
      handed_to = (select there.id from target_agency there where there.target_id = former.target_id and there.until is null
        and there.organisation_id = taker limit 1)
    from ${movesAs(moves)} where former.id = move."row"`.execute(tx);
  await sql`update target_agency earlier set handed_to = former.handed_to from ${movesAs(moves)}
    join target_agency former on former.id = move."row" where earlier.handed_to = former.id`.execute(tx);
  await sql`update target set version = version + 1 where id = any(${moves.map(({ item }) => item.itemId)}::bigint[])`.execute(
    tx,
  );
}

/** Sub-tasks of the tasks to be split, one for each successor that has none yet. */
async function splitChosen(
  tx: Transaction,
  tasks: readonly FormerItem[],
  { choices }: HandingOver,
  successors: readonly Named[],
  at: Date,
): Promise<readonly number[]> {
  const made: number[] = [];
  for (const item of tasks) {
    if (choices.get(choiceKey(item)) !== 'split' || !item.whole || item.role !== 'lead') continue;
    const parts = await insertParts(tx, { id: item.itemId }, successors.length, at);
    await beginAgencies(
      tx,
      successors.map(({ id, name }, index) => ({
        ...{ taskId: parts[index] ?? 0, role: 'lead', position: 1, organisationId: id, name },
      })),
      localDateOf(at),
    );
    made.push(...parts);
  }
  return made;
}
