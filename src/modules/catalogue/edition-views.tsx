import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Content } from '../../ui/inline.tsx';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead, Tabs, Timeline } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { actedBy } from './approval/acted-by.ts';
import {
  type Edition,
  editionLifecycle,
  editionStates,
  isUnderWay,
  kindNames,
  writeSpan,
} from './edition.ts';
import { type EditionFilters, type ListedEdition, type Page, pageSize } from './edition-queries.ts';
import { type EditionTexts, editionTexts, speak } from './edition-texts.ts';
import { type PastEvent, toldAtFirst, toldAtMost } from './history.ts';
import { withQuery, work } from './paths.ts';

export function StateBadge({
  language,
  edition,
}: {
  readonly language: Language;
  readonly edition: Edition;
}) {
  const name = editionLifecycle.states[edition.state].internal[language];
  const tone = isUnderWay(edition) ? 'work' : edition.state === 'published' ? 'done' : 'note';
  return <Badge tone={tone}>{name}</Badge>;
}

/** Marks Vietnamese content on an English page. */
export function foreign(language: Language): 'vi' | undefined {
  return language === 'vi' ? undefined : 'vi';
}

/** Desk > Editions > … ; `edition` null on pages above an edition. */
export function WorkCrumbs(props: {
  readonly language: Language;
  readonly edition: Edition | null;
  readonly here: string;
  readonly list?: boolean;
}) {
  const { language, edition } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <Breadcrumbs
      lang={language}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        ...(props.list === false ? [] : [{ label: t.editions, href: to(work.editions) }]),
        ...(edition ? [{ label: edition.code, href: to(work.edition(edition.id)) }] : []),
      ]}
      here={props.here}
    />
  );
}

function capitalised(name: string): string {
  return name.slice(0, 1).toLocaleUpperCase('vi') + name.slice(1);
}

export function EditionList(props: {
  readonly language: Language;
  readonly filters: EditionFilters;
  readonly found: Page<ListedEdition>;
  readonly mayEdit: boolean;
}) {
  const { language, filters, found } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  const [chosen] = filters.states;
  const address = (change: { kind?: string; state?: string; page?: number }) =>
    to(
      withQuery(work.editions, {
        q: filters.text,
        loai: change.kind ?? filters.kind ?? '',
        'trang-thai': change.state ?? chosen ?? '',
        trang: change.page && change.page > 1 ? change.page : undefined,
      }),
    );
  const filtered = filters.text !== '' || filters.kind !== null || filters.states.length > 0;
  const states = [
    { label: t.all, href: address({ state: '' }), current: chosen === undefined },
    ...editionStates.map((state) => ({
      label: capitalised(editionLifecycle.states[state].internal[language]),
      href: address({ state }),
      current: chosen === state,
    })),
  ];
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.editions} list={false} />
      <PageHead
        title={t.editions}
        lead={t.editionsLead}
        action={
          props.mayEdit && (
            <>
              <LinkButton href={to(work.imports)}>{t.import}</LinkButton>
              <LinkButton href={to(work.newEdition)} look="secondary">
                {t.newEdition}
              </LinkButton>
            </>
          )
        }
      />
      <div class="stack">
        <SearchBox
          lang={language}
          action={to(work.editions)}
          value={filters.text}
          label={t.searchEditions}
          placeholder={t.searchEditions}
          hidden={chosen ? [['trang-thai', chosen]] : []}
        />
        <Tabs label={t.state} items={states} />
        {found.total === 0 ? (
          <EmptyState title={filtered ? t.nothingFound : t.none}>
            {!filtered && <p>{t.noneHint}</p>}
          </EmptyState>
        ) : (
          <EditionTable language={language} rows={found.rows} />
        )}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(page) => address({ page })}
        />
      </div>
    </>
  );
}

/** `to`: where a title leads, the edition's page unless another is named. */
export function EditionTable(props: {
  readonly language: Language;
  readonly rows: readonly ListedEdition[];
  readonly to?: (id: number) => string;
}) {
  const { language, to = work.edition } = props;
  const t = editionTexts(language);
  const say = speak(language);
  return (
    <Table
      lang={language}
      caption={t.editions}
      captionHidden
      rows={props.rows}
      rowKey={({ edition }) => edition.code}
      columns={[
        {
          key: 'title',
          label: t.title,
          head: true,
          cell: ({ edition }) => (
            <>
              <a href={localPath(language, to(edition.id))} lang="vi">
                {edition.title}
              </a>
              {edition.illustrative && (
                <>
                  {' '}
                  <IllustrativeMark lang={language} />
                </>
              )}
            </>
          ),
        },
        { key: 'kind', label: t.kind, cell: ({ edition }) => say(kindNames[edition.kind]) },
        {
          key: 'span',
          label: t.span,
          cell: ({ edition }) => <span class="nowrap">{writeSpan(edition.span)}</span>,
        },
        {
          key: 'entries',
          label: t.entries,
          numeric: true,
          cell: ({ entries }) => formatNumber(language, entries, 0),
        },
        {
          key: 'incomplete',
          label: t.incomplete,
          numeric: true,
          cell: ({ incomplete }) => formatNumber(language, incomplete, 0),
        },
        {
          key: 'state',
          label: t.state,
          cell: ({ edition }) => <StateBadge language={language} edition={edition} />,
        },
      ]}
    />
  );
}

/** What was done, newest first; `page`: the address that tells all of it when asked, where the newest are told first. */
export function History({
  language,
  events,
  page,
}: {
  readonly language: Language;
  readonly events: readonly PastEvent[];
  readonly page?: string;
}) {
  const t = editionTexts(language);
  if (events.length === 0) return <p class="quiet">{t.noHistory}</p>;
  const isCut = events.length === toldAtFirst || events.length === toldAtMost;
  return (
    <>
      <Timeline
        items={events.map((event) => ({
          key: String(event.seq),
          when: formatInstant(language, event.at),
          what: event.sentence[language],
          who: actedBy(language, event) ?? t.system,
          note: event.remark && <span class="kept-lines">{event.remark}</span>,
        }))}
      />
      {isCut && page && (
        <p class="quiet">
          {t.newestTold(String(events.length))}{' '}
          {events.length === toldAtFirst && <a href={`${page}?lich-su=het#lich-su`}>{t.wholeHistory}</a>}
        </p>
      )}
    </>
  );
}

/** Particulars of an edition; its title too where no page head says it (`document` null). */
export function EditionFacts(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly document: ComponentChildren;
  readonly t: EditionTexts;
}) {
  const { edition, t } = props;
  const { contact } = edition;
  const written = (text: string | null) => text && <Content lang={props.language} text={text} />;
  return (
    <DefinitionList
      items={[
        { label: t.title, value: props.document === null ? written(edition.title) : null },
        { label: t.titleEn, value: edition.titleEn },
        { label: t.kind, value: speak(props.language)(kindNames[edition.kind]) },
        { label: t.span, value: writeSpan(edition.span) },
        { label: t.document, value: props.document },
        { label: t.contactName, value: written(contact.name) },
        { label: t.address, value: written(contact.address) },
        { label: t.phone, value: contact.phone },
        { label: t.email, value: contact.email },
        { label: t.hours, value: written(contact.hours) },
        { label: t.source, value: edition.source },
      ]}
    />
  );
}
