import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { TrajectoryChart } from '../../../ui/charts/trajectory.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { History, type PastEvent } from '../../catalogue/index.ts';
import type { Difficulty } from '../difficulties/difficulty.ts';
import { TaskDifficulties } from '../difficulties/task-difficulties.tsx';
import { GiveDirective } from '../directives/parts.tsx';
import type { Lineage } from '../links/lineage.ts';
import { LineageSections } from '../links/lineage-view.tsx';
import { programmeWork } from '../paths.ts';
import { TargetWays } from '../ways-view.tsx';
import type { AimChart } from './chart.ts';
import { Figures } from './figures-view.tsx';
import {
  figureText,
  InformationBadge,
  owedText,
  readText,
  TargetCrumbs,
  TargetName,
  VerdictBadge,
} from './parts.tsx';
import type { ListedActual, TargetInWork } from './queries.ts';
import { targetStateTexts } from './states.ts';
import { targetTexts } from './texts.ts';

export interface TargetPageProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly target: TargetInWork;
  readonly charts: readonly AimChart[];
  readonly actuals: readonly ListedActual[];
  readonly history: readonly PastEvent[];
  readonly difficulties: readonly Difficulty[];
  readonly lineage: Lineage;
  /** Whether the reader is an agency's officer. */
  readonly mayRaise: boolean;
  /** Whether the reader gives directives about it. */
  readonly mayDirect: boolean;
  readonly may: { readonly enter: boolean; readonly set: boolean; readonly end: boolean };
  /** Whether a figure entered for this agency may be corrected. */
  readonly mayCorrect: (organisationId: number | null) => boolean;
}

/** A target as those who work with it see it. */
export function TargetPage(props: TargetPageProps) {
  const { lang, target, history } = props;
  const t = targetTexts(lang);
  return (
    <>
      <TargetCrumbs lang={lang} target={target} />
      <PageHead
        title={<TargetName lang={lang} name={target.name} nameEn={target.nameEn} />}
        marks={
          <>
            <InformationBadge lang={lang} information={target.information} />
            <VerdictBadge
              lang={lang}
              verdict={target.result ?? target.outlook ?? 'no_result'}
              estimated={target.estimated}
            />
            {target.plan.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
        action={<Deeds {...props} />}
      />
      <Columns
        main={
          <>
            <Stands {...props} />
            {target.parts.length > 0 && <Parts {...props} />}
            {props.charts.map((chart) => (
              <Section
                key={chart.scope ?? ''}
                title={
                  chart.scope === null ? (
                    t.chart
                  ) : (
                    <Quoting lang={lang} text={t.chartOf(chart.scope)} quoted={[chart.scope]} />
                  )
                }
              >
                <TrajectoryChart lang={lang} title={target.name} of={chart.of} />
              </Section>
            ))}
            <Section title={t.figures} id="so-lieu">
              <Figures {...props} />
            </Section>
            <TaskDifficulties
              {...{ lang, difficulties: props.difficulties, mayRaise: props.mayRaise }}
              today={props.today}
              code={target.code}
            />
            <LineageSections lang={lang} lineage={props.lineage} work />
            {props.mayDirect && <GiveDirective lang={lang} code={target.code} />}
          </>
        }
        side={
          <>
            <Section title={t.reach}>
              <Reach {...props} />
            </Section>
            <Section title={t.history}>
              <History language={lang} events={history} />
            </Section>
          </>
        }
      />
    </>
  );
}

function Deeds({ lang, target, may }: TargetPageProps) {
  const t = targetTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const heading = target.parts.length > 0 && target.values.length === 0;
  if (target.plan.state !== 'in_force') return null;
  return (
    <Buttons>
      {may.enter && !target.closed && !heading && (
        <LinkButton href={to(programmeWork.targetFigure(target.id))}>{t.enter}</LinkButton>
      )}
      {may.set && (
        <LinkButton look="secondary" href={to(programmeWork.targetWay(target.id))}>
          {t.setWay}
        </LinkButton>
      )}
      {may.end && (
        <LinkButton look="quiet" href={to(programmeWork.targetEnd(target.id))}>
          {target.closed ? t.reopen : t.close}
        </LinkButton>
      )}
      {may.set && <TargetWays lang={lang} target={target} />}
    </Buttons>
  );
}

/** What is known, and which number is owed by whom. */
function Stands({ lang, today, target }: TargetPageProps) {
  const t = targetTexts(lang);
  const owners = target.owners.map(({ name }) => name).join(', ') || null;
  const owed = owedText(lang, target, owners, today);
  const late = target.due !== null && today > target.due;
  const said = target.value === null ? target.valueWords : figureText(lang, target.value, target.unit);
  return (
    <Section title={t.stands}>
      {target.closed && (
        <Notice lang={lang} kind="information">
          <p>
            <Quoting
              lang={lang}
              text={t.closed(formatDate(lang, target.closedOn ?? today), target.closedDocument ?? '')}
              quoted={[target.closedDocument]}
            />
          </p>
          {target.closedWords && (
            <p>
              <Content lang={lang} text={target.closedWords} />
            </p>
          )}
        </Notice>
      )}
      {owed && (
        <Notice lang={lang} kind={late || target.information === 'missing' ? 'warning' : 'information'}>
          <p>
            <Quoting lang={lang} text={owed} quoted={[owners]} />
          </p>
        </Notice>
      )}
      <DefinitionList
        items={[
          {
            label: t.latestValue,
            value: said !== null && (
              <>
                <strong>
                  <Content lang={lang} text={said} />
                </strong>
                {target.since && `, ${t.asOf(formatDate(lang, target.since))}`}
              </>
            ),
          },
          {
            label: target.aimsAt === null ? t.outlookPlain : t.outlook(String(target.aimsAt)),
            value: target.outlook && targetStateTexts(lang).outlook[target.outlook],
          },
          {
            label: t.result,
            value:
              target.outlook === null &&
              (target.result
                ? targetStateTexts(lang).result[target.result]
                : targetStateTexts(lang).noResult),
          },
        ]}
      />
    </Section>
  );
}

function Parts({ lang, target }: TargetPageProps) {
  const t = targetTexts(lang);
  return (
    <Section title={t.parts}>
      {target.values.length === 0 && <p class="quiet">{t.partsHelp}</p>}
      <RowList
        label={t.parts}
        rows={target.parts.map((part) => ({
          ...{ key: String(part.id), code: part.code, href: localPath(lang, programmeWork.target(part.id)) },
          title: <Content lang={lang} text={part.name} />,
          marks: <InformationBadge lang={lang} information={part.information} />,
        }))}
      />
    </Section>
  );
}

function Reach({ lang, target }: TargetPageProps) {
  const t = targetTexts(lang);
  const content = (text: string | null) => text && <Content lang={lang} text={text} />;
  const { baseline, baselineOn, least, most, plan, parent } = target;
  const number = (value: number | null) => (value === null ? '…' : formatNumber(lang, value, 4));
  const levels = target.levels.map(({ year, min, max }) =>
    t.level(
      String(year),
      min !== null && max !== null && min !== max ? `${number(min)} – ${number(max)}` : number(min ?? max),
    ),
  );
  return (
    <DefinitionList
      items={[
        { label: t.printed, value: target.raw ? content(target.raw) : t.noValue },
        {
          label: t.read,
          value: target.values.length > 0 && (
            <Quoting
              lang={lang}
              text={target.values.map((value) => readText(lang, value, target.unit)).join('; ')}
              quoted={[target.unit, ...target.values.map(({ scope }) => scope)]}
            />
          ),
        },
        { label: t.unit, value: content(target.unit) },
        { label: t.block, value: content(target.block) },
        { label: t.until, value: target.until && formatDate(lang, target.until) },
        { label: t.direction, value: targetStateTexts(lang).direction[target.direction] },
        { label: t.frequency, value: t.frequencies[target.frequency] },
        {
          label: t.owner,
          value:
            target.owners.length === 0
              ? t.noOwnerYet
              : target.owners.map(({ name, since }) => (
                  <div key={name}>
                    <Content lang={lang} text={name} />
                    {since && `, ${t.since(formatDate(lang, since))}`}
                  </div>
                )),
        },
        {
          label: t.baseline,
          value: baseline !== null && (
            <Quoting
              lang={lang}
              text={t.baselineAt(
                figureText(lang, baseline, target.unit),
                formatDate(lang, baselineOn ?? ''),
                target.baselineSource ?? '',
              )}
              quoted={[target.unit, target.baselineSource]}
            />
          ),
        },
        { label: t.levels, value: levels.length > 0 && levels.join('; ') },
        {
          label: t.limits,
          value: (least !== null || most !== null) && t.limitsFromTo(number(least), number(most)),
        },
        { label: t.sector, value: content(target.sector) },
        {
          label: t.plan,
          value: (
            <a href={localPath(lang, programmeWork.plan(plan.id))}>
              <Content lang={lang} text={plan.number ?? plan.title} />
            </a>
          ),
        },
        {
          label: t.parent,
          value: parent && (
            <a href={localPath(lang, programmeWork.target(parent.id))}>
              <Content lang={lang} text={`${parent.code} ${parent.name}`} />
            </a>
          ),
        },
      ]}
    />
  );
}
