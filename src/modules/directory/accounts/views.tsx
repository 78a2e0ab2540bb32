import type { ComponentChildren } from 'preact';
import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { AbsenceView } from '../absences/queries.ts';
import { Absences } from '../absences/views.tsx';
import { hasWork } from '../absences/work.ts';
import { type Delegation, lendableOf } from '../delegations/delegation.ts';
import { Delegations } from '../delegations/section-view.tsx';
import type { PastEvent } from '../history.ts';
import { History } from '../history-view.tsx';
import { directoryPaths } from '../paths.ts';
import { deviceName } from '../sessions/device.ts';
import { EndButton } from '../sessions/end-button.tsx';
import type { OpenSession } from '../sessions/queries.ts';
import { SessionTable } from '../sessions/session-table.tsx';
import type { Account } from './account.ts';
import { membershipText, scopeText } from './grant-text.ts';
import { accountSentence, roleName } from './sentences.ts';
import { accountTexts } from './texts.ts';

export function AccountCrumbs(props: {
  readonly lang: Language;
  readonly account: Account | null;
  readonly here: string;
}) {
  const { lang, account } = props;
  const t = accountTexts(lang);
  const items = [
    { label: t.administration, href: localPath(lang, directoryPaths.administration) },
    { label: t.title, href: localPath(lang, directoryPaths.accounts) },
  ];
  if (account) items.push({ label: account.name, href: localPath(lang, directoryPaths.account(account.id)) });
  return <Breadcrumbs lang={lang} items={items} here={props.here} />;
}

export function AccountPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly account: Account;
  readonly sessions: readonly OpenSession[];
  readonly delegations: readonly Delegation[];
  readonly absence: AbsenceView;
  readonly events: readonly PastEvent[];
  readonly now: Date;
  readonly mayChange: boolean;
  /** The services the account is linked with. */
  readonly linked: ComponentChildren;
}) {
  const { lang, account, delegations, absence } = props;
  const mayChange = props.mayChange && !account.erased;
  const t = accountTexts(lang);
  const lends = account.state === 'active' && lendableOf(account).length > 0;
  const works = hasWork(account);
  return (
    <>
      <AccountCrumbs lang={lang} account={null} here={account.name} />
      <PageHead
        title={account.name}
        marks={
          <>
            {account.state === 'active' ? (
              <Badge tone="done">{t.active}</Badge>
            ) : (
              <Badge tone="quiet">{account.erased ? t.erasedData : t.closed}</Badge>
            )}
            <FirstPasswordBadge lang={lang} account={account} now={props.now} />
            {!account.hasPassword && !account.erased && <Badge tone="work">{t.noPassword}</Badge>}
            {account.hasFactor && <Badge tone="done">{t.twoSteps}</Badge>}
            {account.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
        action={mayChange && <AccountActions lang={lang} account={account} />}
      />
      <DefinitionList
        items={[
          { label: t.fields.email, value: account.email },
          { label: t.fields.title, value: account.title },
          {
            label: t.fields.organisationCode,
            value: account.organisation && (
              <a href={localPath(lang, directoryPaths.organisation(account.organisation.code))}>
                {account.organisation.name}
              </a>
            ),
          },
          { label: t.created, value: formatInstant(lang, account.createdAt) },
        ]}
      />
      <Grants lang={lang} account={account} mayChange={mayChange} />
      {(lends || delegations.length > 0) && (
        <Delegations
          {...props}
          reader={null}
          today={localDateOf(props.now)}
          add={lends && mayChange ? directoryPaths.delegateFor(account.id) : null}
          endPath={mayChange ? ({ id }) => directoryPaths.endDelegation(account.id, id) : null}
        />
      )}
      {(works || absence.absences.length > 0) && (
        <Absences
          {...props}
          view={absence}
          today={localDateOf(props.now)}
          add={works && mayChange ? directoryPaths.beAwayFor(account.id) : null}
          endPath={mayChange ? ({ id }) => directoryPaths.endAbsence(account.id, id) : null}
        />
      )}
      {props.linked}
      <Sessions {...props} />
      <History lang={lang} events={props.events} sentence={accountSentence} />
    </>
  );
}

/** Whether somebody else's choice still opens the account, or opened it too long ago. */
function FirstPasswordBadge(props: {
  readonly lang: Language;
  readonly account: Account;
  readonly now: Date;
}) {
  const { lang, account, now } = props;
  const t = accountTexts(lang);
  const until = account.firstPasswordUntil;
  if (until === null || account.state === 'closed') return null;
  return until <= now ? (
    <Badge tone="now">{t.firstPasswordEnded}</Badge>
  ) : (
    <Badge tone="work">{t.firstPassword(formatDate(lang, localDateOf(until)))}</Badge>
  );
}

function AccountActions({ lang, account }: { readonly lang: Language; readonly account: Account }) {
  const t = accountTexts(lang);
  const link = (path: string) => localPath(lang, path);
  return (
    <>
      <LinkButton href={link(directoryPaths.editAccount(account.id))}>{t.edit}</LinkButton>
      <LinkButton look="secondary" href={link(directoryPaths.resetPassword(account.id))}>
        {t.password}
      </LinkButton>
      {account.hasFactor && (
        <LinkButton look="secondary" href={link(directoryPaths.resetFactors(account.id))}>
          {t.resetFactors}
        </LinkButton>
      )}
      {account.state === 'active' ? (
        <LinkButton look="secondary" href={link(directoryPaths.closeAccount(account.id))}>
          {t.close}
        </LinkButton>
      ) : (
        <LinkButton look="secondary" href={link(directoryPaths.reopenAccount(account.id))}>
          {t.reopen}
        </LinkButton>
      )}
    </>
  );
}

function Grants(props: { readonly lang: Language; readonly account: Account; readonly mayChange: boolean }) {
  const { lang, account, mayChange } = props;
  const t = accountTexts(lang);
  const columns = [
    { key: 'role', label: t.fields.role, head: true, cell: grantRole },
    { key: 'scope', label: t.fields.scope, cell: grantScope },
  ];
  function grantRole({ role }: Account['grants'][number]) {
    return roleName(lang, role);
  }
  function grantScope(grant: Account['grants'][number]) {
    return scopeText(lang, grant);
  }
  const revoke = {
    key: 'revoke',
    label: t.revoke,
    quietLabel: true,
    cell: (grant: Account['grants'][number]) => (
      <a
        href={localPath(lang, directoryPaths.revokeRole(account.id, grant.id))}
        aria-label={`${t.revoke}: ${roleName(lang, grant.role)}, ${scopeText(lang, grant)}`}
      >
        {t.revoke}
      </a>
    ),
  };
  return (
    <Section
      title={t.rolesSection}
      aside={mayChange && <a href={localPath(lang, directoryPaths.grantRole(account.id))}>{t.grant}</a>}
    >
      {account.memberships.length > 0 && <Memberships lang={lang} account={account} />}
      {(account.grants.length > 0 || account.memberships.length === 0) && (
        <Table
          lang={lang}
          caption={t.rolesSection}
          captionHidden
          empty={t.noRoles}
          rows={account.grants}
          rowKey={({ id }) => String(id)}
          columns={mayChange ? [...columns, revoke] : columns}
        />
      )}
    </Section>
  );
}

/** What follows from belonging to organisations: their owners give and take it, not administrators. */
function Memberships({ lang, account }: { readonly lang: Language; readonly account: Account }) {
  const t = accountTexts(lang);
  return (
    <>
      <ul>
        {account.memberships.map((one) => (
          <li key={one.code}>
            <a href={localPath(lang, directoryPaths.organisation(one.code))}>
              <Quoting lang={lang} text={membershipText(lang, one)} quoted={[one.name]} />
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet">{t.membershipHelp}</p>
    </>
  );
}

function Sessions(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly account: Account;
  readonly sessions: readonly OpenSession[];
  readonly now: Date;
  readonly mayChange: boolean;
}) {
  const { lang, csrfToken, account, sessions, mayChange } = props;
  const t = accountTexts(lang);
  return (
    <Section title={t.sessions}>
      <SessionTable
        lang={lang}
        sessions={sessions}
        present={null}
        now={props.now}
        end={(session) =>
          mayChange && (
            <EndButton
              lang={lang}
              csrfToken={csrfToken}
              action={directoryPaths.endSession(account.id, session.id)}
              label={deviceName(session.agent)[lang]}
            />
          )
        }
      />
      {mayChange && sessions.length > 1 && (
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.endSessions(account.id))}
          csrfToken={csrfToken}
          label={t.endAll}
        >
          <Button look="secondary">{t.endAll}</Button>
        </Form>
      )}
    </Section>
  );
}

/** A new password, shown this once. */
export function PasswordOnce(props: {
  readonly lang: Language;
  readonly account: Account;
  readonly password: string;
}) {
  const { lang, account } = props;
  const t = accountTexts(lang);
  return (
    <>
      <AccountCrumbs lang={lang} account={account} here={t.onceTitle} />
      <PageHead title={t.onceTitle} lead={t.onceText(account.name)} />
      <Notice lang={lang} kind="warning">
        <dl class="facts">
          <div>
            <dt>{t.fields.email}</dt>
            <dd>{account.email}</dd>
          </div>
          <div>
            <dt>{t.onceLabel}</dt>
            <dd>
              <code class="nowrap">{props.password}</code>
            </dd>
          </div>
        </dl>
      </Notice>
      <div class="section stack">
        {account.firstPasswordUntil && (
          <p class="quiet">{t.onceLater(formatInstant(lang, account.firstPasswordUntil))}</p>
        )}
        <Buttons>
          <LinkButton href={localPath(lang, directoryPaths.account(account.id))}>{t.toAccount}</LinkButton>
        </Buttons>
      </div>
    </>
  );
}

/** Asks once more before something that takes effect at once. */
export function Confirm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly account: Account;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly actionLabel: string;
  readonly danger?: boolean;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly problem?: string | undefined;
}) {
  const { lang, account } = props;
  return (
    <>
      <AccountCrumbs lang={lang} account={account} here={props.actionLabel} />
      {props.problem && (
        <Notice lang={lang} kind="error" live>
          <p>{props.problem}</p>
        </Notice>
      )}
      <ConfirmPanel
        title={props.title}
        form={
          <Form
            lang={lang}
            action={localPath(lang, props.action)}
            csrfToken={props.csrfToken}
            hidden={{ version: String(account.version), ...props.hidden }}
          >
            <Buttons>
              <Button look={props.danger ? 'danger' : 'primary'}>{props.actionLabel}</Button>
              <LinkButton look="secondary" href={localPath(lang, directoryPaths.account(account.id))}>
                {accountTexts(lang).cancel}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>{props.text}</p>
      </ConfirmPanel>
    </>
  );
}
