import type { LocalDate } from '../../../kernel/dates.ts';
import { periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { FileField } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { langOf } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { acceptedEndings, acceptedKinds, mostAttachmentBytes, otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { type FactField, openPeriods } from './fact.ts';
import type { TaskAgency, TaskPage } from './queries.ts';
import { type FactKind, factKinds, reasonMost, wordsMost } from './task.ts';
import { taskTexts } from './texts.ts';
import { cadenceOf, type Refused, TaskCrumbs } from './work-view.tsx';

export interface FactProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly today: LocalDate;
  readonly task: TaskPage;
  readonly kind: FactKind;
  /** Leads it may be entered for. */
  readonly leads: readonly TaskAgency[];
  readonly values: Readonly<Partial<Record<FactField | 'lead', string>>>;
  readonly formKey: string;
  /** The fact that is corrected. */
  readonly corrects: number | null;
  readonly failure: Refused | null;
}

type Typed = { readonly [Name in FactField | 'lead' | 'file']: string };

/** The form of one fact: what is asked for follows from its kind. */
export function FactPage(props: FactProps) {
  const { lang, task, kind, corrects, failure } = props;
  const t = taskTexts(lang);
  const title = corrects === null ? t.enter[kind] : t.correctTitle;
  return (
    <>
      <TaskCrumbs lang={lang} task={task} here={title} />
      <PageHead title={title} lead={<span lang={otherThan(lang, 'vi')}>{task.name}</span>} />
      {failure?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {failure.general}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      )}
      <FactForm {...props} />
    </>
  );
}

function FactForm(props: FactProps) {
  const { lang, csrfToken, task, kind, corrects, formKey, values, failure } = props;
  const t = taskTexts(lang);
  const fields = bindForm<Typed>({ lang, values, errors: failure?.errors ?? {} });
  const evidence = kind === 'result' || kind === 'done';
  return (
    <Form
      {...{ lang, csrfToken, upload: true }}
      action={localPath(lang, programmeWork.fact(task.id))}
      hidden={{
        ...{ version: String(task.version), khoa: formKey },
        ...(corrects === null ? { kind } : { corrects: String(corrects) }),
      }}
    >
      <Hint>{corrects === null ? t.enterHelp[kind] : t.correctHelp}</Hint>
      {corrects !== null && (
        <Select
          {...fields.text('kind')}
          label={t.kind}
          empty={null}
          options={factKinds.map((value) => ({ value, label: t.kinds[value] }))}
        />
      )}
      <ForLead {...props} field={fields.text('lead')} />
      <DateField {...fields.text('on')} label={t.on} hint={t.onHelp} />
      {(kind === 'progress' || corrects !== null) && (
        <TextField
          {...fields.text('percent')}
          label={t.percentLabel}
          hint={t.percentHelp}
          width="short"
          inputMode="numeric"
          optional={corrects === null ? undefined : 'at times'}
        />
      )}
      <Period {...props} field={fields.text('period')} />
      <TextArea
        {...fields.text('words')}
        label={t.words}
        rows={4}
        most={wordsMost}
        optional={kind === 'started' || kind === 'done' ? true : undefined}
      />
      {(evidence || corrects !== null) && (
        <>
          <TextField
            {...fields.text('documentNumber')}
            label={t.documentNumber}
            width="medium"
            optional="at times"
          />
          <DateField {...fields.text('documentDate')} label={t.documentDate} optional="at times" />
        </>
      )}
      <FileField
        lang={lang}
        name="file"
        label={t.file}
        hint={t.fileHelp}
        accept={acceptedEndings}
        kinds={acceptedKinds[lang]}
        mostBytes={mostAttachmentBytes}
        error={failure?.errors.file}
        multiple
        optional={evidence ? 'at times' : true}
      />
      <TextArea
        {...fields.text('reason')}
        label={corrects === null ? t.reasonLabel : t.reasonCorrect}
        hint={corrects === null ? t.reasonHelp : undefined}
        rows={2}
        most={reasonMost}
        optional={corrects === null ? 'at times' : undefined}
      />
      <Buttons>
        <Button>{corrects === null ? t.enter[kind] : t.correct}</Button>
        <LinkButton href={localPath(lang, programmeWork.task(task.id))} look="quiet">
          {t.back}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

type Bound = {
  readonly lang: Language;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
};

/** Whose part it is, where the person may enter for several. */
function ForLead({ lang, leads, corrects, field }: FactProps & { readonly field: Bound }) {
  if (corrects !== null || leads.length < 2) return null;
  return (
    <Select
      {...field}
      label={taskTexts(lang).forLead}
      options={leads.map(({ organisationId, name }) => ({
        ...{ value: String(organisationId ?? ''), label: name, lang: langOf(lang, name) },
      }))}
    />
  );
}

function Period({ lang, task, today, kind, leads, corrects, field }: FactProps & { readonly field: Bound }) {
  const cadence = cadenceOf(task);
  if (cadence === null || (kind !== 'result' && corrects === null)) return null;
  const since = leads.map((lead) => lead.since).sort()[0] ?? today;
  return (
    <Select
      {...field}
      label={taskTexts(lang).period}
      optional={corrects === null ? undefined : 'at times'}
      options={openPeriods(cadence, since, today).map((period) => ({
        ...{ value: period.key, label: periodLabel(period)[lang] },
      }))}
    />
  );
}
