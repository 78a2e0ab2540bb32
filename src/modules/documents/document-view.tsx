import type { ComponentChildren } from 'preact';
import type { PartialDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DocumentPaper } from '../../ui/document-paper.tsx';
import { FollowLink } from '../../ui/follow-links.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Columns, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Body } from './body-view.tsx';
import { citationKey } from './citation-key.ts';
import { blankNumber, citationText, dateWords, documentName, placeInDocument } from './citation-text.ts';
import type { CitedDocument, CitingDocument, CitingPage } from './citing.ts';
import { partsOf } from './content-parts.ts';
import type { KeptCitation, RegisteredDocument } from './document.ts';
import { Facts } from './facts-view.tsx';
import { kindNameOf } from './kind-names.ts';
import { documentPaths, withQuery } from './paths.ts';
import { capitalised } from './register-view.tsx';
import { documentTexts } from './texts.ts';

/** Everything the page of one document shows. */
export interface DocumentPageContent {
  readonly document: RegisteredDocument;
  readonly citations: readonly (KeptCitation & { readonly target: CitedDocument | null })[];
  readonly replacedBy: readonly CitingDocument[];
  readonly citedBy: CitingPage;
  readonly citedPage: number;
  /** Which part of the body is shown, from 1; on paper all of them, as far as a printout goes. */
  readonly part: number | 'all';
}

export const citedPageSize = 20;
/** Parts of a long text that a printout has: some 200 sheets. */
const partsOnPaper = 8;

interface ViewProps extends DocumentPageContent {
  readonly language: Language;
  /** Address of the page without language, when it is not the public one. */
  readonly path?: string;
  /** What modules above know of the document, between its citations and those that cite it. */
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
}

/** The page of a document: as on paper, what it cites, what cites it, what is known of it. */
export function DocumentView(props: ViewProps) {
  const { language, document } = props;
  const t = documentTexts(language);
  const name = documentName(language, { ...document, title: document.title });
  // without a number the heading is the title already
  const namedByTitle = !document.number && !document.symbol;
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[{ label: t.breadcrumb, href: localPath(language, documentPaths.register) }]}
        here={name.length > 80 ? kindNameOf(document)[language] : name}
      />
      <PageHead
        title={name}
        lead={
          language === 'en' && document.titleEn ? (
            document.titleEn
          ) : namedByTitle ? undefined : (
            <span lang="vi">{capitalised(document.title)}</span>
          )
        }
        marks={<Marks {...props} />}
      />
      <Columns
        main={
          <>
            {props.before}
            {!document.confirmed && (
              <Notice lang={language} kind="warning">
                <p>{t.unconfirmedHelp}</p>
              </Notice>
            )}
            <Abstract {...props} />
            <Paper {...props} />
            <Citations {...props} />
            {props.after}
            <CitedBy {...props} />
          </>
        }
        side={
          <>
            <Facts {...props} />
            {props.path === undefined && (
              <FollowLink lang={language} target={{ kind: 'document', key: String(document.id) }} />
            )}
          </>
        }
      />
    </>
  );
}

function pathOf({ language, document, path }: ViewProps): string {
  return localPath(language, path ?? documentPaths.document(document.id));
}

function Marks({ language, document, replacedBy }: ViewProps) {
  const t = documentTexts(language);
  if (replacedBy.length === 0 && document.confirmed && !document.illustrative) return null;
  return (
    <>
      {replacedBy.length > 0 && <Badge tone="quiet">{t.replaced}</Badge>}
      {!document.confirmed && <Badge tone="note">{t.unconfirmed}</Badge>}
      {document.illustrative && <IllustrativeMark lang={language} />}
    </>
  );
}

function Abstract({ language, document }: ViewProps) {
  const english = language === 'en' && document.abstractEn !== null;
  const text = english ? document.abstractEn : document.abstract;
  if (!text) return null;
  return (
    <Section title={documentTexts(language).abstract}>
      <p lang={english ? undefined : 'vi'}>{text}</p>
    </Section>
  );
}

/** `Lạng Sơn, ngày 05 tháng 01 năm 2026`; an incomplete date as far as it goes (Decree 30/2020/NĐ-CP, annex I). */
export function placeAndDate(place: string | null, issued: PartialDate | null): string {
  const [year, month, day] = issued?.split('-') ?? [];
  // days below 10 and the months 1 and 2 are printed with a zero
  const monthPrinted = month && Number(month) > 2 ? String(Number(month)) : month;
  const date = day
    ? `ngày ${day} tháng ${monthPrinted} năm ${year}`
    : month
      ? `tháng ${Number(month)} năm ${year}`
      : year
        ? `năm ${year}`
        : '';
  return [place, date].filter(Boolean).join(', ');
}

function Paper(props: ViewProps) {
  const { language, document } = props;
  const t = documentTexts(language);
  const parts = partsOf(document.content);
  const part = props.part === 'all' ? 1 : Math.min(Math.max(1, props.part), parts.length);
  const pieces = props.part === 'all' ? parts.slice(0, partsOnPaper).flat() : (parts[part - 1] ?? []);
  const { signer } = document;
  const number = document.number ?? (document.symbol ? blankNumber(document.symbol) : null);
  const party = document.symbol?.includes('/') === true;
  return (
    <Section title={t.content} id="noi-dung-van-ban">
      {document.content.recognition && (
        <Notice lang={language} kind="warning">
          <p>{t.recognised}</p>
        </Notice>
      )}
      <DocumentPaper
        party={party}
        issuer={(document.issuer ?? '').toLocaleUpperCase('vi')}
        numberLine={number === null ? '' : party ? `Số ${number}` : `Số: ${number}`}
        placeAndDate={placeAndDate(document.place, document.issued)}
        kindName={document.kind === 'letter' ? '' : kindNameOf(document).vi.toLocaleUpperCase('vi')}
        abstract={capitalised(document.title)}
        recipients={document.recipients}
        signer={
          signer.name !== null || signer.roles.length > 0
            ? { roles: signer.roles, name: signer.name ?? '' }
            : undefined
        }
      >
        {pieces.some(({ kind }) => kind !== 'table') && (
          <Body language={language} pieces={pieces} only="text" />
        )}
        {pieces.length === 0 && (
          <p>
            <em>
              Sổ chưa có toàn văn của văn bản này.
              {document.sourceUrl && ' '}
              {document.sourceUrl && <a href={document.sourceUrl}>Xem toàn văn tại nguồn.</a>}
            </em>
          </p>
        )}
      </DocumentPaper>
      <Body language={language} pieces={pieces} only="tables" />
      {parts.length > 1 && props.part !== 'all' && <Parts {...props} part={part} of={parts.length} />}
      {parts.length > partsOnPaper && props.part === 'all' && (
        <p>
          {t.firstPartsOnPaper(
            formatNumber(language, partsOnPaper, 0),
            formatNumber(language, parts.length, 0),
          )}
        </p>
      )}
    </Section>
  );
}

/** The ways to the other parts of a long text. */
function Parts(props: ViewProps & { readonly part: number; readonly of: number }) {
  const { language, of, part } = props;
  const t = documentTexts(language);
  const address = (to: number) =>
    withQuery(pathOf(props), {
      phan: to > 1 ? to : null,
      'dan-chieu': props.citedPage > 1 ? props.citedPage : null,
    });
  return (
    <nav class="pager" aria-label={t.parts}>
      <p class="quiet">{t.part(formatNumber(language, part, 0), formatNumber(language, of, 0))}</p>
      <div class="buttons">
        {part > 1 && (
          <LinkButton href={`${address(part - 1)}#noi-dung-van-ban`} look="secondary" small>
            {t.previousPart}
          </LinkButton>
        )}
        {part < of && (
          <LinkButton href={`${address(part + 1)}#noi-dung-van-ban`} look="secondary" small>
            {t.nextPart}
          </LinkButton>
        )}
      </div>
    </nav>
  );
}

function Citations({ language, citations }: ViewProps) {
  const t = documentTexts(language);
  return (
    <>
      {(['basis', 'replaces', 'body'] as const).map((role) => {
        const mine = citations.filter(
          (citation) => citation.role === role && !(role === 'body' && isSaidBefore(citation, citations)),
        );
        if (mine.length === 0) return null;
        return (
          <Section key={role} title={t.roles[role]}>
            <ul class="citations">
              {mine.map((citation) => (
                <li key={citation.id}>
                  <CitationLine language={language} citation={citation} />
                </li>
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
}

/** What stands among the bases or the replaced documents need not be told again as mentioned in the text. */
function isSaidBefore(citation: KeptCitation, all: readonly KeptCitation[]): boolean {
  const place = placeInDocument(citation);
  return all.some(
    (other) =>
      other.role !== 'body' &&
      citationKey(other) === citationKey(citation) &&
      citationKey(other) !== null &&
      (place === '' || place === placeInDocument(other)),
  );
}

/** A citation with its place in the cited document, and a link where the register has that document. */
export function CitationLine(props: {
  readonly language: Language;
  readonly citation: KeptCitation & { readonly target: CitedDocument | null };
}) {
  const { language, citation } = props;
  const place = placeInDocument(citation);
  const words = citationText(language, citation);
  return (
    <>
      <cite class="citation" lang={language === 'vi' ? undefined : 'vi'}>
        {place && `${capitalised(place)}, `}
        {citation.target ? (
          <a href={localPath(language, documentPaths.document(citation.target.id))}>{words}</a>
        ) : (
          words
        )}
      </cite>
      {citation.title && citation.kind !== 'law' && (
        <span class="quiet" lang="vi">
          {' '}
          {citation.title}
        </span>
      )}
    </>
  );
}

function CitedBy(props: ViewProps) {
  const { language, citedBy } = props;
  const t = documentTexts(language);
  if (citedBy.items.length === 0) return null;
  return (
    <Section
      title={t.citedBy}
      id="dan-chieu"
      aside={<span class="quiet">{t.citedByCount(formatNumber(language, citedBy.total, 0))}</span>}
    >
      <ul class="citations">
        {citedBy.items.map((citing) => (
          <li key={citing.citationId}>
            <ReferenceLine language={language} reference={citing} />
            <span class="quiet"> {howCited(language, citing)}</span>
          </li>
        ))}
      </ul>
      <Pager
        lang={language}
        page={props.citedPage}
        pageSize={citedPageSize}
        total={citedBy.total}
        totalIsExact
        href={(page) =>
          `${withQuery(pathOf(props), {
            phan: props.part !== 'all' && props.part > 1 ? props.part : null,
            'dan-chieu': page > 1 ? page : null,
          })}#dan-chieu`
        }
      />
    </Section>
  );
}

function howCited(language: Language, citing: CitingDocument): string {
  const t = documentTexts(language);
  const role = citing.role === 'basis' || citing.role === 'replaces' ? citing.role : 'body';
  const place = placeInDocument(citing);
  return [t.citedAs[role], place && t.at(place)].filter(Boolean).join(', ');
}

function ReferenceLine(props: { readonly language: Language; readonly reference: CitedDocument }) {
  const { language, reference } = props;
  const name = documentName(language, reference);
  const date = reference.issued === null ? '' : ` (${dateWords(language, reference.issued)})`;
  return (
    <>
      <a href={localPath(language, documentPaths.document(reference.id))}>
        {name}
        {date}
      </a>
      {reference.number !== null && reference.kind !== 'law' && (
        <span class="quiet" lang="vi">
          {' '}
          {reference.title}
        </span>
      )}
    </>
  );
}
