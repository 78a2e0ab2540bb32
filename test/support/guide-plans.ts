import { sql } from 'kysely';
import type { AccountActor, Role } from '../../src/kernel/actor.ts';
import { findActor } from '../../src/modules/directory/index.ts';
import { answerDirective, giveDirective } from '../../src/modules/programme/directives/commands.ts';
import { acknowledgeTask, enterFact, putPlanInForce } from '../../src/modules/programme/index.ts';
import { readPastedPlan, startPlanImport } from '../../src/modules/programme/plans/import/commands.ts';
import { confirmPlanImport } from '../../src/modules/programme/plans/import/confirm.ts';
import { askExtension } from '../../src/modules/programme/tasks/extensions.ts';
import { draftLetters } from '../../src/modules/programme/urging-letters/commands.ts';
import { startWorkbook } from '../../src/modules/programme/workbook/commands.ts';
import type { Services } from '../../src/platform/services.ts';
import type { PlaceName } from '../../src/site/guide/places.ts';
import { keepFile } from './documents.ts';

type Params = Readonly<Record<string, string | number>>;

const agencyName = 'Sở Nông nghiệp và Môi trường';
const taskRows = [
  ['TT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Sản phẩm', 'Thời hạn'],
  ['1', 'Rà soát, lập danh mục trạm đo môi trường tự động', agencyName, '', 'Báo cáo rà soát', '31/3/2026'],
  [
    '2',
    'Kết nối số liệu trạm đo môi trường về kho dữ liệu',
    agencyName,
    '',
    'Biên bản kết nối',
    'Quý II/2026',
  ],
  [
    '3',
    'Xây dựng bản tin chất lượng không khí, nước cấp xã',
    agencyName,
    'Sở Khoa học và Công nghệ',
    '',
    'Quý III/2026',
  ],
];
const targetRows = [
  ['TT', 'Chỉ tiêu', 'Đơn vị tính', 'Kết quả', 'Cơ quan theo dõi'],
  ['1', 'Tỷ lệ trạm đo môi trường truyền số liệu tự động', '%', '≥ 90', agencyName],
];

/** Both tables of the plan, as they are read from its annexes. */
function read() {
  const [tasks, targets] = [taskRows, targetRows].map((rows) =>
    readPastedPlan(rows.map((cells) => cells.join('\t')).join('\n')),
  );
  if (!tasks || !targets) throw new Error('the plan of the guide has two tables');
  return { ...tasks, tables: [...tasks.tables, ...targets.tables] };
}

/** The work on plans that the guide shows, done by the people of the sample; what stands behind its pages. */
export async function setUpPlans(
  services: Services,
  emailOf: (role: Role) => string,
): Promise<Partial<Record<PlaceName, Params>>> {
  const { db } = services;
  const as = async (role: Role): Promise<AccountActor> => {
    const actor = await findActor(services, emailOf(role));
    if (actor.kind !== 'account') throw new Error(`nobody is ${role}`);
    return actor;
  };
  const [agent, officer, head, leader] = [
    await as('agency_officer'),
    await as('programme_officer'),
    await as('programme_head'),
    await as('leader'),
  ];
  const organisationId = agent.organisationId ?? 0;
  const pasted = () => startPlanImport(services, officer, { reading: read(), file: null });
  const saved = async (title: string, mark: string) =>
    (
      await confirmPlanImport(services, officer, await pasted(), {
        ...{ level: 'province', title, titleEn: '', number: '', issued: '12/01/2026', issuer: '', mark },
        ...{ organisation: '', monitor: String(officer.organisationId), from: '12/01/2026', to: '' },
        ...{ source: 'Đặt ra để minh họa', replaces: '', amends: '', derives: '' },
      })
    ).id;
  const itemsOf = async (table: 'task' | 'target', plan: number) =>
    (await db.selectFrom(table).select('id').where('plan_id', '=', plan).orderBy('position').execute()).map(
      ({ id }) => id,
    );
  const versionOf = async (table: 'plan' | 'task', id: number) =>
    (await db.selectFrom(table).select('version').where('id', '=', id).executeTakeFirstOrThrow()).version;
  const at = async (id: number) => ({ organisationId, version: await versionOf('task', id) });

  const review = await pasted();
  const draft = await saved('Kế hoạch minh họa về cảnh báo sớm thiên tai năm 2026', 'MH2-2026');
  const begun = await saved('Kế hoạch minh họa về quan trắc môi trường năm 2026', 'MH3-2026');
  await putPlanInForce(services, head, begun, await versionOf('plan', begun));
  const [late = 0, reported = 0, later = 0] = await itemsOf('task', begun);
  const [target = 0] = await itemsOf('target', begun);
  await acknowledgeTask(services, agent, late, await at(late));
  await enterFact(services, agent, reported, {
    ...{
      kind: 'done',
      on: '29/04/2026',
      percent: '',
      words: 'Đã kết nối 12 trạm đo.',
      reason: '',
      period: '',
    },
    ...{ documentNumber: '57/BB-SNNMT', documentDate: '28/04/2026', files: [], key: 'guide reported' },
    ...(await at(reported)),
  });
  await askExtension(services, agent, later, {
    ...{ asked: '31/10/2026', reason: 'Chờ hướng dẫn kỹ thuật của Bộ, dự kiến có trong tháng 9/2026.' },
    ...(await at(later)),
  });
  // as the job does five working days after the last one
  await sql`insert into urge (task_id, organisation_id, last_day, level, day, explain_by)
    select id, ${organisationId}, last_day, 'officer', '2026-05-04'::date, '2026-05-06'::date
    from task where id = ${late}`.execute(db);
  const [letter = 0] = await draftLetters(services, officer, {
    ...{ agencies: [String(organisationId)], plan: '', leastDays: '1', withSoon: true },
    ...{ reportBy: '20/05/2026', key: 'guide letters' },
  });
  const directive = (about: string, body: string) =>
    giveDirective(services, leader, {
      ...{ body, agencies: [String(organisationId)], dueOn: '20/05/2026', about },
      ...{ documentNumber: '', documentDate: '', leader: '', files: [], key: `guide ${about}` },
    });
  const owedOf = (id: number) =>
    db
      .selectFrom('directive_agency')
      .select(['id', 'version'])
      .where('directive_id', '=', id)
      .executeTakeFirstOrThrow();
  const owed = await directive(
    'NV-MH-2026-015',
    'Báo cáo việc chuẩn bị truy xuất nguồn gốc cho sản phẩm OCOP.',
  );
  const answered = await directive('NV-MH-2026-014', 'Báo cáo tiến độ lập bản đồ số vùng trồng hồi, na.');
  const { id: owedId, version } = await owedOf(answered);
  await answerDirective(services, agent, answered, owedId, {
    ...{ words: 'Đã khảo sát 5 trên 11 xã; xong trong tháng 8/2026.', files: [], version },
  });
  const workbook = await startWorkbook(services, agent, {
    sheets: [
      {
        ...{ name: '', merges: [], problems: [] },
        rows: [
          ['Mã nhiệm vụ', 'Tiến độ mới (%)', 'Đã làm được, kết quả'],
          ['NV-MH-2026-014', '45', 'Đã khảo sát 5 trên 11 xã'],
          ['NV-MH3-2026-001', '150', 'Đã xong phần rà soát'],
        ],
      },
    ],
    file: await keepFile(services, 'Bảng tính của cơ quan', 'bang-tinh-SNNMT.csv'),
  });
  const whole = await db
    .selectFrom('plan')
    .select('id')
    .where('code', '=', 'KH-145-2025')
    .executeTakeFirstOrThrow();
  const waiting = await db
    .selectFrom('difficulty')
    .select('id')
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  const given = await db
    .selectFrom('task')
    .select('id')
    .where('code', '=', 'NV-MH-2026-015')
    .executeTakeFirstOrThrow();
  return {
    plan: { code: 'KH-MH-2026' },
    planTask: { code: 'NV-MH-2026-014' },
    planTarget: { code: 'CT-MH-2026-01' },
    planReview: { id: review },
    planSave: { id: review },
    planDraft: { id: draft },
    assign: { id: whole.id },
    assignByRule: { id: whole.id },
    planWork: { id: begun },
    taskWork: { id: given.id },
    urgingLetter: { id: letter },
    difficulty: { id: waiting.id },
    headPlan: { id: draft },
    headTask: { id: reported },
    headExtension: { id: later },
    leaderDirective: { id: answered },
    taskGiven: { id: given.id },
    fact: { id: given.id },
    taskLate: { id: late },
    explain: { id: late },
    figure: { id: target },
    workbookReview: { id: workbook },
    ownDirective: { id: owed },
  };
}
