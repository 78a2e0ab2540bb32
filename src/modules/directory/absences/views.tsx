import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { DaysForm } from '../accounts/days-form.tsx';
import { roleName } from '../accounts/sentences.ts';
import { EndButton } from '../sessions/end-button.tsx';
import { type Absence, type AbsenceState, absenceOn, isOpenAbsence } from './absence.ts';
import type { AbsenceView, Meanwhile } from './queries.ts';
import { absenceTexts } from './texts.ts';

/** Days away: now, later, before. */
export function Absences(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly view: AbsenceView;
  readonly today: LocalDate;
  /** Where another one is reported; null where the reader may not. */
  readonly add: string | null;
  /** Where one is ended; null where the reader may not. */
  readonly endPath: ((absence: Absence) => string) | null;
}) {
  const { lang, today, endPath, view } = props;
  const t = absenceTexts(lang);
  const columns = [
    { key: 'when', label: t.when, head: true, cell: (one: Absence) => whenOf(lang, one) },
    { key: 'reason', label: t.reason, cell: ({ reason }: Absence) => reason },
    { key: 'state', label: t.state, cell: (one: Absence) => <State {...{ lang, today, one }} /> },
  ];
  const end = {
    key: 'end',
    label: t.end,
    quietLabel: true,
    cell: (one: Absence) =>
      endPath &&
      isOpenAbsence(one, today) && (
        <EndButton
          lang={lang}
          csrfToken={props.csrfToken}
          action={endPath(one)}
          label={t.endOf(whenOf(lang, one))}
        />
      ),
  };
  const ends = endPath !== null && view.absences.some((one) => isOpenAbsence(one, today));
  return (
    <Section
      title={t.title}
      id="vang-mat"
      aside={props.add !== null && <a href={localPath(lang, props.add)}>{t.add}</a>}
    >
      <Table
        lang={lang}
        caption={t.title}
        captionHidden
        empty={t.none}
        rows={view.absences}
        rowKey={({ id }) => String(id)}
        columns={ends ? [...columns, end] : columns}
      />
      {view.meanwhile && <LettersMeanwhile lang={lang} {...view.meanwhile} />}
    </Section>
  );
}

/** Whom letters go to while somebody is away, role by role. */
function LettersMeanwhile(props: {
  readonly lang: Language;
  readonly day: LocalDate;
  readonly letters: readonly Meanwhile[];
}) {
  const { lang, day, letters } = props;
  const t = absenceTexts(lang);
  return (
    <>
      <p>{t.meanwhile(formatDate(lang, day))}</p>
      <ul>
        {letters.map(({ role, agency, people }) => (
          <li key={`${role} ${agency ?? ''}`}>
            {roleName(lang, role)}
            {agency !== null && (
              <>
                {' · '}
                <InVietnamese lang={lang}>{agency}</InVietnamese>
              </>
            )}
            {': '}
            {people.length > 0 ? people.join(', ') : agency === null ? t.nobody : t.nobodyOfAgency}
          </li>
        ))}
      </ul>
    </>
  );
}

function whenOf(lang: Language, { validFrom, validTo }: Absence): string {
  const t = absenceTexts(lang);
  const [from, to] = [formatDate(lang, validFrom), formatDate(lang, validTo)];
  return from === to ? t.oneDay(from) : t.period(from, to);
}

const tones: Readonly<Record<AbsenceState, Tone>> = {
  ...{ current: 'work', coming: 'note' },
  ...{ over: 'quiet', ended: 'quiet' },
};

function State({
  lang,
  today,
  one,
}: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly one: Absence;
}) {
  const t = absenceTexts(lang);
  const state = absenceOn(one, today);
  return (
    <>
      <Badge tone={tones[state]}>{t.states[state]}</Badge>
      {one.endedAt && <div class="quiet">{t.endedAt(formatInstant(lang, one.endedAt))}</div>}
    </>
  );
}

/** Whom letters go to today stands under the days. */
export function AbsenceForm(
  props: Omit<Parameters<typeof DaysForm>[0], 'texts' | 'children'> & {
    readonly today: LocalDate;
    readonly letters: readonly Meanwhile[];
  },
) {
  const { today, letters, ...form } = props;
  return (
    <DaysForm {...form} texts={absenceTexts(form.lang)}>
      <LettersMeanwhile lang={form.lang} day={today} letters={letters} />
    </DaysForm>
  );
}
