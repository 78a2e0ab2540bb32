import type { Language } from '../../../../kernel/text.ts';
import type { FormFields } from '../../../../platform/http/form.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { Checkbox } from '../../../../ui/choices.tsx';
import { Select, TextField } from '../../../../ui/fields.tsx';
import { type FieldErrors, Form } from '../../../../ui/form.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { Content, InVietnamese } from '../../../../ui/inline.tsx';
import { EmptyState } from '../../../../ui/page-parts.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { Table } from '../../../../ui/table.tsx';
import { programmeWork } from '../../paths.ts';
import type { PlanRow } from '../../plans/store.ts';
import {
  ChoiceForm,
  ChoosingFrame,
  HowFields,
  LatestMade,
  PreviewFrame,
  ResultFrame,
  shownMost,
} from '../frames.tsx';
import type { TaskGroup } from '../queries.ts';
import { assignmentTexts } from '../texts.ts';
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
    <ChoosingFrame {...{ language, plan }} title={t.title} lead={t.lead} errors={summed}>
      <Filters {...props} />
      <ByChoice {...props} />
      <LatestMade
        {...{ language, latest: props.latest }}
        title={t.latest}
        name={({ targets }) => t.assign(formatNumber(language, targets, 0))}
        path={({ id }) => programmeWork.targetAssignment(plan.id, id)}
      />
    </ChoosingFrame>
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
    <ChoiceForm
      {...{ language, form, csrfToken: props.csrfToken }}
      action={programmeWork.assignTargets(plan.id)}
      hidden={{
        ...{ q: filter.text, khoi: String(filter.group ?? '') },
        ...{ 'chua-giao': filter.ownerless ? '1' : '', trang: String(props.pageNumber) },
      }}
      all={t.all(formatNumber(language, found.total, 0))}
      name="ct"
      label={t.targets}
      error={errors.ct}
      rows={found.rows.map((target) => ({
        ...{ id: target.id, label: `${target.code} ${target.name}` },
        hint: [
          [target.raw, target.unit].filter(Boolean).join(' '),
          ownerNames(target.owners) || assignmentTexts('vi').nobody,
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
      pages={{
        ...{ page: props.pageNumber, size: targetsPerAssignPage, total: found.total },
        href: (to) => pageAddress(props, to),
      }}
    >
      <TextField
        lang={language}
        name="chu-tri"
        label={t.owners}
        hint={assignmentTexts(language).agenciesHint}
        error={errors.leads}
        value={form.get('chu-tri')}
      />
      <HowFields
        {...{ language, form }}
        documentHint={t.documentHint}
        overwrite={t.overwrite}
        overwriteHint={t.overwriteHint}
      />
    </ChoiceForm>
  );
}

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
  const changed = planned.outcomes.filter((outcome) => outcome.changed);
  const kept = planned.outcomes.filter((outcome) => outcome.kept).length;
  const counts = { changed: changed.length, same: planned.outcomes.length - changed.length - kept, kept };
  return (
    <PreviewFrame
      {...{ language, plan, planned, counts, form: props.form, formKey: props.formKey }}
      csrfToken={props.csrfToken}
      refused={props.refused}
      title={t.previewTitle}
      kinds={['changed', 'same', 'kept']}
      words={t}
      action={programmeWork.doAssignTargets(plan.id)}
      back={programmeWork.assignTargets(plan.id)}
    >
      <ComparedOwners
        language={language}
        caption={t.previewTitle}
        targets={changed.slice(0, shownMost).map(({ target, after }) => ({
          ...{ id: target.id, code: target.code, name: target.name },
          ...{ before: target.owners.map(({ name }) => name), after: after.map(({ name }) => name) },
        }))}
      />
    </PreviewFrame>
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
  const { language, plan, made, csrfToken, mayUndo } = props;
  const t = ownerTexts(language);
  return (
    <ResultFrame
      {...{ language, plan, made, csrfToken, mayUndo }}
      here={t.resultTitle}
      title={t.assign(formatNumber(language, made.targets, 0))}
      address={programmeWork.targetAssignment(plan.id, made.id)}
      pages={{ page: props.pageNumber, size: ownersPerPage, total: made.targets }}
      undoHelp={t.undoHelp}
    >
      <ComparedOwners {...{ language, caption: t.resultTitle, targets: made.items }} />
    </ResultFrame>
  );
}
