import { localDateOf } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { LinkButton } from '../../ui/button.tsx';
import { formatDate, formatFileSize } from '../../ui/format.ts';
import { PageTools } from '../../ui/inline.tsx';
import { Card, DefinitionList, type Fact } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { blankNumber, dateWords, documentName } from './citation-text.ts';
import type { CitedDocument, CitingDocument } from './citing.ts';
import type { KeptCitation, RegisteredDocument } from './document.ts';
import { kindNameOf } from './kind-names.ts';
import { documentPaths } from './paths.ts';
import { printoutOf } from './printout.ts';
import { printTexts } from './printout-texts.ts';
import { documentTexts } from './texts.ts';

/** What is known of a document, in a few lines, with its file as it came. */
export function Facts(props: {
  readonly language: Language;
  readonly document: RegisteredDocument;
  readonly citations: readonly (KeptCitation & { readonly target: CitedDocument | null })[];
  readonly replacedBy: readonly CitingDocument[];
}) {
  const { language, document, citations, replacedBy } = props;
  const t = documentTexts(language);
  const { signer, file } = document;
  const replaces = citations.filter((citation) => citation.role === 'replaces');
  const facts: Fact[] = [
    { label: t.kind, value: kindNameOf(document)[language] },
    { label: t.number, value: document.number ?? (document.symbol && blankNumber(document.symbol)) },
    { label: t.date, value: document.issued === null ? t.noDate : dateWords(language, document.issued) },
    { label: t.place, value: document.place },
    { label: t.issuer, value: document.issuer },
    {
      label: t.signer,
      value: (signer.name || signer.roles.length > 0) && (
        <>
          {signer.name && <p>{signer.name}</p>}
          {signer.roles.length > 0 && <p class="hint">{signer.roles.join(' · ')}</p>}
        </>
      ),
    },
    {
      label: t.replaces,
      value: replaces.length > 0 && (
        <ul>
          {replaces.map((citation) => (
            <li key={citation.id}>
              {citation.target ? (
                <a href={localPath(language, documentPaths.document(citation.target.id))}>
                  {documentName(language, citation)}
                </a>
              ) : (
                documentName(language, citation)
              )}
            </li>
          ))}
        </ul>
      ),
    },
    {
      label: t.replacedBy,
      value: replacedBy.length > 0 && (
        <ul>
          {replacedBy.map((reference) => (
            <li key={reference.citationId}>
              <a href={localPath(language, documentPaths.document(reference.id))}>
                {documentName(language, reference)}
              </a>
            </li>
          ))}
        </ul>
      ),
    },
    {
      label: t.source,
      value: (document.source || document.sourceUrl) && (
        <>
          {document.source && <span>{document.source} </span>}
          {document.sourceUrl && <a href={document.sourceUrl}>{t.openSource}</a>}
        </>
      ),
    },
    {
      label: t.published,
      value: document.publishedAt && formatDate(language, localDateOf(document.publishedAt)),
    },
  ];
  return (
    <>
      <Card title={t.facts}>
        <DefinitionList items={facts} />
      </Card>
      {file && (
        <Card title={t.file}>
          <p class="hint">
            <span class="file-name">{file.name}</span> · {formatFileSize(language, file.size)}
          </p>
          <LinkButton href={documentPaths.file(document.id)} look="secondary" icon="download">
            {t.download}
          </LinkButton>
        </Card>
      )}
      <p class="screen-only">
        <a href={printoutOf(language, documentPaths.document(document.id))}>{printTexts(language).pdf}</a>
      </p>
      <PageTools lang={language} />
    </>
  );
}
