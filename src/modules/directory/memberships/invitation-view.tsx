import type { AccountActor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { registrationTexts } from '../registrations/texts.ts';
import { NewPasswordFields } from '../sessions/new-password-fields.tsx';
import type { NewcomerTyped } from './inputs.ts';
import { isMeantFor, type OpenInvitation } from './invitations.ts';
import { memberTexts } from './texts.ts';

export interface InvitationProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly token: string;
  readonly invitation: OpenInvitation;
  readonly person: AccountActor | null;
  readonly values: NewcomerTyped;
  readonly failure: FormFailure | null;
}

/** `l…n@example.vn`: enough for those whose address it is. */
export function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  const shown = local.length > 3 ? `${local.charAt(0)}…${local.charAt(local.length - 1)}` : '…';
  return `${shown}@${domain}`;
}

/** Whoever opens an invitation reads how to go on: accept, sign in, open an account, or that it is not for them. */
export function InvitationPage(props: InvitationProps) {
  const { lang, invitation, person, failure } = props;
  const t = memberTexts(lang);
  const { organisation, role, invitedBy } = invitation;
  if (person && !isMeantFor(person, invitation)) return <ForAnother {...props} person={person} />;
  const lead = t.invitationText(invitedBy ?? t.somebody, organisation.name, t.roles[role]);
  return (
    <>
      <PageHead
        title={t.invitation}
        lead={<Quoting lang={lang} text={lead} quoted={[organisation.name, invitedBy]} />}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <WayOn {...props} />
    </>
  );
}

function WayOn(props: InvitationProps) {
  const { lang, csrfToken, token, invitation, person } = props;
  const t = memberTexts(lang);
  const here = localPath(lang, directoryPaths.invitation(token));
  if (person)
    return (
      <Form lang={lang} action={here} csrfToken={csrfToken} label={t.invitation}>
        <Buttons>
          <Button>{t.accept}</Button>
        </Buttons>
      </Form>
    );
  if (!invitation.hasAccount) return <NewcomerForm {...props} />;
  return (
    <>
      <p>{t.signInFirst(invitation.email)}</p>
      <Buttons>
        <LinkButton href={localPath(lang, withQuery(directoryPaths.signIn, { ve: here }))}>
          {t.signIn}
        </LinkButton>
      </Buttons>
    </>
  );
}

/** The address is not told to somebody else but for its ends. */
function ForAnother({
  lang,
  csrfToken,
  invitation,
  person,
}: InvitationProps & { readonly person: AccountActor }) {
  const t = memberTexts(lang);
  return (
    <>
      <PageHead title={t.otherTitle} />
      <Notice lang={lang} kind="warning">
        <p>{t.otherText(masked(invitation.email), person.email)}</p>
        <p>{t.otherHelp}</p>
      </Notice>
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.signOut)}
        csrfToken={csrfToken}
        label={t.signOut}
      >
        <Buttons>
          <Button look="secondary">{t.signOut}</Button>
        </Buttons>
      </Form>
    </>
  );
}

function NewcomerForm({ lang, csrfToken, token, invitation, values, failure }: InvitationProps) {
  const t = memberTexts(lang);
  const { fields, consent, consentMore } = registrationTexts(lang);
  const form = bindForm<NewcomerTyped>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <Form
      lang={lang}
      action={localPath(lang, directoryPaths.invitation(token))}
      csrfToken={csrfToken}
      label={t.invitation}
    >
      <p>{t.newcomer(invitation.email)}</p>
      {/* password keepers file the new password under this name */}
      <input type="hidden" name="username" autocomplete="username" value={invitation.email} />
      <TextField {...form.text('name')} label={fields.name} autocomplete="name" />
      <TextField {...form.text('title')} label={fields.title} autocomplete="organization-title" optional />
      <NewPasswordFields lang={lang} failure={failure} />
      <Checkbox
        lang={lang}
        name="consent"
        label={consent}
        hint={<a href={localPath(lang, directoryPaths.privacy)}>{consentMore}</a>}
        error={failure?.errors.consent}
        checked={values.consent === '1'}
      />
      <Buttons>
        <Button>{t.newcomerAction}</Button>
      </Buttons>
    </Form>
  );
}
