import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { Difficulty } from './difficulty.ts';
import { difficultyRow } from './parts.tsx';
import type { WaitingDifficulties } from './queries.ts';
import { difficultyTexts } from './texts.ts';

/** On the work page of a task or a target: what `difficultiesOf` found, and the way to raise one. */
export function TaskDifficulties(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  /** Of the task or target. */
  readonly code: string;
  readonly difficulties: readonly Difficulty[];
  /** Whether the reader is an agency's officer. */
  readonly mayRaise: boolean;
}) {
  const { lang, today, difficulties } = props;
  const t = difficultyTexts(lang);
  return (
    <Section
      title={t.ofTask}
      id="kho-khan"
      aside={
        props.mayRaise && (
          <LinkButton look="secondary" href={localPath(lang, programmeWork.newDifficulty(props.code))}>
            {t.raise}
          </LinkButton>
        )
      }
    >
      {difficulties.length === 0 ? (
        <p class="quiet">{t.ofTaskNone}</p>
      ) : (
        <RowList
          label={t.ofTask}
          rows={difficulties.map((difficulty) => difficultyRow({ lang, today, difficulty }))}
        />
      )}
    </Section>
  );
}

/** On the desk: what `difficultiesWaiting` found; nothing where nothing waits. */
export function WaitingDifficultiesView(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly waiting: WaitingDifficulties;
}) {
  const { lang, today, waiting } = props;
  if (waiting.total === 0) return null;
  const t = difficultyTexts(lang);
  return (
    <Section
      title={t.waiting}
      aside={<a href={localPath(lang, programmeWork.difficulties)}>{t.allWaiting}</a>}
    >
      <RowList
        label={t.waiting}
        rows={waiting.rows.map((difficulty) => difficultyRow({ lang, today, difficulty }))}
      />
    </Section>
  );
}
