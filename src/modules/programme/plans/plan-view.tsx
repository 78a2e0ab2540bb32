import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, DefinitionList, type Fact, PageHead, Section, StatRow } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { History, otherThan, type PastEvent } from '../../catalogue/index.ts';
import { documentPaths, documentWork } from '../../documents/index.ts';
import { boardPaths } from '../boards/paths.ts';
import { boardTexts } from '../boards/texts.ts';
import { GiveDirective } from '../directives/parts.tsx';
import { programmeWork } from '../paths.ts';
import { PlanWays } from '../ways-view.tsx';
import { ItemsOfPlan } from './items-view.tsx';
import { numberAndDate, PlanBadge, PlanCrumbs, PlanProgress, PlanTitle, shareDone } from './parts.tsx';
import { type PlanVerb, relationKinds } from './plan.ts';
import type { ItemFilters, ListedTarget, ListedTask, Plan, PlanRelation } from './queries.ts';
import { Steps } from './step-view.tsx';
import { planTexts } from './texts.ts';

/** Why a step came back, with what was typed for it. */
export interface RefusedStep {
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  readonly conflict: boolean;
  readonly status: number;
  readonly deed: string;
  readonly reason: string;
}

export type Part = 'tasks' | 'targets';

export interface PlanProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly plan: Plan;
  readonly may: (verb: PlanVerb) => boolean;
  /** Whether the reader gives directives about it. */
  readonly mayDirect: boolean;
  readonly part: Part;
  readonly filters: ItemFilters;
  readonly tasks: { readonly rows: readonly ListedTask[]; readonly total: number } | null;
  readonly targets: { readonly rows: readonly ListedTarget[]; readonly total: number } | null;
  readonly history: readonly PastEvent[];
  readonly refused: RefusedStep | null;
}

/** A plan as it is worked on: how it stands, what comes next, what it holds. */
export function PlanPage(props: PlanProps) {
  const { lang, plan, refused } = props;
  const t = planTexts(lang);
  return (
    <>
      <PlanCrumbs lang={lang} plan={plan} />
      <PageHead title={<PlanTitle lang={lang} plan={plan} />} lead={numberAndDate(lang, plan)} />
      <div class="marks question-marks">
        <PlanBadge lang={lang} state={plan.state} />
        {plan.illustrative && <IllustrativeMark lang={lang} />}
      </div>
      {refused?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {t.changedMeanwhile}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      )}
      <Columns
        main={
          <>
            <Numbers {...props} />
            <Steps {...props} />
            {props.mayDirect && <GiveDirective lang={lang} code={plan.code} />}
            <Groups {...props} />
          </>
        }
        side={<Facts {...props} />}
      />
      <ItemsOfPlan {...props} />
      <Section title={t.history} id="lich-su">
        <History language={lang} events={props.history} />
      </Section>
    </>
  );
}

function Numbers({ lang, plan }: PlanProps) {
  const t = planTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const overdue = plan.counts.overdue ?? 0;
  const unassigned = plan.counts.unassigned ?? 0;
  const list = (query: string) => localPath(lang, `${programmeWork.plan(plan.id)}${query}#muc`);
  return (
    <>
      <StatRow
        label={t.progress}
        items={[
          { value: number(plan.tasks), label: t.tasks, href: list('') },
          { value: number(plan.targets), label: t.targets, href: list('?xem=chi-tieu') },
          ...(plan.state === 'in_force'
            ? [
                {
                  ...{ value: number(overdue), label: t.overdue, now: overdue > 0 },
                  href: list('?trang-thai=overdue'),
                },
                { value: number(unassigned), label: t.unassigned, href: list('?trang-thai=unassigned') },
              ]
            : []),
        ]}
      />
      {plan.state === 'in_force' && <PlanProgress lang={lang} counts={plan.counts} />}
      {plan.state === 'in_force' && plan.targets > 0 && (
        <p>
          <a href={localPath(lang, boardPaths.planTargets(String(plan.id)))}>{boardTexts(lang).allTargets}</a>
        </p>
      )}
    </>
  );
}

/** Groups in printed order, with how much of each is done. */
function Groups({ lang, plan, may }: PlanProps) {
  const t = planTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const edit = plan.state === 'draft' && may('change') && (
    <a href={localPath(lang, programmeWork.groups(plan.id))}>{t.editGroups}</a>
  );
  if (plan.groups.length === 0) return edit ? <p>{edit}</p> : null;
  return (
    <Section title={t.groups} aside={edit}>
      <ul class="plain-list">
        {plan.groups.map(({ id, of, label, name, items, counts }) => {
          const { done, all } = shareDone(counts);
          const query = of === 'tasks' ? `?nhom=${id}` : `?xem=chi-tieu&nhom=${id}`;
          return (
            <li key={id}>
              <a
                href={localPath(lang, `${programmeWork.plan(plan.id)}${query}#muc`)}
                lang={otherThan(lang, 'vi')}
              >
                {label ? `${label}. ${name}` : name}
              </a>
              <span class="quiet">
                {' · '}
                {of === 'tasks' && all > 0
                  ? t.done(number(done), number(all))
                  : `${number(items)} ${of === 'tasks' ? t.tasks : t.targets}`}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function RelationText({
  lang,
  relation: { citation, other, documentId },
}: {
  readonly lang: Language;
  readonly relation: PlanRelation;
}) {
  const name = citation ?? (other && `${other.code}: ${other.title}`) ?? '';
  const path = other
    ? programmeWork.plan(other.id)
    : documentId !== null && documentPaths.document(documentId);
  return <li lang={otherThan(lang, 'vi')}>{path ? <a href={localPath(lang, path)}>{name}</a> : name}</li>;
}

function relationFacts({ lang, plan }: PlanProps): Fact[] {
  const t = planTexts(lang);
  const of = (relations: readonly PlanRelation[], labels: Readonly<Record<PlanRelation['kind'], string>>) =>
    relationKinds.flatMap((kind) => {
      const found = relations.filter((relation) => relation.kind === kind);
      if (found.length === 0) return [];
      return [
        {
          label: labels[kind],
          value: (
            <ul class="plain-list">
              {found.map((relation) => (
                <RelationText
                  key={`${relation.other?.id} ${relation.citation}`}
                  lang={lang}
                  relation={relation}
                />
              ))}
            </ul>
          ),
        },
      ];
    });
  return [...of(plan.relations, t.relations), ...of(plan.relatedBy, t.relatedBy)];
}

function closingFacts({ lang, plan }: PlanProps): Fact[] {
  const t = planTexts(lang);
  const { state, closedOn, closedWords } = plan;
  if (state === 'draft' || state === 'handed_up' || state === 'in_force') return [];
  return [
    { label: t.closedOn[state], value: closedOn && formatDate(lang, closedOn) },
    {
      label: t.closedWords[state],
      value: closedWords && (
        <span class="kept-lines" lang={otherThan(lang, 'vi')}>
          {closedWords}
        </span>
      ),
    },
  ];
}

function Facts(props: PlanProps) {
  const { lang, plan, may } = props;
  const t = planTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const written = (text: string | null) => text && <Content lang={lang} text={text} />;
  const { document, from, to: until } = plan;
  return (
    <section class="card">
      <h2>{t.facts}</h2>
      <DefinitionList
        items={[
          { label: t.code, value: plan.code },
          { label: t.level, value: t.levels[plan.level] },
          { label: t.number, value: plan.number },
          { label: t.issued, value: plan.issued && formatDate(lang, plan.issued) },
          { label: t.issuer, value: written(plan.issuer) },
          { label: t.organisation, value: written(plan.organisation?.name ?? null) },
          { label: t.monitor, value: written(plan.monitor?.name ?? null) ?? t.none_ },
          { label: t.from, value: from && formatDate(lang, from) },
          { label: t.to, value: until && formatDate(lang, until) },
          {
            label: t.document,
            value: document && (
              <a
                href={to(
                  document.state === 'published'
                    ? documentPaths.document(document.id)
                    : documentWork.document(document.id),
                )}
                lang={otherThan(lang, 'vi')}
              >
                {document.number ?? document.title}
              </a>
            ),
          },
          ...relationFacts(props),
          { label: t.inForceOn, value: plan.inForceOn && formatDate(lang, plan.inForceOn) },
          ...closingFacts(props),
          { label: t.source, value: written(plan.source) },
        ]}
      />
      {plan.state === 'draft' && may('change') && (
        <p>
          <LinkButton look="secondary" small href={to(programmeWork.changePlan(plan.id))}>
            {t.change}
          </LinkButton>
        </p>
      )}
      {plan.state === 'in_force' && may('amend') && (
        <p>
          <LinkButton look="secondary" small href={to(programmeWork.changePlan(plan.id))}>
            {t.amend}
          </LinkButton>
        </p>
      )}
      {plan.state === 'in_force' && may('amend') && <PlanWays lang={lang} planId={plan.id} />}
    </section>
  );
}
