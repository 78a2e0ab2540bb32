import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import type { Edition } from '../edition.ts';
import { editors, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { findEdition } from '../edition-store.ts';
import { recordDraftLooks } from '../looks.ts';
import { work } from '../paths.ts';
import { authorise, can } from '../policy.ts';
import { beginAmendment, chooseEntry } from './commands.ts';
import { amendmentsOf, entriesToChoose } from './queries.ts';
import { amendmentTexts } from './texts.ts';
import { AmendmentsPage, ChooseEntriesPage } from './view.tsx';

async function amendmentsPage(
  call: Call,
  edition: Edition,
  typed: {
    readonly reason: string;
    readonly errors: Readonly<Record<string, string>>;
    readonly error?: string;
  } = {
    reason: '',
    errors: {},
  },
  status = 200,
): Promise<Response> {
  const { services, language, csrfToken, actor } = call;
  const amendments = await amendmentsOf(services.db, actor, edition.id);
  const mayEdit = can(actor, 'edit', edition.id);
  return page(
    call,
    { title: amendmentTexts(language).title, active: 'desk', status, illustrative: edition.illustrative },
    <AmendmentsPage {...{ language, csrfToken, edition, amendments, mayEdit, typed }} />,
  );
}

async function showAmendments(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await recordDraftLooks(call.services, call.actor, [edition], 'amendments');
  return amendmentsPage(call, edition);
}

async function postAmendment(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const reason = (await call.form()).get('reason');
  try {
    const amendment = await beginAmendment(call.services, call.actor, edition.id, { reason });
    return seeOther(call, work.edition(amendment.id), amendmentTexts(call.language).begun);
  } catch (error) {
    if (error instanceof InvalidInput)
      return amendmentsPage(call, edition, { reason, errors: messagesIn(call, error.fields) }, 422);
    if (!(error instanceof Refusal) || error.kind === 'not_found' || error.kind === 'forbidden') throw error;
    return amendmentsPage(call, edition, { reason, errors: {}, error: error.text[call.language] }, 409);
  }
}

async function showChoice(call: Call): Promise<Response> {
  const amendment = await openEdition(call);
  if (!amendment.amends) throw notFound();
  authorise(call.actor, 'edit', amendment.id);
  const { services, language, csrfToken } = call;
  const filters = { text: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) };
  const edition = await findEdition(services.db, amendment.amends.editionId);
  const found = await entriesToChoose(services.db, call.actor, amendment.id, edition.id, filters);
  return page(
    call,
    { title: amendmentTexts(language).chooseTitle, active: 'desk', illustrative: edition.illustrative },
    <ChooseEntriesPage {...{ language, csrfToken, amendment, edition, filters, found }} />,
  );
}

async function postChoice(call: Call): Promise<Response> {
  const amendment = await openEdition(call);
  const form = await call.form();
  const t = amendmentTexts(call.language);
  const [, entry = '', purpose = ''] = /^(\d{1,15}) (sua|dua-ra)$/.exec(form.get('muc')) ?? [];
  if (purpose === '')
    throw new InvalidInput({
      muc: { vi: amendmentTexts('vi').wrongChoice, en: amendmentTexts('en').wrongChoice },
    });
  const takesOut = purpose === 'dua-ra';
  const chosen = await chooseEntry(call.services, call.actor, amendment.id, Number(entry), { takesOut });
  return takesOut
    ? seeOther(call, work.chooseEntries(amendment.id), t.takenNow)
    : seeOther(call, work.entry(amendment.id, chosen.id), t.chosenNow);
}

export const amendmentRoutes: readonly Route[] = [
  readPage('amendment.list', `${work.editions}/:id/dieu-chinh`, readers, showAmendments),
  action('amendment.begin', `${work.editions}/:id/dieu-chinh`, editors, postAmendment),
  readPage('amendment.choose', `${work.editions}/:id/chon-muc`, editors, showChoice),
  action('amendment.choose_entry', `${work.editions}/:id/chon-muc`, editors, postChoice),
];
