import type { Language } from '../../kernel/text.ts';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { localPath } from '../../ui/site-links.ts';
import { defineTexts } from '../../ui/texts/texts.ts';
import { withQuery } from '../directory/index.ts';
import { programmeWork } from './paths.ts';

const wayTexts = defineTexts(
  {
    assignAll: 'Giao nhiệm vụ',
    assignTargets: 'Giao chỉ tiêu',
    amendPlan: 'Sửa đổi nhiệm vụ, chỉ tiêu',
    assign: 'Giao hoặc giao lại',
    split: 'Tách cho nhiều cơ quan',
    amend: 'Sửa đổi, đính chính',
    link: 'Gắn bài toán, nguồn gốc',
  },
  {
    assignAll: 'Assign tasks',
    assignTargets: 'Assign targets',
    amendPlan: 'Amend tasks and targets',
    assign: 'Assign or assign anew',
    split: 'Split by agency',
    amend: 'Amend or correct',
    link: 'Link problems and origins',
  },
);

interface Way {
  readonly label: string;
  readonly path: string;
}

function Ways({ lang, ways }: { readonly lang: Language; readonly ways: readonly Way[] }) {
  return (
    <Buttons>
      {ways.map(({ label, path }) => (
        <LinkButton key={path} look="secondary" small href={localPath(lang, path)}>
          {label}
        </LinkButton>
      ))}
    </Buttons>
  );
}

/** What an officer does with the items of a plan in force. */
export function PlanWays({ lang, planId }: { readonly lang: Language; readonly planId: number }) {
  const t = wayTexts(lang);
  return (
    <Ways
      lang={lang}
      ways={[
        { label: t.assignAll, path: programmeWork.assign(planId) },
        { label: t.assignTargets, path: programmeWork.assignTargets(planId) },
        { label: t.amendPlan, path: programmeWork.amend(planId) },
      ]}
    />
  );
}

/** What an officer does with one task of a plan in force, beside its facts. */
export function TaskWays(props: {
  readonly lang: Language;
  readonly task: { readonly id: number; readonly code: string; readonly plan: { readonly id: number } };
}) {
  const { lang, task } = props;
  const t = wayTexts(lang);
  return (
    <Ways
      lang={lang}
      ways={[
        { label: t.assign, path: withQuery(programmeWork.assign(task.plan.id), { q: task.code }) },
        { label: t.split, path: programmeWork.split(task.id) },
        { label: t.amend, path: programmeWork.amendTask(task.id) },
        { label: t.link, path: programmeWork.linkTask(task.id) },
      ]}
    />
  );
}

/** What an officer does with one target of a plan in force, beside its figures. */
export function TargetWays(props: {
  readonly lang: Language;
  readonly target: { readonly id: number; readonly code: string; readonly plan: { readonly id: number } };
}) {
  const { lang, target } = props;
  const t = wayTexts(lang);
  return (
    <Ways
      lang={lang}
      ways={[
        { label: t.assign, path: withQuery(programmeWork.assignTargets(target.plan.id), { q: target.code }) },
        { label: t.amend, path: programmeWork.amendTarget(target.id) },
        { label: t.link, path: programmeWork.linkTarget(target.id) },
      ]}
    />
  );
}
