import { sql } from 'kysely';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { isHeading, type LoadedTarget, loadTargets, type TargetPart } from './load.ts';
import {
  figuresOf,
  judgedInWords,
  type Outcome,
  type OutlookRules,
  outlookOf,
  worstInformation,
  worstOutlook,
} from './outlook.ts';
import { readTargetRules } from './rules.ts';

/**
 * Brings what follows from figures and the date up to date: of these targets, and of the headings they stand under. Every
 * command that changes a target ends with it, before its event. As many statements for one as for thousands of one depth.
 */
export async function settleTargets(tx: Transaction, ids: readonly number[], at: Date): Promise<void> {
  const rules = await readTargetRules(tx);
  const today = localDateOf(at);
  // a heading has nothing of its own: it is read when all below it is written
  for (let next = ids; next.length > 0; ) {
    const loaded = await loadTargets(tx, next, today);
    await write(
      tx,
      loaded.map((one) => settled(one, today, rules)),
    );
    next = await headingsOver(tx, next);
  }
}

interface Settled extends Omit<Outcome, 'since' | 'owed'> {
  readonly id: number;
  readonly since: LocalDate | null;
  readonly value: number | null;
  readonly valueWords: string | null;
}

function settled(loaded: LoadedTarget, today: LocalDate, rules: OutlookRules): Settled {
  const { id, target, actuals, parts } = loaded;
  if (isHeading(loaded) && !target.notCarriedOut) return { id, ...headingOf(parts) };
  const outcome = outlookOf(target, actuals, today, rules);
  // what is not carried out owes nothing, whatever stood under it
  return { id, ...outcome, ...latestOf(loaded) };
}

/** As good as the worst below it; nothing is owed of it, and no day turns it by itself. */
function headingOf(parts: readonly TargetPart[]): Omit<Settled, 'id'> {
  const counted = parts.filter(({ result }) => result !== 'not_carried_out');
  const of = counted.length > 0 ? counted : parts;
  const ended = of.every(({ outlook }) => outlook === null);
  const results = of.map(({ result }) => result);
  return {
    information:
      worstInformation.find((one) => of.some(({ information }) => information === one)) ?? 'missing',
    since: least(of.map(({ since }) => since)),
    outlook: worstOutlook.find((one) => of.some(({ outlook }) => outlook === one)) ?? null,
    aimsAt: least(of.map(({ aimsAt }) => aimsAt)),
    result: ended ? worstResult(results) : null,
    estimated: ended && of.some(({ estimated }) => estimated),
    ...{ dueOn: null, turnsOn: null, value: null, valueWords: null },
  };
}

function worstResult(results: readonly TargetPart['result'][]): TargetPart['result'] {
  if (results.includes('not_met')) return 'not_met';
  if (results.includes(null)) return null;
  return results.includes('met') ? 'met' : (results[0] ?? null);
}

function least<T extends string | number>(values: readonly (T | null)[]): T | null {
  return values.reduce((one, other) => (one === null || (other !== null && other < one) ? other : one), null);
}

/** The latest figure: of one value the number, of several or in words a sentence. */
function latestOf({ target, actuals }: LoadedTarget): Pick<Settled, 'value' | 'valueWords'> {
  const latest = target.aims.map((aim) => figuresOf(aim, target.direction, actuals).at(-1) ?? null);
  const [only] = latest;
  if (latest.length === 1) {
    const inWords = target.aims.every((aim) => judgedInWords(aim, target.direction));
    return { value: only?.value ?? null, valueWords: (inWords ? only?.words : null) ?? null };
  }
  const told = latest.flatMap((one) =>
    one === null
      ? []
      : [[one.value === null ? one.words : writeFigure(one.value), one.scope].filter(Boolean).join(' ')],
  );
  return { value: null, valueWords: told.length > 0 ? told.join('; ') : null };
}

/** In the spelling of the plans themselves. */
const figures = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 12 });
const writeFigure = (value: number) => figures.format(value);

async function write(tx: Transaction, all: readonly Settled[]): Promise<void> {
  await sql`update target set information = s.information, outlook = s.outlook, aims_at = s."aimsAt", result = s.result,
      estimated = s.estimated, turns_on = s."turnsOn", value = s.value, value_words = s."valueWords", since_on = s.since,
      due_on = s."dueOn"
    from json_to_recordset(${JSON.stringify(all)}::json) as s (id bigint, information text, outlook text, "aimsAt" integer,
      result text, estimated boolean, "turnsOn" date, value numeric, "valueWords" text, since date, "dueOn" date)
    where target.id = s.id`.execute(tx);
}

/** Targets without a value of their own directly above these. */
async function headingsOver(tx: Transaction, ids: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select distinct above.id from target join target above on above.id = target.parent_id
    where target.id = any(${[...ids]}::bigint[]) and above."values" = '[]'`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Targets settled in one transaction. */
const atOnce = 500;

/**
 * Settles every target of which something changes by the date alone, in parts; each once, however many days have passed. Rows
 * are locked with what they stand under in the order in which commands lock them.
 */
export async function turnTargets(services: Services): Promise<void> {
  for (let more = true; more; )
    more = await services.db.transaction().execute((tx) => turnSome(tx, services.clock()));
}

async function turnSome(tx: Transaction, at: Date): Promise<boolean> {
  const { rows: due } = await sql<{ id: number }>`
    select target.id from target join plan on plan.id = plan_id and plan.state = 'in_force'
    where turns_on <= ${localDateOf(at)}::date order by target.id limit ${atOnce}`.execute(tx);
  if (due.length === 0) return false;
  const ids = due.map(({ id }) => id);
  await lockWithAbove(tx, ids);
  await settleTargets(tx, ids, at);
  await bumpContentVersion(tx);
  return due.length === atOnce;
}

/** What a target stands under was made before it, so the numbers are the order of locks. */
export async function lockWithAbove(tx: Transaction, ids: readonly number[]): Promise<void> {
  await sql`select id from target where id in (
      with recursive up (id, above) as (
        select id, parent_id from target where id = any(${[...ids]}::bigint[])
        union
        select target.id, target.parent_id from up join target on target.id = up.above
      ) select id from up
    ) order by id for update`.execute(tx);
}
