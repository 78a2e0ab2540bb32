import type { Querying } from '../../../platform/database/open.ts';
import type { NamedOrganisation, OrganisationKind } from './organisation.ts';
import { today } from './queries.ts';

/** What the comparison needs of each organisation. */
export interface Comparable extends NamedOrganisation {
  readonly kind: OrganisationKind;
  readonly shortName: string | null;
  readonly ended: boolean;
}

export interface MatchedOrganisation extends NamedOrganisation {
  /** Whether it is no more today. */
  readonly ended: boolean;
}

/**
 * The organisation meant by each name as documents write it: full, short or abbreviated ("Sở KH&CN", "UBND xã Đồng
 * Đăng", "CA tỉnh"), with or without diacritics, in either tone-mark style, or by its code. A name that could mean two,
 * or a group ("UBND các xã"), has no entry: nothing is guessed. One statement whatever the number of names.
 */
export async function matchOrganisations(
  db: Querying,
  names: readonly string[],
): Promise<Map<string, MatchedOrganisation>> {
  if (names.length === 0) return new Map();
  return matchNames(await comparable(db), names);
}

/** As `matchOrganisations`, for names that come one after another, many of them again; null: nothing is guessed. */
export async function organisationMatcher(
  db: Querying,
): Promise<(name: string) => MatchedOrganisation | null> {
  const find = finderIn(await comparable(db));
  const met = new Map<string, MatchedOrganisation | null>();
  return (name) => {
    const known = met.get(name);
    if (known !== undefined) return known;
    const found = find(name);
    met.set(name, found);
    return found;
  };
}

async function comparable(db: Querying): Promise<Comparable[]> {
  const rows = await db
    .selectFrom('organisation')
    .select((e) => ['id', 'code', 'kind', 'name', 'short_name', e('valid_to', '<', today).as('ended')])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind as OrganisationKind,
    shortName: row.short_name,
    ended: row.ended === true,
  }));
}

/** `matchOrganisations` over organisations already at hand. */
export function matchNames(
  organisations: readonly Comparable[],
  names: readonly string[],
): Map<string, MatchedOrganisation> {
  const find = finderIn(organisations);
  const found = new Map<string, MatchedOrganisation>();
  for (const name of names) {
    const match = find(name);
    if (match) found.set(name, match);
  }
  return found;
}

function finderIn(organisations: readonly Comparable[]): (name: string) => MatchedOrganisation | null {
  const { shelves, provinces } = shelvesOf(organisations);
  return (name) => {
    const match = findOne(shelves, name, provinces);
    return match && { id: match.id, code: match.code, name: match.name, ended: match.ended };
  };
}

/** Keys by how much they prove, the surest first: code, name, abbreviation. */
type Shelf = ReadonlyMap<string, readonly Comparable[]>;
interface Shelves {
  readonly codes: Shelf;
  readonly names: Shelf;
  readonly abbreviations: Shelf;
}

interface Arranged {
  readonly shelves: Shelves;
  readonly provinces: readonly string[];
}

/** Of the organisations last asked about: they change seldom, and arranging them costs more than a whole page. */
let latest: (Arranged & { readonly mark: string }) | null = null;

function shelvesOf(organisations: readonly Comparable[]): Arranged {
  const mark = JSON.stringify(
    organisations.map(({ id, code, name, kind, shortName, ended }) => [
      id,
      code,
      name,
      kind,
      shortName,
      ended,
    ]),
  );
  if (latest?.mark !== mark) {
    const provinces = provincesOf(organisations);
    latest = { mark, provinces, shelves: buildShelves(organisations, provinces) };
  }
  return latest;
}

function buildShelves(organisations: readonly Comparable[], provinces: readonly string[]): Shelves {
  const shelve = (keysOf: (organisation: Comparable) => readonly string[]): Shelf => {
    const shelf = new Map<string, Comparable[]>();
    for (const organisation of organisations) {
      for (const key of new Set(keysOf(organisation))) {
        const there = shelf.get(key);
        if (there) there.push(organisation);
        else shelf.set(key, [organisation]);
      }
    }
    return shelf;
  };
  const spellings = ({ name, shortName }: Comparable) => (shortName ? [name, shortName] : [name]);
  return {
    codes: shelve(({ code }) => [plain(code).replace(/\s/g, '')]),
    names: shelve((one) => spellings(one).flatMap((spelling) => nameKeys(spelling, provinces))),
    abbreviations: shelve((one) => abbreviations(one.name, provinces)),
  };
}

function findOne(shelves: Shelves, written: string, provinces: readonly string[]): Comparable | null {
  const name = withoutRemark(written);
  const code = plain(name).replace(/\s/g, '');
  if (code === '') return null;
  const byCode = shelves.codes.get(code);
  if (byCode) return onlyOne(byCode);
  for (const key of nameKeys(name, provinces)) {
    const named = shelves.names.get(key);
    if (!named) continue;
    return onlyOne(named.filter((one) => agrees(name, one)));
  }
  for (const key of nameKeys(name, provinces)) {
    const short = shelves.abbreviations.get(key);
    if (short) return onlyOne(short);
  }
  return null;
}

/** One organisation, or of several the only one that still exists. */
function onlyOne(found: readonly Comparable[]): Comparable | null {
  if (found.length === 1) return found[0] ?? null;
  const current = found.filter(({ ended }) => !ended);
  return current.length === 1 ? (current[0] ?? null) : null;
}

/** Lower case without diacritics, words apart by single spaces, "&" and "và" left out. */
function plain(text: string): string {
  return words(text).map(bare).join(' ');
}

function words(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s*&\s*/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'và' && word !== 'va');
}

function bare(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

/** Long and short ways of writing the same beginning or part; the short one is compared. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/\buy ban nhan dan\b/g, 'ubnd'],
  [/\bhoi dong nhan dan\b/g, 'hdnd'],
  [/\bvan phong\b/g, 'vp'],
  [/\bcong an\b/g, 'ca'],
  [/\bban quan ly\b|\bban ql\b/g, 'bql'],
  [/\bban chi dao\b/g, 'bcd'],
  [/\bban thuong vu\b/g, 'btv'],
  [/\bban chap hanh\b/g, 'bch'],
  [/\bbo chi huy quan su\b|\bbo chqs\b/g, 'bchqs'],
  [/\bkhu kinh te\b/g, 'kkt'],
  [/\bcong ty trach nhiem huu han\b|\bcong ty tnhh\b|\bcty tnhh\b/g, 'cttnhh'],
  [/\bcong ty co phan\b|\bcong ty cp\b|\bcty cp\b|\bcty co phan\b/g, 'ctcp'],
  [/\bmot thanh vien\b|\b1 thanh vien\b/g, 'mtv'],
  [/\bhop tac xa\b/g, 'htx'],
  [/\btruong dai hoc\b|\bdai hoc\b/g, 'dh'],
  [/\btruong cao dang\b|\bcao dang\b/g, 'cd'],
  [/\btrung tam\b/g, 'tt'],
  [/\bthanh pho\b/g, 'tp'],
  [/^(ubnd )?x (?=\S)/, '$1xa '],
  [/^(ubnd )?p (?=\S)/, '$1phuong '],
  [/^(ubnd )?h (?=\S)/, '$1huyen '],
];

/** The ways one name can be compared, without spaces, the fullest first. */
function nameKeys(name: string, provinces: readonly string[]): string[] {
  let text = plain(name);
  for (const [long, short] of shortened) text = text.replace(long, short);
  const keys = [text];
  for (const province of provinces) {
    const end = new RegExp(` (tinh )?${province}$`);
    // "Công an tỉnh Lạng Sơn" is "Công an tỉnh"; a department of the province needs neither word
    keys.push(text.replace(new RegExp(` tinh ${province}$`), ' tinh'));
    if (/^(so|vp|thanh tra) /.test(text)) keys.push(text.replace(end, ''));
  }
  if (text.startsWith('so ')) keys.push(text.replace(/ tinh$/, ''));
  // a commune acts through its people's committee
  if (/^ubnd (xa|phuong|huyen|tp) /.test(text)) keys.push(text.replace(/^ubnd /, ''));
  return [...new Set(keys.map((key) => key.replaceAll(' ', '')))].filter((key) => !tooGeneral.has(key));
}

/** What is left when only the kind of a body is said; it can mean many. */
const tooGeneral: ReadonlySet<string> = new Set([
  '',
  'ubnd',
  'hdnd',
  'so',
  'vp',
  'ca',
  'tinh',
  'xa',
  'phuong',
]);

/** Kind and first letters: "so khcn", "skhcn", "vp ubnd tinh". */
function abbreviations(name: string, provinces: readonly string[]): string[] {
  const keys: string[] = [];
  for (const spelling of [plain(name), ...provinces.map((one) => plain(name).replace(` tinh ${one}`, ''))]) {
    const parts = spelling.split(' ');
    if (parts.length < 3) continue;
    const letters = parts.map((part) => part[0] ?? '').join('');
    const [kind = ''] = parts;
    if (['so', 'bo', 'cuc', 'ban', 'vien', 'vu'].includes(kind)) keys.push(`${kind}${letters.slice(1)}`);
    if (letters.length >= 4) keys.push(letters);
  }
  return keys;
}

/** Names of the provinces whose people's committee is in the directory, as `plain` writes them. */
function provincesOf(organisations: readonly Comparable[]): string[] {
  return organisations
    .filter(({ kind }) => kind === 'people_committee')
    .map(({ name }) => / (?:tinh|thanh pho) (.+)$/.exec(plain(name))?.[1])
    .filter((name): name is string => name !== undefined);
}

/** Remarks in brackets that leave the organisation the same; others, such as "(cũ)", are part of the name. */
function withoutRemark(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\(\s*(cơ quan |đơn vị )?(chủ trì|phối hợp|thường trực|đầu mối|chủ quản)[^)]*\)/giu, ' ')
    .replace(/\(\s*[\p{Lu}&-]{2,12}\s*\)/gu, ' ')
    .trim();
}

/** The diacritics typed, if any, are those of the organisation: "Tân Tiền" is not "Tân Tiến", "Tan Tien" may be. */
function agrees(written: string, { name, shortName }: Comparable): boolean {
  return [name, shortName].some((spelling) => {
    if (spelling === null) return false;
    const marks = new Map<string, Set<string>>();
    for (const word of words(spelling))
      marks.set(bare(word), new Set([...(marks.get(bare(word)) ?? []), ...marksOf(word)]));
    return words(written).every((word) => {
      const known = marks.get(bare(word));
      return known === undefined || [...marksOf(word)].every((mark) => known.has(mark));
    });
  });
}

function marksOf(word: string): Set<string> {
  return new Set(word.normalize('NFD').match(/\p{M}|đ/gu) ?? []);
}
