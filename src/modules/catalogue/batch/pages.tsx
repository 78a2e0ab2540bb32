import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { readSpan } from '../edition.ts';
import { editors, idOf, messagesIn } from '../edition-pages.tsx';
import { catalogueKinds } from '../entry.ts';
import { batchHistory, historyAsked } from '../history.ts';
import { batchLimits, fileStates } from './batch.ts';
import { BatchPage } from './batch-view.tsx';
import { readAgain, startBatch } from './commands.ts';
import type { Target } from './intake.ts';
import { batchWork } from './paths.ts';
import { findBatch, listBatches, listFiles } from './store.ts';
import { batchTexts } from './texts.ts';
import { BatchStartPage, type BatchValues } from './view.tsx';

interface Returned {
  readonly status: 413 | 422 | 400;
  readonly errors: Readonly<Record<string, string>>;
}

async function startPage(call: Call, values: BatchValues, returned?: Returned): Promise<Response> {
  const { language, csrfToken, services } = call;
  const asked = { text: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) };
  const found = await listBatches(services.db, asked);
  return page(
    call,
    { title: batchTexts(language).title, active: 'desk', status: returned?.status ?? 200 },
    <BatchStartPage
      {...{ language, csrfToken, values, found, asked }}
      errors={returned?.errors ?? {}}
      formKey={randomUUID()}
    />,
  );
}

const showStart = (call: Call) => startPage(call, { target: '', span: '' });

/** Throws InvalidInput naming each wrong choice. */
function targetOf({ target, span }: BatchValues): Target {
  if (target === 'documents') return { kind: 'documents' };
  const kind = catalogueKinds.find((known) => known === target);
  const typed = span.trim() === '' ? null : readSpan(span);
  const wrong: Record<string, Text> = {};
  if (!kind) wrong.target = bothTexts('chooseTarget');
  if (span.trim() !== '' && !typed) wrong.span = bothTexts('wrongSpan');
  if (!kind || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { kind, span: typed };
}

function bothTexts(key: 'chooseTarget' | 'wrongSpan' | 'chooseAgain'): Text {
  return { vi: batchTexts('vi')[key], en: batchTexts('en')[key] };
}

async function postStart(call: Call): Promise<Response> {
  const t = batchTexts(call.language);
  let values: BatchValues = { target: '', span: '' };
  try {
    const sent = await call.upload({
      fileSize: batchLimits.fileBytes,
      files: batchLimits.files,
      total: batchLimits.allBytes,
      leaveOutLarge: true,
    });
    const { fields, files, empty, tooLarge } = sent;
    values = { target: fields.get('target'), span: fields.get('span') };
    const target = targetOf(values);
    const key = /^[0-9a-f-]{36}$/.test(fields.get('formKey')) ? fields.get('formKey') : randomUUID();
    const id = await startBatch(call.services, call.actor, { target, files, empty, tooLarge, key });
    return seeOther(call, batchWork.batch(id), t.started(formatNumber(call.language, files.length, 0)));
  } catch (error) {
    if (error instanceof InvalidInput) {
      const errors = messagesIn(call, error.fields);
      return startPage(call, values, { status: 422, errors: { files: t.chooseAgain, ...errors } });
    }
    if (!(error instanceof Refusal)) throw error;
    const status = error.kind === 'too_large' ? 413 : error.kind === 'unreadable' ? 400 : null;
    if (status === null) throw error;
    return startPage(call, values, { status, errors: { files: error.text[call.language] } });
  }
}

async function showBatch(call: Call): Promise<Response> {
  const { services, language, csrfToken } = call;
  const batch = await findBatch(services.db, idOf(call, 'batch'));
  const filters = {
    state: fileStates.find((state) => state === call.query('ket-qua')) ?? null,
    text: call.query('q').slice(0, 200),
    page: readPageNumber(call.query('trang')),
  };
  const found = await listFiles(services.db, batch.id, filters);
  const history = await batchHistory(services.db, batch.id, historyAsked(call.query));
  return page(
    call,
    { title: batchTexts(language).name(batch.id), active: 'desk', wide: true },
    <BatchPage {...{ language, csrfToken, batch, found, filters, history }} />,
  );
}

async function postRetry(call: Call): Promise<Response> {
  const batch = await findBatch(call.services.db, idOf(call, 'batch'));
  await call.form();
  const name = await readAgain(call.services, call.actor, batch.id, idOf(call, 'file'));
  return seeOther(call, batchWork.batch(batch.id), batchTexts(call.language).retried(name));
}

export const batchRoutes: readonly Route[] = [
  readPage('batch.list', batchWork.list, editors, showStart),
  action('batch.start', batchWork.list, editors, postStart),
  readPage('batch.show', `${batchWork.list}/:batch`, editors, showBatch),
  action('batch.retry', `${batchWork.list}/:batch/tep/:file/doc-lai`, editors, postRetry),
];
