import type { PartialDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { DocumentKind } from '../../office/index.ts';
import { formatDate } from '../../ui/format.ts';
import { kindNameOf } from './kind-names.ts';

/** What can be written as a citation: a citation read, an entry's basis, or a document itself. */
export interface Citing {
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: PartialDate | null;
  readonly issuer: string | null;
  readonly title: string | null;
}

/**
 * `Nghị quyết 71/NQ-CP ngày 01/04/2025 của Chính phủ`; a law by its name; a blank number as `…/QĐ-UBND`. Names of
 * documents and issuers stay Vietnamese in every language.
 */
export function citationText(language: Language, citation: Citing): string {
  const name = documentName(language, citation);
  const dated = citation.date === null ? '' : dateInSentence(language, citation.date);
  const issuer = citation.issuer && citation.kind !== 'law' ? citation.issuer : '';
  if (language === 'vi') return [name, dated, issuer && `của ${issuer}`].filter(Boolean).join(' ');
  return [[name, dated].filter(Boolean).join(' '), issuer].filter(Boolean).join(', ');
}

/** `Nghị quyết 71/NQ-CP`, `Luật Đầu tư công`, `Quyết định …/QĐ-UBND`: what a document is called in one breath. */
export function documentName(language: Language, document: Omit<Citing, 'date' | 'issuer'>): string {
  const kind = kindNameOf(document)[language];
  const { number, symbol, title } = document;
  if (document.kind === 'law' && title) {
    const name = /^(?:bộ luật|luật|pháp lệnh|hiến pháp)/iu.test(title) ? title : `${kind} ${title}`;
    return number ? `${name} (${number})` : name;
  }
  if (number) return `${kind} ${number}`;
  if (symbol) return `${kind} ${blankNumber(symbol)}`;
  // “Về việc …” goes on after the kind: Thông báo về việc …
  return title ? `${kind} ${withoutKind(title, kind).replace(/^(?:Về|V\/v)(?= )/u, 'về')}` : kind;
}

/** `Nhiệm vụ số 130, Phụ lục II`; empty when the whole document is cited. */
export function placeInDocument(citation: {
  readonly annex: string | null;
  readonly item: string | null;
}): string {
  return [citation.item, citation.annex].filter(Boolean).join(', ');
}

/** A number whose running part is blank: `…/QĐ-UBND`, in Party style `…-NQ/TW`. */
export function blankNumber(symbol: string): string {
  return symbol.includes('/') ? `…-${symbol}` : `…/${symbol}`;
}

/** `28/05/2025`, `tháng 4 năm 2026`, `năm 2021`. */
export function dateWords(language: Language, date: PartialDate): string {
  const [year, month, day] = date.split('-');
  if (language === 'vi' && month && !day) return `tháng ${Number(month)} năm ${year}`;
  return formatDate(language, date);
}

function dateInSentence(language: Language, date: PartialDate): string {
  const words = dateWords(language, date);
  if (language === 'en') return date.length === 10 ? `of ${words}` : `(${words})`;
  return date.length === 10 ? `ngày ${words}` : words;
}

function withoutKind(title: string, kind: string): string {
  return title.toLowerCase().startsWith(kind.toLowerCase()) ? title.slice(kind.length).trim() : title;
}
