import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import type { Facet } from '../../../ui/facets.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { askedOf, hrefAsking, NarrowedList, type Narrowing, pageOf } from '../../../ui/narrowed-list.tsx';
import { Breadcrumbs, EmptyState, PageHead, StatRow } from '../../../ui/page-parts.tsx';
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

function narrowingOf(filters: DifficultyFilters): Narrowing {
  const chosen = [
    ...filters.kinds.map((kind) => ['loai', kind] as const),
    ...filters.agencies.map((id) => ['co-quan', String(id)] as const),
    ...filters.plans.map((code) => ['ke-hoach', code] as const),
  ];
  return { path: programmeWork.difficulties, text: filters.text, view: filters.view, chosen };
}

/** Difficulties as those see them who raise and answer them. */
export function DifficultyList(props: ListProps) {
  const { lang, filters, term } = props;
  const t = difficultyTexts(lang);
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
      <NarrowedList
        {...{ lang, title: t.title, search: t.search }}
        narrowing={narrowingOf(filters)}
        views={props.views.map((view) => ({ view, label: t.views[view] }))}
        facets={facetsOf(props)}
      >
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
      </NarrowedList>
    </>
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
  const narrowing = narrowingOf(filters);
  const pager = {
    ...{ lang, page: filters.page, pageSize: difficultiesPerPage, total: found.total, totalIsExact: true },
    href: (page: number) => pageOf(lang, narrowing, page),
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
        <a
          class="screen-only"
          href={hrefAsking(lang, programmeWork.difficultySheet, askedOf(narrowing))}
          download
        >
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
