import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { amendmentTexts } from './amendment/texts.ts';
import type { DocumentChoice } from './document-choices.ts';
import { type Edition, kindNames } from './edition.ts';
import { type EditionTexts, editionTexts, speak } from './edition-texts.ts';
import { EditionFacts, foreign, WorkCrumbs } from './edition-views.tsx';
import { catalogueKinds } from './entry.ts';
import { work } from './paths.ts';

export interface EditionFormValues {
  readonly kind: string;
  readonly span: string;
  readonly title: string;
  readonly titleEn: string;
  readonly documentId: string;
  readonly organisation: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly hours: string;
  readonly source: string;
  readonly illustrative: string;
  /** Of an amendment. */
  readonly reason: string;
  readonly amendedTitle: string;
  readonly amendedTitleEn: string;
}

export interface EditionFormProps {
  readonly language: Language;
  readonly csrfToken: string;
  /** null for a new edition. */
  readonly edition: Edition | null;
  readonly spanFixed: boolean;
  readonly values: EditionFormValues;
  readonly errors: Readonly<Partial<Record<keyof EditionFormValues, string>>>;
  readonly documents: readonly DocumentChoice[];
  /** What is stored now, when somebody else saved first. */
  readonly meanwhile: Edition | null;
}

export function EditionForm(props: EditionFormProps) {
  const { language, edition, errors } = props;
  const t = editionTexts(language);
  const words = amendmentTexts(language);
  const say = speak(language);
  const to = (path: string) => localPath(language, path);
  const form = bindForm<EditionFormValues>({
    lang: language,
    values: { ...props.values },
    errors: { ...errors },
  });
  const title = edition ? t.edit : t.newEdition;
  const action = edition ? work.changeEdition(edition.id) : work.newEdition;
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={title} />
      <ErrorSummary
        lang={language}
        errors={errors}
        general={props.meanwhile ? t.changedMeanwhile : undefined}
      />
      <PageHead title={title} lead={edition && <span lang={foreign(language)}>{edition.title}</span>} />
      {props.meanwhile && <Stored language={language} edition={props.meanwhile} t={t} />}
      <Form
        lang={language}
        action={to(action)}
        csrfToken={props.csrfToken}
        guard
        hidden={edition ? { version: String((props.meanwhile ?? edition).version), kind: edition.kind } : {}}
      >
        {!edition && (
          <RadioGroup
            {...form.text('kind')}
            label={t.kind}
            options={catalogueKinds.map((kind) => ({ value: kind, label: say(kindNames[kind]) }))}
          />
        )}
        <TextField
          {...form.text('span')}
          label={t.span}
          hint={props.spanFixed ? t.spanFixed : t.spanHint}
          width="short"
          readOnly={props.spanFixed}
        />
        {edition?.amends && (
          <TextArea
            {...form.text('reason')}
            label={words.reason}
            hint={words.reasonHint}
            rows={4}
            most={2000}
          />
        )}
        <TextArea
          {...form.text('title')}
          label={edition?.amends ? words.ownTitle : t.title}
          rows={3}
          most={500}
        />
        <TextArea
          {...form.text('titleEn')}
          label={edition?.amends ? words.ownTitleEn : t.titleEn}
          rows={3}
          most={500}
          optional
        />
        <Select
          {...form.text('documentId')}
          label={t.document}
          hint={t.documentHint}
          empty={t.noDocument}
          optional
          options={props.documents.map(({ id, label }) => ({ value: String(id), label, lang: 'vi' }))}
        />
        {edition?.amends && (
          <Fieldset legend={words.head} hint={words.headHint}>
            <TextArea {...form.text('amendedTitle')} label={words.newTitle} rows={3} most={500} />
            <TextArea
              {...form.text('amendedTitleEn')}
              label={words.newTitleEn}
              rows={3}
              most={500}
              optional
            />
          </Fieldset>
        )}
        <Fieldset legend={t.contact} hint={edition?.amends ? words.contactHint : t.contactHint}>
          <TextField {...form.text('name')} label={t.contactName} optional />
          <TextField {...form.text('organisation')} label={t.contactOrganisation} width="short" optional />
          <TextField {...form.text('address')} label={t.address} optional />
          <TextField {...form.text('phone')} label={t.phone} width="medium" type="tel" optional />
          <TextField {...form.text('email')} label={t.email} width="medium" type="email" optional />
          <TextField {...form.text('hours')} label={t.hours} optional />
        </Fieldset>
        <Fieldset legend={t.source}>
          <TextField {...form.text('source')} label={t.source} optional />
          <Checkbox
            lang={language}
            name="illustrative"
            label={t.illustrative}
            checked={props.values.illustrative === '1'}
          />
        </Fieldset>
        <Buttons>
          <Button>{edition ? t.save : t.create}</Button>
          <LinkButton href={to(edition ? work.edition(edition.id) : work.editions)} look="quiet">
            {t.back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function Stored({ language, edition, t }: { language: Language; edition: Edition; t: EditionTexts }) {
  return (
    <Notice lang={language} kind="warning" title={t.theirs}>
      <EditionFacts language={language} edition={edition} document={null} t={t} />
    </Notice>
  );
}
