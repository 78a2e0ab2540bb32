import type { Language } from '../../../kernel/text.ts';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { AmendmentChanges } from '../amendment/change-view.tsx';
import { HeadChanges } from '../amendment/head-view.tsx';
import { amendmentTexts } from '../amendment/texts.ts';
import { carryTexts } from '../carry-over/texts.ts';
import { type Edition, isApproved, isOpen, isUnderWay } from '../edition.ts';
import { type EditionTexts, editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { gapNames } from '../gaps.ts';
import type { PastEvent } from '../history.ts';
import { withQuery, work } from '../paths.ts';
import { exposedText, type Readiness, withheldBlocksText } from '../readiness.ts';
import { signedTexts } from '../signed/texts.ts';
import type { unsavedIn } from '../working-copy.ts';
import { noLongerInForce } from './hindrance.ts';
import { NextStep, type NextStepProps } from './next-step.tsx';
import type { Step } from './steps.ts';
import { Steps } from './steps-view.tsx';
import { approvalTexts } from './texts.ts';

export interface ApprovalProps extends NextStepProps {
  readonly unsaved: Awaited<ReturnType<typeof unsavedIn>>;
  readonly steps: readonly Step[];
  /** The edition it amends. */
  readonly amended: Edition | null;
  /** What happened after the check that was refused; null when none was. */
  readonly changes: readonly PastEvent[] | null;
}

/** What is missing, what is advised, the step that waits for the reader, and the steps taken so far. */
export function ApprovalPage(props: ApprovalProps) {
  const { language, edition, errors } = props;
  const t = editionTexts(language);
  const words = approvalTexts(language);
  const { title } = words;
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={title} />
      <ErrorSummary lang={language} errors={errors} general={props.error} />
      <PageHead
        title={title}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
        marks={<StateBadge language={language} edition={edition} />}
      />
      <Buttons>
        <LinkButton href={localPath(language, work.edition(edition.id))} look="secondary" small>
          {words.read(formatNumber(language, props.readiness.entries, 0))}
        </LinkButton>
        <LinkButton href={localPath(language, work.outgoingDocuments(edition.id))} look="secondary" small>
          {words.outgoing}
        </LinkButton>
      </Buttons>
      {props.changes && <Changes language={language} changes={props.changes} t={t} />}
      <HeadChanges {...props} />
      {props.amending.length > 0 && <AmendmentChanges {...props} changes={props.amending} />}
      {isUnderWay(edition) && <Missing {...props} t={t} />}
      {isUnderWay(edition) && <Advice {...props} t={t} />}
      {isUnderWay(edition) && props.readiness.replaces && (
        <Notice lang={language} kind="information">
          <p>{noLongerInForce(props.readiness.replaces)[language]}</p>
        </Notice>
      )}
      <NextStep {...props} />
      {isApproved(edition) && (
        <Section title={signedTexts(language).title}>
          <p>
            <a href={localPath(language, work.signedCopy(edition.id))}>{signedTexts(language).lead}</a>
          </p>
        </Section>
      )}
      {props.steps.length > 0 && (
        <Section title={words.steps}>
          <Steps language={language} steps={props.steps} />
        </Section>
      )}
    </>
  );
}

type PartProps = ApprovalProps & { readonly t: EditionTexts };

/** Once handed up, an edition was complete: only its writers are told so. */
function Missing(props: PartProps) {
  const { language, edition, readiness, t } = props;
  if (readiness.ready)
    return isOpen(edition) ? (
      <Notice lang={language} kind="success">
        <p>{t.ready}</p>
      </Notice>
    ) : null;
  const blocking = readiness.gaps.filter(({ kind }) => gapNames[kind].blocks);
  return (
    <Notice lang={language} kind="error" title={t.notReady}>
      {readiness.entries + readiness.withheld === 0 ? (
        <p>{edition.amends ? `${amendmentTexts(language).noEntries}.` : t.noEntriesYet}</p>
      ) : (
        <Gaps {...props} gaps={blocking} />
      )}
      {readiness.exposes && <p>{exposedText[language]}</p>}
      {readiness.withheldBlocks && <p>{withheldBlocksText[language]}</p>}
    </Notice>
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

function Gaps(props: PartProps & { readonly gaps: Readiness['gaps'] }) {
  const { language, edition, t } = props;
  const to = (path: string) => localPath(language, path);
  return (
    <ul>
      {props.gaps.map(({ kind, count, first }) => (
        <li key={kind}>
          <a href={to(withQuery(work.edition(edition.id), { thieu: kind }))}>
            {t.lacking(formatNumber(language, count, 0), gapNames[kind].label[language])}
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

function Advice(props: PartProps) {
  const { edition, readiness, t } = props;
  const advised = readiness.gaps.filter(({ kind }) => !gapNames[kind].blocks);
  const lines = [
    edition.documentId === null ? t.noDocumentYet : null,
    edition.titleEn === null ? t.noEnglish : null,
    edition.contact.name === null ? t.noContact : null,
    readiness.confidential > 0 ? t.hidden(readiness.confidential) : null,
    // who approves the whole knows that there is more than they see
    readiness.withheld > 0 && props.may.includes('publish') ? t.withheld(readiness.withheld) : null,
  ].filter((line) => line !== null);
  const { former } = readiness;
  const quiet = advised.length === 0 && lines.length === 0 && former === null;
  if (quiet && props.unsaved.count === 0) return null;
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
          {former && (
            <li>
              <a href={localPath(props.language, work.former(edition.id))}>
                {carryTexts(props.language).advise(former.code, formatNumber(props.language, former.open, 0))}
              </a>
            </li>
          )}
          {props.unsaved.count > 0 && <Unsaved {...props} />}
        </ul>
      </div>
    </Section>
  );
}

/** Whose text would be left behind, so that they can be asked to save or discard it. */
function Unsaved({ language, edition, unsaved, t }: PartProps) {
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
