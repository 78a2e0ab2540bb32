import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, matchOrganisations, statedFailure } from '../../directory/index.ts';
import { namesIn } from '../assignment/named.ts';
import { numberIn } from '../assignment/posted.ts';
import { programmeWork } from '../paths.ts';
import { handOver } from './commands.ts';
import { type Former, findFormer, itemsOfFormer, itemsShown, listFormers, type Named } from './former.ts';
import { handOverTexts } from './texts.ts';
import { FormerList, HandOverPage, namesOf } from './view.tsx';

const officers = onlyFor('programme_officer', 'programme_head');

function formerIn(read: (name: string) => string): Former | null {
  const id = numberIn(read('co-quan'));
  const name = singleSpaced(read('ten'));
  if (id !== null) return { kind: 'organisation', id };
  return name === '' ? null : { kind: 'name', name };
}

async function showList(call: Call): Promise<Response> {
  const { services, language } = call;
  const former = formerIn((name) => call.query(name));
  const found = former && (await findFormer(services.db, former, localDateOf(services.clock())));
  if (former && found) return handOverPage(call, former, call.query('ke-thua'), null);
  const pageNumber = readPageNumber(call.query('trang'));
  return page(
    call,
    { title: handOverTexts(language).title, active: 'desk' },
    <FormerList
      {...{ language, pageNumber }}
      found={await listFormers(services.db, localDateOf(services.clock()), pageNumber)}
    />,
  );
}

/** Agencies typed; what is not clear is an error of the field. */
async function successorsTyped(
  call: Call,
  typed: string,
): Promise<{ readonly successors: readonly Named[]; readonly wrong: string | null }> {
  const names = namesIn(typed).slice(0, 100);
  const known = await matchOrganisations(call.services.db, names);
  const unknown = names.find((name) => !known.has(name));
  const found = new Map([...known.values()].map(({ id, name }) => [id, { id, name }]));
  return {
    successors: [...found.values()],
    wrong: unknown === undefined ? null : handOverTexts(call.language).unknownName(unknown.slice(0, 80)),
  };
}

async function handOverPage(
  call: Call,
  former: Former,
  asked: string,
  refused: { readonly form: FormFields; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const found = await findFormer(services.db, former, localDateOf(services.clock()));
  if (!found) throw notFound();
  const typed = asked === '' ? namesOf(found.successors) : asked.slice(0, 5_000);
  const { successors, wrong } =
    asked === '' ? { successors: found.successors, wrong: null } : await successorsTyped(call, typed);
  const failure =
    wrong === null
      ? (refused?.failure ?? null)
      : { errors: { successors: wrong }, general: undefined, conflict: false, status: 422 };
  return page(
    call,
    { title: found.name, titleLang: 'vi', active: 'desk', wide: true, status: failure?.status ?? 200 },
    <HandOverPage
      {...{ language, csrfToken, former, typed, failure }}
      {...found}
      successors={wrong === null ? successors : []}
      {...(await itemsOfFormer(services.db, former, itemsShown))}
      value={(name) => refused?.form.get(name) ?? ''}
    />,
  );
}

function choicesIn(form: FormFields): ReadonlyMap<string, number | 'split'> {
  return new Map(
    form.names().flatMap((name): [string, number | 'split'][] => {
      if (!/^(task|target)-\d{1,15}$/.test(name)) return [];
      const chosen = form.get(name);
      const id = numberIn(chosen);
      if (chosen === 'split') return [[name, 'split']];
      return id === null ? [] : [[name, id]];
    }),
  );
}

async function postHandOver(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const t = handOverTexts(language);
  const former = formerIn((name) => form.get(name));
  if (!former) throw notFound();
  const typed = form.get('ke-thua');
  try {
    const { successors } = await successorsTyped(call, typed);
    if (form.get('confirm') !== '1')
      throw new InvalidInput({
        confirm: { vi: handOverTexts('vi').confirmFirst, en: handOverTexts('en').confirmFirst },
      });
    const done = await handOver(services, actor, {
      ...{ former, successors: successors.map(({ id }) => id), choices: choicesIn(form) },
      ...{ successor: numberIn(form.get('nhan')) ?? successors[0]?.id ?? 0, document: form.get('document') },
    });
    return seeOther(call, programmeWork.handOver, done > 0 ? t.done(done) : t.nothing);
  } catch (error) {
    return handOverPage(call, former, typed, { form, failure: statedFailure(error, language) });
  }
}

export const handOverRoutes: readonly Route[] = [
  readPage('task.hand_over_page', programmeWork.handOver, officers, showList),
  action('task.hand_over', programmeWork.handOver, officers, postHandOver),
];
