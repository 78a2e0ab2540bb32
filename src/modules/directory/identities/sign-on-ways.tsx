import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { labelOf } from './labels.ts';
import type { SignOnProblem } from './problems.ts';
import { identityTexts } from './texts.ts';

const audiences = ['citizens', 'officers'] as const;

/** The ways to sign in beside a password; nothing where none is set. */
export function SignOnWays(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly providers: readonly IdentityProvider[];
  readonly back: string;
}) {
  const { lang, providers, back } = props;
  const t = identityTexts(lang);
  if (providers.length === 0) return null;
  return (
    <Section title={t.otherWays}>
      <div class="stack">
        {audiences.map((audience) => {
          const own = providers.filter((provider) => provider.audience === audience);
          return own.length === 0 ? null : (
            <Form
              lang={lang}
              action={localPath(lang, directoryPaths.signOn(own[0]?.name ?? ''))}
              csrfToken={props.csrfToken}
              hidden={back ? { ve: back } : {}}
              label={t[audience]}
            >
              <p class="quiet">{t[audience]}</p>
              <Buttons>
                {own.map(({ name, label }) => (
                  <Button look="secondary" formAction={localPath(lang, directoryPaths.signOn(name))}>
                    {t.signInWith(label[lang])}
                  </Button>
                ))}
              </Buttons>
            </Form>
          );
        })}
      </div>
    </Section>
  );
}

/** What a way to a provider came to, at the place the person began it from. */
export function SignOnProblemNotice(props: {
  readonly lang: Language;
  readonly providers: readonly IdentityProvider[];
  readonly operator: string;
  readonly provider: string;
  readonly problem: SignOnProblem;
  readonly linking?: boolean;
}) {
  const { lang, problem } = props;
  const t = identityTexts(lang);
  const known = props.providers.some(({ name }) => name === props.provider);
  const label = known ? labelOf(props.providers, props.provider)[lang] : t.someService;
  const text = t.problems[problem](label, props.operator);
  return (
    <Notice
      lang={lang}
      kind={problem === 'cancelled' ? 'information' : 'warning'}
      title={props.linking ? t.notLinked(label) : t.failed(label)}
      live
    >
      <p>
        <Quoting lang={lang} text={text} quoted={[props.operator]} />
      </p>
    </Notice>
  );
}
