import { Button } from '../../../ui/button.tsx';
import { Form, Hint } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { DefinitionList, PageHead } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import { assignedPerPage, type findAssignment } from './queries.ts';
import { ComparedTasks, differing, type TermsFrame } from './terms-view.tsx';
import { assignmentTexts } from './texts.ts';
import { PlanCrumbs } from './work-frame.tsx';

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
  const { language, plan, made } = props;
  const t = assignmentTexts(language);
  const address = programmeWork.assignment(plan.id, made.id);
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.resultTitle} />
      <PageHead
        title={t.made(formatNumber(language, made.tasks, 0))}
        lead={formatInstant(language, made.madeAt)}
      />
      <div class="stack">
        <DefinitionList
          items={[
            { label: t.document, value: <Content lang={language} text={made.document ?? t.byPlan} /> },
            { label: t.reason, value: made.reason && <Content lang={language} text={made.reason} /> },
            { label: t.undone, value: made.undoneAt && formatInstant(language, made.undoneAt) },
          ]}
        />
        <ComparedTasks
          {...props}
          caption={t.resultTitle}
          tasks={made.items.map((item) => ({
            ...item,
            fields: differing(item.before, item.after),
            remark: null,
          }))}
        />
        <Pager
          lang={language}
          page={props.pageNumber}
          pageSize={assignedPerPage}
          total={made.tasks}
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
            <Button look="secondary">{t.undo}</Button>
          </Form>
        )}
      </div>
    </>
  );
}
