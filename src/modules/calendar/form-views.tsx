import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateField, TextArea, TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { ConfirmPanel } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { FormFailure } from '../directory/index.ts';
import { type KeptDay, markNames, yearOf } from './calendar.ts';
import { additionKinds, type TypedDay } from './inputs.ts';
import type { LineProblem } from './pasted-list.ts';
import { calendarWork } from './paths.ts';
import type { TypedRules } from './rules.ts';
import { calendarTexts } from './texts.ts';
import { FormPage } from './views.tsx';

interface FormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly failure: FormFailure | null;
}

function Actions({
  lang,
  save,
  year,
}: {
  readonly lang: Language;
  readonly save: string;
  readonly year?: number;
}) {
  return (
    <Buttons>
      <Button>{save}</Button>
      <LinkButton look="quiet" href={localPath(lang, calendarWork.show(year))}>
        {calendarTexts(lang).cancel}
      </LinkButton>
    </Buttons>
  );
}

interface DayFormProps extends FormProps {
  readonly typed: TypedDay;
  /** The day that is changed, as the form showed it; null where one is added. */
  readonly changes: { readonly day: LocalDate; readonly shown: string } | null;
}

export function DayForm({ lang, csrfToken, failure, typed, changes }: DayFormProps) {
  const t = calendarTexts(lang);
  const { text } = bindForm<TypedDay>({ lang, values: { ...typed }, errors: failure?.errors ?? {} });
  return (
    <FormPage
      lang={lang}
      title={changes ? t.changeTitle(formatDate(lang, changes.day)) : t.add}
      {...(changes && { lead: t.changeLead })}
    >
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, changes ? calendarWork.change(changes.day) : calendarWork.add)}
        csrfToken={csrfToken}
        hidden={changes ? { shown: changes.shown } : {}}
      >
        <RadioGroup
          {...text('kind')}
          label={t.kindLabel}
          options={additionKinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
        />
        <DateField {...text('day')} label={t.day} hint={t.dayHint} />
        <DateField {...text('other')} label={t.other} hint={t.otherHint} optional="at times" />
        <TextField {...text('name')} label={t.name} hint={t.nameHint} />
        <TextField {...text('source')} label={t.source} hint={t.sourceHint} />
        <Actions lang={lang} save={t.save} />
      </Form>
    </FormPage>
  );
}

export function PasteForm(
  props: Omit<FormProps, 'failure'> & { readonly lines: string; readonly problems: readonly LineProblem[] },
) {
  const { lang, csrfToken, lines, problems } = props;
  const t = calendarTexts(lang);
  const error = problems.length > 0 ? t.linesWrong(formatNumber(lang, problems.length, 0)) : undefined;
  return (
    <FormPage lang={lang} title={t.paste}>
      {error && <ErrorSummary lang={lang} errors={{ lines: error }} />}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ line, text }) => (
            <li key={line}>
              <strong>{t.line(formatNumber(lang, line, 0))}</strong> <Content lang={lang} text={text[lang]} />
            </li>
          ))}
        </ul>
      )}
      <Form lang={lang} action={localPath(lang, calendarWork.paste)} csrfToken={csrfToken}>
        <TextArea
          {...{ lang, error, name: 'lines', value: lines, rows: 12, label: t.lines }}
          hint={
            <>
              <Quoting lang={lang} text={t.linesHint} quoted={['nghỉ', 'làm bù']} />
              <br />
              <code>{t.linesExample}</code>
            </>
          }
        />
        <Actions lang={lang} save={t.saveList} />
      </Form>
    </FormPage>
  );
}

export function CheckForm(props: FormProps & { readonly year: number; readonly source: string }) {
  const { lang, csrfToken, failure, year, source } = props;
  const t = calendarTexts(lang);
  return (
    <FormPage lang={lang} title={t.check(year)} lead={t.checkLead}>
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, calendarWork.check())}
        csrfToken={csrfToken}
        hidden={{ nam: String(year) }}
      >
        <TextField
          {...{ lang, name: 'source', value: source, label: t.source, hint: t.sourceHint }}
          error={failure?.errors.source}
        />
        <Actions lang={lang} save={t.checkSave} year={year} />
      </Form>
    </FormPage>
  );
}

export function RulesForm(props: FormProps & { readonly typed: TypedRules; readonly version: number }) {
  const { lang, csrfToken, failure, typed, version } = props;
  const t = calendarTexts(lang);
  const { text } = bindForm<TypedRules>({ lang, values: { ...typed }, errors: failure?.errors ?? {} });
  return (
    <FormPage lang={lang} title={t.rules} lead={t.rulesLead}>
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, calendarWork.rules)}
        csrfToken={csrfToken}
        hidden={{ version: String(version) }}
      >
        <RadioGroup
          {...text('before')}
          label={t.before}
          hint={t.beforeHint}
          options={[
            { value: 'exclusive', label: t.exclusive },
            { value: 'inclusive', label: t.inclusive },
          ]}
        />
        <RadioGroup
          {...text('shift')}
          label={t.shift}
          options={[
            { value: 'none', label: t.noShift },
            { value: 'next_working_day', label: t.nextWorkingDay },
          ]}
        />
        <TextField {...text('soonDays')} label={t.soonNumber} width="short" inputMode="numeric" />
        <RadioGroup
          {...text('soonIn')}
          label={t.soonIn}
          options={[
            { value: 'days', label: t.inDays },
            { value: 'working_days', label: t.inWorkingDays },
          ]}
        />
        <TextField {...text('source')} label={t.rulesSource} />
        <Actions lang={lang} save={t.save} />
      </Form>
    </FormPage>
  );
}

export function RemovePage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly kept: KeptDay;
}) {
  const { lang, csrfToken, kept } = props;
  const t = calendarTexts(lang);
  return (
    <ConfirmPanel
      title={t.removeQuestion(formatDate(lang, kept.day))}
      form={
        <Form lang={lang} action={localPath(lang, calendarWork.remove(kept.day))} csrfToken={csrfToken}>
          <Buttons>
            <Button look="danger">{t.remove}</Button>
            <LinkButton look="quiet" href={localPath(lang, calendarWork.show(yearOf(kept.day)))}>
              {t.cancel}
            </LinkButton>
          </Buttons>
        </Form>
      }
    >
      <p>
        <Quoting
          lang={lang}
          text={t.removeWhat(markNames[kept.kind][lang], kept.name)}
          quoted={[kept.name]}
        />
      </p>
      {kept.swappedWith && <p>{t.removeBoth(formatDate(lang, kept.swappedWith))}</p>}
      <p>{t.removeAfter}</p>
    </ConfirmPanel>
  );
}
