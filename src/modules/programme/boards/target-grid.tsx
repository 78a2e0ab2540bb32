import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { type ChartCommon, ChartFigure } from '../../../ui/charts/frame.tsx';
import { TrajectoryChart } from '../../../ui/charts/trajectory.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { aimsOf, figureText, InformationBadge, VerdictBadge } from '../targets/parts.tsx';
import { targetStateTexts } from '../targets/states.ts';
import type { BoardLinks } from './links.ts';
import { type DrawnTarget, type RiskTarget, targetsPerBoard } from './target-queries.ts';
import { boardTexts } from './texts.ts';

export interface TargetGridProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly targets: { readonly rows: readonly DrawnTarget[]; readonly total: number };
  readonly page: number;
  readonly links: BoardLinks;
}

/** What a target is called by the reader, with its code. */
export const targetTitle = (lang: Language, { code, name, nameEn }: RiskTarget): string =>
  `${code} · ${lang === 'en' && nameEn ? nameEn : name}`;

/** The latest figure and how old it is, or since when there is none. */
export function ageWords(lang: Language, target: RiskTarget, today: LocalDate): string {
  const t = targetStateTexts(lang);
  const { information, since, value, valueWords, unit } = target;
  const days = since === null ? null : formatNumber(lang, Math.max(0, daysBetween(since, today)), 0);
  if (information === 'missing') return days === null ? t.information.missing : t.missingFor(days);
  const said = value === null ? valueWords : figureText(lang, value, unit);
  return [said, days && t.age(days)].filter(Boolean).join(', ');
}

/** One small chart for each target, those in danger first. */
export function TargetGrid(props: TargetGridProps) {
  const { lang, targets, page, links } = props;
  const t = boardTexts(lang);
  const { sheet } = links.files('chi-tieu');
  const pager = { lang, page, pageSize: targetsPerBoard, total: targets.total, totalIsExact: true };
  return (
    <Section
      title={t.grid.title}
      aside={
        targets.rows.length > 0 &&
        sheet && (
          <a class="screen-only" href={sheet} download>
            {t.sheet}
          </a>
        )
      }
    >
      {targets.rows.length === 0 ? (
        <p class="quiet">{t.grid.none}</p>
      ) : (
        <>
          <p class="quiet">{t.grid.order}</p>
          <ul class="small-charts">
            {targets.rows.map((target) => (
              <li key={target.code}>
                <SmallCharts {...{ ...props, target }} />
              </li>
            ))}
          </ul>
          <p class="quiet">
            {rangeText(pager)} {t.grid.count}
          </p>
          <Pager {...pager} href={(to) => links.here([], to)} />
        </>
      )}
    </Section>
  );
}

function SmallCharts(props: TargetGridProps & { readonly target: DrawnTarget }) {
  const { lang, target, links } = props;
  const t = boardTexts(lang).grid;
  const title = targetTitle(lang, target);
  const common: ChartCommon = {
    ...{ lang, title, href: links.target(target) },
    files: links.files('mot-chi-tieu', [['ct', target.code]]),
  };
  return (
    <>
      {target.charts.length === 0 ? (
        <ChartFigure {...common} files={undefined}>
          <p class="quiet">
            {target.inWords ? t.inWords : t.notDrawn}
            {target.raw && (
              <>
                {' '}
                {t.aim} <Content lang={lang} text={target.raw} />
              </>
            )}
          </p>
        </ChartFigure>
      ) : (
        target.charts.map(({ scope, of }) => (
          <TrajectoryChart
            {...common}
            key={scope ?? ''}
            title={scope === null ? title : `${title} (${scope})`}
            of={of}
          />
        ))
      )}
      <Standing {...props} />
    </>
  );
}

function Standing({ lang, target, today }: TargetGridProps & { readonly target: DrawnTarget }) {
  const t = boardTexts(lang);
  const s = targetStateTexts(lang);
  const { due, result, outlook, aimsAt } = target;
  return (
    <div class="marks question-marks">
      <InformationBadge lang={lang} information={target.information} />
      <VerdictBadge
        {...{ lang, verdict: result ?? outlook ?? 'no_result', estimated: target.estimated }}
        aimsAt={aimsOf(outlook, aimsAt)}
      />
      {target.illustrative && <IllustrativeMark lang={lang} />}
      <span class="quiet">
        <Content lang={lang} text={ageWords(lang, target, today)} />
        {due !== null && ` · ${(due < today ? s.owedSince : s.due)(formatDate(lang, due))}`}
        {' · '}
        {target.agencies ? <Content lang={lang} text={target.agencies} /> : t.noOwner}
        {' · '}
        <Content lang={lang} text={target.plan} />
      </span>
    </div>
  );
}
