import { z } from 'zod';
import { writeDate } from '../../kernel/dates.ts';
import type { Call } from '../../platform/http/call.ts';
import { texts } from '../../ui/texts/texts.ts';
import type { Operation } from '../api/index.ts';

/** Where something is from, as an assistant is to name it. */
export interface Citation {
  readonly title: string | null;
  readonly code: string | null;
  /** The public page. */
  readonly url: string;
  /** The document that issued it, or the document itself. */
  readonly document: { readonly number: string | null; readonly date: string | null } | null;
  /** As it stood on this day. */
  readonly asOf: string;
  readonly publisher: string;
  readonly licence: string;
  /** Made for trying the product: no official fact. */
  readonly illustrative: boolean;
  /** All of it in a line to copy. */
  readonly text: string;
  readonly textEn: string;
}

/** A document as the API names it; its running number may be blank. */
const named = z
  .object({ number: z.string().nullish(), symbol: z.string().nullish(), date: z.string().nullish() })
  .transform(({ number, symbol, date }) => ({
    number: number ?? (symbol ? `…/${symbol}` : null),
    date: date ?? null,
  }));

/** What items of the API have in common, as far as a citation needs it. */
const citable = z.object({
  code: z.string().nullish(),
  url: z.string(),
  title: z.string().nullish(),
  titleEn: z.string().nullish(),
  /** Of tasks and targets, which have no title. */
  name: z.string().nullish(),
  nameEn: z.string().nullish(),
  edition: z.string().nullish(),
  document: named.nullish().catch(null),
  illustrative: z.boolean().nullish(),
});

const editionsShape = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      document: named.nullable(),
    }),
  ),
});

type Issued = Citation['document'];
/** The documents that issued editions, by the code of these. */
export type IssuedBy = ReadonlyMap<string, Issued>;

/** Of the latest hundred editions, which are more than a province has issued in decades. */
export function issuingDocuments(call: Call, editions: Operation): Promise<IssuedBy> {
  return call.reads.remember('mcp issuing documents', async () => {
    const { items } = editionsShape.parse(await editions.ask(call, { limit: 100 }));
    return new Map(items.map(({ code, document }) => [code, document]));
  });
}

/** The citation of an item of the API; `asOf`: the day asked for. */
export function citationOf(
  { services }: Pick<Call, 'services'>,
  item: unknown,
  asOf: string,
  issued: IssuedBy,
): Citation {
  const known = citable.parse(item);
  const { config, installation } = services;
  const url = new URL(known.url, config.baseUrl.origin).href;
  const document: Issued = known.edition
    ? (issued.get(known.edition) ?? null)
    : (known.document ?? own(item));
  const illustrative = known.illustrative ?? false;
  const said = { title: known.title ?? known.name ?? null, code: known.code ?? null, document };
  return {
    ...said,
    ...{ url, asOf, publisher: installation.operator, licence: texts('en').footer.licence, illustrative },
    text: lineOf(said, {
      mark: illustrative ? '[dữ liệu minh họa, không phải số liệu chính thức] ' : '',
      rest: [installation.operator, `theo dữ liệu ngày ${writeDate(asOf)}`, url],
      number: (number, date) => `${number}${date ? ` ${unitOf(date)} ${writeDate(date)}` : ''}`,
    }),
    textEn: lineOf(
      { ...said, title: known.titleEn ?? known.nameEn ?? said.title },
      {
        mark: illustrative ? '[illustrative, no official fact] ' : '',
        rest: [installation.operator, `as of ${asOf}`, url],
        number: (number, date) => `${number}${date ? ` of ${date}` : ''}`,
      },
    ),
  };
}

/** What an incomplete date tells. */
function unitOf(date: string): string {
  return date.length === 4 ? 'năm' : date.length === 7 ? 'tháng' : 'ngày';
}

/** A document is itself what is named; an edition, or a change, is none. */
function own(item: unknown): Issued {
  const isDocument = z.object({ number: z.string().nullable() }).safeParse(item).success;
  return isDocument ? named.parse(item) : null;
}

function lineOf(
  { title, code, document }: Pick<Citation, 'title' | 'code' | 'document'>,
  words: {
    readonly mark: string;
    readonly rest: readonly string[];
    readonly number: (number: string, date: string | null) => string;
  },
): string {
  const head = title === null ? (code ?? '') : `“${title}”${code ? ` (${code})` : ''}`;
  const source = document?.number ? [words.number(document.number, document.date)] : [];
  return `${words.mark}${[head, ...source, ...words.rest].filter(Boolean).join('; ')}`;
}
