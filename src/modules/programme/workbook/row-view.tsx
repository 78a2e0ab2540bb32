import { type LocalDate, writeDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Card, DefinitionList, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { Failure } from '../plans/failure.ts';
import { taskStateNames } from '../tasks/task.ts';
import { choicesOf } from './choices.ts';
import { columnOf, fieldsOfSheet, plainly, type RowTexts, type WorkbookField } from './columns.ts';
import { WorkbookCrumbs } from './start-view.tsx';
import { agencyOf, type JudgedRow, type SentWorkbook } from './store.ts';
import { fieldLabel, workbookTexts } from './texts.ts';

export interface RowProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly workbook: SentWorkbook;
  readonly judged: JudgedRow;
  readonly today: LocalDate;
  /** What was typed, where it came back. */
  readonly typed: RowTexts | null;
  readonly failure: Failure | null;
}

const long: readonly WorkbookField[] = ['words', 'reason', 'difficulty', 'proposal', 'source'];

/** One row open for mending, beside what it is about now. */
export function RowPage(props: RowProps) {
  const { lang, judged, failure } = props;
  const { row, subject, why } = judged;
  const t = workbookTexts(lang);
  const title = t.rowTitle(judged.sheet, formatNumber(lang, row.line, 0), subject?.code ?? row.code);
  const code = judged.problems.find(({ field }) => field === 'code');
  return (
    <>
      <WorkbookCrumbs lang={lang} here={title} />
      <PageHead title={title} lead={<Content lang={lang} text={subject?.name ?? ''} />} />
      {failure?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {failure.general}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={errorsOf(props)} general={failure?.general} />
      )}
      {(why ?? code) && (
        <Notice lang={lang} kind="warning">
          <p>{(why ?? code)?.[lang]}</p>
        </Notice>
      )}
      <div class="stack">
        <Now {...props} />
        <RowForm {...props} title={title} />
      </div>
    </>
  );
}

function errorsOf({ lang, judged, failure }: RowProps) {
  const found = judged.problems.flatMap(({ field, ...text }) =>
    field === 'code' ? [] : [[field, text[lang]] as const],
  );
  return { ...Object.fromEntries(found), ...failure?.errors };
}

/** What stands there now, to be held against the file. */
function Now({ lang, judged }: RowProps) {
  const t = workbookTexts(lang);
  const { subject } = judged;
  if (!subject) return null;
  const { latest } = subject;
  const said =
    latest && [latest.agency, latest.by, formatInstant(lang, latest.at)].filter(Boolean).join(', ');
  const figure = judged.sheet === 'targets' ? lastFigure(lang, judged) : null;
  return (
    <Card title={t.now}>
      <DefinitionList
        items={[
          {
            label: t.ofWhom,
            value: <Content lang={lang} text={agencyOf(judged) ?? ''} />,
          },
          ...(judged.sheet === 'tasks' && judged.subject
            ? [
                { label: t.nowState, value: taskStateNames[judged.subject.state][lang] },
                { label: t.nowPercent, value: `${formatNumber(lang, judged.subject.percent, 0)} %` },
              ]
            : []),
          { label: t.nowFigure, value: figure && <Content lang={lang} text={figure} /> },
          { label: t.nowLatest, value: said && <Content lang={lang} text={said} /> },
        ]}
      />
      {judged.verdict === 'stale' && <p class="quiet">{t.baseVersion}</p>}
    </Card>
  );
}

function lastFigure(
  lang: Language,
  { subject, row }: Extract<JudgedRow, { sheet: 'targets' }>,
): string | null {
  const last = subject?.loaded.actuals
    .filter(({ scope }) => scope === row.scope)
    .toSorted((one, other) => one.asOf.localeCompare(other.asOf))
    .at(-1);
  if (!last) return null;
  const value = last.value === null ? (last.words ?? '') : formatNumber(lang, last.value, 12);
  return `${value} (${writeDate(last.asOf)})`;
}

function RowForm(props: RowProps & { readonly title: string }) {
  const { lang, csrfToken, workbook, judged, typed, title } = props;
  const t = workbookTexts(lang);
  const { row, sheet, subject } = judged;
  const errors = errorsOf(props);
  const asked = judged.sheet === 'targets' ? judged.asked : null;
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.workbookRow(workbook.id, row.position))}
      csrfToken={csrfToken}
      guard
      label={title}
      hidden={{
        ...{ version: String(row.version), seen: String(subject?.version ?? '') },
        ...(asked === null ? {} : { asked }),
      }}
    >
      <Hint>{t.emptyRow}</Hint>
      {fieldsOfSheet[sheet].map((field) => {
        const choices = choicesOf(judged, field, props.today);
        const empty = (typed?.[field] ?? row.texts[field] ?? '') === '';
        // what can be chosen of nothing here is not asked
        if (choices?.length === 0 && empty && !errors[field]) return null;
        const common = {
          ...{ lang, name: field, label: fieldLabel(lang, sheet, field), error: errors[field] },
          ...{ value: typed?.[field] ?? row.texts[field] ?? '', optional: 'at times' as const },
          hint: lang === 'vi' ? columnOf(sheet, field).prompt : undefined,
        };
        if (choices) return <Choice key={field} {...common} choices={choices} />;
        return long.includes(field) ? (
          <TextArea key={field} {...common} rows={field === 'words' ? 4 : 2} />
        ) : (
          <TextField key={field} {...common} width="medium" />
        );
      })}
      {asked !== null && (
        <Checkbox lang={lang} name="confirm" label={t.isRight} hint={t.isRightHelp} checked={false} />
      )}
      <Buttons>
        <Button>{t.saveRow}</Button>
        <LinkButton href={localPath(lang, programmeWork.workbook(workbook.id))} look="quiet">
          {t.back}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

/** What can be chosen, with what stands in the file where that is something else. */
function Choice({
  choices,
  ...field
}: {
  readonly lang: Language;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly optional: 'at times';
  readonly hint: string | undefined;
  readonly choices: readonly string[];
}) {
  const value = choices.find((choice) => plainly(choice) === plainly(field.value)) ?? field.value;
  const offered = value === '' || choices.includes(value) ? choices : [value, ...choices];
  return (
    <Select
      {...field}
      value={value}
      empty="–"
      options={offered.map((choice) => ({ value: choice, label: choice, lang: otherThan(field.lang, 'vi') }))}
    />
  );
}
