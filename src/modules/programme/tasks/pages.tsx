import { randomUUID } from 'node:crypto';
import { localDateOf, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { type FormFields, fieldsOf } from '../../../platform/http/form.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { type Upload, UploadRefused } from '../../../platform/http/upload.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { mostAttachmentBytes } from '../../catalogue/index.ts';
import { readId, statedFailure } from '../../directory/index.ts';
import { fileAnswer } from '../../documents/index.ts';
import { difficultiesOf } from '../difficulties/queries.ts';
import { decidesDirectives } from '../directives/policy.ts';
import { directivesOf } from '../directives/queries.ts';
import { lineageOf } from '../links/lineage.ts';
import { inspected } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import {
  actsForAgency,
  agenciesOf,
  type HeldPlan,
  mayDo,
  programmeDeciders,
  programmeEditors,
  programmeReaders,
} from '../policy.ts';
import { urgingOf } from '../urging/queries.ts';
import { lettersOfTask } from '../urging-letters/of-task.ts';
import { deedIn, numberIn, typedIn } from './deeds.ts';
import { FactPage, type FactProps } from './fact-view.tsx';
import { correctFact, enterFact } from './facts.ts';
import { findTask, findTaskFile, type TaskAgency, type TaskPage, taskHistory } from './queries.ts';
import { type FactKind, factKinds } from './task.ts';
import { taskTexts } from './texts.ts';
import type { TypedFact } from './typed-fact.ts';
import { type Refused, type TaskProps, TaskWork } from './work-view.tsx';

const readers = onlyFor(...programmeReaders);
const editors = onlyFor(...programmeEditors);
const deciders = onlyFor(...programmeDeciders);

function planOf({ plan }: TaskPage): HeldPlan {
  return { level: plan.level, state: plan.state, organisationId: plan.organisationId };
}

function leadsOf(call: Call, task: TaskPage): readonly TaskAgency[] {
  return task.agencies.filter(
    ({ role, organisationId }) => role === 'lead' && actsForAgency(call.actor, organisationId),
  );
}

async function showTask(call: Call, refused: TaskProps['refused']): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const task = await findTask(services.db, actor, readId(call, 'id'), call.language);
  const plan = planOf(task);
  return page(
    call,
    {
      ...{ title: task.name, titleLang: 'vi', active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: task.plan.illustrative },
    },
    <TaskWork
      {...{ lang, csrfToken, task, refused }}
      today={localDateOf(services.clock())}
      mine={leadsOf(call, task)}
      may={{
        edit: mayDo(actor, 'edit', plan),
        decide: mayDo(actor, 'decide', plan),
        extend: mayDo(actor, 'extend', plan),
      }}
      difficulties={await difficultiesOf(services.db, actor, { taskId: task.id })}
      mayRaise={agenciesOf(actor).length > 0}
      lineage={await lineageOf(services.db, { kind: 'task', id: task.id }, mayDo(actor, 'read', null))}
      urging={{
        urges: await urgingOf(services.db, actor, task.id),
        letters: await lettersOfTask(services.db, actor, task.id),
        own: agenciesOf(actor),
        mayNote: mayDo(actor, 'edit', null),
      }}
      directives={await directivesOf(services.db, actor, task.id)}
      mayGive={decidesDirectives(actor) && task.plan.state === 'in_force'}
      history={await taskHistory(services.db, task.id)}
    />,
  );
}

async function postDeed(call: Call, of: 'leading' | 'deciding'): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  const deed = deedIn(form, of);
  // taking out a part leads to what it was part of
  const next = form.get('do') === 'bo-nho' ? await parentOf(call, id) : id;
  try {
    return seeOther(call, programmeWork.task(next), await deed.run(call, id, form));
  } catch (error) {
    const failure = statedFailure(error, call.language);
    const errors = Object.fromEntries(
      Object.entries(failure.errors).map(([name, text]) => [deed.fields[name] ?? name, text]),
    );
    return showTask(call, { ...failure, errors, deed: form.get('do'), values: typedIn(form) });
  }
}

async function parentOf(call: Call, id: number): Promise<number> {
  const task = await findTask(call.services.db, call.actor, id, call.language);
  return task.parent?.id ?? id;
}

interface FactShown {
  readonly kind: FactKind;
  readonly values: FactProps['values'];
  readonly corrects: number | null;
  readonly formKey: string;
  readonly failure: Refused | null;
}

/** Whoever may enter something for the task; the leads it may be entered for. Throws `not_found` to everybody else. */
async function openForFacts(call: Call): Promise<{ task: TaskPage; leads: readonly TaskAgency[] }> {
  const task = await findTask(call.services.db, call.actor, readId(call, 'id'), call.language);
  const monitors = mayDo(call.actor, 'edit', planOf(task));
  const leads = task.agencies.filter(
    ({ role, organisationId }) =>
      role === 'lead' && organisationId !== null && (monitors || actsForAgency(call.actor, organisationId)),
  );
  if (leads.length === 0 && !monitors) throw notFound();
  return { task, leads };
}

function factPage(
  call: Call,
  { task, leads }: { readonly task: TaskPage; readonly leads: readonly TaskAgency[] },
  shown: FactShown,
): Response {
  const { language: lang, csrfToken, services } = call;
  const t = taskTexts(lang);
  const title = `${shown.corrects === null ? t.enter[shown.kind] : t.correctTitle} · ${task.code}`;
  return page(
    call,
    {
      ...{ ...contentTitle(title), active: 'desk', status: shown.failure?.status ?? 200 },
      illustrative: task.plan.illustrative,
    },
    <FactPage {...{ lang, csrfToken, task, leads, ...shown }} today={localDateOf(services.clock())} />,
  );
}

async function showFact(call: Call): Promise<Response> {
  const opened = await openForFacts(call);
  const asked = call.query('dinh-chinh');
  const today = writeDate(localDateOf(call.services.clock()));
  const formKey = randomUUID();
  if (asked === '') {
    const kind = factKinds.find((one) => one === call.query('loai')) ?? 'progress';
    return factPage(call, opened, {
      ...{ kind, corrects: null, formKey, failure: null },
      values: { on: today },
    });
  }
  const former = opened.task.entered.find(({ id }) => String(id) === asked);
  if (!former || former.corrected) throw notFound();
  const values = {
    ...{ kind: former.kind, on: writeDate(former.on), words: former.words, reason: '' },
    ...{ percent: former.percent === null ? '' : String(former.percent), period: former.period ?? '' },
    documentNumber: former.documentNumber ?? '',
    documentDate: former.documentDate ? writeDate(former.documentDate) : '',
  };
  return factPage(call, opened, {
    ...{ kind: former.kind, corrects: former.id, formKey, failure: null, values },
  });
}

function factIn(fields: FormFields, files: Upload['files']): TypedFact {
  return {
    ...{ kind: fields.get('kind'), on: fields.get('on'), percent: fields.get('percent') },
    ...{ words: fields.get('words'), reason: fields.get('reason'), period: fields.get('period') },
    ...{ documentNumber: fields.get('documentNumber'), documentDate: fields.get('documentDate') },
    ...{ organisationId: numberIn(fields, 'lead'), version: numberIn(fields, 'version') ?? 0 },
    ...{ files, key: fields.get('khoa').slice(0, 60) || randomUUID() },
  };
}

async function postFact(call: Call): Promise<Response> {
  // asked before anything large is taken in
  const opened = await openForFacts(call);
  const t = taskTexts(call.language);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: mostAttachmentBytes, files: 5, leaveOutLarge: true });
  } catch (error) {
    if (!(error instanceof Refusal) || !['too_large', 'unreadable'].includes(error.kind)) throw error;
    const failure = {
      ...{ errors: { file: error.text[call.language] }, general: undefined, conflict: false },
      status: error.kind === 'too_large' ? 413 : 400,
    };
    const fields = error instanceof UploadRefused ? error.fields : fieldsOf([]);
    return factPage(call, opened, {
      kind: factKinds.find((one) => one === fields.get('kind')) ?? 'progress',
      ...{ values: { ...fields.object() }, corrects: numberIn(fields, 'corrects'), failure },
      formKey: fields.get('khoa').slice(0, 60) || randomUUID(),
    });
  }
  const { fields, files } = upload;
  const typed = factIn(fields, files);
  const corrects = numberIn(fields, 'corrects');
  try {
    refuseLeftOut(upload);
    if (corrects === null && typed.organisationId === null && opened.leads.length > 1)
      throw new InvalidInput({ lead: whose });
    const { services, actor } = call;
    const { task } = opened;
    const entered =
      corrects === null
        ? await enterFact(services, actor, task.id, typed)
        : await correctFact(services, actor, task.id, corrects, typed);
    const said = corrects !== null ? t.correctedNotice : typed.kind === 'done' ? t.reportSaved : t.saved;
    const again = task.entered.some(({ id }) => id === entered);
    return seeOther(call, programmeWork.task(task.id), again ? t.keptAlready : said);
  } catch (error) {
    const kind = factKinds.find((one) => one === typed.kind) ?? 'progress';
    const failure = statedFailure(error, call.language);
    // sent once more it is something new, whatever its form was kept with
    const formKey = failure.conflict ? randomUUID() : typed.key;
    return factPage(call, await openForFacts(call), {
      ...{ kind, corrects, formKey, values: { ...fields.object() }, failure },
    });
  }
}

const whose = { vi: 'Hãy chọn cơ quan.', en: 'Choose the agency.' };

function refuseLeftOut({ tooLarge }: Upload): void {
  if (tooLarge.length === 0) return;
  const names = tooLarge.join(', ');
  throw new InvalidInput({
    file: {
      vi: `Tệp lớn quá 25 MB: ${names}. Hãy nén hình trong tệp hoặc tách thành nhiều tệp.`,
      en: `Larger than 25 MB: ${names}. Compress its pictures or split it.`,
    },
  });
}

async function showFile(call: Call): Promise<Response> {
  const { services, actor } = call;
  const file = await findTaskFile(services.db, actor, readId(call, 'id'), readId(call, 'file'));
  return fileAnswer(call, file, false);
}

export const taskPageRoutes: readonly Route[] = [
  inspected(
    'task',
    readPage('task.show', '/ban-lam-viec/nhiem-vu/:id', readers, (call) => showTask(call, null)),
  ),
  action('task.act', '/ban-lam-viec/nhiem-vu/:id', editors, (call) => postDeed(call, 'leading')),
  action('task.decide', '/ban-lam-viec/nhiem-vu/:id/quyet-dinh', deciders, (call) =>
    postDeed(call, 'deciding'),
  ),
  readPage('task.fact', '/ban-lam-viec/nhiem-vu/:id/ghi', editors, showFact),
  action('task.enter_fact', '/ban-lam-viec/nhiem-vu/:id/ghi', editors, postFact),
  inspected('task', download('task.file', '/ban-lam-viec/nhiem-vu/:id/tep/:file', readers, showFile)),
];
