import type { ComponentChildren } from 'preact';
import { addDays, type LocalDate, writeDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/fields.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead, Section, StatRow, Tabs } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { type Column, Table } from '../../ui/table.tsx';
import { texts } from '../../ui/texts/texts.ts';
import { ViewsChart } from './chart.tsx';
import { askedOften } from './often.ts';
import { countsPaths } from './paths.ts';
import { type AskedPeriod, lastDays, offeredDays, type Period } from './period.ts';
import type { Counted, DayOfUse, SearchedWords, UsedThing } from './queries.ts';
import { countsTexts, pageName } from './texts.ts';

export interface CountsPage {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly asked: AskedPeriod;
  readonly days: readonly DayOfUse[];
  readonly pages: readonly { readonly page: string; readonly times: number }[];
  readonly things: Readonly<Record<'view' | 'download', readonly UsedThing[]>>;
  readonly searched: readonly SearchedWords[];
  readonly missed: readonly SearchedWords[];
}

const counted: readonly Counted[] = ['view', 'search', 'search_without_result', 'download'];

/** Totals of a period: by day, by page, by thing, by words. */
export function CountsView(page: CountsPage) {
  const { lang, asked, days } = page;
  const t = countsTexts(lang);
  const sum = (what: Counted) => days.reduce((all, { times }) => all + times[what], 0);
  const nothing = counted.every((what) => sum(what) === 0);
  const { from, to } = asked.period;
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: texts(lang).site.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <Periods {...page} />
      <Section
        title={t.span(formatDate(lang, from), formatDate(lang, to))}
        aside={
          !nothing && (
            <LinkButton href={address(lang, asked.period, countsPaths.file)} look="secondary" small>
              {t.download}
            </LinkButton>
          )
        }
      >
        {nothing ? (
          <EmptyState title={t.none}>
            <p>{t.noneHint}</p>
          </EmptyState>
        ) : (
          <StatRow
            label={t.totals}
            items={counted.map((what) => ({ value: formatNumber(lang, sum(what), 0), label: t.what[what] }))}
          />
        )}
      </Section>
      {!nothing && <Lists {...page} />}
    </>
  );
}

function address(lang: Language, { from, to }: Period, path: string = countsPaths.show): string {
  const query = new URLSearchParams({ tu: writeDate(from), den: writeDate(to) });
  if (path === countsPaths.show) return `${localPath(lang, path)}?${query}`;
  query.set('ngon-ngu', lang);
  return `${path}?${query}`;
}

function Periods({ lang, today, asked }: CountsPage) {
  const t = countsTexts(lang);
  const { period, typed, errors } = asked;
  const wrong = Object.keys(errors).length > 0;
  return (
    <>
      <Tabs
        label={t.periods}
        items={offeredDays.map((days) => ({
          label: t.lastDays(formatNumber(lang, days, 0)),
          href: address(lang, lastDays(today, days)),
          current: !wrong && period.to === today && period.from === addDays(today, 1 - days),
        }))}
      />
      <form class="day-form" action={localPath(lang, countsPaths.show)} method="get" novalidate>
        <DateField
          lang={lang}
          name="tu"
          label={t.from}
          value={typed.tu || writeDate(period.from)}
          error={errors.tu?.[lang]}
        />
        <DateField
          lang={lang}
          name="den"
          label={t.to}
          value={typed.den || writeDate(period.to)}
          error={errors.den?.[lang]}
        />
        <Button look="secondary">{t.show}</Button>
      </form>
    </>
  );
}

function Lists(page: CountsPage) {
  const { lang, days, pages, things, searched, missed } = page;
  const t = countsTexts(lang);
  return (
    <>
      <Section title={t.byDay}>
        <ViewsChart lang={lang} days={days} />
        <details>
          <summary>{t.table}</summary>
          <ByDay {...page} />
        </details>
      </Section>
      <div class="use-lists">
        <Section title={t.things}>
          <Things lang={lang} caption={t.things} things={things.view} />
        </Section>
        <Section title={t.downloads}>
          <Things lang={lang} caption={t.downloads} things={things.download} />
        </Section>
        <Section title={t.searched}>
          <Words lang={lang} caption={t.searched} words={searched} />
        </Section>
        <Section title={t.missed}>
          <Words lang={lang} caption={t.missed} words={missed} />
        </Section>
        <Section title={t.byPage}>
          <ByPage lang={lang} pages={pages} />
        </Section>
      </div>
      <p class="quiet">
        {t.wordsHint(formatNumber(lang, askedOften.times, 0), formatNumber(lang, askedOften.days, 0))}
      </p>
    </>
  );
}

function number<Row>(lang: Language, key: string, label: string, value: (row: Row) => number): Column<Row> {
  return { key, label, numeric: true, cell: (row) => formatNumber(lang, value(row), 0) };
}

function ByDay({ lang, days }: CountsPage) {
  const t = countsTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.table}
      captionHidden
      rows={[...days].reverse()}
      rowKey={({ day }) => day}
      columns={[
        { key: 'day', label: t.day, head: true, cell: ({ day }) => formatDate(lang, day) },
        ...counted.map((what) =>
          number<DayOfUse>(lang, what, capitalised(t.what[what]), ({ times }) => times[what]),
        ),
      ]}
    />
  );
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function Listed<Row>(props: {
  readonly lang: Language;
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}) {
  return <Table {...props} captionHidden empty={countsTexts(props.lang).noneOfThese} />;
}

function Things(props: {
  readonly lang: Language;
  readonly caption: string;
  readonly things: readonly UsedThing[];
}) {
  const { lang, caption, things } = props;
  const t = countsTexts(lang);
  return (
    <Listed
      lang={lang}
      caption={caption}
      rows={things}
      rowKey={({ page, thing }) => `${page} ${thing}`}
      columns={[
        { key: 'thing', label: t.thing, head: true, cell: (thing) => <Thing lang={lang} used={thing} /> },
        number<UsedThing>(lang, 'times', t.times, ({ times }) => times),
      ]}
    />
  );
}

/** Addresses of things by the beginning of the route their pages have. */
const places: readonly (readonly [string, string])[] = [
  ['problems.', PATHS.problems],
  ['needs.', PATHS.needs],
  ['site.', PATHS.documents],
  ['document.', PATHS.documents],
  ['consultation.', PATHS.consultations],
];

function Thing({ lang, used }: { readonly lang: Language; readonly used: UsedThing }) {
  const { page, thing, title, titleEn } = used;
  const english = lang === 'en' && titleEn !== null;
  const [, place] = places.find(([beginning]) => page.startsWith(beginning)) ?? [];
  const isNumber = /^\d+$/.test(thing);
  const shown: ComponentChildren =
    title === null ? (
      isNumber ? (
        `№ ${thing}`
      ) : (
        thing
      )
    ) : (
      <span lang={english || lang === 'vi' ? undefined : 'vi'}>{english ? titleEn : title}</span>
    );
  return (
    <>
      {title !== null && place ? <a href={localPath(lang, `${place}/${thing}`)}>{shown}</a> : shown}
      <span class="quiet block">
        {pageName(page)[lang]}
        {title !== null && !isNumber && ` · ${thing}`}
        {title === null && place && ` · ${countsTexts(lang).gone}`}
      </span>
    </>
  );
}

function Words(props: {
  readonly lang: Language;
  readonly caption: string;
  readonly words: readonly SearchedWords[];
}) {
  const { lang, caption, words } = props;
  const t = countsTexts(lang);
  return (
    <Listed
      lang={lang}
      caption={caption}
      rows={words}
      rowKey={(row) => row.words}
      columns={[
        {
          key: 'words',
          label: t.words,
          head: true,
          cell: (row) => <span lang={lang === 'vi' ? undefined : 'vi'}>{row.words}</span>,
        },
        number<SearchedWords>(lang, 'asked', t.asked, ({ asked }) => asked),
        number<SearchedWords>(lang, 'missed', t.withoutResult, ({ missed }) => missed),
      ]}
    />
  );
}

function ByPage({ lang, pages }: Pick<CountsPage, 'lang' | 'pages'>) {
  const t = countsTexts(lang);
  const byName = new Map<string, number>();
  for (const { page, times } of pages) {
    const name = pageName(page)[lang];
    byName.set(name, (byName.get(name) ?? 0) + times);
  }
  return (
    <Listed
      lang={lang}
      caption={t.byPage}
      rows={[...byName]
        .map(([name, times]) => ({ name, times }))
        .sort((one, other) => other.times - one.times)}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', label: t.page, head: true, cell: ({ name }) => name },
        number<{ name: string; times: number }>(lang, 'times', t.times, ({ times }) => times),
      ]}
    />
  );
}
