import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, NumberedList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { sessionTexts } from '../sessions/texts.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { QrCode } from './qr.tsx';
import type { Factors, Passkey } from './store.ts';
import { factorTexts } from './texts.ts';
import { base32 } from './totp.ts';

interface Shown {
  readonly lang: Language;
  readonly csrfToken: string;
  /** Where the person wanted to go, or empty. */
  readonly back: string;
}

function Crumbs({ lang, here }: { readonly lang: Language; readonly here?: string }) {
  const t = factorTexts(lang);
  const mine = { label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) };
  const factors = { label: t.title, href: localPath(lang, directoryPaths.factors) };
  return <Breadcrumbs lang={lang} items={here ? [mine, factors] : [mine]} here={here ?? t.title} />;
}

/** What the person has beside the password, and the ways to change it. */
export function FactorsPage(
  props: Shown & {
    readonly owes: boolean;
    readonly factors: Factors;
    /** null: this site takes no passkeys. */
    readonly options: object | null;
    readonly name: string;
    readonly failure: FormFailure | null;
  },
) {
  const { lang, factors, failure } = props;
  const t = factorTexts(lang);
  const on = factors.totp !== null || factors.passkeys.length > 0;
  return (
    <>
      <Crumbs lang={lang} />
      <PageHead
        title={t.title}
        lead={props.owes ? t.owes : t.lead}
        marks={on ? <Badge tone="done">{t.onTitle}</Badge> : <Badge tone="work">{t.offTitle}</Badge>}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Application {...props} />
      <Passkeys {...props} />
      {on && <Codes {...props} />}
    </>
  );
}

function Application({ lang, csrfToken, back, factors }: Shown & { readonly factors: Factors }) {
  const t = factorTexts(lang);
  const { totp } = factors;
  const setUp = localPath(lang, withQuery(directoryPaths.totp, { ve: back }));
  return (
    <Section title={t.app}>
      <div class="stack">
        <p>{t.appHelp}</p>
        {totp && <p>{t.appSince(formatInstant(lang, totp.createdAt))}</p>}
        <Buttons>
          <LinkButton look={totp ? 'secondary' : 'primary'} href={setUp}>
            {totp ? t.replaceApp : t.setUpApp}
          </LinkButton>
        </Buttons>
        {totp && (
          <Form
            lang={lang}
            action={localPath(lang, directoryPaths.removeTotp)}
            csrfToken={csrfToken}
            label={t.removeApp}
          >
            <Button look="secondary" small>
              {t.removeApp}
            </Button>
          </Form>
        )}
      </div>
    </Section>
  );
}

function Passkeys(
  props: Shown & {
    readonly factors: Factors;
    readonly options: object | null;
    readonly name: string;
    readonly failure: FormFailure | null;
  },
) {
  const { lang, csrfToken, options } = props;
  const t = factorTexts(lang);
  const form = bindForm<{ name: string }>({
    lang,
    values: { name: props.name },
    errors: props.failure?.errors ?? {},
  });
  return (
    <Section title={t.passkeys}>
      <div class="stack">
        <p>{t.passkeysHelp}</p>
        {props.factors.passkeys.length > 0 && (
          <ul class="plain-links">
            {props.factors.passkeys.map((passkey) => (
              <li key={passkey.id}>
                <OnePasskey lang={lang} csrfToken={csrfToken} passkey={passkey} />
              </li>
            ))}
          </ul>
        )}
        {options ? (
          <>
            <p class="quiet" data-passkey-without>
              {t.passkeysNeedScript}
            </p>
            <PasskeyForm
              lang={lang}
              action={localPath(lang, directoryPaths.passkeys)}
              csrfToken={csrfToken}
              manner="create"
              options={options}
              label={t.addPasskey}
              hidden={props.back ? { ve: props.back } : {}}
            >
              <TextField
                {...form.text('name')}
                label={t.passkeyName}
                hint={t.passkeyNameHint}
                width="medium"
              />
            </PasskeyForm>
          </>
        ) : (
          <p class="quiet">{t.passkeysElsewhere}</p>
        )}
      </div>
    </Section>
  );
}

function OnePasskey(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly passkey: Passkey;
}) {
  const { lang, passkey } = props;
  const t = factorTexts(lang);
  const { lastUsedAt } = passkey;
  return (
    <>
      <p>
        <strong>{passkey.name}</strong>{' '}
        <span class="quiet">
          ({t.passkeyAdded(formatInstant(lang, passkey.createdAt))};{' '}
          {lastUsedAt ? t.passkeyUsed(formatInstant(lang, lastUsedAt)) : t.passkeyUnused})
        </span>
      </p>
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.removePasskey(passkey.id))}
        csrfToken={props.csrfToken}
        label={t.removePasskey(passkey.name)}
      >
        <Button look="secondary" small>
          {t.remove}
        </Button>
      </Form>
    </>
  );
}

function Codes({ lang, csrfToken, factors }: Shown & { readonly factors: Factors }) {
  const t = factorTexts(lang);
  return (
    <Section title={t.codes}>
      <div class="stack">
        <p>
          {t.codesHelp} <strong>{t.codesLeft(formatNumber(lang, factors.codesLeft, 0))}</strong> {t.renewHelp}
        </p>
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.recoveryCodes)}
          csrfToken={csrfToken}
          label={t.renewCodes}
        >
          <Buttons>
            <Button look="secondary">{t.renewCodes}</Button>
          </Buttons>
        </Form>
      </div>
    </Section>
  );
}

/** The picture for the application, its secret as text, and the field of its first code. */
export function TotpForm(
  props: Shown & {
    readonly secret: Buffer;
    readonly sealed: string;
    readonly uri: string;
    readonly failure: FormFailure | null;
  },
) {
  const { lang, csrfToken, back, failure } = props;
  const t = factorTexts(lang);
  const form = bindForm<{ code: string }>({ lang, values: {}, errors: failure?.errors ?? {} });
  const spaced = (base32(props.secret).match(/.{4}/g) ?? []).join(' ');
  return (
    <>
      <Crumbs lang={lang} here={t.appTitle} />
      <PageHead title={t.appTitle} lead={t.appHelp} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <NumberedList
        items={[
          <>
            <p>{t.appStep1}</p>
            <p>
              <QrCode text={props.uri} label={t.qrLabel} />
            </p>
            <p>
              {t.secretLabel}: <code translate={false}>{spaced}</code>
            </p>
          </>,
          <div class="stack">
            <p>{t.appStep2}</p>
            <Form
              lang={lang}
              action={localPath(lang, directoryPaths.totp)}
              csrfToken={csrfToken}
              hidden={{ sealed: props.sealed, ...(back && { ve: back }) }}
              label={t.appTitle}
            >
              <TextField
                {...form.text('code')}
                label={t.code}
                width="short"
                inputMode="numeric"
                autocomplete="one-time-code"
              />
              <Buttons>
                <Button>{t.done}</Button>
                <LinkButton look="secondary" href={localPath(lang, directoryPaths.factors)}>
                  {t.cancel}
                </LinkButton>
              </Buttons>
            </Form>
          </div>,
        ]}
      />
    </>
  );
}

/** Recovery codes, shown this once. */
export function CodesOnce(props: Shown & { readonly codes: readonly string[] }) {
  const { lang, codes, csrfToken } = props;
  const t = factorTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.codesOnce} />
      <PageHead title={t.codesOnce} lead={t.codesOnceLead} />
      <Notice lang={lang} kind="warning">
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code class="nowrap" translate={false}>
                {code}
              </code>
            </li>
          ))}
        </ol>
      </Notice>
      <div class="section stack">
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.recoveryFile)}
          csrfToken={csrfToken}
          hidden={{ codes: codes.join(' ') }}
          label={t.download}
        >
          <Buttons>
            <Button look="secondary">{t.download}</Button>
            <LinkButton href={props.back || localPath(lang, directoryPaths.factors)}>{t.goOn}</LinkButton>
          </Buttons>
        </Form>
      </div>
    </>
  );
}
