import type { Language } from '../../kernel/text.ts';
import type { FormFailure } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Breadcrumbs, PageHead, Section, Timeline } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import type { TypedOperator } from './inputs.ts';
import type { OperatorChange } from './queries.ts';
import { operatorSentence } from './sentences.ts';
import { operatorTexts } from './texts.ts';

interface OperatorProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly typed: TypedOperator;
  readonly version: number;
  readonly failure: FormFailure | null;
  readonly history: readonly OperatorChange[];
}

export function OperatorPage(props: OperatorProps) {
  const { lang, csrfToken, typed, version, failure } = props;
  const t = operatorTexts(lang);
  const { text } = bindForm<TypedOperator>({ lang, values: { ...typed }, errors: failure?.errors ?? {} });
  const administration = localPath(lang, PATHS.administration);
  return (
    <>
      <Breadcrumbs lang={lang} items={[{ label: t.administration, href: administration }]} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
        <Form
          lang={lang}
          action={localPath(lang, PATHS.operator)}
          csrfToken={csrfToken}
          hidden={{ version: String(version) }}
        >
          <TextField {...text('operator')} label={t.operator} hint={t.operatorHint} />
          <TextField {...text('place')} label={t.place} hint={t.placeHint} width="medium" />
          <TextField {...text('address')} label={t.address} optional />
          <TextField
            {...text('phone')}
            label={t.phone}
            hint={t.phoneHint}
            type="tel"
            width="medium"
            optional
          />
          <TextField
            {...text('email')}
            label={t.email}
            hint={t.emailHint}
            type="email"
            width="medium"
            optional
          />
          <Buttons>
            <Button>{t.save}</Button>
            <LinkButton look="quiet" href={administration}>
              {t.cancel}
            </LinkButton>
          </Buttons>
        </Form>
        <History {...props} />
      </div>
    </>
  );
}

function History({ lang, history }: OperatorProps) {
  const t = operatorTexts(lang);
  return (
    <Section title={t.history}>
      {history.length === 0 ? (
        <p class="quiet">{t.noHistory}</p>
      ) : (
        <Timeline
          items={history.map(({ seq, at, name, facts, who, former }) => ({
            key: String(seq),
            when: formatInstant(lang, at),
            what: (
              <>
                {operatorSentence(name, facts)?.[lang] ?? name}
                <Former lang={lang} former={former} />
              </>
            ),
            who: who && <Content lang={lang} text={who} />,
          }))}
        />
      )}
    </Section>
  );
}

function Former({ lang, former }: Pick<OperatorChange, 'former'> & { readonly lang: Language }) {
  const t = operatorTexts(lang);
  const texts = former.map(({ text }) => text).filter((text) => text !== '');
  if (former.length === 0) return null;
  return (
    <span class="quiet">
      {' '}
      {texts.length === 0 ? (
        t.wasEmpty
      ) : (
        <Quoting lang={lang} text={t.formerly(texts.join('; '))} quoted={texts} />
      )}
    </span>
  );
}
