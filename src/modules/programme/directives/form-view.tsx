import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure, Reachable } from '../../directory/index.ts';
import { bodyMost } from '../difficulties/difficulty.ts';
import { FilesField } from '../difficulties/form-view.tsx';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { usualDays } from './directive.ts';
import type { TypedDirective } from './inputs.ts';
import { DirectiveCrumbs } from './parts.tsx';
import type { OfferedAgency } from './queries.ts';
import { directiveTexts } from './texts.ts';

interface NewProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly failure: FormFailure | null;
  readonly typed: TypedDirective;
  readonly formKey: string;
  /** Those to be offered, the likeliest first. */
  readonly agencies: readonly OfferedAgency[];
  /** Whether some of them are offered because they lead what it is about. */
  readonly leadsFirst: boolean;
  /** Leaders on whose behalf it is written; null for a leader, who writes their own. */
  readonly leaders: readonly Reachable[] | null;
}

export function NewDirective(props: NewProps) {
  const { lang, failure, leaders } = props;
  const t = directiveTexts(lang);
  return (
    <>
      <DirectiveCrumbs lang={lang} here={t.newTitle} />
      <PageHead title={t.newTitle} lead={t.newLead} />
      <div class="stack">
        {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
        {leaders?.length === 0 ? (
          <Notice lang={lang} kind="information">
            {t.noLeader}
          </Notice>
        ) : (
          <DirectiveForm {...props} />
        )}
      </div>
    </>
  );
}

function DirectiveForm(props: NewProps) {
  const { lang, csrfToken, failure, typed, leaders } = props;
  const t = directiveTexts(lang);
  const { text, choices } = bindForm<TypedDirective>({
    lang,
    values: { ...typed },
    errors: failure?.errors ?? {},
  });
  return (
    <Form
      {...{ lang, csrfToken, label: t.newTitle, hidden: { khoa: props.formKey } }}
      action={localPath(lang, programmeWork.newDirective())}
      upload
      guard
    >
      {leaders && (
        <Select
          {...text('leader')}
          label={t.leader}
          hint={t.leaderHint}
          options={leaders.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <TextArea {...text('body')} label={t.body} rows={8} most={bodyMost} />
      <DateField {...text('dueOn')} label={t.dueOn} hint={t.dueHint(formatNumber(lang, usualDays, 0))} />
      <CheckboxGroup
        {...choices('agencies')}
        label={t.agencies}
        hint={props.leadsFirst ? t.leadsFirst : undefined}
        columns
        options={props.agencies.map((agency) => ({
          value: String(agency.id),
          label: agencyName(lang, agency),
          ...(lang === 'en' && !agency.nameEn && { lang: 'vi' }),
          ...(!agency.hasOfficers && { hint: t.onPaper, hintLang: lang }),
        }))}
      />
      <TextField {...text('about')} label={t.about} hint={t.aboutHint} width="medium" optional />
      <TextField {...text('documentNumber')} label={t.documentNumber} width="medium" optional />
      <DateField {...text('documentDate')} label={t.documentDate} optional />
      <FilesField lang={lang} error={failure?.errors.files} />
      <Buttons>
        <Button>{t.doGive}</Button>
      </Buttons>
    </Form>
  );
}
