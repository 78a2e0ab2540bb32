/** Official documents in the interface: a citation written the official way, and a document set as paper. */
import type { ComponentChildren } from 'preact';
import { formatDate } from './format.ts';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

export type CitationParts = {
  /** The kind in words of the language, e.g. "Nghị quyết". */
  readonly kindName: string;
  readonly number?: string | null | undefined;
  readonly symbol?: string | null | undefined;
  /** ISO, possibly incomplete. */
  readonly date?: string | null | undefined;
  readonly issuer?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly annex?: string | null | undefined;
  readonly item?: string | null | undefined;
};

/** "nhiệm vụ số 130, Phụ lục II, Nghị quyết 71/NQ-CP ngày 22/08/2025 của Chính phủ". */
export function citationText(lang: Lang, parts: CitationParts): string {
  const t = texts(lang).citation;
  const number = parts.number ?? (parts.symbol ? `(${t.noNumber})/${parts.symbol}` : '');
  // A law is cited by its name, everything else by its number.
  const named = parts.number ? '' : (parts.title ?? '');
  const name = [parts.kindName, parts.number ? number : named || number].filter(Boolean).join(' ');
  const dated = [
    name,
    parts.date ? t.dated(formatDate(lang, parts.date)) : '',
    parts.issuer ? t.of(parts.issuer) : '',
  ];
  return [parts.item ? t.item(parts.item) : '', parts.annex ?? '', dated.filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
}

/** A legal citation; a link when the document is in the register. `capital` where it begins a line. */
export function Citation(props: {
  readonly lang: Lang;
  readonly parts: CitationParts;
  readonly href?: string | undefined;
  readonly capital?: boolean | undefined;
}) {
  const plain = citationText(props.lang, props.parts);
  const text = props.capital ? plain.charAt(0).toLocaleUpperCase('vi') + plain.slice(1) : plain;
  const number = props.parts.number ?? '';
  // A number such as 71/NQ-CP is one word: broken over two lines at its hyphen it is easily misread.
  const at = number ? text.indexOf(number) : -1;
  const content =
    at < 0 ? text : [text.slice(0, at), <span class="nowrap">{number}</span>, text.slice(at + number.length)];
  return <cite class="citation">{props.href ? <a href={props.href}>{content}</a> : content}</cite>;
}

/**
 * An official document as it looks on paper (Decree 30/2020/NĐ-CP): issuer and number at the left, the national
 * title and the date at the right, the kind and the abstract in the middle. The words are Vietnamese in every language.
 */
export function DocumentPaper(props: {
  /** A Party document: the Party's name in place of the national title (Party Guidance 36-HD/VPTW). */
  readonly party?: boolean | undefined;
  readonly issuer: string;
  readonly superior?: string | undefined;
  readonly numberLine: string;
  readonly placeAndDate: string;
  readonly kindName: string;
  readonly abstract: string;
  readonly children?: ComponentChildren;
  readonly signer?: { readonly roles: readonly string[]; readonly name: string } | undefined;
  readonly recipients?: readonly string[] | undefined;
}) {
  return (
    <article class="paper" lang="vi">
      <div class="paper-head">
        <div>
          {props.superior && <p>{props.superior}</p>}
          <p class="paper-strong paper-rule">{props.issuer}</p>
          <p>{props.numberLine}</p>
        </div>
        <div>
          {props.party ? (
            <p class="paper-strong paper-rule">ĐẢNG CỘNG SẢN VIỆT NAM</p>
          ) : (
            <>
              <p class="paper-strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
              <p class="paper-strong paper-rule">Độc lập - Tự do - Hạnh phúc</p>
            </>
          )}
          <p>
            <em>{props.placeAndDate}</em>
          </p>
        </div>
      </div>
      <p class="paper-kind">{props.kindName}</p>
      <p class="paper-abstract">{props.abstract}</p>
      {props.children && <div class="paper-body">{props.children}</div>}
      <div class="paper-foot">
        {props.recipients && props.recipients.length > 0 ? (
          <div class="paper-recipients">
            <p class="paper-strong">
              <em>Nơi nhận:</em>
            </p>
            <ul>
              {props.recipients.map((recipient) => (
                <li key={recipient}>{recipient}</li>
              ))}
            </ul>
          </div>
        ) : (
          <div />
        )}
        {props.signer && (
          <div class="paper-signer">
            {props.signer.roles.map((role) => (
              <p key={role} class="paper-strong">
                {role}
              </p>
            ))}
            <p class="paper-strong paper-name">{props.signer.name}</p>
          </div>
        )}
      </div>
    </article>
  );
}
