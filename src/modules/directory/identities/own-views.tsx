import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { sessionTexts } from '../sessions/texts.ts';
import { IdentityTable } from './identity-table.tsx';
import { isIssuer } from './labels.ts';
import type { SignOnProblem } from './problems.ts';
import type { Identity } from './queries.ts';
import { SignOnProblemNotice } from './sign-on-ways.tsx';
import { identityTexts } from './texts.ts';

/** The services one's account is linked with, and those it could be. */
export function MyIdentities(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly providers: readonly IdentityProvider[];
  readonly identities: readonly Identity[];
  readonly hasPassword: boolean;
  readonly operator: string;
  readonly failed: { readonly provider: string; readonly problem: SignOnProblem } | null;
}) {
  const { lang, providers, identities, failed } = props;
  const t = identityTexts(lang);
  const open = providers.filter((provider) => !identities.some(({ issuer }) => isIssuer(provider, issuer)));
  const anything = providers.length > 0 || identities.length > 0;
  return (
    <>
      <Crumbs lang={lang} here={t.single} />
      <PageHead title={t.single} lead={t.singleLead} />
      {failed && (
        <SignOnProblemNotice {...{ lang, providers, ...failed }} operator={props.operator} linking />
      )}
      {!anything && <EmptyState title={t.noProviders} />}
      {!props.hasPassword && identities.length > 0 && (
        <Notice lang={lang} kind="information">
          <p>
            {t.onlyWay} <a href={localPath(lang, directoryPaths.forgotten)}>{t.setPassword}</a>
          </p>
        </Notice>
      )}
      {anything && (
        <IdentityTable
          {...{ lang, providers, identities }}
          unlink={({ id }, label) => (
            <a href={localPath(lang, directoryPaths.unlinkIdentity(id))}>{t.unlinkOf(label)}</a>
          )}
        />
      )}
      {open.length > 0 && (
        <Section title={t.add}>
          <Form
            lang={lang}
            action={localPath(lang, directoryPaths.linkIdentity(open[0]?.name ?? ''))}
            csrfToken={props.csrfToken}
            label={t.add}
          >
            <p class="quiet">{t.addHelp}</p>
            <Buttons>
              {open.map(({ name, label }) => (
                <Button look="secondary" formAction={localPath(lang, directoryPaths.linkIdentity(name))}>
                  {t.linkWith(label[lang])}
                </Button>
              ))}
            </Buttons>
          </Form>
        </Section>
      )}
    </>
  );
}

/** Asks once more before a link is taken away. */
export function ConfirmUnlink(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly identity: Identity;
  readonly label: string;
  readonly problem: string | undefined;
}) {
  const { lang, label } = props;
  const t = identityTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.unlink} under={{ label: t.single, href: directoryPaths.myIdentities }} />
      {props.problem && (
        <Notice lang={lang} kind="error" live>
          <p>{props.problem}</p>
        </Notice>
      )}
      <ConfirmPanel
        title={t.unlinkOf(label)}
        form={
          <Form
            lang={lang}
            action={localPath(lang, directoryPaths.unlinkIdentity(props.identity.id))}
            csrfToken={props.csrfToken}
          >
            <Buttons>
              <Button look="danger">{t.unlink}</Button>
              <LinkButton look="secondary" href={localPath(lang, directoryPaths.myIdentities)}>
                {t.cancel}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>{t.unlinkConfirm(label)}</p>
      </ConfirmPanel>
    </>
  );
}

function Crumbs(props: {
  readonly lang: Language;
  readonly here: string;
  readonly under?: { readonly label: string; readonly href: string };
}) {
  const { lang, under } = props;
  const own = { label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) };
  return (
    <Breadcrumbs
      lang={lang}
      items={under ? [own, { ...under, href: localPath(lang, under.href) }] : [own]}
      here={props.here}
    />
  );
}
