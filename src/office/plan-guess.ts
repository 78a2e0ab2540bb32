import { readDeadline } from './deadlines.ts';
import {
  type PlanColumns,
  TARGET_FIELDS,
  TASK_FIELDS,
  type TargetField,
  type TaskField,
} from './plan-columns.ts';
import { readTargetValues } from './plan-values.ts';

const LOOKED_AT = 40;
const AGENCY = /^(?:Các|Sở|UBND|Ủy ban|Ban|Bộ|Công an|Văn phòng|Thanh tra|Trường|Viện)\s/u;

/** The columns of a table without a header by what its cells hold; null where that tells nothing. */
export function guessPlanColumns(rows: readonly (readonly string[])[]): PlanColumns | null {
  const near = rows.filter((row) => row.filter((text) => text !== '').length >= 3).slice(0, LOOKED_AT);
  const width = near[0]?.length ?? 0;
  if (near.length < 2 || width < 3) return null;
  const columns = Array.from({ length: width }, (_, place) => near.map((row) => row[place] ?? ''));
  const most = (cells: readonly string[], holds: (text: string) => boolean) => {
    const written = cells.filter((text) => text !== '');
    return written.length > 0 && written.filter(holds).length * 2 > written.length;
  };
  const where = (holds: (text: string) => boolean, ...taken: number[]) =>
    columns.findIndex((cells, place) => !taken.includes(place) && most(cells, holds));
  const tt = most(columns[0] ?? [], (text) => /^\d{1,3}(?:\.\d{1,3})?[.)]?$/u.test(text)) ? 0 : -1;
  const length = (place: number) => (columns[place] ?? []).join('').length;
  const name = columns
    .map((_, place) => place)
    .reduce((best, place) => (length(place) > length(best) ? place : best), 0);
  const leads = where((text) => AGENCY.test(text), tt, name);
  const partners = where((text) => AGENCY.test(text), tt, name, leads);
  const value = where(
    (text) => readTargetValues(text).some(({ operator }) => operator !== 'qualitative'),
    tt,
    name,
  );
  const unit = value > 0 && value - 1 !== name && value - 1 !== tt ? value - 1 : -1;
  const deadline = where((text) => readDeadline(text).kind !== 'none', tt, name);
  if (tt === -1 || tt === name) return null;
  if (value !== -1 && unit !== -1 && (deadline === -1 || deadline === value)) {
    const targets = fieldsAt<TargetField>(width, TARGET_FIELDS, { tt, name, unit, value, agencies: leads });
    return { kind: 'targets', targets, tasks: targets.map(() => 'other') };
  }
  if (deadline === -1 && leads === -1) return null;
  const product = columns.findIndex((_, place) => ![tt, name, leads, partners, deadline].includes(place));
  const tasks = fieldsAt<TaskField>(width, TASK_FIELDS, { tt, name, leads, partners, product, deadline });
  return { kind: 'tasks', targets: tasks.map(() => 'other'), tasks };
}

function fieldsAt<Field extends string>(
  width: number,
  fields: readonly Field[],
  places: Partial<Record<Field, number>>,
): (Field | 'other')[] {
  return Array.from({ length: width }, (_, at) => fields.find((field) => places[field] === at) ?? 'other');
}
