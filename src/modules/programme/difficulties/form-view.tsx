import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup, FileField, RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, PageHead } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { acceptedEndings, acceptedKinds, mostAttachmentBytes } from '../../catalogue/index.ts';
import type { FormFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { type Agency, type AttachedFile, bodyMost, difficultyKinds } from './difficulty.ts';
import type { TypedDifficulty } from './inputs.ts';
import { agencyName } from './parts.tsx';
import type { DifficultyTerm, TypedTerm } from './term.ts';
import { difficultyTexts } from './texts.ts';

export function DifficultyCrumbs(props: { readonly lang: Language; readonly here: string }) {
  const { lang, here } = props;
  const t = difficultyTexts(lang);
  return (
    <Breadcrumbs
      {...{ lang, here }}
      items={[
        { label: t.desk, href: localPath(lang, PATHS.desk) },
        { label: t.title, href: localPath(lang, programmeWork.difficulties) },
      ]}
    />
  );
}

export function FilesField({
  lang,
  error,
}: {
  readonly lang: Language;
  readonly error?: string | undefined;
}) {
  return (
    <FileField
      {...{ lang, error, name: 'files', label: difficultyTexts(lang).files }}
      accept={acceptedEndings}
      kinds={acceptedKinds[lang]}
      mostBytes={mostAttachmentBytes}
      multiple
      optional
    />
  );
}

interface FormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly failure: FormFailure | null;
  readonly typed: TypedDifficulty & { readonly from: string };
  readonly hidden: Readonly<Record<string, string>>;
  readonly action: string;
  /** Those the person may raise it for; none where that is settled. */
  readonly own: readonly Agency[];
  readonly agencies: readonly Agency[];
  readonly files: readonly AttachedFile[];
  readonly term: DifficultyTerm;
}

/** What is raised, before it is sent. */
export function DifficultyForm(props: FormProps) {
  const { lang, csrfToken, failure, typed, own, files } = props;
  const t = difficultyTexts(lang);
  const { text } = bindForm<TypedDifficulty & { readonly from: string }>({
    lang,
    values: { ...typed },
    errors: failure?.errors ?? {},
  });
  const options = (agencies: readonly Agency[]) =>
    agencies.map((agency) => ({
      value: String(agency.id),
      label: agencyName(lang, agency),
      ...(lang === 'en' && !agency.nameEn && { lang: 'vi' }),
    }));
  return (
    <>
      {failure && (
        <ErrorSummary
          lang={lang}
          errors={failure.errors}
          general={failure.conflict ? t.conflict : failure.general}
        />
      )}
      <Form
        {...{ lang, csrfToken, action: props.action, hidden: props.hidden }}
        upload
        guard
        label={t.newTitle}
      >
        {own.length > 1 && <Select {...text('from')} label={t.from} options={options(own)} empty={null} />}
        <RadioGroup
          {...text('kind')}
          label={t.kind}
          options={difficultyKinds.map((value) => ({ value, label: t.kinds[value] }))}
        />
        <TextField {...text('title')} label={t.short} />
        <TextArea {...text('body')} label={t.body} rows={8} most={bodyMost} />
        <TextArea {...text('proposal')} label={t.proposal} rows={4} most={bodyMost} optional />
        <TextField {...text('about')} label={t.about} hint={t.aboutHint} width="medium" optional />
        <Select
          {...text('to')}
          label={t.to}
          hint={t.toHint}
          options={options(props.agencies)}
          empty={t.toPlan}
          optional="at times"
        />
        {files.length > 0 && (
          <CheckboxGroup
            {...{ lang, name: 'removedFiles', label: t.removeFiles, values: [] }}
            options={files.map(({ id, name }) => ({ value: String(id), label: name }))}
            optional
          />
        )}
        <FilesField lang={lang} error={failure?.errors.files} />
        <p class="hint">{t.termHint(formatNumber(lang, props.term.days, 0))}</p>
        <Buttons>
          <Button name="do" value="gui">
            {t.send}
          </Button>
          <Button name="do" value="nhap" look="secondary">
            {t.saveDraft}
          </Button>
        </Buttons>
      </Form>
    </>
  );
}

export function NewDifficulty(props: FormProps) {
  const { lang } = props;
  const t = difficultyTexts(lang);
  return (
    <>
      <DifficultyCrumbs lang={lang} here={t.newTitle} />
      <PageHead title={t.newTitle} lead={t.newLead} />
      <div class="stack">
        <DifficultyForm {...props} />
      </div>
    </>
  );
}

export function TermForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly failure: FormFailure | null;
  readonly typed: TypedTerm;
  readonly version: number;
}) {
  const { lang, csrfToken, failure, typed, version } = props;
  const t = difficultyTexts(lang);
  const { text } = bindForm<TypedTerm>({ lang, values: { ...typed }, errors: failure?.errors ?? {} });
  return (
    <>
      <DifficultyCrumbs lang={lang} here={t.term} />
      <PageHead title={t.term} lead={t.termLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        {...{ lang, csrfToken, hidden: { version: String(version) } }}
        action={localPath(lang, programmeWork.difficultyTerm)}
      >
        <TextField {...text('days')} label={t.days} width="short" inputMode="numeric" />
        <TextField {...text('leaderDays')} label={t.leaderDays} width="short" inputMode="numeric" />
        <TextField {...text('source')} label={t.source} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="quiet" href={localPath(lang, programmeWork.difficulties)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
