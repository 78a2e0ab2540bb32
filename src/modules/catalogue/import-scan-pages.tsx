import { notFound } from '../../kernel/refusal.ts';
import type { UncertainWord } from '../../office/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { action, download, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { type KeptScan, pictureAt, scanPicture, scanPlace, scanTexts } from '../documents/index.ts';
import { editors, idOf, readers } from './edition-pages.tsx';
import { correctable } from './import-corrections.ts';
import { saveWords, type TypedWord, wordsIn } from './import-scan.ts';
import {
  ImportScanPage,
  isRightName,
  rightPattern,
  shownAsRight,
  type Unsaved,
} from './import-scan-view.tsx';
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
  unsaved: (Unsaved & { readonly status: 409 | 422 }) | null,
): Promise<Response> {
  const { language, csrfToken, services, actor } = call;
  const { record, recognition } = scan;
  const place = scanPlace(call, scan);
  const rows = await importRows(services.db, record);
  return page(
    call,
    { title: scanTexts(language).title, active: 'desk', wide: true, status: unsaved?.status ?? 200 },
    <ImportScanPage
      {...{ language, csrfToken, record, recognition, place, unsaved }}
      picture={pictureAt(work.importPicture(record.id), place)}
      inRows={wordsIn(rows, wordsOn(call, scan))}
      mayEdit={record.state === 'reviewing' && can(actor, 'edit', record.editionId)}
    />,
  );
}

/** POST …/ban-quet?trang=: right words go into the rows they were misread in, ticked ones are uncertain no more. */
async function postWords(call: Call): Promise<Response> {
  const form = await call.form();
  const scan = await asked(call);
  const { record } = scan;
  const words = wordsOn(call, scan);
  const t = importTexts(call.language);
  const { typed, ticked, unticked } = sentWords(form, words);
  const both = typed.filter(({ number }) => ticked.includes(number));
  const { saved, refused, ended } = await saveWords(call.services, call.actor, {
    ...{ import: record, version: Number(form.get('version')), words },
    typed: typed.filter((one) => !both.includes(one)),
    ticked: ticked.filter((number) => !both.some((one) => one.number === number)),
    unticked,
  });
  if (both.length + refused.length > 0 || ended) {
    const told = [
      ...both.map((one) => ({ ...one, message: t.typedAndTicked })),
      ...refused.map((one) => ({ ...one, message: one.message[call.language] })),
    ];
    const invalid = both.length > 0 || refused.some(({ kind }) => kind === 'invalid');
    return scanPage(call, await asked(call), {
      status: invalid ? 422 : 409,
      words: told,
      ticked: ended ? ticked : both.map(({ number }) => number),
      general: ended?.[call.language] ?? t.wordsLeft(saved, new Set(told.map(({ number }) => number)).size),
    });
  }
  const path = withQuery(work.importScan(record.id), { trang: scanPlace(call, scan) });
  return seeOther(call, path, saved > 0 ? t.wordsSaved(saved) : t.sameWord);
}

/** What somebody changed in the form: a box left as the word was read says nothing. */
function sentWords(form: FormFields, words: readonly UncertainWord[]) {
  const typed = form.names().flatMap((name): TypedWord[] => {
    const [, number, position, named] = rightPattern.exec(name) ?? [];
    const field = correctable.find((known) => known === named);
    const right = form.get(name);
    if (!field || right === words[Number(number) - 1]?.text) return [];
    return [{ number: Number(number), place: { position: Number(position), field }, right }];
  });
  const numbers = words.map((_, at) => at + 1);
  const isTicked = (number: number) => form.get(isRightName(number)) === '1';
  const was = form.get(shownAsRight).split(' ').map(Number);
  return {
    typed,
    ticked: numbers.filter((number) => isTicked(number) && !was.includes(number)),
    unticked: numbers.filter((number) => was.includes(number) && !isTicked(number)),
  };
}

function wordsOn(call: Call, scan: KeptScan): UncertainWord[] {
  const page = scan.recognition.pages[scanPlace(call, scan) - 1];
  return scan.recognition.uncertain.filter((word) => word.page === page?.number);
}

export const importScanRoutes: readonly Route[] = [
  readPage('import.scan', `${work.imports}/:id/ban-quet`, readers, showScan),
  action('import.correct_words', `${work.imports}/:id/ban-quet`, editors, postWords),
  download('import.scan_picture', `${work.imports}/:id/anh-quet`, readers, pagePicture),
];
