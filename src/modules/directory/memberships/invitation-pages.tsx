import { seeOther } from '../../../platform/http/answer.ts';
import { type Call, refuseBeforeFactor } from '../../../platform/http/call.ts';
import { action, anyone, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import type { NewcomerTyped } from './inputs.ts';
import { InvitationPage } from './invitation-view.tsx';
import { acceptInvitation, checkInvitation, joinAsNewcomer } from './invitations.ts';
import { memberTexts } from './texts.ts';

const nothing: NewcomerTyped = { name: '', title: '', consent: '' };

export const invitationRoutes: readonly Route[] = [
  pageRoute('invitation.show', '/loi-moi/:token', anyone, (call) => show(call, nothing, null)),
  action('invitation.accept', '/loi-moi/:token', anyone, accept),
];

async function show(call: Call, values: NewcomerTyped, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services, actor } = call;
  const token = call.param('token');
  const invitation = await checkInvitation(services, token);
  const person = actor.kind === 'account' ? actor : null;
  const response = page(
    call,
    { title: memberTexts(lang).invitation, status: failure?.status ?? 200, unlisted: true },
    <InvitationPage {...{ lang, csrfToken, token, invitation, person, values, failure }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function accept(call: Call): Promise<Response> {
  const { services, actor, language } = call;
  const form = await call.form();
  const token = call.param('token');
  const typed = { name: form.get('name'), title: form.get('title'), consent: form.get('consent') };
  const t = memberTexts(language);
  try {
    if (actor.kind === 'account') {
      refuseBeforeFactor(actor);
      const { code, name } = await acceptInvitation(services, actor, token);
      return seeOther(call, directoryPaths.myOrganisation(code), t.joined(name));
    }
    const secrets = { password: form.get('password'), again: form.get('again') };
    await joinAsNewcomer(services, token, { ...typed, ...secrets, language });
  } catch (error) {
    return show(call, typed, statedFailure(error, language));
  }
  return seeOther(call, directoryPaths.signIn, t.newcomerReady);
}
