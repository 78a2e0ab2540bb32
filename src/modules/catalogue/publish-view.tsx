import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { Edition } from './edition.ts';
import { type EditionTexts, editionTexts } from './edition-texts.ts';
import { StateBadge, WorkCrumbs } from './edition-views.tsx';
import { gapNames } from './gaps.ts';
import { withQuery, work } from './paths.ts';
import type { Readiness } from './publish.ts';

interface PublishProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly readiness: Readiness;
  readonly mayPublish: boolean;
  readonly error: string | undefined;
}

/** What is missing, what is advised, and the one button that makes the edition public. */
export function PublishPage(props: PublishProps) {
  const { language, edition, readiness } = props;
  const t = editionTexts(language);
  const blocking = readiness.gaps.filter(({ kind }) => gapNames[kind].blocks);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.publishTitle} />
      <ErrorSummary lang={language} errors={{}} general={props.error} />
      <PageHead
        title={t.publishTitle}
        lead={edition.title}
        marks={<StateBadge language={language} edition={edition} />}
      />
      {readiness.ready ? (
        <Notice lang={language} kind="success">
          <p>{t.ready}</p>
        </Notice>
      ) : (
        <Notice lang={language} kind="error" title={t.notReady}>
          {readiness.entries === 0 ? <p>{t.noEntriesYet}</p> : <Gaps {...props} gaps={blocking} t={t} />}
        </Notice>
      )}
      <Advice {...props} t={t} />
      <Confirm {...props} t={t} />
    </>
  );
}

function Gaps(props: PublishProps & { readonly gaps: Readiness['gaps']; readonly t: EditionTexts }) {
  const { language, edition, t } = props;
  const to = (path: string) => localPath(language, path);
  return (
    <ul>
      {props.gaps.map(({ kind, count, first }) => (
        <li key={kind}>
          <a href={to(withQuery(work.edition(edition.id), { thieu: kind }))}>
            {formatNumber(language, count, 0)} {gapNames[kind].label[language]}
          </a>
          {': '}
          {first.slice(0, 5).map((entry, index) => (
            <span key={entry.id}>
              {index > 0 && ', '}
              <a href={to(work.entry(edition.id, entry.id))}>{entry.code}</a>
            </span>
          ))}
          {count > 5 && ` ${t.andMore(count - 5)}`}
        </li>
      ))}
    </ul>
  );
}

function Advice(props: PublishProps & { readonly t: EditionTexts }) {
  const { edition, readiness, t } = props;
  const advised = readiness.gaps.filter(({ kind }) => !gapNames[kind].blocks);
  const lines = [
    edition.documentId === null ? t.noDocumentYet : null,
    edition.titleEn === null ? t.noEnglish : null,
    edition.contact.name === null ? t.noContact : null,
    readiness.unsaved > 0 ? t.unsaved(readiness.unsaved) : null,
    readiness.confidential > 0 ? t.hidden(readiness.confidential) : null,
  ].filter((line) => line !== null);
  if (advised.length === 0 && lines.length === 0) return null;
  return (
    <Section title={t.advice}>
      <div class="prose">
        <Gaps {...props} gaps={advised} />
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Confirm(props: PublishProps & { readonly t: EditionTexts }) {
  const { language, edition, readiness, t } = props;
  const back = (
    <LinkButton href={localPath(language, work.edition(edition.id))} look="quiet">
      {t.back}
    </LinkButton>
  );
  if (!readiness.ready) return <Buttons>{back}</Buttons>;
  if (!props.mayPublish)
    return (
      <>
        <p>{t.onlyHead}</p>
        <Buttons>{back}</Buttons>
      </>
    );
  return (
    <Form
      lang={language}
      action={localPath(language, work.publishEdition(edition.id))}
      csrfToken={props.csrfToken}
      hidden={{ version: String(edition.version) }}
    >
      <p>{t.consequences(readiness.entries - readiness.confidential)}</p>
      <Buttons>
        <Button>{t.publish}</Button>
        {back}
      </Buttons>
    </Form>
  );
}
