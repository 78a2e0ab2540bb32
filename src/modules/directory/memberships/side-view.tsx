import { type MemberRole, memberRoles } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { Card } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import type { OrganisationProfile, WaitingInvitation } from './queries.ts';
import { isOnlyOwner, type Member } from './store.ts';
import { memberTexts } from './texts.ts';

export interface HomeProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly organisation: OrganisationProfile;
  readonly members: readonly Member[];
  readonly invitations: readonly WaitingInvitation[];
  /** What the reader is here; null for those who check organisations. */
  readonly self: Member | null;
  readonly mayAppoint: boolean;
  readonly typed: { readonly email: string; readonly role: string; readonly reason: string };
  readonly failure: FormFailure | null;
}

/** What the reader may do about the members: invite, appoint, leave. */
export function Side(props: HomeProps) {
  const { lang, self, organisation, mayAppoint } = props;
  const t = memberTexts(lang);
  return (
    <div class="stack">
      {self?.role === 'owner' && <InviteCard {...props} />}
      {mayAppoint && <AppointCard {...props} />}
      {self && (
        <Card title={t.fields.role}>
          <p>{t.roleHelp[self.role]}</p>
          {isOnlyOwner(props.members, self) ? (
            <OnlyOwner {...{ lang, organisation, members: props.members, self }} />
          ) : (
            <p>
              <a href={localPath(lang, directoryPaths.leaveOrganisation(organisation.code))}>{t.leave}</a>
            </p>
          )}
        </Card>
      )}
    </div>
  );
}

/** Shown to hand over to at most; the others stand in the list of members. */
const heirsShown = 5;

/** Before the only owner goes: that they hand over first, and to whom they can. */
export function OnlyOwner(props: {
  readonly lang: Language;
  readonly organisation: OrganisationProfile;
  readonly members: readonly Member[];
  readonly self: Member;
}) {
  const { lang, organisation, members, self } = props;
  const t = memberTexts(lang);
  const heirs = members.filter(({ id, active }) => active && id !== self.id).slice(0, heirsShown);
  return (
    <>
      <p>{t.onlyOwner}</p>
      {heirs.length === 0 && <p>{t.inviteFirst}</p>}
      {heirs.length > 0 && (
        <ul class="plain-links">
          {heirs.map(({ id, name }) => (
            <li key={id}>
              <a href={localPath(lang, directoryPaths.member(organisation.code, id))}>
                <Quoting lang={lang} text={t.handOverTo(name)} quoted={[name]} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The roles to choose from. */
export function roleOptions(lang: Language, roles: readonly MemberRole[]) {
  const t = memberTexts(lang);
  return roles.map((role) => ({ value: role, label: t.roles[role], hint: t.roleHelp[role] }));
}

function InviteCard({ lang, csrfToken, organisation, typed, failure }: HomeProps) {
  const t = memberTexts(lang);
  return (
    <Card title={t.invite}>
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.invite(organisation.code))}
        csrfToken={csrfToken}
        label={t.invite}
      >
        <TextField
          lang={lang}
          name="email"
          type="email"
          label={t.fields.email}
          hint={t.inviteHint}
          value={typed.email}
          error={failure?.errors.email}
          autocomplete="off"
          inputMode="email"
          spellcheck={false}
        />
        <RadioGroup
          lang={lang}
          name="role"
          label={t.fields.role}
          value={typed.role}
          error={failure?.errors.role}
          options={roleOptions(lang, [...memberRoles].reverse())}
        />
        <Buttons>
          <Button>{t.sendInvitation}</Button>
        </Buttons>
      </Form>
    </Card>
  );
}

function AppointCard({ lang, csrfToken, organisation, members, typed, failure }: HomeProps) {
  const t = memberTexts(lang);
  const owned = members.some(({ role, active }) => role === 'owner' && active);
  return (
    <Card title={t.appoint}>
      {!owned && <p>{t.noOwner}</p>}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.appointOwner(organisation.code))}
        csrfToken={csrfToken}
        label={t.appoint}
      >
        <TextField
          lang={lang}
          name="email"
          type="email"
          label={t.fields.email}
          hint={t.appointHint}
          value={typed.email}
          error={failure?.errors.email}
          autocomplete="off"
          inputMode="email"
          spellcheck={false}
        />
        <TextField
          lang={lang}
          name="reason"
          label={t.fields.reason}
          value={typed.reason}
          error={failure?.errors.reason}
        />
        <Buttons>
          <Button>{t.appointAction}</Button>
        </Buttons>
      </Form>
    </Card>
  );
}
