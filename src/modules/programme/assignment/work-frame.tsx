import type { ComponentChildren } from 'preact';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Call } from '../../../platform/http/call.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { heldOf, type PlanRow } from '../plans/store.ts';
import { authoriseProgramme, mayRead, type ProgrammeAction } from '../policy.ts';
import { assignmentTexts } from './texts.ts';

/** A plan to work on, or only to look at where it is public, without a lock. Throws not_found, forbidden. */
export async function openPlan(call: Call, id: number, action: ProgrammeAction | 'look'): Promise<PlanRow> {
  const row = await call.services.db.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !mayRead(call.actor, heldOf(row))) throw notFound();
  if (action !== 'look') authoriseProgramme(call.actor, action, heldOf(row));
  return row;
}

/** The way to what is done on a plan. */
export function PlanCrumbs(props: {
  readonly language: Language;
  readonly plan: Pick<PlanRow, 'id' | 'code'>;
  readonly here: ComponentChildren;
}) {
  const { language, plan, here } = props;
  const t = assignmentTexts(language);
  return (
    <Breadcrumbs
      lang={language}
      items={[
        { label: t.desk, href: localPath(language, PATHS.desk) },
        { label: t.plans, href: localPath(language, programmeWork.plans) },
        {
          label: <Content lang={language} text={plan.code} />,
          href: localPath(language, programmeWork.plan(plan.id)),
        },
      ]}
      here={here}
    />
  );
}
