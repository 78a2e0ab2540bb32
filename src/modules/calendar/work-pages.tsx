import { type LocalDate, parseLocalDate, writeDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { type FormFailure, statedFailure } from '../directory/index.ts';
import { type KeptDay, yearOf } from './calendar.ts';
import { addDay, changeDay, checkYear, importDays, removeDay, shownDay } from './commands.ts';
import { CheckForm, DayForm, PasteForm, RemovePage, RulesForm } from './form-views.tsx';
import type { TypedDay } from './inputs.ts';
import { readYear, yearOfCalendar } from './pages.tsx';
import type { LineProblem } from './pasted-list.ts';
import { calendarWork } from './paths.ts';
import { calendarKeepers, calendarReaders, mayKeep } from './policy.ts';
import { historyOf, keptDays } from './queries.ts';
import { readDeadlineRules, saveRules, type TypedRules } from './rules.ts';
import { calendarTexts } from './texts.ts';
import { WorkCalendarPage } from './views.tsx';

const keepers = onlyFor(...calendarKeepers);
const administrators = onlyFor('administrator');
const office = onlyFor(...calendarReaders);
const changed = '/quan-tri/lich-lam-viec/ngay/:day/sua';
const oneDay = '/quan-tri/lich-lam-viec/ngay/:day/bo';

export const calendarWorkRoutes: readonly Route[] = [
  pageRoute('calendar.work', calendarWork.show(), office, showWork),
  pageRoute('calendar.new_day', calendarWork.add, keepers, (call) =>
    addPage(
      call,
      typedDay(() => ''),
      null,
    ),
  ),
  action('calendar.add_day', calendarWork.add, keepers, add),
  pageRoute('calendar.paste', calendarWork.paste, keepers, (call) => pastePage(call, '', [])),
  action('calendar.import', calendarWork.paste, keepers, paste),
  pageRoute('calendar.checking', calendarWork.check(), keepers, showCheck),
  action('calendar.check_year', calendarWork.check(), keepers, check),
  pageRoute('calendar.rules', calendarWork.rules, administrators, showRules),
  action('calendar.save_rules', calendarWork.rules, administrators, changeRules),
  pageRoute('calendar.changing', changed, keepers, showChange),
  action('calendar.change_day', changed, keepers, change),
  pageRoute('calendar.removing', oneDay, keepers, showRemove),
  action('calendar.remove_day', oneDay, keepers, remove),
];

/** This year, and from October on the next one: what is announced for it is known by then, or soon. */
function nearYears(today: LocalDate): readonly number[] {
  const year = yearOf(today);
  return today.slice(5) >= '10-01' ? [year, year + 1] : [year];
}

async function showWork(call: Call): Promise<Response> {
  const { language, services, actor, today } = call;
  const { allChecked, ...shown } = await yearOfCalendar(call, false);
  return page(
    call,
    { title: calendarTexts(language).work },
    <WorkCalendarPage
      {...shown}
      keeps={mayKeep(actor, 'days')}
      keepsRules={mayKeep(actor, 'rules')}
      rules={await readDeadlineRules(services.db)}
      unchecked={nearYears(today).filter((year) => !allChecked.has(year))}
      history={await historyOf(services.db, String(shown.year))}
    />,
  );
}

function typedDay(field: (name: keyof TypedDay) => string): TypedDay {
  return {
    kind: field('kind') || 'off',
    ...{ day: field('day'), other: field('other'), name: field('name'), source: field('source') },
  };
}

function addPage(call: Call, typed: TypedDay, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: calendarTexts(lang).add, status: failure?.status ?? 200 },
    <DayForm {...{ lang, csrfToken, failure, typed }} changes={null} />,
  );
}

async function add(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = typedDay((name) => form.get(name));
  let days: readonly KeptDay[];
  try {
    days = await addDay(call.services, call.actor, typed);
  } catch (error) {
    return addPage(call, typed, statedFailure(error, call.language));
  }
  return seeOther(call, backTo(days), calendarTexts(call.language).added);
}

function backTo(days: readonly Pick<KeptDay, 'day'>[]): string {
  return calendarWork.show(days[0] && yearOf(days[0].day));
}

function pastePage(call: Call, lines: string, problems: readonly LineProblem[]): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: calendarTexts(lang).paste, status: problems.length > 0 ? 422 : 200 },
    <PasteForm {...{ lang, csrfToken, lines, problems }} />,
  );
}

async function paste(call: Call): Promise<Response> {
  const lines = (await call.form()).get('lines');
  const { days, problems } = await importDays(call.services, call.actor, lines);
  if (problems.length > 0) return pastePage(call, lines, problems);
  return seeOther(call, backTo(days), calendarTexts(call.language).imported);
}

function showCheck(call: Call): Response {
  return checkPage(call, readYear(call), '', null);
}

function checkPage(call: Call, year: number, source: string, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: calendarTexts(lang).check(year), status: failure?.status ?? 200 },
    <CheckForm {...{ lang, csrfToken, year, source, failure }} />,
  );
}

async function check(call: Call): Promise<Response> {
  const form = await call.form();
  const year = Number(form.get('nam'));
  const source = form.get('source');
  try {
    await checkYear(call.services, call.actor, { year, source });
  } catch (error) {
    return checkPage(call, year, source, statedFailure(error, call.language));
  }
  return seeOther(call, calendarWork.show(year), calendarTexts(call.language).yearChecked);
}

async function showRules(call: Call): Promise<Response> {
  const rules = await readDeadlineRules(call.services.db);
  const typed: TypedRules = {
    before: rules.beforeIsExclusive ? 'exclusive' : 'inclusive',
    ...{ shift: rules.shift, soonDays: String(rules.soonDays) },
    source: rules.source ?? calendarTexts(call.language).usualSource,
    soonIn: rules.soonInWorkingDays ? 'working_days' : 'days',
  };
  return rulesPage(call, typed, rules.version, null);
}

function rulesPage(call: Call, typed: TypedRules, version: number, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: calendarTexts(lang).rules, status: failure?.status ?? 200 },
    <RulesForm {...{ lang, csrfToken, typed, version, failure }} />,
  );
}

async function changeRules(call: Call): Promise<Response> {
  const form = await call.form();
  const typed: TypedRules = {
    ...{ before: form.get('before'), shift: form.get('shift'), soonDays: form.get('soonDays') },
    ...{ soonIn: form.get('soonIn'), source: form.get('source') },
  };
  const version = Number(form.get('version')) || 0;
  try {
    await saveRules(call.services, call.actor, typed, version);
  } catch (error) {
    return rulesPage(call, typed, version, statedFailure(error, call.language));
  }
  return seeOther(call, calendarWork.show(), calendarTexts(call.language).rulesSaved);
}

function changePage(
  call: Call,
  day: LocalDate,
  shown: string,
  { typed, failure }: { readonly typed: TypedDay; readonly failure: FormFailure | null },
): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: calendarTexts(lang).changeTitle(writeDate(day)), status: failure?.status ?? 200 },
    <DayForm {...{ lang, csrfToken, failure, typed }} changes={{ day, shown }} />,
  );
}

async function showChange(call: Call): Promise<Response> {
  const all = await keptDays(call.services.db);
  const kept = all.find(({ day }) => day === call.param('day'));
  if (!kept) throw notFound();
  // of a swap the form asks for the day off first, whichever of the two was chosen
  const other = all.find(({ day }) => day === kept.swappedWith);
  const [off, worked] = other && kept.kind === 'worked' ? [other, kept] : [kept, other];
  const typed: TypedDay = {
    ...{ kind: other ? 'swap' : kept.kind, day: writeDate(off.day) },
    ...{ other: worked ? writeDate(worked.day) : '', name: kept.name, source: kept.source },
  };
  return changePage(call, kept.day, shownDay(kept), { typed, failure: null });
}

async function change(call: Call): Promise<Response> {
  const form = await call.form();
  const day = parseLocalDate(call.param('day'));
  if (!day) throw notFound();
  const typed = typedDay((name) => form.get(name));
  const shown = form.get('shown').slice(0, 2_000);
  try {
    const days = await changeDay(call.services, call.actor, day, { ...typed, shown });
    return seeOther(call, backTo(days), calendarTexts(call.language).changed);
  } catch (error) {
    return changePage(call, day, shown, { typed, failure: statedFailure(error, call.language) });
  }
}

async function showRemove(call: Call): Promise<Response> {
  const { language: lang, csrfToken, services, param } = call;
  const kept = (await keptDays(services.db)).find(({ day }) => day === param('day'));
  if (!kept) throw notFound();
  return page(call, { title: calendarTexts(lang).remove }, <RemovePage {...{ lang, csrfToken, kept }} />);
}

async function remove(call: Call): Promise<Response> {
  await call.form();
  const day = parseLocalDate(call.param('day'));
  if (!day) throw notFound();
  await removeDay(call.services, call.actor, day);
  return seeOther(call, backTo([{ day }]), calendarTexts(call.language).removed);
}
