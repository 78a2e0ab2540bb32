import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, system } from '../../../../kernel/actor.ts';
import type { LocalDate } from '../../../../kernel/dates.ts';
import { InvalidInput } from '../../../../kernel/refusal.ts';
import type { OfficialDocument } from '../../../../office/index.ts';
import type { Transaction } from '../../../../platform/database/open.ts';
import { appendEvent } from '../../../../platform/events/append.ts';
import type { Services } from '../../../../platform/services.ts';
import { registerDocumentWithin } from '../../../documents/index.ts';
import { programmeWork } from '../../paths.ts';
import { authoriseProgramme, mayDo } from '../../policy.ts';
import { nameMost } from '../../tasks/task.ts';
import { createPlanWithin } from '../commands.ts';
import type { PlanContent, TargetContent, TaskContent } from '../content.ts';
import { refuseForeignLevel } from '../head.ts';
import { directionOf, readHead, type TypedHead } from '../inputs.ts';
import { proposedMark } from '../plan.ts';
import { type ImportedFile, lockReview, startPlanImport } from './commands.ts';
import type { ImportHead, ImportRow } from './store.ts';
import { findPlanImport, lockPlanImport, readingOf, rowsOfImport } from './store.ts';

/** Rows that will not be saved: left out, or without a name that can be. They stay with the import. */
export function isSaved({ skip, texts }: Pick<ImportRow, 'skip' | 'texts'>): boolean {
  const name = texts.name ?? '';
  return !skip && name !== '' && [...name].length <= nameMost;
}

/** `I. Hoàn thiện thể chế` → its label and its name. */
function groupOf(text: string): { readonly label: string | null; readonly name: string } {
  const [, label, name] = /^([IVXLC]{1,6}|[A-ZĐ]|\d{1,3})\s*[.)/]\s+(.+)$/u.exec(text) ?? [];
  return label && name ? { label, name } : { label: null, name: text };
}

function groupsOf(names: readonly (string | null)[]): PlanContent['groups'] {
  const found = new Map<string, { readonly label: string | null; readonly name: string }>();
  for (const text of names) {
    if (text === null) continue;
    const group = groupOf(text);
    if (!found.has(group.name)) found.set(group.name, group);
  }
  return [...found.values()];
}

/** “Đến năm 2030”: to be reached by the end of the last year it names. */
function endOf(block: string | null): LocalDate | null {
  const year = block?.match(/(?<!\d)20\d\d(?!\d)/gu)?.at(-1);
  return year === undefined ? null : (`${year}-12-31` as LocalDate);
}

function taskOf(row: ImportRow): TaskContent[] {
  if (row.item.part !== 'tasks' || !isSaved(row)) return [];
  const { task } = row.item;
  const { deadline, product } = task;
  return [
    {
      ...{
        tt: task.tt?.slice(0, 40) ?? null,
        name: task.name ?? '',
        product: product?.slice(0, 2_000) ?? null,
      },
      group: task.group === null ? null : groupOf(task.group).name,
      ...{ leads: task.leads, partners: task.partners.filter((name) => !task.leads.includes(name)) },
      cadence: task.cadence ?? null,
      // dates that are read exist
      deadline: {
        ...deadline,
        from: deadline.from as LocalDate | null,
        to: deadline.to as LocalDate | null,
      },
    },
  ];
}

function targetOf(row: ImportRow): TargetContent[] {
  if (row.item.part !== 'targets' || !isSaved(row)) return [];
  const { target } = row.item;
  return [
    {
      ...{ tt: target.tt?.slice(0, 40) ?? null, parent: target.parent, name: target.name ?? '' },
      ...{ unit: target.unit?.slice(0, 200) ?? null, values: target.values, agencies: target.agencies },
      block: target.block === null ? null : groupOf(target.block).name,
      ...{ direction: directionOf(target.values), untilOn: endOf(target.block) },
    },
  ];
}

async function contentOf(
  tx: Transaction,
  id: number,
  agencies: Readonly<Record<string, number | null>>,
): Promise<PlanContent> {
  const [tasks, targets] = [await rowsOfImport(tx, id, 'tasks'), await rowsOfImport(tx, id, 'targets')];
  const groups = tasks.flatMap((row) =>
    row.item.part === 'tasks' && isSaved(row) ? [row.item.task.group] : [],
  );
  const blocks = targets.flatMap((row) =>
    row.item.part === 'targets' && isSaved(row) ? [row.item.target.block] : [],
  );
  return {
    ...{ groups: groupsOf(groups), blocks: groupsOf(blocks) },
    ...{ tasks: tasks.flatMap(taskOf), targets: targets.flatMap(targetOf) },
    agencies: new Map(
      Object.entries(agencies).flatMap(([name, meant]) => (meant === null ? [] : [[name, meant] as const])),
    ),
  };
}

/** The document in the register: the one of that number and day, else the file as a new draft. null to whoever may register none. */
async function documentOf(
  tx: Transaction,
  actor: Actor,
  head: { readonly number: string | null; readonly issued: string | null },
  source: { readonly reading: OfficialDocument; readonly file: ImportedFile | null },
  at: Date,
): Promise<number | null> {
  const known = await sql<{ id: number }>`select id from document
    where ${head.number}::text is not null and vn_norm(number) = vn_norm(${head.number}) and issued = ${head.issued}
      and state <> 'removed' order by (state = 'published') desc, id limit 1`.execute(tx);
  if (known.rows[0]) return known.rows[0].id;
  if (!source.file || (actor !== system && !mayDo(actor, 'edit', null))) return null;
  const { reading, file } = source;
  return (await registerDocumentWithin(tx, actor, { reading: { ...reading, kind: 'plan' }, file }, at)).id;
}

/**
 * Saves what was reviewed as a draft plan, with its document in the register. Asked for twice it happens once. Throws
 * InvalidInput by field of the head and `items`, Refusal.
 */
export async function confirmPlanImport(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedHead,
): Promise<{ readonly id: number; readonly code: string }> {
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const before = await lockPlanImport(tx, id);
    if (before.state === 'confirmed' && before.plan_id !== null) return savedPlan(tx, actor, before.plan_id);
    const row = await lockReview(tx, actor, id);
    const head = readHead(typed);
    refuseForeignLevel(actor, head);
    const content = await contentOf(tx, id, z.record(z.string(), z.number().nullable()).parse(row.agencies));
    if (content.tasks.length + content.targets.length === 0)
      throw new InvalidInput({
        items: {
          vi: 'Mọi dòng đều bị bỏ qua hoặc chưa có tên: chưa có gì để lưu.',
          en: 'Every row is left out or has no name: there is nothing to save.',
        },
      });
    const file = await fileOf(tx, row.file_sha256, row.file_name);
    const documentId = await documentOf(tx, actor, head, { reading: readingOf(row), file }, at);
    const plan = await createPlanWithin(
      tx,
      actor,
      { ...head, documentId, sourceFile: row.file_sha256, key: `import ${id}`, content },
      at,
    );
    await tx
      .updateTable('plan_import')
      .set({ state: 'confirmed', plan_id: plan.id, version: row.version + 1, updated_at: at })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'plan_import.confirmed', actor, subject: { kind: 'plan_import', id }, at },
      facts: { plan: plan.id, tasks: content.tasks.length, targets: content.targets.length },
    });
    return plan;
  });
}

async function savedPlan(tx: Transaction, actor: Actor, id: number) {
  const plan = await tx.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const level = plan.level === 'unit' ? 'unit' : 'province';
  authoriseProgramme(actor, 'edit', { level, organisationId: plan.organisation_id, state: 'draft' });
  return { id, code: plan.code };
}

async function fileOf(tx: Transaction, sha256: string | null, name: string): Promise<ImportedFile | null> {
  if (sha256 === null) return null;
  const kept = await tx
    .selectFrom('stored_file')
    .select(['size', 'media_type'])
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return { sha256, name, size: Number(kept.size), mediaType: kept.media_type };
}

/** The head of a plan as a file gives it, for its form. */
export function headAsRead(head: ImportHead, level: string, organisationId: number | null): TypedHead {
  return {
    ...{ level, title: head.title ?? '', titleEn: '', number: head.number ?? '', issued: head.date ?? '' },
    ...{ issuer: head.issuer ?? '', organisation: String(organisationId ?? ''), monitor: '', from: '' },
    ...{ to: '', mark: '', source: '', replaces: head.replaces.join('\n'), amends: '', derives: '' },
  };
}

/** The whole way of a file into a draft plan without the review page, for the command line. Throws as its steps do. */
export async function importPlan(
  services: Services,
  actor: Actor,
  { reading, file }: { readonly reading: OfficialDocument; readonly file: ImportedFile },
): Promise<{
  readonly planId: number;
  readonly code: string;
  readonly url: string;
  readonly tasks: number;
  readonly targets: number;
  readonly leftOut: number;
}> {
  const id = await startPlanImport(services, actor, { reading, file });
  const started = await findPlanImport(services.db, actor, id);
  const head = headAsRead(started.head, started.level, started.organisationId);
  const title = head.title || file.name;
  // a plan without number and year gets a mark of its own, which an officer may change
  const mark = proposedMark(head.number, head.issued) === null ? `NHAP-${id}` : '';
  const plan = await confirmPlanImport(services, actor, id, { ...head, title, mark });
  const rows = [
    ...(await rowsOfImport(services.db, id, 'tasks')),
    ...(await rowsOfImport(services.db, id, 'targets')),
  ];
  const saved = rows.filter(isSaved);
  const of = (part: string) => saved.filter(({ item }) => item.part === part).length;
  return {
    ...{ planId: plan.id, code: plan.code },
    url: new URL(programmeWork.plan(plan.id), services.config.baseUrl).href,
    ...{ tasks: of('tasks'), targets: of('targets'), leftOut: rows.length - saved.length },
  };
}
