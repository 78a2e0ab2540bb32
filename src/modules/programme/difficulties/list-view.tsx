import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, EmptyState, PageHead, StatRow, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { difficultyKinds } from './difficulty.ts';
import { agencyName, difficultyRow } from './parts.tsx';
import {
  type DifficultyChoices,
  type DifficultyFilters,
  difficultiesPerPage,
  type FoundDifficulties,
  type ListView,
} from './queries.ts';
import type { DifficultyTerm } from './term.ts';
import { difficultyTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: DifficultyFilters;
  readonly views: readonly ListView[];
  readonly choices: DifficultyChoices;
  readonly found: FoundDifficulties;
  readonly term: DifficultyTerm;
  readonly mayRaise: boolean;
  readonly maySetTerm: boolean;
}

type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address of the list, but for one part. */
export function filtersNamed(filters: DifficultyFilters, part?: 'view' | 'q' | 'facets'): Named {
  const facets = [
    ...filters.kinds.map((kind) => ['loai', kind] as const),
    ...filters.agencies.map((id) => ['co-quan', String(id)] as const),
    ...filters.plans.map((code) => ['ke-hoach', code] as const),
  ];
  return [
    ...(filters.text && part !== 'q' ? [['q', filters.text] as const] : []),
    ...(part === 'view' ? [] : [['xem', filters.view] as const]),
    ...(part === 'facets' ? [] : facets),
  ];
}

function address(lang: Language, path: string, pairs: Named): string {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return localPath(lang, query ? `${path}?${query}` : path);
}

/** Difficulties as those see them who raise and answer them. */
export function DifficultyList(props: ListProps) {
  const { lang, filters, term } = props;
  const t = difficultyTexts(lang);
  const path = localPath(lang, programmeWork.difficulties);
  const number = (value: number) => formatNumber(lang, value, 0);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          props.mayRaise && (
            <LinkButton href={localPath(lang, programmeWork.newDifficulty())}>{t.raise}</LinkButton>
          )
        }
      />
      <div class="stack">
        <SearchBox
          {...{ lang, action: path, value: filters.text, label: t.search, placeholder: t.search }}
          hidden={filtersNamed(filters, 'q')}
        />
        <Tabs
          label={t.title}
          items={props.views.map((view) => ({
            label: t.views[view],
            href: address(lang, programmeWork.difficulties, [
              ['xem', view],
              ...filtersNamed(filters, 'view'),
            ]),
            current: view === filters.view,
          }))}
        />
        <Columns
          first="side"
          side={
            <Facets
              {...{ lang, action: path, facets: facetsOf(props) }}
              hidden={filtersNamed(filters, 'facets')}
            />
          }
          main={
            <div class="stack">
              <Active {...props} />
              <Found {...props} />
              <p class="hint">
                {t.termNow(number(term.days), number(term.leaderDays))} {t.source}:{' '}
                <Content lang={lang} text={term.source ?? t.termUsual} />.
              </p>
              {props.maySetTerm && (
                <Buttons>
                  <LinkButton look="secondary" href={localPath(lang, programmeWork.difficultyTerm)}>
                    {t.changeTerm}
                  </LinkButton>
                </Buttons>
              )}
            </div>
          }
        />
      </div>
    </>
  );
}

function Active(props: ListProps) {
  const { lang, filters } = props;
  const without = (name: string, value: string) =>
    address(
      lang,
      programmeWork.difficulties,
      filtersNamed(filters).filter(([one, other]) => one !== name || other !== value),
    );
  return (
    <ActiveFilters
      lang={lang}
      clearHref={localPath(lang, programmeWork.difficulties)}
      filters={[
        ...(filters.text ? [{ label: `“${filters.text}”`, removeHref: without('q', filters.text) }] : []),
        ...facetsOf(props).flatMap((facet) =>
          facet.options
            .filter(({ chosen }) => chosen)
            .map(({ label, value }) => ({ label, removeHref: without(facet.name, value) })),
        ),
      ]}
    />
  );
}

function facetsOf({ lang, filters, choices }: ListProps): Facet[] {
  const t = difficultyTexts(lang);
  return [
    {
      name: 'loai',
      label: t.kind,
      options: difficultyKinds.map((kind) => ({
        ...{ value: kind, label: t.kinds[kind], count: null, chosen: filters.kinds.includes(kind) },
      })),
    },
    {
      name: 'co-quan',
      label: t.agency,
      options: choices.agencies.map((agency) => ({
        ...{ value: String(agency.id), label: agencyName(lang, agency), count: null },
        language: lang === 'en' && agency.nameEn ? 'en' : 'vi',
        chosen: filters.agencies.includes(agency.id),
      })),
    },
    {
      name: 'ke-hoach',
      label: t.plan,
      options: choices.plans.map((code) => ({
        ...{ value: code, label: code, count: null, chosen: filters.plans.includes(code) },
      })),
    },
  ];
}

function Found({ lang, today, filters, found, choices }: ListProps) {
  const t = difficultyTexts(lang);
  const number = (value: number, digits = 0) => formatNumber(lang, value, digits);
  if (found.total === 0) {
    const nothing = choices.agencies.length === 0;
    return (
      <EmptyState title={nothing ? t.none : t.noneFound}>
        <p>{nothing ? t.noneHelp : t.noneFoundHelp}</p>
      </EmptyState>
    );
  }
  const pairs = filtersNamed(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: difficultiesPerPage, total: found.total, totalIsExact: true },
    href: (page: number) =>
      address(lang, programmeWork.difficulties, [
        ...pairs,
        ...(page > 1 ? [['trang', String(page)] as const] : []),
      ]),
  };
  return (
    <>
      <StatRow
        label={t.stats}
        items={[
          { value: number(found.answered), label: t.answered },
          ...(found.median === null ? [] : [{ value: number(found.median, 1), label: t.median }]),
          { value: number(found.late), label: t.lateNow, now: found.late > 0 },
        ]}
      />
      <p class="quiet">
        {rangeText(pager)} {t.count} ·{' '}
        <a class="screen-only" href={address(lang, programmeWork.difficultySheet, pairs)} download>
          {t.download}
        </a>
      </p>
      <RowList
        label={t.title}
        rows={found.rows.map((difficulty) => difficultyRow({ lang, today, difficulty }))}
      />
      <Pager {...pager} />
    </>
  );
}
