import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, gravely, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { amendedBy } from '../amendment/queries.ts';
import { type Edition, editionLifecycle, isOpen } from '../edition.ts';
import { messagesIn, openEdition } from '../edition-pages.tsx';
import { work } from '../paths.ts';
import { authorise, principalOf, rolesFor } from '../policy.ts';
import { withdrawEdition } from './commands.ts';
import { giveUpEdition, reopenEdition, resumeEdition } from './ends.ts';
import { GiveUpPage } from './give-up-view.tsx';
import { touchedByReopening, touchedByWithdrawal } from './hindrance.ts';
import { type NoteValues, PublicNotePage, type PublicStep } from './public-note-view.tsx';
import { approvalTexts } from './texts.ts';

async function giveUpPage(
  call: Call,
  edition: Edition,
  typed: { readonly remark: string; readonly errors: Readonly<Record<string, string>> },
): Promise<Response> {
  const { language, csrfToken, actor, services } = call;
  const amended = await amendedBy(services.db, edition);
  const principal = principalOf(actor, 'give_up', edition.id);
  return page(
    call,
    {
      title: approvalTexts(language).giveUpTitle(edition.code),
      active: 'desk',
      status: Object.keys(typed.errors).length > 0 ? 422 : 200,
    },
    <GiveUpPage {...{ language, csrfToken, edition, amended, principal, ...typed }} />,
  );
}

async function showGiveUp(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  authorise(call.actor, 'give_up', edition.id);
  if (!isOpen(edition)) return seeOther(call, work.edition(edition.id));
  return giveUpPage(call, edition, { remark: '', errors: {} });
}

async function postGiveUp(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const remark = (await call.form()).get('remark');
  try {
    await giveUpEdition(call.services, call.actor, edition.id, { remark });
    return seeOther(call, work.edition(edition.id), approvalTexts(call.language).done.giveUp);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return giveUpPage(call, edition, { remark, errors: messagesIn(call, error.fields) });
  }
}

async function postResume(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await call.form();
  await resumeEdition(call.services, call.actor, edition.id);
  return seeOther(call, work.edition(edition.id), approvalTexts(call.language).done.resume);
}

interface NoteState {
  readonly values: NoteValues;
  readonly errors: Readonly<Partial<Record<keyof NoteValues, string>>>;
  readonly error?: string;
}

async function notePage(
  call: Call,
  step: PublicStep,
  edition: Edition,
  { values, errors, error }: NoteState,
): Promise<Response> {
  const { language, csrfToken, actor, services } = call;
  const principal = principalOf(actor, step, edition.id);
  const touched = await (step === 'withdraw' ? touchedByWithdrawal : touchedByReopening)(
    services.db,
    edition,
  );
  return page(
    call,
    {
      title: approvalTexts(language)[step].title(edition.code),
      active: 'desk',
      status: error ? 409 : Object.keys(errors).length > 0 ? 422 : 200,
    },
    <PublicNotePage {...{ step, language, csrfToken, edition, principal, values, errors, error, touched }} />,
  );
}

function showNote(step: PublicStep): (call: Call) => Promise<Response> {
  return async (call) => {
    const edition = await openEdition(call);
    authorise(call.actor, step, edition.id);
    if (!editionLifecycle.verbs[step].from.includes(edition.state))
      return seeOther(call, work.edition(edition.id));
    return notePage(call, step, edition, { values: { note: '', noteEn: '' }, errors: {} });
  };
}

const publicSteps = { withdraw: withdrawEdition, reopen: reopenEdition };

function postNote(step: PublicStep): (call: Call) => Promise<Response> {
  return async (call) => {
    const edition = await openEdition(call);
    const form = await call.form();
    const values = { note: form.get('note'), noteEn: form.get('noteEn') };
    try {
      await publicSteps[step](call.services, call.actor, edition.id, values);
      return seeOther(call, work.edition(edition.id), approvalTexts(call.language).done[step]);
    } catch (error) {
      if (error instanceof InvalidInput)
        return notePage(call, step, edition, { values, errors: messagesIn(call, error.fields) });
      if (!(error instanceof Refusal) || !['conflict', 'wrong_state'].includes(error.kind)) throw error;
      return notePage(call, step, edition, { values, errors: {}, error: error.text[call.language] });
    }
  };
}

const at = (path: string) => `${work.editions}/:id/${path}`;

export const endRoutes: readonly Route[] = [
  readPage('edition.withdraw', at('thu-hoi'), onlyFor(...rolesFor('withdraw')), showNote('withdraw')),
  gravely(action('edition.withdrawn', at('thu-hoi'), onlyFor(...rolesFor('withdraw')), postNote('withdraw'))),
  readPage('edition.reopen', at('cong-bo-lai'), onlyFor(...rolesFor('reopen')), showNote('reopen')),
  gravely(action('edition.reopened', at('cong-bo-lai'), onlyFor(...rolesFor('reopen')), postNote('reopen'))),
  readPage('edition.give_up', at('bo-ban-nhap'), onlyFor(...rolesFor('give_up')), showGiveUp),
  action('edition.given_up', at('bo-ban-nhap'), onlyFor(...rolesFor('give_up')), postGiveUp),
  action('edition.resume', at('lam-tiep'), onlyFor(...rolesFor('resume')), postResume),
];
