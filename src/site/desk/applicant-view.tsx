import type { Language } from '../../kernel/text.ts';
import {
  directoryPaths,
  type OwnOrganisation,
  OwnOrganisations,
  type Registration,
  RegistrationBadge,
  registrationTexts,
  type WaitingRegistration,
} from '../../modules/directory/index.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { deskTexts } from './texts.ts';

/** What somebody has to do with organisations: those they belong to, and what became of their registration. */
export interface Standing {
  readonly organisations: readonly OwnOrganisation[];
  readonly registration: Registration | null;
}

/** The first thing on the desk of whoever registered, or belongs to an organisation. */
export function StandingView({ language, standing }: { language: Language; standing: Standing }) {
  const { organisations, registration } = standing;
  const t = deskTexts(language);
  const to = (path: string) => localPath(language, path);
  // what was accepted shows as the organisation itself
  const shown = registration?.kind !== 'individual' && registration?.state !== 'accepted' && registration;
  return (
    <>
      {shown && (
        <Section
          title={t.registrationTitle}
          aside={<RegistrationBadge lang={language} state={shown.state} />}
        >
          <div class="stack">
            <p>
              <strong lang="vi">{shown.name}</strong>: {registrationTexts(language).stateHelp[shown.state]}
            </p>
            <Buttons>
              <LinkButton look="secondary" href={to(directoryPaths.myRegistration)}>
                {t.toRegistration}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
      <Section
        title={t.organisationsTitle}
        aside={<a href={to(directoryPaths.myOrganisations)}>{t.toOrganisations}</a>}
      >
        {organisations.length > 0 ? (
          <OwnOrganisations lang={language} organisations={organisations} />
        ) : (
          <div class="stack">
            <p>{t.noOrganisation}</p>
            {!shown && (
              <Buttons>
                <LinkButton look="secondary" href={to(directoryPaths.register)}>
                  {t.registerOrganisation}
                </LinkButton>
              </Buttons>
            )}
          </div>
        )}
      </Section>
    </>
  );
}

/** Registrations that wait for an officer, the longest waiting first. */
export function WaitingRegistrations(props: {
  readonly language: Language;
  readonly rows: readonly WaitingRegistration[];
}) {
  const { language, rows } = props;
  const t = deskTexts(language);
  return (
    <Section
      title={t.registrationsTitle}
      aside={<a href={localPath(language, directoryPaths.registrations)}>{t.allRegistrations}</a>}
    >
      <RowList
        label={t.registrationsTitle}
        rows={rows.map(({ id, kind, name, since, illustrative }) => ({
          key: String(id),
          href: localPath(language, directoryPaths.registration(id)),
          title: <span lang={language === 'vi' ? undefined : 'vi'}>{name}</span>,
          detail: `${registrationTexts(language).kinds[kind]} · ${formatInstant(language, since)}`,
          marks: illustrative ? <IllustrativeMark lang={language} /> : undefined,
        }))}
      />
    </Section>
  );
}
