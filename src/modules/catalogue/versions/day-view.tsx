import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { CatalogueKind } from '../entry.ts';
import { type AskedDay, dayName, withDay } from './day.ts';
import { versionTexts } from './texts.ts';

const listPaths: Readonly<Record<CatalogueKind, string>> = { problems: '/bai-toan', needs: '/nhu-cau' };

/** That the list is of another day; `today`: the same list of today. */
export function ListOnDay(props: {
  readonly lang: Language;
  readonly day: LocalDate;
  readonly today: string;
}) {
  const { lang, day } = props;
  const t = versionTexts(lang);
  return (
    <Notice lang={lang} kind="information" title={t.listOnDay(formatDate(lang, day))}>
      <p>
        {t.listOnDayHint} <a href={props.today}>{t.listToday}</a>
      </p>
    </Notice>
  );
}

/** Where nothing was public on the day: why, and where there is something. */
export function NothingOnDay(props: {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly day: LocalDate;
  readonly today: LocalDate;
  readonly first: LocalDate | null;
}) {
  const { lang, kind, day, first } = props;
  const t = versionTexts(lang);
  const path = localPath(lang, listPaths[kind]);
  return (
    <>
      <EmptyState
        title={t.noneOnDay(formatDate(lang, day))}
        action={
          <>
            <LinkButton href={path}>{t.listToday}</LinkButton>
            {first && day < first && (
              <LinkButton look="secondary" href={withDay(path, first)}>
                {t.showFirst(formatDate(lang, first))}
              </LinkButton>
            )}
          </>
        }
      >
        <p>
          {first === null ? t.neverYet : day < first ? t.beforeFirst(formatDate(lang, first)) : t.allEnded}
        </p>
      </EmptyState>
      <DayForm lang={lang} action={path} day={day} max={props.today} hidden={[]} open />
    </>
  );
}

/** A day that is none, or has not come. */
export function RefusedDay(props: {
  readonly lang: Language;
  readonly action: string;
  readonly today: LocalDate;
  readonly asked: Extract<AskedDay, { kind: 'refused' }>;
  /** Name of the way back to what it is now. */
  readonly now: string;
}) {
  const { lang, action, asked } = props;
  const t = versionTexts(lang);
  const future = asked.why === 'future';
  return (
    <>
      <PageHead title={t.refusedTitle} />
      <EmptyState
        title={future ? t.future(formatDate(lang, asked.typed)) : t.unreadable(asked.typed)}
        action={<LinkButton href={action}>{props.now}</LinkButton>}
      >
        <p>{future ? t.futureHint : t.unreadableHint}</p>
      </EmptyState>
      <DayForm lang={lang} action={action} day={null} max={props.today} hidden={[]} open />
    </>
  );
}

/** Asks for the same page as of a day; works without script. */
export function DayForm(props: {
  readonly lang: Language;
  readonly action: string;
  readonly day: LocalDate | null;
  readonly max: LocalDate;
  readonly hidden: readonly (readonly [name: string, value: string])[];
  readonly open?: boolean;
}) {
  const t = versionTexts(props.lang);
  return (
    <details class="day-form" open={props.open}>
      <summary>{t.form}</summary>
      <form action={props.action} method="get">
        {props.hidden.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <label>
          <span>{t.day}</span>
          <input
            class="input"
            type="date"
            name={dayName}
            value={props.day ?? ''}
            max={props.max}
            placeholder="01/5/2026"
          />
        </label>
        <button type="submit" class="button button-secondary button-small">
          {t.show}
        </button>
      </form>
    </details>
  );
}
