import { writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { type RawSheet, readFileFormat, readSheets, UnreadableFile } from '../../../office/index.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { formatNumber } from '../../../ui/format.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { readId, withQuery } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { type Failure, failureIn, versionIn } from '../plans/failure.ts';
import { agenciesOf, programmeEditors } from '../policy.ts';
import { fieldsOfSheet, type RowTexts } from './columns.ts';
import { endWorkbook, mendRow, startWorkbook, type WorkbookFile, writeRows } from './commands.ts';
import { emptyWorkbook, fileAnswer, noFiles, wrongRowsFile } from './downloads.ts';
import { cleaned } from './filled-rows.ts';
import { verdicts } from './judged.ts';
import { isMendable, ReviewPage } from './review-view.tsx';
import { RowPage } from './row-view.tsx';
import { WorkbookStart, workbookLimit } from './start-view.tsx';
import { findWorkbook, judgeRows, openWorkbooks, rowsOfWorkbook, workbookOfFile } from './store.ts';
import { rowsMost, workbookChoices } from './subjects.ts';
import { workbookTexts } from './texts.ts';

const editors = onlyFor(...programmeEditors);

async function startPage(
  call: Call,
  errors: Readonly<Record<string, string>> = {},
  status = 200,
): Promise<Response> {
  const { services, actor, language: lang, csrfToken } = call;
  return page(
    call,
    { title: workbookTexts(lang).title, active: 'desk', status },
    <WorkbookStart
      {...{ lang, csrfToken, errors }}
      choices={await workbookChoices(services.db, actor, agenciesOf(actor))}
      open={await openWorkbooks(services.db, actor)}
      values={{ agency: call.query('co-quan'), plan: call.query('ke-hoach') }}
    />,
  );
}

/** Why a download came back here; the address says so. */
function noFileIn(call: Call): Readonly<Record<string, string>> {
  const t = workbookTexts(call.language);
  const why = noFiles.find((one) => one === call.query('loi'));
  if (why === 'chon-co-quan') return { 'co-quan': t.chooseAgency };
  if (why === 'qua-nhieu') return { 'ke-hoach': t.tooMany(formatNumber(call.language, rowsMost, 0)) };
  return why === 'khong-co' ? { 'ke-hoach': t.nothing } : {};
}

async function downloadFile(call: Call): Promise<Response> {
  const made = await emptyWorkbook(call);
  if ('why' in made) {
    const asked = { 'co-quan': call.query('co-quan'), 'ke-hoach': call.query('ke-hoach') };
    return seeOther(call, withQuery(programmeWork.workbooks, { ...asked, loi: made.why }));
  }
  return fileAnswer(made.bytes, made.name);
}

async function postFile(call: Call): Promise<Response> {
  const { services, actor, language } = call;
  const t = workbookTexts(language);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: workbookLimit });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_large') throw error;
    return startPage(call, { file: error.text[language] }, 413);
  }
  const file = upload.files.find(({ field }) => field === 'file');
  if (!file) return startPage(call, { file: upload.empty.length > 0 ? t.emptyFile : t.chooseFile }, 422);
  const known = await workbookOfFile(services.db, actor, file.sha256);
  if (known !== null) return seeOther(call, programmeWork.workbook(known), t.sameFile);
  try {
    const id = await startWorkbook(services, actor, { sheets: await readFile(call, file), file });
    return seeOther(call, programmeWork.workbook(id));
  } catch (error) {
    const { errors, status } = failureIn(call, error);
    return startPage(call, { file: errors.file ?? '' }, status);
  }
}

/** In a thread of its own, under limits of size and time. Throws InvalidInput `file`. */
async function readFile(call: Call, { sha256, name }: WorkbookFile): Promise<readonly RawSheet[]> {
  const path = call.services.files.pathOf(sha256);
  const found = await readFileFormat(path, name);
  if ('foreign' in found && found.foreign === 'macros')
    throw new InvalidInput({ file: { vi: workbookTexts('vi').macros, en: workbookTexts('en').macros } });
  try {
    return await readSheets({ path, name });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new InvalidInput({ file: error.text });
  }
}

interface Outcome {
  readonly refused: readonly string[];
  readonly notice: string | null;
}

async function reviewPage(call: Call, outcome: Outcome | null = null): Promise<Response> {
  const { services, actor, language: lang, csrfToken, today } = call;
  const workbook = await findWorkbook(services.db, actor, readId(call, 'id'));
  const sent = await rowsOfWorkbook(services.db, workbook.id);
  const rows = await judgeRows(services.db, actor, sent, { today, sentAt: workbook.createdAt });
  const illustrative = rows.some(({ subject }) => subject?.plan.illustrative);
  return page(
    call,
    {
      ...{ title: workbookTexts(lang).review, active: 'desk', wide: true, illustrative },
      status: outcome === null ? 200 : 409,
    },
    <ReviewPage
      {...{ lang, csrfToken, workbook, rows }}
      only={verdicts.find((one) => one === call.query('loc')) ?? null}
      page={readPageNumber(call.query('trang'))}
      refused={outcome?.refused ?? []}
      notice={outcome?.notice ?? null}
    />,
  );
}

async function postEnter(call: Call): Promise<Response> {
  await call.form();
  const { services, actor, language: lang } = call;
  const t = workbookTexts(lang);
  const id = readId(call, 'id');
  const { written, left, refused } = await writeRows(services, actor, id);
  const number = (value: number) => formatNumber(lang, value, 0);
  const notice = left > 0 ? t.wroteSome(number(written), number(left)) : t.wrote(number(written));
  if (refused.length === 0) return seeOther(call, programmeWork.workbook(id), notice);
  return reviewPage(call, {
    refused: refused.map(({ sheet, line, text }) => t.refusedLine(sheet, number(line), text[lang])),
    notice: written > 0 ? notice : null,
  });
}

async function postEnd(call: Call): Promise<Response> {
  await call.form();
  await endWorkbook(call.services, call.actor, readId(call, 'id'));
  return seeOther(call, programmeWork.workbooks, workbookTexts(call.language).discarded);
}

/** A row that can be mended still; any other is not found. */
async function openRow(call: Call) {
  const { services, actor, today } = call;
  const workbook = await findWorkbook(services.db, actor, readId(call, 'id'));
  const position = Math.min(readId(call, 'row'), 2_000_000_000);
  const sent = await rowsOfWorkbook(services.db, workbook.id);
  const rows = await judgeRows(
    services.db,
    actor,
    sent.filter((row) => row.position === position),
    { today, sentAt: workbook.createdAt },
  );
  const [judged] = rows;
  if (!judged) throw notFound();
  return { workbook, judged };
}

async function rowPage(
  call: Call,
  typed: RowTexts | null = null,
  failure: Failure | null = null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const { workbook, judged } = await openRow(call);
  // written, or closed since: its page says more
  if (!failure && (workbook.state === 'ended' || !isMendable(judged)))
    return seeOther(call, programmeWork.workbook(workbook.id));
  const code = judged.subject?.code ?? judged.row.code;
  return page(
    call,
    {
      ...{
        ...contentTitle(workbookTexts(lang).rowTitle(judged.sheet, String(judged.row.line), code)),
        active: 'desk',
      },
      ...{ status: failure?.status ?? 200, illustrative: judged.subject?.plan.illustrative ?? false },
    },
    <RowPage {...{ lang, csrfToken, workbook, judged, typed, failure }} today={call.today} />,
  );
}

async function postRow(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const { judged, workbook } = await openRow(call);
  const fields = fieldsOfSheet[judged.sheet].map((field) => [field, cleaned(form.get(field))] as const);
  const texts: RowTexts = Object.fromEntries(fields.filter(([, text]) => text !== ''));
  const seen = form.get('seen');
  try {
    await mendRow(services, actor, workbook.id, {
      ...{ position: judged.row.position, version: versionIn(form), texts },
      seen: /^\d{1,9}$/.test(seen) ? Number(seen) : null,
      confirmed: form.get('confirm') === '' ? '' : form.get('asked').slice(0, 1_000),
    });
    return seeOther(call, programmeWork.workbook(workbook.id), workbookTexts(language).rowSaved);
  } catch (error) {
    return rowPage(call, texts, failureIn(call, error));
  }
}

async function downloadWrong(call: Call): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const workbook = await findWorkbook(services.db, actor, readId(call, 'id'));
  const sent = await rowsOfWorkbook(services.db, workbook.id);
  const rows = await judgeRows(services.db, actor, sent, { today, sentAt: workbook.createdAt });
  const name = workbookTexts(lang).mendName(writeDate(today).replaceAll('/', '-'));
  const { origin } = services.config.baseUrl;
  return fileAnswer(await wrongRowsFile(workbook, rows, { today, origin }), name);
}

const at = `${programmeWork.workbooks}/:id`;

export const workbookRoutes: readonly Route[] = [
  readPage('workbook.start', programmeWork.workbooks, editors, (call) => startPage(call, noFileIn(call))),
  action('workbook.send', programmeWork.workbooks, editors, postFile),
  download('workbook.form', programmeWork.workbookFile, editors, downloadFile),
  readPage('workbook.review', at, editors, (call) => reviewPage(call)),
  action('workbook.enter', `${at}/ghi`, editors, postEnter),
  action('workbook.end', `${at}/ket-thuc`, editors, postEnd),
  download('workbook.wrong_rows', `${at}/can-sua.xlsx`, editors, downloadWrong),
  readPage('workbook.row', `${at}/dong/:row`, editors, (call) => rowPage(call)),
  action('workbook.mend', `${at}/dong/:row`, editors, postRow),
];
