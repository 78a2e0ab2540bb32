import { writeDate } from '../../kernel/dates.ts';
import type { OfficialDocument } from '../../office/index.ts';
import type { FormFields } from '../../platform/http/form.ts';
import type { HeadAsRead, KeptCitation, RegisteredDocument } from './document.ts';
import { citationFieldName, citationFields, type HeadField, headFields } from './inputs.ts';
import { kindNames } from './kind-names.ts';

/** What stands in the fields of a document form, by field name, as typed. */
export type FormValues = Readonly<Record<string, string>>;

/** The fields of a document as the register has it. */
export function valuesOf(document: RegisteredDocument, citations: readonly KeptCitation[]): FormValues {
  const values: Record<HeadField, string> = {
    kind: document.kind,
    number: document.number ?? '',
    symbol: document.symbol ?? '',
    place: document.place ?? '',
    issued: document.issued === null ? '' : writeDate(document.issued),
    issuer: document.issuer ?? '',
    title: document.title,
    titleEn: document.titleEn ?? '',
    abstract: document.abstract ?? '',
    abstractEn: document.abstractEn ?? '',
    signerName: document.signer.name ?? '',
    signerRoles: document.signer.roles.join('\n'),
    recipients: document.recipients.join('\n'),
    source: document.source ?? '',
    sourceUrl: document.sourceUrl ?? '',
    confirmed: document.confirmed ? '1' : '',
  };
  return { ...values, ...Object.fromEntries(citations.flatMap(citationPairs)) };
}

function citationPairs(citation: KeptCitation): [string, string][] {
  return citationFields.map((field) => {
    const value = citation[field];
    return [
      citationFieldName(citation.id, field),
      field === 'date' && value !== null ? writeDate(value) : (value ?? ''),
    ];
  });
}

/** Everything typed, kept as typed, right or wrong. */
export function typedValues(fields: FormFields): FormValues {
  return fields.object();
}

/** The head as the file has it, by field, for showing it beside; absent fields were not found in the file. */
export function headValues(head: HeadAsRead): Readonly<Partial<Record<HeadField, string>>> {
  const read: Partial<Record<HeadField, string | null>> = {
    kind: kindNames[head.kind].vi,
    number: head.number,
    symbol: head.symbol,
    place: head.place,
    issued: head.dateText ?? head.date,
    issuer: head.issuer,
    title: head.title,
    signerName: head.signer.name,
    signerRoles: head.signer.roles.join(' / ') || null,
    recipients: head.recipients.join('; ') || null,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null)) as Partial<
    Record<HeadField, string>
  >;
}

/** The fields of which a file can say something. */
export const readableFields: ReadonlySet<string> = new Set<HeadField>([
  'number',
  'place',
  'issued',
  'issuer',
  'title',
  'signerName',
  'signerRoles',
  'recipients',
  'kind',
]);

/** Fields in which two sets of values differ, in the order of the form. */
export function differingFields(one: FormValues, other: FormValues): readonly HeadField[] {
  return headFields.filter((field) => plain(one[field]) !== plain(other[field]));
}

const plain = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

/** A document known only by what a person types: nothing was read. */
export const emptyReading: OfficialDocument = {
  kind: 'other',
  number: null,
  symbol: null,
  place: null,
  date: null,
  dateText: null,
  issuer: null,
  title: null,
  signer: { name: null, roles: [] },
  recipients: [],
  citations: [],
  articles: [],
  tables: [],
  statements: [],
  replaces: [],
  warnings: [],
};
