import { sql } from 'kysely';
import { system } from '../../src/kernel/actor.ts';
import { addDays, localDateOf, writeDate } from '../../src/kernel/dates.ts';
import { saveOrganisation } from '../../src/modules/directory/index.ts';
import { anyTask } from '../../src/modules/programme/assignment/choice.ts';
import { assignTasks } from '../../src/modules/programme/assignment/commands.ts';
import { nothingWanted } from '../../src/modules/programme/assignment/named.ts';
import { assignOwners, planOwners } from '../../src/modules/programme/assignment/owners/commands.ts';
import { answerDifficulty, showDifficulty } from '../../src/modules/programme/difficulties/handling.ts';
import { raiseDifficulty } from '../../src/modules/programme/difficulties/raising.ts';
import { giveDirective } from '../../src/modules/programme/directives/commands.ts';
import { readPastedPlan, startPlanImport } from '../../src/modules/programme/plans/import/commands.ts';
import { enterActual } from '../../src/modules/programme/targets/actuals.ts';
import { draftLetters, issueLetter } from '../../src/modules/programme/urging-letters/commands.ts';
import { startWorkbook } from '../../src/modules/programme/workbook/commands.ts';
import type { Session, TestApp } from './app.ts';
import { keepFile } from './documents.ts';
import { draftPlan, longWord, planInForce, targetOf, taskOf, taskWithFact, urgedTask } from './planning.ts';

/** Makes what stands in plans, and what is said of it. */
export interface ProgrammeMaker {
  /** A target of a unit, with a figure that has a file; an agency's officer without an agency answers for it. */
  target(as: Session | null): Promise<{ id: string; figure: string }>;
  /** A draft plan of a unit with a task and a target; an agency's officer without an agency gets that one. */
  plan(as: Session | null): Promise<{ id: number; task: number; target: number }>;
  /** A plan of a unit that was read, under review: one task and one target. */
  planImport(as: Session | null): Promise<number>;
  /** Codes of a plan everybody reads, of one of its tasks, of what is due in a year of a yearly one, of a target, or of who leads. */
  openItems(of: 'plan' | 'task' | 'period' | 'target' | 'agency'): Promise<Readonly<Record<string, string>>>;
  /** An urging letter issued to an agency whose officer the person is where they are one of any. */
  urgingLetter(as: Session | null): Promise<number>;
  /** A directive with a file, given to an agency whose officer the person is where they are one of any. */
  directive(as: Session | null): Promise<{ id: string; file: string }>;
  /** A workbook the person sent in, with a row about a task to be mended. */
  workbook(as: Session | null): Promise<number>;
  /** A difficulty with a file, addressed to an agency whose officer the person is where they are one of any. */
  difficulty(as: Session | null): Promise<{ id: string; file: string }>;
  /** Code of one that is public. */
  publicDifficulty(): Promise<string>;
  /** A late task of a unit's plan with an explanation that has a file, and one still owed. */
  urgedTask(as: Session | null): Promise<{ id: string; explanation: string }>;
  /** A task of a unit's plan in force with a fact and its file, led by the agency of the person; by a new one when it is nobody. */
  task(as: Session | null): Promise<{ id: string; file: string }>;
  /** A unit's plan in force with a task, a target and an assignment that can be undone; an agency's officer without an agency gets it. */
  givenPlan(as: Session | null): Promise<{
    id: string;
    code: string;
    task: string;
    target: string;
    assignment: string;
    targetAssignment: string;
  }>;
}

export function programmeMaker(
  app: Pick<TestApp, 'services' | 'signIn'>,
  next: () => number,
): ProgrammeMaker {
  const { services } = app;
  const unitOf = async (as: Session | null): Promise<number> => {
    const agency = { code: 'DV-KE-HOACH', kind: 'department', name: 'Đơn vị có kế hoạch' } as const;
    const known = services.db.selectFrom('organisation').select('id').where('code', '=', agency.code);
    const { id } = (await known.executeTakeFirst()) ?? (await saveOrganisation(services, system, agency));
    await sql`insert into role_grant (account_id, role, scope_kind, scope_id)
      select account_id, role, 'organisation', ${id} from role_grant
      where account_id = ${as?.accountId ?? 0} and role = 'agency_officer' and scope_kind is null and not exists (
        select 1 from role_grant own where own.account_id = role_grant.account_id and own.scope_id = ${id})`.execute(
      services.db,
    );
    return id;
  };
  /** Who is an agency's officer is one of this agency, too. */
  const officerToo = async (accountId: number, organisationId: number) => {
    const grants = services.db.selectFrom('role_grant').select('id').where('account_id', '=', accountId);
    if (!(await grants.where('role', '=', 'agency_officer').executeTakeFirst())) return;
    await services.db
      .insertInto('role_grant')
      .values({
        ...{ account_id: accountId, role: 'agency_officer' },
        ...{ scope_kind: 'organisation', scope_id: organisationId },
      })
      .execute();
  };
  return {
    async plan(as) {
      const content = {
        tasks: [taskOf({ name: `Quy chế ${longWord}`, product: longWord })],
        targets: [targetOf({ name: `Tỷ lệ ${longWord}` })],
      };
      const { id } = await draftPlan(services, content, {
        ...{ level: 'unit', organisationId: await unitOf(as) },
      });
      const only = async (table: 'task' | 'target') =>
        services.db.selectFrom(table).select('id').where('plan_id', '=', id).executeTakeFirstOrThrow();
      return { id, task: (await only('task')).id, target: (await only('target')).id };
    },
    async planImport(as) {
      const number = next();
      const tables = [
        ['TT\tTên nhiệm vụ\tChủ trì\tThời hạn', `1\tViệc ${number} ${longWord}\tSở ${longWord}\t2026`],
        ['TT\tChỉ tiêu\tĐơn vị\tKết quả', `1\tTỷ lệ ${number} ${longWord}\t%\t≥ 55`],
      ].flatMap((lines) => readPastedPlan(lines.join('\n')).tables);
      const reading = { ...readPastedPlan('TT\tTên nhiệm vụ\tChủ trì\n1\tViệc\tSở'), tables };
      const id = await startPlanImport(services, system, { reading, file: null });
      await services.db
        .updateTable('plan_import')
        .set({ level: 'unit', organisation_id: await unitOf(as) })
        .where('id', '=', id)
        .execute();
      return id;
    },
    async workbook(as) {
      const number = next();
      const task = await taskWithFact(services, as, number);
      const { code } = await services.db
        .selectFrom('task')
        .select('code')
        .where('id', '=', Number(task.id))
        .executeTakeFirstOrThrow();
      const rows = [
        ['Mã nhiệm vụ', 'Tiến độ mới (%)'],
        [code, '50'],
      ];
      const file = await keepFile(services, `Bảng tính ${number}`, 'bang-tinh.csv');
      const sheets = [{ name: '', rows, merges: [], problems: [] }];
      const id = await startWorkbook(services, system, { sheets, file });
      await services.db
        .updateTable('unit_workbook')
        .set({ created_by: as?.accountId ?? null })
        .where('id', '=', id)
        .execute();
      return id;
    },
    async difficulty(as) {
      const count = next();
      const agency = (code: string) =>
        saveOrganisation(services, system, {
          code: `${code}-${count}`,
          kind: 'department',
          name: `Sở ${code} ${count}`,
        });
      const [sender, holder] = [await agency('NEU'), await agency('HOI')];
      const id = await raiseDifficulty(services, system, {
        ...{
          kind: 'obstacle',
          title: `Thiếu định mức lần ${count} ${longWord}`,
          body: `Chưa có ${longWord}.`,
          proposal: '',
        },
        ...{ about: '', to: String(holder.id), how: 'send', organisationId: sender.id },
        files: [await keepFile(services, `Nam;Muc\n2026;${count}`, 'dinh-muc.csv')],
        key: `world difficulty ${count}`,
      });
      if (as) await officerToo(as.accountId, holder.id);
      const file = services.db.selectFrom('difficulty_file').select('id').where('difficulty_id', '=', id);
      return { id: String(id), file: String((await file.executeTakeFirstOrThrow()).id) };
    },
    async urgingLetter(as) {
      const count = next();
      const agency = await saveOrganisation(services, system, {
        ...{ code: `DD-${count}`, kind: 'department', name: `Sở DD ${count}` },
      });
      const due = addDays(localDateOf(services.clock()), -30);
      const deadline = { kind: 'date', from: null, to: due, raw: writeDate(due) } as const;
      await planInForce(services, {
        tasks: [taskOf({ leads: [`Sở DD ${count}`], deadline, name: `Quy chế ${longWord}` })],
      });
      const [id = 0] = await draftLetters(services, system, {
        ...{ agencies: [String(agency.id)], plan: '', leastDays: '1', withSoon: true },
        ...{ reportBy: writeDate(addDays(due, 50)), key: `world-${count}` },
      });
      if (as) {
        await officerToo(as.accountId, agency.id);
        await issueLetter(services, system, id, {
          ...{ number: String(count), issuedOn: writeDate(due), signer: 'Nguyễn Văn A', version: 1 },
        });
      }
      return id;
    },
    async directive(as) {
      const count = next();
      const agency = await saveOrganisation(services, system, {
        ...{ code: `CD-${count}`, kind: 'department', name: `Sở CD ${count}` },
      });
      const leader = await app.signIn('leader', { email: `lanh-dao-${count}@example.vn` });
      const id = await giveDirective(services, system, {
        ...{
          body: `Báo cáo tiến độ lần ${count}.`,
          agencies: [String(agency.id)],
          dueOn: writeDate(addDays(localDateOf(services.clock()), 20)),
          about: '',
        },
        ...{ documentNumber: '', documentDate: '', leader: String(leader.accountId) },
        files: [await keepFile(services, `Nam;Muc\n2026;cd${count}`, 'chi-dao.csv')],
        key: `world directive ${count}`,
      });
      if (as) await officerToo(as.accountId, agency.id);
      const file = services.db.selectFrom('directive_file').select('id').where('directive_id', '=', id);
      return { id: String(id), file: String((await file.executeTakeFirstOrThrow()).id) };
    },
    async publicDifficulty() {
      const id = Number((await this.difficulty(null)).id);
      await answerDifficulty(services, system, id, { words: 'Sẽ ban hành.', files: [], version: 1 });
      await showDifficulty(services, system, id, {
        ...{ shownTitle: 'Thiếu định mức', shownBody: 'Chưa có định mức.', shownAnswer: 'Sẽ ban hành.' },
        version: 2,
      });
      const row = services.db.selectFrom('difficulty').select('code').where('id', '=', id);
      return (await row.executeTakeFirstOrThrow()).code ?? '';
    },
    async target(as) {
      const organisationId = await unitOf(as);
      const targets = [targetOf({ agencies: ['Đơn vị có kế hoạch'], name: `Tỷ lệ ${longWord}` })];
      const plan = await planInForce(services, { tasks: [], targets }, { level: 'unit', organisationId });
      const [id = 0] = plan.targets;
      const figure = await enterActual(services, system, id, {
        ...{ period: '2025', scope: '', value: '62,5', words: '', fulfilled: '', asOf: '31/12/2025' },
        ...{ estimate: '', source: 'Niên giám thống kê', reason: '', confirmed: '' },
        ...{ file: await keepFile(services, 'Số liệu', 'so-lieu.txt'), key: `world figure ${next()}` },
      });
      return { id: String(id), figure: String(figure) };
    },
    async openItems(of) {
      const plan = await planInForce(services, {
        tasks: [taskOf({ name: `Quy chế ${longWord}`, product: longWord })],
        targets: [targetOf({ name: `Tỷ lệ ${longWord}` })],
      });
      if (of === 'plan') return { code: plan.code };
      if (of === 'agency') {
        await sql`update task_agency set organisation_id = (select id from organisation where code = 'SKHCN')
          where task_id = any(${plan.tasks}::bigint[]) and organisation_id is null`.execute(services.db);
        return { code: 'SKHCN' };
      }
      const found = await services.db
        .selectFrom(of === 'target' ? 'target' : 'task')
        .select('code')
        .where('plan_id', '=', plan.id)
        .executeTakeFirstOrThrow();
      if (of !== 'period') return found;
      await sql`insert into task (code, plan_id, position, instance_of, period, name, deadline_kind, state, created_at)
        select code || '/2026', plan_id, position, id, '2026', name, 'year', state, created_at from task
        where code = ${found.code}`.execute(services.db);
      return { ...found, period: '2026' };
    },
    urgedTask: (as) => urgedTask(services, as, next()),
    async givenPlan(as) {
      const organisationId = await unitOf(as);
      const content = {
        tasks: [taskOf({ leads: [], name: `Quy chế ${longWord}` })],
        targets: [targetOf({ name: `Tỷ lệ ${longWord}` })],
      };
      const plan = await planInForce(services, content, { level: 'unit', organisationId });
      const wanted = { ...nothingWanted, leads: 'Sở Tư pháp', deadline: '31/12/2026' };
      const made = await assignTasks(services, system, plan.id, {
        ...{ rules: [{ choice: anyTask, wanted }], overwrite: true, document: null, reason: null },
        ...{ stand: null, key: `world ${next()}` },
      });
      const owners = {
        ...{ choice: { group: null, text: '', ownerless: false, ids: null }, owners: 'Sở Tư pháp' },
        ...{ overwrite: true, document: null },
      };
      const { stand } = await planOwners(services, plan.id, owners);
      const owned = await assignOwners(services, system, plan.id, {
        ...{ ...owners, stand, key: `world ${next()}` },
      });
      const [task, target] = [plan.tasks[0], plan.targets[0]];
      return {
        ...{ id: String(plan.id), code: plan.code, task: String(task), target: String(target) },
        ...{ assignment: String(made?.id), targetAssignment: String(owned?.id) },
      };
    },
    task: (as) => taskWithFact(services, as, next()),
  };
}
