// A little long, and one file: one table of all lifecycles, so that one forgotten is seen, walked by the same rules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccountActor, type Role, roles, system } from '../../src/kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../src/kernel/dates.ts';
import type { Lifecycle } from '../../src/kernel/lifecycle.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import {
  forwardEdition,
  publishEdition,
  recallEdition,
  releaseEdition,
  returnEdition,
  submitEdition,
  withdrawEdition,
} from '../../src/modules/catalogue/approval/commands.ts';
import { giveUpEdition, reopenEdition, resumeEdition } from '../../src/modules/catalogue/approval/ends.ts';
import { chooseReplaced, moveOn } from '../../src/modules/catalogue/carry-over/supersede.ts';
import { type EditionState, editionLifecycle } from '../../src/modules/catalogue/edition.ts';
import { findEdition } from '../../src/modules/catalogue/edition-store.ts';
import {
  addEntry,
  createEdition,
  publishIssuedElsewhere,
  saveSector,
} from '../../src/modules/catalogue/index.ts';
import {
  answerQuestion,
  correctAnswer,
  focalPoint,
  handOver,
  refuseQuestion,
  reopenQuestion,
} from '../../src/modules/catalogue/questions/answering.ts';
import { askQuestion, withdrawQuestion } from '../../src/modules/catalogue/questions/ask.ts';
import { type QuestionState, questionLifecycle } from '../../src/modules/catalogue/questions/question.ts';
import {
  announceConsultation,
  changeConsultation,
  createConsultation,
  moveConsultation,
  prolongConsultation,
  withdrawConsultation,
} from '../../src/modules/consultation/commands.ts';
import {
  type ConsultationState,
  consultationLifecycle,
  consultationStates,
} from '../../src/modules/consultation/consultation.ts';
import { saveContent } from '../../src/modules/consultation/content.ts';
import { returnConsultation } from '../../src/modules/consultation/returning.ts';
import { publishSummary } from '../../src/modules/consultation/summary/commands.ts';
import { saveOrganisation } from '../../src/modules/directory/index.ts';
import {
  documentLifecycle,
  editDocument,
  publishDocument,
  registerDocument,
  removeDraft,
} from '../../src/modules/documents/index.ts';
import { loadCitations, loadDocument } from '../../src/modules/documents/store.ts';
import {
  type DifficultyState,
  difficultyLifecycle,
  difficultyStates,
} from '../../src/modules/programme/difficulties/difficulty.ts';
import {
  answerDifficulty,
  passOn,
  returnDifficulty,
  takeDifficulty,
} from '../../src/modules/programme/difficulties/handling.ts';
import {
  changeDraft,
  doAsSender,
  raiseDifficulty,
  type SenderDeed,
} from '../../src/modules/programme/difficulties/raising.ts';
import {
  acceptAnswer,
  answerDirective,
  askAnswerAgain,
  giveDirective,
  takeBackFrom,
  withdrawDirective,
} from '../../src/modules/programme/directives/commands.ts';
import {
  type DirectiveState,
  directiveLifecycle,
  directiveStates,
} from '../../src/modules/programme/directives/directive.ts';
import { putPlanInForce } from '../../src/modules/programme/index.ts';
import { endPlan, replaceWithin, withdrawPlan } from '../../src/modules/programme/plans/ends.ts';
import { handUpPlan, returnPlan, takeBackPlan } from '../../src/modules/programme/plans/handing.ts';
import { amendPlan, changePlan } from '../../src/modules/programme/plans/head.ts';
import { type PlanState, planLifecycle, planStates } from '../../src/modules/programme/plans/plan.ts';
import { readReading } from '../../src/modules/programme/reading.ts';
import {
  correctLetter,
  draftLetters,
  dropLetter,
  issueLetter,
  recallLetter,
  saveLetter,
} from '../../src/modules/programme/urging-letters/commands.ts';
import {
  type LetterState,
  letterLifecycle,
  letterStates,
} from '../../src/modules/programme/urging-letters/letter.ts';
import { urgingTemplate } from '../../src/modules/programme/urging-letters/template.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { signedHead } from '../support/consulting.ts';
import { readingOf } from '../support/documents.ts';
import { draftPlan, planInForce, taskOf } from '../support/planning.ts';
import { lifecyclePage } from './lifecycle-page.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  const sector = { code: 'logistics', name: 'Logistics', nameEn: 'Logistics', position: 1 };
  await saveSector(app.services, system, sector);
});
afterAll(() => app.close());

/** A noun with its table, and the real commands behind its verbs. */
interface Walk {
  readonly file: string;
  readonly lifecycle: Lifecycle<string, string>;
  /** Makes one in this state by commands; a state nothing real can be in is left out. */
  readonly make: Readonly<Record<string, () => Promise<number>>>;
  readonly verbs: Readonly<Record<string, (actor: AccountActor, id: number) => Promise<unknown>>>;
}

let made = 0;
async function draftEdition(): Promise<number> {
  made += 1;
  const from = 2000 + Math.floor(made / 40);
  const span = `${from}-${from + 1 + (made % 40)}`;
  const edition = await createEdition(app.services, system, {
    kind: 'problems',
    span,
    title: `Danh mục bài toán lớn giai đoạn ${span}`,
  });
  await addEntry(app.services, system, edition.id, {
    title: 'Cảnh báo sớm sạt lở đất',
    lead: ['Sở Khoa học và Công nghệ'],
    sectors: ['logistics'],
  });
  return edition.id;
}

const hour = { day: '2026-06-01', time: '08:00' };

/** An edition led into the state by the product itself. */
async function walked(state: EditionState): Promise<number> {
  const { services } = app;
  const id = await draftEdition();
  const steps: readonly (() => Promise<unknown>)[] = [
    () => submitEdition(services, system, id),
    () => forwardEdition(services, system, id),
    () => publishEdition(services, system, id),
    () => withdrawEdition(services, system, id, { note: 'Công bố nhầm' }),
  ];
  const ways: Readonly<Partial<Record<EditionState, number>>> = {
    with_head: 1,
    returned: 1,
    with_leader: 2,
    scheduled: 2,
    published: 3,
    withdrawn: 4,
  };
  for (const step of steps.slice(0, ways[state] ?? 0)) await step();
  if (state === 'returned') await returnEdition(services, system, id, { remark: 'Bổ sung căn cứ' });
  if (state === 'given_up') await giveUpEdition(services, system, id, { remark: 'Không còn cần' });
  if (state === 'scheduled') await publishEdition(services, system, id, hour);
  return id;
}

/** Steps the product takes by itself with the publication or withdrawal of another edition. */
function moved(actor: AccountActor, id: number, verb: 'supersede' | 'reinstate'): Promise<unknown> {
  const { db, clock } = app.services;
  return db.transaction().execute((tx) => moveOn(tx, actor, id, verb, clock()));
}

async function supersededEdition(): Promise<number> {
  const { services } = app;
  const id = await walked('published');
  const later = await draftEdition();
  const { version } = await findEdition(services.db, later);
  await chooseReplaced(services, system, later, { replaces: id, version });
  await publishIssuedElsewhere(services, later);
  return id;
}

async function draftDocument(): Promise<number> {
  const reading = readingOf({ title: 'Kế hoạch chuyển đổi số' });
  return (await registerDocument(app.services, system, { reading, file: null })).id;
}

async function change(actor: AccountActor, id: number): Promise<unknown> {
  const document = await loadDocument(app.services.db, id);
  const citations = await loadCitations(app.services.db, id);
  const { signer, ...head } = document;
  return editDocument(app.services, actor, id, {
    ...head,
    signerName: signer.name,
    signerRoles: signer.roles,
    citations,
    title: `${document.title}, sửa`,
  });
}

async function consultationVersion(id: number): Promise<number> {
  const row = app.services.db.selectFrom('consultation').select('version').where('id', '=', id);
  return (await row.executeTakeFirstOrThrow()).version;
}

/** One of chosen people; of one that everybody reads the last steps are the head's alone, as policy.ts says. */
async function internalConsultation() {
  await app.signIn('agency_officer', { email: 'duoc-hoi@example.vn' });
  return {
    ...{ title: 'Dự thảo quy chế', titleEn: '', introduction: '', agency: 'Sở Khoa học và Công nghệ' },
    ...{ contact: '', audience: 'internal', namesShown: '', from: '2026-05-04', to: '2026-05-04' },
    ...{ agencies: [], people: 'duoc-hoi@example.vn' },
  };
}

/** A consultation led into the state by the product itself; an announced one has just ended. */
async function consulted(state: ConsultationState): Promise<number> {
  const { services } = app;
  made += 1;
  const id = await createConsultation(services, system, {
    ...{ ...(await internalConsultation()), editionId: null, key: `walk ${made}` },
  });
  await saveContent(services, system, id, { parts: '# Điều 1. Phạm vi', version: 1 });
  if (state === 'draft') return id;
  if (state === 'waiting') {
    await moveConsultation(services, system, id, 'submit', 2);
    return id;
  }
  await announceConsultation(services, system, id, 2);
  await services.db
    .updateTable('consultation')
    .set({ from_on: '2026-05-01', to_on: '2026-05-03', summary: JSON.stringify(signedHead) })
    .where('id', '=', id)
    .execute();
  if (state === 'published') await publishSummary(services, system, id, 3);
  if (state === 'withdrawn')
    await withdrawConsultation(services, system, id, { reason: 'Soạn lại', version: 3 });
  return id;
}

let askedAbout: Promise<string> | undefined;
async function publishedEntry(): Promise<string> {
  const { services } = app;
  const agency = { code: 'SCT', kind: 'department', name: 'Sở Công Thương' } as const;
  const { id: organisationId } = await saveOrganisation(services, system, agency);
  await app.signIn('agency_officer', { organisationId });
  const id = await draftEdition();
  const { code } = await addEntry(services, system, id, { title: 'Cửa khẩu số', lead: ['SCT'] });
  await publishIssuedElsewhere(services, id);
  return code;
}

const wordsOfQuestion = { title: 'Ai được tham gia?', body: 'Có mở rộng không?' };
const answerOf = async (id: number, answer = 'Mọi doanh nghiệp.') => ({
  ...{ ...wordsOfQuestion, answer, language: 'vi' },
  version: await versionOf(id),
});
const refusalOf = async (id: number) => ({
  ...{ reason: 'spam', note: '', sameAs: '' },
  version: await versionOf(id),
});

async function versionOf(id: number): Promise<number> {
  const question = app.services.db.selectFrom('question').select('version').where('id', '=', id);
  return (await question.executeTakeFirstOrThrow()).version;
}

/** A question with an agency, by somebody new, led into the state by the product itself. */
async function askedQuestion(state: QuestionState): Promise<number> {
  const { services } = app;
  askedAbout ??= publishedEntry();
  const { accountId } = await app.signIn('applicant');
  const asker: AccountActor = { ...(await personWith('applicant')), id: accountId };
  const about = { code: await askedAbout, language: 'vi', named: false, key: `walk ${accountId}` } as const;
  const id = await askQuestion(services, asker, { ...wordsOfQuestion, ...about });
  if (state === 'answered') await answerQuestion(services, system, id, await answerOf(id));
  if (state === 'refused') await refuseQuestion(services, system, id, await refusalOf(id));
  if (state === 'withdrawn') await withdrawQuestion(services, asker, id);
  return id;
}

/** By its asker, who holds this role. */
async function withdrawOwn(actor: AccountActor, id: number): Promise<void> {
  await app.services.db.updateTable('question').set({ asked_by: actor.id }).where('id', '=', id).execute();
  await withdrawQuestion(app.services, actor, id);
}

/** The agency whose plan it is: of a plan of its own unit an agency's officer decides. */
let unit: Promise<number> | undefined;
async function unitOf(): Promise<number> {
  const agency = { code: 'STP', kind: 'department', name: 'Sở Tư pháp' } as const;
  unit ??= saveOrganisation(app.services, system, agency).then(({ id }) => id);
  return unit;
}

async function inUnit(actor: AccountActor): Promise<AccountActor> {
  return { ...actor, organisationId: await unitOf() };
}

const byReason = { reason: 'Theo Kế hoạch 12/KH-STP' };

/** A plan of a unit led into the state by the product itself. */
async function plannedUnit(state: PlanState): Promise<number> {
  const { services } = app;
  const { id } = await draftPlan(services, {}, { level: 'unit', organisationId: await unitOf() });
  if (state === 'draft') return id;
  if (state === 'handed_up') {
    await handUpPlan(services, system, id, { version: 1 });
    return id;
  }
  await putPlanInForce(services, system, id, 1);
  if (state === 'ended') await endPlan(services, system, id, { ...byReason, version: 2 });
  if (state === 'withdrawn') await withdrawPlan(services, system, id, { ...byReason, version: 2 });
  if (state === 'replaced') await replacedBy(system, id);
  return id;
}

async function replacedBy(actor: AccountActor | typeof system, id: number): Promise<void> {
  const { services } = app;
  const by = { id, name: '12/KH-STP', on: localDateOf(services.clock()) };
  const step = { at: services.clock(), reading: await readReading(services.db, services) };
  await services.db.transaction().execute((tx) => replaceWithin(tx, actor, id, by, step));
}

async function planVersion(id: number): Promise<number> {
  const row = app.services.db.selectFrom('plan').select('version').where('id', '=', id);
  return (await row.executeTakeFirstOrThrow()).version;
}

async function headOfPlan(id: number) {
  return {
    ...{ level: 'unit', title: 'Kế hoạch của Sở', titleEn: '', number: '', issued: '', issuer: '', from: '' },
    ...{ organisation: String(await unitOf()), monitor: '', to: '', mark: '', source: '', replaces: '' },
    ...{ amends: '', derives: '', document: '12/KH-STP', version: await planVersion(id) },
  };
}
const agencies = new Map<string, Promise<{ id: number }>>();
function agency(code: string): Promise<{ id: number }> {
  const known =
    agencies.get(code) ??
    saveOrganisation(app.services, system, { code, kind: 'department', name: `Cơ quan ${code}` });
  agencies.set(code, known);
  return known;
}

const difficultyWords = {
  ...{ kind: 'obstacle', title: 'Thiếu định mức', body: 'Chưa có định mức.', proposal: '', about: '' },
  ...{ files: [], removedFiles: [] },
};

/** Raised by one agency with another, led into the state by the product itself. */
async function raisedDifficulty(state: DifficultyState): Promise<number> {
  const { services } = app;
  made += 1;
  const [sender, holder] = [await agency('NEU'), await agency('HOI'), await agency('KHAC')];
  const id = await raiseDifficulty(services, system, {
    ...{ ...difficultyWords, to: String(holder.id), how: state === 'draft' ? 'draft' : 'send' },
    ...{ organisationId: sender.id, key: `walk ${made}` },
  });
  const said = { words: 'Lời', files: [], version: 1 };
  if (state === 'taken') await takeDifficulty(services, system, id, said);
  if (state === 'returned') await returnDifficulty(services, system, id, said);
  if (state === 'withdrawn') await doAsSender(services, system, id, 'withdraw', said);
  if (state === 'answered' || state === 'closed') await answerDifficulty(services, system, id, said);
  if (state === 'closed') await doAsSender(services, system, id, 'close', { ...said, version: 2 });
  return id;
}

async function saidOn(id: number) {
  const row = app.services.db.selectFrom('difficulty').select('version').where('id', '=', id);
  const { version } = await row.executeTakeFirstOrThrow();
  return { words: `Lời ${version}`, files: [], version };
}

/** An agency's officer is one of the agency that raised it, or of the one asked. */
async function officerOf(actor: AccountActor, code: string): Promise<AccountActor> {
  return { ...actor, organisationId: (await agency(code)).id };
}

const signed = { number: '215', issuedOn: '2026-05-04', signer: 'Nguyễn Văn An' };

/** Drafted for an agency that leads a late task, and led into the state by the product itself. */
async function draftedLetter(state: LetterState): Promise<number> {
  const { services } = app;
  made += 1;
  const { id: agencyId } = await agency('TRE');
  const due = { kind: 'date', from: null, to: '2026-03-31' as LocalDate, raw: '31/3/2026' } as const;
  await planInForce(services, { tasks: [taskOf({ leads: ['Cơ quan TRE'], deadline: due })] });
  const [id = 0] = await draftLetters(services, system, {
    ...{ agencies: [String(agencyId)], plan: '', leastDays: '1', withSoon: false, reportBy: '2026-12-01' },
    key: `walk-${made}`,
  });
  if (state === 'issued' || state === 'recalled')
    await issueLetter(services, system, id, { ...signed, version: 1 });
  if (state === 'recalled') await recallLetter(services, system, id, { reason: 'Gửi nhầm', version: 2 });
  if (state === 'dropped') await dropLetter(services, system, id, { version: 1 });
  return id;
}

async function letterVersion(id: number): Promise<number> {
  const row = app.services.db.selectFrom('urging_letter').select('version').where('id', '=', id);
  return (await row.executeTakeFirstOrThrow()).version;
}

/** Given to one agency and led into the state by the product itself. */
async function givenDirective(state: DirectiveState): Promise<number> {
  const { services } = app;
  made += 1;
  const leader = await app.signIn('leader', { email: `chi-dao-${made}@example.vn` });
  const id = await giveDirective(services, system, {
    ...{
      body: 'Báo cáo tiến độ.',
      agencies: [String((await agency('HOI')).id)],
      dueOn: '2026-11-01',
      about: '',
    },
    ...{ documentNumber: '', documentDate: '', leader: String(leader.accountId), files: [] },
    key: `walk ${made}`,
  });
  const owed = await owedBy(id);
  if (state === 'withdrawn') await withdrawDirective(services, system, id, { words: 'Lời', version: 1 });
  if (state === 'answered' || state === 'accepted')
    await answerDirective(services, system, id, owed, { words: 'Lời', files: [], version: 1 });
  if (state === 'accepted') await acceptAnswer(services, system, id, owed, { words: '', version: 2 });
  return id;
}

function owedRow(id: number) {
  return app.services.db
    .selectFrom('directive_agency')
    .select(['id', 'version'])
    .where('directive_id', '=', id)
    .executeTakeFirstOrThrow();
}
const owedBy = async (id: number) => (await owedRow(id)).id;
const owedVersion = async (id: number) => (await owedRow(id)).version;

const asSender = (deed: SenderDeed) => async (actor: AccountActor, id: number) =>
  doAsSender(app.services, await officerOf(actor, 'NEU'), id, deed, await saidOn(id));

const asDraft = (how: 'draft' | 'send') => async (actor: AccountActor, id: number) =>
  changeDraft(app.services, await officerOf(actor, 'NEU'), id, {
    ...{ ...difficultyWords, ...(await saidOn(id)), files: [], how, to: String((await agency('HOI')).id) },
  });

const walks: readonly Walk[] = [
  {
    file: 'plan',
    lifecycle: planLifecycle,
    make: Object.fromEntries(planStates.map((state) => [state, () => plannedUnit(state)])),
    verbs: {
      change: async (actor, id) => changePlan(app.services, await inUnit(actor), id, await headOfPlan(id)),
      hand_up: async (actor, id) =>
        handUpPlan(app.services, await inUnit(actor), id, { version: await planVersion(id) }),
      take_back: async (actor, id) =>
        takeBackPlan(app.services, await inUnit(actor), id, { version: await planVersion(id) }),
      return: async (actor, id) =>
        returnPlan(app.services, await inUnit(actor), id, { ...byReason, version: await planVersion(id) }),
      put_in_force: async (actor, id) =>
        putPlanInForce(app.services, await inUnit(actor), id, await planVersion(id)),
      amend: async (actor, id) => amendPlan(app.services, await inUnit(actor), id, await headOfPlan(id)),
      replace: async (actor, id) => replacedBy(await inUnit(actor), id),
      end: async (actor, id) =>
        endPlan(app.services, await inUnit(actor), id, { ...byReason, version: await planVersion(id) }),
      withdraw: async (actor, id) =>
        withdrawPlan(app.services, await inUnit(actor), id, { ...byReason, version: await planVersion(id) }),
    },
  },
  {
    file: 'edition',
    lifecycle: editionLifecycle,
    make: {
      draft: draftEdition,
      with_head: () => walked('with_head'),
      with_leader: () => walked('with_leader'),
      returned: () => walked('returned'),
      scheduled: () => walked('scheduled'),
      published: () => walked('published'),
      superseded: supersededEdition,
      withdrawn: () => walked('withdrawn'),
      given_up: () => walked('given_up'),
    },
    verbs: {
      submit: (actor, id) => submitEdition(app.services, actor, id),
      forward: (actor, id) => forwardEdition(app.services, actor, id),
      publish: (actor, id) => publishEdition(app.services, actor, id),
      schedule: (actor, id) => publishEdition(app.services, actor, id, hour),
      return: (actor, id) => returnEdition(app.services, actor, id, { remark: 'Bổ sung căn cứ' }),
      send_back: (actor, id) => returnEdition(app.services, actor, id, { remark: 'Bổ sung căn cứ' }),
      recall: (actor, id) => recallEdition(app.services, actor, id),
      take_back: (actor, id) => recallEdition(app.services, actor, id),
      release: (actor, id) => releaseEdition(app.services, actor, id),
      supersede: (actor, id) => moved(actor, id, 'supersede'),
      reinstate: (actor, id) => moved(actor, id, 'reinstate'),
      withdraw: (actor, id) => withdrawEdition(app.services, actor, id, { note: 'Công bố nhầm' }),
      reopen: (actor, id) => reopenEdition(app.services, actor, id, { note: 'Thu hồi nhầm' }),
      give_up: (actor, id) => giveUpEdition(app.services, actor, id, { remark: 'Không còn cần' }),
      resume: (actor, id) => resumeEdition(app.services, actor, id),
    },
  },
  {
    file: 'document',
    lifecycle: documentLifecycle,
    make: {
      draft: draftDocument,
      published: async () => {
        const id = await draftDocument();
        await publishDocument(app.services, system, id);
        return id;
      },
      removed: async () => {
        const id = await draftDocument();
        await removeDraft(app.services, system, id);
        return id;
      },
    },
    verbs: {
      edit: change,
      correct: change,
      publish: (actor, id) => publishDocument(app.services, actor, id),
      remove: (actor, id) => removeDraft(app.services, actor, id),
    },
  },
  {
    file: 'question',
    lifecycle: questionLifecycle,
    make: {
      waiting: () => askedQuestion('waiting'),
      answered: () => askedQuestion('answered'),
      refused: () => askedQuestion('refused'),
      withdrawn: () => askedQuestion('withdrawn'),
    },
    verbs: {
      answer: async (actor, id) => answerQuestion(app.services, actor, id, await answerOf(id)),
      correct: async (actor, id) =>
        correctAnswer(app.services, actor, id, await answerOf(id, 'Câu trả lời khác.')),
      hand_over: async (actor, id) =>
        handOver(app.services, actor, id, {
          ...{ to: focalPoint, handover: 'Không thuộc cơ quan', version: await versionOf(id) },
        }),
      refuse: async (actor, id) => refuseQuestion(app.services, actor, id, await refusalOf(id)),
      take_down: async (actor, id) => refuseQuestion(app.services, actor, id, await refusalOf(id)),
      reopen: async (actor, id) => reopenQuestion(app.services, actor, id, await versionOf(id)),
      withdraw: withdrawOwn,
    },
  },
  {
    file: 'difficulty',
    lifecycle: difficultyLifecycle,
    make: Object.fromEntries(difficultyStates.map((state) => [state, () => raisedDifficulty(state)])),
    verbs: {
      change: asDraft('draft'),
      send: asDraft('send'),
      take: async (actor, id) =>
        takeDifficulty(app.services, await officerOf(actor, 'HOI'), id, await saidOn(id)),
      answer: async (actor, id) =>
        answerDifficulty(app.services, await officerOf(actor, 'HOI'), id, await saidOn(id)),
      pass_on: async (actor, id) =>
        passOn(app.services, await officerOf(actor, 'HOI'), id, {
          ...{ ...(await saidOn(id)), to: String((await agency('KHAC')).id) },
        }),
      return: async (actor, id) =>
        returnDifficulty(app.services, await officerOf(actor, 'HOI'), id, await saidOn(id)),
      supplement: asSender('supplement'),
      ask_again: asSender('askAgain'),
      close: asSender('close'),
      withdraw: asSender('withdraw'),
    },
  },
  {
    file: 'directive',
    lifecycle: directiveLifecycle,
    make: Object.fromEntries(directiveStates.map((state) => [state, () => givenDirective(state)])),
    verbs: {
      answer: async (actor, id) => {
        const said = { words: `Báo cáo ${id}`, files: [], version: await owedVersion(id) };
        await answerDirective(app.services, await officerOf(actor, 'HOI'), id, await owedBy(id), said);
      },
      accept: async (actor, id) =>
        acceptAnswer(app.services, actor, id, await owedBy(id), {
          ...{ words: 'Được', version: await owedVersion(id) },
        }),
      ask_again: async (actor, id) =>
        askAnswerAgain(app.services, actor, id, await owedBy(id), {
          ...{ words: 'Nêu rõ', newDay: '2026-12-01', version: await owedVersion(id) },
        }),
      take_back: async (actor, id) =>
        takeBackFrom(app.services, actor, id, await owedBy(id), {
          ...{ words: `Giao nhầm lần ${id}`, version: await owedVersion(id) },
        }),
      withdraw: async (actor, id) =>
        withdrawDirective(app.services, actor, id, { words: 'Giao nhầm', version: await owedVersion(id) }),
    },
  },
  {
    file: 'letter',
    lifecycle: letterLifecycle,
    make: Object.fromEntries(letterStates.map((state) => [state, () => draftedLetter(state)])),
    verbs: {
      change: async (actor, id) =>
        saveLetter(app.services, actor, id, {
          ...{ texts: { ...urgingTemplate(), abstract: `V/v lần ${id}` }, reportBy: '2026-12-01' },
          version: await letterVersion(id),
        }),
      issue: async (actor, id) =>
        issueLetter(app.services, actor, id, { ...signed, version: await letterVersion(id) }),
      correct: async (actor, id) =>
        correctLetter(app.services, actor, id, {
          ...{ ...signed, number: `${id}`, version: await letterVersion(id) },
        }),
      recall: async (actor, id) =>
        recallLetter(app.services, actor, id, {
          ...{ reason: `Gửi nhầm lần ${id} ${actor.id}`, version: await letterVersion(id) },
        }),
      drop: async (actor, id) => dropLetter(app.services, actor, id, { version: await letterVersion(id) }),
    },
  },
  {
    file: 'consultation',
    lifecycle: consultationLifecycle,
    make: Object.fromEntries(consultationStates.map((state) => [state, () => consulted(state)])),
    verbs: {
      change: async (actor, id) =>
        changeConsultation(app.services, actor, id, {
          ...(await internalConsultation()),
          version: await consultationVersion(id),
        }),
      submit: async (actor, id) =>
        moveConsultation(app.services, actor, id, 'submit', await consultationVersion(id)),
      take_back: async (actor, id) =>
        moveConsultation(app.services, actor, id, 'take_back', await consultationVersion(id)),
      return: async (actor, id) =>
        returnConsultation(app.services, actor, id, {
          ...{ remark: 'Quá ngắn', version: await consultationVersion(id) },
        }),
      announce: async (actor, id) =>
        announceConsultation(app.services, actor, id, await consultationVersion(id)),
      prolong: async (actor, id) =>
        prolongConsultation(app.services, actor, id, {
          ...{ to: '2026-07-01', version: await consultationVersion(id) },
        }),
      withdraw: async (actor, id) =>
        withdrawConsultation(app.services, actor, id, {
          ...{ reason: `Soạn lại lần ${id}`, version: await consultationVersion(id) },
        }),
      publish: async (actor, id) => publishSummary(app.services, actor, id, await consultationVersion(id)),
    },
  },
];

/** Verbs that one command serves, told apart by the state: the table of either may allow it. */
const sharedCommands: Readonly<Record<string, readonly string[]>> = {
  edit: ['edit', 'correct'],
  correct: ['edit', 'correct'],
  return: ['return', 'send_back'],
  refuse: ['refuse', 'take_down'],
  take_down: ['refuse', 'take_down'],
  send_back: ['return', 'send_back'],
  recall: ['recall', 'take_back'],
  take_back: ['recall', 'take_back'],
};

test('every lifecycle of the product is walked here', () => {
  const declared: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.tsx?$/.test(entry.name))
        for (const [, name] of readFileSync(path, 'utf8').matchAll(/const (\w+): Lifecycle</g))
          declared.push(name ?? '');
    }
  };
  visit(join(projectRoot, 'src'));
  expect(declared.sort()).toEqual(walks.map(({ file }) => `${file}Lifecycle`).sort());
});

describe.each(walks)('the lifecycle of the $file', ({ file, lifecycle, make, verbs }) => {
  test('is drawn and tabled in docs/lifecycles', async () => {
    await expect(lifecyclePage(file, lifecycle)).toMatchFileSnapshot(
      join(projectRoot, `docs/lifecycles/${file}.md`),
    );
  });

  test('has a command for every verb and a way into every state', () => {
    expect(Object.keys(verbs).sort()).toEqual(Object.keys(lifecycle.verbs).sort());
    expect(Object.keys(make).sort()).toEqual(Object.keys(lifecycle.states).sort());
  });

  const steps = Object.keys(make).flatMap((state) => Object.keys(verbs).map((verb) => ({ state, verb })));
  /** By state: one that every step so far left as it was. */
  const unchanged = new Map<string, number>();
  test.each(steps)('$verb, from $state: exactly the roles of the table', async ({ state, verb }) => {
    for (const role of roles) {
      const actor = await personWith(role);
      const id = unchanged.get(state) ?? (await make[state]?.()) ?? 0;
      const before = await lastEvent();
      const refused = await verbs[verb]?.(actor, id).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Refusal) return true;
          throw error;
        },
      );
      const changed = (await lastEvent()) !== before;
      if (changed) unchanged.delete(state);
      else unchanged.set(state, id);
      const allowed = (sharedCommands[verb] ?? [verb]).some((name) => {
        const step = lifecycle.verbs[name];
        return step?.from.includes(state) && step.by.includes(role);
      });
      expect(changed, `${role}: ${verb} from ${state}`).toBe(allowed);
      // a verb asked for twice may be answered “done already”, but never to somebody who may not do it
      if (refused === false) expect(allowed || stands(lifecycle, state, verb, role)).toBe(true);
    }
  });
});

/** The thing stands where the verb leads, and the role might have led it there. */
function stands(lifecycle: Lifecycle<string, string>, state: string, verb: string, role: Role): boolean {
  const step = lifecycle.verbs[verb];
  return step?.to === state && step.by.includes(role);
}

async function lastEvent(): Promise<number> {
  const head = await app.services.db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow();
  return head.seq;
}

const people = new Map<Role, AccountActor>();
async function personWith(role: Role): Promise<AccountActor> {
  const known = people.get(role);
  if (known) return known;
  const { accountId } = await app.signIn(role, { email: `${role}@example.vn` });
  const person: AccountActor = {
    kind: 'account',
    id: accountId,
    name: role,
    email: `${role}@example.vn`,
    organisationId: null,
    grants: [{ role, scope: null }],
    memberships: [],
    sessionId: null,
  };
  people.set(role, person);
  return person;
}
