import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { countryName } from '../country.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { sessionTexts } from '../sessions/texts.ts';
import type { Registration } from './queries.ts';
import { isUndecided, type RegistrationState } from './registration.ts';
import { registrationTexts } from './texts.ts';

const tones: Readonly<Record<RegistrationState, Tone>> = {
  ...{ waiting: 'work', asked: 'now', accepted: 'done', refused: 'quiet' },
};

export function RegistrationBadge(props: { readonly lang: Language; readonly state: RegistrationState }) {
  return <Badge tone={tones[props.state]}>{registrationTexts(props.lang).states[props.state]}</Badge>;
}

/** Everything given, as facts. */
export function GivenFacts({ lang, one }: { readonly lang: Language; readonly one: Registration }) {
  const { fields, kinds, kind, sentAt } = registrationTexts(lang);
  const written = (text: string | null) =>
    text && <span lang={lang === 'en' ? 'vi' : undefined}>{text}</span>;
  return (
    <DefinitionList
      items={[
        { label: kind, value: kinds[one.kind] },
        { label: fields.organisationName, value: written(one.name) },
        { label: fields.nameEn, value: one.nameEn },
        { label: fields.taxCode, value: one.taxCode },
        {
          label: fields.country,
          value: one.country && (countryName(lang, one.country) ?? written(one.country)),
        },
        { label: fields.registrationNumber, value: one.registrationNumber },
        { label: fields.commune, value: written(one.commune?.name ?? null) },
        { label: fields.address, value: written(one.address) },
        { label: fields.phone, value: one.phone },
        { label: fields.activity, value: written(one.activity) },
        { label: sentAt, value: formatInstant(lang, one.createdAt) },
      ]}
    />
  );
}

export function MyRegistrationPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly one: Registration | null;
  readonly typed: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, one, failure } = props;
  const t = registrationTexts(lang);
  const crumbs = (
    <Breadcrumbs
      lang={lang}
      items={[{ label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) }]}
      here={t.mine}
    />
  );
  const register = (
    <LinkButton href={localPath(lang, directoryPaths.register)}>
      {one?.state === 'refused' ? t.registerAgain : t.register}
    </LinkButton>
  );
  if (!one || one.kind === 'individual')
    return (
      <>
        {crumbs}
        <PageHead title={t.mine} lead={t.mineLead} />
        <EmptyState title={t.none} action={register}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      {crumbs}
      <PageHead
        title={t.mine}
        lead={t.mineLead}
        marks={<RegistrationBadge lang={lang} state={one.state} />}
        action={one.state === 'refused' ? register : isUndecided(one.state) && <Correct lang={lang} />}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <div class="stack">
        <Outcome lang={lang} one={one} />
        {one.state === 'asked' && <AnswerForm {...props} one={one} />}
        <Section title={t.given}>
          <GivenFacts lang={lang} one={one} />
        </Section>
      </div>
    </>
  );
}

function Correct({ lang }: { readonly lang: Language }) {
  return (
    <LinkButton look="secondary" href={localPath(lang, directoryPaths.correctRegistration)}>
      {registrationTexts(lang).correct}
    </LinkButton>
  );
}

function Outcome({ lang, one }: { readonly lang: Language; readonly one: Registration }) {
  const t = registrationTexts(lang);
  const kind = one.state === 'accepted' ? 'success' : one.state === 'waiting' ? 'information' : 'warning';
  const said = (label: string, text: string | null) =>
    text !== null && (
      <p>
        <strong>{label}:</strong> <span lang={lang === 'en' ? 'vi' : undefined}>{text}</span>
      </p>
    );
  return (
    <Notice lang={lang} kind={kind}>
      <p>{t.stateHelp[one.state]}</p>
      {said(t.question, one.question)}
      {said(t.answer, one.answer)}
      {said(t.reason, one.reason)}
      {one.organisation && (
        <p>
          <a href={localPath(lang, directoryPaths.myOrganisation(one.organisation.code))}>
            {t.toOrganisation}
          </a>
        </p>
      )}
    </Notice>
  );
}

function AnswerForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly one: Registration;
  readonly typed: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, one } = props;
  const t = registrationTexts(lang);
  return (
    <Form
      lang={lang}
      action={localPath(lang, directoryPaths.myRegistration)}
      csrfToken={props.csrfToken}
      hidden={{ id: String(one.id), version: String(one.version) }}
      label={t.answer}
      guard
    >
      <TextArea
        lang={lang}
        name="text"
        label={t.answer}
        value={props.typed}
        error={props.failure?.errors.text}
        most={2000}
      />
      <Buttons>
        <Button>{t.sendAnswer}</Button>
      </Buttons>
    </Form>
  );
}
