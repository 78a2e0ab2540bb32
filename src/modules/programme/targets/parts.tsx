import type { LocalDate } from '../../../kernel/dates.ts';
import { daysBetween } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { withUnit } from '../../../ui/charts/trajectory-words.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { Verdict } from './list-queries.ts';
import type { Information, Outlook } from './outlook.ts';
import { targetStateTexts } from './states.ts';
import type { TargetValue } from './target.ts';
import { targetTexts } from './texts.ts';

const informationTones: Readonly<Record<Information, Tone>> = {
  measured: 'quiet',
  stale: 'work',
  missing: 'now',
};

export function InformationBadge({
  lang,
  information,
}: {
  readonly lang: Language;
  readonly information: Information;
}) {
  return (
    <Badge tone={informationTones[information]}>{targetStateTexts(lang).information[information]}</Badge>
  );
}

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  ...{ expected: 'done', at_risk: 'work', unlikely: 'now', cannot_tell: 'note' },
  ...{ met: 'done', exceeded: 'done', not_met: 'now', not_carried_out: 'quiet', no_result: 'note' },
};

export function verdictName(lang: Language, verdict: Verdict): string {
  const { outlook, result, noResult } = targetStateTexts(lang);
  return verdict === 'no_result' ? noResult : { ...outlook, ...result }[verdict];
}

/** The year of the level an outlook is about; null where nothing can be told. */
export function aimsOf(outlook: Outlook | null, aimsAt: number | null): number | null {
  return outlook === null || outlook === 'cannot_tell' ? null : aimsAt;
}

export function VerdictBadge(props: {
  readonly lang: Language;
  readonly verdict: Verdict;
  readonly estimated: boolean;
  /** The year whose level it is about. */
  readonly aimsAt?: number | null;
}) {
  const { lang, verdict, estimated, aimsAt } = props;
  const t = targetStateTexts(lang);
  return (
    <Badge tone={verdictTones[verdict]}>
      {[
        verdictName(lang, verdict),
        ...(estimated ? [t.estimated] : []),
        ...(aimsAt == null ? [] : [t.forYear(aimsAt)]),
      ].join(', ')}
    </Badge>
  );
}

/** The name as the reader understands it. */
export function TargetName({
  lang,
  name,
  nameEn,
}: {
  readonly lang: Language;
  readonly name: string;
  readonly nameEn: string | null;
}) {
  if (lang === 'en' && nameEn) return <span>{nameEn}</span>;
  return <span lang={otherThan(lang, 'vi')}>{name}</span>;
}

export const figureText = (lang: Language, value: number, unit: string | null) =>
  unit === null || unit === '%' ? withUnit(lang, value, unit) : `${formatNumber(lang, value, 4)} ${unit}`;

/** What was read of a printed value. */
export function readText(
  lang: Language,
  { operator, min, max, scope }: TargetValue,
  unit: string | null,
): string {
  const t = targetTexts(lang).readAs;
  const figure = (value: number | null) => (value === null ? '–' : figureText(lang, value, unit));
  const said = {
    '=': () => figure(min ?? max),
    '≥': () => t.atLeast(figure(min)),
    '>': () => t.moreThan(figure(min)),
    '≤': () => t.atMost(figure(max)),
    '<': () => t.lessThan(figure(max)),
    range: () => t.between(min === null ? '–' : formatNumber(lang, min, 4), figure(max)),
    qualitative: () => t.words,
  }[operator]();
  return scope === null ? said : `${scope}: ${said}`;
}

interface Owed {
  readonly information: Information;
  readonly since: LocalDate | null;
  readonly due: LocalDate | null;
}

/** Which number is owed, by whom, and since when; null where none is awaited any longer. */
export function owedText(
  lang: Language,
  { information, since, due }: Owed,
  owners: string | null,
  today: LocalDate,
): string | null {
  const t = targetTexts(lang);
  const who = owners ?? t.noOwner;
  const days = (from: LocalDate) => formatNumber(lang, Math.max(0, daysBetween(from, today)), 0);
  if (due === null) return null;
  const date = formatDate(lang, due);
  const late = today > due;
  if (information !== 'missing' || since === null || since > today)
    return late ? t.owed(days(due), who, date) : t.next(date);
  const missing = t.missing(days(since), who, formatDate(lang, since));
  return late ? `${missing} ${t.overdue(days(due), date)}` : missing;
}

/** Where the pages of targets in work stand. */
export function TargetCrumbs(props: {
  readonly lang: Language;
  readonly target?: { readonly id: number; readonly code: string };
  readonly here?: string;
}) {
  const { lang, target, here } = props;
  const t = targetTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        ...(target || here ? [{ label: t.title, href: to(programmeWork.targets) }] : []),
        ...(target && here ? [{ label: target.code, href: to(programmeWork.target(target.id)) }] : []),
      ]}
      here={here ?? target?.code ?? t.title}
    />
  );
}
