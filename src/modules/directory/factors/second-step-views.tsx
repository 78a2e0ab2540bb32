import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { PasskeyForm } from './passkey-form.tsx';
import type { Factors } from './store.ts';
import { factorTexts } from './texts.ts';

/** After the right password: one of the account's factors. No factor typed is ever filled in again. */
export function SecondStep(props: {
  readonly lang: Language;
  readonly back: string;
  readonly factors: Factors;
  readonly options: object | null;
  readonly sampleCode: string | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, back, factors, failure } = props;
  const t = factorTexts(lang);
  const form = bindForm<{ code: string; recovery: string }>({
    lang,
    values: {},
    errors: failure?.errors ?? {},
  });
  const hidden = back ? { ve: back } : {};
  const action = localPath(lang, directoryPaths.secondStep);
  return (
    <>
      <PageHead title={t.secondStep} lead={t.secondLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {props.sampleCode && (
        <Notice lang={lang} kind="information">
          <p>
            <strong>{t.sample(props.sampleCode)}</strong> {t.sampleHelp}
          </p>
        </Notice>
      )}
      {factors.totp && (
        <Form lang={lang} action={action} hidden={hidden} label={t.app}>
          <TextField
            {...form.text('code')}
            label={t.code}
            width="short"
            inputMode="numeric"
            autocomplete="one-time-code"
          />
          <Buttons>
            <Button>{t.enter}</Button>
          </Buttons>
        </Form>
      )}
      {props.options && (
        <div class="section">
          <PasskeyForm
            lang={lang}
            action={action}
            csrfToken=""
            manner="get"
            options={props.options}
            label={t.usePasskey}
            look={factors.totp ? 'secondary' : 'primary'}
            hidden={hidden}
          />
        </div>
      )}
      <div class="section stack">
        <details open={failure?.errors.recovery !== undefined}>
          <summary>{t.lost}</summary>
          <div class="stack">
            <p>{t.lostHelp}</p>
            <Form lang={lang} action={action} hidden={hidden} label={t.recovery}>
              <TextField
                {...form.text('recovery')}
                label={t.recovery}
                hint={t.recoveryHint}
                width="medium"
                autocomplete="off"
                spellcheck={false}
              />
              <Buttons>
                <Button look="secondary">{t.useRecovery}</Button>
              </Buttons>
            </Form>
          </div>
        </details>
        <p>
          <a href={localPath(lang, directoryPaths.signIn)}>{t.startAgain}</a>
        </p>
      </div>
    </>
  );
}
