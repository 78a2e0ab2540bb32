import type { ComponentChildren } from 'preact';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { page } from '../../ui/page.tsx';
import { citationKey } from './citation-key.ts';
import { documentName } from './citation-text.ts';
import { documentsCiting, linkKey, resolveCitations } from './citing.ts';
import type { RegisteredDocument } from './document.ts';
import { citedPageSize, type DocumentPageContent, DocumentView } from './document-view.tsx';
import { capitalised } from './register-view.tsx';
import { findDocument, loadCitations, readDocumentId } from './store.ts';

/** Documents a page says it is replaced by, at most. */
const mostReplacing = 20;
/** Later pages of citing documents than anybody turns to. */
const lastCitedPage = 500;

/** What the modules above add: that an edition was withdrawn, the entries of the catalogue citing the document. */
export interface DocumentAdditions {
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
}

/** GET /van-ban/:id. */
export async function documentPage(call: Call, additions: DocumentAdditions = {}): Promise<Response> {
  const { language } = call;
  const id = readDocumentId(call.param('id'));
  const document = id === null ? null : await findDocument(call.services.db, id);
  if (document?.state !== 'published') throw notFound();
  const content = await readDocumentPage(call.services.db, document, {
    citedPage: readPageNumber(call.query('dan-chieu'), lastCitedPage),
    part: call.onPaper ? 'all' : readPageNumber(call.query('phan')),
    publishedOnly: true,
  });
  const name = documentName(language, document);
  const about = capitalised(language === 'en' && document.titleEn ? document.titleEn : document.title);
  return page(
    call,
    {
      ...(language === 'en' && !document.titleEn && { titleLang: 'vi' as const }),
      title: shortened(document.number === null ? about : `${name}: ${about}`, 150),
      description: shortened(document.abstract ?? about, 300),
      active: 'documents',
      reader: 'text',
      illustrative: document.illustrative,
      feed: { kind: 'document', key: String(document.id) },
    },
    <DocumentView language={language} {...content} {...additions} />,
  );
}

/** All that the page of a document shows, in four statements. */
export async function readDocumentPage(
  db: Querying,
  document: RegisteredDocument,
  shown: {
    readonly citedPage: number;
    readonly part: DocumentPageContent['part'];
    readonly publishedOnly: boolean;
  },
): Promise<DocumentPageContent> {
  const { publishedOnly } = shown;
  const citations = await loadCitations(db, document.id);
  const links = citations.map((citation) => ({ citation_key: citationKey(citation), issued: citation.date }));
  const targets = await resolveCitations(db, links, { publishedOnly });
  const citedBy = await documentsCiting(db, document.id, {
    publishedOnly,
    limit: citedPageSize,
    offset: (shown.citedPage - 1) * citedPageSize,
  });
  const replacing = await documentsCiting(db, document.id, {
    publishedOnly,
    roles: ['replaces'],
    limit: mostReplacing,
    offset: 0,
  });
  return {
    document,
    citations: citations.map((citation, index) => {
      const link = links[index];
      const target = link ? targets.get(linkKey(link)) : undefined;
      // a document that names its own number means itself; that is no link
      return { ...citation, target: target && target.id !== document.id ? target : null };
    }),
    replacedBy: replacing.items,
    citedBy,
    citedPage: shown.citedPage,
    part: shown.part,
  };
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
