import { type AccountActor, type Actor, system } from '../../kernel/actor.ts';
import { localDateOf, readTypedDate } from '../../kernel/dates.ts';
import { findActor } from '../../modules/directory/index.ts';
import {
  acknowledgeTask,
  answerDifficulty,
  confirmTask,
  enterFact,
  raiseDifficulty,
  returnTask,
  showDifficulty,
} from '../../modules/programme/index.ts';
import type { Services } from '../../platform/services.ts';
import { type SampleAct, sampleFiles } from './shapes.ts';

/** Made-up facts of the illustrative plan, with what was checked of them and what stands in the way; none of a day that is yet to come. */
export async function loadProgress(services: Services, sample: string): Promise<void> {
  const { acts, difficulties } = await sampleFiles.progress(sample);
  const { db } = services;
  const rows = await db.selectFrom('organisation').select(['id', 'code']).execute();
  const agencies = new Map(rows.map(({ id, code }) => [code, id]));
  const today = localDateOf(services.clock());
  const begun = new Map<string, number>();
  for (const act of acts) {
    if ((readTypedDate(act.on) ?? today) > today) continue;
    const steps = begun.get(act.task) ?? 0;
    begun.set(act.task, steps + 1);
    const task = await db
      .selectFrom('task')
      .select(['id', 'version'])
      .where('code', '=', act.task)
      .executeTakeFirstOrThrow();
    // each act counts the version up: an earlier, killed start has done this one
    if (task.version > 1 + steps) continue;
    const organisationId = act.lead === null ? null : (agencies.get(act.lead) ?? null);
    const actor = await actorOf(services, act.by);
    await carryOut(services, actor, act, { ...task, organisationId, key: `${sample} ${act.task} ${steps}` });
  }
  for (const difficulty of difficulties) await loadDifficulty(services, sample, difficulty, agencies);
}

async function carryOut(
  services: Services,
  actor: Actor,
  act: SampleAct,
  task: {
    readonly id: number;
    readonly version: number;
    readonly organisationId: number | null;
    readonly key: string;
  },
): Promise<void> {
  const { id, version, organisationId, key } = task;
  switch (act.do) {
    case 'acknowledge':
      return acknowledgeTask(services, actor, id, { organisationId, version });
    case 'confirm':
      return confirmTask(services, actor, id, { on: act.on, version });
    case 'return':
      return returnTask(services, actor, id, { organisationId, words: act.words, version });
    case 'fact':
      await enterFact(services, actor, id, { ...act, organisationId, files: [], version, key });
  }
}

async function actorOf(services: Services, email: string | null): Promise<Actor> {
  return email === null ? system : personOf(services, email);
}

async function personOf(services: Services, email: string): Promise<AccountActor> {
  const actor = await findActor(services, email);
  if (actor.kind !== 'account') throw new Error(`the sample has no account ${email}`);
  return actor;
}

type SampleDifficulty = Awaited<ReturnType<typeof sampleFiles.progress>>['difficulties'][number];

async function loadDifficulty(
  services: Services,
  sample: string,
  { ref, by, agency, answer, ...typed }: SampleDifficulty,
  agencies: ReadonlyMap<string, number>,
): Promise<void> {
  const id = await raiseDifficulty(services, await personOf(services, by), {
    ...{ ...typed, to: '', files: [], how: 'send' },
    ...{ organisationId: agencies.get(agency) ?? 0, key: `${sample} ${ref}` },
  });
  if (!answer) return;
  const version = async () => {
    const row = services.db.selectFrom('difficulty').select(['version', 'shown_at']).where('id', '=', id);
    return row.executeTakeFirstOrThrow();
  };
  const officer = await personOf(services, answer.by);
  const saved = await version();
  if (saved.shown_at !== null) return;
  await answerDifficulty(services, officer, id, {
    ...{ words: answer.words, files: [], version: saved.version },
  });
  await showDifficulty(services, officer, id, { ...answer, version: (await version()).version });
}
