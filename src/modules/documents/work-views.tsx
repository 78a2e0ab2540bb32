import type { Actor } from '../../kernel/actor.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { formatFileSize, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Card, Columns, type Moment, PageHead, Timeline } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { documentName } from './citation-text.ts';
import type { CitedDocument } from './citing.ts';
import type { KeptCitation, RegisteredDocument } from './document.ts';
import { type DocumentPageContent, DocumentView } from './document-view.tsx';
import { DocumentForm } from './form-view.tsx';
import type { DocumentEvent } from './history.ts';
import type { FormErrors } from './inputs.ts';
import { documentPaths, documentWork, withQuery } from './paths.ts';
import { can } from './policy.ts';
import { ScanNotice } from './scan-view.tsx';
import { documentSentence } from './sentences.ts';
import { documentTexts } from './texts.ts';
import type { Twin } from './twins.ts';
import { workTexts } from './work-texts.ts';
import type { FormValues } from './work-values.ts';

/** A form sent back: what was typed is kept; `general` says why nothing was saved. */
export interface ReviewProblem {
  readonly status: 409 | 422;
  readonly errors: FormErrors;
  readonly values: FormValues;
  readonly general?: Text;
}

interface ReviewProps {
  readonly language: Language;
  readonly actor: Actor;
  readonly csrfToken: string;
  readonly document: RegisteredDocument;
  readonly citations: readonly (KeptCitation & { readonly target: CitedDocument | null })[];
  readonly twins: readonly Twin[];
  /** What the register has in the fields. */
  readonly saved: FormValues;
  readonly problem: ReviewProblem | null;
}

function Head(props: {
  readonly language: Language;
  readonly document: RegisteredDocument;
  readonly title: string;
  readonly here: string;
}) {
  const { language, document } = props;
  const t = workTexts(language);
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[
          { label: t.desk, href: localPath(language, PATHS.desk) },
          { label: t.title, href: localPath(language, documentWork.list) },
        ]}
        here={props.here}
      />
      <PageHead
        title={props.title}
        marks={
          <>
            <Badge tone={document.state === 'published' ? 'done' : 'work'}>
              {documentTexts(language).states[document.state]}
            </Badge>
            {document.illustrative && <IllustrativeMark lang={language} />}
          </>
        }
      />
    </>
  );
}

/** The review of a document: its facts to correct beside what was read, and what comes next. */
export function ReviewView(props: ReviewProps) {
  const { language, document, problem } = props;
  const t = workTexts(language);
  const name = documentName(language, document).slice(0, 150);
  return (
    <>
      <Head language={language} document={document} title={name} here={t.review} />
      <Columns
        main={
          <>
            <Twins {...props} />
            <Scan language={language} document={document} />
            <Warnings language={language} document={document} />
            <DocumentForm
              language={language}
              action={localPath(language, documentWork.document(document.id))}
              csrfToken={props.csrfToken}
              values={problem?.values ?? props.saved}
              errors={problem?.errors ?? {}}
              general={problem?.general}
              theirs={problem?.status === 409 ? props.saved : null}
              citations={props.citations}
              head={document.content.head}
              uncertain={document.content.recognition?.uncertain ?? []}
              hidden={{ version: String(document.version) }}
            />
          </>
        }
        side={<Side {...props} />}
      />
    </>
  );
}

function Scan(props: { readonly language: Language; readonly document: RegisteredDocument }) {
  const { language, document } = props;
  const { recognition } = document.content;
  if (recognition === null) return null;
  const pageHref = (place: number) =>
    localPath(language, withQuery(documentWork.scan(document.id), { trang: place }));
  return <ScanNotice {...{ language, recognition, pageHref }} />;
}

function Warnings(props: { readonly language: Language; readonly document: RegisteredDocument }) {
  const { warnings } = props.document.content;
  const t = workTexts(props.language);
  if (warnings.length === 0) return null;
  return (
    <Notice lang={props.language} kind="warning" title={t.warnings(warnings.length)}>
      <ul lang="vi">
        {warnings.map((warning, index) => (
          <li key={String(index)}>
            {warning.place || t.wholeDocument}: {warning.message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Twins(props: ReviewProps) {
  const { language, document, twins } = props;
  const t = workTexts(language);
  if (twins.length === 0) return null;
  return (
    <Notice lang={language} kind="information" title={t.twinTitle}>
      {twins.map((twin) => (
        <div key={twin.id}>
          <p>
            <a href={localPath(language, documentWork.document(twin.id))} lang="vi">
              {twin.number ?? ''} {twin.title.slice(0, 300)}
            </a>
          </p>
          {twin.hasFile && <p>{t.twinHasFile}</p>}
          {!twin.hasFile && document.file && !can(props.actor, 'edit', twin) && <p>{t.joinByHead}</p>}
          {!twin.hasFile && document.file && can(props.actor, 'edit', twin) && (
            <Form
              lang={language}
              action={localPath(language, documentWork.join(document.id))}
              csrfToken={props.csrfToken}
              hidden={{ known: String(twin.id) }}
              label={t.join}
            >
              <p>{t.joinHelp}</p>
              <Button look="secondary" small>
                {t.join}
              </Button>
            </Form>
          )}
        </div>
      ))}
    </Notice>
  );
}

function Side(props: ReviewProps) {
  const { language, document, actor } = props;
  const t = workTexts(language);
  const { content, file, state } = document;
  return (
    <>
      <Card title={t.steps}>
        <Buttons>
          {state === 'draft' && can(actor, 'publish', document) && (
            <Form
              lang={language}
              action={localPath(language, documentWork.publish(document.id))}
              csrfToken={props.csrfToken}
              label={t.publish}
            >
              <p class="hint">{t.publishHint}</p>
              <Button look="secondary">{t.publish}</Button>
            </Form>
          )}
          {state === 'draft' && !can(actor, 'publish', document) && <p class="hint">{t.onlyHead}</p>}
        </Buttons>
        <Links {...props} />
      </Card>
      {file && (
        <Card title={documentTexts(language).file}>
          <p class="hint">
            <span class="file-name">{file.name}</span> · {formatFileSize(language, file.size)}
          </p>
          <p class="hint">
            {t.counts(content.articles.length, content.tables.length, content.statements.length)}
          </p>
          <LinkButton href={documentPaths.file(document.id)} look="secondary" small icon="download">
            {documentTexts(language).download}
          </LinkButton>
        </Card>
      )}
    </>
  );
}

function Links(props: ReviewProps) {
  const { language, document, actor } = props;
  const t = workTexts(language);
  return (
    <ul class="plain-links">
      {document.state === 'published' ? (
        <li>
          <a href={localPath(language, documentPaths.document(document.id))}>{t.publicPage}</a>
        </li>
      ) : (
        <li>
          <a href={localPath(language, documentWork.preview(document.id))}>{t.preview}</a>
        </li>
      )}
      <li>
        <a href={localPath(language, documentWork.history(document.id))}>{t.history}</a>
      </li>
      {document.state === 'draft' && can(actor, 'remove', document) && (
        <li>
          <a href={localPath(language, documentWork.remove(document.id))}>{t.remove}</a>
        </li>
      )}
    </ul>
  );
}

/** The document as readers see it, for those who look at it before or without editing. */
export function InspectionView(props: {
  readonly language: Language;
  readonly actor: Actor;
  readonly content: DocumentPageContent;
  readonly inspected: boolean;
}) {
  const { language, content, actor } = props;
  const t = workTexts(language);
  const { document } = content;
  return (
    <>
      <Notice lang={language} kind="information">
        {props.inspected && <p>{t.readOnly}</p>}
        {document.state === 'published' && !can(actor, 'edit', document) && !props.inspected && (
          <p>{t.onlyHeadCorrects}</p>
        )}
        <p>
          {t.state}: {documentTexts(language).states[document.state]}
          {' · '}
          <a href={localPath(language, documentWork.history(document.id))}>{t.history}</a>
          {can(actor, 'edit', document) && (
            <>
              {' · '}
              <a href={localPath(language, documentWork.document(document.id))}>{t.back}</a>
            </>
          )}
        </p>
      </Notice>
      <DocumentView language={language} {...content} path={documentWork.preview(document.id)} />
    </>
  );
}

/** Asks once more, then posts. */
export function RemoveForm(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly id: number;
}) {
  const t = workTexts(props.language);
  return (
    <Form
      lang={props.language}
      action={localPath(props.language, documentWork.remove(props.id))}
      csrfToken={props.csrfToken}
    >
      <Buttons>
        <Button look="danger">{t.remove}</Button>
        <LinkButton href={localPath(props.language, documentWork.document(props.id))} look="quiet">
          {t.keep}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

/** What happened to a document, in sentences. */
export function HistoryView(props: {
  readonly language: Language;
  readonly document: RegisteredDocument;
  readonly events: readonly DocumentEvent[];
  readonly title: string;
}) {
  const { language, document, events } = props;
  const t = workTexts(language);
  return (
    <>
      <Head language={language} document={document} title={props.title} here={t.history} />
      {events.length === 0 ? (
        <p class="quiet">{t.noEvents}</p>
      ) : (
        <Timeline items={events.map((event) => momentOf(language, event))} />
      )}
      <p>
        <a href={localPath(language, documentWork.document(document.id))}>{t.back}</a>
      </p>
    </>
  );
}

function momentOf(language: Language, event: DocumentEvent): Moment {
  const t = workTexts(language);
  const { onBehalfOf } = event;
  const who = event.who === null ? t.bySystem : onBehalfOf ? t.asDeputy(event.who, onBehalfOf) : event.who;
  const sentence = `${who} ${documentSentence(language, event)}.`;
  return {
    key: String(event.seq),
    when: formatInstant(language, event.at),
    what: sentence,
  };
}
