import type { Language, Text } from '../../kernel/text.ts';
import { Button } from '../../ui/button.tsx';
import { FileField } from '../../ui/choices.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { DocumentForm } from './form-view.tsx';
import type { FormErrors } from './inputs.ts';
import { documentWork } from './paths.ts';
import { workTexts } from './work-texts.ts';
import type { FormValues } from './work-values.ts';

function Crumbs({ language, here }: { readonly language: Language; readonly here: string }) {
  const t = workTexts(language);
  return (
    <Breadcrumbs
      lang={language}
      items={[
        { label: t.desk, href: localPath(language, PATHS.desk) },
        { label: t.title, href: localPath(language, documentWork.list) },
      ]}
      here={here}
    />
  );
}

/** Choosing the file of a document. */
export function AddView(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly error: string | undefined;
  readonly mostBytes: number;
}) {
  const { language } = props;
  const t = workTexts(language);
  return (
    <>
      <Crumbs language={language} here={t.add} />
      <PageHead title={t.add} lead={t.addLead} />
      <ErrorSummary lang={language} errors={{ file: props.error }} />
      <Form
        lang={language}
        action={localPath(language, documentWork.add)}
        csrfToken={props.csrfToken}
        upload
        label={t.add}
      >
        <FileField
          lang={language}
          name="file"
          label={t.file}
          hint={t.fileHint}
          accept=".docx,.pdf,.html,.htm,.xlsx,.csv,.md,.txt,.doc,.xls,.odt,.ods,.rtf"
          kinds={t.fileKinds}
          mostBytes={props.mostBytes}
          error={props.error}
        />
        <Button>{t.upload}</Button>
        <p>
          <a href={localPath(language, documentWork.type)}>{t.typeInstead}</a>
        </p>
      </Form>
    </>
  );
}

/** Typing the facts of a document, perhaps for a file that could not be read. */
export function TypeView(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly keptName: string | null;
  readonly values: FormValues;
  readonly errors: FormErrors;
  readonly general: Text | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}) {
  const { language } = props;
  const t = workTexts(language);
  return (
    <>
      <Crumbs language={language} here={t.type} />
      <PageHead title={t.type} lead={props.keptName === null ? t.typeLead : undefined} />
      {props.keptName !== null && (
        <Notice lang={language} kind="information">
          <p>{t.typeKept(props.keptName)}</p>
        </Notice>
      )}
      <DocumentForm
        language={language}
        action={localPath(language, documentWork.type)}
        csrfToken={props.csrfToken}
        values={props.values}
        errors={props.errors}
        general={props.general}
        citations={[]}
        head={null}
        hidden={props.hidden}
      />
    </>
  );
}
