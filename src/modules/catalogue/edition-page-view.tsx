import type { Language } from '../../kernel/text.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Columns, EmptyState, PageHead, Section, Tabs } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { AmendmentNotice } from './amendment/change-view.tsx';
import { HeadChanges } from './amendment/head-view.tsx';
import { amendmentTexts } from './amendment/texts.ts';
import { StateNotice } from './approval/state-notice.tsx';
import type { Step } from './approval/steps.ts';
import { approvalTexts } from './approval/texts.ts';
import { bulkTexts } from './bulk/texts.ts';
import { hasOutcomes } from './carry-over/outcome.ts';
import type { Former } from './carry-over/queries.ts';
import { carryTexts } from './carry-over/texts.ts';
import type { DocumentChoice } from './document-choices.ts';
import { type Edition, type EditionVerb, isOpen, isUnderWay, kindNames, writeSpan } from './edition.ts';
import { EntryTable } from './edition-entry-table.tsx';
import {
  type EntryCounts,
  type EntryFilters,
  type ListedEntry,
  type Page,
  pageSize,
} from './edition-queries.ts';
import { editionTexts, speak } from './edition-texts.ts';
import { EditionFacts, foreign, History, StateBadge, WorkCrumbs } from './edition-views.tsx';
import { gapKinds, gapNames } from './gaps.ts';
import type { PastEvent } from './history.ts';
import { noteTexts } from './notes/texts.ts';
import { outgoingWords } from './outgoing/texts.ts';
import { withQuery, work } from './paths.ts';
import { signedTexts } from './signed/texts.ts';
import { successionTexts } from './succession/texts.ts';

export interface EditionPageProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly filters: EntryFilters;
  readonly found: Page<ListedEntry>;
  readonly counts: EntryCounts;
  readonly document: DocumentChoice | null;
  /** The edition it amends; null: it stands by itself. */
  readonly amended: Edition | null;
  readonly history: readonly PastEvent[];
  readonly mayEdit: boolean;
  readonly inspecting: boolean;
  readonly openImports: readonly { readonly id: number; readonly fileName: string }[];
  /** The step that returned it, or gave it up, while it stands so. */
  readonly said: Step | null;
  /** The edition that replaced it; null while none has. */
  readonly successor: Edition | null;
  /** The nearest edition before whose entries wait for their outcome; null for who does not write this one. */
  readonly former: Former | null;
  /** Steps the reader may take now. */
  readonly may: readonly EditionVerb[];
}

export function EditionPage(props: EditionPageProps) {
  const { language, edition } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  const editable = props.mayEdit && isOpen(edition);
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={edition.code} />
      <PageHead
        title={<span lang={foreign(language)}>{edition.title}</span>}
        lead={`${speak(language)(kindNames[edition.kind])}, ${writeSpan(edition.span)}`}
        marks={
          <>
            <StateBadge language={language} edition={edition} />
            {edition.illustrative && <IllustrativeMark lang={language} />}
          </>
        }
        action={<NextStepLink {...props} />}
      />
      <StateNotice {...props} />
      <AmendmentNotice {...{ language, edition }} amended={props.amended} />
      {props.inspecting && (
        <Notice lang={language} kind="information">
          <p>{t.readOnly}</p>
        </Notice>
      )}
      {props.openImports.map(({ id, fileName }) => (
        <Notice key={id} lang={language} kind="information" title={t.importedFrom}>
          <p>
            <a href={to(work.import(id))}>{fileName}</a>
          </p>
        </Notice>
      ))}
      <Columns
        main={
          <>
            <HeadChanges {...{ language, edition }} amended={props.amended} />
            <Entries {...props} editable={editable} />
          </>
        }
        side={<Side {...props} editable={editable} />}
      />
    </>
  );
}

/** To the page where the reader's next step is; for those who only follow, to the same page in fewer words. */
function NextStepLink({ language, edition, may }: EditionPageProps) {
  const t = approvalTexts(language);
  if (!isUnderWay(edition)) return null;
  // who may only take it back follows it, and finds that way beside the steps
  const decides = may.some((verb) => verb !== 'recall' && verb !== 'take_back');
  const label = isOpen(edition) ? t.title : decides ? t.review : t.follow;
  return (
    <LinkButton
      href={localPath(language, work.approval(edition.id))}
      look={decides ? 'primary' : 'secondary'}
    >
      {label}
    </LinkButton>
  );
}

type PartProps = EditionPageProps & { readonly editable: boolean };

function Entries(props: PartProps) {
  const { language, edition, filters, found } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  const { entries: total, gaps, withNotes } = props.counts;
  const narrowed = filters.gap !== null || filters.withNotes === true;
  const address = (change: { gap?: string; notes?: boolean; page?: number }) =>
    to(
      withQuery(work.edition(edition.id), {
        q: filters.text,
        thieu: change.gap ?? filters.gap ?? '',
        'ghi-chu': (change.notes ?? filters.withNotes) ? openNotesWord : '',
        trang: change.page && change.page > 1 ? change.page : undefined,
      }),
    );
  const present = gapKinds.filter((kind) => (gaps.get(kind) ?? 0) > 0);
  return (
    <Section title={`${t.entriesTitle} (${formatNumber(language, total, 0)})`} id="muc">
      <div class="stack">
        {props.editable && <EntryActions {...props} />}
        {props.editable && <CarryOverHere {...props} />}
        {total > 0 && (
          <SearchBox
            lang={language}
            action={to(work.edition(edition.id))}
            value={filters.text}
            label={t.searchEntries}
            placeholder={t.searchEntries}
            hidden={[
              ...(filters.gap ? [['thieu', filters.gap] as const] : []),
              ...(filters.withNotes ? [['ghi-chu', openNotesWord] as const] : []),
            ]}
          />
        )}
        {(present.length > 0 || withNotes > 0 || narrowed) && (
          <Tabs
            label={t.marks}
            items={[
              { label: t.all, href: address({ gap: '', notes: false }), current: !narrowed },
              ...(withNotes > 0 || filters.withNotes
                ? [
                    {
                      label: noteTexts(language).withOpen,
                      href: address({ gap: '', notes: true }),
                      current: filters.withNotes === true,
                      count: formatNumber(language, withNotes, 0),
                    },
                  ]
                : []),
              ...present.map((kind) => ({
                label: gapNames[kind].label[language],
                href: address({ gap: kind, notes: false }),
                current: filters.gap === kind,
                count: formatNumber(language, gaps.get(kind) ?? 0, 0),
              })),
            ]}
          />
        )}
        {found.total === 0 ? <NoEntries {...props} empty={total === 0} /> : <EntryTable {...props} />}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(page) => address({ page })}
        />
      </div>
    </Section>
  );
}

/** Nothing was found, or there is nothing yet: then how an edition comes to entries, or an amendment to changes. */
function NoEntries({ language, edition, empty }: PartProps & { readonly empty: boolean }) {
  const t = editionTexts(language);
  if (!empty) return <EmptyState title={t.noEntryFound} />;
  const words = edition.amends ? amendmentTexts(language) : t;
  return (
    <EmptyState title={words.noEntries}>
      <p>{words.noEntriesHint}</p>
    </EmptyState>
  );
}

/** To the entries of the nearest edition before that wait for their outcome, as long as there are any. */
function CarryOverHere({ language, edition, former }: PartProps) {
  if (!former) return null;
  const outcomes = withQuery(work.outcomes(former.id), { sang: edition.id });
  return (
    <p>
      <a href={localPath(language, outcomes)}>{editionTexts(language).carryOver(former.code, former.open)}</a>
    </p>
  );
}

function EntryActions({ language, edition }: PartProps) {
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  const target = { loai: edition.kind, nam: writeSpan(edition.span) };
  return (
    <div class="buttons">
      {edition.amends && (
        <LinkButton href={to(work.chooseEntries(edition.id))}>{amendmentTexts(language).choose}</LinkButton>
      )}
      <LinkButton href={to(work.newEntry(edition.id))} look="secondary">
        {t.addEntry}
      </LinkButton>
      {edition.amends === null && (
        <>
          <LinkButton href={to(withQuery(work.imports, target))} look="secondary">
            {t.import}
          </LinkButton>
          <LinkButton href={to(withQuery(work.paste, target))} look="secondary">
            {t.paste}
          </LinkButton>
        </>
      )}
      {(edition.nextOrdinal > 2 || edition.amends) && (
        <LinkButton href={to(work.mergeEntries(edition.id))} look="secondary">
          {successionTexts(language).merge}
        </LinkButton>
      )}
      {edition.nextOrdinal > 1 && (
        <LinkButton href={to(work.bulk(edition.id))} look="secondary">
          {bulkTexts(language).title}
        </LinkButton>
      )}
    </div>
  );
}

/** In the address: entries with notes that are not settled. */
const openNotesWord = 'chua-xong';

function Side(props: PartProps) {
  const { language, edition, document } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  const link = document ? (
    <a href={to(`/ban-lam-viec/van-ban/${document.id}`)} lang={foreign(language)}>
      {document.label}
    </a>
  ) : (
    t.noDocument
  );
  return (
    <>
      <Section
        title={t.state}
        aside={props.editable && <a href={to(work.changeEdition(edition.id))}>{t.edit}</a>}
      >
        <EditionFacts language={language} edition={edition} document={link} t={t} />
        <p>
          <a href={to(work.coach(edition.id))}>{t.coach}</a>
        </p>
        <p>
          <a href={to(work.notes(edition.id))}>
            {`${noteTexts(language).title} (${formatNumber(language, props.counts.openNotes, 0)})`}
          </a>
        </p>
        <p>
          <a href={to(work.outgoingDocuments(edition.id))}>{outgoingWords(language).title}</a>
        </p>
        {props.counts.neighbours.map(({ path, label }) => (
          <p key={path}>
            <a href={to(path)}>{label[language]}</a>
          </p>
        ))}
        <CarryOverLink {...props} />
        {edition.state !== 'draft' && (
          <p>
            <a href={to(work.approval(edition.id))}>{approvalTexts(language).steps}</a>
          </p>
        )}
        {edition.state !== 'draft' && (
          <p>
            <a href={to(work.signedCopy(edition.id))}>{signedTexts(language).title}</a>
          </p>
        )}
        {props.may.includes('withdraw') && edition.amends === null && (
          <p>
            <a href={to(work.withdrawEdition(edition.id))}>{approvalTexts(language).withdraw.verb}</a>
          </p>
        )}
        {props.may.includes('reopen') && (
          <p>
            <a href={to(work.reopenEdition(edition.id))}>{approvalTexts(language).reopen.verb}</a>
          </p>
        )}
        {props.may.includes('give_up') && (
          <p>
            <a href={to(work.giveUpEdition(edition.id))}>{approvalTexts(language).giveUp}</a>
          </p>
        )}
        {props.mayEdit && (
          <p>
            <a href={to(work.removedEntries(edition.id))}>{t.removedTitle}</a>
          </p>
        )}
      </Section>
      <Section title={t.history} id="lich-su">
        <History language={language} events={props.history} page={to(work.edition(edition.id))} />
      </Section>
    </>
  );
}

/** To what became of the entries of a public edition; from one under way, to the editions before it. */
function CarryOverLink({ language, edition }: PartProps) {
  const t = carryTexts(language);
  if (edition.amends !== null || (!hasOutcomes(edition) && !isUnderWay(edition))) return null;
  const [path, label] = hasOutcomes(edition)
    ? [work.outcomes(edition.id), t.title]
    : [work.former(edition.id), t.former];
  return (
    <p>
      <a href={localPath(language, path)}>{label}</a>
    </p>
  );
}
