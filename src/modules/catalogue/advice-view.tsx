import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { fieldId } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type CoachTexts, coachTexts } from './coach-texts.ts';
import type { Edition } from './edition.ts';
import { foreign } from './edition-views.tsx';
import type { EntryRecord } from './entry-store.ts';
import { fieldOfGap, type GapKind, gapNames } from './gaps.ts';
import type { LikeEntry } from './likeness.ts';
import { publicEntry, work } from './paths.ts';

/** An entry much like another, with how much. */
export function Other({
  language,
  other,
  t,
}: {
  readonly language: Language;
  readonly other: LikeEntry;
  readonly t: CoachTexts;
}) {
  return (
    <>
      <span class="quiet nowrap">{other.code}</span> <span lang={foreign(language)}>{other.title}</span>
      <div class="marks">
        <Badge tone="note">{t.likeness(formatNumber(language, Math.round(other.likeness * 100), 0))}</Badge>
        {!other.published && <Badge tone="work">{t.draft}</Badge>}
        {other.illustrative && <IllustrativeMark lang={language} />}
      </div>
    </>
  );
}

/** Leads to both side by side, or to what is public of an entry whose edition is out of one's reach. */
export function Beside(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly entry: { readonly id: number };
  readonly other: LikeEntry;
  readonly t: CoachTexts;
}) {
  const { language, edition, entry, other, t } = props;
  if (!other.comparable)
    return <a href={localPath(language, publicEntry(other.kind, other.code))}>{t.openPublic}</a>;
  return <a href={localPath(language, work.compare(edition.id, entry.id, other.id))}>{t.compare}</a>;
}

/** What one entry lacks, and the entries much like it. */
export interface Advice {
  readonly gaps: readonly GapKind[];
  readonly alike: readonly LikeEntry[];
}

/** Beside an entry: what is worth adding, each leading to its field, and the entries much like it. */
export function EntryAdvice(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly advice: Advice;
  readonly editable: boolean;
}) {
  const { language, edition, entry } = props;
  const { gaps, alike } = props.advice;
  const t = coachTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <Section title={t.ofEntry} aside={<a href={to(work.coach(edition.id))}>{t.all}</a>}>
      {gaps.length === 0 && <p class="quiet">{t.complete}</p>}
      <ul class="plain-list">
        {gaps.map((gap) => (
          <li key={gap}>
            {props.editable ? (
              <a href={`#${fieldId(fieldOfGap(entry.kind, gap))}`}>{gapNames[gap].label[language]}</a>
            ) : (
              <strong>{gapNames[gap].label[language]}</strong>
            )}
            <div class="quiet">{gapNames[gap].advice[language]}</div>
          </li>
        ))}
      </ul>
      {alike.length > 0 && (
        <>
          <h3>{t.other}</h3>
          <ul class="plain-list">
            {alike.map((other) => (
              <li key={other.id}>
                <Other language={language} other={other} t={t} />
                <Beside {...{ language, edition, entry, other, t }} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
