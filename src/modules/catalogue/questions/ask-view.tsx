import type { AccountActor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../ui/choices.tsx';
import { TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { askPath, publicQuestionPath } from '../paths.ts';
import type { PublicEntry } from '../public-entry.ts';
import { titleIn } from '../public-rows.tsx';
import { otherThan } from './parts.tsx';
import type { LikeQuestion } from './public.ts';
import { QuestionCrumbs } from './public-view.tsx';
import { bodyMost } from './question.ts';
import { questionTexts } from './texts.ts';

export interface AskValues {
  readonly title: string;
  readonly body: string;
  readonly language: Language;
  readonly named: boolean;
}

interface AskProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly actor: AccountActor;
  /** Of the person, as it would stand with the question. */
  readonly organisation: string | null;
  readonly entry: PublicEntry;
  readonly days: number;
  readonly values: AskValues;
  readonly errors: Readonly<Partial<Record<'title' | 'body', string>>>;
  readonly general: string | undefined;
  readonly formKey: string;
  /** Answered questions that may be the one meant; shown once. */
  readonly alike: readonly LikeQuestion[];
}

/** Asks about an entry. What was typed stays, whatever the answer. */
export function AskPage(props: AskProps) {
  const { lang, entry, errors, general, alike, values } = props;
  const t = questionTexts(lang);
  const title = titleIn(lang, entry);
  return (
    <>
      <QuestionCrumbs lang={lang} entry={entry} here={t.ask} list />
      <PageHead title={t.ask} lead={t.form.lead(entry.code)} />
      <p lang={otherThan(lang, title.lang)}>
        <b>{title.text}</b>
      </p>
      <ErrorSummary lang={lang} errors={errors} general={general} />
      {alike.length > 0 && <Alike lang={lang} entry={entry} alike={alike} />}
      <AskForm {...props} values={values} />
    </>
  );
}

function Alike({ lang, entry, alike }: Pick<AskProps, 'lang' | 'entry' | 'alike'>) {
  const t = questionTexts(lang);
  return (
    <Notice lang={lang} kind="information" title={t.form.alike} live>
      <ul class="plain-list">
        {alike.map((question) => (
          <li key={question.id} lang={otherThan(lang, question.language)}>
            <a href={localPath(lang, publicQuestionPath(entry.kind, entry.code, question.id))}>
              {question.title}
            </a>
          </li>
        ))}
      </ul>
      <p>{t.form.alikeHelp}</p>
    </Notice>
  );
}

function AskForm(props: AskProps) {
  const { lang, csrfToken, actor, organisation, entry, days, values, errors, formKey, alike } = props;
  const t = questionTexts(lang);
  const path = localPath(lang, askPath(entry.kind, entry.code));
  const field = bindForm<Pick<AskValues, 'title' | 'body'>>({ lang, values, errors });
  const name = [actor.name, organisation].filter(Boolean).join(', ');
  return (
    <Form
      lang={lang}
      action={path}
      csrfToken={csrfToken}
      autosave={path}
      owner={String(actor.id)}
      label={t.ask}
      hidden={{ khoa: formKey, ...(alike.length > 0 && { 'da-xem': '1' }) }}
    >
      <p class="hint">{t.form.how(days)}</p>
      <TextField {...field.text('title')} label={t.form.title} hint={t.form.titleHint} />
      <TextArea {...field.text('body')} label={t.form.body} hint={t.form.bodyHint} rows={8} most={bodyMost} />
      <RadioGroup
        lang={lang}
        name="language"
        label={t.form.language}
        value={values.language}
        options={(['vi', 'en'] as const).map((value) => ({ value, label: t.form.languages[value] }))}
      />
      <Checkbox
        lang={lang}
        name="named"
        label={<Quoting lang={lang} text={t.form.named(name)} quoted={[actor.name, organisation]} />}
        hint={t.form.namedHint}
        checked={values.named}
      />
      <Buttons>
        <Button>{alike.length > 0 ? t.form.sendAnyway : t.form.send}</Button>
      </Buttons>
    </Form>
  );
}
