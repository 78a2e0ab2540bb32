import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { VersionDifference } from '../../catalogue/index.ts';
import { cadenceShape, deadlineShape } from '../assignment/choice.ts';
import { closings } from '../tasks/task.ts';
import type { Why } from '../tasks/versions.ts';
import { planVersionTexts } from './texts.ts';

const text = z.string().nullable();
const shared = { tt: text, group: text, name: z.string(), nameEn: text, sector: text };

export const taskContent = z.object({
  ...shared,
  ...{ product: text, closed: z.enum(closings).nullable(), deadline: deadlineShape },
  cadence: cadenceShape.nullable(),
  agencies: z.array(
    z.object({ role: z.enum(['lead', 'partner']), id: z.number().nullable(), name: z.string() }),
  ),
});
export type TaskVersionContent = z.infer<typeof taskContent>;

export const targetContent = z.object({
  ...shared,
  ...{ unit: text, raw: z.string(), until: text, closed: z.enum(['not_carried_out']).nullable() },
  agencies: z.array(z.object({ id: z.number().nullable(), name: z.string() })),
});
export type TargetVersionContent = z.infer<typeof targetContent>;

export type ItemKind = 'task' | 'target';
export type Line = readonly [field: keyof ReturnType<typeof planVersionTexts>['fields'], text: string];

/** What a version of a task says, field by field, as people read it. */
export function taskLines(language: Language, content: TaskVersionContent): readonly Line[] {
  const t = planVersionTexts(language);
  const of = (role: 'lead' | 'partner') =>
    content.agencies
      .filter((agency) => agency.role === role)
      .map(({ name }) => name)
      .join('; ');
  return [
    ['tt', content.tt ?? ''],
    ['group', content.group ?? ''],
    ['name', content.name],
    ['nameEn', content.nameEn ?? ''],
    ['product', content.product ?? ''],
    ['deadline', content.deadline.raw],
    ['leads', of('lead')],
    ['partners', of('partner')],
    ['sector', content.sector ?? ''],
    ['cadence', content.cadence === null ? '' : t.frequencies[content.cadence]],
    ['closed', content.closed === null ? '' : t.closings[content.closed]],
  ];
}

export function targetLines(language: Language, content: TargetVersionContent): readonly Line[] {
  const t = planVersionTexts(language);
  return [
    ['tt', content.tt ?? ''],
    ['group', content.group ?? ''],
    ['name', content.name],
    ['nameEn', content.nameEn ?? ''],
    ['unit', content.unit ?? ''],
    ['values', content.raw],
    ['until', content.until ?? ''],
    ['owners', content.agencies.map(({ name }) => name).join('; ')],
    ['sector', content.sector ?? ''],
    ['closed', content.closed === null ? '' : t.closings[content.closed]],
  ];
}

/** The lines of a version of either kind. */
export function linesOf(language: Language, kind: ItemKind, content: unknown): readonly Line[] {
  return kind === 'task'
    ? taskLines(language, taskContent.parse(content))
    : targetLines(language, targetContent.parse(content));
}

/** Fields that differ, in printed order. */
export function lineDifferences(
  language: Language,
  before: readonly Line[],
  after: readonly Line[],
): readonly VersionDifference[] {
  const labels = planVersionTexts(language).fields;
  const said = new Map(before);
  return after.flatMap(([field, words]) =>
    said.get(field) === words ? [] : [{ label: labels[field], before: said.get(field) ?? '', after: words }],
  );
}

export interface ItemVersion {
  readonly from: LocalDate;
  readonly why: Why;
  readonly document: string | null;
  readonly words: string | null;
  readonly content: unknown;
}

/** All versions of an item, the latest first, a hundred at most. One statement. */
export async function versionsOf(db: Querying, kind: ItemKind, id: number): Promise<readonly ItemVersion[]> {
  const table: RawBuilder<unknown> =
    kind === 'task' ? sql`task_version where task_id` : sql`target_version where target_id`;
  const { rows } =
    await sql<ItemVersion>`select to_char(from_on, 'YYYY-MM-DD') as from, why, document, words, content
    from ${table} = ${id} order by from_on desc limit 100`.execute(db);
  return rows;
}
