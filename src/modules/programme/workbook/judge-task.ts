import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { writeDate } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';
import { bodyMost, type DifficultyKind } from '../difficulties/difficulty.ts';
import { beingEntered } from '../plans/plan.ts';
import { actsForAgency, mayDo } from '../policy.ts';
import {
  type FactContext,
  type FactField,
  openPeriods,
  type SaidBefore,
  tooLong,
  wrongIn,
} from '../tasks/fact.ts';
import { notOpen } from '../tasks/open.ts';
import type { FactKind } from '../tasks/task.ts';
import { parseFact } from '../tasks/typed-fact.ts';
import { cadenceOf } from '../tasks/work-view.tsx';
import { chosen, dayIn, plainly, readPeriodText, type WorkbookField, wrongDay } from './columns.ts';
import type { FieldProblem } from './filled-rows.ts';
import { type Judgement, type SentRow, said, type Verdict, whys } from './judged.ts';
import type { TaskSubject } from './subjects.ts';

export type PlannedFact = Readonly<Record<FactField, string>>;

export interface PlannedDifficulty {
  readonly kind: DifficultyKind;
  readonly title: string;
  readonly body: string;
  readonly proposal: string;
  /** Sent to whoever follows the plan; a draft where nobody does. */
  readonly how: 'send' | 'draft';
}

export interface JudgedTask extends Judgement {
  readonly sheet: 'tasks';
  readonly row: SentRow;
  readonly subject: TaskSubject | null;
  readonly organisationId: number | null;
  readonly facts: readonly PlannedFact[];
  readonly difficulty: PlannedDifficulty | null;
}

type Lead = TaskSubject['leads'][number];

/** The lead a row tells of: the one it was made for, else the first of the person's own. */
function leadOf(actor: Actor, { plan, leads }: TaskSubject, organisationId: number | null): Lead | null {
  const monitors = mayDo(actor, 'edit', plan);
  const open = leads.filter(
    (lead) => lead.organisationId !== null && (monitors || actsForAgency(actor, lead.organisationId)),
  );
  return open.find((lead) => organisationId === null || lead.organisationId === organisationId) ?? null;
}

/** What a row about a task says, by the same rules as the page of the task. `sentOn`: the day it counts from where it names none. */
export function judgeTask(
  row: SentRow,
  subject: TaskSubject | null,
  {
    actor,
    today,
    sentOn,
    double,
  }: {
    readonly actor: Actor;
    readonly today: LocalDate;
    readonly sentOn: LocalDate;
    /** The line above that is about the same. */
    readonly double: number | null;
  },
): JudgedTask {
  const none = { sheet: 'tasks', row, facts: [], difficulty: null, problems: [] } as const;
  if (row.writtenAt) return { ...none, subject, organisationId: null, verdict: 'written', why: null };
  const lead = subject && leadOf(actor, subject, row.organisationId);
  const no = (verdict: Verdict, why: Text, of = subject): JudgedTask => ({
    ...none,
    ...{ subject: of, organisationId: lead?.organisationId ?? null, verdict, why },
  });
  const open = subject && !beingEntered(subject.plan.state) && subject.plan.state !== 'withdrawn';
  if (!subject || !open || !(subject.readable || subject.shown)) return no('unknown', whys.unknown, null);
  if (!lead) return no('foreign', whys.foreign);
  if (subject.plan.state !== 'in_force') return no('closed', whys.ended);
  if (subject.closed !== null) return no('closed', whys.taskClosed);
  const shut = notOpen(lead, { yearly: subject.kind === 'yearly', instance: subject.instance });
  if (shut) return no('closed', shut);
  if (double !== null)
    return no(
      'wrong',
      said(
        `Nhiệm vụ này đã có ở dòng ${double}; hãy ghi chung vào một dòng.`,
        `This task stands in line ${double} already; put both into one line.`,
      ),
    );
  const read = readRow(row, subject, lead, {
    today,
    sentOn,
    speaks: actsForAgency(actor, lead.organisationId),
  });
  const problems = [...new Map([...read.problems, ...row.problems].map((one) => [one.field, one])).values()];
  const stale = row.baseVersion !== null && row.baseVersion !== subject.version;
  const verdict = stale ? 'stale' : problems.length > 0 ? 'wrong' : 'good';
  const { facts, difficulty } = read;
  return {
    ...{ sheet: 'tasks', row, subject, organisationId: lead.organisationId, verdict, problems },
    ...{ facts, difficulty, why: stale ? whys.stale : null },
  };
}

interface Around {
  readonly today: LocalDate;
  readonly sentOn: LocalDate;
  readonly speaks: boolean;
}

function readRow({ texts }: SentRow, subject: TaskSubject, lead: Lead, around: Around) {
  const problems: FieldProblem[] = [];
  const wrong = (field: WorkbookField, text: Text) => problems.push({ field, ...text });
  const text = (field: WorkbookField) => texts[field] ?? '';
  const cadence = cadenceOf(subject);
  const done = readDone(text('done'), wrong);
  const period = cadence === null ? '' : (readPeriodText(text('period'), cadence) ?? '');
  if (text('period') !== '' && period === '') wrong('period', wrongPeriod(cadence, lead, around.today));
  const kind = kindOf(texts, done, cadence !== null);
  if (kind === 'done' && !/^(?:100 ?%?)?$/.test(text('percent').trim()))
    wrong(
      'percent',
      said(
        'Đã hoàn thành thì tiến độ là 100: hãy để trống ô này, hoặc để trống ô “Hoàn thành”.',
        'What is done is at 100: leave this cell empty, or the one that says it is done.',
      ),
    );
  const on = dayIn(text('on')) || writeDate(around.sentOn);
  const common = {
    ...{ words: text('words'), reason: text('reason'), period },
    ...{
      documentNumber: text('documentNumber'),
      documentDate: dayIn(text('documentDate')),
      percent: text('percent'),
    },
  };
  const bare = {
    ...common,
    words: '',
    period: '',
    documentNumber: '',
    documentDate: '',
    percent: '',
    reason: '',
  };
  const started = dayIn(text('startedOn'));
  const facts: PlannedFact[] = [
    ...(started === '' ? [] : [{ ...bare, kind: 'started', on: started }]),
    ...(kind === 'result' && text('percent') !== '' ? [{ ...common, kind: 'progress', on }] : []),
    ...(kind === null ? [] : [{ ...common, kind, on }]),
  ];
  const checked = checkFacts(facts, text('reason'), { subject, lead, today: around.today }, wrong);
  const difficulty = readDifficulty(texts, subject, lead, around.speaks, wrong);
  if (facts.length === 0 && difficulty === null)
    wrong(
      'percent',
      said(
        'Dòng này chưa nói được gì: hãy ghi tiến độ, kết quả hoặc ngày bắt đầu.',
        'The row says nothing yet: give the progress, a result or the day it began.',
      ),
    );
  // said last, so that it stands for what follows from a day that cannot be read
  for (const field of ['startedOn', 'on', 'documentDate'] as const) {
    const why = wrongDay(dayIn(text(field)));
    if (why) wrong(field, why);
  }
  return { facts: checked, difficulty, problems };
}

type Wrong = (field: WorkbookField, text: Text) => void;

function readDone(typed: string, wrong: Wrong): boolean {
  const plain = plainly(typed);
  if (plain === '' || plain === 'khong' || plain === 'chua') return false;
  if ([plainly(chosen.done), 'hoanthanh', 'x', 'co', 'roi', 'xong'].includes(plain)) return true;
  wrong(
    'done',
    said('Hãy chọn “Đã hoàn thành”, hoặc để trống.', 'Choose “Đã hoàn thành”, or leave it empty.'),
  );
  return false;
}

/** What the row tells beside the beginning: words alone are the result of a period where there is one. */
function kindOf(texts: SentRow['texts'], done: boolean, continuous: boolean): FactKind | null {
  if (done) return 'done';
  if (texts.documentNumber || texts.documentDate || texts.period) return 'result';
  if (texts.percent) return 'progress';
  if (!texts.words) return null;
  return continuous ? 'result' : 'progress';
}

function wrongPeriod(cadence: ReturnType<typeof cadenceOf>, lead: Lead, today: LocalDate): Text {
  if (cadence === null)
    return said(
      'Nhiệm vụ này không ghi kết quả theo kỳ; hãy để trống ô này.',
      'This task has no periods; leave the cell empty.',
    );
  const [first] = openPeriods(cadence, lead.since, today);
  const example = first?.key ?? '';
  return said(
    `Hãy chọn kỳ trong danh sách của ô, ví dụ ${example}.`,
    `Choose a period from the list of the cell, such as ${example}.`,
  );
}

/** Column by column, each fact after those before it in the row. */
function checkFacts(
  facts: readonly PlannedFact[],
  reason: string,
  { subject, lead, today }: { readonly subject: TaskSubject; readonly lead: Lead; readonly today: LocalDate },
  wrong: Wrong,
): readonly PlannedFact[] {
  let before: readonly SaidBefore[] = lead.before;
  return facts.map((planned) => {
    const context: FactContext = {
      ...{
        today,
        since: lead.since,
        cadence: cadenceOf(subject),
        before,
        openParts: subject.openParts,
        corrects: false,
      },
    };
    const judge = (typed: PlannedFact) => {
      const typedFact = { ...typed, organisationId: null, files: [], version: 0, key: '' };
      const parsed = parseFact(typedFact, today, false);
      return { fact: parsed.fact, found: { ...wrongIn(parsed.fact, context), ...parsed.wrong } };
    };
    const plain = judge(planned);
    // the reason stands with the fact that needs one
    const needed = planned.kind === 'started' && plain.found.reason && reason !== '';
    const given = needed ? { ...planned, reason } : planned;
    const { fact, found } = needed ? judge(given) : plain;
    for (const [field, text] of Object.entries<Text | undefined>(found))
      if (text) wrong(fieldFor(given, field as FactField), bettered(field, given, text));
    before = [...before, { kind: fact.kind, on: fact.on, percent: fact.percent }];
    return given;
  });
}

/** The cell in which what is wrong is mended. */
function fieldFor({ kind }: PlannedFact, field: FactField): WorkbookField {
  if (kind === 'started') return field === 'reason' ? 'reason' : 'startedOn';
  if (field === 'kind') return kind === 'done' ? 'done' : 'percent';
  return field;
}

/** What files often hold instead is named. */
function bettered(field: string, { kind, percent, words }: PlannedFact, text: Text): Text {
  const [, tenths] = /^0?[.,](\d{1,2})0*$/.exec(percent.trim()) ?? [];
  if (field === 'percent' && tenths !== undefined) {
    const likely = Number(tenths.padEnd(2, '0'));
    return said(
      `“${percent.trim()}” có phải là ${likely} %? ${text.vi}`,
      `Is “${percent.trim()}” ${likely} %? ${text.en}`,
    );
  }
  if (field === 'percent' && kind === 'progress' && percent.trim() === '' && words !== '')
    return said(
      'Hãy ghi tiến độ (%), hoặc số và ngày văn bản của kết quả.',
      'Give the progress (%), or number and date of the document of the result.',
    );
  if (field === 'documentNumber')
    return said(
      `${text.vi.replace(/, hoặc gửi kèm tệp.*$/u, '')}${/tệp/u.test(text.vi) ? '. Muốn gửi tệp, hãy ghi ở trang của nhiệm vụ.' : ''}`,
      `${text.en.replace(/, or send (?:a|the) file.*$/u, '')}${/file/u.test(text.en) ? '. To send a file, use the page of the task.' : ''}`,
    );
  return text;
}

function readDifficulty(
  texts: SentRow['texts'],
  { plan }: TaskSubject,
  lead: Lead,
  speaks: boolean,
  wrong: Wrong,
): PlannedDifficulty | null {
  const [told = '', proposal = ''] = [texts.difficulty, texts.proposal];
  const body = told || proposal;
  if (body === '') return null;
  for (const field of ['difficulty', 'proposal'] as const) {
    if ([...(texts[field] ?? '')].length > bodyMost) wrong(field, tooLong(bodyMost));
    else if (!speaks && texts[field])
      wrong(
        field,
        said(
          'Khó khăn, đề nghị do cán bộ của chính cơ quan ấy gửi; hãy để trống.',
          'Difficulties are sent by officers of the agency itself; leave this empty.',
        ),
      );
  }
  return {
    ...(told === '' ? { kind: 'recommendation', proposal: '' } : { kind: 'difficulty', proposal }),
    ...{ body, title: titleOf(body) },
    how: plan.monitorId !== null && plan.monitorId !== lead.organisationId ? 'send' : 'draft',
  };
}

const titleAbout = 110;

/** The first words of it. */
function titleOf(body: string): string {
  const [line = ''] = body.split('\n');
  if ([...line].length <= titleAbout) return line;
  return `${[...line]
    .slice(0, titleAbout)
    .join('')
    .replace(/\s+\S*$/u, '')}…`;
}
