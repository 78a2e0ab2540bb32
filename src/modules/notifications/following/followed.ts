import { sql } from 'kysely';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { type StandingQuery, standingQuery } from '../../../platform/search/index.ts';
import {
  type FollowKind,
  type FollowTarget,
  followKinds,
  followNames,
  longestKey,
} from '../../../ui/follow-links.tsx';
import { PATHS } from '../../../ui/site-links.ts';
import {
  type CatalogueKind,
  describeSearch,
  editionUrl,
  listSectors,
  publicEntryPath,
  readSavedSearch,
  stillPublic,
} from '../../catalogue/index.ts';
import { consultationPaths, knownConsultation } from '../../consultation/index.ts';
import { documentName, documentPaths, findDocument } from '../../documents/index.ts';
import type { Found } from './found.ts';
import { findProgrammeThing } from './programme-things.ts';
import { followingTexts } from './texts.ts';

/** Something that can be followed, as visitors know it. */
export interface Followable {
  readonly kind: FollowKind;
  /** As it is kept: one spelling for what is the same. */
  readonly key: string;
  /** The row, of what is one. */
  readonly ref: number | null;
  readonly label: Text;
  /** Its public page, without the language prefix. */
  readonly path: string;
  /** Of a search. */
  readonly query: StandingQuery | null;
}

/** What is followed whatever comes: editions of every year, and all plans. */
export const seriesKinds = ['problems', 'needs', 'plans'] as const;

/** Whether days on which something of it is due make a calendar. */
export function hasCalendar({ kind, key }: FollowTarget): boolean {
  return kind !== 'document' && kind !== 'target' && !(kind === 'series' && key === 'plans');
}

/** What an address names by `loai` and `ma`; null where it names nothing that can be. Throws Refusal `too_large`. */
export function readTarget(kindName: string, key: string): FollowTarget | null {
  const kind = followKinds.find((one) => followNames[one] === kindName);
  if (kind === 'search') refuseLongSearch(key);
  return kind && key !== '' && key.length <= longestKey ? { kind, key } : null;
}

function refuseLongSearch(key: string): void {
  if (key.length > longestKey)
    throw new Refusal('too_large', {
      vi: 'Tìm kiếm này có quá nhiều chữ hoặc bộ lọc nên không theo dõi được. Hãy bớt chữ, bớt bộ lọc rồi theo dõi.',
      en: 'This search has too many words or filters to be followed. Take some of them away, then follow it.',
    });
}

/**
 * What visitors know under this name; null where there is nothing, or nothing public. Two statements at most. Throws Refusal
 * `too_large` for a search too long to be kept.
 */
export async function findFollowable(db: Querying, target: FollowTarget): Promise<Followable | null> {
  const found = await finders[target.kind](db, target.key);
  return found && { kind: target.kind, query: null, ref: null, ...found };
}

const finders: Readonly<Record<FollowKind, (db: Querying, key: string) => Promise<Found | null>>> = {
  entry: findEntry,
  sector: async (db, key) => {
    const sector = (await listSectors(db)).find(({ code }) => code === key);
    if (!sector) return null;
    const label = { vi: `Lĩnh vực ${sector.name}`, en: `Sector: ${sector.nameEn}` };
    return { key, label, path: `/bai-toan?${new URLSearchParams({ 'linh-vuc': key })}` };
  },
  search: async (db, key) => {
    const saved = readSavedSearch(key);
    if (!saved) return null;
    const { kind, query } = saved;
    // as it is kept it may be longer than it was written
    refuseLongSearch(saved.key);
    return {
      key: saved.key,
      label: await describeSearch(db, kind, query),
      path: `/${saved.key}`,
      query: standingQuery(query.q, kind === 'problems' ? 'problem' : 'need', query.filters),
    };
  },
  series: async (_db, key) => {
    const kind = seriesKinds.find((one) => one === key);
    return kind ? { key, label: seriesLabel(kind), path: PATHS[kind] } : null;
  },
  edition: findEdition,
  document: async (db, key) => {
    const id = /^[1-9]\d{0,14}$/.test(key) ? Number(key) : 0;
    const document = id === 0 ? null : await findDocument(db, id);
    if (document?.state !== 'published') return null;
    const name = (lang: 'vi' | 'en') => {
      const title = lang === 'en' && document.titleEn ? document.titleEn : document.title;
      return document.number === null ? title : `${documentName(lang, document)}: ${title}`;
    };
    return { key, ref: id, label: { vi: name('vi'), en: name('en') }, path: documentPaths.document(id) };
  },
  consultation: async (db, key) => {
    const id = /^[1-9]\d{0,14}$/.test(key) ? Number(key) : 0;
    const known = id === 0 ? null : await knownConsultation(db, id);
    if (!known) return null;
    const label = { vi: `Lấy ý kiến: ${known.title}`, en: `Consultation: ${known.titleEn ?? known.title}` };
    return { key, ref: id, label, path: consultationPaths.one(id) };
  },
  plan: findProgrammeThing('plan'),
  task: findProgrammeThing('task'),
  target: findProgrammeThing('target'),
  agency: findProgrammeThing('agency'),
};

function seriesLabel(kind: (typeof seriesKinds)[number]): Text {
  return { vi: followingTexts('vi').series[kind], en: followingTexts('en').series[kind] };
}

async function findEntry(db: Querying, key: string): Promise<Found | null> {
  const { rows } = await sql<{
    id: number;
    kind: CatalogueKind;
    code: string;
    title: string;
    title_en: string | null;
  }>`
    select entry.id, entry.kind, entry.code, entry.title, entry.title_en
    from entry join edition on edition.id = entry.edition_id
    where entry.code = ${key.toUpperCase()} and ${stillPublic} limit 1`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    key: row.code,
    ref: row.id,
    label: { vi: `${row.code} ${row.title}`, en: `${row.code} ${row.title_en ?? row.title}` },
    path: publicEntryPath(row.kind, row.code),
  };
}

async function findEdition(db: Querying, key: string): Promise<Found | null> {
  const row = await db
    .selectFrom('edition')
    .select(['id', 'kind', 'code', 'year', 'period_from', 'title', 'title_en'])
    .where('code', '=', key.toUpperCase())
    .where('amends_id', 'is', null)
    .where('state', 'in', ['published', 'superseded', 'withdrawn'])
    .executeTakeFirst();
  if (!row) return null;
  const kind = row.kind === 'needs' ? 'needs' : 'problems';
  return {
    key: row.code,
    ref: row.id,
    label: { vi: `${row.title} (${row.code})`, en: `${row.title_en ?? row.title} (${row.code})` },
    path: editionUrl({ kind, year: row.year ?? row.period_from, period: null }),
  };
}

/** Keeps it once for all who follow it, called as it is called now. Returns its id. One statement. */
export async function keepFollowed(tx: Transaction, thing: Followable, at: Date): Promise<number> {
  const { kind, key, ref, label, query } = thing;
  const { rows } = await sql<{ id: number }>`
    insert into followed (kind, key, ref, label, label_en, query, phrases, created_at)
    values (${kind}, ${key}, ${ref}, ${label.vi}, ${label.en}, ${query?.terms ?? null}::tsquery,
      ${query?.phrases ?? []}::text[], ${at})
    on conflict (kind, key) do update set label = excluded.label, label_en = excluded.label_en,
      query = excluded.query, phrases = excluded.phrases
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}
