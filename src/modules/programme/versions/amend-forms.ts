import type { Selectable } from 'kysely';
import { writeDate } from '../../../kernel/dates.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { type FormFields, fieldsOf } from '../../../platform/http/form.ts';
import type { GivenTask } from '../assignment/assignment.ts';
import { cadenceShape } from '../assignment/choice.ts';
import { numberIn } from '../assignment/posted.ts';
import { directions } from '../targets/load.ts';
import type { TypedBy } from './by.ts';
import type { TypedNewTarget, TypedTarget } from './target-commands.ts';
import type { TypedTask } from './task-commands.ts';

/** Names of agencies as a field takes them. */
const names = (agencies: readonly { readonly name: string }[]) => agencies.map(({ name }) => name).join('; ');

export function byIn(form: FormFields): TypedBy {
  const why = form.get('why') === 'corrected' ? 'corrected' : 'amended';
  return { why, document: form.get('document'), words: form.get('words'), from: form.get('from') };
}

export function taskIn(form: FormFields): TypedTask {
  const cadence = cadenceShape.safeParse(form.get('cadence'));
  return {
    ...{ tt: form.get('tt'), group: numberIn(form.get('group')), name: form.get('name') },
    ...{ nameEn: form.get('nameEn'), leads: form.get('leads'), partners: form.get('partners') },
    ...{ deadline: form.get('deadline'), product: form.get('product') },
    ...{ sector: form.get('sector').slice(0, 60) || null, cadence: cadence.success ? cadence.data : null },
  };
}

export function targetIn(form: FormFields): TypedTarget {
  const frequency = cadenceShape.safeParse(form.get('frequency'));
  return {
    ...{ tt: form.get('tt'), group: numberIn(form.get('group')), name: form.get('name') },
    ...{ nameEn: form.get('nameEn'), unit: form.get('unit'), values: form.get('values') },
    direction: directions.find((one) => one === form.get('direction')) ?? null,
    frequency: frequency.success ? frequency.data : 'year',
    ...{ until: form.get('until'), owners: form.get('owners') },
    sector: form.get('sector').slice(0, 60) || null,
  };
}

export function newTargetIn(form: FormFields): TypedNewTarget {
  return { ...targetIn(form), parent: form.get('parent').slice(0, 40) };
}

/** What a document said in the last form goes on in the next one. */
function by(read: (name: string) => string): readonly (readonly [string, string])[] {
  return [
    ['why', 'amended'],
    ['document', read('van-ban').slice(0, 300)],
    ['from', read('tu-ngay').slice(0, 20)],
  ];
}

export function taskForm(
  task: GivenTask & Pick<Selectable<DB['task']>, 'tt' | 'group_id' | 'name_en'>,
  read: (name: string) => string,
): FormFields {
  return fieldsOf([
    ...by(read),
    ['tt', task.tt ?? ''],
    ['group', String(task.group_id ?? '')],
    ['name', task.name],
    ['nameEn', task.name_en ?? ''],
    ['leads', names(task.leads)],
    ['partners', names(task.partners)],
    ['deadline', task.deadline.raw],
    ['product', task.product ?? ''],
    ['sector', task.sector ?? ''],
    ['cadence', task.cadence ?? ''],
    ['version', String(task.version)],
  ]);
}

export function newTaskForm(planVersion: number, read: (name: string) => string): FormFields {
  return fieldsOf([...by(read), ['version', String(planVersion)]]);
}

export function newTargetForm(planVersion: number, read: (name: string) => string): FormFields {
  return fieldsOf([...by(read), ['version', String(planVersion)], ['frequency', 'year']]);
}

export function targetForm(
  target: Selectable<DB['target']>,
  owners: readonly { readonly name: string }[],
  read: (name: string) => string,
): FormFields {
  return fieldsOf([
    ...by(read),
    ['tt', target.tt ?? ''],
    ['group', String(target.group_id ?? '')],
    ['name', target.name],
    ['nameEn', target.name_en ?? ''],
    ['unit', target.unit ?? ''],
    ['values', target.raw],
    ['direction', target.direction],
    ['frequency', target.frequency],
    ['until', target.until_on === null ? '' : writeDate(target.until_on)],
    ['owners', names(owners)],
    ['sector', target.sector_code ?? ''],
    ['version', String(target.version)],
  ]);
}
