import { authoriseProgramme, programmeWork } from '../../modules/programme/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { download, onlyFor, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { askedIn } from './asked.ts';
import { foresee } from './foresee.ts';
import { sheetAnswer } from './sheet.ts';
import { rehearsalTexts } from './texts.ts';
import { RehearsalPage } from './view.tsx';

/** Who looks at all units. */
const overseers = onlyFor('programme_officer', 'programme_head', 'leader', 'inspector');

async function showRehearsal(call: Call): Promise<Response> {
  const { language: lang, services, actor, today } = call;
  authoriseProgramme(actor, 'read', null);
  const asked = askedIn(call);
  const foreseen = await foresee({ services, actor, today, lang }, asked);
  return page(
    call,
    {
      ...{ title: rehearsalTexts(lang).title, active: 'desk', wide: true },
      illustrative: foreseen.all.some(({ about }) => about.illustrative),
    },
    <RehearsalPage {...{ lang, today, asked, foreseen }} />,
  );
}

async function saveSheet(call: Call): Promise<Response> {
  const { services, actor, today } = call;
  authoriseProgramme(actor, 'read', null);
  const lang = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const asked = askedIn(call);
  return sheetAnswer(
    { lang, asked, foreseen: await foresee({ services, actor, today, lang }, asked) },
    today,
  );
}

/** The days ahead, rehearsed on a copy. */
export const rehearsalRoutes: readonly Route[] = [
  readPage('rehearsal.show', programmeWork.rehearsal, overseers, showRehearsal),
  download('rehearsal.sheet', programmeWork.rehearsalSheet, overseers, saveSheet),
];
