import type { Citation, Deadline } from './document.ts';

/** What a plan (kế hoạch) says, as data. All keys are always present; what is missing is null or [], never invented. */

export const TARGET_OPERATORS = ['=', '≥', '>', '≤', '<', 'range', 'qualitative'] as const;

export interface TargetValue {
  /** Whom or when it is for, where one target has several: `Đông Nam Á`, `Năm 2025`. */
  scope: string | null;
  operator: (typeof TARGET_OPERATORS)[number];
  /** `=` has both alike, `≥` and `>` only `min`, `≤` and `<` only `max`, `qualitative` neither. */
  min: number | null;
  max: number | null;
  raw: string;
}

export interface PlanTarget {
  /** The printed number. */
  tt: string | null;
  /** The number of the target this one is part of: `11` of `11.3`. */
  parent: string | null;
  /** The period it stands under: `Đến năm 2030`; inside it the group, after ` > `. */
  block: string | null;
  name: string | null;
  unit: string | null;
  values: TargetValue[];
  agencies: string[];
}

export interface PlanTask {
  tt: string | null;
  /** The heading it stands under, with its own number: `I. Nâng cao nhận thức`; groups inside groups after ` > `. */
  group: string | null;
  name: string | null;
  leads: string[];
  partners: string[];
  product: string | null;
  deadline: Deadline;
  /** How often it owes a result, where the plan says so. */
  cadence?: 'month' | 'quarter' | 'half_year' | 'year' | null;
}

export type PlanPart = 'targets' | 'tasks';

/** `row` counts the targets, or the tasks, from 1; null for all of them. `column` is the header's text. */
export interface PlanWarning {
  part: PlanPart | null;
  row: number | null;
  column: string | null;
  message: string;
}

export interface PlanHead {
  number: string | null;
  date: string | null;
  title: string | null;
  issuer: string | null;
  /** The plans it puts out of force. */
  replaces: Citation[];
}

export interface ReadPlan {
  plan: PlanHead;
  targets: PlanTarget[];
  tasks: PlanTask[];
  warnings: PlanWarning[];
}

/** What a plan asks of each unit beside its numbered tasks: a plan of its own, and reports. */
export interface PlanDuty {
  /** The sentence it is asked in. */
  text: string;
  /** The heading above it, which mostly names who has to. */
  section: string | null;
  kind: 'unit_plan' | 'report';
  period: 'month' | 'quarter' | 'half_year' | 'year' | null;
  deadline: Deadline;
  /** The day named in each period. `month` counts in the year, of a quarter in the quarter (3 is its last); null for every month. */
  due: { day: number; month: number | null } | null;
}
