import type { Language } from '../../kernel/text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { Beside, Other } from './advice-view.tsx';
import { type CoachTexts, coachTexts } from './coach-texts.ts';
import type { Edition } from './edition.ts';
import { type ListedEntry, type Page, pageSize } from './edition-queries.ts';
import { foreign, WorkCrumbs } from './edition-views.tsx';
import { fieldsOf } from './entry-fields.ts';
import { valuesOfContent } from './entry-form.ts';
import { contentOf, type EntryRecord } from './entry-store.ts';
import { Lines } from './entry-view.tsx';
import { fieldLines } from './field-text.ts';
import type { FormChoices } from './field-view.tsx';
import { type GapKind, gapKinds, gapNames } from './gaps.ts';
import type { LikeEntry } from './likeness.ts';
import { withQuery, work } from './paths.ts';

export interface CoachProps {
  readonly language: Language;
  readonly edition: Edition;
  readonly gaps: ReadonlyMap<GapKind, number>;
  readonly found: Page<ListedEntry>;
  readonly alike: ReadonlyMap<number, readonly LikeEntry[]>;
  readonly page: number;
}

/** Advice on a whole edition: what is missing where, and which entries are much like others. */
export function CoachPage(props: CoachProps) {
  const { language, edition, found } = props;
  const t = coachTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      <Section title={t.counts}>
        <Advice {...props} t={t} />
      </Section>
      <Section title={t.alike}>
        <div class="stack">
          <p class="quiet">{t.alikeLead}</p>
          <Alike {...props} t={t} />
        </div>
        <Pager
          lang={language}
          page={props.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(page) => to(withQuery(work.coach(edition.id), { trang: page > 1 ? page : undefined }))}
        />
      </Section>
    </>
  );
}

type PartProps = CoachProps & { readonly t: CoachTexts };

function Advice({ language, edition, gaps, t }: PartProps) {
  const present = gapKinds.filter((kind) => (gaps.get(kind) ?? 0) > 0);
  if (present.length === 0) return <EmptyState title={t.none} />;
  return (
    <Table
      lang={language}
      caption={t.counts}
      captionHidden
      rows={present}
      rowKey={(kind) => kind}
      columns={[
        {
          key: 'kind',
          label: t.kind,
          head: true,
          cell: (kind) => (
            <a href={localPath(language, withQuery(work.edition(edition.id), { thieu: kind }))}>
              {gapNames[kind].label[language]}
            </a>
          ),
        },
        { key: 'why', label: t.why, cell: (kind) => gapNames[kind].advice[language] },
        {
          key: 'entries',
          label: t.entries,
          numeric: true,
          cell: (kind) => formatNumber(language, gaps.get(kind) ?? 0, 0),
        },
      ]}
    />
  );
}

function Alike({ language, edition, found, alike, t }: PartProps) {
  const to = (path: string) => localPath(language, path);
  const pairs = found.rows.flatMap((entry) =>
    (alike.get(entry.id) ?? []).map((other) => ({ entry, other, key: `${entry.id}-${other.id}` })),
  );
  if (pairs.length === 0) return <EmptyState title={t.noneAlike} />;
  return (
    <Table
      lang={language}
      caption={t.alike}
      captionHidden
      rows={pairs}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'own',
          label: t.own,
          head: true,
          cell: ({ entry }) => (
            <>
              <span class="quiet nowrap">{entry.code}</span>{' '}
              <a href={to(work.entry(edition.id, entry.id))} lang={foreign(language)}>
                {entry.title}
              </a>
            </>
          ),
        },
        {
          key: 'other',
          label: t.other,
          cell: ({ other }) => <Other language={language} other={other} t={t} />,
        },
        {
          key: 'compare',
          label: t.compare,
          quietLabel: true,
          cell: ({ entry, other }) => <Beside {...{ language, edition, entry, other, t }} />,
        },
      ]}
    />
  );
}

/** Two entries field by field, those they share set apart from those that differ. */
export function ComparePage(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly other: EntryRecord;
  readonly otherEdition: Edition;
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  /** The draft or amendment in which the person may merge the two; null: none. */
  readonly mergedIn: Edition | null;
}) {
  const { language, edition, entry, other, otherEdition, choices, mergedIn } = props;
  const t = coachTexts(language);
  const to = (path: string) => localPath(language, path);
  const [ours, theirs] = [valuesOfContent(contentOf(entry)), valuesOfContent(contentOf(other))];
  const rows = fieldsOf(entry.kind)
    .map((field) => ({
      field,
      here: fieldLines(language, ours, field, choices),
      there: fieldLines(language, theirs, field, choices),
    }))
    .filter(({ here, there }) => here.length + there.length > 0);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.compareTitle} />
      <PageHead
        title={t.compareTitle}
        lead={
          <>
            {entry.code} · {other.code} (<span lang={foreign(language)}>{otherEdition.title}</span>)
          </>
        }
      />
      <Table
        lang={language}
        caption={t.compareTitle}
        captionHidden
        rows={rows}
        rowKey={({ field }) => field.name}
        columns={[
          { key: 'field', label: t.field, head: true, cell: ({ field }) => field.label[language] },
          {
            key: 'here',
            label: `${t.here}: ${entry.code}`,
            cell: ({ here }) => <Lines language={language} lines={here} />,
          },
          {
            key: 'there',
            label: `${t.there}: ${other.code}`,
            cell: ({ here, there }) =>
              here.join('\n') === there.join('\n') ? (
                <Badge tone="note">{t.same}</Badge>
              ) : (
                <Lines language={language} lines={there} />
              ),
          },
        ]}
      />
      <Buttons>
        {mergedIn && (
          <LinkButton href={to(work.compareToMerge(mergedIn.id, [entry.id, other.id]))}>{t.merge}</LinkButton>
        )}
        <LinkButton
          href={to(work.entry(edition.id, entry.id))}
          look="secondary"
        >{`${t.open}: ${entry.code}`}</LinkButton>
        <LinkButton
          href={to(work.entry(otherEdition.id, other.id))}
          look="secondary"
        >{`${t.open}: ${other.code}`}</LinkButton>
      </Buttons>
    </>
  );
}
