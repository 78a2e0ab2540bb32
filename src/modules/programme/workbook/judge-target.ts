import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { writeDate } from '../../../kernel/dates.ts';
import { readPeriod } from '../../../kernel/periods.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { actsForAgency, isPublic, mayDo } from '../policy.ts';
import { Doubted, readActual, type TypedActual } from '../targets/actual-inputs.ts';
import {
  chosen,
  dayIn,
  plainly,
  readPeriodText,
  targetFields,
  type WorkbookField,
  wrongDay,
} from './columns.ts';
import type { FieldProblem } from './filled-rows.ts';
import { type Judgement, type SentRow, type Verdict, whys } from './judged.ts';
import { hasFigures, type TargetSubject } from './subjects.ts';

export interface JudgedTarget extends Judgement {
  readonly sheet: 'targets';
  readonly row: SentRow;
  readonly subject: TargetSubject | null;
  readonly organisationId: number | null;
  readonly figure: TypedActual | null;
  /** What has to be confirmed: sent back with the row by whoever does. */
  readonly asked: string | null;
}

/** What a row about a target says, by the same rules as the page of the target. */
export function judgeTarget(
  row: SentRow,
  subject: TargetSubject | null,
  { actor, today }: { readonly actor: Actor; readonly today: LocalDate },
): JudgedTarget {
  const none = { sheet: 'targets', row, figure: null, asked: null, problems: [] } as const;
  if (row.writtenAt) return { ...none, subject, organisationId: null, verdict: 'written', why: null };
  const owner = subject?.owners.find(({ organisationId }) => actsForAgency(actor, organisationId)) ?? null;
  const no = (verdict: Verdict, why: Text, of = subject): JudgedTarget => ({
    ...none,
    ...{ subject: of, organisationId: owner?.organisationId ?? null, verdict, why },
  });
  const monitors = subject !== null && mayDo(actor, 'edit', subject.plan);
  if (!subject || !isPublic(subject.plan.state) || !(owner || monitors || subject.shown))
    return no('unknown', whys.unknown, null);
  if (!owner && !monitors) return no('foreign', whys.foreign);
  if (subject.plan.state !== 'in_force') return no('closed', whys.ended);
  if (subject.closed) return no('closed', whys.targetClosed);
  if (!hasFigures(subject)) return no('closed', whys.heading);
  const figure = figureOf(row, subject, today);
  const { problems, asked } = checkFigure(row, subject, figure, today);
  const stale = row.baseVersion !== null && row.baseVersion !== subject.version;
  const verdict = stale ? 'stale' : asked !== null ? 'asked' : problems.length > 0 ? 'wrong' : 'good';
  const organisationId = owner?.organisationId ?? subject.owners[0]?.organisationId ?? null;
  return {
    ...{ sheet: 'targets', row, subject, organisationId, verdict, problems, figure, asked },
    why: stale ? whys.stale : null,
  };
}

/** As the form of a figure would send it. */
function figureOf(
  { texts, scope, confirmed }: SentRow,
  { loaded }: TargetSubject,
  today: LocalDate,
): TypedActual {
  const text = (field: WorkbookField) => texts[field] ?? '';
  const period = readPeriodText(text('period'), loaded.target.frequency) ?? '';
  const end = readPeriod(period)?.to;
  const met = plainly(text('fulfilled'));
  return {
    ...{ period, scope: scope ?? '', value: text('value'), words: text('words') },
    fulfilled: met === plainly(chosen.met) ? 'yes' : met === plainly(chosen.notMet) ? 'no' : '',
    asOf: dayIn(text('asOf')) || (end !== undefined && end <= today ? writeDate(end) : ''),
    estimate: plainly(text('estimate')) === '' ? '' : '1',
    ...{ source: text('source'), reason: text('reason'), confirmed },
  };
}

function checkFigure(
  { texts, problems: unread }: SentRow,
  { loaded }: TargetSubject,
  figure: TypedActual,
  today: LocalDate,
): { readonly problems: readonly FieldProblem[]; readonly asked: string | null } {
  const problems = new Map<FieldProblem['field'], FieldProblem>();
  const wrong = (field: WorkbookField, text: Text) => problems.set(field, { field, ...text });
  const { asked, fields } = readingOf(figure, loaded, today);
  for (const [field, text] of Object.entries(fields))
    if (text) wrong(targetFields.find((one) => one === field) ?? 'value', text);
  const day = wrongDay(dayIn(texts.asOf ?? ''));
  if (day) wrong('asOf', day);
  if (texts.fulfilled && figure.fulfilled === '')
    wrong('fulfilled', {
      vi: `Hãy chọn “${chosen.met}” hoặc “${chosen.notMet}”.`,
      en: `Choose “${chosen.met}” or “${chosen.notMet}”.`,
    });
  for (const one of unread) problems.set(one.field, one);
  // other mistakes are mended first
  return { problems: [...problems.values()], asked: problems.size === 1 ? asked : null };
}

function readingOf(figure: TypedActual, { target, actuals }: TargetSubject['loaded'], today: LocalDate) {
  try {
    readActual(figure, target, actuals, { today, corrects: false });
    return { asked: null, fields: {} };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const fields: Readonly<Partial<Record<string, Text>>> = error.fields;
    return { asked: error instanceof Doubted ? error.asked : null, fields };
  }
}
