import type { Language } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CSRF_FIELD, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead, StatRow } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import type { Outcome } from './assignment.ts';
import type { planAssignment } from './commands.ts';
import { byRules } from './posted.ts';
import { ComparedTasks, type TermsFrame } from './terms-view.tsx';
import { assignmentTexts } from './texts.ts';
import { PlanCrumbs } from './work-frame.tsx';

/** Tasks shown of a preview; all of them are assigned. */
const shownMost = 60;
/** What the preview adds itself. */
const own = new Set([CSRF_FIELD, 'khoa', 'moc']);

interface PreviewProps extends TermsFrame {
  readonly csrfToken: string;
  readonly plan: PlanRow;
  readonly form: FormFields;
  readonly planned: Awaited<ReturnType<typeof planAssignment>>;
  readonly formKey: string;
  readonly refused: string | undefined;
}

/** What would change of each task, before anything does. */
export function AssignmentPreview(props: PreviewProps) {
  const { language, plan, planned } = props;
  const t = assignmentTexts(language);
  const count = (number: number) => formatNumber(language, number, 0);
  const changed = planned.outcomes.filter(({ changed: fields }) => fields.length > 0);
  const counts: Readonly<Record<keyof typeof t.counts, number>> = {
    changed: changed.length,
    same: planned.outcomes.length - changed.length,
    kept: planned.outcomes.filter(({ kept }) => kept.length > 0).length,
    past: changed.filter(({ past }) => past).length,
  };
  const kinds = ['changed', 'same', 'kept', 'past'] as const;
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.previewTitle} />
      <ErrorSummary lang={language} errors={{}} general={props.refused} />
      <PageHead title={t.previewTitle} lead={<InVietnamese lang={language}>{plan.title}</InVietnamese>} />
      <div class="stack">
        <StatRow
          label={t.previewTitle}
          items={kinds
            .filter((kind) => kind === 'changed' || counts[kind] > 0)
            .map((kind) => ({ value: count(counts[kind]), label: t.counts[kind] }))}
        />
        <Unknown language={language} names={planned.unknown} />
        {changed.length === 0 && <p>{t.nothing}</p>}
        {changed.length > 0 && (
          <ComparedTasks
            {...props}
            caption={t.previewTitle}
            tasks={changed.slice(0, shownMost).map((outcome) => compared(language, outcome))}
          />
        )}
        {changed.length > shownMost && (
          <p class="quiet">{t.shownOf(count(shownMost), count(changed.length))}</p>
        )}
        <AssignNow {...props} tasks={changed.length} />
      </div>
    </>
  );
}

function compared(language: Language, { task, after, changed, past }: Outcome) {
  const remark = past && (
    <>
      {' '}
      <Badge tone="now">{assignmentTexts(language).pastDeadline}</Badge>
    </>
  );
  const { id, code, name } = task;
  return { id, code, name, before: task, after, fields: changed, remark };
}

/** Names that the directory does not know. */
export function Unknown(props: { readonly language: Language; readonly names: readonly string[] }) {
  if (props.names.length === 0) return null;
  return (
    <Notice lang={props.language} kind="warning" title={assignmentTexts(props.language).unknown}>
      <ul>
        {props.names.slice(0, 20).map((name) => (
          <li key={name}>
            <InVietnamese lang={props.language}>{name}</InVietnamese>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What was typed, to be sent once more. */
export function TypedAgain({ form }: { readonly form: FormFields }) {
  return (
    <>
      {form
        .names()
        .filter((name) => !own.has(name))
        .flatMap((name) => form.all(name).map((value) => ({ name, value })))
        .filter(({ value }) => value !== '')
        .map(({ name, value }) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** Sends what was typed once more, with a mark of how the tasks stood. */
function AssignNow(props: PreviewProps & { readonly tasks: number }) {
  const { language, plan, form, tasks } = props;
  const t = assignmentTexts(language);
  const back = `${programmeWork.assign(plan.id)}${byRules(form) ? '?cach=quy-tac' : ''}`;
  return (
    <Form
      lang={language}
      action={localPath(language, programmeWork.doAssign(plan.id))}
      csrfToken={props.csrfToken}
      hidden={{ khoa: props.formKey, moc: props.planned.stand }}
    >
      <TypedAgain form={form} />
      <Buttons>
        {tasks > 0 && <Button>{t.assign(formatNumber(language, tasks, 0))}</Button>}
        <LinkButton href={localPath(language, back)} look="quiet">
          {t.again}
        </LinkButton>
      </Buttons>
    </Form>
  );
}
