import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { writeDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { rowWorkbook, type WorkbookCell } from '../../../office/compose/row-workbook.ts';
import { composeTable } from '../../../office/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { anyone, download, type Route } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { type FigureForm, figureForms, programmePaths } from '../paths.ts';
import { goalOf, nameIn, periodName } from './parts.tsx';
import { findOpenTarget, type OpenTarget } from './target-queries.ts';
import { openTexts } from './texts.ts';

/** Figures of one file: some forty years of months, each with corrections. */
const mostFigures = 1_000;

/** The figures of a target as a table of its own: a period by its key and by its name, numbers as numbers. */
function tableOf(lang: Language, target: OpenTarget) {
  const t = openTexts(lang);
  const head = [
    ...[t.periodKey, t.period, t.scope, t.figure, t.inWords, t.unit, t.asOf, t.estimateColumn, t.source],
  ];
  const rows = target.actuals
    .slice(0, mostFigures)
    .map((one): readonly WorkbookCell[] => [
      ...[one.period, periodName(lang, one.period), one.scope, one.value, one.words, target.unit],
      ...[one.asOf, one.estimate ? t.yes : t.no, one.source],
    ]);
  const cut = target.actuals.length > mostFigures ? t.cutFigures(formatNumber(lang, mostFigures, 0)) : null;
  return { head, rows, cut };
}

async function workbook({ services, today }: Call, lang: Language, target: OpenTarget): Promise<Uint8Array> {
  const t = openTexts(lang);
  const { head, rows, cut } = tableOf(lang, target);
  const { config, installation } = services;
  const notes = [
    [t.target, `${target.code} ${nameIn(lang, target)}`],
    [t.goal, goalOf(lang, target)],
    [t.inPlan, nameIn(lang, { name: target.planTitle, nameEn: target.planTitleEn })],
    [t.source, `${installation.operator}, ${config.baseUrl.origin}${programmePaths.target(target.code)}`],
    [t.licence, config.openDataLicence],
    [t.takenOn, writeDate(today)],
    ...(target.illustrative ? [[t.madeUp]] : []),
    ...(cut === null ? [] : [[cut]]),
  ];
  async function* once() {
    yield rows;
  }
  return buffer(rowWorkbook({ sheet: t.figure, head, rows: once(), notes: { sheet: t.about, rows: notes } }));
}

async function commaSeparated(lang: Language, target: OpenTarget): Promise<Uint8Array> {
  const { head, rows, cut } = tableOf(lang, target);
  // the last line says it where nothing else can
  const last = cut === null ? [] : [[...head.slice(1).map(() => ''), cut]];
  return composeTable(
    {
      ...{ number: null, title: target.code, caption: null },
      columns: head.map((header) => ({ header, width: 30 })),
      rows: [...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))), ...last],
    },
    'csv',
  );
}

const file =
  (form: FigureForm) =>
  async (call: Call): Promise<Response> => {
    const lang: Language = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
    const target = await findOpenTarget(call.services.db, call.param('code'), mostFigures + 1);
    if (!target) throw notFound();
    const bytes = form === 'xlsx' ? await workbook(call, lang, target) : await commaSeparated(lang, target);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const headers = attachmentHeaders(`${target.code}.${form}`, sha256, true);
    if (call.request.headers.get('if-none-match') === headers.get('etag'))
      return new Response(null, { status: 304, headers });
    headers.set('content-length', String(bytes.length));
    return new Response(new Uint8Array(bytes), { headers });
  };

export const figureRoutes: readonly Route[] = figureForms.map((form) => ({
  ...download(`targets.figures_${form}`, programmePaths.figures(':code', form), anyone, file(form)),
  costly: 'always' as const,
}));
