import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { askPath, publicEntry, publicQuestionPath, publicQuestionsPath, withQuery } from '../paths.ts';
import type { PublicEntry } from '../public-entry.ts';
import { titleIn } from '../public-rows.tsx';
import { publicTexts } from '../public-texts.ts';
import { AgencyName, agencyIn, otherThan, QuestionHead, Words } from './parts.tsx';
import { type PublicQuestion, type PublicQuestions, publicPageSize } from './public.ts';
import { questionTexts } from './texts.ts';

/** Characters of an answer shown on the page of the entry. */
export const answerExcerpt = 320;

/** Whether a question can be asked about the entry: it is in force. */
export function takesQuestions({ edition, asOf }: PublicEntry): boolean {
  return edition.withdrawal === null && edition.superseded === null && asOf === null;
}

interface SectionProps {
  readonly lang: Language;
  readonly entry: PublicEntry;
  readonly found: PublicQuestions;
  /** Working days within which an answer is due. */
  readonly days: number;
  /** Who runs the installation, in whose name the focal point answers. */
  readonly operator: string;
}

/** The latest answers on the page of an entry, and the way to ask. */
export function QuestionSection({ lang, entry, found, days, operator }: SectionProps) {
  const t = questionTexts(lang);
  const asks = takesQuestions(entry);
  if (!asks && found.total === 0) return null;
  const all = localPath(lang, publicQuestionsPath(entry.kind, entry.code));
  return (
    <Section
      title={t.title}
      id="hoi-dap"
      aside={found.total > 0 && <a href={all}>{t.all(formatNumber(lang, found.total, 0))}</a>}
    >
      <div class="stack">
        {found.total === 0 ? (
          <p class="quiet">{t.noneHelp}</p>
        ) : (
          <RowList
            label={t.title}
            rows={found.items.map((question) => ({
              key: String(question.id),
              href: localPath(lang, publicQuestionPath(entry.kind, entry.code, question.id)),
              title: <span lang={otherThan(lang, question.language)}>{question.title}</span>,
              detail: <AnsweredLine lang={lang} question={question} operator={operator} />,
              excerpt: (
                <span class="kept-lines" lang={otherThan(lang, question.answerLanguage)}>
                  {question.answer.length < answerExcerpt ? question.answer : `${question.answer.trim()}…`}
                </span>
              ),
              marks: question.illustrative && <IllustrativeMark lang={lang} />,
            }))}
          />
        )}
        {asks && (
          <div class="stack screen-only">
            <p class="hint">{t.howLong(days)}</p>
            <Buttons>
              <LinkButton href={localPath(lang, askPath(entry.kind, entry.code))} look="secondary">
                {t.ask}
              </LinkButton>
            </Buttons>
          </div>
        )}
      </div>
    </Section>
  );
}

interface QuestionProps {
  readonly lang: Language;
  readonly question: PublicQuestion;
  readonly operator: string;
}

function AnsweredLine({ lang, question, operator }: QuestionProps) {
  const t = questionTexts(lang);
  const { name, lang: own } = agencyIn(lang, question.agency, operator);
  return (
    <>
      <span lang={own}>{name}</span> · {t.answered(formatDate(lang, question.answeredOn))}
      {question.correctedOn && `, ${t.corrected(formatDate(lang, question.correctedOn))}`}
    </>
  );
}

/** Where a page of questions stands, below the page of its entry. */
export function QuestionCrumbs(props: {
  readonly lang: Language;
  readonly entry: Pick<PublicEntry, 'kind' | 'code'>;
  readonly here: string;
  /** Also the list of questions, above one of them. */
  readonly list?: boolean;
}) {
  const { lang, entry } = props;
  const to = (path: string) => localPath(lang, path);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        {
          label: publicTexts(lang)[entry.kind].title,
          href: to(entry.kind === 'problems' ? '/bai-toan' : '/nhu-cau'),
        },
        { label: entry.code, href: to(publicEntry(entry.kind, entry.code)) },
        ...(props.list
          ? [{ label: questionTexts(lang).title, href: to(publicQuestionsPath(entry.kind, entry.code)) }]
          : []),
      ]}
      here={props.here}
    />
  );
}

/** All answered questions about an entry, a page of them. */
export function QuestionsPage(props: {
  readonly lang: Language;
  readonly entry: PublicEntry;
  readonly found: PublicQuestions;
  readonly page: number;
  readonly operator: string;
}) {
  const { lang, entry, found, page, operator } = props;
  const t = questionTexts(lang);
  const title = titleIn(lang, entry);
  const path = localPath(lang, publicQuestionsPath(entry.kind, entry.code));
  const ask = takesQuestions(entry) && (
    <LinkButton href={localPath(lang, askPath(entry.kind, entry.code))}>{t.ask}</LinkButton>
  );
  const pager = { lang, page, pageSize: publicPageSize, total: found.total, totalIsExact: true };
  return (
    <>
      <QuestionCrumbs lang={lang} entry={entry} here={t.title} />
      <PageHead
        title={t.of(entry.code)}
        lead={<span lang={otherThan(lang, title.lang)}>{title.text}</span>}
        action={found.items.length > 0 && ask}
      />
      {found.items.length === 0 && (
        <EmptyState
          title={page > 1 ? t.beyond : t.none}
          action={page > 1 ? <LinkButton href={path}>{t.firstPage}</LinkButton> : ask}
        >
          {page === 1 && <p>{t.noneHelp}</p>}
        </EmptyState>
      )}
      {found.items.length > 0 && (
        <p class="quiet">
          {rangeText(pager)} {t.count}
        </p>
      )}
      {found.items.map((question) => (
        <Section
          key={question.id}
          id={`cau-${question.id}`}
          title={
            <span id={`cau-${question.id}-ten`} lang={otherThan(lang, question.language)}>
              {question.title}
            </span>
          }
          aside={
            <a
              id={`cau-${question.id}-rieng`}
              href={localPath(lang, publicQuestionPath(entry.kind, entry.code, question.id))}
              aria-labelledby={`cau-${question.id}-rieng cau-${question.id}-ten`}
            >
              {t.one(question.id)}
            </a>
          }
        >
          <Whole lang={lang} question={question} operator={operator} entry={entry} heading="h3" />
        </Section>
      ))}
      <Pager {...pager} href={(to) => withQuery(path, { trang: to > 1 ? to : undefined })} />
    </>
  );
}

/** One answered question, at an address of its own. */
export function QuestionPage(props: QuestionProps & { readonly entry: PublicEntry }) {
  const { lang, question, entry } = props;
  const t = questionTexts(lang);
  return (
    <>
      <QuestionCrumbs lang={lang} entry={entry} here={t.one(question.id)} list />
      <QuestionHead
        {...{ lang, language: question.language, title: question.title }}
        marks={question.illustrative && <IllustrativeMark lang={lang} />}
      />
      <Whole {...props} heading="h2" />
      {takesQuestions(entry) && (
        <div class="section screen-only">
          <LinkButton href={localPath(lang, askPath(entry.kind, entry.code))} look="secondary">
            {t.ask}
          </LinkButton>
        </div>
      )}
    </>
  );
}

function Whole(props: QuestionProps & { readonly entry: PublicEntry; readonly heading: 'h2' | 'h3' }) {
  const { lang, question, operator, entry, heading: Heading } = props;
  const t = questionTexts(lang);
  const { asker, askedOn } = question;
  const who = asker && [asker.name, asker.organisation].filter(Boolean).join(', ');
  return (
    <div class="stack">
      <div class="prose">
        <p class="quiet">
          {who ? (
            <Quoting
              lang={lang}
              text={t.askedBy(formatDate(lang, askedOn), who)}
              quoted={[asker?.name, asker?.organisation]}
            />
          ) : (
            t.asked(formatDate(lang, askedOn))
          )}
          {question.code !== entry.code && ` · ${t.about(question.code)}`}
        </p>
        <Words lang={lang} language={question.language} text={question.body} />
      </div>
      <div class="card">
        <Heading>
          <AgencyName lang={lang} agency={question.agency} operator={operator} />
        </Heading>
        <p class="quiet">
          {t.answered(formatDate(lang, question.answeredOn))}
          {question.correctedOn && `, ${t.corrected(formatDate(lang, question.correctedOn))}`}
        </p>
        <Words lang={lang} language={question.answerLanguage} text={question.answer} />
      </div>
    </div>
  );
}
