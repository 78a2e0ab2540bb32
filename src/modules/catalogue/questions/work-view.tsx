import type { LocalDate } from '../../../kernel/dates.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, DefinitionList, Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { History } from '../edition-views.tsx';
import type { PastEvent } from '../history.ts';
import { publicEntry, publicQuestionPath, work } from '../paths.ts';
import { type ActProps, AnswerForm, HandOverForm, RefuseForm, ReopenForm } from './act-view.tsx';
import { TermMark } from './list-view.tsx';
import { AgencyName, agencyIn, otherThan, QuestionHead, WordingView, Words } from './parts.tsx';
import type { EarlierAnswer, Handover } from './queries.ts';
import { questionTexts } from './texts.ts';
import { questionWorkTexts } from './work-texts.ts';

interface WorkProps extends ActProps {
  readonly today: LocalDate;
  /** The person may act on it; others read. */
  readonly mayAct: boolean;
  readonly handovers: readonly Handover[];
  readonly earlier: readonly EarlierAnswer[];
  readonly history: readonly PastEvent[];
}

/** One question with all an officer can do about it. */
export function QuestionWork(props: WorkProps) {
  const { lang, today, question, mayAct, refused } = props;
  const t = questionWorkTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.desk, href: to(PATHS.desk) },
          { label: t.title, href: to(work.questions) },
        ]}
        here={questionTexts(lang).one(question.id)}
      />
      <QuestionHead
        {...{ lang, language: question.language, title: question.asked.title }}
        marks={
          <>
            <TermMark lang={lang} today={today} question={question} />
            {question.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
      />
      <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      <Columns
        main={
          <>
            <Section title={t.asWritten}>
              <WordingView lang={lang} language={question.language} wording={question.asked} />
            </Section>
            {question.state === 'refused' && <Refusal lang={lang} question={question} />}
            {mayAct && <Acts {...props} />}
            {!mayAct && question.answer && (
              <Section title={t.answer}>
                <Words lang={lang} language={question.answer.language} text={question.answer.text} />
              </Section>
            )}
          </>
        }
        side={<Facts {...props} />}
      />
      <Past {...props} />
    </>
  );
}

function Acts(props: WorkProps) {
  const { state } = props.question;
  return (
    <>
      {(state === 'waiting' || state === 'answered') && <AnswerForm {...props} />}
      {state === 'waiting' && <HandOverForm {...props} />}
      {(state === 'waiting' || state === 'answered') && <RefuseForm {...props} />}
      {state === 'refused' && <ReopenForm {...props} />}
    </>
  );
}

function Refusal({ lang, question: { refused } }: Pick<WorkProps, 'lang' | 'question'>) {
  const t = questionWorkTexts(lang);
  if (!refused) return null;
  return (
    <Section title={t.refusedNow}>
      <p>
        <b>{questionTexts(lang).refusals[refused.reason]}</b>
        {refused.sameAs && (
          <>
            {' '}
            <a
              href={localPath(
                lang,
                publicQuestionPath(refused.sameAs.kind, refused.sameAs.code, refused.sameAs.id),
              )}
            >
              {t.sameAsNow(refused.sameAs.id)}
            </a>
          </>
        )}
      </p>
      {refused.note && <Words lang={lang} language="vi" text={refused.note} />}
    </Section>
  );
}

function Facts({ lang, question, operator }: WorkProps) {
  const t = questionWorkTexts(lang);
  const mine = questionTexts(lang).mine;
  const { about, askedBy, state } = question;
  const to = (path: string) => localPath(lang, path);
  return (
    <section class="card">
      <h2>{t.facts}</h2>
      <DefinitionList
        items={[
          { label: mine.entry, value: <a href={to(publicEntry(about.kind, about.code))}>{about.code}</a> },
          {
            label: mine.holder,
            value: (
              <AgencyName lang={lang} agency={question.answer?.by ?? question.holder} operator={operator} />
            ),
          },
          { label: mine.due, value: state === 'waiting' && formatDate(lang, question.dueOn) },
          { label: mine.when, value: formatInstant(lang, question.askedAt) },
          {
            label: t.asker,
            value: (
              <Quoting
                lang={lang}
                text={[askedBy.name, askedBy.organisation].filter(Boolean).join(', ')}
                quoted={[askedBy.name, askedBy.organisation]}
              />
            ),
          },
        ]}
      />
      <p class="quiet">{question.named ? t.askerNamed : t.askerUnnamed}</p>
      {state === 'answered' && (
        <p>
          <a href={to(publicQuestionPath(about.kind, about.code, question.id))}>{t.publicPage}</a>
        </p>
      )}
    </section>
  );
}

function HandedOver(props: Pick<WorkProps, 'lang' | 'operator'> & Pick<Handover, 'from' | 'to'>) {
  const { lang, operator } = props;
  const from = agencyIn(lang, props.from, operator);
  const to = agencyIn(lang, props.to, operator);
  return (
    <Quoting
      lang={lang}
      text={questionWorkTexts(lang).handedOver(from.name, to.name)}
      quoted={[from, to].map((named) => named.lang && named.name)}
    />
  );
}

/** Where it went, what was public, what happened. */
function Past({ lang, operator, handovers, earlier, history, question }: WorkProps) {
  const t = questionWorkTexts(lang);
  return (
    <>
      {handovers.length > 0 && (
        <Section title={t.handovers}>
          <Timeline
            items={handovers.map(({ id, from, to, reason, by, at }) => ({
              key: String(id),
              when: formatInstant(lang, at),
              what: <HandedOver {...{ lang, operator, from, to }} />,
              who: by ?? t.system,
              note: (
                <span class="kept-lines" lang={otherThan(lang, 'vi')}>
                  {reason}
                </span>
              ),
            }))}
          />
        </Section>
      )}
      {earlier.length > 0 && (
        <Section title={t.earlier}>
          {earlier.map((version) => (
            <details key={version.version}>
              <summary>
                {formatInstant(lang, version.at)} · {version.by ?? t.system}
              </summary>
              <div class="stack">
                <WordingView lang={lang} language={question.language} wording={version} />
                <h3>{t.answer}</h3>
                <Words lang={lang} language={version.language} text={version.answer} />
              </div>
            </details>
          ))}
        </Section>
      )}
      <Section title={t.history} id="lich-su">
        <History language={lang} events={history} />
      </Section>
    </>
  );
}
