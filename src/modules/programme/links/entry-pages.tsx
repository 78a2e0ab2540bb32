import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, statedFailure, withQuery } from '../../directory/index.ts';
import { numberIn } from '../assignment/posted.ts';
import { programmeWork } from '../paths.ts';
import { programmeEditors, programmeReaders } from '../policy.ts';
import { linkEntry, unlinkEntry } from './commands.ts';
import { findOpenEntry, itemsOfEntry, itemsToLink } from './entry-queries.ts';
import { EntryLinksPage } from './entry-view.tsx';
import { linkTexts } from './texts.ts';

const codeOf = (call: Call) => call.param('code').slice(0, 60).toUpperCase();

interface Asked {
  readonly text: string;
  readonly page: number;
}

async function entryPage(call: Call, ask: Asked, failure: FormFailure | null): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const { db } = services;
  const entry = await findOpenEntry(db, codeOf(call));
  return page(
    call,
    {
      ...{ title: linkTexts(language).ofEntry, active: 'desk', illustrative: entry.illustrative },
      status: failure?.status ?? 200,
    },
    <EntryLinksPage
      {...{ language, csrfToken, entry, ask, failure }}
      linked={await itemsOfEntry(db, actor, entry.id)}
      found={await itemsToLink(db, actor, entry.id, ask)}
    />,
  );
}

async function showEntry(call: Call): Promise<Response> {
  return entryPage(
    call,
    { text: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) },
    null,
  );
}

const chooseItem = {
  vi: 'Hãy tìm rồi chọn một nhiệm vụ hoặc chỉ tiêu.',
  en: 'Search, then choose a task or a target.',
};

async function postEntry(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const entry = await findOpenEntry(services.db, codeOf(call));
  const kind = form.get('kind');
  const id = numberIn(form.get('id'));
  const text = form.get('q').slice(0, 200);
  try {
    if ((kind !== 'task' && kind !== 'target') || id === null) throw new InvalidInput({ q: chooseItem });
    if (form.get('do') === 'gan') await linkEntry(services, actor, { kind, id }, entry.code);
    else if (form.get('do') === 'bo') await unlinkEntry(services, actor, { kind, id }, entry.id);
    else throw new InvalidInput({ q: chooseItem });
  } catch (error) {
    if (!(error instanceof InvalidInput || (error instanceof Refusal && error.kind === 'forbidden')))
      throw error;
    return entryPage(call, { text, page: 1 }, statedFailure(error, language));
  }
  return seeOther(
    call,
    withQuery(programmeWork.linkEntry(entry.code), { q: text || null }),
    linkTexts(language).saved,
  );
}

export const entryLinkRoutes: readonly Route[] = [
  readPage('entry.plan_links', '/ban-lam-viec/muc/:code/ke-hoach', onlyFor(...programmeReaders), showEntry),
  action('entry.link_to_plan', '/ban-lam-viec/muc/:code/ke-hoach', onlyFor(...programmeEditors), postEntry),
];
