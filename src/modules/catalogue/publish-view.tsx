import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { Edition } from './edition.ts';
import { type EditionTexts, editionTexts } from './edition-texts.ts';
import { StateBadge, WorkCrumbs } from './edition-views.tsx';
import { gapNames } from './gaps.ts';
import type { PastEvent } from './history.ts';
import { withQuery, work } from './paths.ts';
import { checkMark, type Readiness } from './publish.ts';
import type { unsavedIn } from './working-copy.ts';

interface PublishProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly readiness: Readiness;
  readonly mayPublish: boolean;
  readonly unsaved: Awaited<ReturnType<typeof unsavedIn>>;
  readonly error: string | undefined;
  /** What happened after the check that was refused; null when none was. */
  readonly changes: readonly PastEvent[] | null;
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
      {props.changes && <Changes language={language} changes={props.changes} t={t} />}
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

function Changes(props: {
  readonly language: Language;
  readonly changes: readonly PastEvent[];
  readonly t: EditionTexts;
}) {
  const { language, changes, t } = props;
  return (
    <Notice lang={language} kind="warning" title={t.changedSinceCheck}>
      {changes.length === 0 && <p>{t.changedUntold}</p>}
      <ul>
        {changes.map(({ seq, sentence, who, at }) => (
          <li key={seq}>
            {sentence[language]} <span class="quiet">{t.byWhomWhen(who, formatInstant(language, at))}</span>
          </li>
        ))}
      </ul>
    </Notice>
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
    readiness.confidential > 0 ? t.hidden(readiness.confidential) : null,
  ].filter((line) => line !== null);
  if (advised.length === 0 && lines.length === 0 && props.unsaved.count === 0) return null;
  return (
    <Section title={t.advice}>
      <div class="prose">
        <Gaps {...props} gaps={advised} />
        <p>
          <a href={localPath(props.language, work.coach(edition.id))}>{t.coach}</a>
        </p>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {props.unsaved.count > 0 && <Unsaved {...props} />}
        </ul>
      </div>
    </Section>
  );
}

/** Whose text would be left behind, so that they can be asked to save or discard it. */
function Unsaved({ language, edition, unsaved, t }: PublishProps & { readonly t: EditionTexts }) {
  const more = unsaved.count - unsaved.newest.length;
  return (
    <li>
      {t.unsaved(unsaved.count)}
      <ul>
        {unsaved.newest.map(({ name, entryId, code, savedAt }) => (
          <li key={`${entryId} ${name}`}>
            {name}: <a href={localPath(language, work.entry(edition.id, entryId))}>{code}</a>,{' '}
            {t.keptSince(formatInstant(language, savedAt))}
          </li>
        ))}
        {more > 0 && <li>{t.andMoreCopies(more)}</li>}
      </ul>
    </li>
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
      hidden={{ checked: checkMark(edition, readiness) }}
    >
      <p>{t.consequences(readiness.entries - readiness.confidential)}</p>
      <Buttons>
        <Button>{t.publish}</Button>
        {back}
      </Buttons>
    </Form>
  );
}
