import type { LocalDate } from '../../kernel/dates.ts';
import { daysBetween } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../ui/badge.tsx';
import type { FollowTarget } from '../../ui/follow-links.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import type { RowEntry } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan } from '../catalogue/index.ts';
import { type Consultation, consultationLifecycle, type Part, phaseOn } from './consultation.ts';
import { consultationTexts } from './texts.ts';

/** The title as the reader understands it, with its language where that is not the page's. */
export function titleIn(
  lang: Language,
  { title, titleEn }: Pick<Consultation, 'title' | 'titleEn'>,
): { readonly text: string; readonly lang: Language | undefined } {
  if (lang === 'en' && titleEn) return { text: titleEn, lang: undefined };
  return { text: title, lang: otherThan(lang, 'vi') };
}

/** Whether everybody may be told what is new of it. */
export function isFollowed({ audience, state }: Pick<Consultation, 'audience' | 'state'>): boolean {
  return audience === 'public' && (state === 'announced' || state === 'published');
}

export function followTarget({ id }: Pick<Consultation, 'id'>): FollowTarget {
  return { kind: 'consultation', key: String(id) };
}

/** Where a consultation stands on a day, in a word; of one that is not announced its state. */
export function ConsultationBadge(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly consultation: Consultation;
}) {
  const { lang, today, consultation } = props;
  const t = consultationTexts(lang);
  const phase = phaseOn(consultation, today);
  if (!phase) {
    const { internal } = consultationLifecycle.states[consultation.state];
    return <Badge tone="work">{internal[lang]}</Badge>;
  }
  if (phase !== 'open') {
    const tones = { coming: 'note', closed: 'quiet', published: 'done', withdrawn: 'quiet' } as const;
    const tone: Tone = tones[phase];
    return <Badge tone={tone}>{t.phases[phase]}</Badge>;
  }
  const left = daysBetween(today, consultation.window.to);
  const ends = left === 0 ? t.lastDay : t.days(formatNumber(lang, left, 0));
  return <Badge tone="now">{`${t.phases.open}, ${ends}`}</Badge>;
}

export function WindowText({ lang, window }: { readonly lang: Language } & Pick<Consultation, 'window'>) {
  return <>{consultationTexts(lang).window(formatDate(lang, window.from), formatDate(lang, window.to))}</>;
}

/** A consultation in a list. */
export function consultationRow(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly consultation: Consultation;
  readonly href: string;
}): RowEntry {
  const { lang, consultation } = props;
  const title = titleIn(lang, consultation);
  return {
    key: String(consultation.id),
    href: localPath(lang, props.href),
    title: <span lang={title.lang}>{title.text}</span>,
    detail: (
      <>
        <span lang={otherThan(lang, 'vi')}>{consultation.agency}</span>
        {' · '}
        <WindowText lang={lang} window={consultation.window} />
      </>
    ),
    marks: (
      <>
        <ConsultationBadge {...props} />
        {consultation.audience === 'internal' && (
          <Badge tone="note">{consultationTexts(lang).audiences.internal}</Badge>
        )}
        {consultation.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** Characters of a title on the way to its page. */
const crumbMost = 60;

/** A title cut to its first words, where it stands in the way to a page. */
export function shortened(title: string): string {
  if (title.length <= crumbMost) return title;
  const cut = title.slice(0, crumbMost);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[\s,.;:]+$/u, '')}…`;
}

/** What a part is called in a line. */
export function partName({ label, title }: Pick<Part, 'label' | 'title'>): string {
  return label ? `${label}. ${title}` : title;
}
