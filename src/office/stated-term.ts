import type { CatalogueTerm } from './catalogue.ts';
import type { ReadCatalogue } from './document.ts';

type StatedTerm = Pick<CatalogueTerm, 'year' | 'period'>;

/**
 * The one year or period a catalogue says it is for, in the first of these titles that names any: `năm 2027`,
 * `giai đoạn 2026-2030`. Null where none does, or where one names several.
 */
export function statedTerm(titles: readonly (string | null)[]): StatedTerm | null {
  for (const title of titles) {
    const found = termsIn(title ?? '');
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

function termsIn(title: string): StatedTerm[] {
  const text = title.toLocaleLowerCase('vi');
  const periods = [...text.matchAll(/giai đoạn\s+(20\d\d)\s*[-–—]\s*(20\d\d)/gu)].map(
    ([, from, to]) => `${from}-${to}`,
  );
  const years = [...text.matchAll(/năm\s+(20\d\d)(?!\s*[-–—]\s*20\d\d)/gu)].map(([, year]) => Number(year));
  return [
    ...[...new Set(periods)].map((period) => ({ period })),
    ...[...new Set(years)].map((year) => ({ year })),
  ];
}

type StatedKind = CatalogueTerm['kind'];

/** Words by which a title tells what its catalogue is of. */
const kindWords: Readonly<Record<StatedKind, RegExp>> = {
  problems: /bài toán/u,
  needs: /nhu cầu/u,
};

const kindNames: Readonly<Record<StatedKind, string>> = {
  problems: 'bài toán lớn',
  needs: 'nhu cầu công nghệ',
};

/** What a catalogue says it is of, in the first of these titles that says so; null where none does, or names both. */
export function statedKind(titles: readonly (string | null)[]): StatedKind | null {
  for (const title of titles) {
    const text = (title ?? '').normalize('NFC').toLocaleLowerCase('vi');
    const [problems, needs] = [kindWords.problems.test(text), kindWords.needs.test(text)];
    if (problems && needs) return null;
    if (problems || needs) return problems ? 'problems' : 'needs';
  }
  return null;
}

/** Tells that the document names another kind, year or period than it is read for; empty when it does not. */
export function termWarnings(read: ReadCatalogue): ReadCatalogue['warnings'] {
  return [...kindWarnings(read), ...spanWarnings(read)];
}

function kindWarnings({ edition, columns }: ReadCatalogue): ReadCatalogue['warnings'] {
  const heads = columns.filter(({ field }) => field === 'title').map(({ header }) => header);
  const said = statedKind([edition.title, edition.document.title, ...heads]);
  if (said === null || said === edition.kind) return [];
  const message = `Văn bản ghi ${kindNames[said]} nhưng đang đọc thành ${kindNames[edition.kind]}. Hãy kiểm tra lại loại danh mục.`;
  return [{ row: null, column: null, message }];
}

function spanWarnings({ edition }: ReadCatalogue): ReadCatalogue['warnings'] {
  const stated = statedTerm([edition.title, edition.document.title]);
  const [said, asked] = [stated?.period ?? stated?.year, edition.period ?? edition.year];
  if (said === undefined || asked === null || String(said) === String(asked)) return [];
  const message = `Văn bản ghi ${writeTerm(said)} nhưng đang đọc cho ${writeTerm(asked)}. Hãy kiểm tra lại năm hoặc giai đoạn.`;
  return [{ row: null, column: null, message }];
}

function writeTerm(term: string | number): string {
  return typeof term === 'number' ? `năm ${term}` : `giai đoạn ${term}`;
}
