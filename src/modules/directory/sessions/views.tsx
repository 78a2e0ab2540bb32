import type { ComponentChildren } from 'preact';
import type { AccountActor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { PasswordField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { InVietnamese, Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { AbsenceView } from '../absences/queries.ts';
import { Absences } from '../absences/views.tsx';
import { hasWork } from '../absences/work.ts';
import type { Account } from '../accounts/account.ts';
import { grantText, membershipText } from '../accounts/grant-text.ts';
import { type Delegation, lendableOf } from '../delegations/delegation.ts';
import { Delegations } from '../delegations/section-view.tsx';
import { PasskeyForm } from '../factors/passkey-form.tsx';
import { factorTexts } from '../factors/texts.ts';
import type { FormFailure } from '../form-failure.ts';
import { SignOnWays } from '../identities/sign-on-ways.tsx';
import { directoryPaths, withQuery } from '../paths.ts';
import { signInTexts } from '../sign-ins/texts.ts';
import { AccountWays } from './account-ways.tsx';
import { deviceName } from './device.ts';
import { EndButton } from './end-button.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import type { OpenSession } from './queries.ts';
import { SessionTable } from './session-table.tsx';
import { sessionTexts } from './texts.ts';

/** The sign-in page; the e-mail typed stays after a refusal, the password never. */
export function SignInForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly email: string;
  readonly back: string;
  /** What a passkey is asked; null where this site takes none. */
  readonly passkey: object | null;
  readonly failure: FormFailure | null;
  readonly providers: readonly IdentityProvider[];
  /** What a way to one of them came to. */
  readonly notice: ComponentChildren;
}) {
  const { lang, failure } = props;
  const t = sessionTexts(lang);
  const hidden = props.back ? { ve: props.back } : {};
  const form = bindForm<{ email: string; password: string }>({
    lang,
    values: { email: props.email },
    errors: failure?.errors ?? {},
  });
  return (
    <>
      <PageHead title={t.signIn} lead={props.back ? t.signInFirst : t.signInLead} />
      {!failure && props.notice}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} action={localPath(lang, directoryPaths.signIn)} hidden={hidden} label={t.signIn}>
        <TextField
          {...form.text('email')}
          type="email"
          label={t.email}
          autocomplete="username"
          inputMode="email"
          spellcheck={false}
        />
        <PasswordField
          lang={lang}
          name="password"
          label={t.password}
          error={failure?.errors.password}
          autocomplete="current-password"
        />
        <Buttons>
          <Button>{t.signIn}</Button>
        </Buttons>
      </Form>
      <div class="section stack">
        {props.passkey && (
          <PasskeyForm
            lang={lang}
            action={localPath(lang, directoryPaths.signInByPasskey)}
            csrfToken=""
            manner="get"
            options={props.passkey}
            label={factorTexts(lang).usePasskey}
            hidden={hidden}
          />
        )}
        <p>
          <a href={localPath(lang, directoryPaths.forgotten)}>{t.forgotten}</a>
        </p>
        <p>
          {t.noAccount}{' '}
          <a href={localPath(lang, withQuery(directoryPaths.register, { ve: props.back }))}>{t.register}</a>
        </p>
      </div>
      <SignOnWays lang={lang} csrfToken={props.csrfToken} providers={props.providers} back={props.back} />
    </>
  );
}

/** What the system knows of the person, and the ways on. */
export function Profile(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly account: Account;
  readonly delegations: readonly Delegation[];
  readonly absence: AbsenceView;
  readonly today: LocalDate;
  /** Whether there is a provider to link the account with. */
  readonly singleSignOn: boolean;
}) {
  const { lang, account, delegations } = props;
  const t = sessionTexts(lang);
  const lends = lendableOf(account).length > 0;
  const works = hasWork(account);
  return (
    <>
      <PageHead title={t.mine} />
      <DefinitionList
        items={[
          { label: t.name, value: account.name },
          { label: t.email, value: account.email },
          { label: t.title, value: account.title },
          {
            label: t.organisation,
            value: account.organisation && (
              <InVietnamese lang={lang}>{account.organisation.name}</InVietnamese>
            ),
          },
          {
            label: t.roles,
            value: account.grants.length + account.memberships.length > 0 && (
              <ul class="plain-links">
                {account.grants.map((grant) => (
                  <li key={grant.id}>
                    <Quoting lang={lang} text={grantText(lang, grant)} quoted={[grant.organisation?.name]} />
                  </li>
                ))}
                {account.memberships.map((one) => (
                  <li key={one.code}>
                    <a href={localPath(lang, directoryPaths.myOrganisation(one.code))}>
                      <Quoting lang={lang} text={membershipText(lang, one)} quoted={[one.name]} />
                    </a>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p class="quiet">{t.profileHelp}</p>
      <AccountWays lang={lang} singleSignOn={props.singleSignOn} />
      {(lends || delegations.length > 0) && (
        <Delegations
          {...props}
          reader={account.id}
          add={lends ? directoryPaths.delegate : null}
          endPath={({ id }) => directoryPaths.endMyDelegation(id)}
        />
      )}
      {(works || props.absence.absences.length > 0) && (
        <Absences
          {...props}
          view={props.absence}
          add={works ? directoryPaths.beAway : null}
          endPath={({ id }) => directoryPaths.endMyAbsence(id)}
        />
      )}
    </>
  );
}

function Crumbs({ lang, here }: { readonly lang: Language; readonly here: string }) {
  const t = sessionTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[{ label: t.mine, href: localPath(lang, directoryPaths.mine) }]}
      here={here}
    />
  );
}

/** Asks for the present password and twice for the new one; none of them is ever filled in again. */
export function PasswordForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly email: string;
  /** Until when the present one opens the account, which somebody else chose. */
  readonly until: Date | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, failure, until } = props;
  const t = sessionTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.changePassword} />
      <PageHead title={t.changePassword} lead={t.othersEnd} />
      {until && (
        <Notice lang={lang} kind="warning">
          <p>{t.firstPassword(formatInstant(lang, until))}</p>
        </Notice>
      )}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} action={localPath(lang, directoryPaths.myPassword)} csrfToken={props.csrfToken}>
        {/* password keepers file the new password under this name */}
        <input type="hidden" name="username" autocomplete="username" value={props.email} />
        <PasswordField
          lang={lang}
          name="current"
          label={t.current}
          error={failure?.errors.current}
          autocomplete="current-password"
        />
        <NewPasswordFields lang={lang} failure={failure} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.mine)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** Where one's account is signed in, with the means to end it. */
export function MySessions(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly actor: AccountActor;
  readonly sessions: readonly OpenSession[];
  readonly now: Date;
}) {
  const { lang, csrfToken, actor, sessions } = props;
  const t = sessionTexts(lang);
  const others = sessions.some(({ id }) => id !== actor.sessionId);
  return (
    <>
      <Crumbs lang={lang} here={t.sessions} />
      <PageHead
        title={t.sessions}
        lead={t.sessionsLead}
        action={
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.mySignIns)}>
            {signInTexts(lang).history}
          </LinkButton>
        }
      />
      <SessionTable
        lang={lang}
        sessions={sessions}
        present={actor.sessionId}
        now={props.now}
        end={(session) =>
          session.id !== actor.sessionId && (
            <EndButton
              lang={lang}
              csrfToken={csrfToken}
              action={directoryPaths.endMySession(session.id)}
              label={t.endOf(deviceName(session.agent)[lang])}
            />
          )
        }
      />
      {others && (
        <Section title={t.endOthers}>
          <Form
            lang={lang}
            action={localPath(lang, directoryPaths.endMyOtherSessions)}
            csrfToken={csrfToken}
            label={t.endOthers}
          >
            <Button look="danger">{t.endOthers}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
