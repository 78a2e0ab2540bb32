import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { Page } from '../edition-queries.ts';
import {
  ownQuestionPath,
  publicEntry,
  publicQuestionPath,
  withdrawQuestionPath,
  withQuery,
} from '../paths.ts';
import { AgencyName, otherThan, QuestionBadge, QuestionHead, WordingView, Words } from './parts.tsx';
import { questionsPerPage } from './queries.ts';
import { type Question, termOn } from './question.ts';
import { questionTexts } from './texts.ts';

interface MineProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly operator: string;
}

/** The term of a question that waits; nothing of any other. */
function Term({
  lang,
  today,
  question,
}: Pick<MineProps, 'lang' | 'today'> & { readonly question: Question }) {
  const t = questionTexts(lang).mine;
  const term = termOn(question, today);
  if (!term) return null;
  const due = formatDate(lang, question.dueOn);
  const days = formatNumber(lang, term.days, 0);
  if (term.kind === 'late') return <>{t.late(due, days)}</>;
  return <>{term.days === 0 ? t.today(due) : t.left(due, days)}</>;
}

/** The questions a person sent. */
export function OwnQuestions(props: MineProps & { readonly found: Page<Question>; readonly page: number }) {
  const { lang, today, operator, found, page } = props;
  const t = questionTexts(lang).mine;
  const to = (path: string) => localPath(lang, path);
  return (
    <>
      <Breadcrumbs lang={lang} items={[{ label: t.account, href: to(PATHS.account) }]} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      {found.total === 0 ? (
        <EmptyState title={t.none} action={<LinkButton href={to(PATHS.problems)}>{t.problems}</LinkButton>}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.title}
          captionHidden
          rows={found.rows}
          rowKey={({ id }) => String(id)}
          columns={[
            {
              key: 'question',
              label: t.question,
              head: true,
              cell: ({ id, asked, language }) => (
                <a href={to(ownQuestionPath(id))} lang={otherThan(lang, language)}>
                  {asked.title}
                </a>
              ),
            },
            { key: 'entry', label: t.entry, cell: ({ about }) => about.code },
            {
              key: 'state',
              label: t.state,
              cell: ({ state }) => <QuestionBadge lang={lang} state={state} />,
            },
            {
              key: 'holder',
              label: t.holder,
              cell: ({ holder }) => <AgencyName lang={lang} agency={holder} operator={operator} />,
            },
            {
              key: 'due',
              label: t.due,
              cell: (question) => <Term lang={lang} today={today} question={question} />,
            },
          ]}
        />
      )}
      <Pager
        {...{ lang, page, pageSize: questionsPerPage, total: found.total, totalIsExact: true }}
        href={(number) => to(withQuery(PATHS.questions, { trang: number > 1 ? number : undefined }))}
      />
    </>
  );
}

/** One question as its asker follows it. */
export function OwnQuestion(props: MineProps & { readonly question: Question; readonly csrfToken: string }) {
  const { lang, today, operator, question, csrfToken } = props;
  const t = questionTexts(lang).mine;
  const to = (path: string) => localPath(lang, path);
  const { about, language, state } = question;
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.account, href: to(PATHS.account) },
          { label: t.title, href: to(PATHS.questions) },
        ]}
        here={questionTexts(lang).one(question.id)}
      />
      <QuestionHead
        {...{ lang, language: question.language, title: question.asked.title }}
        marks={
          <>
            <QuestionBadge lang={lang} state={state} />
            {question.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
      />
      <DefinitionList
        items={[
          { label: t.entry, value: <a href={to(publicEntry(about.kind, about.code))}>{about.code}</a> },
          { label: t.when, value: formatInstant(lang, question.askedAt) },
          {
            label: t.holder,
            value: (
              <AgencyName lang={lang} agency={question.answer?.by ?? question.holder} operator={operator} />
            ),
          },
          {
            label: t.due,
            value: state === 'waiting' && <Term lang={lang} today={today} question={question} />,
          },
          { label: t.shown, value: question.named ? t.named : t.unnamed },
        ]}
      />
      <Section title={t.wording}>
        <Words lang={lang} language={language} text={question.asked.body} />
      </Section>
      <Outcome {...{ lang, today, operator, question }} />
      {state === 'waiting' && (
        <Section title={t.withdraw}>
          <Form
            lang={lang}
            action={to(withdrawQuestionPath(question.id))}
            csrfToken={csrfToken}
            label={t.withdraw}
          >
            <p class="hint">{t.withdrawHelp}</p>
            <div class="buttons">
              <Button look="danger">{t.withdraw}</Button>
            </div>
          </Form>
        </Section>
      )}
    </>
  );
}

/** What came of it: the answer with the wording that became public, or why there is none. */
function Outcome({ lang, operator, question }: MineProps & { readonly question: Question }) {
  const t = questionTexts(lang);
  const { answer, shown, state, refused, about } = question;
  const to = (path: string) => localPath(lang, path);
  if (state === 'refused' && refused)
    return (
      <Section title={t.mine.refused}>
        <Notice lang={lang} kind="information" title={t.refusals[refused.reason]}>
          {refused.note && (
            <p class="kept-lines" lang={otherThan(lang, 'vi')}>
              {refused.note}
            </p>
          )}
          {refused.sameAs && (
            <p>
              {t.mine.sameAs}:{' '}
              <a href={to(publicQuestionPath(refused.sameAs.kind, refused.sameAs.code, refused.sameAs.id))}>
                {t.one(refused.sameAs.id)}
              </a>
            </p>
          )}
        </Notice>
      </Section>
    );
  if (state !== 'answered' || !answer) return null;
  return (
    <>
      {shown && (
        <Section title={t.mine.redacted}>
          <p class="quiet">{t.mine.redactedHelp}</p>
          <WordingView lang={lang} language={question.language} wording={shown} />
        </Section>
      )}
      <Section
        title={t.mine.answer}
        aside={<a href={to(publicQuestionPath(about.kind, about.code, question.id))}>{t.mine.publicPage}</a>}
      >
        <div class="prose">
          <p class="quiet">
            <AgencyName lang={lang} agency={answer.by} operator={operator} />
            {question.answeredAt && ` · ${t.answered(formatDate(lang, localDateOf(question.answeredAt)))}`}
            {question.correctedAt && `, ${t.corrected(formatDate(lang, localDateOf(question.correctedAt)))}`}
          </p>
          <Words lang={lang} language={answer.language} text={answer.text} />
        </div>
      </Section>
    </>
  );
}
