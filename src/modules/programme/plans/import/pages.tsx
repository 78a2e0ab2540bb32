import { z } from 'zod';
import { InvalidInput, notFound, Refusal } from '../../../../kernel/refusal.ts';
import {
  type OfficialDocument,
  readOfficialFile,
  SCANNED_PAGES_AT_ONCE,
  UnreadableFile,
} from '../../../../office/index.ts';
import { seeOther } from '../../../../platform/http/answer.ts';
import type { Call } from '../../../../platform/http/call.ts';
import type { FormFields } from '../../../../platform/http/form.ts';
import { readPageNumber } from '../../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../../platform/http/route.ts';
import type { Upload } from '../../../../platform/http/upload.ts';
import { page } from '../../../../ui/page.tsx';
import { matchOrganisations, readId } from '../../../directory/index.ts';
import { warnOfStopped } from '../../../documents/index.ts';
import { inspected } from '../../looks.ts';
import { programmeWork } from '../../paths.ts';
import { type Failure, failureIn, versionIn } from '../failure.ts';
import { typedHead } from '../form-pages.tsx';
import type { HeadValues } from '../form-view.tsx';
import { planEditors, planReaders } from '../pages.tsx';
import { planningOrganisations } from '../queries.ts';
import {
  chooseAgencies,
  chooseColumns,
  correctRow,
  discardPlanImport,
  type ImportedFile,
  leaveOut,
  readPastedPlan,
  startPlanImport,
} from './commands.ts';
import { confirmPlanImport, headAsRead, isSaved } from './confirm.ts';
import { ReviewPage } from './review-view.tsx';
import { RowPage, SavePage } from './row-view.tsx';
import { type ImportPart, type RowTexts, rowFields } from './rows.ts';
import { importLimit, StartPage } from './start-view.tsx';
import {
  countsOfImport,
  findImportRow,
  findPlanImport,
  importOfFile,
  namesInImport,
  openPlanImports,
  type PlanImport,
  rowsOfImport,
} from './store.ts';
import { planImportTexts } from './texts.ts';

const fine: Failure = { errors: {}, general: undefined, conflict: false, status: 200 };

async function startPage(call: Call, paste: boolean, rows = '', failure = fine): Promise<Response> {
  const { services, actor, language: lang, csrfToken } = call;
  const t = planImportTexts(lang);
  const open = await openPlanImports(services.db, actor);
  return page(
    call,
    { title: paste ? t.pasteTitle : t.title, active: 'desk', status: failure.status },
    <StartPage
      {...{ lang, csrfToken, paste, rows, open }}
      errors={failure.errors}
      general={failure.general}
    />,
  );
}

async function postFile(call: Call): Promise<Response> {
  const t = planImportTexts(call.language);
  const refused = (file: string, status: number) =>
    startPage(call, false, '', { ...fine, errors: { file }, status });
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: importLimit });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_large') throw error;
    return refused(error.text[call.language], 413);
  }
  const file = upload.files.find(({ field }) => field === 'file');
  if (!file) return refused(upload.empty.length > 0 ? t.emptyFile : t.chooseFile, 422);
  const known = await importOfFile(call.services.db, call.actor, file.sha256);
  if (known?.planId && known.code)
    return seeOther(call, programmeWork.plan(known.planId), t.alreadySaved(known.code));
  if (known) return seeOther(call, programmeWork.planImport(known.id), t.sameFile);
  try {
    const reading = await readFile(call, file);
    const id = await startPlanImport(call.services, call.actor, { reading, file });
    return seeOther(call, programmeWork.planImport(id));
  } catch (error) {
    return startPage(call, false, '', failureIn(call, error));
  }
}

/** In a thread of its own, under limits of size and time. Throws InvalidInput `file`. */
async function readFile(call: Call, file: ImportedFile): Promise<OfficialDocument> {
  try {
    return await readOfficialFile({
      path: call.services.files.pathOf(file.sha256),
      name: file.name,
      maxScannedPages: SCANNED_PAGES_AT_ONCE,
      onStopped: warnOfStopped(call.services.log, file.sha256),
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new InvalidInput({ file: error.text });
  }
}

async function postPaste(call: Call): Promise<Response> {
  const form = await call.form();
  const rows = form.get('rows');
  try {
    const reading = readPastedPlan(rows);
    const id = await startPlanImport(call.services, call.actor, { reading, file: null });
    return seeOther(call, programmeWork.planImport(id));
  } catch (error) {
    return startPage(call, true, rows, failureIn(call, error));
  }
}

const partAsked = (call: Call): ImportPart | null => {
  const asked = call.query('xem');
  return asked === 'chi-tieu' ? 'targets' : asked === '' ? null : 'tasks';
};

interface DoubtfulNames {
  readonly names: readonly string[];
  /** Those that mean an agency that has ended. */
  readonly ended: ReadonlySet<string>;
}

/** Names the directory does not know, or knows as ended; those nobody has decided about first. Two statements. */
async function doubtfulNames({ services }: Call, record: PlanImport): Promise<DoubtfulNames> {
  const names = await namesInImport(services.db, record.id);
  const known = await matchOrganisations(services.db, names);
  const ended = new Set(names.filter((name) => known.get(name)?.ended));
  const doubtful = names.filter((name) => !known.has(name) || ended.has(name));
  const decided = (name: string) => Object.hasOwn(record.agencies, name);
  return { ended, names: [...doubtful.filter((name) => !decided(name)), ...doubtful.filter(decided)] };
}

async function reviewPage(
  call: Call,
  failure = fine,
  typed: readonly string[] | null = null,
): Promise<Response> {
  const { services, actor, language: lang, csrfToken, today } = call;
  const { db } = services;
  const record = await findPlanImport(db, actor, readId(call, 'id'));
  const counts = await countsOfImport(db, record.id);
  const part = partAsked(call) ?? (counts.tasks.rows === 0 && counts.targets.rows > 0 ? 'targets' : 'tasks');
  const filter = {
    only: (['doubtful', 'left_out'] as const).find((one) => one === call.query('loc')) ?? ('all' as const),
    page: readPageNumber(call.query('trang')),
  };
  const rows = await rowsOfImport(db, record.id, part, filter);
  const reviewing = record.state === 'reviewing';
  const doubtful = reviewing ? await doubtfulNames(call, record) : { names: [], ended: new Set<string>() };
  return page(
    call,
    {
      ...{ title: planImportTexts(lang).reviewTitle, active: 'desk', wide: true },
      status: failure.status,
    },
    <ReviewPage
      {...{ lang, csrfToken, record, part, filter, rows, counts, typed }}
      {...{ unknown: doubtful.names, ended: doubtful.ended }}
      organisations={reviewing ? await planningOrganisations(db, today) : []}
      errors={failure.errors}
      general={failure.general}
    />,
  );
}

const positions = (text: string) =>
  text.split(',').flatMap((one) => (/^[1-9]\d{0,5}$/.test(one) ? [Number(one)] : []));

async function postReview(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const t = planImportTexts(language);
  const deed = form.get('do');
  let typed: readonly string[] | null = null;
  try {
    if (deed === 'bo-qua') {
      const part = form.get('part') === 'targets' ? 'targets' : 'tasks';
      const shown = positions(form.get('shown')).slice(0, 1_000);
      const out = shown.filter((position) => form.get(`skip-${position}`) !== '');
      await leaveOut(services, actor, id, { part, shown, out });
      return seeOther(call, call.path, t.saved);
    }
    if (deed === 'co-quan') {
      const names = namesPosted(form);
      typed = names.map((_, index) => form.get(`agency-${index}`));
      const meant = names.map((printed, index) => ({ printed, meant: typed?.[index] ?? '' }));
      await chooseAgencies(services, actor, id, meant);
      return seeOther(call, programmeWork.planImport(id), t.saved);
    }
    if (deed !== 'doc-lai') throw notFound();
    await chooseColumns(services, actor, id, tablePosted(form));
    return seeOther(call, programmeWork.planImport(id), t.rereadDone);
  } catch (error) {
    return reviewPage(call, failureIn(call, error), typed);
  }
}

/** Names as the page showed them. */
function namesPosted(form: FormFields): string[] {
  const read = z
    .array(z.string().min(1).max(2_000))
    .max(100)
    .safeParse(parsed(form.get('names')));
  if (!read.success) throw notFound();
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tablePosted(form: FormFields) {
  const table = /^\d{1,2}$/.test(form.get('table')) ? Number(form.get('table')) : -1;
  const columns = Array.from({ length: 60 }, (_, column) => [
    String(column),
    form.get(`column-${table}-${column}`),
  ]);
  return {
    ...{ table, as: form.get(`as-${table}`), version: versionIn(form) },
    columns: Object.fromEntries(columns.filter(([, field]) => field !== '')),
  };
}

async function rowPage(
  call: Call,
  part: ImportPart,
  failure: Failure | null = null,
  typed: { readonly texts: RowTexts; readonly skip: boolean } | null = null,
): Promise<Response> {
  const { services, actor, language: lang, csrfToken } = call;
  const record = await findPlanImport(services.db, actor, readId(call, 'id'));
  const row = await findImportRow(services.db, record.id, part, Math.min(readId(call, 'row'), 2_000_000_000));
  const title = planImportTexts(lang).editTitle(String(row.position));
  return page(
    call,
    { title, active: 'desk', status: failure?.status ?? 200 },
    <RowPage {...{ lang, csrfToken, record, part, row, typed, failure }} />,
  );
}

async function postRow(call: Call, part: ImportPart): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const [id, position] = [readId(call, 'id'), Math.min(readId(call, 'row'), 2_000_000_000)];
  const read = z.record(z.string(), z.string()).safeParse(parsed(form.get('shown')));
  const texts = Object.fromEntries(rowFields[part].map((field) => [field, form.get(field)]));
  const skip = form.get('skip') !== '';
  try {
    const shown = read.success ? read.data : {};
    await correctRow(services, actor, id, { part, position, version: versionIn(form), shown, texts, skip });
    const back = `${programmeWork.planImport(id)}${part === 'targets' ? '?xem=chi-tieu' : ''}`;
    return seeOther(call, back, planImportTexts(language).saved);
  } catch (error) {
    return rowPage(call, part, failureIn(call, error), { texts, skip });
  }
}

async function savePage(
  call: Call,
  shown: { readonly values: HeadValues; readonly failure: Failure } | null = null,
): Promise<Response> {
  const { services, actor, language: lang, csrfToken, today } = call;
  const { db } = services;
  const record = await findPlanImport(db, actor, readId(call, 'id'));
  if (record.state !== 'reviewing')
    return shown ? reviewPage(call, shown.failure) : seeOther(call, programmeWork.planImport(record.id));
  const [tasks, targets] = [
    await rowsOfImport(db, record.id, 'tasks'),
    await rowsOfImport(db, record.id, 'targets'),
  ];
  const saved = { tasks: tasks.filter(isSaved).length, targets: targets.filter(isSaved).length };
  const leftOut = tasks.length + targets.length - saved.tasks - saved.targets;
  const read = headAsRead(record.head, record.level, record.organisationId);
  return page(
    call,
    { title: planImportTexts(lang).saveTitle, active: 'desk', status: shown?.failure.status ?? 200 },
    <SavePage
      {...{ lang, csrfToken, record, saved: { ...saved, leftOut } }}
      values={shown?.values ?? { ...read, document: '' }}
      organisations={await planningOrganisations(db, today)}
      failure={shown?.failure ?? null}
    />,
  );
}

async function postSave(call: Call): Promise<Response> {
  const values = typedHead(await call.form());
  const id = readId(call, 'id');
  try {
    const plan = await confirmPlanImport(call.services, call.actor, id, values);
    return seeOther(call, programmeWork.plan(plan.id), planImportTexts(call.language).planSaved);
  } catch (error) {
    return savePage(call, { values, failure: failureIn(call, error) });
  }
}

async function postDiscard(call: Call): Promise<Response> {
  await call.form();
  await discardPlanImport(call.services, call.actor, readId(call, 'id'));
  return seeOther(call, programmeWork.newPlan, planImportTexts(call.language).discarded);
}

const at = '/ban-lam-viec/nhap-ke-hoach/:id';

export const planImportRoutes: readonly Route[] = [
  readPage('plan.import', programmeWork.newPlan, planEditors, (call) => startPage(call, false)),
  action('plan.start_import', programmeWork.newPlan, planEditors, postFile),
  readPage('plan.paste', programmeWork.newPlanPasted, planEditors, (call) => startPage(call, true)),
  action('plan.start_paste', programmeWork.newPlanPasted, planEditors, postPaste),
  inspected(
    'plan_import',
    readPage('plan_import.review', at, planReaders, (call) => reviewPage(call)),
  ),
  action('plan_import.revise', at, planEditors, postReview),
  readPage('plan_import.task', `${at}/nhiem-vu/:row`, planEditors, (call) => rowPage(call, 'tasks')),
  action('plan_import.save_task', `${at}/nhiem-vu/:row`, planEditors, (call) => postRow(call, 'tasks')),
  readPage('plan_import.target', `${at}/chi-tieu/:row`, planEditors, (call) => rowPage(call, 'targets')),
  action('plan_import.save_target', `${at}/chi-tieu/:row`, planEditors, (call) => postRow(call, 'targets')),
  readPage('plan_import.preview', `${at}/luu`, planEditors, (call) => savePage(call)),
  action('plan_import.confirm', `${at}/luu`, planEditors, postSave),
  action('plan_import.discard', `${at}/bo`, planEditors, postDiscard),
];
