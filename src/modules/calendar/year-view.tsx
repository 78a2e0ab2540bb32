import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { WorkCalendar } from '../../kernel/working-days.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Content } from '../../ui/inline.tsx';
import { Section, Tabs } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type CitedDocument, documentPaths, documentWork } from '../documents/index.ts';
import {
  type DayMark,
  daysOfYear,
  markNames,
  type SpecialDay,
  type SpecialSpan,
  spansOf,
  yearsAround,
} from './calendar.ts';
import { kindOf, weekdayName, wordsOf } from './files.ts';
import { calendarWork } from './paths.ts';
import { calendarTexts } from './texts.ts';

/** The years beside the one shown, within those that are kept. */
export function YearTabs(props: {
  readonly lang: Language;
  readonly year: number;
  readonly today: LocalDate;
  readonly path: (year: number) => string;
}) {
  const { lang, year, today, path } = props;
  const { first, last } = yearsAround(today);
  const from = Math.min(Math.max(first, year - 1), last - 3);
  const years = [0, 1, 2, 3].map((after) => from + after);
  return (
    <Tabs
      label={calendarTexts(lang).years}
      items={years.map((one) => ({
        label: String(one),
        href: localPath(lang, path(one)),
        current: one === year,
      }))}
    />
  );
}

interface MonthProps {
  readonly lang: Language;
  readonly month: number;
  readonly today: LocalDate;
  readonly days: readonly { readonly day: LocalDate; readonly mark: DayMark }[];
}

const worked = (mark: DayMark) => mark === 'work' || mark === 'worked';

function Month({ lang, month, today, days }: MonthProps) {
  const t = calendarTexts(lang);
  const first = (new Date(`${days[0]?.day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells = [...Array.from({ length: first }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
  return (
    <table class="month">
      <caption>
        <strong>{t.month(month)}</strong>{' '}
        <span class="quiet">{t.workingDays(String(days.filter(({ mark }) => worked(mark)).length))}</span>
      </caption>
      <thead>
        <tr>
          {t.short.map((name, place) => (
            <th key={name} scope="col" abbr={t.weekdays[(place + 1) % 7]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find(Boolean)?.day}>
            {week.map((cell, place) => (cell ? <Day {...{ lang, today, ...cell }} /> : <td key={place} />))}
            {week.length < 7 && <td colSpan={7 - week.length} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly day: LocalDate;
  readonly mark: DayMark;
}) {
  const { lang, today, day, mark } = props;
  const { signs } = calendarTexts(lang);
  const kind = mark === 'work' || mark === 'weekend' ? mark : mark in signs ? mark : 'holiday';
  const sign = kind in signs ? signs[kind as keyof typeof signs] : null;
  return (
    <td class={kind === 'work' ? undefined : `day-${kind}`} aria-current={day === today ? 'date' : undefined}>
      {Number(day.slice(8))}
      {sign && (
        <small>
          <span aria-hidden="true">{sign}</span>
          <span class="sr"> {markNames[mark][lang]}</span>
        </small>
      )}
    </td>
  );
}

/** The twelve months of a year with what each day is. */
export function Months(props: {
  readonly lang: Language;
  readonly year: number;
  readonly today: LocalDate;
  readonly calendar: WorkCalendar;
}) {
  const { lang, year, today, calendar } = props;
  const t = calendarTexts(lang);
  const days = daysOfYear(year, calendar);
  const count = days.filter(({ mark }) => worked(mark)).length;
  return (
    <Section title={t.monthsTitle}>
      <p>{t.inYear(formatNumber(lang, count, 0), year)}</p>
      <p class="hint">{t.legend}</p>
      <div class="months">
        {Array.from({ length: 12 }, (_, at) => (
          <Month
            key={at}
            {...{ lang, today, month: at + 1 }}
            days={days.filter(({ day }) => Number(day.slice(5, 7)) === at + 1)}
          />
        ))}
      </div>
    </Section>
  );
}

/** What a day rests on, leading to the document where the register has it. */
function Source(props: {
  readonly lang: Language;
  readonly text: string;
  readonly cited: CitedDocument | undefined;
  readonly work: boolean;
}) {
  const { lang, text, cited, work } = props;
  const said = <Content lang={lang} text={text} />;
  if (!cited) return said;
  const path = work ? documentWork.document(cited.id) : documentPaths.document(cited.id);
  return <a href={localPath(lang, path)}>{said}</a>;
}

/** Days off and days worked instead, in their order; `removable`: with the way to take out what was entered. */
export function SpecialDays(props: {
  readonly lang: Language;
  readonly days: readonly SpecialDay[];
  readonly cited: ReadonlyMap<string, CitedDocument>;
  readonly work: boolean;
  readonly removable: boolean;
}) {
  const { lang, days, cited, work } = props;
  const t = calendarTexts(lang);
  const one = (day: LocalDate) => `${weekdayName(lang, day)}, ${formatDate(lang, day)}`;
  const written = ({ day, last }: SpecialSpan) => (day === last ? one(day) : `${one(day)} – ${one(last)}`);
  const remove = {
    key: 'remove',
    label: t.remove,
    quietLabel: true,
    cell: ({ day, kept }: SpecialSpan) =>
      kept && (
        <>
          <a
            href={localPath(lang, calendarWork.change(day))}
            aria-label={t.changeTitle(formatDate(lang, day))}
          >
            {t.changeOne}
          </a>{' '}
          <a href={localPath(lang, calendarWork.remove(day))} aria-label={t.removeOf(formatDate(lang, day))}>
            {t.remove}
          </a>
        </>
      ),
  };
  return (
    <Table
      lang={lang}
      caption={t.special}
      captionHidden
      rows={spansOf(days)}
      rowKey={({ day }) => day}
      columns={[
        { key: 'day', label: t.day, head: true, cell: written },
        { key: 'kind', label: t.kind, cell: (one) => kindOf(lang, one) },
        {
          key: 'name',
          label: t.name,
          cell: (one) => (
            <>
              <Content lang={lang} text={wordsOf(lang, one).name} />
              {one.kept?.swappedWith && (
                <span class="quiet"> ({t.swappedWith(formatDate(lang, one.kept.swappedWith))})</span>
              )}
            </>
          ),
        },
        {
          key: 'source',
          label: t.source,
          cell: (one) => {
            const text = wordsOf(lang, one).source;
            return <Source {...{ lang, text, work }} cited={cited.get(text)} />;
          },
        },
        ...(props.removable ? [remove] : []),
      ]}
    />
  );
}
