import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { Breadcrumbs, ConfirmPanel, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import type { Commune } from '../organisations/queries.ts';
import { Name, nameIn } from '../organisations/views.tsx';
import { directoryPaths } from '../paths.ts';
import type { ProfileTyped } from './inputs.ts';
import type { OrganisationProfile } from './queries.ts';
import { OnlyOwner, roleOptions } from './side-view.tsx';
import type { Member } from './store.ts';
import { memberTexts } from './texts.ts';

interface Frame {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly organisation: OrganisationProfile;
  readonly failure: FormFailure | null;
}

function Crumbs({
  lang,
  organisation,
  here,
}: Pick<Frame, 'lang' | 'organisation'> & { readonly here: ComponentChildren }) {
  const t = memberTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.mine, href: localPath(lang, directoryPaths.myOrganisations) },
        {
          label: <Name lang={lang} named={organisation} />,
          href: localPath(lang, directoryPaths.myOrganisation(organisation.code)),
        },
      ]}
      here={here}
    />
  );
}

function Back({ lang, organisation }: Pick<Frame, 'lang' | 'organisation'>) {
  return (
    <LinkButton look="quiet" href={localPath(lang, directoryPaths.myOrganisation(organisation.code))}>
      {memberTexts(lang).cancel}
    </LinkButton>
  );
}

/** What an owner may do with a member: another role, hand over, out. */
export function MemberPage(props: Frame & { readonly member: Member; readonly typedRole: string }) {
  const { lang, csrfToken, organisation, failure, member } = props;
  const t = memberTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const { code } = organisation;
  return (
    <>
      <Crumbs lang={lang} organisation={organisation} here={<Content lang={lang} text={member.name} />} />
      <PageHead
        title={<Content lang={lang} text={member.name} />}
        lead={`${t.roles[member.role]} · ${member.email}`}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Section title={t.changeRole}>
        <Form
          lang={lang}
          action={to(directoryPaths.memberRole(code, member.id))}
          csrfToken={csrfToken}
          label={t.changeRole}
        >
          <RadioGroup
            lang={lang}
            name="role"
            label={t.fields.role}
            value={props.typedRole}
            error={failure?.errors.role}
            options={roleOptions(lang, ['editor', 'reader'])}
          />
          <Buttons>
            <Button>{t.save}</Button>
          </Buttons>
        </Form>
      </Section>
      {member.role !== 'owner' && member.active && (
        <Section title={t.handOver}>
          <p>
            <Quoting lang={lang} text={t.handOverText(member.name)} quoted={[member.name]} />
          </p>
          <Form
            lang={lang}
            action={to(directoryPaths.offerOwner(code, member.id))}
            csrfToken={csrfToken}
            label={t.handOver}
          >
            <Button look="secondary">{t.handOverAction}</Button>
          </Form>
        </Section>
      )}
      <Section title={t.remove}>
        <p>{t.removeText}</p>
        <Buttons>
          <LinkButton look="danger" href={to(directoryPaths.removeMember(code, member.id))}>
            {t.remove}
          </LinkButton>
          <Back lang={lang} organisation={organisation} />
        </Buttons>
      </Section>
    </>
  );
}

/** Instead of asking the only owner, who cannot go yet. */
export function LeaveFirstPage(
  props: Pick<Frame, 'lang' | 'organisation' | 'failure'> & {
    readonly members: readonly Member[];
    readonly self: Member;
  },
) {
  const { lang, organisation, failure } = props;
  const t = memberTexts(lang);
  const { code, name } = organisation;
  return (
    <>
      <Crumbs lang={lang} organisation={organisation} here={t.leave} />
      <PageHead title={<Quoting lang={lang} text={t.leaveTitle(name)} quoted={[name]} />} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <OnlyOwner {...props} />
      <p>
        <a href={localPath(lang, directoryPaths.myOrganisation(code))}>{t.toMembers}</a>
      </p>
    </>
  );
}

/** Asks once more before somebody is out: a member, or oneself when `member` is null. */
export function OutPage(props: Frame & { readonly member: Member | null }) {
  const { lang, csrfToken, organisation, failure, member } = props;
  const t = memberTexts(lang);
  const { code, name } = organisation;
  const title = member ? t.removeTitle(member.name) : t.leaveTitle(name);
  const path = member ? directoryPaths.removeMember(code, member.id) : directoryPaths.leaveOrganisation(code);
  return (
    <>
      <Crumbs lang={lang} organisation={organisation} here={member ? t.remove : t.leave} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <ConfirmPanel
        title={<Quoting lang={lang} text={title} quoted={[member ? member.name : name]} />}
        form={
          <Form
            lang={lang}
            action={localPath(lang, path)}
            csrfToken={csrfToken}
            label={member ? t.remove : t.leave}
          >
            <Buttons>
              <Button look="danger">{member ? t.remove : t.leave}</Button>
              <Back lang={lang} organisation={organisation} />
            </Buttons>
          </Form>
        }
      >
        <p>{member ? t.removeText : t.leaveText}</p>
      </ConfirmPanel>
    </>
  );
}

export function ProfileForm(
  props: Frame & {
    readonly values: ProfileTyped;
    readonly version: number;
    readonly communes: readonly Commune[];
  },
) {
  const { lang, csrfToken, organisation, failure, communes } = props;
  const t = memberTexts(lang);
  const form = bindForm<ProfileTyped>({ lang, values: props.values, errors: failure?.errors ?? {} });
  const title = t.editTitle(nameIn(lang, organisation));
  return (
    <>
      <Crumbs lang={lang} organisation={organisation} here={t.edit} />
      <PageHead title={<Quoting lang={lang} text={title} quoted={[organisation.name]} />} lead={t.nameHelp} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.editProfile(organisation.code))}
        csrfToken={csrfToken}
        hidden={{ version: String(props.version) }}
        label={t.edit}
        guard
      >
        <Select
          {...form.text('commune')}
          label={t.fields.commune}
          empty={t.outsideProvince}
          options={communes.map(({ code, name, nameEn }) => ({
            value: code,
            label: lang === 'en' ? (nameEn ?? name) : name,
          }))}
          optional
        />
        <TextField
          {...form.text('address')}
          label={t.fields.address}
          autocomplete="street-address"
          optional
        />
        <TextField
          {...form.text('phone')}
          type="tel"
          label={t.fields.phone}
          width="medium"
          autocomplete="tel"
          optional
        />
        <TextField
          {...form.text('website')}
          type="url"
          label={t.fields.website}
          autocomplete="url"
          optional
        />
        <TextArea {...form.text('activity')} label={t.fields.activity} rows={5} most={2000} optional />
        <TextArea {...form.text('activityEn')} label={t.fields.activityEn} rows={5} most={2000} optional />
        <Buttons>
          <Button>{t.save}</Button>
          <Back lang={lang} organisation={organisation} />
        </Buttons>
      </Form>
    </>
  );
}
