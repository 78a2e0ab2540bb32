import type { Language } from '../../../../kernel/text.ts';
import type { FormFields } from '../../../../platform/http/form.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../../ui/choices.tsx';
import { Select, TextField } from '../../../../ui/fields.tsx';
import { ErrorSummary, type FieldErrors, Form, Hint } from '../../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../../ui/format.ts';
import { Content, InVietnamese } from '../../../../ui/inline.tsx';
import { DefinitionList, EmptyState, PageHead, Section, StatRow } from '../../../../ui/page-parts.tsx';
import { Pager } from '../../../../ui/pager.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { Table } from '../../../../ui/table.tsx';
import { programmeWork } from '../../paths.ts';
import type { PlanRow } from '../../plans/store.ts';
import { TypedAgain, Unknown } from '../preview-view.tsx';
import type { TaskGroup } from '../queries.ts';
import { assignmentTexts } from '../texts.ts';
import { PlanCrumbs } from '../work-frame.tsx';
import type { planOwners } from './commands.ts';
import { type OwnedTarget, type OwnerChoice, targetsPerAssignPage } from './owners.ts';
import { type findOwnerAssignment, type MadeOwners, ownersPerPage } from './queries.ts';
import { ownerTexts } from './texts.ts';

interface Frame {
  readonly language: Language;
  readonly csrfToken: string;
  readonly plan: PlanRow;
}

interface AssignProps extends Frame {
  readonly form: FormFields;
  readonly filter: OwnerChoice;
  readonly pageNumber: number;
  readonly errors: FieldErrors;
  readonly found: { readonly rows: readonly OwnedTarget[]; readonly total: number };
  readonly groups: readonly TaskGroup[];
  readonly latest: readonly MadeOwners[];
}

/** Where targets of a plan are given to those who answer for them: those ticked, or all of a filter. */
export function AssignTargetsPage(props: AssignProps) {
  const { language, plan, errors } = props;
  const t = ownerTexts(language);
  // errors lead to the field that carries them
  const summed = Object.fromEntries(
    Object.entries(errors).map(([name, message]) => [name === 'leads' ? 'chu-tri' : name, message]),
  );
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.title} />
      <ErrorSummary lang={language} errors={summed} />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <p class="quiet">
          <InVietnamese lang={language}>{plan.title}</InVietnamese>
        </p>
        <Filters {...props} />
        <ByChoice {...props} />
        <Latest {...props} />
      </div>
    </>
  );
}

function Filters(props: AssignProps) {
  const { language, plan, filter, groups } = props;
  const t = ownerTexts(language);
  const words = assignmentTexts(language);
  const address = localPath(language, programmeWork.assignTargets(plan.id));
  return (
    <details open={filter.text !== '' || filter.group !== null || filter.ownerless}>
      <summary>{t.filter}</summary>
      <Form lang={language} method="get" action={address} label={t.filter}>
        <TextField lang={language} name="q" label={t.search} value={filter.text} maxLength={200} optional />
        <Select
          lang={language}
          name="khoi"
          label={t.group}
          empty={t.anyGroup}
          value={String(filter.group ?? '')}
          optional
          options={groups.map(({ id, name }) => ({ value: String(id), label: name, lang: 'vi' }))}
        />
        <Checkbox lang={language} name="chua-giao" label={t.ownerless} checked={filter.ownerless} />
        <Buttons>
          <Button look="secondary">{words.apply}</Button>
          <LinkButton href={address} look="quiet">
            {words.clear}
          </LinkButton>
        </Buttons>
      </Form>
    </details>
  );
}

function pageAddress({ filter, language, plan }: AssignProps, page: number): string {
  const query = new URLSearchParams([
    ...(filter.text ? [['q', filter.text] as [string, string]] : []),
    ...(filter.group ? [['khoi', String(filter.group)] as [string, string]] : []),
    ...(filter.ownerless ? [['chua-giao', '1'] as [string, string]] : []),
    ...(page > 1 ? [['trang', String(page)] as [string, string]] : []),
  ]).toString();
  return localPath(language, `${programmeWork.assignTargets(plan.id)}${query && `?${query}`}`);
}

const ownerNames = (owners: readonly { readonly name: string }[]) =>
  owners.map(({ name }) => name).join('; ');

function ByChoice(props: AssignProps) {
  const { language, plan, filter, found, form, errors } = props;
  const t = ownerTexts(language);
  if (found.rows.length === 0)
    return (
      <EmptyState title={t.none}>
        <p>{t.noneHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Form
        lang={language}
        action={localPath(language, programmeWork.assignTargets(plan.id))}
        csrfToken={props.csrfToken}
        hidden={{
          ...{ q: filter.text, khoi: String(filter.group ?? '') },
          ...{ 'chua-giao': filter.ownerless ? '1' : '', trang: String(props.pageNumber) },
        }}
        guard
        wide
      >
        <Checkbox
          lang={language}
          name="tat-ca"
          label={t.all(formatNumber(language, found.total, 0))}
          checked={form.get('tat-ca') === '1'}
        />
        <CheckboxGroup
          lang={language}
          name="ct"
          label={t.targets}
          error={errors.ct}
          options={found.rows.map((target) => ({
            ...{ value: String(target.id), label: `${target.code} ${target.name}`, lang: 'vi' },
            hint: [
              [target.raw, target.unit].filter(Boolean).join(' '),
              ownerNames(target.owners) || assignmentTexts('vi').nobody,
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
          values={form.all('ct')}
          optional
        />
        <HowFields {...props} />
      </Form>
      <Pager
        lang={language}
        page={props.pageNumber}
        pageSize={targetsPerAssignPage}
        total={found.total}
        totalIsExact
        href={(to) => pageAddress(props, to)}
      />
    </>
  );
}

function HowFields({ language, form, errors }: AssignProps) {
  const t = ownerTexts(language);
  const words = assignmentTexts(language);
  return (
    <>
      <TextField
        lang={language}
        name="chu-tri"
        label={t.owners}
        hint={words.agenciesHint}
        error={errors.leads}
        value={form.get('chu-tri')}
      />
      <TextField
        lang={language}
        name="van-ban"
        label={words.document}
        hint={t.documentHint}
        value={form.get('van-ban')}
        maxLength={300}
        optional
      />
      <Checkbox
        lang={language}
        name="ghi-de"
        label={t.overwrite}
        hint={t.overwriteHint}
        checked={form.get('ghi-de') === '1'}
      />
      <Buttons>
        <Button>{words.preview}</Button>
      </Buttons>
    </>
  );
}

function Latest({ language, plan, latest }: AssignProps) {
  const t = ownerTexts(language);
  const words = assignmentTexts(language);
  if (latest.length === 0) return null;
  return (
    <Section title={t.latest}>
      <ul>
        {latest.map((made) => (
          <li key={made.id}>
            <a href={localPath(language, programmeWork.targetAssignment(plan.id, made.id))}>
              {t.assign(formatNumber(language, made.targets, 0))}
            </a>
            {', '}
            {formatInstant(language, made.madeAt)} –{' '}
            <Content lang={language} text={made.document ?? words.byPlan} />
            {made.undoneAt && ` (${words.undone})`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Targets shown of a preview; all of them are assigned. */
const shownMost = 60;

interface PreviewProps extends Frame {
  readonly form: FormFields;
  readonly planned: Awaited<ReturnType<typeof planOwners>>;
  readonly formKey: string;
  readonly refused: string | undefined;
}

/** What would change of each target, before anything does. */
export function OwnersPreview(props: PreviewProps) {
  const { language, plan, planned } = props;
  const t = ownerTexts(language);
  const count = (number: number) => formatNumber(language, number, 0);
  const changed = planned.outcomes.filter((outcome) => outcome.changed);
  const kept = planned.outcomes.filter((outcome) => outcome.kept).length;
  const counts = { changed: changed.length, same: planned.outcomes.length - changed.length - kept, kept };
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.previewTitle} />
      <ErrorSummary lang={language} errors={{}} general={props.refused} />
      <PageHead title={t.previewTitle} lead={<InVietnamese lang={language}>{plan.title}</InVietnamese>} />
      <div class="stack">
        <StatRow
          label={t.previewTitle}
          items={(['changed', 'same', 'kept'] as const)
            .filter((kind) => kind === 'changed' || counts[kind] > 0)
            .map((kind) => ({ value: count(counts[kind]), label: t.counts[kind] }))}
        />
        <Unknown language={language} names={planned.unknown} />
        {changed.length === 0 && <p>{t.nothing}</p>}
        {changed.length > 0 && (
          <ComparedOwners
            language={language}
            caption={t.previewTitle}
            targets={changed.slice(0, shownMost).map(({ target, after }) => ({
              ...{ id: target.id, code: target.code, name: target.name },
              ...{ before: target.owners.map(({ name }) => name), after: after.map(({ name }) => name) },
            }))}
          />
        )}
        {changed.length > shownMost && (
          <p class="quiet">{t.shownOf(count(shownMost), count(changed.length))}</p>
        )}
        <AssignNow {...props} targets={changed.length} />
      </div>
    </>
  );
}

/** Sends what was typed once more, with a mark of how the targets stood. */
function AssignNow(props: PreviewProps & { readonly targets: number }) {
  const { language, plan, targets } = props;
  return (
    <Form
      lang={language}
      action={localPath(language, programmeWork.doAssignTargets(plan.id))}
      csrfToken={props.csrfToken}
      hidden={{ khoa: props.formKey, moc: props.planned.stand }}
    >
      <TypedAgain form={props.form} />
      <Buttons>
        {targets > 0 && <Button>{ownerTexts(language).assign(formatNumber(language, targets, 0))}</Button>}
        <LinkButton href={localPath(language, programmeWork.assignTargets(plan.id))} look="quiet">
          {assignmentTexts(language).again}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

function ComparedOwners(props: {
  readonly language: Language;
  readonly caption: string;
  readonly targets: readonly {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
}) {
  const { language } = props;
  const words = assignmentTexts(language);
  const names = (of: readonly string[]) =>
    of.length > 0 ? <Content lang={language} text={of.join('; ')} /> : words.nobody;
  return (
    <Table
      lang={language}
      caption={props.caption}
      captionHidden
      rows={props.targets}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'target',
          label: ownerTexts(language).target,
          head: true,
          cell: ({ id, code, name }) => (
            <>
              <a href={localPath(language, programmeWork.target(id))}>{code}</a>{' '}
              <InVietnamese lang={language}>{name}</InVietnamese>
            </>
          ),
        },
        { key: 'before', label: words.before, cell: ({ before }) => names(before) },
        { key: 'after', label: words.after, cell: ({ after }) => names(after) },
      ]}
    />
  );
}

/** An assignment that was made, and the way back. */
export function OwnersResult(
  props: Frame & {
    readonly made: Awaited<ReturnType<typeof findOwnerAssignment>>;
    readonly pageNumber: number;
    readonly mayUndo: boolean;
  },
) {
  const { language, plan, made } = props;
  const t = ownerTexts(language);
  const words = assignmentTexts(language);
  const address = programmeWork.targetAssignment(plan.id, made.id);
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.resultTitle} />
      <PageHead
        title={t.assign(formatNumber(language, made.targets, 0))}
        lead={formatInstant(language, made.madeAt)}
      />
      <div class="stack">
        <DefinitionList
          items={[
            {
              label: words.document,
              value: <Content lang={language} text={made.document ?? words.byPlan} />,
            },
            { label: words.undone, value: made.undoneAt && formatInstant(language, made.undoneAt) },
          ]}
        />
        <ComparedOwners {...{ language, caption: t.resultTitle, targets: made.items }} />
        <Pager
          lang={language}
          page={props.pageNumber}
          pageSize={ownersPerPage}
          total={made.targets}
          totalIsExact
          href={(to) => localPath(language, to > 1 ? `${address}?trang=${to}` : address)}
        />
        {props.mayUndo && (
          <Form
            lang={language}
            action={localPath(language, `${address}/hoan-tac`)}
            csrfToken={props.csrfToken}
          >
            <Hint>{t.undoHelp}</Hint>
            <Button look="secondary">{words.undo}</Button>
          </Form>
        )}
      </div>
    </>
  );
}
