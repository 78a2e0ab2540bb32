import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import type { FollowKind } from '../../../ui/follow-links.tsx';
import { openPlan, programmePaths, shownTarget, shownTask } from '../../programme/index.ts';
import type { Found } from './found.ts';
import { shortened } from './shortened.ts';

interface Row {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly name_en: string | null;
}

type ProgrammeKind = Extract<FollowKind, 'plan' | 'task' | 'target' | 'agency'>;

/** As far as visitors know them; of agencies those that lead or answer for something visitors read. */
const statements = {
  plan: (code: string) => sql<Row>`
    select id, code, coalesce(number || ': ', '') || title as name, coalesce(number || ': ', '') || title_en as name_en
    from plan where code = ${code} and ${openPlan}`,
  task: (code: string) => sql<Row>`
    select task.id, task.code, task.name, task.name_en from task join plan on plan.id = task.plan_id
    where task.code = ${code} and ${openPlan} and ${shownTask}`,
  target: (code: string) => sql<Row>`
    select target.id, target.code, target.name, target.name_en from target join plan on plan.id = target.plan_id
    where target.code = ${code} and ${openPlan} and ${shownTarget}`,
  agency: (code: string) => sql<Row>`
    select one.id, one.code, one.name, one.name_en from organisation one
    where one.code = ${code} and one.kind <> 'individual' and (exists (
      select 1 from task_agency given join task on task.id = given.task_id join plan on plan.id = task.plan_id
      where given.organisation_id = one.id and given.role = 'lead' and ${openPlan} and ${shownTask})
      or exists (
      select 1 from target_agency given join target on target.id = given.target_id join plan on plan.id = target.plan_id
      where given.organisation_id = one.id and ${openPlan} and ${shownTarget}))`,
} as const;

const labels: Readonly<Record<ProgrammeKind, (row: Row) => Found['label']>> = {
  plan: ({ name, name_en }) => ({ vi: shortened(name), en: shortened(name_en ?? name) }),
  task: labelOfItem,
  target: labelOfItem,
  agency: ({ name, name_en }) => ({
    vi: `Nhiệm vụ, chỉ tiêu của ${name}`,
    en: `Tasks and targets of ${name_en ?? name}`,
  }),
};

function labelOfItem({ code, name, name_en }: Row): Found['label'] {
  return { vi: `${code} ${shortened(name)}`, en: `${code} ${shortened(name_en ?? name)}` };
}

/** A plan, task, target or agency under its code; null for what visitors do not know. One statement. */
export function findProgrammeThing(kind: ProgrammeKind) {
  return async (db: Querying, key: string): Promise<Found | null> => {
    const code = key.toUpperCase();
    if (code.length > 100) return null;
    const { rows } = await statements[kind](code).execute(db);
    const [row] = rows;
    return row
      ? { key: row.code, ref: row.id, label: labels[kind](row), path: programmePaths[kind](row.code) }
      : null;
  };
}
