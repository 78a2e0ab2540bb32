import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import type { Facet } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { NarrowedList, type Narrowing, pageOf } from '../../../ui/narrowed-list.tsx';
import { Breadcrumbs, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import type { Page } from '../edition-queries.ts';
import { work } from '../paths.ts';
import { AgencyName, agencyIn, otherThan, QuestionBadge } from './parts.tsx';
import { listedStates, type QuestionChoices, type QuestionFilters, questionsPerPage } from './queries.ts';
import { type Question, termOn } from './question.ts';
import { questionWorkTexts } from './work-texts.ts';

/** How the term of a question stands, in a word; nothing where it waits no longer. */
export function TermMark(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly question: Question;
}) {
  const { lang, question } = props;
  const t = questionWorkTexts(lang);
  const term = termOn(question, props.today);
  if (!term) return <QuestionBadge lang={lang} state={question.state} />;
  const days = formatNumber(lang, term.days, 0);
  if (term.kind === 'late') return <Badge tone="now">{t.late(days)}</Badge>;
  if (term.days === 0) return <Badge tone="now">{t.today}</Badge>;
  return <Badge tone="work">{t.left(days)}</Badge>;
}

/** A question in a list of work. */
export function questionRow(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly operator: string;
  readonly question: Question;
}): RowEntry {
  const { lang, question, operator } = props;
  const t = questionWorkTexts(lang);
  return {
    key: String(question.id),
    code: question.about.code,
    href: localPath(lang, work.question(question.id)),
    title: <span lang={otherThan(lang, question.language)}>{question.asked.title}</span>,
    detail: (
      <>
        <AgencyName lang={lang} agency={question.holder} operator={operator} />
        {question.state === 'waiting' && ` · ${t.due(formatDate(lang, question.dueOn))}`}
      </>
    ),
    marks: (
      <>
        <TermMark {...props} />
        {question.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly operator: string;
  readonly filters: QuestionFilters;
  readonly choices: QuestionChoices;
  readonly found: Page<Question>;
  /** Whether any question may wait for whoever reads it. */
  readonly answers: boolean;
}

function narrowingOf({ text, state, agencies, editions }: QuestionFilters): Narrowing {
  const chosen = [
    ...agencies.map((id) => ['co-quan', String(id)] as const),
    ...editions.map((code) => ['danh-muc', code] as const),
  ];
  return {
    ...{ path: work.questions, text, view: state, chosen },
    views: { name: 'trang-thai', usual: 'waiting' },
  };
}

/** The questions officers work on. */
export function QuestionList(props: ListProps) {
  const { lang, filters } = props;
  const t = questionWorkTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <NarrowedList
        {...{ lang, title: t.title, search: t.search }}
        narrowing={narrowingOf(filters)}
        views={listedStates
          .filter((state) => props.answers || state !== 'mine')
          .map((view) => ({ view, label: t.states[view] }))}
        facets={facetsOf(props)}
      >
        <Found {...props} />
      </NarrowedList>
    </>
  );
}

function facetsOf({ lang, operator, filters, choices }: ListProps): Facet[] {
  const t = questionWorkTexts(lang);
  return [
    {
      name: 'co-quan',
      label: t.agency,
      options: choices.agencies.map((agency) => {
        const { name, lang: language } = agencyIn(lang, agency.id === 0 ? null : agency, operator);
        return {
          ...{ value: String(agency.id), label: name, count: null, language },
          chosen: filters.agencies.includes(agency.id),
        };
      }),
    },
    {
      name: 'danh-muc',
      label: t.edition,
      options: choices.editions.map((code) => ({
        ...{ value: code, label: code, count: null },
        chosen: filters.editions.includes(code),
      })),
    },
  ];
}

function Found({ lang, today, operator, filters, found, choices }: ListProps) {
  const t = questionWorkTexts(lang);
  const waits = filters.state === 'waiting' || filters.state === 'mine';
  const narrowed = filters.text !== '' || filters.agencies.length + filters.editions.length > 0;
  if (found.total === 0) {
    const nothing = choices.agencies.length === 0;
    const title = nothing ? t.none : narrowed || !waits ? t.noneFound : t.noneWaiting;
    return (
      <EmptyState title={title}>
        {nothing && <p>{t.noneHelp}</p>}
        {!nothing && narrowed && <p>{t.noneFoundHelp}</p>}
      </EmptyState>
    );
  }
  const pager = {
    ...{ lang, page: filters.page, pageSize: questionsPerPage, total: found.total, totalIsExact: true },
    href: (page: number) => pageOf(lang, narrowingOf(filters), page),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count}
      </p>
      <RowList
        label={t.title}
        rows={found.rows.map((question) => questionRow({ lang, today, operator, question }))}
      />
      <Pager {...pager} />
    </>
  );
}
