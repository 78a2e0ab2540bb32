import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate, formatFileSize } from '../../../ui/format.ts';
import { Content, InVietnamese, Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import type { TaskLetter } from '../urging-letters/of-task.ts';
import { levelNames } from './levels.ts';
import type { Urge } from './queries.ts';
import { urgingTexts } from './texts.ts';

/** What the page of a task shows of urging. */
export interface UrgingShown {
  /** The latest first. */
  readonly urges: readonly Urge[];
  /** Issued about it, the latest first. */
  readonly letters: readonly TaskLetter[];
  /** Whether the person notes explanations that come on paper. */
  readonly mayNote: boolean;
  /** Agencies for which the person acts. */
  readonly own: readonly number[];
}

interface UrgingProps extends UrgingShown {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly taskId: number;
}

export function isUrged({ urges, letters }: UrgingShown): boolean {
  return urges.length + letters.length > 0;
}

/** What of these is to be explained and is not, by whichever agency. */
export function owedOf(urges: readonly Urge[]): readonly Urge[] {
  return urges.filter(({ open, level, explained }) => open && level !== null && explained === null);
}

/** What of these is asked of the person's agencies and has no answer. */
export function owedBy(own: readonly number[], urges: readonly Urge[]): readonly Urge[] {
  return owedOf(urges).filter(({ agency }) => own.includes(agency.id));
}

/** On the page of a task: what was urged, what was explained, and what the person's agency still has to explain. */
export function TaskUrging(props: UrgingProps) {
  const { lang, today, taskId, urges, letters, own } = props;
  const t = urgingTexts(lang);
  const [first] = owedBy(own, urges)
    .flatMap(({ explainBy }) => explainBy ?? [])
    .sort();
  return (
    <Section
      title={t.section}
      id="don-doc"
      aside={
        <>
          {first && (
            <LinkButton href={localPath(lang, programmeWork.explainTask(taskId))}>{t.explain}</LinkButton>
          )}
          {props.mayNote && owedOf(urges).length > 0 && (
            <LinkButton look="secondary" href={localPath(lang, programmeWork.notePaper(taskId))}>
              {t.notePaper}
            </LinkButton>
          )}
        </>
      }
    >
      {first && (
        <Notice lang={lang} kind="warning">
          {first < today ? t.owesLate(formatDate(lang, first)) : t.owes(formatDate(lang, first))}
        </Notice>
      )}
      {!isUrged(props) ? (
        <p class="quiet">{t.sectionNone}</p>
      ) : (
        <Timeline
          items={[...letters.map((letter) => letterItem(lang, letter)), ...urgeItems(props)]
            .sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0))
            .map(({ day, ...item }) => ({ ...item, when: formatDate(lang, day) }))}
        />
      )}
    </Section>
  );
}

function urgeItems({ lang, taskId, urges }: UrgingProps) {
  return urges.map((urge) => ({
    ...{ key: `urge-${urge.id}`, day: urge.day, what: whatOf(lang, urge) },
    who: <Content lang={lang} text={agencyName(lang, urge.agency)} />,
    note: <Explained lang={lang} taskId={taskId} urge={urge} told={isFirst(urges, urge)} />,
  }));
}

/** A letter issued: its number for whoever reads the task, the way to it for whoever reads it. */
function letterItem(lang: Language, letter: TaskLetter) {
  const t = urgingTexts(lang);
  const number = letter.symbol ? `${letter.number}/${letter.symbol}` : letter.number;
  const named = <Quoting lang={lang} text={t.letter(number)} quoted={[number]} />;
  return {
    ...{ key: `letter-${letter.id}`, day: letter.issuedOn },
    what: letter.seen ? <a href={localPath(lang, programmeWork.urgingLetter(letter.id))}>{named}</a> : named,
    who: <Content lang={lang} text={agencyName(lang, letter.agency)} />,
    note: letter.recalledOn && t.letterRecalled(formatDate(lang, letter.recalledOn)),
  };
}

function whatOf(lang: Language, { level, step, lastDay }: Urge): string {
  const t = urgingTexts(lang);
  const day = formatDate(lang, lastDay);
  return level === null ? t.reminder(step ?? 0, day) : t.escalation(levelNames[level][lang], day);
}

/** Of levels that one explanation answers, the highest shows its words. */
function isFirst(urges: readonly Urge[], { id, explained }: Urge): boolean {
  return explained !== null && urges.find((one) => one.explained?.id === explained.id)?.id === id;
}

function Explained(props: {
  readonly lang: Language;
  readonly taskId: number;
  readonly urge: Urge;
  readonly told: boolean;
}): ComponentChildren {
  const { lang, taskId, urge, told } = props;
  const t = urgingTexts(lang);
  const { explained, explainBy, open } = urge;
  if (!explained) {
    if (!explainBy) return null;
    return open ? t.askedBy(formatDate(lang, explainBy)) : t.past;
  }
  const on = formatDate(lang, explained.on);
  const { paper } = explained;
  if (!told || explained.words === null) return paper ? t.onPaperPlain(on) : t.answeredPlain(on);
  return (
    <>
      {paper ? t.onPaper(paper.number ?? '', on) : t.answered(on)}{' '}
      <InVietnamese lang={lang}>{explained.words}</InVietnamese>
      {explained.doneBy && ` ${t.doneByWords(formatDate(lang, explained.doneBy))}`}
      {paper?.by && (
        <>
          {' '}
          <Quoting
            lang={lang}
            text={t.notedBy(paper.by, formatDate(lang, paper.notedOn))}
            quoted={[paper.by]}
          />
        </>
      )}
      {explained.file && (
        <>
          {' '}
          <a href={localPath(lang, programmeWork.explanationFile(taskId, explained.id))} download>
            {t.fileName(explained.file.name, formatFileSize(lang, explained.file.size))}
          </a>
        </>
      )}
    </>
  );
}
