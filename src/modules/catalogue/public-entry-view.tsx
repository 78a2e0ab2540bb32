import type { ComponentChildren } from 'preact';
import { daysBetween, type LocalDate } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import type { Installation } from '../../platform/installation.ts';
import type { FoundItem } from '../../platform/search/index.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { FollowLink } from '../../ui/follow-links.tsx';
import { formatDate } from '../../ui/format.ts';
import { InVietnamese, PageTools, Quoting } from '../../ui/inline.tsx';
import { Breadcrumbs, Card, Columns, PageHead, ProgressBar, Section } from '../../ui/page-parts.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Stations } from '../../ui/stations.tsx';
import { citationText, printoutOf, printTexts } from '../documents/index.ts';
import { Superseded } from './carry-over/superseded-view.tsx';
import { ToldNotice } from './carry-over/told-view.tsx';
import { editionLifecycle } from './edition.ts';
import { entryStatusNames } from './entry.ts';
import { filterNames } from './listing.ts';
import { levelNames } from './names.ts';
import { publicEntry } from './paths.ts';
import { ContactCard, contactOf } from './public-contact.tsx';
import type { PublicEntry, PublicNeighbour } from './public-entry.ts';
import { EntryBody } from './public-entry-body.tsx';
import { listPath } from './public-list-view.tsx';
import { entryRow, type RowContext, statusTones, titleIn, windowOn } from './public-rows.tsx';
import { stationsOf } from './public-stations.ts';
import { publicTexts } from './public-texts.ts';
import type { PublicQuestions } from './questions/public.ts';
import { QuestionSection } from './questions/public-view.tsx';
import { SuccessionLines } from './succession/public-view.tsx';
import { dayName, withDay } from './versions/day.ts';
import type { VersionLine } from './versions/entry.ts';
import { Versions } from './versions/versions-view.tsx';
import { Withdrawn } from './withdrawn.tsx';

export interface EntryPage {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly entry: PublicEntry;
  readonly similar: readonly FoundItem[];
  /** Names of the organisations that similar entries name. */
  readonly organisations: ReadonlyMap<string, Text>;
  /** All of them, the first one first; told where there is more than one. */
  readonly versions: readonly VersionLine[];
  /** As of a day: what says so. */
  readonly asOf?: ComponentChildren;
  /** Answered questions, where they are shown, and the working days in which one is answered. */
  readonly questions?: { readonly found: PublicQuestions; readonly days: number } | null;
  /** `http://localhost:8080`: makes the printed address whole. */
  readonly origin: string;
  /** Whom to ask where the edition names no contact. */
  readonly operator: Installation;
}

/** A problem or a need as every visitor sees it. */
export function EntryView(props: EntryPage) {
  const { lang, today, entry, similar, organisations, versions, asOf, origin, operator, questions } = props;
  const t = publicTexts(lang);
  const context: RowContext = {
    ...{ lang, today, organisations, sectors: new Map() },
    marking: { words: [], accented: [] },
  };
  return (
    <>
      <PaperHead lang={lang} entry={entry} origin={origin} />
      <EntryHead lang={lang} entry={entry} />
      {asOf}
      <Superseded lang={lang} edition={entry.edition} />
      <SuccessionLines lang={lang} kind={entry.kind} succession={entry.succession} />
      {entry.edition.withdrawal ? (
        <Withdrawn lang={lang} edition={entry.edition} />
      ) : (
        <>
          <Stations lang={lang} stations={stationsOf(lang, today, entry)} />
          <p class="quiet station-hint">{entry.edition.superseded ? t.stationHintPast : t.stationHint}</p>
        </>
      )}
      <ToldNotice lang={lang} told={entry.told} />
      <Columns
        main={<EntryBody lang={lang} entry={entry} />}
        side={<EntrySide lang={lang} today={today} entry={entry} operator={operator} />}
      />
      <PlanItems lang={lang} entry={entry} />
      {questions && <QuestionSection {...{ lang, entry, ...questions }} operator={operator.operator} />}
      {versions.length > 1 && <Versions lang={lang} entry={entry} versions={versions} />}
      <Neighbours lang={lang} entry={entry} />
      {similar.length > 0 && (
        <Section title={t.section.similar}>
          <RowList label={t.section.similar} rows={similar.map((item) => entryRow(item, context))} />
        </Section>
      )}
    </>
  );
}

/** Tasks and targets of plans that are about the entry. */
function PlanItems({ lang, entry }: Pick<EntryPage, 'lang' | 'entry'>) {
  if (entry.neighbours.length === 0) return null;
  const t = publicTexts(lang);
  return (
    <Section title={t.planItems} id="ke-hoach">
      <RowList
        label={t.planItems}
        rows={entry.neighbours.map(({ path, code, title, illustrative }) => ({
          ...{ key: code, code, href: localPath(lang, path) },
          title: <InVietnamese lang={lang}>{title}</InVietnamese>,
          marks: illustrative && <IllustrativeMark lang={lang} />,
        }))}
      />
    </Section>
  );
}

/** What a sheet of paper needs to lead back to its page: the code and the address. */
function PaperHead({ lang, entry, origin }: Pick<EntryPage, 'lang' | 'entry' | 'origin'>) {
  const address = origin + withDay(localPath(lang, publicEntry(entry.kind, entry.code)), entry.asOf);
  return (
    <p class="print-only">
      <b>{entry.code}</b> · {address}
    </p>
  );
}

/** The list the entry stands in, as of the same day; with a year, that of its edition. */
function listOf(lang: Language, { kind, asOf }: PublicEntry, year?: number): string {
  const query = year === undefined ? '' : `?${filterNames.year}=${year}`;
  return withDay(`${localPath(lang, listPath[kind])}${query}`, asOf);
}

function EntryHead({ lang, entry }: { readonly lang: Language; readonly entry: PublicEntry }) {
  const t = publicTexts(lang);
  const { edition } = entry;
  const span = edition.period ?? String(edition.year ?? '');
  const title = titleIn(lang, entry);
  const summary = lang === 'en' ? entry.summaryEn : entry.summary;
  const year = edition.year ?? Number(edition.period?.slice(0, 4));
  const untranslated = lang === 'en' && entry.titleEn === null;
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t[entry.kind].title, href: listOf(lang, entry) },
          { label: span, href: listOf(lang, entry, year) },
        ]}
        here={entry.code}
      />
      <div lang={title.lang === lang ? undefined : title.lang}>
        <PageHead
          title={title.text}
          lead={summary ?? undefined}
          marks={
            <>
              {edition.withdrawal || edition.superseded ? (
                <Badge tone="now">
                  {editionLifecycle.states[edition.withdrawal ? 'withdrawn' : 'superseded'].public[lang]}
                </Badge>
              ) : (
                <Badge tone={statusTones[entry.status]}>{entryStatusNames[entry.status][lang]}</Badge>
              )}
              {entry.kind === 'problems' && entry.detail.level && (
                <Badge tone="note">{levelNames[entry.detail.level][lang]}</Badge>
              )}
              {entry.illustrative && <IllustrativeMark lang={lang} />}
            </>
          }
        />
      </div>
      {lang === 'en' && <p class="quiet">{untranslated ? t.onlyVietnamese : t.detailsVietnamese}</p>}
    </>
  );
}

function EntrySide({
  lang,
  today,
  entry,
  operator,
}: Pick<EntryPage, 'lang' | 'today' | 'entry' | 'operator'>) {
  const t = publicTexts(lang);
  const { edition } = entry;
  const english = lang === 'en' && edition.titleEn !== null;
  const year = edition.year ?? Number(edition.period?.slice(0, 4));
  const api = entry.kind === 'problems' ? 'problems' : 'needs';
  return (
    <>
      {edition.withdrawal === null && edition.superseded === null && (
        <Window lang={lang} today={today} entry={entry} />
      )}
      <ContactCard lang={lang} contact={contactOf(entry, operator)} />
      <Card title={t.edition}>
        <p lang={english || lang === 'vi' ? undefined : 'vi'}>
          <a href={listOf(lang, entry, year)}>{english ? edition.titleEn : edition.title}</a>
        </p>
        {edition.document && (
          <p class="quiet">
            <a href={localPath(lang, `/van-ban/${edition.document.id}`)}>
              <Quoting
                lang={lang}
                text={t.editionOf(citationText(lang, { ...edition.document, title: null }))}
                quoted={[edition.document.issuer]}
              />
            </a>
          </p>
        )}
      </Card>
      {entry.asOf === null && edition.withdrawal === null && (
        <FollowLink lang={lang} target={{ kind: 'entry', key: entry.code }} />
      )}
      <Card title={t.download.title} screenOnly>
        <p>
          <a href={`/api/v1/${api}/${entry.code}${entry.asOf ? `?date=${entry.asOf}` : ''}`}>
            {t.download.json}
          </a>
        </p>
        <p>
          <a
            href={printoutOf(
              lang,
              publicEntry(entry.kind, entry.code),
              entry.asOf ? `?${dayName}=${entry.asOf}` : '',
            )}
          >
            {printTexts(lang).pdf}
          </a>
        </p>
        <PageTools lang={lang} />
      </Card>
    </>
  );
}

function Window({ lang, today, entry }: Pick<EntryPage, 'lang' | 'today' | 'entry'>) {
  const t = publicTexts(lang);
  const window = windowOn(today, entry);
  if (window.state === 'none' || window.state === 'ended') return null;
  return (
    <Card title={t.window.title}>
      {window.state === 'open' && window.to && window.from && (
        <ProgressBar
          now
          share={daysBetween(window.from, today) / Math.max(1, daysBetween(window.from, window.to))}
          words={t.window.open(formatDate(lang, window.to), t.daysLeft(window.daysLeft ?? 0))}
        />
      )}
      {window.state === 'open' && window.to && !window.from && (
        <p>{t.window.open(formatDate(lang, window.to), t.daysLeft(window.daysLeft ?? 0))}</p>
      )}
      {window.state === 'open' && !window.to && window.from && (
        <p>{t.window.openEnded(formatDate(lang, window.from))}</p>
      )}
      {window.state === 'before' && <p>{t.window.before(formatDate(lang, window.from))}</p>}
      {window.state === 'over' && <p>{t.window.over(formatDate(lang, window.to))}</p>}
      {window.state === 'open' && <p class="quiet">{t.window.how}</p>}
      {entry.openTo && window.state !== 'over' && entry.asOf === null && (
        <p class="screen-only">
          <a href={`${localPath(lang, publicEntry(entry.kind, entry.code))}/lich.ics`}>{t.window.calendar}</a>
        </p>
      )}
    </Card>
  );
}

function Neighbours({ lang, entry }: { readonly lang: Language; readonly entry: PublicEntry }) {
  const t = publicTexts(lang).neighbours;
  const { previous, next } = entry;
  if (!previous && !next) return null;
  const link = (neighbour: PublicNeighbour, label: string, rel: 'prev' | 'next') => {
    const title = titleIn(lang, neighbour);
    return (
      <a href={withDay(localPath(lang, publicEntry(entry.kind, neighbour.code)), entry.asOf)} rel={rel}>
        <span class="quiet">
          {label} · {neighbour.code}
          {neighbour.illustrative && (
            <>
              {' '}
              <IllustrativeMark lang={lang} />
            </>
          )}
        </span>
        <span lang={title.lang === lang ? undefined : title.lang}>{title.text}</span>
      </a>
    );
  };
  return (
    <nav class="neighbours" aria-label={t.label}>
      {previous && link(previous, t.previous, 'prev')}
      {next && link(next, t.next, 'next')}
    </nav>
  );
}
