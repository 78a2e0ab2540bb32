import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese, Quoting } from '../../../ui/inline.tsx';
import type { RowEntry } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import {
  type Agency,
  type Difficulty,
  type DifficultyState,
  difficultyLifecycle,
  termOn,
} from './difficulty.ts';
import { difficultyTexts } from './texts.ts';

export function agencyName(lang: Language, agency: Agency | null): string {
  return (lang === 'en' ? agency?.nameEn : null) ?? agency?.name ?? '…';
}

/** Words as they were written, paragraph by paragraph; agencies write Vietnamese. */
export function Words({ lang, text }: { readonly lang: Language; readonly text: string }) {
  return (
    <div class="prose" lang={lang === 'vi' ? undefined : 'vi'}>
      {text.split(/\n{2,}/).map((paragraph, at) => (
        <p key={String(at)} class="kept-lines">
          {paragraph}
        </p>
      ))}
    </div>
  );
}

const tones: Readonly<Record<DifficultyState, Tone>> = {
  draft: 'quiet',
  sent: 'work',
  taken: 'work',
  returned: 'now',
  answered: 'done',
  closed: 'done',
  withdrawn: 'quiet',
};

/** Its state, and while it waits for an answer how its term stands. */
export function StateMarks(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly difficulty: Difficulty;
}) {
  const { lang, difficulty } = props;
  const t = difficultyTexts(lang);
  const term = termOn(difficulty, props.today);
  const days = formatNumber(lang, term?.days ?? 0, 0);
  const near = term?.days === 0 ? t.today : t.left(days);
  return (
    <>
      <Badge tone={tones[difficulty.state]}>
        {difficultyLifecycle.states[difficulty.state].internal[lang]}
      </Badge>
      {term && (
        <Badge tone={term.kind === 'late' || term.days === 0 ? 'now' : 'work'}>
          {term.kind === 'late' ? t.late(days) : near}
        </Badge>
      )}
      {difficulty.illustrative && <IllustrativeMark lang={lang} />}
    </>
  );
}

/** In a list of work. */
export function difficultyRow(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly difficulty: Difficulty;
}): RowEntry {
  const { lang, difficulty } = props;
  const t = difficultyTexts(lang);
  const { sender, holder, about } = difficulty;
  const names = [agencyName(lang, sender), agencyName(lang, holder)] as const;
  return {
    key: String(difficulty.id),
    code: difficulty.code ?? t.draft,
    href: localPath(lang, programmeWork.difficulty(difficulty.id)),
    title: <InVietnamese lang={lang}>{difficulty.title || '…'}</InVietnamese>,
    detail: (
      <>
        {t.kinds[difficulty.kind]} · <Quoting lang={lang} text={t.fromTo(...names)} quoted={names} />
        {about && <> · {about.code}</>}
        {difficulty.dueOn && termOn(difficulty, props.today) && (
          <> · {t.due(formatDate(lang, difficulty.dueOn))}</>
        )}
      </>
    ),
    marks: <StateMarks {...props} />,
  };
}

export function AgencyText({ lang, agency }: { readonly lang: Language; readonly agency: Agency | null }) {
  return <Content lang={lang} text={agencyName(lang, agency)} />;
}

/** One as the desk of the department shows it. */
export interface DeskDifficulty {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  /** Who raised it. */
  readonly agency: string;
  readonly dueOn: LocalDate | null;
  readonly illustrative: boolean;
}

export function deskDifficultyRow(lang: Language, one: DeskDifficulty): RowEntry {
  return {
    ...{ key: one.code, code: one.code, href: localPath(lang, programmeWork.difficulty(one.id)) },
    title: <InVietnamese lang={lang}>{one.title}</InVietnamese>,
    detail: (
      <>
        <Content lang={lang} text={one.agency} />
        {one.dueOn && <> · {difficultyTexts(lang).due(formatDate(lang, one.dueOn))}</>}
      </>
    ),
    marks: one.illustrative && <IllustrativeMark lang={lang} />,
  };
}
