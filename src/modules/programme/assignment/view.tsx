import type { FormFields } from '../../../platform/http/form.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select, TextField } from '../../../ui/fields.tsx';
import { type FieldErrors, Fieldset, Form, Hint } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { EmptyState, Tabs } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import { taskStateNames, taskStates } from '../tasks/task.ts';
import type { GivenTask } from './assignment.ts';
import { type Choice, tasksPerPage } from './choice.ts';
import { ChoiceForm, ChoosingFrame, HowFields, LatestMade } from './frames.tsx';
import { rulesMost } from './posted.ts';
import type { MadeAssignment, TaskGroup } from './queries.ts';
import { agencyNames, deadlineWords, type TermsFrame } from './terms-view.tsx';
import { assignmentTexts } from './texts.ts';

interface AssignProps extends TermsFrame {
  readonly csrfToken: string;
  readonly plan: PlanRow;
  readonly form: FormFields;
  readonly filter: Choice;
  readonly pageNumber: number;
  readonly rules: boolean;
  readonly errors: FieldErrors;
  readonly found: { readonly rows: readonly GivenTask[]; readonly total: number };
  readonly groups: readonly TaskGroup[];
  readonly latest: readonly MadeAssignment[];
}

/** Where tasks of a plan are given to agencies: those ticked, all of a filter, or by rules. */
export function AssignPage(props: AssignProps) {
  const { language, plan, rules } = props;
  const t = assignmentTexts(language);
  const address = localPath(language, programmeWork.assign(plan.id));
  return (
    <ChoosingFrame {...{ language, plan }} title={t.title} lead={t.lead} errors={summed(props.errors, rules)}>
      <Tabs
        label={t.title}
        items={[
          { label: t.ways.choose, href: address, current: !rules },
          { label: t.ways.rules, href: `${address}?cach=quy-tac`, current: rules },
        ]}
      />
      {rules ? <ByRules {...props} /> : <ByChoice {...props} />}
      <LatestMade
        {...{ language, latest: props.latest }}
        title={t.latest}
        name={({ tasks }) => t.made(formatNumber(language, tasks, 0))}
        path={({ id }) => programmeWork.assignment(plan.id, id)}
      />
    </ChoosingFrame>
  );
}

/** Errors lead to the first field that carries them. */
function summed(errors: FieldErrors, rules: boolean): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([name, message]) => [
      `${fieldNames[name] ?? name}${rules && wantedNames.has(name) ? '-1' : ''}`,
      message,
    ]),
  );
}

const fieldNames: Readonly<Record<string, string>> = {
  ...{ leads: 'chu-tri', partners: 'phoi-hop', deadline: 'thoi-han', product: 'san-pham' },
  ...{ document: 'van-ban', reason: 'ly-do' },
};
const wantedNames: ReadonlySet<string> = new Set(['leads', 'partners', 'deadline', 'product']);

function address(props: AssignProps, page: number): string {
  const { filter, language, plan } = props;
  const query = new URLSearchParams([
    ...(filter.text ? [['q', filter.text] as [string, string]] : []),
    ...(filter.group ? [['nhom', String(filter.group)] as [string, string]] : []),
    ...(filter.state ? [['trang-thai', filter.state] as [string, string]] : []),
    ...(filter.leadless ? [['chua-giao', '1'] as [string, string]] : []),
    ...(page > 1 ? [['trang', String(page)] as [string, string]] : []),
  ]).toString();
  return localPath(language, `${programmeWork.assign(plan.id)}${query && `?${query}`}`);
}

function GroupSelect(props: AssignProps & { readonly name: string; readonly value: string }) {
  const { language, groups } = props;
  const t = assignmentTexts(language);
  return (
    <Select
      lang={language}
      name={props.name}
      label={t.group}
      empty={t.anyGroup}
      value={props.value}
      optional
      options={groups.map(({ id, name }) => ({ value: String(id), label: name, lang: 'vi' }))}
    />
  );
}

function Filters(props: AssignProps) {
  const { language, plan, filter } = props;
  const t = assignmentTexts(language);
  return (
    <details open={filter.text !== '' || filter.group !== null || filter.state !== null || filter.leadless}>
      <summary>{t.filter}</summary>
      <Form
        lang={language}
        method="get"
        action={localPath(language, programmeWork.assign(plan.id))}
        label={t.filter}
      >
        <TextField lang={language} name="q" label={t.search} value={filter.text} maxLength={200} optional />
        <GroupSelect {...props} name="nhom" value={String(filter.group ?? '')} />
        <Select
          lang={language}
          name="trang-thai"
          label={t.state}
          empty={t.anyState}
          value={filter.state ?? ''}
          optional
          options={taskStates.map((state) => ({ value: state, label: taskStateNames[state][language] }))}
        />
        <Checkbox lang={language} name="chua-giao" label={t.leadless} checked={filter.leadless} />
        <Buttons>
          <Button look="secondary">{t.apply}</Button>
          <LinkButton href={localPath(language, programmeWork.assign(plan.id))} look="quiet">
            {t.clear}
          </LinkButton>
        </Buttons>
      </Form>
    </details>
  );
}

function ByChoice(props: AssignProps) {
  const { language, plan, filter, found, form, errors } = props;
  const t = assignmentTexts(language);
  if (found.rows.length === 0)
    return (
      <>
        <Filters {...props} />
        <EmptyState title={t.noTasks}>
          <p>{t.noTasksHelp}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <Filters {...props} />
      <ChoiceForm
        {...{ language, form, csrfToken: props.csrfToken }}
        action={programmeWork.assign(plan.id)}
        hidden={{
          ...{ q: filter.text, nhom: String(filter.group ?? ''), 'trang-thai': filter.state ?? '' },
          ...{ 'chua-giao': filter.leadless ? '1' : '', trang: String(props.pageNumber) },
        }}
        all={t.all(formatNumber(language, found.total, 0))}
        name="nv"
        label={t.tasks}
        error={errors.nv}
        rows={found.rows.map((task) => ({
          ...{ id: task.id, label: `${task.code} ${task.name}` },
          hint: [
            agencyNames(task.leads) || assignmentTexts('vi').nobody,
            deadlineWords('vi', task.deadline, props.reading),
          ].join(' · '),
        }))}
        pages={{
          ...{ page: props.pageNumber, size: tasksPerPage, total: found.total },
          href: (to) => address(props, to),
        }}
      >
        <Fieldset legend={t.giveWith} hint={t.giveHint}>
          <WantedFields {...props} suffix="" />
        </Fieldset>
        <How {...props} />
      </ChoiceForm>
    </>
  );
}

function ByRules(props: AssignProps) {
  const { language, plan, form } = props;
  const t = assignmentTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, programmeWork.assign(plan.id))}
      csrfToken={props.csrfToken}
      hidden={{ cach: 'quy-tac' }}
      guard
      wide
    >
      <Hint>{t.rulesHint}</Hint>
      {Array.from({ length: rulesMost }, (_, index) => index + 1).map((number) => (
        <details
          key={number}
          open={number === 1 || form.names().some((name) => name.endsWith(`-${number}`) && form.get(name))}
        >
          <summary>{t.rule(number)}</summary>
          <GroupSelect {...props} name={`nhom-${number}`} value={form.get(`nhom-${number}`)} />
          <TextField
            lang={language}
            name={`q-${number}`}
            label={t.words}
            value={form.get(`q-${number}`)}
            maxLength={200}
            optional
          />
          <WantedFields {...props} suffix={`-${number}`} />
        </details>
      ))}
      <How {...props} />
    </Form>
  );
}

/** What tasks are given with; errors of rules stand at the first. */
function WantedFields(props: AssignProps & { readonly suffix: string }) {
  const { language, form, suffix, sectors } = props;
  const t = assignmentTexts(language);
  const errors = suffix === '' || suffix === '-1' ? props.errors : {};
  const field = (name: string) => ({
    ...{ lang: language, name: `${name}${suffix}`, value: form.get(`${name}${suffix}`), optional: true },
  });
  return (
    <>
      <TextField {...field('chu-tri')} label={t.leads} hint={t.agenciesHint} error={errors.leads} />
      <TextField {...field('phoi-hop')} label={t.partners} error={errors.partners} />
      <TextField
        {...field('thoi-han')}
        label={t.deadline}
        hint={t.deadlineHint}
        error={errors.deadline}
        width="medium"
      />
      <TextField {...field('san-pham')} label={t.product} error={errors.product} />
      <Select
        {...field('linh-vuc')}
        label={t.sector}
        empty={t.unchanged}
        options={sectors.map(({ code, name, nameEn }) => ({
          value: code,
          label: language === 'vi' ? name : nameEn,
        }))}
      />
      <Select
        {...field('ky')}
        label={t.cadence}
        empty={t.unchanged}
        options={(['month', 'quarter', 'half_year', 'year'] as const).map((value) => ({
          value,
          label: t.cadences[value],
        }))}
      />
    </>
  );
}

function How({ language, form, errors }: AssignProps) {
  const t = assignmentTexts(language);
  return (
    <HowFields
      {...{ language, form }}
      documentHint={t.documentHint}
      documentError={errors.document}
      overwrite={t.overwrite}
      overwriteHint={t.overwriteHint}
    >
      <TextField
        lang={language}
        name="ly-do"
        label={t.reason}
        error={errors.reason}
        value={form.get('ly-do')}
        maxLength={1_000}
        optional
      />
    </HowFields>
  );
}
