import { system } from '../../kernel/actor.ts';
import { parseLocalDate } from '../../kernel/dates.ts';
import { createPlan, putPlanInForce, readTypedDeadline } from '../../modules/programme/index.ts';
import { readTargetValues } from '../../office/index.ts';
import type { Services } from '../../platform/services.ts';
import { sampleFiles } from './shapes.ts';

const day = (text: string | null) => (text === null ? null : parseLocalDate(text));

/** The province's plan as its body prints it, and a made-up one with everything a plan can hold, marked as such; both in force. */
export async function loadPlans(
  services: Services,
  sample: string,
  documentIds: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = await services.db.selectFrom('organisation').select(['id', 'code']).execute();
  const organisations = new Map(rows.map(({ id, code }) => [code, id]));
  for (const { ref, contentFile, documentRef, ...plan } of await sampleFiles.plans(sample)) {
    const { groups, blocks, tasks, targets } = await sampleFiles.planContent(sample, contentFile);
    const { id } = await createPlan(services, system, {
      ...plan,
      organisationId: organisations.get(plan.organisationCode) ?? null,
      monitorId: organisations.get(plan.monitorCode) ?? null,
      documentId: documentRef === null ? null : (documentIds.get(documentRef) ?? null),
      ...{ from: day(plan.from), to: day(plan.to), key: `${sample} ${ref}` },
      content: {
        ...{ groups, blocks },
        tasks: tasks.map((task) => ({ ...task, deadline: readTypedDeadline(task.deadline) })),
        targets: targets.map(({ untilOn, ...target }) => ({
          ...{ ...target, untilOn: day(untilOn) },
          values: readTargetValues(target.values, target.unit),
        })),
      },
    });
    const saved = services.db.selectFrom('plan').select(['state', 'version']).where('id', '=', id);
    const { state, version } = await saved.executeTakeFirstOrThrow();
    if (state === 'draft') await putPlanInForce(services, system, id, version);
  }
}
