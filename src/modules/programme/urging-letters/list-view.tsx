import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { AgencyText } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { archiveMost, type LetterState, letterLifecycle, letterStates } from './letter.ts';
import { type LetterFilters, type ListedLetter, lettersPerPage } from './queries.ts';
import { letterTextsOf } from './texts.ts';

const tones: Readonly<Record<LetterState, Tone>> = {
  draft: 'work',
  issued: 'done',
  recalled: 'quiet',
  dropped: 'quiet',
};

export function LetterBadge({ lang, state }: { readonly lang: Language; readonly state: LetterState }) {
  return <Badge tone={tones[state]}>{letterLifecycle.states[state].internal[lang]}</Badge>;
}

function letterRow(lang: Language, one: ListedLetter): RowEntry {
  const t = letterTextsOf(lang);
  return {
    key: String(one.id),
    href: localPath(lang, programmeWork.urgingLetter(one.id)),
    title: <AgencyText lang={lang} agency={one.agency} />,
    detail: (
      <>
        {one.number && one.issuedOn
          ? t.numbered(`${one.number}/${one.symbol}`, formatDate(lang, one.issuedOn))
          : t.unnumbered(formatDate(lang, localDateOf(one.createdAt)))}
        {' · '}
        <InVietnamese lang={lang}>{one.abstract}</InVietnamese>
        {' · '}
        {t.reportBefore(formatDate(lang, one.reportBy))}
      </>
    ),
    marks: <LetterBadge lang={lang} state={one.state} />,
  };
}

type Named = readonly (readonly [name: string, value: string])[];

function named({ text, state, agency, batch }: LetterFilters, part?: 'state' | 'q'): Named {
  return [
    ...(text && part !== 'q' ? [['q', text] as const] : []),
    ...(state && part !== 'state' ? [['xem', state] as const] : []),
    ...(agency === null ? [] : [['co-quan', String(agency)] as const]),
    ...(batch ? [['dot', batch] as const] : []),
  ];
}

function address(lang: Language, path: string, pairs: Named): string {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return localPath(lang, query ? `${path}?${query}` : path);
}

interface ListProps {
  readonly lang: Language;
  readonly filters: LetterFilters;
  readonly found: { readonly rows: readonly ListedLetter[]; readonly total: number };
  readonly mayWrite: boolean;
  /** Whether drafts are the reader's to see. */
  readonly seesDrafts: boolean;
}

/** Letters, drafts among them for those who write them. */
export function LetterList(props: ListProps) {
  const { lang, filters, seesDrafts } = props;
  const t = letterTextsOf(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={seesDrafts ? t.lead : t.leadAgency}
        action={
          props.mayWrite && (
            <LinkButton href={localPath(lang, programmeWork.newUrgingLetters)}>{t.draftNew}</LinkButton>
          )
        }
      />
      <div class="stack">
        <SearchBox
          {...{ lang, value: filters.text, label: t.search, placeholder: t.search }}
          action={localPath(lang, programmeWork.urgingLetters)}
          hidden={named(filters, 'q')}
        />
        {seesDrafts && (
          <Tabs
            label={t.title}
            items={[null, ...letterStates].map((state) => ({
              label: t.states[state ?? 'all'],
              href: address(lang, programmeWork.urgingLetters, [
                ...(state ? [['xem', state] as const] : []),
                ...named(filters, 'state'),
              ]),
              current: state === filters.state,
            }))}
          />
        )}
        {(filters.batch || filters.agency !== null) && (
          <p class="quiet">
            {filters.batch && `${t.ofBatch} `}
            <a href={localPath(lang, programmeWork.urgingLetters)}>{t.showAll}</a>
          </p>
        )}
        <Found {...props} />
      </div>
    </>
  );
}

function Found({ lang, filters, found, seesDrafts }: ListProps) {
  const t = letterTextsOf(lang);
  if (found.total === 0) {
    const nothing = named(filters).length === 0;
    const help = seesDrafts ? t.noneHelp : t.noneAgencyHelp;
    return (
      <EmptyState title={nothing ? t.none : t.noneFound}>
        <p>{nothing ? help : t.noneFoundHelp}</p>
      </EmptyState>
    );
  }
  const pairs = named(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: lettersPerPage, total: found.total, totalIsExact: true },
    href: (page: number) =>
      address(lang, programmeWork.urgingLetters, [
        ...pairs,
        ...(page > 1 ? [['trang', String(page)] as const] : []),
      ]),
  };
  const archive = (form: string) => address(lang, programmeWork.urgingArchive, [...pairs, ['loai', form]]);
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count}
      </p>
      <RowList label={t.title} rows={found.rows.map((one) => letterRow(lang, one))} />
      <Pager {...pager} />
      {found.total > archiveMost ? (
        <p class="hint">{t.archiveMost(formatNumber(lang, archiveMost, 0))}</p>
      ) : (
        <p class="screen-only">
          {t.archive}{' '}
          <a href={archive('docx')} download>
            {t.word}
          </a>
          {', '}
          <a href={archive('pdf')} download>
            {t.pdf}
          </a>
        </p>
      )}
    </>
  );
}

/** On the board of an agency: the last letters issued to it. */
export function AgencyLetters(props: {
  readonly lang: Language;
  readonly agencyId: number;
  readonly letters: readonly ListedLetter[];
}) {
  const { lang, letters } = props;
  const t = letterTextsOf(lang);
  return (
    <Section title={t.ofAgency} id="don-doc">
      {letters.length === 0 ? (
        <p class="quiet">{t.ofAgencyNone}</p>
      ) : (
        <>
          <RowList label={t.ofAgency} rows={letters.map((one) => letterRow(lang, one))} />
          <p class="quiet">
            <a href={localPath(lang, `${programmeWork.urgingLetters}?co-quan=${props.agencyId}`)}>{t.all}</a>
          </p>
        </>
      )}
    </Section>
  );
}
