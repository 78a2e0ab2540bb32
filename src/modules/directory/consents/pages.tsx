import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { landing } from '../landing.ts';
import { directoryPaths } from '../paths.ts';
import { consentVersion } from '../registrations/registration.ts';
import { personOf } from '../sessions/person-of.ts';
import { returnPath } from '../sessions/return-path.ts';
import { type Consent, isOwed, lastConsent, renewConsent } from './commands.ts';
import { consentTexts } from './texts.ts';

export const consentRoutes: readonly Route[] = [
  {
    ...pageRoute('consent.show', directoryPaths.consent, signedIn, (call) =>
      show(call, call.query('ve'), null),
    ),
    beforeFactor: true,
  },
  { ...action('consent.renew', directoryPaths.consent, signedIn, renew), beforeFactor: true },
];

async function show(call: Call, ve: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const last = await lastConsent(services.db, personOf(call).id);
  const back = returnPath(ve, services.config.baseUrl) ?? landing(false);
  return page(
    call,
    { title: consentTexts(lang).title, status: failure?.status ?? 200 },
    isOwed(last) ? (
      <ConsentPage {...{ lang, csrfToken, back, last, failure }} />
    ) : (
      <Agreed lang={lang} back={back} />
    ),
  );
}

async function renew(call: Call): Promise<Response> {
  const form = await call.form();
  const ve = form.get('ve');
  try {
    await renewConsent(call.services, personOf(call), form.get('consent') === '1');
  } catch (error) {
    return show(call, ve, formFailure(error, call.language));
  }
  const back = returnPath(ve, call.services.config.baseUrl) ?? landing(false);
  return seeOther(call, back, consentTexts(call.language).thanks);
}

function Agreed({ lang, back }: { readonly lang: Language; readonly back: string }) {
  const t = consentTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.current} />
      <Buttons>
        <LinkButton href={back}>{t.goOn}</LinkButton>
      </Buttons>
    </>
  );
}

/** Asks anew, without holding anybody up: what they came for is one link away. */
function ConsentPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly back: string;
  readonly last: Consent;
  readonly failure: FormFailure | null;
}) {
  const { lang, back, failure, last } = props;
  const t = consentTexts(lang);
  const withdrawn = last.way === 'withdrawal';
  return (
    <>
      {withdrawn ? (
        <PageHead
          title={t.askTitle}
          lead={t.withdrawn(formatDate(lang, localDateOf(last.at)), consentVersion)}
        />
      ) : (
        <PageHead title={t.title} lead={t.lead(last.version, consentVersion)} />
      )}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <div class="stack">
        {!withdrawn && (
          <ul class="prose">
            {t.news.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        <p>
          <a href={localPath(lang, PATHS.privacy)}>{t.read}</a>
        </p>
      </div>
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.consent)}
        csrfToken={props.csrfToken}
        hidden={{ ve: back }}
        label={t.title}
      >
        <Checkbox lang={lang} name="consent" label={t.consent} error={failure?.errors.consent} />
        <Buttons>
          <Button>{t.agree}</Button>
          <LinkButton look="secondary" href={back}>
            {t.later}
          </LinkButton>
          <LinkButton look="quiet" href={localPath(lang, PATHS.personalData)}>
            {t.mine}
          </LinkButton>
        </Buttons>
        <p class="quiet">{t.laterHelp}</p>
      </Form>
    </>
  );
}
