import type { ComponentChildren } from 'preact';
import { type Deadline, lastDayInTime } from '../../../kernel/deadline.ts';
import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { Sector } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { Reading } from '../tasks/standing.ts';
import { type NamedAgency, type TermField, type Terms, termFields } from './assignment.ts';
import { assignmentTexts } from './texts.ts';

export interface TermsFrame {
  readonly language: Language;
  readonly sectors: readonly Sector[];
  readonly reading: Reading;
}

/** A deadline as printed, with how it is read. */
export function deadlineWords(language: Language, deadline: Deadline, reading: Reading): string {
  const t = assignmentTexts(language);
  if (deadline.kind === 'none') return deadline.raw || t.noDeadline;
  const last = lastDayInTime(deadline, reading.rules, reading.calendar);
  const read =
    deadline.kind === 'continuous'
      ? t.continuous
      : deadline.kind === 'yearly'
        ? t.yearly
        : last && t.until(formatDate(language, last));
  return read && read.toLowerCase() !== deadline.raw.toLowerCase()
    ? `${deadline.raw} (${read})`
    : deadline.raw;
}

export function agencyNames(agencies: readonly NamedAgency[]): string {
  return agencies.map(({ name }) => name).join('; ');
}

/** One field of what a task is given with. */
export function termText(frame: TermsFrame, field: TermField, terms: Terms): string {
  const t = assignmentTexts(frame.language);
  switch (field) {
    case 'leads':
      return agencyNames(terms.leads) || t.nobody;
    case 'partners':
      return agencyNames(terms.partners);
    case 'deadline':
      return deadlineWords(frame.language, terms.deadline, frame.reading);
    case 'product':
      return terms.product ?? '';
    case 'cadence':
      return terms.cadence === null ? '' : t.cadences[terms.cadence];
    case 'sector': {
      const sector = frame.sectors.find(({ code }) => code === terms.sector);
      return (frame.language === 'vi' ? sector?.name : sector?.nameEn) ?? terms.sector ?? '';
    }
  }
}

export interface ComparedTask {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly before: Terms;
  readonly after: Terms;
  readonly fields: readonly TermField[];
  readonly remark: ComponentChildren;
}

/** What differs between two terms. */
export function differing(before: Terms, after: Terms): readonly TermField[] {
  const plain = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value.map(({ name }: NamedAgency) => name) : value);
  return termFields.filter((field) => plain(before[field]) !== plain(after[field]));
}

/** Tasks with what they say before and after. */
export function ComparedTasks(
  props: TermsFrame & { readonly caption: string; readonly tasks: readonly ComparedTask[] },
) {
  const { language, tasks } = props;
  const t = assignmentTexts(language);
  const lines = (task: ComparedTask, terms: Terms) => (
    <dl class="facts">
      {task.fields.map((field) => (
        <div key={field}>
          <dt>{t[field]}</dt>
          <dd>
            <Content lang={language} text={termText(props, field, terms) || '–'} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Table
      lang={language}
      caption={props.caption}
      captionHidden
      rows={tasks}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'task',
          label: t.task,
          head: true,
          cell: (task) => (
            <>
              <a href={localPath(language, programmeWork.task(task.id))}>{task.code}</a>{' '}
              <InVietnamese lang={language}>{task.name}</InVietnamese>
              {task.remark}
            </>
          ),
        },
        { key: 'before', label: t.before, cell: (task) => lines(task, task.before) },
        { key: 'after', label: t.after, cell: (task) => lines(task, task.after) },
      ]}
    />
  );
}
