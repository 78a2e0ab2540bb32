import { sql } from 'kysely';
import { notFound } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { programmeEditors } from '../policy.ts';
import { numberIn } from './posted.ts';
import { splitTask } from './split.ts';
import { type SplitAgency, type SplitKind, SplitPage } from './split-view.tsx';
import { assignmentTexts } from './texts.ts';
import { openPlan } from './work-frame.tsx';

/** Agencies of the administration that exist today, with those that have a sub-task of this task already. One statement. */
async function agenciesFor(db: Querying, taskId: number): Promise<readonly SplitAgency[]> {
  const { rows } = await sql<{ id: number; name: string; kind: SplitKind; has: boolean }>`
    select id, name, case when kind in ('commune', 'ward') then 'commune'
        when kind in ('department', 'public_service_unit', 'police_military', 'tax', 'border_zone_board') then 'department'
        else 'other' end as kind,
      exists (select 1 from task part join task_agency lead on lead.task_id = part.id and role = 'lead' and until is null
        where part.parent_id = ${taskId} and lead.organisation_id = organisation.id) as has
    from organisation
    where kind not in ('enterprise', 'cooperative', 'foreign_body', 'individual', 'district')
      and (valid_from is null or valid_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date)
      and (valid_to is null or valid_to >= (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    order by name collate vi`.execute(db);
  return rows;
}

async function splitPage(
  call: Call,
  refused: (FormFailure & { readonly chosen: readonly string[]; readonly document: string }) | null,
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const task = await services.db
    .selectFrom('task')
    .select(['id', 'code', 'name', 'plan_id', 'version'])
    .where('id', '=', readId(call, 'id'))
    .executeTakeFirst();
  if (!task) throw notFound();
  const plan = await openPlan(call, task.plan_id, 'edit');
  return page(
    call,
    {
      ...{ title: assignmentTexts(language).split, active: 'desk' },
      ...{ status: refused?.status ?? 200, illustrative: plan.illustrative },
    },
    <SplitPage
      {...{ language, csrfToken, plan, task, refused }}
      agencies={await agenciesFor(services.db, task.id)}
    />,
  );
}

async function postSplit(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const t = assignmentTexts(language);
  const id = readId(call, 'id');
  const document = singleSpaced(form.get('van-ban')).slice(0, 300);
  const kinds = form.all('loai');
  try {
    const classes = kinds.length > 0 ? await agenciesFor(services.db, id) : [];
    const agencies = [
      ...form.all('co-quan').flatMap((one) => numberIn(one) ?? []),
      ...classes.filter(({ kind }) => kinds.includes(kind)).map((one) => one.id),
    ];
    const version = numberIn(form.get('version')) ?? 0;
    const made = await splitTask(services, actor, id, { version, agencies, document: document || null });
    return seeOther(call, programmeWork.task(id), made > 0 ? t.splitDone(made) : t.splitNothing);
  } catch (error) {
    const failure = statedFailure(error, language);
    return splitPage(call, { ...failure, chosen: form.all('co-quan'), document });
  }
}

export const splitRoutes: readonly Route[] = [
  readPage('task.split_page', '/ban-lam-viec/nhiem-vu/:id/tach', onlyFor(...programmeEditors), (call) =>
    splitPage(call, null),
  ),
  action('task.split', '/ban-lam-viec/nhiem-vu/:id/tach', onlyFor(...programmeEditors), postSplit),
];
