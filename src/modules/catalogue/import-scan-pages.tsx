import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import type { UncertainWord } from '../../office/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, download, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { type KeptScan, pictureAt, scanPicture, scanPlace, scanTexts } from '../documents/index.ts';
import { editors, idOf, readers } from './edition-pages.tsx';
import { correctable } from './import-corrections.ts';
import { correctWord, placesIn, type WordPlace } from './import-scan.ts';
import { ImportScanPage, rightName, type TypedWord } from './import-scan-view.tsx';
import { findImport, type ImportRecord, importRows, sourceOf } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { recordLook } from './looks.ts';
import { withQuery, work } from './paths.ts';
import { authorise, can, looksAsInspector } from './policy.ts';

/** The import of the address with its scan. Throws `not_found`, also where it was not read from one. */
async function asked(call: Call): Promise<KeptScan & { readonly record: ImportRecord }> {
  const record = await findImport(call.services.db, idOf(call, 'id'));
  authorise(call.actor, 'read', record.editionId);
  const { recognition } = await sourceOf(call.services.db, record.id);
  if (!recognition || record.fileSha256 === null) throw notFound();
  return { record, recognition, file: { sha256: record.fileSha256 } };
}

/** GET …/ban-quet?trang= */
async function showScan(call: Call): Promise<Response> {
  const scan = await asked(call);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'import', scan.record.id);
  return scanPage(call, scan, null);
}

/** GET …/anh-quet?trang= */
async function pagePicture(call: Call): Promise<Response> {
  const scan = await asked(call);
  const answer = await scanPicture(call, scan);
  if (answer.status === 200 && looksAsInspector(call.actor))
    await recordLook(call.services, call.actor, 'import', scan.record.id);
  return answer;
}

async function scanPage(
  call: Call,
  scan: KeptScan & { readonly record: ImportRecord },
  refused: { readonly status: 409 | 422; readonly typed: TypedWord } | null,
): Promise<Response> {
  const { language, csrfToken, services, actor } = call;
  const { record, recognition } = scan;
  const place = scanPlace(call, scan);
  const rows = await importRows(services.db, record.id);
  return page(
    call,
    { title: scanTexts(language).title, active: 'desk', wide: true, status: refused?.status ?? 200 },
    <ImportScanPage
      {...{ language, csrfToken, record, recognition, place }}
      picture={pictureAt(work.importPicture(record.id), place)}
      places={placesIn(rows)}
      mayEdit={record.state === 'reviewing' && can(actor, 'edit', record.editionId)}
      typed={refused?.typed ?? null}
    />,
  );
}

/** POST …/ban-quet?trang=: the right word goes into the row it was misread in. */
async function postWord(call: Call): Promise<Response> {
  const form = await call.form();
  const scan = await asked(call);
  const { record } = scan;
  const number = Number(form.get('word'));
  const field = correctable.find((known) => known === form.get('field'));
  const word = wordsOn(call, scan)[number - 1];
  const place: WordPlace = { position: Number(form.get('position')), field: field ?? 'title' };
  const right = form.get(rightName(number, place));
  let changed: boolean;
  try {
    if (!word || !field || !mayBePosition(place.position)) throw noSuchWord();
    const version = Number(form.get('version'));
    changed = await correctWord(call.services, call.actor, {
      importId: record.id,
      version,
      word,
      place,
      right,
    });
  } catch (error) {
    const refusal = refusalOf(error, call);
    if (!refusal) throw error;
    const now = await asked(call);
    const typed = { number, place, right, message: refusal.message };
    return scanPage(call, now, { status: refusal.status, typed });
  }
  const t = importTexts(call.language);
  const path = withQuery(work.importScan(record.id), { trang: scanPlace(call, scan) });
  return seeOther(call, `${path}#chu-${number}`, changed ? t.saved : t.sameWord);
}

function mayBePosition(position: number): boolean {
  return Number.isInteger(position) && position > 0 && position < 1_000_000;
}

function wordsOn(call: Call, scan: KeptScan): UncertainWord[] {
  const page = scan.recognition.pages[scanPlace(call, scan) - 1];
  return scan.recognition.uncertain.filter((word) => word.page === page?.number);
}

function refusalOf(error: unknown, call: Call): { status: 409 | 422; message: string } | null {
  if (error instanceof InvalidInput && error.fields.right)
    return { status: 422, message: error.fields.right[call.language] };
  const told = error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'wrong_state');
  return told ? { status: 409, message: error.text[call.language] } : null;
}

function noSuchWord(): Refusal {
  return new Refusal('conflict', {
    vi: 'Không thấy chữ cần sửa. Hãy mở lại trang rồi thử lần nữa.',
    en: 'The word to correct was not found. Open the page again and try once more.',
  });
}

export const importScanRoutes: readonly Route[] = [
  readPage('import.scan', `${work.imports}/:id/ban-quet`, readers, showScan),
  action('import.correct_word', `${work.imports}/:id/ban-quet`, editors, postWord),
  download('import.scan_picture', `${work.imports}/:id/anh-quet`, readers, pagePicture),
];
