import { visitor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { composeDocument, type OfficialText } from '../../../office/index.ts';
import { json, seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, download, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { renderHtml } from '../../../ui/render.ts';
import { hasOutcomes } from '../carry-over/outcome.ts';
import { type OutcomeCounts, outcomeCounts } from '../carry-over/queries.ts';
import type { Edition } from '../edition.ts';
import { editors, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { allEntries } from '../entry-store.ts';
import { recordLook } from '../looks.ts';
import { work } from '../paths.ts';
import { authorise, can, looksAsInspector } from '../policy.ts';
import { keptChoice } from './annex.ts';
import { annexBytes, annexFiles, writtenAnswer } from './annex-files.ts';
import { findTexts, saveTexts } from './commands.ts';
import { composed } from './composed.ts';
import { excerptOf } from './figures.ts';
import { asIssued, issuedHead } from './issued.ts';
import {
  type OutgoingKind,
  type OutgoingTexts,
  outgoingFields,
  outgoingKinds,
  outgoingNames,
  outgoingOf,
  outgoingSlugs,
  outgoingTexts,
} from './outgoing.ts';
import { drawingAnswer, previewOf } from './preview.ts';
import {
  keptPreview,
  type Preview,
  PreviewProblems,
  previewStatus,
  previewTold,
  SheetList,
} from './preview-view.tsx';
import { outgoingWords } from './texts.ts';
import { livePreview, OutgoingList, OutgoingPage, previewFile, wholeFiles } from './view.tsx';
import { wrongTexts } from './wrong-texts.ts';

interface Opened {
  readonly edition: Edition;
  readonly outgoing: OutgoingKind;
}

/** The edition and the document in the address; an inspector's look is recorded. */
async function opened(call: Call): Promise<Opened> {
  const edition = await openEdition(call);
  const outgoing = outgoingKinds.find((kind) => outgoingSlugs[kind] === call.param('document'));
  if (outgoing === undefined || !outgoingOf(edition).includes(outgoing)) throw notFound();
  return { edition, outgoing };
}

async function recordInspection(call: Call, edition: Edition): Promise<void> {
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'edition', edition.id);
}

async function showList(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await recordInspection(call, edition);
  const { language } = call;
  return page(
    call,
    { title: outgoingWords(language).title, active: 'desk', illustrative: edition.illustrative },
    <OutgoingList {...{ language, edition }} />,
  );
}

type State = Pick<
  Parameters<typeof OutgoingPage>[0],
  'texts' | 'version' | 'errors' | 'conflict' | 'unsaved'
> & {
  readonly preview?: Preview;
};

async function outgoingPage(call: Call, { edition, outgoing }: Opened, state: State): Promise<Response> {
  const { language, csrfToken, actor, services } = call;
  const issued = await issuedHead(services.db, edition, outgoing);
  const mayEdit = can(actor, 'edit', edition.id);
  const { preview = keptPreview } = state;
  const failed = state.conflict !== null || preview.refused !== null || Object.keys(state.errors).length > 0;
  return page(
    call,
    {
      title: outgoingNames[outgoing][language],
      active: 'desk',
      wide: true,
      illustrative: edition.illustrative,
      status: failed ? 422 : 200,
    },
    <OutgoingPage
      {...{ language, csrfToken, edition, outgoing, mayEdit }}
      {...state}
      {...{ preview, issued }}
    />,
  );
}

async function show(call: Call): Promise<Response> {
  const found = await opened(call);
  const kept = await findTexts(call.services.db, found.edition, found.outgoing);
  await recordInspection(call, found.edition);
  return outgoingPage(call, found, { ...kept, errors: {}, conflict: null, unsaved: false });
}

/** What a form posted: the texts as typed and the version they were written upon. */
async function typedIn(call: Call, { edition, outgoing }: Opened): Promise<Pick<State, 'texts' | 'version'>> {
  const form = await call.form();
  const texts = outgoingTexts.parse(Object.fromEntries(outgoingFields.map((name) => [name, form.get(name)])));
  const columns = keptChoice(outgoing, edition.kind, form.all('columns'));
  return { texts: { ...texts, columns }, version: Number(form.get('version')) };
}

/** Draws what is typed and writes nothing; a script takes the pages alone, everybody else the page with them. */
async function preview(call: Call): Promise<Response> {
  const found = await opened(call);
  authorise(call.actor, 'edit', found.edition.id);
  const typed = await typedIn(call, found);
  const shown = await previewIn(call, found, typed.texts);
  const { language } = call;
  if (!call.request.headers.get('accept')?.startsWith('application/json')) {
    const errors = shown.wrong;
    return outgoingPage(call, found, { ...typed, errors, conflict: null, preview: shown, unsaved: true });
  }
  const { drawn, wrong, refused } = shown;
  return json(
    {
      told: previewTold(language, shown),
      wrong: refused === null && renderHtml(<PreviewProblems {...{ language, wrong }} />),
      pages: drawn && renderHtml(<SheetList {...{ language, drawn }} />),
    },
    previewStatus(shown),
  );
}

/** What became of the entries, as a report tells it: of those that are no secret. One statement at most. */
async function outcomesIn(call: Call, { edition, outgoing }: Opened): Promise<OutcomeCounts | null> {
  if (outgoing !== 'report' || !hasOutcomes(edition)) return null;
  return outcomeCounts(call.services.db, visitor, edition.id);
}

async function previewIn(call: Call, { edition, outgoing }: Opened, typed: OutgoingTexts): Promise<Preview> {
  const { services, actor } = call;
  const wrong = messagesIn(call, wrongTexts(typed));
  if (Object.keys(wrong).length > 0) return { drawn: null, wrong, refused: null };
  const excerpt = await excerptOf(services.db, edition.id);
  const texts = asIssued(typed, await issuedHead(services.db, edition, outgoing));
  const outcomes = await outcomesIn(call, { edition, outgoing });
  const { installation } = services;
  const text = composed({ outgoing, edition, texts, ...excerpt, installation, outcomes });
  try {
    const drawn = await previewOf(text, actor.kind === 'account' ? actor.id : 0);
    return { drawn, wrong, refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { drawn: null, wrong, refused: error };
  }
}

async function save(call: Call): Promise<Response> {
  const found = await opened(call);
  const { edition, outgoing } = found;
  authorise(call.actor, 'edit', edition.id);
  const { texts, version } = await typedIn(call, found);
  try {
    await saveTexts(call.services, call.actor, edition.id, { outgoing, texts, version });
    const back = `${work.outgoing(edition.id, outgoingSlugs[outgoing])}#xem-truoc`;
    return seeOther(call, back, outgoingWords(call.language).saved);
  } catch (error) {
    if (error instanceof InvalidInput) {
      const errors = messagesIn(call, error.fields);
      return outgoingPage(call, found, { texts, version, errors, conflict: null, unsaved: true });
    }
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    const now = await findTexts(call.services.db, edition, outgoing);
    const conflict = error.text[call.language];
    return outgoingPage(call, found, {
      ...{ texts, version: now.version, errors: {}, conflict },
      unsaved: true,
    });
  }
}

const fileNames: readonly string[] = [...wholeFiles, ...annexFiles, previewFile];

async function sendFile(call: Call): Promise<Response> {
  const found = await opened(call);
  const file = fileNames.find((name) => name === call.param('file'));
  if (file === undefined) throw notFound();
  const { services } = call;
  const { edition, outgoing } = found;
  const kept = await findTexts(services.db, edition, outgoing);
  const texts = asIssued(kept.texts, await issuedHead(services.db, edition, outgoing));
  const written =
    file === previewFile
      ? await excerptOf(services.db, edition.id)
      : { entries: await allEntries(services.db, visitor, edition.id) };
  await recordInspection(call, edition);
  const outcomes = await outcomesIn(call, found);
  const { installation } = services;
  const text = composed({ outgoing, edition, texts, ...written, installation, outcomes });
  if (file === previewFile) return drawingAnswer(call, text);
  const bytes = await bytesOf(text, file);
  const part = wholeFiles.some((name) => name === file) ? outgoingSlugs[outgoing] : 'phu-luc';
  const name = `${edition.code}-${part}.${file.split('.')[1] ?? ''}`;
  return writtenAnswer(name, bytes, false);
}

async function bytesOf(text: OfficialText, file: string): Promise<Uint8Array> {
  if (file === 'van-ban.docx') return composeDocument(text, 'docx');
  if (file === 'van-ban.pdf') return composeDocument(text, 'pdf');
  const [annex] = text.annexes;
  const wanted = annexFiles.find((name) => name === file);
  if (annex === undefined || wanted === undefined) throw notFound();
  return annexBytes(annex, wanted);
}

const list = `${work.editions}/:id/van-ban-di`;

/** Documents written from an edition, for officers. */
export const outgoingRoutes: readonly Route[] = [
  readPage('edition.outgoing', list, readers, showList),
  readPage('edition.outgoing-document', `${list}/:document`, readers, show),
  // sent back as a page, the preview has an address that can be opened again
  readPage('edition.outgoing-typed', `${list}/:document/${livePreview}`, editors, show),
  action('edition.preview-texts', `${list}/:document/${livePreview}`, editors, preview),
  action('edition.save-texts', `${list}/:document`, editors, save),
  download('edition.outgoing-file', `${list}/:document/:file`, readers, sendFile),
];
