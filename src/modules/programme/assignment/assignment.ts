import type { LocalDate } from '../../../kernel/dates.ts';
import { type Deadline, lastDayInTime } from '../../../kernel/deadline.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import type { Reading } from '../tasks/standing.ts';
import type { AgencyRole, TaskState } from '../tasks/task.ts';

/** An agency by its name; without an id one that the directory does not know. */
export interface NamedAgency {
  readonly organisationId: number | null;
  readonly name: string;
}

export interface GivenAgency extends NamedAgency {
  /** Of the row of `task_agency`. */
  readonly id: number;
  /** Of a lead: it has said whether it takes the task on. */
  readonly answered: boolean;
}

/** What a task is given with. */
export interface Terms<Agency extends NamedAgency = NamedAgency> {
  readonly leads: readonly Agency[];
  readonly partners: readonly Agency[];
  readonly deadline: Deadline;
  readonly product: string | null;
  readonly sector: string | null;
  /** Of a continuous task: how often it owes a result. */
  readonly cadence: Cadence | null;
}

/** A task as it stands, with the numbers of the rules that it falls under. */
export interface GivenTask extends Terms<GivenAgency> {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly group: string | null;
  readonly version: number;
  readonly state: TaskState;
  readonly closed: boolean;
  readonly rules: readonly number[];
}

/** What is to be said; null says nothing of it. */
export type Wanted = { readonly [Field in keyof Terms]: Terms[Field] | null };

export const termFields = ['leads', 'partners', 'deadline', 'product', 'sector', 'cadence'] as const;
export type TermField = (typeof termFields)[number];

export interface Outcome {
  readonly task: GivenTask;
  readonly after: Terms;
  readonly changed: readonly TermField[];
  /** What it says already, which was to be something else and is left alone. */
  readonly kept: readonly TermField[];
  /** The new deadline lies in the past. */
  readonly past: boolean;
}

/**
 * What assigning makes of a task: the first rule that speaks of a field counts. What is assigned already stays unless it is to be
 * overwritten; a closed task stays as it is.
 */
export function assign(
  task: GivenTask,
  rules: readonly Wanted[],
  overwrite: boolean,
  today: LocalDate,
  reading: Reading,
): Outcome {
  const changed: TermField[] = [];
  const kept: TermField[] = [];
  const after: { -readonly [Field in keyof Terms]: Terms[Field] } = { ...termsOf(task) };
  const take = <Field extends TermField>(field: Field) => {
    const wanted = firstSaid(rules, field);
    if (wanted === null || task.closed || alike(field, task[field], wanted)) return;
    if (!overwrite && !unsaid(field, task[field]) && !(field === 'leads' && ledByNobody(task))) {
      kept.push(field);
      return;
    }
    changed.push(field);
    after[field] = wanted;
  };
  for (const field of termFields) take(field);
  const settled = settleCadence(after, changed);
  const last = lastDayInTime(after.deadline, reading.rules, reading.calendar);
  const past = changed.includes('deadline') && last !== null && last < today;
  return { task, after: settled, changed, kept, past };
}

/** Rhythm belongs to continuous tasks alone, and each of them has one. */
function settleCadence(after: Terms, changed: TermField[]): Terms {
  const cadence = after.deadline.kind === 'continuous' ? (after.cadence ?? 'quarter') : null;
  if (cadence === after.cadence) return after;
  const index = changed.indexOf('cadence');
  if (cadence === null && index >= 0) changed.splice(index, 1);
  return { ...after, cadence };
}

export function termsOf(task: Terms): Terms {
  const { leads, partners, deadline, product, sector, cadence } = task;
  return { leads, partners, deadline, product, sector, cadence };
}

function firstSaid<Field extends TermField>(rules: readonly Wanted[], field: Field): Terms[Field] | null {
  for (const rule of rules) {
    const wanted: Terms[Field] | null = rule[field];
    if (wanted !== null) return wanted;
  }
  return null;
}

/** A class of agencies that was printed is nobody until the task is divided. */
function ledByNobody({ state, leads }: GivenTask): boolean {
  return state === 'unassigned' && leads.every(({ organisationId }) => organisationId === null);
}

function unsaid<Field extends TermField>(field: Field, value: Terms[Field]): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  // a rhythm that nobody chose is the usual one, and stands there only where the deadline needs it
  return field === 'deadline' && typeof value === 'object' && 'raw' in value && value.raw === '';
}

function alike<Field extends TermField>(field: Field, one: Terms[Field], other: Terms[Field]): boolean {
  return comparable(field, one) === comparable(field, other);
}

function comparable(field: TermField, value: Terms[TermField]): string {
  if (field === 'leads' || field === 'partners')
    return JSON.stringify((value as readonly NamedAgency[]).map(agencyKey).sort());
  if (field === 'deadline') {
    const { kind, from, to, raw } = value as Deadline;
    return JSON.stringify([kind, from, to, raw]);
  }
  return JSON.stringify(value);
}

/** What makes an agency the same one: its place in the directory, else its name. */
export function agencyKey({ organisationId, name }: NamedAgency): string {
  return organisationId === null ? `n${name.toLocaleLowerCase('vi')}` : `o${organisationId}`;
}

/** Rows of a role that end, and agencies that begin, so that those who stay keep what they answered. */
export function agencyChanges(task: Terms<GivenAgency>, after: Terms) {
  const of = (role: AgencyRole) => {
    const field = role === 'lead' ? 'leads' : 'partners';
    const wanted = new Set(after[field].map(agencyKey));
    const present = new Set(task[field].map(agencyKey));
    return {
      ended: task[field].filter((agency) => !wanted.has(agencyKey(agency))),
      begun: after[field].flatMap((agency, index) =>
        present.has(agencyKey(agency))
          ? []
          : [{ role, position: index + 1, organisationId: agency.organisationId, name: agency.name }],
      ),
    };
  };
  const [lead, partner] = [of('lead'), of('partner')];
  return { ended: [...lead.ended, ...partner.ended], begun: [...lead.begun, ...partner.begun] };
}
