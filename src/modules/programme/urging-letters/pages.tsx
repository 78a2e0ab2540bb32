import { randomUUID } from 'node:crypto';
import { writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import { composeDocument } from '../../../office/index.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { readCalendar } from '../../calendar/index.ts';
import { drawingAnswer, writtenAnswer } from '../../catalogue/index.ts';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { inspected } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { mayDo } from '../policy.ts';
import { archiveAnswer, fileName, urgedIn } from './archive.ts';
import {
  correctLetter,
  draftLetters,
  dropLetter,
  issueLetter,
  recallLetter,
  saveLetter,
} from './commands.ts';
import { composedLetter } from './composed.ts';
import { readUrging, type TypedUrging } from './inputs.ts';
import { letterFields, letterStates, letterTexts, type UrgingLetter, usualDays } from './letter.ts';
import { LetterPage, type LetterProps, letterFiles, previewFile, type TypedLetter } from './letter-view.tsx';
import { LetterList } from './list-view.tsx';
import { NewLetters } from './new-view.tsx';
import { letterReaders, letterWriters, writesLetters } from './policy.ts';
import {
  agenciesToUrge,
  findLetter,
  type LetterFilters,
  letterHistory,
  listLetters,
  plansToUrge,
} from './queries.ts';
import { letterTextsOf } from './texts.ts';

function filtersIn(call: Call): LetterFilters {
  const agency = call.query('co-quan');
  return {
    text: call.query('q').slice(0, 200),
    state: letterStates.find((state) => state === call.query('xem')) ?? null,
    agency: /^[1-9]\d{0,14}$/.test(agency) ? Number(agency) : null,
    batch: /^[\w-]{1,60}$/.test(call.query('dot')) ? call.query('dot') : '',
    page: readPageNumber(call.query('trang')),
  };
}

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor } = call;
  const filters = filtersIn(call);
  return page(
    call,
    { title: letterTextsOf(lang).title, active: 'desk' },
    <LetterList
      {...{ lang, filters }}
      found={await listLetters(services.db, actor, filters)}
      mayWrite={writesLetters(actor)}
      seesDrafts={mayDo(actor, 'read', null)}
    />,
  );
}

function urgingIn(get: (name: string) => string): TypedUrging {
  return { plan: get('ke-hoach'), leastDays: get('ngay') || '1', withSoon: get('sap-den') === '1' };
}

async function newPage(
  call: Call,
  asked: TypedUrging & { readonly search: string },
  posted: {
    readonly typed: { readonly agencies: readonly string[]; readonly reportBy: string };
    readonly formKey: string;
    readonly failure: FormFailure | null;
  },
): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const urging = readUrging(asked);
  const search = asked.search.slice(0, 200);
  return page(
    call,
    { title: letterTextsOf(lang).newTitle, active: 'desk', status: posted.failure?.status ?? 200 },
    <NewLetters
      {...{ lang, csrfToken, urging, search, ...posted }}
      plans={await plansToUrge(services.db)}
      agencies={await agenciesToUrge(services.db, urging, search, today)}
    />,
  );
}

async function showNew(call: Call): Promise<Response> {
  const { services, today } = call;
  const calendar = await readCalendar(services.db, services.config);
  const reportBy = writeDate(addWorkingDays(today, usualDays, calendar));
  return newPage(
    call,
    { ...urgingIn((name) => call.query(name)), search: call.query('q') },
    { typed: { agencies: [], reportBy }, formKey: randomUUID(), failure: null },
  );
}

async function postNew(call: Call): Promise<Response> {
  const form = await call.form();
  const urging = urgingIn((name) => form.get(name));
  const typed = { agencies: form.all('agencies').slice(0, 1_000), reportBy: form.get('reportBy') };
  const typedKey = form.get('khoa');
  const formKey = /^[\w-]{1,60}$/.test(typedKey) ? typedKey : randomUUID();
  try {
    const ids = await draftLetters(call.services, call.actor, { ...urging, ...typed, key: formKey });
    const said = letterTextsOf(call.language).done.drafted(formatNumber(call.language, ids.length, 0));
    const [only] = ids;
    const one = ids.length === 1 && only !== undefined;
    return seeOther(
      call,
      one ? programmeWork.urgingLetter(only) : `${programmeWork.urgingLetters}?dot=${formKey}`,
      said,
    );
  } catch (error) {
    const failure = statedFailure(error, call.language);
    return newPage(call, { ...urging, search: form.get('q') }, { typed, formKey, failure });
  }
}

async function showLetter(call: Call, refused: LetterProps['refused'] = null): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const letter = await findLetter(services.db, actor, readId(call, 'id'));
  const urged = await urgedIn(call, letter);
  return page(
    call,
    {
      ...contentTitle(`${letter.texts.abstract}: ${letter.agency.name}`),
      ...{ active: 'desk' as const, wide: true, status: refused?.status ?? 200 },
      illustrative: urged.illustrative,
    },
    <LetterPage
      {...{ lang, csrfToken, letter, urged, refused }}
      mayWrite={writesLetters(actor)}
      history={await letterHistory(services.db, letter.id)}
    />,
  );
}

const deeds = ['change', 'issue', 'correct', 'recall', 'drop'] as const;
/** Fields of issuing, by the names the command has for them. */
const issueFields: Readonly<Record<string, string>> = { number: 'issueNumber', signer: 'issueSigner' };

async function postLetter(call: Call): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  const deed = deeds.find((one) => one === form.get('do'));
  if (!deed) throw notFound();
  try {
    await doDeed(call, id, deed, form);
    return seeOther(call, programmeWork.urgingLetter(id), letterTextsOf(call.language).done[deed]);
  } catch (error) {
    const failure = statedFailure(error, call.language);
    const issuing = deed === 'issue' || deed === 'correct';
    const errors = Object.fromEntries(
      Object.entries(failure.errors).map(([name, text]) => [
        issuing ? (issueFields[name] ?? name) : name,
        text,
      ]),
    );
    return showLetter(call, { ...failure, errors, typed: typedIn(form, deed) });
  }
}

function typedIn(form: FormFields, deed: (typeof deeds)[number]): TypedLetter {
  if (deed === 'change') return { texts: textsIn(form), reportBy: form.get('reportBy') };
  if (deed === 'drop') return {};
  if (deed === 'recall')
    return { recallReason: form.get('recallReason'), confirmRecall: form.get('confirmRecall') };
  return {
    ...{ issueNumber: form.get('issueNumber'), issuedOn: form.get('issuedOn') },
    issueSigner: form.get('issueSigner'),
  };
}

function textsIn(form: FormFields) {
  return letterTexts.parse(Object.fromEntries(letterFields.map((name) => [name, form.get(name)])));
}

async function doDeed(call: Call, id: number, deed: (typeof deeds)[number], form: FormFields): Promise<void> {
  const { services, actor } = call;
  const version = /^\d{1,9}$/.test(form.get('version')) ? Number(form.get('version')) : 0;
  if (deed === 'change')
    return saveLetter(services, actor, id, {
      ...{ texts: textsIn(form), reportBy: form.get('reportBy'), version },
    });
  if (deed === 'drop') return dropLetter(services, actor, id, { version });
  if (deed === 'recall') {
    if (form.get('confirmRecall') !== '1') throw new InvalidInput({ confirmRecall: confirmFirst });
    return recallLetter(services, actor, id, { reason: form.get('recallReason'), version });
  }
  const input = {
    ...{ number: form.get('issueNumber'), issuedOn: form.get('issuedOn') },
    ...{ signer: form.get('issueSigner'), version },
  };
  return deed === 'issue'
    ? issueLetter(services, actor, id, input)
    : correctLetter(services, actor, id, input);
}

const confirmFirst = { vi: letterTextsOf('vi').confirmFirst, en: letterTextsOf('en').confirmFirst };

async function sendFile(call: Call): Promise<Response> {
  const letter = await findLetter(call.services.db, call.actor, readId(call, 'id'));
  const text = composedLetter({
    ...{ letter, urged: await urgedIn(call, letter), installation: call.services.installation },
  });
  const asked = call.param('file');
  if (asked === previewFile) return drawingAnswer(call, text);
  const file = letterFiles.find((name) => name === asked);
  if (!file) throw notFound();
  return written(letter, file === 'van-ban.docx' ? 'docx' : 'pdf', text);
}

async function written(
  letter: UrgingLetter,
  form: 'docx' | 'pdf',
  text: ReturnType<typeof composedLetter>,
): Promise<Response> {
  return writtenAnswer(fileName(letter, form), await composeDocument(text, form), false);
}

function sendArchive(call: Call): Promise<Response> {
  return archiveAnswer(call, filtersIn(call), call.query('loai') === 'pdf' ? 'pdf' : 'docx');
}

const readers = onlyFor(...letterReaders);
const writers = onlyFor(...letterWriters);
const one = '/ban-lam-viec/cong-van-don-doc/:id';

export const letterRoutes: readonly Route[] = [
  readPage('urging_letter.list', programmeWork.urgingLetters, readers, showList),
  download('urging_letter.archive', programmeWork.urgingArchive, readers, sendArchive),
  readPage('urging_letter.new', programmeWork.newUrgingLetters, writers, showNew),
  action('urging_letter.draft', programmeWork.newUrgingLetters, writers, postNew),
  inspected(
    'urging_letter',
    readPage('urging_letter.show', one, readers, (call) => showLetter(call)),
  ),
  action('urging_letter.change', one, writers, postLetter),
  inspected('urging_letter', download('urging_letter.file', `${one}/:file`, readers, sendFile)),
];
