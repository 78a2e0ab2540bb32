import { z } from 'zod';
import { DOCUMENT_KINDS } from '../../office/index.ts';
import type { FoundItem } from '../../platform/search/index.ts';
import { outcomes } from './carry-over/outcome.ts';
import type { LinkedEntry } from './carry-over/told.ts';
import {
  catalogueKinds,
  entryStatuses,
  expectedResult,
  needDetail,
  organisationRoles,
  problemDetail,
} from './entry.ts';
import { publicEntry, publicFile } from './paths.ts';
import type { CountedEdition } from './public-editions.ts';
import type { PublicEdition, PublicEntry } from './public-entry.ts';
import { readShown } from './public-rows.tsx';
import { withDay } from './versions/day.ts';

/*
 * The shapes in which programs get the catalogue. The OpenAPI document is generated from these very schemas, and the
 * tests read every answer through them.
 */

const text = z.string().nullable();
const date = z.string().describe('YYYY-MM-DD');

const dated = z.object({ on: date, note: z.string(), noteEn: text }).nullable();
const withdrawal = dated.describe(
  'Published by mistake: when it was withdrawn, and why. Lists leave its entries out',
);

const reopening = dated.describe('Withdrawn by mistake: when it was published again, and why');

const superseded = z
  .object({ on: date, by: z.string().describe('Code of the edition that replaced it'), url: z.string() })
  .nullable()
  .describe('No longer in force: which edition replaced it as a whole. Lists leave its entries out');

const issuingDocument = z.object({
  id: z.number().int(),
  url: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  number: text,
  symbol: text,
  date: text.describe('ISO, possibly incomplete: 2026-04'),
  issuer: text,
  title: z.string(),
});

export const apiEdition = z
  .object({
    code: z.string().describe('BTL-2026, NCCN-2026-2030'),
    url: z.string(),
    kind: z.enum(catalogueKinds),
    year: z.number().int().nullable(),
    period: text.describe('2026-2030; null for an edition of one year'),
    title: z.string(),
    titleEn: text,
    entries: z.number().int(),
    document: issuingDocument.nullable(),
    contact: z.object({
      organisation: text,
      name: text,
      address: text,
      phone: text,
      email: text,
      hours: text,
    }),
    publishedOn: date.nullable(),
    withdrawn: withdrawal,
    reopened: reopening,
    superseded,
    illustrative: z.boolean(),
    source: text,
  })
  .meta({ id: 'Edition' });

const listed = z.object({
  code: z.string().describe('BTL-2026-03, NCCN-2026-012; never changes'),
  url: z.string(),
  edition: z.string(),
  title: z.string(),
  titleEn: text,
  summary: text,
  summaryEn: text,
  status: z.enum(entryStatuses),
  sectors: z.array(z.string()),
  organisations: z
    .array(z.object({ code: text, name: z.string() }))
    .describe('Lead agencies of a problem, organisations in need of a need'),
  openFrom: date.nullable(),
  openTo: date.nullable(),
  publishedOn: date.nullable(),
  illustrative: z.boolean(),
});

export const apiListedEntry = listed.meta({ id: 'ListedEntry' });

const basis = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: text,
  symbol: text,
  date: text,
  issuer: text,
  title: text,
  raw: z.string(),
  annex: text,
  item: text,
  document: z.number().int().nullable().describe('Id of the published document it means'),
});

const file = z.object({
  name: z.string(),
  title: text,
  titleEn: text,
  size: z.number().int().describe('bytes'),
  mediaType: z.string(),
  url: z.string(),
  sha256: z.string().describe('hexadecimal SHA-256 of the content'),
});

const linked = z.object({ code: z.string(), url: z.string(), edition: z.string() });

const related = z.array(z.object({ code: z.string(), on: date.describe('Since when it holds') }));

const succession = z.object({
  includes: related.describe('Entries merged into this one; their addresses lead to it'),
  splitInto: related,
  splitFrom: related,
});

const whole = listed.extend({
  tt: text.describe('The number printed in the annex'),
  year: z.number().int().nullable(),
  period: text,
  keywords: z.array(z.string()),
  organisations: z.array(z.object({ role: z.enum(organisationRoles), code: text, name: z.string() })),
  places: z.array(z.object({ code: z.string(), name: z.string() })),
  bases: z.array(basis),
  results: z.array(expectedResult),
  source: text,
  attachments: z.array(file),
  extra: z.record(z.string(), z.string()).describe('Further columns of the annex, by header'),
  updatedOn: date,
  withdrawn: withdrawal,
  succession,
  superseded,
  outcome: z
    .object({ outcome: z.enum(outcomes), note: z.string(), noteEn: text, reference: text, on: date })
    .nullable()
    .describe('What became of it when the next edition was made; null while nothing is published of that'),
  continuedAs: linked
    .extend({
      formerly: z
        .array(z.string())
        .describe('Codes it was carried over as, where those were merged or split since'),
    })
    .nullable()
    .describe('The entry of a later edition in which it goes on'),
  continues: z.array(linked).describe('Entries of former editions that go on in this one'),
});

export const apiProblem = whole.extend(problemDetail.omit({ results: true }).shape).meta({ id: 'Problem' });
export const apiNeed = whole
  .extend(needDetail.omit({ results: true, privateContact: true }).shape)
  .meta({ id: 'Need' });

export type ApiEdition = z.output<typeof apiEdition>;
export type ApiListedEntry = z.output<typeof apiListedEntry>;

export function editionForApi(edition: CountedEdition): ApiEdition {
  return {
    code: edition.code,
    url: editionUrl(edition),
    kind: edition.kind,
    year: edition.year,
    period: edition.period,
    title: edition.title,
    titleEn: edition.titleEn,
    entries: edition.entries,
    document: edition.document && { ...edition.document, url: `/van-ban/${edition.document.id}` },
    contact: edition.contact,
    publishedOn: edition.publishedOn,
    withdrawn: noteForApi(edition.withdrawal),
    reopened: noteForApi(edition.reopening),
    superseded: supersededForApi(edition),
    illustrative: edition.illustrative,
    source: edition.source,
  };
}

function noteForApi(told: PublicEdition['withdrawal']): z.output<typeof dated> {
  if (!told) return null;
  const { vi, en } = told.note;
  return { on: told.on, note: vi, noteEn: en === vi ? null : en };
}

function supersededForApi({ superseded: told }: PublicEdition): z.output<typeof superseded> {
  return told && { on: told.on, by: told.by.code, url: editionUrl(told.by) };
}

/** The list of an edition's entries. */
export function editionUrl({ kind, year, period }: Pick<PublicEdition, 'kind' | 'year' | 'period'>): string {
  return `/${kind === 'problems' ? 'bai-toan' : 'nhu-cau'}?nam=${year ?? period?.slice(0, 4) ?? ''}`;
}

export function listedForApi(item: FoundItem): ApiListedEntry {
  const { edition, status, sectors, organisations, openFrom, openTo, publishedOn } = readShown(item);
  return {
    code: item.code ?? '',
    url: item.url ?? '',
    edition,
    title: item.title,
    titleEn: item.titleEn,
    summary: item.summary,
    summaryEn: item.summaryEn,
    status,
    sectors,
    organisations,
    openFrom,
    openTo,
    publishedOn,
    illustrative: item.illustrative,
  };
}

type Kind<K extends PublicEntry['kind']> = Extract<PublicEntry, { kind: K }>;

/** A problem with everything public of it. */
export function problemForApi(entry: Kind<'problems'>): z.output<typeof apiProblem> {
  return { ...wholeOf(entry), ...entry.detail };
}

/** A need with everything public of it. */
export function needForApi(entry: Kind<'needs'>): z.output<typeof apiNeed> {
  return { ...wholeOf(entry), ...entry.detail };
}

function wholeOf(entry: PublicEntry): z.output<typeof whole> {
  return {
    code: entry.code,
    url: withDay(publicEntry(entry.kind, entry.code), entry.asOf),
    edition: entry.edition.code,
    year: entry.edition.year,
    period: entry.edition.period,
    tt: entry.tt,
    title: entry.title,
    titleEn: entry.titleEn,
    summary: entry.summary,
    summaryEn: entry.summaryEn,
    status: entry.status,
    sectors: entry.sectors.map(({ code }) => code),
    keywords: [...entry.keywords],
    organisations: entry.organisations.map(({ role, code, name }) => ({ role, code, name: name.vi })),
    places: entry.places.map(({ code, name }) => ({ code, name: name.vi })),
    bases: entry.bases.map(({ documentId, ...cited }) => ({ ...cited, document: documentId })),
    results: entry.detail.results,
    openFrom: entry.openFrom,
    openTo: entry.openTo,
    source: entry.source,
    attachments: entry.files.map(({ id, ...attached }) => ({
      ...attached,
      url: publicFile(entry.kind, entry.code, id),
    })),
    extra: entry.extra,
    publishedOn: entry.publishedOn,
    updatedOn: entry.updatedOn,
    withdrawn: noteForApi(entry.edition.withdrawal),
    succession: successionForApi(entry),
    superseded: supersededForApi(entry.edition),
    ...toldForApi(entry),
    illustrative: entry.illustrative,
  };
}

function successionForApi({ succession: { includes, splitInto, splitFrom } }: PublicEntry) {
  const plain = (relations: typeof includes) => relations.map(({ code, on }) => ({ code, on }));
  return { includes: plain(includes), splitInto: plain(splitInto), splitFrom: plain(splitFrom) };
}

function toldForApi({ told: { outcome, from } }: PublicEntry) {
  const next = outcome?.continuedAs ?? null;
  const linkTo = ({ kind, code, edition }: LinkedEntry) => ({ code, url: publicEntry(kind, code), edition });
  return {
    outcome: outcome && {
      outcome: outcome.outcome,
      note: outcome.note.vi,
      noteEn: outcome.note.en === outcome.note.vi ? null : outcome.note.en,
      reference: outcome.reference || null,
      on: outcome.on,
    },
    continuedAs: next && { ...linkTo(next), formerly: [...next.formerly] },
    continues: from.map(linkTo),
  };
}
