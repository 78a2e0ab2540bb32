import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodOf, periodsBetween } from '../../../kernel/periods.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { type Upload, UploadRefused } from '../../../platform/http/upload.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { mostAttachmentBytes } from '../../catalogue/index.ts';
import { type FormFailure, newToken, readId, statedFailure } from '../../directory/index.ts';
import { openKeptFile, sealKeptFile } from '../../documents/index.ts';
import { programmeWork } from '../paths.ts';
import { authoriseProgramme, programmeEditors } from '../policy.ts';
import { Doubted, type TypedActual } from './actual-inputs.ts';
import { correctActual, enterActual, type SentFile } from './actuals.ts';
import { closeTarget, reopenTarget } from './closing.ts';
import { EndPage, type TypedEnd } from './end-view.tsx';
import { FigureForm } from './figure-form.tsx';
import { isHeading, loadTargets } from './load.ts';
import { judgedInWords } from './outlook.ts';
import {
  actualsOf,
  answersFor,
  findTarget,
  type ListedActual,
  planHeld,
  type TargetInWork,
} from './queries.ts';
import { targetTexts } from './texts.ts';
import { setTargetWay } from './way.ts';
import { WayForm } from './way-form.tsx';
import type { TypedWay } from './way-inputs.ts';

const editors = onlyFor(...programmeEditors);
const deciders = onlyFor('programme_head', 'agency_officer');

/** A target of which the person enters figures; who only reads it is told so. */
async function openFor(call: Call, may: 'figures' | 'edit' | 'decide'): Promise<TargetInWork> {
  const { services, actor } = call;
  const target = await findTarget(services.db, actor, readId(call, 'id'), call.language);
  const plan = planHeld(target);
  if (may !== 'figures' || !answersFor(actor, target))
    authoriseProgramme(actor, may === 'decide' ? 'decide' : 'edit', plan);
  return target;
}

interface RefusedFigure {
  readonly typed: TypedActual;
  readonly failure: FormFailure;
  readonly doubted: Doubted | null;
  readonly file: SentFile | null;
  readonly key: string;
}

/** Periods offered beside those since figures are owed: what was before is told too. */
const earlierPeriods: Readonly<Record<Period['cadence'], number>> = {
  month: 24,
  quarter: 12,
  half_year: 8,
  year: 8,
};

function periodsFor({ frequency }: TargetInWork, today: LocalDate): readonly string[] {
  const year = Number(today.slice(0, 4));
  const from = `${year - Math.ceil(earlierPeriods[frequency] / { month: 12, quarter: 4, half_year: 2, year: 1 }[frequency])}-01-01`;
  return periodsBetween(frequency, from as LocalDate, today)
    .map(({ key }) => key)
    .reverse();
}

async function figurePage(
  call: Call,
  target: TargetInWork,
  refused: RefusedFigure | null,
): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const former = await formerOf(call, target);
  const [loaded] = await loadTargets(services.db, [target.id], today);
  if (!loaded) throw notFound();
  const { aims, direction } = loaded.target;
  const typed = refused?.typed ?? (former ? typedOf(former) : emptyFigure(target, today));
  const periods = periodsFor(target, today);
  const t = targetTexts(lang);
  const doubted = refused?.doubted ?? null;
  return page(
    call,
    {
      ...{
        title: former ? t.correctTitle : t.enterTitle,
        active: 'desk',
        status: refused?.failure.status ?? 200,
      },
      illustrative: target.plan.illustrative,
    },
    <FigureForm
      {...{ lang, csrfToken, target, typed }}
      periods={typed.period === '' || periods.includes(typed.period) ? periods : [...periods, typed.period]}
      scopes={aims.flatMap(({ value }) => value.scope ?? [])}
      inWords={isHeading(loaded) || aims.every((aim) => judgedInWords(aim, direction))}
      corrects={former?.id ?? null}
      formKey={refused?.key ?? newToken()}
      kept={refused?.file ? { name: refused.file.name, sealed: sealed(call, refused.file) } : null}
      errors={refused?.failure.errors ?? {}}
      general={refused?.failure.general}
      asked={doubted && { doubts: doubted.doubts, key: doubted.asked }}
    />,
  );
}

/** The figure that is corrected, where the address names one. */
async function formerOf(call: Call, target: TargetInWork): Promise<ListedActual | null> {
  if (call.param('figure') === '') return null;
  const [figure] = await actualsOf(call.services.db, target.id, call.language, readId(call, 'figure'));
  if (!figure) throw notFound();
  return figure;
}

function typedOf(actual: ListedActual): TypedActual {
  return {
    ...{ period: actual.period, scope: actual.scope ?? '', words: actual.words ?? '', source: actual.source },
    value: actual.value === null ? '' : formatNumber('vi', actual.value, 12),
    fulfilled: actual.fulfilled === null ? '' : actual.fulfilled ? 'yes' : 'no',
    ...{
      asOf: formatDate('vi', actual.asOf),
      estimate: actual.estimate ? '1' : '',
      reason: '',
      confirmed: '',
    },
  };
}

/** The period that ended last is told of most. */
function emptyFigure({ frequency }: TargetInWork, today: LocalDate): TypedActual {
  const now = periodOf(frequency, today);
  const before =
    periodsBetween(frequency, `${Number(today.slice(0, 4)) - 1}-01-01` as LocalDate, today).at(-2) ?? now;
  return {
    ...{
      period: before.key,
      scope: '',
      value: '',
      words: '',
      fulfilled: '',
      asOf: formatDate('vi', before.to),
    },
    ...{ estimate: '', source: '', reason: '', confirmed: '' },
  };
}

function accountOf({ actor }: Call): number {
  if (actor.kind === 'account') return actor.id;
  throw notFound();
}

const sealed = (call: Call, file: SentFile) =>
  sealKeptFile(
    { ...file, mediaType: 'application/octet-stream' },
    accountOf(call),
    call.services.config.secretKey,
  );

/** The file just sent, else the one kept since the form was sent before. */
async function fileIn(call: Call, { files, fields }: Upload): Promise<SentFile | null> {
  const sent = files.find(({ field }) => field === 'file');
  if (sent) return { sha256: sent.sha256, size: sent.size, name: sent.name };
  const { config, files: store } = call.services;
  const kept = fields.get('kept')
    ? openKeptFile(fields.get('kept'), accountOf(call), config.secretKey)
    : null;
  if (!kept || !(await store.renew(kept.sha256))) return null;
  return { sha256: kept.sha256, size: kept.size, name: kept.name };
}

const typedIn = (form: FormFields): TypedActual => ({
  ...{
    period: form.get('period'),
    scope: form.get('scope'),
    value: form.get('value'),
    words: form.get('words'),
  },
  ...{ fulfilled: form.get('fulfilled'), asOf: form.get('asOf'), estimate: form.get('estimate') },
  ...{ source: form.get('source'), reason: form.get('reason'), confirmed: form.get('confirmed') },
});

const keyIn = (form: FormFields) => form.get('key').slice(0, 100) || newToken();

async function postFigure(call: Call): Promise<Response> {
  const target = await openFor(call, 'figures');
  const { services, actor, language } = call;
  const t = targetTexts(language);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: mostAttachmentBytes, files: 1 });
  } catch (error) {
    if (!(error instanceof UploadRefused)) throw error;
    const failure = {
      errors: { file: error.text[language] },
      general: undefined,
      conflict: false,
      status: 413,
    };
    const typed = typedIn(error.fields);
    const key = keyIn(error.fields);
    return figurePage(call, target, { typed, failure, doubted: null, file: null, key });
  }
  const typed = typedIn(upload.fields);
  const file = await fileIn(call, upload);
  const key = keyIn(upload.fields);
  const former = await formerOf(call, target);
  try {
    const known = await actualsOf(services.db, target.id, call.language);
    const version = upload.fields.get('version') === '' ? {} : { version: versionIn(upload.fields) };
    const figure = { ...typed, file, key };
    const entered = former
      ? await correctActual(services, actor, target.id, former.id, figure)
      : await enterActual(services, actor, target.id, { ...figure, ...version });
    const again = known.some(({ id }) => id === entered);
    const said = former ? t.correctedDone : t.entered;
    return seeOther(call, programmeWork.target(target.id), again ? t.keptAlready : said);
  } catch (error) {
    const failure = statedFailure(error, language);
    // sent once more it is something new, whatever its form was kept with
    const [standing, next] = failure.conflict ? [await openFor(call, 'figures'), newToken()] : [target, key];
    return figurePage(call, standing, {
      ...{ typed, failure, key: next },
      // what is no document is not kept for the next time
      file: failure.errors.file ? null : file,
      doubted: error instanceof Doubted ? error : null,
    });
  }
}

const number = (value: number | null) => (value === null ? '' : formatNumber('vi', value, 12));
const day = (value: LocalDate | null) => (value === null ? '' : formatDate('vi', value));

/** Years on the way of which levels are asked at most. */
const levelYears = 10;

function wayOf(target: TargetInWork, today: LocalDate): TypedWay {
  const first = Number(today.slice(0, 4));
  const last = target.until === null ? first + 5 : Number(target.until.slice(0, 4)) - 1;
  const years = Array.from(
    { length: Math.min(levelYears, Math.max(0, last - first + 1)) },
    (_, index) => first + index,
  );
  const levels = Object.fromEntries(years.map((year) => [String(year), '']));
  for (const { year, min, max } of target.levels)
    levels[String(year)] =
      min !== null && max !== null && min !== max ? `${number(min)} - ${number(max)}` : number(min ?? max);
  return {
    ...{ direction: target.direction, frequency: target.frequency, until: day(target.until) },
    ...{ baseline: number(target.baseline), baselineOn: day(target.baselineOn) },
    ...{ baselineSource: target.baselineSource ?? '', levels, least: number(target.least) },
    ...{ most: number(target.most), owners: target.owners.map(({ name }) => name).join('\n'), document: '' },
  };
}

async function wayPage(
  call: Call,
  refused: { readonly typed: TypedWay; readonly version: number; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const target = await openFor(call, 'edit');
  const [loaded] = await loadTargets(services.db, [target.id], today);
  const again = refused && !refused.failure.conflict;
  return page(
    call,
    {
      ...{ title: targetTexts(lang).way.title, active: 'desk', status: refused?.failure.status ?? 200 },
      illustrative: target.plan.illustrative,
    },
    <WayForm
      {...{ lang, csrfToken, target }}
      typed={refused?.typed ?? wayOf(target, today)}
      version={again ? refused.version : target.version}
      levelled={loaded !== undefined && loaded.target.aims.length === 1 && target.direction !== 'none'}
      errors={refused?.failure.errors ?? {}}
      general={refused?.failure.general}
    />,
  );
}

const versionIn = (form: FormFields) =>
  /^\d{1,9}$/.test(form.get('version')) ? Number(form.get('version')) : 0;

async function postWay(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const levels = form.names().flatMap((name) => {
    const year = /^level-(\d{4})$/.exec(name)?.[1];
    return year === undefined ? [] : [[year, form.get(name)] as const];
  });
  const typed: TypedWay = {
    ...{ direction: form.get('direction'), frequency: form.get('frequency'), until: form.get('until') },
    ...{ baseline: form.get('baseline'), baselineOn: form.get('baselineOn') },
    ...{ baselineSource: form.get('baselineSource'), levels: Object.fromEntries(levels.slice(0, 50)) },
    ...{ least: form.get('least'), most: form.get('most'), owners: form.get('owners') },
    document: form.get('document'),
  };
  const version = versionIn(form);
  try {
    await setTargetWay(services, actor, id, typed, version);
  } catch (error) {
    return wayPage(call, { typed, version, failure: statedFailure(error, language) });
  }
  return seeOther(call, programmeWork.target(id), targetTexts(language).waySaved);
}

async function endPage(
  call: Call,
  refused: { readonly typed: TypedEnd; readonly version: number; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { language: lang, csrfToken, today } = call;
  const target = await openFor(call, 'decide');
  const { closing } = targetTexts(lang);
  const again = refused && !refused.failure.conflict;
  return page(
    call,
    {
      ...{ title: target.closed ? closing.reopenTitle : closing.title, active: 'desk' },
      ...{ status: refused?.failure.status ?? 200, illustrative: target.plan.illustrative },
    },
    <EndPage
      {...{ lang, csrfToken, target }}
      typed={refused?.typed ?? { on: formatDate('vi', today), document: '', words: '' }}
      version={again ? refused.version : target.version}
      errors={refused?.failure.errors ?? {}}
      general={refused?.failure.general}
    />,
  );
}

async function postEnd(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const typed = { on: form.get('on'), document: form.get('document'), words: form.get('words') };
  const version = versionIn(form);
  const t = targetTexts(language);
  const reopens = form.get('do') === 'mo-lai';
  try {
    if (reopens) await reopenTarget(services, actor, id, { words: typed.words, version });
    else await closeTarget(services, actor, id, { ...typed, version });
  } catch (error) {
    return endPage(call, { typed, version, failure: statedFailure(error, language) });
  }
  return seeOther(call, programmeWork.target(id), reopens ? t.reopened : t.closedDone);
}

/** The form for a figure, asked for by whoever may enter one of a target that is followed. */
async function showFigureForm(call: Call): Promise<Response> {
  return figurePage(call, await openFor(call, 'figures'), null);
}

const one = '/ban-lam-viec/chi-tieu/:id';

export const targetFormRoutes: readonly Route[] = [
  readPage('target.enter', `${one}/so-lieu`, editors, showFigureForm),
  action('target.measure', `${one}/so-lieu`, editors, postFigure),
  readPage('target.change_figure', `${one}/so-lieu/:figure`, editors, showFigureForm),
  action('target.correct', `${one}/so-lieu/:figure`, editors, postFigure),
  readPage('target.way', `${one}/lo-trinh`, editors, (call) => wayPage(call, null)),
  action('target.set_way', `${one}/lo-trinh`, editors, postWay),
  readPage('target.ending', `${one}/ket-thuc`, deciders, (call) => endPage(call, null)),
  action('target.end', `${one}/ket-thuc`, deciders, postEnd),
];
