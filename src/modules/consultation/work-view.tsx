import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Columns, DefinitionList, PageHead, Section, StatRow } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { History, otherThan, type PastEvent, Words, work } from '../catalogue/index.ts';
import type { CommentCounts } from './comments/queries.ts';
import {
  type Consultation,
  type ConsultationVerb,
  daysOf,
  type Part,
  phaseOn,
  windowFrom,
} from './consultation.ts';
import type { Failure } from './failure.ts';
import { ConsultationBadge, shortened } from './parts.tsx';
import { consultationPaths, consultationWork } from './paths.ts';
import type { Asked } from './queries.ts';
import type { Returned } from './returning.ts';
import { RetakeForm, Steps } from './step-view.tsx';
import type { Submission } from './summary/submission.ts';
import { SubmittedText } from './summary/submission-view.tsx';
import { summaryTexts } from './summary/texts.ts';
import { consultationTexts } from './texts.ts';
import { Content } from './work-content-view.tsx';
import { consultationWorkTexts } from './work-texts.ts';

/** Fields of the steps, as typed. */
export interface TypedStep {
  readonly to: string;
  readonly reason: string;
  readonly remark: string;
}

export interface WorkProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly today: LocalDate;
  readonly consultation: Consultation;
  /** Days a public window should last. */
  readonly leastDays: number;
  readonly may: (verb: ConsultationVerb | 'work') => boolean;
  /** The edition was changed since its text was taken. */
  readonly outdated: boolean;
  /** Announced, while its edition is no draft any longer. */
  readonly settled: boolean;
  readonly parts: readonly Omit<Part, 'body'>[];
  readonly asked: readonly Asked[];
  readonly counts: CommentCounts;
  /** The summary as it was handed up to the head. */
  readonly submission: Submission | null;
  /** Given back by the head, not handed up since. */
  readonly returned: Returned | null;
  readonly history: readonly PastEvent[];
  readonly refused: (Failure & { readonly values: TypedStep }) | null;
}

/** Where the pages of a consultation's work stand. */
export function WorkCrumbs(props: {
  readonly lang: Language;
  readonly consultation: Pick<Consultation, 'id' | 'title'> | null;
  readonly here: string;
  readonly between?: { readonly label: string; readonly href: string };
}) {
  const { lang, consultation, here, between } = props;
  const t = consultationWorkTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        { label: t.title, href: to(consultationWork.list) },
        ...(consultation
          ? [
              {
                label: <span lang={otherThan(lang, 'vi')}>{shortened(consultation.title)}</span>,
                href: to(consultationWork.one(consultation.id)),
              },
            ]
          : []),
        ...(between ? [{ label: between.label, href: to(between.href) }] : []),
      ]}
      here={here}
    />
  );
}

/** A consultation as officers work on it: how it stands, what comes next, what came in. */
export function ConsultationWork(props: WorkProps) {
  const { lang, today, consultation, refused } = props;
  const t = consultationWorkTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.desk, href: localPath(lang, PATHS.desk) },
          { label: t.title, href: localPath(lang, consultationWork.list) },
        ]}
        here={<span lang={vietnamese}>{shortened(consultation.title)}</span>}
      />
      <PageHead title={<span lang={vietnamese}>{consultation.title}</span>} />
      <div class="marks question-marks">
        <ConsultationBadge {...{ lang, today, consultation }} />
        {consultation.illustrative && <IllustrativeMark lang={lang} />}
      </div>
      {refused?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {refused.general}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      )}
      <Columns
        main={
          <>
            <Warnings {...props} />
            {consultation.announcedAt && <Numbers {...props} />}
            <SummaryStep {...props} />
            {consultation.withdrawal && (
              <Section title={t.withdraw}>
                <Words lang={lang} language="vi" text={consultation.withdrawal} />
              </Section>
            )}
            <Steps {...props} />
            <Content {...props} />
            {props.asked.length > 0 && <AskedList {...props} />}
          </>
        }
        side={<Facts {...props} />}
      />
      <Section title={t.history} id="lich-su">
        <History language={lang} events={props.history} />
      </Section>
    </>
  );
}

function Warnings(props: WorkProps) {
  const { lang, consultation, leastDays, outdated, today } = props;
  const t = consultationWorkTexts(lang);
  const days = daysOf(windowFrom(consultation.window, today));
  const number = (value: number) => formatNumber(lang, value, 0);
  const preparing = consultation.state === 'draft' || consultation.state === 'waiting';
  return (
    <>
      {props.returned && (
        <Notice
          lang={lang}
          kind="warning"
          title={t.wasGivenBack(props.returned.who ?? t.theHead, formatInstant(lang, props.returned.at))}
        >
          {props.returned.reason && <Words lang={lang} language="vi" text={props.returned.reason} />}
        </Notice>
      )}
      {preparing && consultation.audience === 'public' && days < leastDays && (
        <Notice lang={lang} kind="warning">
          {t.short(number(days), number(leastDays))}
        </Notice>
      )}
      {props.settled && (
        <Notice lang={lang} kind="warning">
          {t.settled}
        </Notice>
      )}
      {outdated && (
        <Notice lang={lang} kind="warning" title={t.outdated}>
          <p>{t.outdatedHelp}</p>
          {consultation.state === 'waiting' && <p>{t.outdatedWaiting}</p>}
          {consultation.state === 'draft' && props.may('change') && <RetakeForm {...props} />}
        </Notice>
      )}
    </>
  );
}

/** What is left once the last day is past: the summary, handed up and published. */
function SummaryStep({ lang, today, consultation, counts, submission }: WorkProps) {
  if (phaseOn(consultation, today) !== 'closed' || counts.moderate + counts.open > 0) return null;
  const t = summaryTexts(lang);
  return (
    <Notice lang={lang} kind="information">
      <p>{submission ? <SubmittedText {...{ lang, submission }} /> : t.next}</p>
      <p>
        <a href={localPath(lang, consultationWork.summary(consultation.id))}>{t.open}</a>
      </p>
    </Notice>
  );
}

function Numbers({ lang, consultation, counts }: WorkProps) {
  const t = consultationWorkTexts(lang);
  const list = (state: string) =>
    localPath(lang, `${consultationWork.comments(consultation.id)}?trang-thai=${state}`);
  const number = (value: number) => formatNumber(lang, value, 0);
  return (
    <StatRow
      label={t.comments}
      items={[
        { value: number(counts.sent), label: t.commentsSent, href: list('all') },
        {
          ...{ value: number(counts.moderate), label: t.commentsModerate, href: list('moderate') },
          now: counts.moderate > 0,
        },
        { value: number(counts.open), label: t.commentsOpen, href: list('open') },
      ]}
    />
  );
}

function AskedList({ lang, asked }: WorkProps) {
  const t = consultationWorkTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const answered = asked.filter(({ comments }) => comments > 0).length;
  return (
    <Section
      title={t.asked}
      aside={<span class="quiet">{t.askedCount(number(answered), number(asked.length))}</span>}
    >
      <ul class="plain-list">
        {asked.map(({ name, comments, organisationId, accountId }) => (
          <li key={`${organisationId}-${accountId}`}>
            <span lang={otherThan(lang, 'vi')}>{name}</span>
            <span class="quiet">
              {' · '}
              {comments > 0 ? consultationTexts(lang).comments(number(comments)) : t.notYet}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Facts({ lang, consultation, may }: WorkProps) {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const { id, agency, window, audience, edition, file, contact, namesShown, state } = consultation;
  const vietnamese = otherThan(lang, 'vi');
  const to = (path: string) => localPath(lang, path);
  return (
    <section class="card">
      <h2>{open.facts}</h2>
      <DefinitionList
        items={[
          { label: open.agency, value: <span lang={vietnamese}>{agency}</span> },
          { label: open.audience, value: open.audiences[audience] },
          { label: open.begins, value: formatDate(lang, window.from) },
          { label: open.ends, value: formatDate(lang, window.to) },
          {
            label: open.edition,
            value: edition && <a href={to(work.edition(edition.id))}>{edition.code}</a>,
          },
          { label: open.file, value: file && <span lang={vietnamese}>{file.name}</span> },
          {
            label: open.contact,
            value: contact && (
              <span class="kept-lines" lang={vietnamese}>
                {contact}
              </span>
            ),
          },
        ]}
      />
      {audience === 'public' && <p class="quiet">{namesShown ? open.namesShown : open.namesHidden}</p>}
      {state === 'draft' && may('change') && (
        <p>
          <a href={to(consultationWork.change(id))}>{t.change}</a>
        </p>
      )}
      {consultation.announcedAt && (
        <>
          {audience === 'public' && (
            <p>
              <a href={to(consultationPaths.one(id))}>{t.publicPage}</a>
            </p>
          )}
          <p>
            <a href={to(consultationWork.comments(id))}>{t.commentsLink}</a>
          </p>
          <p>
            <a href={to(consultationWork.summary(id))}>{t.summary}</a>
          </p>
        </>
      )}
    </section>
  );
}
