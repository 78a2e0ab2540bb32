import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { programmeWork } from '../paths.ts';
import { type TaskState, taskStates } from './task.ts';

export const taskOrders = ['han', 'moi', 'ma'] as const;
export type TaskOrder = (typeof taskOrders)[number];

/** Days without information one may ask for. */
export const silences = [30, 60, 90] as const;

/** What the list of tasks is asked for; all of it stands in its address. */
export interface TaskFilters {
  readonly text: string;
  readonly plan: number | null;
  readonly group: number | null;
  readonly agency: number | null;
  readonly sector: string | null;
  readonly states: readonly TaskState[];
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** Days without information at least. */
  readonly silent: number | null;
  /** Where the person's agency takes part instead of leading. */
  readonly partner: boolean;
  readonly order: TaskOrder;
  readonly page: number;
  /** In which agencies are named. */
  readonly lang: Language;
  /** Days as typed that are none. */
  readonly wrong: { readonly from: string | null; readonly to: string | null };
}

export function filtersIn(call: Call): TaskFilters {
  const id = (name: string) => {
    const typed = call.queries(name).at(-1) ?? '';
    return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  };
  const day = (name: string) => readTypedDate(call.query(name));
  const wrong = (name: string) =>
    call.query(name).trim() !== '' && day(name) === null ? call.query(name).slice(0, 40) : null;
  const sector = call.queries('linh-vuc').at(-1) ?? '';
  const states = call.queries('trang-thai');
  return {
    ...{
      text: call.query('q').slice(0, 200),
      plan: id('ke-hoach'),
      group: id('nhom'),
      agency: id('co-quan'),
    },
    sector: /^[a-z0-9-]{1,60}$/i.test(sector) ? sector : null,
    states: taskStates.filter((state) => states.includes(state)),
    ...{ from: day('tu'), to: day('den'), wrong: { from: wrong('tu'), to: wrong('den') } },
    silent: silences.find((days) => String(days) === call.queries('im-lang').at(-1)) ?? null,
    partner: call.query('vai-tro') === 'phoi-hop',
    order: taskOrders.find((order) => order === call.query('sap-xep')) ?? 'han',
    ...{ page: readPageNumber(call.query('trang')), lang: call.language },
  };
}

export type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address of the list, but for its page. */
export function named(filters: TaskFilters): Named {
  const one = (name: string, value: string | number | null): Named =>
    value === null || value === '' ? [] : [[name, String(value)]];
  return [
    ...one('q', filters.text),
    ...one('ke-hoach', filters.plan),
    ...one('nhom', filters.group),
    ...one('co-quan', filters.agency),
    ...one('linh-vuc', filters.sector),
    ...filters.states.map((state) => ['trang-thai', state] as const),
    ...one('tu', filters.from ?? filters.wrong.from),
    ...one('den', filters.to ?? filters.wrong.to),
    ...one('im-lang', filters.silent),
    ...one('vai-tro', filters.partner ? 'phoi-hop' : null),
    ...one('sap-xep', filters.order === 'han' ? null : filters.order),
  ];
}

/** The address of the list with what is asked for. */
export function asking(pairs: Named): string {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return query ? `${programmeWork.tasks}?${query}` : programmeWork.tasks;
}
