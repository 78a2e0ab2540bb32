import type { ComponentChildren } from 'preact';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate, formatFileSize } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { levelNames } from './levels.ts';
import type { Urge } from './queries.ts';
import { urgingTexts } from './texts.ts';

interface UrgingProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly taskId: number;
  /** The latest first. */
  readonly urges: readonly Urge[];
  /** Agencies for which the person acts. */
  readonly own: readonly number[];
}

/** What of these is asked of the person's agencies and has no answer. */
export function owedBy(own: readonly number[], urges: readonly Urge[]): readonly Urge[] {
  return urges.filter(
    ({ open, level, explained, agency }) =>
      open && level !== null && explained === null && own.includes(agency.id),
  );
}

/** On the page of a task: what was urged, what was explained, and what the person's agency still has to explain. */
export function TaskUrging(props: UrgingProps) {
  const { lang, today, taskId, urges, own } = props;
  const t = urgingTexts(lang);
  const [first] = owedBy(own, urges)
    .flatMap(({ explainBy }) => explainBy ?? [])
    .sort();
  return (
    <Section
      title={t.section}
      id="don-doc"
      aside={
        first && (
          <LinkButton href={localPath(lang, programmeWork.explainTask(taskId))}>{t.explain}</LinkButton>
        )
      }
    >
      {first && (
        <Notice lang={lang} kind="warning">
          {first < today ? t.owesLate(formatDate(lang, first)) : t.owes(formatDate(lang, first))}
        </Notice>
      )}
      {urges.length === 0 ? (
        <p class="quiet">{t.sectionNone}</p>
      ) : (
        <Timeline
          items={urges.map((urge) => ({
            key: String(urge.id),
            when: formatDate(lang, urge.day),
            what: whatOf(lang, urge),
            who: <Content lang={lang} text={agencyName(lang, urge.agency)} />,
            note: <Explained lang={lang} taskId={taskId} urge={urge} told={isFirst(urges, urge)} />,
          }))}
        />
      )}
    </Section>
  );
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
  const on = formatDate(lang, localDateOf(explained.at));
  if (!told || explained.words === null) return t.answeredPlain(on);
  return (
    <>
      {t.answered(on)} <InVietnamese lang={lang}>{explained.words}</InVietnamese>
      {explained.doneBy && ` ${t.doneByWords(formatDate(lang, explained.doneBy))}`}
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
