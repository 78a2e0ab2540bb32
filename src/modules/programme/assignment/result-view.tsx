import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import { ResultFrame } from './frames.tsx';
import { assignedPerPage, type findAssignment } from './queries.ts';
import { ComparedTasks, differing, type TermsFrame } from './terms-view.tsx';
import { assignmentTexts } from './texts.ts';

/** An assignment that was made, and the way back. */
export function AssignmentResult(
  props: TermsFrame & {
    readonly csrfToken: string;
    readonly plan: PlanRow;
    readonly made: Awaited<ReturnType<typeof findAssignment>>;
    readonly pageNumber: number;
    readonly mayUndo: boolean;
  },
) {
  const { language, plan, made, csrfToken, mayUndo } = props;
  const t = assignmentTexts(language);
  return (
    <ResultFrame
      {...{ language, plan, made, csrfToken, mayUndo }}
      here={t.resultTitle}
      title={t.made(formatNumber(language, made.tasks, 0))}
      facts={[{ label: t.reason, value: made.reason && <Content lang={language} text={made.reason} /> }]}
      address={programmeWork.assignment(plan.id, made.id)}
      pages={{ page: props.pageNumber, size: assignedPerPage, total: made.tasks }}
      undoHelp={t.undoHelp}
    >
      <ComparedTasks
        {...props}
        caption={t.resultTitle}
        tasks={made.items.map((item) => ({
          ...item,
          fields: differing(item.before, item.after),
          remark: null,
        }))}
      />
    </ResultFrame>
  );
}
