import type { AccountActor, Role } from '../../src/kernel/actor.ts';
import { findActor } from '../../src/modules/directory/index.ts';
import { enterFact } from '../../src/modules/programme/tasks/facts.ts';
import type { TypedFact } from '../../src/modules/programme/tasks/typed-fact.ts';
import type { TestApp } from './app.ts';
import { makeOrganisation } from './directory.ts';
import { planInForce, taskOf } from './planning.ts';

/** Names of the two agencies that lead. */
export const leadNames = ['Sở Khoa học và Công nghệ', 'Sở Công Thương'] as const;

export const doneFact = {
  ...{ kind: 'done', percent: '', documentNumber: '12/QĐ-UBND', documentDate: '19/04/2026' },
} as const;

let keys = 0;
export function factTyped(more: Partial<TypedFact>): TypedFact {
  keys += 1;
  return {
    ...{ kind: 'progress', on: '20/04/2026', percent: '40', words: 'Đã lấy ý kiến các sở', reason: '' },
    ...{ period: '', documentNumber: '', documentDate: '', organisationId: null, files: [] },
    ...{ version: 1, key: `fact-${keys}`, ...more },
  };
}

/** Those who work on tasks, and tasks for them to work on. */
export async function taskWork(app: TestApp) {
  const { services } = app;
  const organisation = async (code: string, name: string) =>
    (await makeOrganisation(services, { code, name })).id;
  const person = async (email: string, role: Role, organisationId?: number) => {
    await app.signIn(role, { email, ...(organisationId ? { organisationId } : {}) });
    return findActor(services, email);
  };
  const first = await organisation('SKHCN', leadNames[0]);
  const second = await organisation('SCT', leadNames[1]);
  const read = async (id: number) => {
    const row = services.db.selectFrom('task').selectAll().where('id', '=', id);
    return row.executeTakeFirstOrThrow();
  };
  const versionOf = async (id: number) => (await read(id)).version;
  return {
    agencies: { first, second },
    by: {
      first: await person('mot@example.vn', 'agency_officer', first),
      second: await person('hai@example.vn', 'agency_officer', second),
      stranger: await person('khac@example.vn', 'agency_officer', await organisation('STC', 'Sở Tài chính')),
      officer: await person('can-bo@example.vn', 'programme_officer'),
      head: await person('phu-trach@example.vn', 'programme_head'),
      leader: await person('lanh-dao@example.vn', 'leader'),
    },
    given: async (more: Parameters<typeof taskOf>[0] = {}) => {
      const { tasks } = await planInForce(services, { tasks: [taskOf(more)] });
      return tasks[0] ?? 0;
    },
    ...{ read, versionOf },
    enter: async (id: number, actor: AccountActor, more: Partial<TypedFact> = {}) =>
      enterFact(services, actor, id, factTyped({ version: await versionOf(id), ...more })),
  };
}
