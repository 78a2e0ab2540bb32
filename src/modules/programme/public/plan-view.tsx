import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { StateBar, StateStrip } from '../../../ui/charts/states.tsx';
import { FollowLink } from '../../../ui/follow-links.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, PageTools } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, Columns, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentPaths, printoutOf, printTexts } from '../../documents/index.ts';
import { openBoardPaths } from '../boards/paths.ts';
import { boardTexts } from '../boards/texts.ts';
import type { PublicDifficulty } from '../difficulties/public.ts';
import { PublicDifficultySection } from '../difficulties/public-view.tsx';
import { programmePaths } from '../paths.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import { addressOf, silentName } from './address.ts';
import { ChangesLink, drawnCounts, Name, targetRow, titleOf } from './parts.tsx';
import { type OpenPlan, type OpenRelation, progressOf, type StateCounts } from './plan-queries.ts';
import type { ListedTarget } from './target-queries.ts';
import { type TaskListProps, TasksOfPlan } from './task-list-view.tsx';
import type { TaskChoice } from './task-queries.ts';
import { openTexts } from './texts.ts';

export interface PlanProps extends TaskListProps {
  readonly today: LocalDate;
  readonly targets: readonly ListedTarget[];
  readonly difficulties: readonly PublicDifficulty[];
}

/** A plan: what it is, how far it is, its targets and tasks. */
export function PlanPage(props: PlanProps) {
  const { lang, plan } = props;
  const t = openTexts(lang);
  const path = programmePaths.plan(plan.code);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.plans, href: localPath(lang, programmePaths.list) }]}
        here={<Content lang={lang} text={plan.number ?? plan.code} />}
      />
      <PageHead
        title={<Content lang={lang} text={titleOf(lang, plan)} />}
        marks={
          <>
            <Badge tone={plan.state === 'in_force' ? 'work' : 'quiet'}>{t.states[plan.state]}</Badge>
            {plan.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
      />
      <Columns
        main={
          <>
            {plan.state !== 'in_force' && (
              <Notice lang={lang} kind="information">
                {plan.state === 'replaced' ? t.replacedNotice : t.endedNotice}
              </Notice>
            )}
            <Progress {...props} />
          </>
        }
        side={
          <>
            <PlanFacts lang={lang} plan={plan} />
            <section class="card screen-only">
              <FollowLink lang={lang} target={{ kind: 'plan', key: plan.code }} />
              <LinkButton href={printoutOf(lang, path)} look="quiet" small icon="print" download>
                {printTexts(lang).pdf}
              </LinkButton>
              {plan.state === 'in_force' && (
                <p>
                  <a href={localPath(lang, `${openBoardPaths.board}?ke-hoach=${plan.code}`)}>
                    {boardTexts(lang).open.title}
                  </a>
                </p>
              )}
              {plan.state === 'in_force' && plan.tasks > 0 && (
                <p>
                  <a href={localPath(lang, programmePaths.calendar(plan.code))}>{t.calendar}</a>
                </p>
              )}
              <PageTools lang={lang} />
            </section>
          </>
        }
      />
      <TargetsOfPlan {...props} />
      <TasksOfPlan {...props} />
      <PublicDifficultySection lang={lang} items={props.difficulties} />
    </>
  );
}

function PlanFacts({ lang, plan }: { readonly lang: Language; readonly plan: OpenPlan }) {
  const t = openTexts(lang);
  const day = (text: string | null) => text && formatDate(lang, text);
  const [from, to] = [day(plan.from), day(plan.to)];
  return (
    <section class="card">
      <h2>{t.about}</h2>
      <DefinitionList
        items={[
          { label: t.number, value: plan.number && <Content lang={lang} text={plan.number} /> },
          { label: t.issued, value: day(plan.issued) },
          { label: t.issuer, value: plan.issuer && <Name lang={lang} of={plan.issuer} /> },
          { label: t.level, value: t.levels[plan.level] },
          { label: t.span, value: (from || to) && t.spanOf(from, to) },
          { label: t.monitor, value: plan.monitor && <Name lang={lang} of={plan.monitor} /> },
          { label: t.inForce, value: day(plan.inForceOn) },
          { label: plan.state === 'replaced' ? t.replacedOn : t.closed, value: day(plan.closedOn) },
          {
            label: t.document,
            value: plan.documentId !== null && (
              <a href={localPath(lang, documentPaths.document(plan.documentId))}>{t.readDocument}</a>
            ),
          },
          ...relationFacts(lang, plan.relations),
          { label: t.history, value: <ChangesLink {...{ lang, plan: plan.code }} words={t.changes} /> },
        ]}
      />
    </section>
  );
}

/** What it replaces, amends and derives from, and what does so to it. */
function relationFacts(lang: Language, relations: readonly OpenRelation[]) {
  const t = openTexts(lang);
  return (['from', 'to'] as const).flatMap((way) =>
    (['replaces', 'amends', 'derives'] as const).flatMap((kind) => {
      const of = relations.filter((one) => one.way === way && one.kind === kind);
      if (of.length === 0) return [];
      return [
        {
          label: t.relations[way][kind],
          value: (
            <ul class="plain-list">
              {of.map((one, at) => (
                <li key={String(at)}>
                  <RelationLink lang={lang} of={one} />
                </li>
              ))}
            </ul>
          ),
        },
      ];
    }),
  );
}

function RelationLink({ lang, of }: { readonly lang: Language; readonly of: OpenRelation }) {
  const words = of.code ? [of.number, of.title].filter(Boolean).join(': ') : (of.citation ?? '');
  const href = of.code
    ? programmePaths.plan(of.code)
    : of.documentId !== null && documentPaths.document(of.documentId);
  const shown = <Content lang={lang} text={words} />;
  return href ? <a href={localPath(lang, href)}>{shown}</a> : shown;
}

/** Of these choices those that are states, as counts. */
function stateCounts(choices: readonly { readonly state: string; readonly n: number }[]): StateCounts {
  const known = taskStates.flatMap((state): [TaskState, number][] => {
    const n = choices.find((one) => one.state === state)?.n ?? 0;
    return n > 0 ? [[state, n]] : [];
  });
  return Object.fromEntries(known);
}

export function countsIn(choices: readonly TaskChoice[]): StateCounts {
  return stateCounts(choices.filter(({ of }) => of === 'state').map(({ value, n }) => ({ state: value, n })));
}

function Progress({ lang, plan, choices }: PlanProps) {
  const t = openTexts(lang);
  const path = programmePaths.plan(plan.code);
  const to = (pairs: readonly (readonly [string, string])[]) => `${addressOf(lang, path, pairs)}#nhiem-vu`;
  const silent = choices.find(({ of }) => of === 'silent')?.n ?? 0;
  const groups = choices
    .filter(({ of }) => of === 'group')
    .toSorted((one, other) => Number(one.value) - Number(other.value));
  const inGroup = choices.flatMap(({ of, value, n }) => {
    const [group = '', state = ''] = value.split('|');
    return of === 'in_group' ? [{ group, state, n }] : [];
  });
  return (
    <div class="stack">
      <StateBar
        lang={lang}
        title={t.whole}
        counts={drawnCounts(countsIn(choices), (state) => to([['trang-thai', state]]))}
      />
      {silent > 0 && (
        <p>
          <a href={to([['trang-thai', silentName]])}>
            {silent === 1 ? t.silentOne : t.silent(formatNumber(lang, silent, 0))}
          </a>
        </p>
      )}
      {groups.length > 1 && (
        <Table
          lang={lang}
          caption={t.byGroup}
          rows={groups}
          rowKey={({ value }) => value}
          columns={[
            {
              ...{ key: 'group', label: t.group, head: true },
              cell: ({ value, label }) => (
                <a href={to([['nhom', value]])}>
                  <Content lang={lang} text={label ?? value} />
                </a>
              ),
            },
            {
              ...{ key: 'tasks', label: t.tasks, numeric: true },
              cell: ({ value }) => {
                const { tasks, done } = progressOf(
                  stateCounts(inGroup.filter(({ group }) => group === value)),
                );
                return `${formatNumber(lang, done, 0)}/${formatNumber(lang, tasks, 0)}`;
              },
            },
            {
              ...{ key: 'states', label: t.state },
              cell: ({ value, label }) => (
                <StateStrip
                  lang={lang}
                  name={label ?? value}
                  counts={drawnCounts(stateCounts(inGroup.filter(({ group }) => group === value)))}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

function TargetsOfPlan({ lang, plan, targets, today }: PlanProps) {
  const t = openTexts(lang);
  if (plan.targets === 0) return null;
  const blocks = [...new Set(targets.map(({ block }) => block))];
  return (
    <Section title={t.targets} id="chi-tieu">
      {blocks.map((block) => (
        <div key={block ?? ''} class="section">
          {block && (
            <h3>
              <Content lang={lang} text={block} />
            </h3>
          )}
          <RowList
            label={t.targets}
            rows={targets.filter((one) => one.block === block).map((one) => targetRow(lang, one, today))}
          />
        </div>
      ))}
      {plan.targets > targets.length && (
        <p>
          <a href={localPath(lang, programmePaths.targetsOf(plan.code))}>
            {t.allTargets(formatNumber(lang, plan.targets, 0))}
          </a>
        </p>
      )}
    </Section>
  );
}
