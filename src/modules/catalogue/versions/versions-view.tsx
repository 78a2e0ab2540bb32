import type { ComponentChildren } from 'preact';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { citationText } from '../../documents/index.ts';
import { kindNames } from '../edition.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicDifferences, publicEntry } from '../paths.ts';
import type { PublicEntry } from '../public-entry.ts';
import { titleIn } from '../public-rows.tsx';
import type { Successor } from '../succession/public.ts';
import { SuccessorList } from '../succession/successor-list.tsx';
import { withDay } from './day.ts';
import type { Adjustment, EntryThen, LastSaid, VersionLine } from './entry.ts';
import { versionTexts } from './texts.ts';

/** That the page shows the entry as it stood on a day. */
export function EntryOnDay({ lang, then }: { readonly lang: Language; readonly then: EntryThen }) {
  const { entry, version, from, withdrawal, superseded } = then;
  const t = versionTexts(lang);
  return (
    <Notice lang={lang} kind="information" title={t.entryOnDay(formatDate(lang, entry.asOf ?? from))}>
      <p>
        {t.versionOnDay(version, formatDate(lang, from))}{' '}
        {withdrawal && `${t.withdrawnSince(formatDate(lang, withdrawal.on))} `}
        {superseded &&
          !entry.edition.superseded &&
          `${t.supersededSince(superseded.by.code, formatDate(lang, superseded.on))} `}
        <a href={localPath(lang, publicEntry(entry.kind, entry.code))}>{t.entryToday}</a>
      </p>
    </Notice>
  );
}

/** The versions of an entry, the newest first: since when, by which document, the way to each and to what changed. */
export function Versions(props: {
  readonly lang: Language;
  readonly entry: Pick<PublicEntry, 'kind' | 'code'>;
  readonly versions: readonly VersionLine[];
}) {
  const { lang, entry, versions } = props;
  const t = versionTexts(lang);
  const path = localPath(lang, publicEntry(entry.kind, entry.code));
  return (
    <Section title={t.versions} id="phien-ban">
      <Table
        lang={lang}
        caption={t.versions}
        captionHidden
        rows={versions.toReversed()}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'version',
            label: t.version(0).replace(' 0', ''),
            head: true,
            cell: ({ number, from, to }) =>
              to === null ? (
                <>
                  {t.version(number)} <span class="quiet">({t.now})</span>
                </>
              ) : (
                <ToVersion path={path} from={from} to={to}>
                  {t.version(number)}
                </ToVersion>
              ),
          },
          { key: 'from', label: t.from, cell: ({ from }) => formatDate(lang, from) },
          {
            key: 'by',
            label: t.by,
            cell: ({ number, amendment }) =>
              amendment ? (
                <AdjustedBy lang={lang} adjustment={amendment} />
              ) : number === 1 ? (
                t.first
              ) : (
                t.again
              ),
          },
          {
            key: 'changes',
            label: t.changes,
            cell: ({ number }) =>
              number > 1 ? (
                <a
                  href={`${localPath(lang, publicDifferences(entry.kind, entry.code))}?tu=${number - 1}&den=${number}`}
                >
                  {t.compare(number - 1)}
                </a>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </Section>
  );
}

/** A version that was replaced on the day it came stands at the end of no day, so that no page shows it. */
function ToVersion(props: {
  readonly path: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly children: ComponentChildren;
}) {
  if (props.from === props.to) return <>{props.children}</>;
  return <a href={withDay(props.path, props.from)}>{props.children}</a>;
}

/** The document of an adjustment, or its number, and why it was made. */
export function AdjustedBy({
  lang,
  adjustment,
}: {
  readonly lang: Language;
  readonly adjustment: Adjustment;
}) {
  const { document, reason, number } = adjustment;
  return (
    <>
      {document ? (
        <a href={localPath(lang, `/van-ban/${document.id}`)}>
          {citationText(lang, { ...document, title: null })}
        </a>
      ) : (
        versionTexts(lang).amendment(number)
      )}
      {reason && (
        <span class="quiet block" lang={lang === 'vi' ? undefined : 'vi'}>
          {reason}
        </span>
      )}
    </>
  );
}

/** An entry that has been public, but not on this day; without a day: not any more. */
export function NotThen(props: {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly day: LocalDate | null;
  readonly versions: readonly VersionLine[];
  /** What it was called last. */
  readonly said: LastSaid | null;
  /** What took it out of its edition. */
  readonly by: Adjustment | null;
  /** Entries in which it lives on. */
  readonly successors: readonly Successor[];
}) {
  const { lang, kind, code, day, versions, said, by, successors } = props;
  const called = said && titleIn(lang, said);
  const t = versionTexts(lang);
  const path = localPath(lang, publicEntry(kind, code));
  const first = versions[0]?.from;
  const shown = day && formatDate(lang, day);
  const title =
    shown === null
      ? t.noMore(code)
      : day && first && day < first
        ? t.notYet(code, shown)
        : t.notThen(code, shown);
  const spells = spellsOf(versions);
  const last = spells.findLast(({ from, to }) => from !== to);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          {
            label: kindNames[kind][lang],
            href: withDay(localPath(lang, kind === 'problems' ? '/bai-toan' : '/nhu-cau'), day),
          },
        ]}
        here={code}
      />
      <PageHead
        title={code}
        lead={called && <span lang={called.lang === lang ? undefined : called.lang}>{called.text}</span>}
        marks={said?.illustrative && <IllustrativeMark lang={lang} />}
      />
      <EmptyState
        title={title}
        action={
          last &&
          (last.to === null ? (
            <LinkButton href={path}>{t.entryToday}</LinkButton>
          ) : (
            <LinkButton href={withDay(path, last.shown)}>{t.showOn(formatDate(lang, last.shown))}</LinkButton>
          ))
        }
      >
        {spells.map(({ from, to }) => (
          <p key={from}>
            {to === null
              ? t.standing(formatDate(lang, from))
              : t.stood(formatDate(lang, from), formatDate(lang, to))}
          </p>
        ))}
        {by && (
          <p>
            {t.takenOut} <AdjustedBy lang={lang} adjustment={by} />
          </p>
        )}
        <SuccessorList lang={lang} kind={kind} successors={successors} />
      </EmptyState>
    </>
  );
}

interface Spell {
  readonly from: LocalDate;
  /** null: to this day. */
  readonly to: LocalDate | null;
  /** The last day at whose end it stood: it shows its last text. */
  readonly shown: LocalDate;
}

/** The stretches of time in which one version followed the other without a gap. */
function spellsOf(versions: readonly VersionLine[]): readonly Spell[] {
  const spells: Spell[] = [];
  for (const { from, to } of versions) {
    const last = spells.at(-1);
    const shown = to === null ? from : from === to ? (last?.shown ?? from) : addDays(to, -1);
    if (last?.to === from) spells[spells.length - 1] = { from: last.from, to, shown };
    else spells.push({ from, to, shown });
  }
  return spells;
}
