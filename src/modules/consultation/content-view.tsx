import type { Language } from '../../kernel/text.ts';
import { Button, Buttons } from '../../ui/button.tsx';
import { FileField } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan } from '../catalogue/index.ts';
import { type Consultation, contentMost, fileMost } from './consultation.ts';
import type { Failure } from './failure.ts';
import { consultationWork } from './paths.ts';
import { consultationTexts } from './texts.ts';
import { consultationWorkTexts } from './work-texts.ts';
import { WorkCrumbs } from './work-view.tsx';

/** The text of a document: its file to read, its parts to look over or type. */
export function ContentForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly consultation: Consultation;
  readonly parts: string;
  readonly failure: Failure | null;
}) {
  const { lang, csrfToken, consultation, parts, failure } = props;
  const t = consultationWorkTexts(lang);
  const { id, title, version } = consultation;
  const hidden = { version: String(version) };
  return (
    <>
      <WorkCrumbs lang={lang} consultation={consultation} here={t.content} />
      <PageHead title={t.content} lead={<span lang={otherThan(lang, 'vi')}>{title}</span>} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <Section title={t.upload}>
        <Form
          {...{ lang, csrfToken, hidden }}
          action={localPath(lang, consultationWork.upload(id))}
          upload
          label={t.upload}
        >
          <FileField
            {...{
              lang,
              name: 'file',
              label: consultationTexts(lang).file,
              hint: t.uploadHint,
              error: failure?.errors.file,
            }}
            accept=".docx,.pdf"
            kinds={t.uploadKinds}
            mostBytes={fileMost}
          />
          <Buttons>
            <Button look="secondary">{t.doUpload}</Button>
          </Buttons>
        </Form>
      </Section>
      <Section title={t.partsField}>
        <Form
          {...{ lang, csrfToken, hidden }}
          action={localPath(lang, consultationWork.content(id))}
          guard
          label={t.partsField}
        >
          <TextArea
            {...{
              lang,
              name: 'parts',
              label: t.partsField,
              hint: t.partsHint,
              error: failure?.errors.parts,
            }}
            value={parts}
            rows={24}
            most={contentMost}
          />
          <Buttons>
            <Button>{t.save}</Button>
          </Buttons>
        </Form>
      </Section>
    </>
  );
}
