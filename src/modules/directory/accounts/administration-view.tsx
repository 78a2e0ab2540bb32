import type { Language } from '../../../kernel/text.ts';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { PageHead, Section, StatRow } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { organisationTexts } from '../organisations/texts.ts';
import { directoryPaths } from '../paths.ts';
import { accountTexts } from './texts.ts';

/** The administrators' first page: how many of what, and the way there. */
export function Administration(props: {
  readonly lang: Language;
  readonly counts: {
    readonly openAccounts: number;
    readonly closedAccounts: number;
    readonly organisations: number;
    readonly sessions: number;
    readonly dataRequests: number;
  };
  readonly mayBackUp: boolean;
}) {
  const { lang, counts } = props;
  const t = accountTexts(lang);
  const o = organisationTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const link = (path: string) => localPath(lang, path);
  return (
    <>
      <PageHead title={t.administration} lead={t.administrationLead} />
      <StatRow
        label={t.stats}
        items={[
          { value: number(counts.openAccounts), label: t.openAccounts, href: link(directoryPaths.accounts) },
          {
            value: number(counts.closedAccounts),
            label: t.closedAccounts,
            href: link(`${directoryPaths.accounts}?trang-thai=da-dong`),
          },
          {
            value: number(counts.organisations),
            label: t.organisations,
            href: link(directoryPaths.organisations),
          },
          { value: number(counts.sessions), label: t.openSessions },
          ...(props.mayBackUp
            ? [
                {
                  value: number(counts.dataRequests),
                  label: t.openDataRequests,
                  href: link(PATHS.dataRequests),
                  now: counts.dataRequests > 0,
                },
              ]
            : []),
        ]}
      />
      <Section title={t.title}>
        <div class="stack">
          <p>{t.lead}</p>
          <Buttons>
            <LinkButton href={link(directoryPaths.accounts)}>{t.toAccounts}</LinkButton>
            <LinkButton look="secondary" href={link(directoryPaths.looks)}>
              {t.toLooks}
            </LinkButton>
          </Buttons>
        </div>
      </Section>
      <Section title={o.title}>
        <div class="stack">
          <p>{o.lead}</p>
          <Buttons>
            <LinkButton look="secondary" href={link(directoryPaths.organisations)}>
              {t.toOrganisations}
            </LinkButton>
          </Buttons>
        </div>
      </Section>
      {props.mayBackUp && (
        <Section title={t.operator}>
          <div class="stack">
            <p>{t.operatorLead}</p>
            <Buttons>
              <LinkButton look="secondary" href={link(PATHS.operator)}>
                {t.toOperator}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
      {props.mayBackUp && (
        <Section title={t.calendar}>
          <div class="stack">
            <p>{t.calendarLead}</p>
            <Buttons>
              <LinkButton look="secondary" href={link(PATHS.keepCalendar)}>
                {t.toCalendar}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
      {props.mayBackUp && (
        <Section title={t.backup}>
          <div class="stack">
            <p>{t.backupLead}</p>
            <Buttons>
              <LinkButton look="secondary" href={link(PATHS.backup)}>
                {t.toBackup}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
      {props.mayBackUp && (
        <Section title={t.mail}>
          <div class="stack">
            <p>{t.mailLead}</p>
            <Buttons>
              <LinkButton look="secondary" href={link(PATHS.mail)}>
                {t.toMail}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
      {props.mayBackUp && (
        <Section title={t.machines}>
          <div class="stack">
            <p>{t.machinesLead}</p>
            <Buttons>
              <LinkButton look="secondary" href={link(PATHS.allApiKeys)}>
                {t.toApiKeys}
              </LinkButton>
              <LinkButton look="secondary" href={link(PATHS.allWebhooks)}>
                {t.toWebhooks}
              </LinkButton>
            </Buttons>
          </div>
        </Section>
      )}
    </>
  );
}
