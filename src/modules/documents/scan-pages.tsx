import { notFound } from '../../kernel/refusal.ts';
import { markUncertain, type UncertainWord } from '../../office/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { download, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { page } from '../../ui/page.tsx';
import { Breadcrumbs, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { documentName } from './citation-text.ts';
import type { HeadAsRead, RegisteredDocument } from './document.ts';
import { recordInspection } from './inspection.ts';
import { documentWork, withQuery } from './paths.ts';
import type { KeptScan } from './recognition.ts';
import { pictureAt, scanPicture, scanPlace } from './scan-answer.ts';
import { scanTexts } from './scan-texts.ts';
import { ScanView } from './scan-view.tsx';
import { loadDocument, readDocumentId } from './store.ts';
import { workTexts } from './work-texts.ts';
import { headValues, readableFields } from './work-values.ts';

const readers = onlyFor('programme_officer', 'programme_head', 'leader', 'inspector');

/** The document of the address with its scan. Throws `not_found`, also where it was not recognised from one. */
async function asked(call: Call): Promise<KeptScan & { readonly document: RegisteredDocument }> {
  const id = readDocumentId(call.param('id'));
  const document = id === null ? null : await loadDocument(call.services.db, id);
  const recognition = document?.content.recognition;
  if (!document?.file || !recognition) throw notFound();
  return { document, file: document.file, recognition };
}

/** GET /ban-lam-viec/van-ban/:id/ban-quet?trang= */
async function scanPage(call: Call): Promise<Response> {
  const scan = await asked(call);
  const { document, recognition } = scan;
  const { language } = call;
  const t = scanTexts(language);
  const place = scanPlace(call, scan);
  const shown = recognition.pages[place - 1]?.number ?? place;
  await recordInspection(call, document.id);
  const to = (path: string) => localPath(language, path);
  const review = to(documentWork.document(document.id));
  return page(
    call,
    { title: t.title, active: 'desk', wide: true, illustrative: document.illustrative },
    <>
      <Breadcrumbs
        lang={language}
        items={[
          { label: workTexts(language).desk, href: to(PATHS.desk) },
          { label: workTexts(language).title, href: to(documentWork.list) },
          { label: documentName(language, document).slice(0, 150), href: review },
        ]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead(shown, recognition.pages.length)}
        action={<LinkButton href={review}>{t.back}</LinkButton>}
      />
      <ScanView
        {...{ language, recognition, place }}
        picture={pictureAt(documentWork.scanPicture(document.id), place)}
        pageHref={(other) => to(withQuery(documentWork.scan(document.id), { trang: other }))}
        about={(word) => <p class="hint">{placesOf(call, document.content.head, word)}</p>}
      />
    </>,
  );
}

/** GET /ban-lam-viec/van-ban/:id/anh-quet?trang= */
async function pagePicture(call: Call): Promise<Response> {
  const scan = await asked(call);
  const answer = await scanPicture(call, scan);
  if (answer.status === 200 && scan.document.state !== 'published')
    await recordInspection(call, scan.document.id);
  return answer;
}

/** In which fields of the review the word stands. */
function placesOf({ language }: Call, head: HeadAsRead | null, word: UncertainWord): string {
  const t = scanTexts(language);
  const { fields } = workTexts(language);
  const names = Object.entries(head ? headValues(head) : {}).flatMap(([name, text]) => {
    const stands = readableFields.has(name) && markUncertain(text, [word]).some((one) => one.word !== null);
    return stands ? [String(fields[name as keyof typeof fields])] : [];
  });
  return names.length > 0 ? t.inFields(names.join(', ')) : t.elsewhere;
}

const one = '/ban-lam-viec/van-ban/:id';

export const scanRoutes: readonly Route[] = [
  pageRoute('document.scan', `${one}/ban-quet`, readers, scanPage),
  download('document.scan_picture', `${one}/anh-quet`, readers, pagePicture),
];
