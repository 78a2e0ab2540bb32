import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../kernel/dates.ts';
import { localDateOf } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { WorkCalendar } from '../../kernel/working-days.ts';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, PageHead, Section, Timeline } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type CitedDocument, printoutOf } from '../documents/index.ts';
import type { SpecialDay } from './calendar.ts';
import { calendarForms, calendarPaths, calendarWork } from './paths.ts';
import type { CalendarEvent, CheckedYear } from './queries.ts';
import type { KeptRules } from './rules.ts';
import { calendarSentence } from './sentences.ts';
import { calendarTexts } from './texts.ts';
import { Months, SpecialDays, YearTabs } from './year-view.tsx';

export interface YearProps {
  readonly lang: Language;
  readonly year: number;
  readonly today: LocalDate;
  readonly calendar: WorkCalendar;
  readonly days: readonly SpecialDay[];
  readonly cited: ReadonlyMap<string, CitedDocument>;
  readonly checked: CheckedYear | null;
}

function Checked({ lang, checked }: { readonly lang: Language; readonly checked: CheckedYear }) {
  const day = formatDate(lang, localDateOf(checked.checkedAt));
  return (
    <p class="quiet">
      {calendarTexts(lang).checked(day)} <Content lang={lang} text={checked.source} />
    </p>
  );
}

export function PublicCalendar(
  props: YearProps & {
    readonly onPaper: boolean;
    /** Whether the reader finds the page where the calendar is kept. */
    readonly office: boolean;
  },
) {
  const { lang, year, today, checked } = props;
  const t = calendarTexts(lang);
  return (
    <>
      <PageHead
        title={t.ofYear(year)}
        lead={t.lead}
        action={
          props.office && (
            <LinkButton look="secondary" href={localPath(lang, calendarWork.show(year))}>
              {t.work}
            </LinkButton>
          )
        }
      />
      <div class="stack">
        {!props.onPaper && <YearTabs {...{ lang, year, today }} path={calendarPaths.show} />}
        {checked ? (
          <Checked lang={lang} checked={checked} />
        ) : (
          <Notice lang={lang} kind="information">
            <p>{t.unchecked(year)}</p>
          </Notice>
        )}
        {/* on sheets of paper the list says it all */}
        {!props.onPaper && <Months {...props} />}
        <Section title={t.special}>
          <SpecialDays {...props} work={false} removable={false} />
          <nav class="download-list screen-only" aria-label={t.files}>
            <p>{t.files}</p>
            <ul class="inline-list">
              {calendarForms.map((form) => (
                <li key={form}>
                  <a href={calendarPaths.file(form, lang, year)} download>
                    {form === 'xlsx' ? 'Excel' : 'CSV'}
                  </a>
                </li>
              ))}
              <li>
                <a href={printoutOf(lang, calendarPaths.show(), `nam=${year}`)}>{t.print}</a>
              </li>
            </ul>
          </nav>
        </Section>
      </div>
    </>
  );
}

export function Crumbs(props: { readonly lang: Language; readonly here: string; readonly below?: boolean }) {
  const { lang, here, below } = props;
  const t = calendarTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.title, href: localPath(lang, calendarPaths.show()) },
        ...(below ? [{ label: t.work, href: localPath(lang, calendarWork.show()) }] : []),
      ]}
      here={here}
    />
  );
}

export type WorkProps = YearProps & {
  readonly keeps: boolean;
  readonly rules: KeptRules;
  readonly keepsRules: boolean;
  /** Years near enough that somebody should have checked them. */
  readonly unchecked: readonly number[];
  readonly history: readonly CalendarEvent[];
};

export function WorkCalendarPage(props: WorkProps) {
  const { lang, year, today, keeps, checked } = props;
  const t = calendarTexts(lang);
  const link = (path: string) => localPath(lang, path);
  return (
    <>
      <Crumbs lang={lang} here={t.work} />
      <PageHead
        title={t.work}
        lead={t.workLead}
        action={
          keeps && (
            <Buttons>
              <LinkButton href={link(calendarWork.add)}>{t.add}</LinkButton>
              <LinkButton look="secondary" href={link(calendarWork.paste)}>
                {t.paste}
              </LinkButton>
            </Buttons>
          )
        }
      />
      <div class="stack">
        {props.unchecked.map((one) => (
          <Notice key={one} lang={lang} kind="warning">
            <p>
              {t.unchecked(one)} {keeps && <a href={link(calendarWork.check(one))}>{t.check(one)}</a>}
            </p>
          </Notice>
        ))}
        <YearTabs {...{ lang, year, today }} path={calendarWork.show} />
        <Section title={t.ofYear(year)}>
          {checked && <Checked lang={lang} checked={checked} />}
          <SpecialDays {...props} work removable={keeps} />
          <p>
            <a href={link(calendarPaths.show(year))}>{t.toPublic}</a>
          </p>
        </Section>
        <Months {...props} />
        <Rules {...props} />
        <History {...props} />
      </div>
    </>
  );
}

function Rules({ lang, rules, keepsRules }: WorkProps) {
  const t = calendarTexts(lang);
  const soon = formatNumber(lang, rules.soonDays, 0);
  return (
    <Section title={t.rules}>
      <DefinitionList
        items={[
          { label: t.before, value: rules.beforeIsExclusive ? t.exclusive : t.inclusive },
          { label: t.shift, value: rules.shift === 'none' ? t.noShift : t.nextWorkingDay },
          { label: t.soon, value: rules.soonInWorkingDays ? t.soonWorkingDays(soon) : t.soonDays(soon) },
          { label: t.source, value: <Content lang={lang} text={rules.source ?? t.usualSource} /> },
        ]}
      />
      {keepsRules && (
        <Buttons>
          <LinkButton look="secondary" href={localPath(lang, calendarWork.rules)}>
            {t.toRules}
          </LinkButton>
        </Buttons>
      )}
    </Section>
  );
}

function History({ lang, history }: WorkProps) {
  const t = calendarTexts(lang);
  return (
    <Section title={t.history}>
      {history.length === 0 ? (
        <p class="quiet">{t.noHistory}</p>
      ) : (
        <Timeline
          items={history.map(({ seq, at, name, facts, who, former }) => ({
            key: String(seq),
            when: formatInstant(lang, at),
            what: (
              <>
                {calendarSentence(name, facts)?.[lang] ?? name}
                {former && (
                  <span class="quiet">
                    {' '}
                    <Quoting lang={lang} text={t.formerly(former)} quoted={[former]} />
                  </span>
                )}
              </>
            ),
            who: who && <Content lang={lang} text={who} />,
          }))}
        />
      )}
    </Section>
  );
}

/** A form of the calendar under its title. */
export function FormPage(props: {
  readonly lang: Language;
  readonly title: string;
  readonly lead?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <Crumbs lang={props.lang} here={props.title} below />
      <PageHead title={props.title} lead={props.lead} />
      <div class="stack">{props.children}</div>
    </>
  );
}
