import type { Language } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { countryName } from '../country.ts';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { communes } from '../organisations/queries.ts';
import { directoryPaths } from '../paths.ts';
import { personOf } from '../sessions/person-of.ts';
import { correctRegistration } from './correct.ts';
import { CorrectionPage } from './correct-view.tsx';
import type { CorrectionTyped } from './inputs.ts';
import { latestRegistrationOf, type Registration } from './queries.ts';
import { isUndecided } from './registration.ts';
import { registrationTexts } from './texts.ts';

export const correctionRoutes: readonly Route[] = [
  pageRoute('registration.correcting', directoryPaths.correctRegistration, signedIn, (call) =>
    show(call, null, null),
  ),
  action('registration.correct', directoryPaths.correctRegistration, signedIn, correct),
];

/** Where nothing waits any longer, the page of the registration says why. */
async function show(
  call: Call,
  typed: CorrectionTyped | null,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const one = await latestRegistrationOf(services.db, personOf(call).id);
  if (!one || (failure === null && !isUndecided(one.state)))
    return seeOther(call, directoryPaths.myRegistration);
  const values = typed ?? sentBefore(lang, one);
  return page(
    call,
    {
      title: registrationTexts(lang).correctTitle,
      status: failure?.status ?? 200,
      illustrative: one.illustrative,
    },
    <CorrectionPage {...{ lang, csrfToken, one, values, failure }} communes={await communes(services.db)} />,
  );
}

function sentBefore(lang: Language, one: Registration): CorrectionTyped {
  return {
    ...{ organisationName: one.name ?? '', nameEn: one.nameEn ?? '', taxCode: one.taxCode ?? '' },
    country: one.country === null ? '' : (countryName(lang, one.country) ?? one.country),
    ...{ registrationNumber: one.registrationNumber ?? '' },
    ...{ commune: one.commune?.code ?? '', address: one.address ?? '', phone: one.phone ?? '' },
    ...{ activity: one.activity ?? '', kind: one.kind, text: '' },
  };
}

async function correct(call: Call): Promise<Response> {
  const form = await call.form();
  const number = (name: string) => (/^\d{1,15}$/.test(form.get(name)) ? Number(form.get(name)) : 0);
  const typed: CorrectionTyped = {
    ...{ organisationName: form.get('organisationName'), nameEn: form.get('nameEn') },
    ...{ taxCode: form.get('taxCode'), country: form.get('country') },
    ...{ registrationNumber: form.get('registrationNumber'), commune: form.get('commune') },
    ...{ address: form.get('address'), phone: form.get('phone'), activity: form.get('activity') },
    ...{ kind: form.get('kind'), text: form.get('text') },
  };
  const seen = { id: number('id'), version: number('version') };
  // none named: the page asks again
  if (seen.id === 0) return show(call, typed, null);
  try {
    await correctRegistration(call.services, personOf(call), { ...seen, typed });
  } catch (error) {
    return show(call, typed, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.myRegistration, registrationTexts(call.language).corrected);
}
