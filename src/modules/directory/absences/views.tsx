import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { roleName } from '../accounts/sentences.ts';
import type { FormFailure } from '../form-failure.ts';
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

/** As typed. */
export interface AbsenceValues {
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason: string;
}

export function AbsenceForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly crumbs: ComponentChildren;
  readonly title: string;
  readonly action: string;
  readonly back: string;
  /** To whom letters would go today. */
  readonly today: LocalDate;
  readonly letters: readonly Meanwhile[];
  readonly values: AbsenceValues;
  readonly failure: FormFailure | null;
}) {
  const { lang, values, failure } = props;
  const t = absenceTexts(lang);
  const form = bindForm<AbsenceValues>({ lang, values, errors: failure?.errors ?? {} });
  const labels: Readonly<Record<string, string>> = t.fields;
  return (
    <>
      {props.crumbs}
      {failure && (
        <ErrorSummary
          lang={lang}
          errors={failure.errors}
          general={failure.general}
          label={(name) => labels[name]}
        />
      )}
      <PageHead title={props.title} lead={t.formLead} />
      <Form lang={lang} action={localPath(lang, props.action)} csrfToken={props.csrfToken} guard>
        <DateField {...form.text('validFrom')} label={t.fields.validFrom} />
        <DateField {...form.text('validTo')} label={t.fields.validTo} hint={t.hints.validTo} />
        <TextField
          {...form.text('reason')}
          label={t.fields.reason}
          hint={t.hints.reason}
          autocomplete="off"
          optional
        />
        <LettersMeanwhile lang={lang} day={props.today} letters={props.letters} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="secondary" href={localPath(lang, props.back)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** Says why an absence of this account changes nothing. */
export function NoAbsence(props: {
  readonly lang: Language;
  readonly crumbs: ComponentChildren;
  readonly name: string;
  readonly back: string;
}) {
  const { lang, name } = props;
  const t = absenceTexts(lang);
  return (
    <>
      {props.crumbs}
      <PageHead title={t.formTitleFor(name)} lead={t.noWork(name)} />
      <Buttons>
        <LinkButton look="secondary" href={localPath(lang, props.back)}>
          {t.back}
        </LinkButton>
      </Buttons>
    </>
  );
}
