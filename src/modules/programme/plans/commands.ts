import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { isPartialDate, type LocalDate, localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { askForJob } from '../../../platform/jobs/ask.ts';
import type { Services } from '../../../platform/services.ts';
import { clockJob } from '../day.ts';
import { authoriseProgramme, onBehalfIn } from '../policy.ts';
import { indexProgramme } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { settleTargets } from '../targets/settle.ts';
import { keepTargetVersions } from '../targets/versions.ts';
import { settleTasks } from '../tasks/settle.ts';
import { keepTaskVersions } from '../tasks/versions.ts';
import { addContent, type PlanContent } from './content.ts';
import { replaceWithin } from './ends.ts';
import { refuseEmpty } from './handing.ts';
import type { Relation } from './inputs.ts';
import { itemsMost, type PlanLevel, planCode, proposedMark, titleMost } from './plan.ts';
import { keepRelations } from './relations.ts';
import { accountOf, heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from './store.ts';

export interface NewPlan {
  readonly level: PlanLevel;
  readonly title: string;
  readonly titleEn?: string | null;
  /** As printed, whole: 145/KH-UBND. */
  readonly number: string | null;
  readonly issued: string | null;
  readonly issuer: string | null;
  readonly organisationId: number | null;
  readonly monitorId: number | null;
  readonly documentId?: number | null;
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
  /** In the codes of its items; null: from number and year. */
  readonly mark?: string | null;
  readonly source?: string | null;
  readonly sourceFile?: string | null;
  readonly illustrative?: boolean;
  /** Made with the form: the same form sent twice makes one. */
  readonly key: string;
  readonly content: PlanContent;
  /** What it does to others, as printed. */
  readonly relations?: readonly Relation[];
}

/** Enters a plan as a draft. Returns its id and code. Throws InvalidInput `title`, `mark`, `issued`, `to`, `items`; Refusal. */
export async function createPlan(
  services: Services,
  actor: Actor,
  input: NewPlan,
): Promise<{ readonly id: number; readonly code: string }> {
  return services.db.transaction().execute((tx) => createPlanWithin(tx, actor, input, services.clock()));
}

/** As `createPlan`, as part of a larger command. */
export async function createPlanWithin(
  tx: Transaction,
  actor: Actor,
  input: NewPlan,
  at: Date,
): Promise<{ readonly id: number; readonly code: string }> {
  const { level, organisationId } = input;
  const held = { level, state: 'draft', organisationId } as const;
  authoriseProgramme(actor, 'edit', held);
  await sql`select pg_advisory_xact_lock(hashtext(${`plan ${input.key}`}))`.execute(tx);
  const before = await tx
    .selectFrom('plan')
    .select(['id', 'code'])
    .where('form_key', '=', input.key)
    .executeTakeFirst();
  if (before) return before;
  const mark = await refuseWrongPlan(tx, input);
  const row = await tx
    .insertInto('plan')
    .values({
      ...{ code: planCode(mark), mark, level: input.level, title: singleSpaced(input.title) },
      ...{
        title_en: input.titleEn ?? null,
        number: input.number,
        issued: input.issued,
        issuer: input.issuer,
      },
      ...{ organisation_id: input.organisationId, monitor_id: input.monitorId },
      ...{ document_id: input.documentId ?? null, from_on: input.from ?? null, to_on: input.to ?? null },
      ...{ source: input.source ?? null, source_file: input.sourceFile ?? null, form_key: input.key },
      ...{ illustrative: input.illustrative ?? false, created_by: accountOf(actor), created_at: at },
    })
    .returning(['id', 'code'])
    .executeTakeFirstOrThrow();
  const since = parseLocalDate(input.issued ?? '') ?? localDateOf(at);
  const added = await addContent(tx, { id: row.id, mark }, input.content, since, at);
  await keepRelations(tx, row.id, input.relations ?? []);
  await appendEvent(tx, {
    ...{ name: 'plan.created', actor, subject: { kind: 'plan', id: row.id }, at },
    facts: {
      ...{ tasks: added.tasks.length, targets: added.targets.length },
      ...onBehalfIn(actor, 'edit', held),
    },
  });
  return row;
}

/** The mark of its codes. */
async function refuseWrongPlan(tx: Transaction, input: NewPlan): Promise<string> {
  const mark = input.mark ? input.mark.trim().toUpperCase() : proposedMark(input.number, input.issued);
  const wrong: Record<string, Text> = {};
  const title = singleSpaced(input.title);
  if (title === '') wrong.title = { vi: 'Hãy ghi tên kế hoạch.', en: 'Name the plan.' };
  if ([...title].length > titleMost)
    wrong.title = {
      vi: `Tên kế hoạch dài quá ${titleMost} ký tự.`,
      en: `The title has more than ${titleMost} characters.`,
    };
  if (input.issued !== null && !isPartialDate(input.issued))
    wrong.issued = { vi: 'Ngày ban hành không có thật.', en: 'There is no such date of issue.' };
  if (input.from && input.to && input.to < input.from)
    wrong.to = { vi: 'Ngày kết thúc đứng trước ngày bắt đầu.', en: 'The last day comes before the first.' };
  if (input.content.tasks.length > itemsMost || input.content.targets.length > itemsMost)
    wrong.items = {
      vi: `Một kế hoạch có nhiều nhất ${itemsMost} nhiệm vụ và ${itemsMost} chỉ tiêu; hãy tách tệp.`,
      en: `A plan has at most ${itemsMost} tasks and ${itemsMost} targets; split the file.`,
    };
  if (mark === null || !/^[A-Z0-9.-]{1,40}$/.test(mark))
    wrong.mark = {
      vi: 'Văn bản chưa có số hoặc năm: hãy ghi ký hiệu dùng trong mã nhiệm vụ, chỉ gồm chữ in không dấu, số, dấu chấm và gạch nối (ví dụ 145-2025).',
      en: 'The document has no number or year: give the mark used in the codes of its items, of capitals, digits, points and hyphens (such as 145-2025).',
    };
  else {
    // two at once are told like one after the other
    await sql`select pg_advisory_xact_lock(hashtext(${`plan mark ${mark}`}))`.execute(tx);
    const taken = await tx.selectFrom('plan').select(['title']).where('mark', '=', mark).executeTakeFirst();
    if (taken)
      wrong.mark = {
        vi: `Ký hiệu ${mark} đã dùng cho “${taken.title}”. Nếu là kế hoạch khác cùng số, hãy ghi ký hiệu khác, ví dụ ${mark.replace('-', 'B-')}.`,
        en: `The mark ${mark} belongs to “${taken.title}”. For another plan of the same number give another mark, such as ${mark.replace('-', 'B-')}.`,
      };
  }
  if (mark === null || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return mark;
}

/**
 * Puts a plan into force: from now on it is public and its items are followed. Asked for twice
 * it happens once. Throws Refusal (`conflict` when somebody saved since `version`), InvalidInput `items`.
 */
export async function putPlanInForce(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockPlan(tx, actor, id, 'decide');
    if (row.state === 'in_force' && row.version === version + 1) return;
    const state = stepPlan(row, 'put_in_force');
    refuseStale(row, version);
    await refuseEmpty(tx, id);
    const items = await itemsOf(tx, id);
    const replaced = await lockReplaced(tx, id);
    const from = inForceFrom(row, at);
    await tx
      .updateTable('plan')
      .set({
        state,
        in_force_on: from,
        published_at: at,
        published_by: accountOf(actor),
        returned_words: null,
        version: row.version + 1,
      })
      .where('id', '=', id)
      .execute();
    const reading = await readReading(tx, services);
    await keepTaskVersions(tx, items.tasks, { why: 'issued', document: row.number, from, at });
    await keepTargetVersions(tx, items.targets, { why: 'issued', document: row.number, from, at });
    await settleTasks(tx, items.tasks, at, reading);
    await settleTargets(tx, items.targets, at);
    const by = { id, name: row.number ?? row.title, on: from };
    for (const other of replaced) await replaceWithin(tx, actor, other, by, { at, reading });
    // opens the year of what comes back every year
    await askForJob(tx, clockJob);
    await indexProgramme(tx, id);
    await bumpContentVersion(tx);
    const facts = onBehalfIn(actor, 'decide', heldOf(row));
    await appendEvent(tx, { name: 'plan.put_in_force', actor, subject: { kind: 'plan', id }, facts, at });
  });
}

/** The day of issue where it is known whole: what a plan says holds from then on, whenever it was entered here. */
function inForceFrom({ issued }: PlanRow, at: Date): LocalDate {
  const today = localDateOf(at);
  const day = parseLocalDate(issued ?? '');
  return day !== null && day < today ? day : today;
}

/**
 * Plans in force that this one replaces, locked with all in them. Before anything is settled: whoever works on one of their tasks holds it and
 * waits for the counts.
 */
async function lockReplaced(tx: Transaction, id: number): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('plan_relation')
    .innerJoin('plan', 'plan.id', 'plan_relation.other_id')
    .select('plan.id')
    .where('plan_relation.plan_id', '=', id)
    .where('plan_relation.kind', '=', 'replaces')
    .where('plan.state', '=', 'in_force')
    .orderBy('plan.id')
    .execute();
  const ids = rows.map((row) => row.id);
  await sql`select id from plan where id = any(${ids}::bigint[]) order by id for update`.execute(tx);
  for (const item of ['task', 'target'])
    await sql`select id from ${sql.table(item)} where plan_id = any(${ids}::bigint[]) order by id for update`.execute(
      tx,
    );
  return ids;
}

async function itemsOf(
  tx: Transaction,
  planId: number,
): Promise<{ readonly tasks: readonly number[]; readonly targets: readonly number[] }> {
  const tasks = await tx.selectFrom('task').select('id').where('plan_id', '=', planId).execute();
  const targets = await tx.selectFrom('target').select('id').where('plan_id', '=', planId).execute();
  return { tasks: tasks.map(({ id }) => id), targets: targets.map(({ id }) => id) };
}
