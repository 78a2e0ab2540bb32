import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Columns, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { withQuery } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import {
  type FacetChoice,
  type ListedTarget,
  type OwedTarget,
  type TargetFacet,
  type TargetFilters,
  targetFacets,
  targetsPerPage,
  verdicts,
} from './list-queries.ts';
import { informations } from './outlook.ts';
import {
  figureText,
  InformationBadge,
  owedText,
  TargetCrumbs,
  TargetName,
  VerdictBadge,
  verdictName,
} from './parts.tsx';
import { targetStateTexts } from './states.ts';
import { targetTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: TargetFilters;
  readonly found: { readonly rows: readonly ListedTarget[]; readonly total: number };
  readonly counts: Readonly<Record<TargetFacet, readonly FacetChoice[]>>;
  /** Only what one's own agencies answer for. */
  readonly mine: boolean;
  readonly mayRule: boolean;
}

const emptyChoice: TargetFilters['chosen'] = {
  ...{ 'thong-tin': [], 'danh-gia': [], 'ke-hoach': [], khoi: [], 'co-quan': [], 'linh-vuc': [] },
};

const pairs = ({ chosen, owed }: TargetFilters) => [
  ...targetFacets.flatMap((facet) => chosen[facet].map((value) => [facet, value] as const)),
  ...(owed ? [['no', '1'] as const] : []),
];

function address(lang: Language, filters: TargetFilters, change: Partial<TargetFilters> = {}): string {
  const next = { ...filters, page: 1, ...change };
  const path = withQuery(programmeWork.targets, {
    ...{ q: next.text, ...next.chosen, no: next.owed ? '1' : null },
    trang: next.page > 1 ? next.page : null,
  });
  return localPath(lang, path);
}

function listRow(lang: Language, today: LocalDate, target: ListedTarget): RowEntry {
  const t = targetTexts(lang);
  const { value, valueWords, since, unit, verdict } = target;
  const said = value === null ? valueWords : figureText(lang, value, unit);
  const aim = t.aim(
    [target.raw || t.noValue, target.raw && unit && !target.raw.includes(unit) ? unit : '']
      .filter(Boolean)
      .join(' '),
  );
  const latest = said !== null && since !== null ? t.latest(said, formatDate(lang, since)) : null;
  return {
    ...{ key: String(target.id), code: target.code, href: localPath(lang, programmeWork.target(target.id)) },
    title: <TargetName lang={lang} name={target.name} nameEn={target.nameEn} />,
    detail: (
      <Quoting
        lang={lang}
        text={[aim, latest, target.plan, target.owners].filter(Boolean).join(' · ')}
        quoted={[target.raw, unit, valueWords, target.plan, target.owners]}
      />
    ),
    excerpt: (
      <Quoting
        lang={lang}
        text={owedText(lang, target, target.owners, today) ?? ''}
        quoted={[target.owners]}
      />
    ),
    marks: (
      <>
        <InformationBadge lang={lang} information={target.information} />
        <VerdictBadge {...{ lang, verdict }} estimated={target.estimated} />
        {target.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** The targets somebody answers for, follows or looks at. */
export function TargetList(props: ListProps) {
  const { lang, today, filters, found, mine } = props;
  const t = targetTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const narrowed = filters.text !== '' || pairs(filters).length > 0 || filters.page > 1;
  const pager = {
    lang,
    page: filters.page,
    pageSize: targetsPerPage,
    total: found.total,
    totalIsExact: true,
  };
  return (
    <>
      <TargetCrumbs lang={lang} />
      <PageHead
        title={t.title}
        lead={mine ? t.mineLead : t.lead}
        action={
          props.mayRule && (
            <LinkButton look="secondary" href={to(programmeWork.targetRules)}>
              {t.rulesLink}
            </LinkButton>
          )
        }
      />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={to(programmeWork.targets)}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={pairs(filters)}
        />
        <Active {...props} />
      </div>
      <div class="section">
        <Columns
          first="side"
          side={<Filters {...props} />}
          main={
            found.rows.length === 0 ? (
              <EmptyState
                title={narrowed ? t.noneFound : t.none}
                action={narrowed && <LinkButton href={to(programmeWork.targets)}>{t.clear}</LinkButton>}
              >
                <p>{narrowed ? t.noneFoundHelp : mine ? t.mineNoneHelp : t.noneHelp}</p>
              </EmptyState>
            ) : (
              <>
                <p class="quiet">
                  {rangeText(pager)} {t.count}
                </p>
                <RowList label={t.title} rows={found.rows.map((target) => listRow(lang, today, target))} />
                <Pager {...pager} href={(page) => address(lang, filters, { page })} />
              </>
            )
          }
        />
      </div>
    </>
  );
}

function labelIn(lang: Language, facet: TargetFacet, { value, label }: FacetChoice): string {
  const information = informations.find((one) => one === value);
  if (facet === 'thong-tin' && information) return targetStateTexts(lang).information[information];
  const verdict = verdicts.find((one) => one === value);
  return facet === 'danh-gia' && verdict ? verdictName(lang, verdict) : (label ?? value);
}

function Active({ lang, filters, counts }: ListProps) {
  const chips = targetFacets.flatMap((facet) =>
    counts[facet]
      .filter(({ value }) => filters.chosen[facet].includes(value))
      .map((choice) => ({
        label: labelIn(lang, facet, choice),
        removeHref: address(lang, filters, {
          chosen: {
            ...filters.chosen,
            [facet]: filters.chosen[facet].filter((value) => value !== choice.value),
          },
        }),
      })),
  );
  const owed = { label: targetTexts(lang).owedOnly, removeHref: address(lang, filters, { owed: false }) };
  return (
    <ActiveFilters
      lang={lang}
      filters={filters.owed ? [owed, ...chips] : chips}
      clearHref={address(lang, filters, { chosen: emptyChoice, owed: false })}
    />
  );
}

/** Names that installations keep are in Vietnamese. */
const named: readonly TargetFacet[] = ['ke-hoach', 'khoi', 'co-quan', 'linh-vuc'];

function Filters({ lang, filters, counts }: ListProps) {
  const t = targetTexts(lang);
  const facets: readonly Facet[] = targetFacets.map((facet) => ({
    ...{ name: facet, label: t.facets[facet] },
    options: counts[facet].map((choice) => ({
      ...{ value: choice.value, label: labelIn(lang, facet, choice), count: choice.count },
      language: named.includes(facet) ? otherThan(lang, 'vi') : undefined,
      chosen: filters.chosen[facet].includes(choice.value),
    })),
  }));
  const owed: Facet = {
    ...{ name: 'no', label: t.facets.no },
    options: [{ value: '1', label: t.owedOnly, count: null, chosen: filters.owed }],
  };
  return (
    <Facets
      lang={lang}
      action={localPath(lang, programmeWork.targets)}
      hidden={[['q', filters.text]]}
      facets={[owed, ...facets]}
    />
  );
}

/** Numbers that are overdue, on the desk of whoever owes them. */
export function OwedTargets(props: { readonly lang: Language; readonly rows: readonly OwedTarget[] }) {
  const { lang, rows } = props;
  const t = targetTexts(lang);
  return (
    <Section
      title={t.deskTitle}
      aside={<a href={localPath(lang, withQuery(programmeWork.targets, { no: '1' }))}>{t.deskAll}</a>}
    >
      <RowList
        label={t.deskTitle}
        rows={rows.map((target) => ({
          ...{
            key: String(target.id),
            code: target.code,
            href: localPath(lang, programmeWork.target(target.id)),
          },
          title: <TargetName lang={lang} name={target.name} nameEn={target.nameEn} />,
          detail: (
            <Quoting
              lang={lang}
              text={t.deskDue(formatDate(lang, target.due), target.owners ?? t.noOwner)}
              quoted={[target.owners]}
            />
          ),
          marks: target.illustrative ? <IllustrativeMark lang={lang} /> : undefined,
        }))}
      />
    </Section>
  );
}
