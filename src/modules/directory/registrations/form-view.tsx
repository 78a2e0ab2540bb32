import type { AccountActor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Installation } from '../../../platform/installation.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { NoMail } from '../../../ui/no-mail.tsx';
import { Breadcrumbs, Card, Columns, NumberedList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { countryNames } from '../country.ts';
import type { FormFailure } from '../form-failure.ts';
import type { Commune } from '../organisations/queries.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { NewPasswordFields } from '../sessions/new-password-fields.tsx';
import type { OpenRequest } from './confirm.ts';
import type { OrganisationTyped, RegistrationTyped } from './inputs.ts';
import { kindAddress, type RegistrationKind, registrationKinds } from './registration.ts';
import { registrationTexts } from './texts.ts';

/** Who can register, and what happens then. */
export function KindsPage(props: {
  readonly lang: Language;
  /** Where they are on the way to. */
  readonly back: string | null;
  readonly signedIn: boolean;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
}) {
  const { lang, back, signedIn, noMail } = props;
  const t = registrationTexts(lang);
  const kinds = registrationKinds.filter((kind) => !signedIn || kind !== 'individual');
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      {!signedIn && noMail && <NoMail lang={lang} installation={noMail} text={t.noMail} />}
      <Columns
        main={
          <Section title={t.choose}>
            <RowList
              label={t.choose}
              rows={kinds.map((kind) => ({
                key: kind,
                href: localPath(lang, withQuery(directoryPaths.registerAs(kindAddress[kind]), { ve: back })),
                title: t.kinds[kind],
                detail: t.kindHelp[kind],
              }))}
            />
          </Section>
        }
        side={
          <Card title={t.steps}>
            <NumberedList items={noMail && !signedIn ? t.stepListNoMail : t.stepList} />
            {!signedIn && (
              <p>
                {t.haveAccount}{' '}
                <a href={localPath(lang, withQuery(directoryPaths.signIn, { ve: back }))}>{t.signIn}</a>
              </p>
            )}
          </Card>
        }
      />
    </>
  );
}

export interface RegistrationFormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly kind: RegistrationKind;
  readonly person: AccountActor | null;
  readonly values: RegistrationTyped;
  readonly communes: readonly Commune[];
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
  readonly failure: FormFailure | null;
  /** Where they are on the way to. */
  readonly back: string | null;
}

/** One form by kind; of somebody who is signed in it asks nothing about the person. */
export function RegistrationForm(props: RegistrationFormProps) {
  const { lang, kind, person, failure, back } = props;
  const kinds = localPath(lang, withQuery(directoryPaths.register, { ve: back }));
  const t = registrationTexts(lang);
  const title = t.formTitle(t.kinds[kind]);
  return (
    <>
      <Breadcrumbs lang={lang} items={[{ label: t.title, href: kinds }]} here={t.kinds[kind]} />
      <PageHead title={title} lead={t.kindHelp[kind]} />
      {!person && props.noMail && <NoMail lang={lang} installation={props.noMail} text={t.noMail} />}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.registerAs(kindAddress[kind]))}
        csrfToken={props.csrfToken}
        hidden={back ? { ve: back } : {}}
        guard
        unsaved={failure !== null}
        label={title}
      >
        {kind !== 'individual' && <OrganisationFields {...props} />}
        <Fieldset legend={t.aboutPerson}>
          {person ? <p>{t.asPerson(person.name, person.email)}</p> : <PersonFields {...props} />}
        </Fieldset>
        <Fieldset legend={t.consentTitle}>
          <Checkbox
            lang={lang}
            name="consent"
            label={t.consent}
            hint={<a href={localPath(lang, directoryPaths.privacy)}>{t.consentMore}</a>}
            error={failure?.errors.consent}
            checked={props.values.consent === '1'}
          />
        </Fieldset>
        <Buttons>
          <Button>{t.send}</Button>
          <LinkButton look="quiet" href={kinds}>
            {t.otherKind}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** What is asked about an organisation, also of who corrects it. */
export function OrganisationFields({
  lang,
  kind,
  values,
  failure,
  communes,
}: Pick<RegistrationFormProps, 'lang' | 'kind' | 'failure' | 'communes'> & {
  readonly values: OrganisationTyped;
}) {
  const { aboutOrganisation, fields, hints, outsideProvince } = registrationTexts(lang);
  const form = bindForm<OrganisationTyped>({ lang, values, errors: failure?.errors ?? {} });
  const foreign = kind === 'foreign_body';
  return (
    <Fieldset legend={aboutOrganisation}>
      <TextField
        {...form.text('organisationName')}
        label={fields.organisationName}
        hint={hints.organisationName}
        autocomplete="organization"
      />
      <TextField {...form.text('nameEn')} label={fields.nameEn} optional />
      {foreign ? (
        <>
          <TextField
            {...form.text('country')}
            label={fields.country}
            hint={hints.country}
            width="medium"
            autocomplete="country-name"
            list="quoc-gia"
          />
          <datalist id="quoc-gia">
            {countryNames(lang).map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <TextField
            {...form.text('registrationNumber')}
            label={fields.registrationNumber}
            width="medium"
            optional
          />
        </>
      ) : (
        <>
          <TextField
            {...form.text('taxCode')}
            label={fields.taxCode}
            hint={hints.taxCode}
            width="medium"
            autocomplete="off"
          />
          <Select
            {...form.text('commune')}
            label={fields.commune}
            hint={hints.commune}
            empty={outsideProvince}
            options={communes.map(({ code, name, nameEn }) => ({
              value: code,
              label: lang === 'en' ? (nameEn ?? name) : name,
            }))}
            optional
          />
        </>
      )}
      <TextField
        {...form.text('address')}
        label={fields.address}
        hint={foreign ? hints.addressForeign : hints.address}
        autocomplete="street-address"
      />
      <TextArea
        {...form.text('activity')}
        label={fields.activity}
        hint={hints.activity}
        rows={4}
        most={2000}
        optional
      />
      <Phone {...{ lang, values, failure }} />
    </Fieldset>
  );
}

function Phone({
  lang,
  values,
  failure,
}: Pick<RegistrationFormProps, 'lang' | 'failure'> & { readonly values: OrganisationTyped }) {
  const { fields, hints } = registrationTexts(lang);
  const form = bindForm<OrganisationTyped>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <TextField
      {...form.text('phone')}
      type="tel"
      label={fields.phone}
      hint={hints.phone}
      width="medium"
      autocomplete="tel"
      optional
    />
  );
}

function PersonFields({ lang, kind, values, failure, noMail }: RegistrationFormProps) {
  const { fields, hints } = registrationTexts(lang);
  const form = bindForm<RegistrationTyped>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <>
      <TextField {...form.text('name')} label={fields.name} autocomplete="name" />
      <TextField {...form.text('title')} label={fields.title} autocomplete="organization-title" optional />
      <TextField
        {...form.text('email')}
        type="email"
        label={fields.email}
        hint={noMail ? hints.emailNoMail : hints.email}
        autocomplete="email"
        inputMode="email"
        spellcheck={false}
      />
      {kind === 'individual' && (
        <>
          <TextField
            {...form.text('address')}
            label={fields.address}
            autocomplete="street-address"
            optional
          />
          <TextArea
            {...form.text('activity')}
            label={fields.activity}
            hint={hints.activity}
            rows={4}
            most={2000}
            optional
          />
          <Phone {...{ lang, values, failure }} />
        </>
      )}
    </>
  );
}

/** The same for every address. */
export function SentPage({
  lang,
  back,
  noMail,
}: {
  readonly lang: Language;
  readonly back: string | null;
  readonly noMail: Installation | null;
}) {
  const t = registrationTexts(lang);
  return (
    <>
      {noMail ? (
        <>
          <PageHead title={t.noted} />
          <NoMail lang={lang} installation={noMail} text={t.noMailSent} />
        </>
      ) : (
        <>
          <PageHead title={t.asked} lead={t.askedLead} />
          <p>{t.askedHelp}</p>
        </>
      )}
      <p>
        <a href={localPath(lang, withQuery(directoryPaths.signIn, { ve: back }))}>{t.signIn}</a>
      </p>
    </>
  );
}

/** Of somebody who has an account and asks for one. */
export function HaveAccountPage({ lang }: { readonly lang: Language }) {
  const t = registrationTexts(lang);
  return (
    <>
      <PageHead title={t.individualHas} lead={t.individualHasHelp} />
      <Buttons>
        <LinkButton href={localPath(lang, directoryPaths.register)}>{t.register}</LinkButton>
      </Buttons>
    </>
  );
}

/** None of the passwords is ever filled in again. */
export function ConfirmForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly token: string;
  readonly request: OpenRequest;
  readonly failure: FormFailure | null;
}) {
  const { lang, failure, request } = props;
  const t = registrationTexts(lang);
  return (
    <>
      <PageHead title={t.confirm} lead={t.confirmLead(request.email)} />
      {request.organisationName && (
        <p>
          <Quoting
            lang={lang}
            text={t.confirmFor(request.organisationName)}
            quoted={[request.organisationName]}
          />
        </p>
      )}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.confirmRegistration(props.token))}
        csrfToken={props.csrfToken}
        label={t.confirm}
      >
        {/* password keepers file the new password under this name */}
        <input type="hidden" name="username" autocomplete="username" value={request.email} />
        <NewPasswordFields lang={lang} failure={failure} />
        <Buttons>
          <Button>{t.openAccount}</Button>
        </Buttons>
      </Form>
    </>
  );
}
