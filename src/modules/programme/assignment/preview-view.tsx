import type { Language } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { Badge } from '../../../ui/badge.tsx';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import type { Outcome } from './assignment.ts';
import type { planAssignment } from './commands.ts';
import { PreviewFrame, shownMost } from './frames.tsx';
import { byRules } from './posted.ts';
import { ComparedTasks, type TermsFrame } from './terms-view.tsx';
import { assignmentTexts } from './texts.ts';

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
  const { language, plan, planned, form } = props;
  const t = assignmentTexts(language);
  const changed = planned.outcomes.filter(({ changed: fields }) => fields.length > 0);
  const counts: Readonly<Record<keyof typeof t.counts, number>> = {
    changed: changed.length,
    same: planned.outcomes.length - changed.length,
    kept: planned.outcomes.filter(({ kept }) => kept.length > 0).length,
    past: changed.filter(({ past }) => past).length,
  };
  return (
    <PreviewFrame
      {...{ language, plan, planned, form, counts }}
      csrfToken={props.csrfToken}
      formKey={props.formKey}
      refused={props.refused}
      title={t.previewTitle}
      kinds={['changed', 'same', 'kept', 'past']}
      words={t}
      action={programmeWork.doAssign(plan.id)}
      back={`${programmeWork.assign(plan.id)}${byRules(form) ? '?cach=quy-tac' : ''}`}
    >
      <ComparedTasks
        {...props}
        caption={t.previewTitle}
        tasks={changed.slice(0, shownMost).map((outcome) => compared(language, outcome))}
      />
    </PreviewFrame>
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
