import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { TrajectoryChart } from '../../../ui/charts/trajectory.tsx';
import { Facets, SearchBox } from '../../../ui/facets.tsx';
import { FollowLink } from '../../../ui/follow-links.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Content, PageTools } from '../../../ui/inline.tsx';
import {
  Breadcrumbs,
  Columns,
  DefinitionList,
  EmptyState,
  PageHead,
  Section,
} from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentPaths, printoutOf, printTexts } from '../../documents/index.ts';
import { programmePaths } from '../paths.ts';
import type { AimChart } from '../targets/chart.ts';
import { type Information, informations } from '../targets/outlook.ts';
import { aimsOf } from '../targets/parts.tsx';
import { targetStateTexts } from '../targets/states.ts';
import { addressOf, type Pair, pairOfText } from './address.ts';
import type { Happened } from './history.ts';
import { HistorySection } from './history-view.tsx';
import {
  Agencies,
  AgencyLinks,
  amountOf,
  figureWords,
  goalOf,
  Name,
  nameIn,
  periodName,
  TargetBadge,
  targetRow,
} from './parts.tsx';
import type { OpenPlan } from './plan-queries.ts';
import { type Related, RelatedSections } from './related.tsx';
import { type ListedTarget, type OpenTarget, type TargetFilters, targetsPerPage } from './target-queries.ts';
import { openTexts } from './texts.ts';

interface TargetProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly target: OpenTarget;
  readonly charts: readonly AimChart[];
  readonly related: Related;
  readonly history: readonly Happened[];
}

/** A target: what is to be reached, what was measured, what is known of it. */
export function TargetPage(props: TargetProps) {
  const { lang, today, target, charts } = props;
  const t = openTexts(lang);
  const name = nameIn(lang, target);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.plans, href: localPath(lang, programmePaths.list) },
          {
            label: <Content lang={lang} text={target.plan} />,
            href: localPath(lang, programmePaths.plan(target.plan)),
          },
        ]}
        here={target.code}
      />
      <PageHead
        title={<Name lang={lang} of={target} />}
        marks={
          <>
            <TargetBadge lang={lang} of={target} />
            {target.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
      />
      <Columns
        main={
          <>
            <DefinitionList items={mainFacts(lang, target, today)} />
            {charts.map(({ scope, of }) => (
              <TrajectoryChart
                key={scope ?? ''}
                lang={lang}
                title={t.chartOf(scope ? `${name} (${scope})` : name)}
                of={of}
              />
            ))}
            <Figures lang={lang} target={target} />
            <RelatedSections lang={lang} related={props.related} />
            <HistorySection lang={lang} history={props.history} plan={target.plan} />
          </>
        }
        side={
          <>
            <section class="card">
              <h2>{t.about}</h2>
              <DefinitionList items={sideFacts(lang, target)} />
            </section>
            <section class="card screen-only">
              <FollowLink lang={lang} target={{ kind: 'target', key: target.code }} />
              <LinkButton
                href={printoutOf(lang, programmePaths.target(target.code))}
                look="quiet"
                small
                icon="print"
                download
              >
                {printTexts(lang).pdf}
              </LinkButton>
              <PageTools lang={lang} />
            </section>
          </>
        }
      />
    </>
  );
}

function mainFacts(lang: Language, target: OpenTarget, today: LocalDate) {
  const t = openTexts(lang);
  const s = targetStateTexts(lang);
  const verdict = target.result ? s.result[target.result] : target.outlook && s.outlook[target.outlook];
  const aims = aimsOf(target.outlook, target.aimsAt);
  const due = target.due && (target.due < today ? s.owedSince : s.due)(formatDate(lang, target.due));
  const Owners = target.planState === 'in_force' ? AgencyLinks : Agencies;
  const latest = [figureWords(lang, target, today), due].filter(Boolean).join('; ');
  return [
    { label: t.goal, value: <Content lang={lang} text={goalOf(lang, target)} /> },
    { label: t.until, value: target.until && formatDate(lang, target.until) },
    { label: t.latest, value: <Content lang={lang} text={latest} /> },
    {
      label: t.standing,
      value:
        verdict &&
        [
          verdict,
          ...(target.estimated ? [s.estimated] : []),
          ...(aims === null ? [] : [s.forYear(aims)]),
        ].join(', '),
    },
    { label: t.owner, value: <Owners lang={lang} of={target.owners} none={t.noLead} /> },
  ];
}

function sideFacts(lang: Language, target: OpenTarget) {
  const t = openTexts(lang);
  const { baseline, baselineOn, unit } = target;
  const amount = (value: number | null) => (value === null ? '' : amountOf(lang, value, unit));
  return [
    {
      label: t.inPlan,
      value: (
        <a href={localPath(lang, programmePaths.plan(target.plan))}>
          <Content lang={lang} text={nameIn(lang, { name: target.planTitle, nameEn: target.planTitleEn })} />
        </a>
      ),
    },
    {
      label: t.partOf,
      value: target.partOf && (
        <a href={localPath(lang, programmePaths.target(target.partOf.code))}>
          <Name lang={lang} of={target.partOf} />
        </a>
      ),
    },
    { label: t.block, value: target.block && <Content lang={lang} text={target.block} /> },
    { label: t.tt, value: target.tt },
    { label: t.annex, value: target.annex && <Content lang={lang} text={target.annex} /> },
    { label: t.direction, value: targetStateTexts(lang).direction[target.direction] },
    { label: t.frequency, value: t.frequencies[target.frequency] },
    {
      label: t.baseline,
      value: baseline !== null && baselineOn && (
        <Content lang={lang} text={t.baselineOn(amount(baseline), formatDate(lang, baselineOn))} />
      ),
    },
    {
      label: t.way,
      value: target.levels.length > 0 && (
        <ul class="plain-list">
          {target.levels.map(({ year, least, most }) => (
            <li key={year}>
              <Content
                lang={lang}
                text={t.levelOf(String(year), [amount(least), amount(most)].filter(Boolean).join(' – '))}
              />
            </li>
          ))}
        </ul>
      ),
    },
    { label: t.closedOn, value: target.closedOn && formatDate(lang, target.closedOn) },
    {
      label: t.closedBy,
      value: target.closedDocument && <Content lang={lang} text={target.closedDocument} />,
    },
  ];
}

type Figure = OpenTarget['actuals'][number];

function Figures({ lang, target }: Pick<TargetProps, 'lang' | 'target'>) {
  const t = openTexts(lang);
  const scoped = target.actuals.some(({ scope }) => scope !== null);
  const said = ({ value, words, estimate }: Figure) => {
    const shown = [value === null ? null : amountOf(lang, value, target.unit), words]
      .filter(Boolean)
      .join('; ');
    return estimate ? `${shown} (${t.estimate})` : shown;
  };
  return (
    <Section title={t.figures}>
      <div class="stack">
        <Table<Figure>
          lang={lang}
          caption={t.figures}
          captionHidden
          empty={t.figuresNone}
          rows={target.actuals}
          rowKey={({ id }) => String(id)}
          columns={[
            { key: 'period', label: t.period, head: true, cell: ({ period }) => periodName(lang, period) },
            ...(scoped
              ? [
                  {
                    ...{ key: 'scope', label: t.scope },
                    cell: ({ scope }: Figure) => <Content lang={lang} text={scope ?? '–'} />,
                  },
                ]
              : []),
            {
              key: 'figure',
              label: t.figure,
              numeric: true,
              cell: (one) => <Content lang={lang} text={said(one)} />,
            },
            { key: 'as-of', label: t.asOf, cell: ({ asOf }) => formatDate(lang, asOf) },
            {
              ...{ key: 'source', label: t.source },
              cell: ({ source, documentId }) => {
                const words = <Content lang={lang} text={source} />;
                return documentId === null ? (
                  words
                ) : (
                  <a href={localPath(lang, documentPaths.document(documentId))}>{words}</a>
                );
              },
            },
          ]}
        />
        {target.actuals.length > 0 && <FigureFiles lang={lang} code={target.code} />}
      </div>
    </Section>
  );
}

/** The same figures as files, in the language of the page; for programs as the API gives them. */
function FigureFiles({ lang, code }: { readonly lang: Language; readonly code: string }) {
  const t = openTexts(lang);
  const asked = lang === 'en' ? '?ngon-ngu=en' : '';
  const files = [
    ['CSV', programmePaths.figures(code, 'csv') + asked],
    ['Excel', programmePaths.figures(code, 'xlsx') + asked],
    ['JSON', programmePaths.targetForPrograms(code)],
  ] as const;
  return (
    <nav class="download-list screen-only" aria-label={t.figureFiles}>
      <p>{t.figureFiles}</p>
      <ul class="inline-list">
        {files.map(([label, href]) => (
          <li key={label}>
            <a href={href} download={label === 'JSON' ? `${code}.json` : true}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface TargetsProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly plan: OpenPlan;
  readonly filters: TargetFilters;
  readonly counts: Readonly<Partial<Record<Information, number>>>;
  readonly found: { readonly rows: readonly ListedTarget[]; readonly total: number };
  readonly page: number;
}

/** All targets of a plan, searched and by what is known of them. */
export function TargetsPage(props: TargetsProps) {
  const { lang, plan, filters, counts, found } = props;
  const t = openTexts(lang);
  const bare = programmePaths.targetsOf(plan.code);
  const path = localPath(lang, bare);
  const chosen = filters.informations.map((one): Pair => ['trang-thai', one]);
  const name = plan.number ?? plan.code;
  const pager = { lang, page: props.page, pageSize: targetsPerPage, total: found.total, totalIsExact: true };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.plans, href: localPath(lang, programmePaths.list) },
          {
            label: <Content lang={lang} text={name} />,
            href: localPath(lang, programmePaths.plan(plan.code)),
          },
        ]}
        here={t.targets}
      />
      <PageHead
        title={<Content lang={lang} text={t.targetsOf(name)} />}
        marks={plan.illustrative && <IllustrativeMark lang={lang} />}
      />
      <SearchBox
        lang={lang}
        action={path}
        value={filters.text}
        label={t.targetsSearch}
        placeholder={t.targetsSearch}
        hidden={chosen}
      />
      <div class="section">
        <Columns
          first="side"
          side={
            <Facets
              lang={lang}
              action={path}
              hidden={pairOfText(filters.text)}
              facets={[
                {
                  ...{ name: 'trang-thai', label: t.state },
                  options: informations.map((one) => ({
                    ...{ value: one, label: targetStateTexts(lang).information[one] },
                    ...{ count: counts[one] ?? 0, chosen: filters.informations.includes(one) },
                  })),
                },
              ]}
            />
          }
          main={
            found.rows.length === 0 ? (
              <EmptyState
                title={plan.targets === 0 ? t.noTargets : t.noneFound}
                action={plan.targets > 0 && <LinkButton href={path}>{t.showAll}</LinkButton>}
              />
            ) : (
              <>
                <p class="quiet">
                  {rangeText(pager)} {t.targetCount}
                </p>
                <RowList
                  label={t.targets}
                  rows={found.rows.map((one) => targetRow(lang, one, props.today))}
                />
                <Pager
                  {...pager}
                  href={(to) => addressOf(lang, bare, [...pairOfText(filters.text), ...chosen], to)}
                />
              </>
            )
          }
        />
      </div>
    </>
  );
}
