import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { type Urging, usualDays } from './letter.ts';
import type { UrgedAgency } from './queries.ts';
import { letterTextsOf } from './texts.ts';

export function LetterCrumbs({ lang, here }: { readonly lang: Language; readonly here: string }) {
  const t = letterTextsOf(lang);
  return (
    <Breadcrumbs
      {...{ lang, here }}
      items={[
        { label: t.desk, href: localPath(lang, PATHS.desk) },
        { label: t.title, href: localPath(lang, programmeWork.urgingLetters) },
      ]}
    />
  );
}

interface NewProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly urging: Urging;
  readonly search: string;
  readonly plans: readonly { readonly id: number; readonly label: string }[];
  readonly agencies: readonly UrgedAgency[];
  readonly typed: { readonly agencies: readonly string[]; readonly reportBy: string };
  readonly formKey: string;
  readonly failure: FormFailure | null;
}

/** The tasks narrowed above, the agencies that have such ones below. */
export function NewLetters(props: NewProps) {
  const { lang, failure, agencies } = props;
  const t = letterTextsOf(lang);
  return (
    <>
      <LetterCrumbs lang={lang} here={t.newTitle} />
      <PageHead title={t.newTitle} lead={t.newLead} />
      <div class="stack">
        {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
        <Narrow {...props} />
        {agencies.length === 0 ? (
          <EmptyState title={t.noAgencies}>
            <p>{t.noAgenciesHelp}</p>
          </EmptyState>
        ) : (
          <Choose {...props} />
        )}
      </div>
    </>
  );
}

function Narrow({ lang, urging, search, plans }: NewProps) {
  const t = letterTextsOf(lang);
  return (
    <Section title={t.filter}>
      <Form
        lang={lang}
        method="get"
        action={localPath(lang, programmeWork.newUrgingLetters)}
        label={t.filter}
      >
        <Select
          {...{ lang, name: 'ke-hoach', label: t.plan, empty: t.allPlans }}
          optional="at times"
          value={urging.planId === null ? '' : String(urging.planId)}
          options={plans.map(({ id, label }) => ({
            ...{ value: String(id), label },
            ...(lang === 'en' && { lang: 'vi' }),
          }))}
        />
        <TextField
          {...{ lang, name: 'ngay', label: t.leastDays, value: String(urging.leastDays) }}
          width="short"
          inputMode="numeric"
        />
        <Checkbox {...{ lang, name: 'sap-den', label: t.withSoon, checked: urging.withSoon }} />
        <TextField {...{ lang, name: 'q', label: t.agencySearch, value: search }} width="medium" optional />
        <Buttons>
          <Button look="secondary">{t.doFilter}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function Choose(props: NewProps) {
  const { lang, csrfToken, urging, agencies, typed, failure } = props;
  const t = letterTextsOf(lang);
  const { text, choices } = bindForm<{ readonly agencies: string; readonly reportBy: string }>({
    lang,
    values: { ...typed },
    errors: failure?.errors ?? {},
  });
  return (
    <Section title={t.chooseAgencies}>
      <Form
        {...{ lang, csrfToken, label: t.newTitle }}
        action={localPath(lang, programmeWork.newUrgingLetters)}
        hidden={{
          khoa: props.formKey,
          'ke-hoach': urging.planId === null ? '' : String(urging.planId),
          ngay: String(urging.leastDays),
          'sap-den': urging.withSoon ? '1' : '',
          q: props.search,
        }}
        guard
      >
        <CheckboxGroup
          {...choices('agencies')}
          label={t.agencies}
          columns
          options={agencies.map((agency) => ({
            value: String(agency.id),
            label: agencyName(lang, agency),
            hint: countsOf(lang, agency),
            ...(lang === 'en' && !agency.nameEn && { lang: 'vi' }),
          }))}
        />
        <DateField
          {...text('reportBy')}
          label={t.reportBy}
          hint={t.reportHint(formatNumber(lang, usualDays, 0))}
        />
        <Buttons>
          <Button>{t.doDraft}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function countsOf(lang: Language, agency: UrgedAgency): string {
  const t = letterTextsOf(lang);
  const number = (count: number) => formatNumber(lang, count, 0);
  return [
    agency.late > 0 && t.lateCount(number(agency.late), number(agency.most)),
    agency.soon > 0 && t.soonOnly(number(agency.soon)),
    agency.draftId !== null && t.hasDraft,
    agency.lastIssued !== null && t.lastIssued(formatDate(lang, agency.lastIssued)),
  ]
    .filter(Boolean)
    .join(' · ');
}
