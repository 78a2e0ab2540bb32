import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { periodOf } from '../../../kernel/periods.ts';
import { addWorkingDays, subtractWorkingDays } from '../../../kernel/working-days.ts';
import type { Coming } from '../../../platform/coming-up.ts';
import { type Outcome, outlookOf } from '../targets/outlook.ts';
import { type Instance, missingOf } from '../tasks/instances.ts';
import { standingOf } from '../tasks/standing.ts';
import type { TaskState } from '../tasks/task.ts';
import { actsOf, afterActs, daysAhead, type UrgedTask, type UrgingRules } from '../urging/engine.ts';
import { quietUntil } from '../urging/quiet.ts';
import type { CopiedDirective, CopiedTarget, CopiedTask, CopiedYearly, Copy, Laws } from './copy.ts';
import {
  actComing,
  difficultyComing,
  directiveComing,
  explanationComing,
  instanceComing,
  leaveComing,
  periodComing,
  planComing,
  stateComing,
  targetComing,
} from './words.ts';

interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What one day brought, in the order in which the clock does it. */
interface RehearsedDay {
  readonly day: LocalDate;
  readonly coming: readonly Coming[];
}

/**
 * Lets the days pass on a copy, one after the other, as the jobs of the product would if nobody entered anything meanwhile. Pure: it is
 * given all that it needs and writes nothing.
 */
export function* rehearse(
  copy: Copy,
  { from, to }: Span,
  laws: Laws,
  rules: UrgingRules,
): Generator<RehearsedDay> {
  const running = beginning(copy, from, rules);
  for (let day = from; day <= to; day = addDays(day, 1))
    yield {
      day,
      coming: [
        ...opening(running, day, laws),
        ...turningTasks(running, day, laws),
        ...turningTargets(running, day, laws),
        // a second time on one day nobody urges
        ...(copy.urgedOn !== null && day <= copy.urgedOn ? [] : urging(running, day, laws, rules)),
        ...explaining(running, day),
        ...risingDifficulties(running, day, laws),
        ...owedAnswers(running, day, laws),
        ...beginningLeave(copy, day),
        ...endingPlans(copy, day),
      ],
    };
}

interface RunningTask {
  readonly of: CopiedTask;
  state: TaskState;
  lastDay: LocalDate | null;
  turnsOn: LocalDate | null;
  urged: UrgedTask | null;
  /** No act falls before this day. */
  wakes: LocalDate | null;
}

interface RunningTarget {
  readonly of: CopiedTarget;
  turnsOn: LocalDate | null;
  stood: Outcome | null;
}

interface Running {
  readonly tasks: RunningTask[];
  readonly ahead: number;
  readonly yearly: { readonly of: CopiedYearly; readonly opened: string[] }[];
  readonly targets: RunningTarget[];
  readonly difficulties: {
    readonly of: Copy['difficulties'][number];
    escalated: 'department' | 'leader' | null;
  }[];
  readonly directives: { readonly of: CopiedDirective; near: boolean; late: boolean }[];
  /** What is owed on a day, as it was foreseen. */
  readonly explanations: Map<LocalDate, Coming[]>;
  /** Of tasks that are opened on the way, which have no number yet. */
  nextId: number;
}

function beginning(copy: Copy, from: LocalDate, rules: UrgingRules): Running {
  const ahead = daysAhead(rules);
  const running: Running = {
    ...{ ahead, explanations: new Map(), nextId: -1 },
    tasks: [],
    yearly: copy.yearly.map((of) => ({ of, opened: [...of.opened] })),
    targets: copy.targets.map((of) => ({ of, turnsOn: of.turnsOn, stood: null })),
    difficulties: copy.difficulties.map((of) => ({ of, escalated: of.escalated })),
    directives: copy.directives.map((of) => ({ of, near: of.nearTold, late: of.lateTold })),
  };
  for (const task of copy.tasks) {
    running.tasks.push(awake(task, task, task.urged, ahead));
    for (const { agencyId, until } of task.owed) if (until >= from) owe(running, task, agencyId, until);
  }
  return running;
}

/** A task as it stands now, with when it has to be looked at again. */
function awake(
  of: CopiedTask,
  { state, lastDay, turnsOn }: Pick<CopiedTask, 'state' | 'lastDay' | 'turnsOn'>,
  parts: CopiedTask['urged'],
  ahead: number,
): RunningTask {
  const urged =
    lastDay === null || parts.length === 0 ? null : { id: of.id, lastDay, highest: of.highest, parts };
  return { of, state, lastDay, turnsOn, urged, wakes: lastDay && addDays(lastDay, -ahead) };
}

/** Yearly tasks of which a year begins. */
function* opening(running: Running, day: LocalDate, { reading }: Laws): Generator<Coming> {
  for (const { of, opened } of running.yearly)
    for (const instance of missingOf({ ...of, opened }, Number(day.slice(0, 4)))) {
      opened.push(instance.period);
      const task = instanceOf(of, instance, running.nextId--, day, reading);
      running.tasks.push(awake(task, task, task.urged, running.ahead));
      yield instanceComing(day, task);
    }
}

function instanceOf(
  { about, agencies, leads, highest }: CopiedYearly,
  { code, period, kind, from, to, raw }: Instance,
  id: number,
  day: LocalDate,
  reading: Laws['reading'],
): CopiedTask {
  const begins = `${period}-01-01` as LocalDate;
  const given = leads.map((lead) => ({ ...lead, since: later(lead.since, begins) }));
  const facts = {
    deadline: { kind, from: from as LocalDate | null, to: to as LocalDate | null, raw },
    ...{ cadence: null, periods: [], children: [], instance: null, closed: null },
    parts: given.map(({ since }) => ({
      ...{ since, startedOn: null, percent: 0, reportedOn: null, informedOn: null },
    })),
  };
  const { state, lastDay, turnsOn } = standingOf(facts, day, reading);
  return {
    ...{ id, about: { ...about, code }, agencies, facts, state, lastDay, turnsOn, highest },
    ...{ owed: [], leads: [] },
    urged: given.flatMap(({ agencyId, since }) =>
      agencyId === null ? [] : [{ agencyId, since, reminded: null, reached: null }],
    ),
  };
}

function later(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}

/** Tasks of which something changes by the date alone. */
function* turningTasks(running: Running, day: LocalDate, { reading }: Laws): Generator<Coming> {
  for (const task of running.tasks) {
    if (task.turnsOn === null || task.turnsOn > day) continue;
    const { state, lastDay, turnsOn } = standingOf(task.of.facts, day, reading);
    if (state !== task.state) yield stateComing(day, task.of, state, task.lastDay);
    if (lastDay !== task.lastDay && lastDay !== null) yield periodComing(day, task.of, lastDay);
    const parts = lastDay === task.lastDay ? (task.urged?.parts ?? task.of.urged) : owing(task.of, lastDay);
    Object.assign(task, awake(task.of, { state, lastDay, turnsOn }, parts, running.ahead));
  }
}

/** Of another last day nothing was made yet. */
function owing({ facts, leads }: CopiedTask, lastDay: LocalDate | null): CopiedTask['urged'] {
  const period = lastDay === null ? '' : periodOf(facts.cadence ?? 'quarter', lastDay).key;
  return leads
    .filter(({ periods }) => !periods.includes(period))
    .map(({ agencyId, since }) => ({ agencyId, since, reminded: null, reached: null }));
}

function* turningTargets(running: Running, day: LocalDate, { targetRules }: Laws): Generator<Coming> {
  for (const one of running.targets) {
    if (one.turnsOn === null || one.turnsOn > day) continue;
    const { target, actuals } = one.of.loaded;
    // between two turns nothing changes, so it stood on the day before as it was kept
    const stood = one.stood ?? outlookOf(target, actuals, addDays(one.turnsOn, -1), targetRules);
    const stands = outlookOf(target, actuals, day, targetRules);
    yield* targetComing(day, one.of, stood, stands);
    Object.assign(one, { stood: stands, turnsOn: stands.turnsOn });
  }
}

function* urging(running: Running, day: LocalDate, laws: Laws, rules: UrgingRules): Generator<Coming> {
  for (const task of running.tasks) {
    const { urged, wakes } = task;
    if (urged === null || wakes === null || day < wakes) continue;
    const acts = actsOf(day, [urged], rules, laws.calendar);
    const [after = urged] = acts.length === 0 ? [urged] : afterActs([urged], acts, day);
    Object.assign(task, { urged: after, wakes: quietUntil(day, after, rules) });
    for (const act of acts) {
      yield actComing(day, task.of, act);
      if (act.kind === 'escalation') owe(running, task.of, act.agencyId, act.explainBy);
    }
  }
}

function owe(running: Running, task: CopiedTask, agencyId: number, until: LocalDate): void {
  const owed = running.explanations.get(until) ?? [];
  owed.push(explanationComing(until, task, agencyId));
  running.explanations.set(until, owed);
}

function explaining({ explanations }: Running, day: LocalDate): readonly Coming[] {
  return explanations.get(day) ?? [];
}

/** As the job does it: late to the department, and late by some working days more to a leader. */
function* risingDifficulties(running: Running, day: LocalDate, { calendar, term }: Laws): Generator<Coming> {
  const before = {
    department: day,
    leader: subtractWorkingDays(day, term.leaderDays, calendar),
  };
  for (const one of running.difficulties)
    for (const to of ['department', 'leader'] as const) {
      const next = one.escalated === null ? 'department' : one.escalated === 'department' ? 'leader' : null;
      if (next !== to || one.of.dueOn >= before[to]) continue;
      one.escalated = to;
      yield difficultyComing(day, one.of, to);
    }
}

/** As the job does it: reminded on the last working day before the one due, told when it has passed, each once. */
function* owedAnswers(running: Running, day: LocalDate, { calendar }: Laws): Generator<Coming> {
  const next = addWorkingDays(day, 1, calendar);
  for (const one of running.directives) {
    const { dueOn } = one.of;
    if (dueOn < day && !one.late) {
      one.late = true;
      yield directiveComing(day, one.of, 'late');
    }
    if (dueOn >= day && dueOn <= next && !one.near) {
      one.near = true;
      yield directiveComing(day, one.of, 'near');
    }
    if (dueOn === day) yield directiveComing(day, one.of, 'due');
  }
}

function beginningLeave({ leave }: Copy, day: LocalDate): readonly Coming[] {
  return leave.filter((one) => one.day === day).map(leaveComing);
}

/** Nothing ends a plan but a decision: who follows it is to know that its time is over. */
function endingPlans({ plans }: Copy, day: LocalDate): readonly Coming[] {
  return plans.filter(({ to }) => addDays(to, 1) === day).map((plan) => planComing(day, plan));
}
