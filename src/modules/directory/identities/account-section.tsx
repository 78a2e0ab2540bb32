import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { IdentityTable } from './identity-table.tsx';
import type { Identity } from './queries.ts';
import { identityTexts } from './texts.ts';

/** The services somebody's account is linked with, on the administrators' page of it; nothing where there is none. */
export function AccountIdentities(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly accountId: number;
  readonly providers: readonly IdentityProvider[];
  readonly identities: readonly Identity[];
  readonly mayChange: boolean;
}) {
  const { lang, identities, providers, mayChange } = props;
  const t = identityTexts(lang);
  if (identities.length === 0) return null;
  return (
    <Section title={t.single}>
      <IdentityTable
        {...{ lang, providers, identities }}
        unlink={({ id }, label) =>
          mayChange && (
            <Form
              lang={lang}
              action={localPath(lang, directoryPaths.unlinkAccount(props.accountId, id))}
              csrfToken={props.csrfToken}
              label={t.unlinkOf(label)}
            >
              <Button look="secondary" small>
                {t.unlink}
              </Button>
            </Form>
          )
        }
      />
    </Section>
  );
}
