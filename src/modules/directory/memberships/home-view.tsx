import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import {
  Breadcrumbs,
  Columns,
  DefinitionList,
  EmptyState,
  PageHead,
  Section,
} from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { countryName } from '../country.ts';
import { organisationTexts } from '../organisations/texts.ts';
import { Name } from '../organisations/views.tsx';
import { directoryPaths } from '../paths.ts';
import type { OwnOrganisation } from './queries.ts';
import { type HomeProps, Side } from './side-view.tsx';
import type { Member } from './store.ts';
import { memberTexts } from './texts.ts';

const inOwn = (lang: Language) => (lang === 'en' ? 'vi' : undefined);

/** The organisations one belongs to. */
export function MyOrganisationsPage(props: {
  readonly lang: Language;
  readonly organisations: readonly OwnOrganisation[];
}) {
  const { lang, organisations } = props;
  const t = memberTexts(lang);
  const register = <LinkButton href={localPath(lang, directoryPaths.register)}>{t.register}</LinkButton>;
  return (
    <>
      <PageHead title={t.mine} lead={t.mineLead} action={organisations.length > 0 && register} />
      {organisations.length === 0 ? (
        <EmptyState title={t.none} action={register}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <OwnOrganisations {...props} />
      )}
      <p>
        <a href={localPath(lang, directoryPaths.myRegistration)}>{t.myRegistration}</a>
      </p>
    </>
  );
}

/** As a list, here and on the desk. */
export function OwnOrganisations(props: {
  readonly lang: Language;
  readonly organisations: readonly OwnOrganisation[];
}) {
  const { lang, organisations } = props;
  const t = memberTexts(lang);
  return (
    <RowList
      label={t.mine}
      rows={organisations.map((one) => ({
        key: one.code,
        href: localPath(lang, directoryPaths.myOrganisation(one.code)),
        title: lang === 'en' && one.nameEn ? one.nameEn : <span lang={inOwn(lang)}>{one.name}</span>,
        detail: t.roleHelp[one.role],
        marks: (
          <>
            <Badge tone="note">{t.roles[one.role]}</Badge>
            {one.offered && <Badge tone="now">{t.offered}</Badge>}
            {one.illustrative && <IllustrativeMark lang={lang} />}
          </>
        ),
      }))}
    />
  );
}

/** Profile, members, and what the reader may do here. */
export function OrganisationHome(props: HomeProps) {
  const { lang, organisation, self, failure } = props;
  const t = memberTexts(lang);
  const name = <Name lang={lang} named={organisation} />;
  const edits = self !== null && self.role !== 'reader';
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.mine, href: localPath(lang, directoryPaths.myOrganisations) }]}
        here={name}
      />
      <PageHead
        title={name}
        marks={self && <Badge tone="note">{t.roles[self.role]}</Badge>}
        action={
          edits && (
            <LinkButton href={localPath(lang, directoryPaths.editProfile(organisation.code))}>
              {t.edit}
            </LinkButton>
          )
        }
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Columns
        main={
          <>
            {self && self.offeredBy !== null && <Offer {...props} />}
            <Section title={t.profile}>
              <div class="stack">
                <ProfileFacts lang={lang} organisation={organisation} />
                {self && <p class="quiet">{t.nameHelp}</p>}
              </div>
            </Section>
            <Section title={t.members}>
              <MemberTable {...props} />
            </Section>
            {props.invitations.length > 0 && <Invitations {...props} />}
          </>
        }
        side={<Side {...props} />}
      />
    </>
  );
}

function ProfileFacts({ lang, organisation }: Pick<HomeProps, 'lang' | 'organisation'>) {
  const t = memberTexts(lang).fields;
  const { kinds } = organisationTexts(lang);
  const written = (text: string | null) => text && <span lang={inOwn(lang)}>{text}</span>;
  const activity =
    lang === 'en' && organisation.activityEn ? organisation.activityEn : written(organisation.activity);
  return (
    <DefinitionList
      items={[
        { label: t.kind, value: kinds[organisation.kind] },
        { label: t.code, value: organisation.code },
        { label: t.name, value: lang === 'en' && written(organisation.name) },
        { label: t.nameEn, value: lang === 'vi' && organisation.nameEn },
        { label: t.taxCode, value: organisation.taxCode },
        {
          label: t.country,
          value:
            organisation.country &&
            (countryName(lang, organisation.country) ?? written(organisation.country)),
        },
        { label: t.registrationNumber, value: organisation.registrationNumber },
        { label: t.commune, value: written(organisation.commune?.name ?? null) },
        { label: t.address, value: written(organisation.address) },
        { label: t.phone, value: organisation.phone },
        {
          label: t.website,
          value: organisation.website && (
            <a href={organisation.website} rel="nofollow noopener">
              {organisation.website}
            </a>
          ),
        },
        { label: t.activity, value: activity },
      ]}
    />
  );
}

function MemberTable({ lang, organisation, members, self }: HomeProps) {
  const t = memberTexts(lang);
  const manages = self?.role === 'owner';
  return (
    <Table
      lang={lang}
      caption={t.members}
      captionHidden
      rows={members}
      rowKey={({ id }) => String(id)}
      empty={t.noMembers}
      columns={[
        {
          key: 'name',
          label: t.fields.person,
          head: true,
          cell: (member) => (
            <>
              {member.name}
              <br />
              <span class="quiet">{member.email}</span>
            </>
          ),
        },
        {
          key: 'role',
          label: t.fields.role,
          cell: (member) => (
            <>
              {t.roles[member.role]}
              {!member.active && <span class="quiet"> ({t.closed})</span>}
              {member.offeredBy !== null && <span class="quiet"> ({t.offered})</span>}
            </>
          ),
        },
        {
          key: 'since',
          label: t.fields.since,
          cell: ({ since }) => formatDate(lang, localDateOf(since)),
        },
        ...(manages
          ? [
              {
                key: 'manage',
                label: t.manage,
                quietLabel: true,
                cell: (member: Member) =>
                  member.id !== self.id && (
                    <a
                      href={localPath(lang, directoryPaths.member(organisation.code, member.id))}
                      aria-label={t.manageOf(member.name)}
                    >
                      {t.manage}
                    </a>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Invitations({ lang, csrfToken, organisation, invitations, self }: HomeProps) {
  const t = memberTexts(lang);
  return (
    <Section title={t.invitations}>
      <Table
        lang={lang}
        caption={t.invitations}
        captionHidden
        rows={invitations}
        rowKey={({ id }) => String(id)}
        columns={[
          { key: 'email', label: t.fields.email, head: true, cell: ({ email }) => email },
          { key: 'role', label: t.fields.role, cell: ({ role }) => t.roles[role] },
          { key: 'until', label: t.until, cell: ({ expiresAt }) => formatInstant(lang, expiresAt) },
          {
            key: 'withdraw',
            label: t.withdraw,
            quietLabel: true,
            cell: ({ id, email }) =>
              self?.role === 'owner' && (
                <Form
                  lang={lang}
                  action={localPath(lang, directoryPaths.withdrawInvitation(organisation.code, id))}
                  csrfToken={csrfToken}
                  label={t.withdrawOf(email)}
                >
                  <Button look="secondary" small>
                    {t.withdraw}
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Section>
  );
}

function Offer({ lang, csrfToken, organisation, members, self }: HomeProps) {
  const t = memberTexts(lang);
  const from = members.find(({ accountId }) => accountId === self?.offeredBy);
  return (
    <Notice lang={lang} kind="information" title={t.offerTitle}>
      <p>
        <Quoting lang={lang} text={t.offerText(from?.name ?? t.somebody)} quoted={[from?.name]} />
      </p>
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.answerOffer(organisation.code))}
        csrfToken={csrfToken}
        label={t.offerTitle}
      >
        <Buttons>
          <Button name="do" value="nhan">
            {t.offerAccept}
          </Button>
          <Button look="secondary" name="do" value="tu-choi">
            {t.offerDecline}
          </Button>
        </Buttons>
      </Form>
    </Notice>
  );
}
