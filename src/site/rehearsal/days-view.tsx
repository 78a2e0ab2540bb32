import type { LocalDate } from '../../kernel/dates.ts';
import { isWorkingDay } from '../../kernel/working-days.ts';
import { programmeWork } from '../../modules/programme/index.ts';
import { type Coming, type ComingKind, comingKinds } from '../../platform/coming-up.ts';
import { Badge, IllustrativeMark, type Tone } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { EmptyState, Section } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { addressOf, named } from './asked.ts';
import type { RehearsalProps } from './form-view.tsx';
import { agencyWords, dayKind, dayName, type People, peopleOf } from './parts.tsx';
import { rehearsalTexts } from './texts.ts';

const perPage = 60;

const tones: Readonly<Record<ComingKind, Tone>> = {
  ...{ opening: 'note', reminder: 'work', escalation: 'now' },
  ...{ explanation: 'now', turn: 'quiet', closing: 'now' },
};

/** Day by day what falls, in parts of equal length: a day may go on on the next page. */
export function Days({ lang, asked, foreseen, today }: RehearsalProps & { readonly today: LocalDate }) {
  const t = rehearsalTexts(lang);
  const listed = listedOf({ asked, foreseen });
  const path = localPath(lang, programmeWork.rehearsal);
  const begins = (asked.page - 1) * perPage;
  const shown = listed.slice(begins, begins + perPage);
  if (listed.length === 0)
    return (
      <Section title={t.byDay}>
        <EmptyState title={t.none}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      </Section>
    );
  const pager = {
    ...{ lang, page: asked.page, pageSize: perPage, total: listed.length, totalIsExact: true },
    href: (to: number) =>
      addressOf(path, [...named(asked), ...(to > 1 ? [['trang', String(to)] as const] : [])]),
  };
  if (shown.length === 0)
    return (
      <EmptyState
        title={t.noneOfPage}
        action={<LinkButton href={addressOf(path, named(asked))}>{t.firstPage}</LinkButton>}
      />
    );
  const people = peopleOf(foreseen.choices.agencyChoices);
  const before = listed[begins - 1]?.day;
  const totals = Map.groupBy(listed, ({ day }) => day);
  return (
    <Section
      title={t.byDay}
      aside={
        <a
          class="screen-only"
          href={addressOf(programmeWork.rehearsalSheet, [...named(asked), ['ngon-ngu', lang]])}
          download
        >
          {t.download}
        </a>
      }
    >
      <p class="quiet">
        {rangeText(pager)} {t.found}
      </p>
      {[...Map.groupBy(shown, ({ day }) => day)].map(([day, coming]) => (
        <Day
          key={day}
          {...{ lang, day, coming, people, foreseen }}
          all={totals.get(day) ?? []}
          goesOn={day === before}
          isToday={day === today}
        />
      ))}
      <Pager {...pager} />
    </Section>
  );
}

/** Those of the kinds asked for. */
export function listedOf({ asked, foreseen }: Pick<RehearsalProps, 'asked' | 'foreseen'>): readonly Coming[] {
  if (asked.kinds.length === 0) return foreseen.all;
  return foreseen.all.filter(({ kind }) => asked.kinds.includes(kind));
}

interface DayProps extends Pick<RehearsalProps, 'lang' | 'foreseen'> {
  readonly day: LocalDate;
  readonly coming: readonly Coming[];
  /** Of the whole day, also on other pages. */
  readonly all: readonly Coming[];
  readonly people: People;
  readonly goesOn: boolean;
  readonly isToday: boolean;
}

function Day({ lang, day, coming, all, people, goesOn, isToday, foreseen }: DayProps) {
  const t = rehearsalTexts(lang);
  const { calendar } = foreseen;
  const name = dayName(lang, day);
  const counts = comingKinds.flatMap((kind) => {
    const count = all.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [`${t.kinds[kind]}: ${formatNumber(lang, count, 0)}`];
  });
  return (
    <section class="section">
      <div class="section-head">
        <h3>{goesOn ? t.again(name) : name}</h3>
        <div class="marks">
          {isToday && <Badge tone="note">{t.today}</Badge>}
          <Badge tone={isWorkingDay(day, calendar) ? 'done' : 'quiet'}>{dayKind(lang, day, calendar)}</Badge>
        </div>
      </div>
      <p class="quiet">{counts.join(' · ')}</p>
      <RowList label={name} rows={coming.map((one, index) => rowOf({ lang, one, index, people }))} />
    </section>
  );
}

function rowOf(props: {
  readonly lang: RehearsalProps['lang'];
  readonly one: Coming;
  readonly index: number;
  readonly people: People;
}): RowEntry {
  const { lang, one } = props;
  const t = rehearsalTexts(lang);
  const { about, told } = one;
  const agencies = agencyWords(lang, one, props.people);
  return {
    ...{ key: String(props.index), code: about.code ?? '–', href: localPath(lang, about.path) },
    title: <Content lang={lang} text={about.name[lang]} />,
    detail: (
      <>
        <strong>{one.what[lang]}</strong>
        {agencies.map((words, at) => (
          <span key={words}>
            {at === 0 ? ' · ' : ', '}
            <Quoting lang={lang} text={words} quoted={[one.agencies[at]?.name]} />
          </span>
        ))}
        {told !== null && ` · ${one.tellsAgencies ? t.and(told[lang]) : t.tells(told[lang])}`}
      </>
    ),
    marks: (
      <>
        <Badge tone={tones[one.kind]}>{t.kinds[one.kind]}</Badge>
        {about.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}
