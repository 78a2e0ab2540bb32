import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { byName, mostTiles } from '../../../ui/charts/tile-map.tsx';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, statedFailure } from '../../directory/index.ts';
import { layCommunes, restoreLayout } from './commands.ts';
import { columnField, rowField, type TypedLayout } from './inputs.ts';
import { communePaths } from './paths.ts';
import { type LaidCommune, laidCommunes, layouts } from './queries.ts';
import { communeTexts } from './texts.ts';
import { LayoutPage } from './views.tsx';

const keepers = onlyFor('programme_head', 'administrator');

const typedAs = (column: number | null, row: number | null) => ({
  ...{ column: column === null ? '' : String(column), row: row === null ? '' : String(row) },
});

/** A place for each in the order of their names: something to begin with. */
function filled(communes: readonly LaidCommune[]): TypedLayout['places'] {
  const columns = Math.min(mostTiles.columns, Math.max(8, Math.ceil(communes.length / mostTiles.rows)));
  return new Map(
    byName(communes).map(({ code }, at) => [code, typedAs((at % columns) + 1, Math.floor(at / columns) + 1)]),
  );
}

async function layoutPage(
  call: Call,
  refused: { readonly typed: TypedLayout; readonly version: string; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, language: lang, csrfToken } = call;
  const communes = await laidCommunes(services.db);
  const kept = await layouts(services.db);
  const version = String(kept[0]?.id ?? 0);
  const places =
    call.query('dien-san') === '1'
      ? filled(communes)
      : new Map(communes.map(({ code, column, row }) => [code, typedAs(column, row)]));
  return page(
    call,
    {
      ...{ title: communeTexts(lang).title, active: 'desk', wide: true, charts: true },
      status: refused?.failure.status ?? 200,
    },
    <LayoutPage
      {...{ lang, csrfToken, communes, layouts: kept, failure: refused?.failure ?? null }}
      typed={refused?.typed ?? { places, source: kept[0]?.source ?? '' }}
      // who was overtaken has read so, and saves over it knowingly
      version={refused && !refused.failure.conflict ? refused.version : version}
    />,
  );
}

const versionIn = (typed: string) => (/^\d{1,15}$/.test(typed) ? Number(typed) : -1);

async function postLayout(call: Call): Promise<Response> {
  const form = await call.form();
  const codes = form.names().flatMap((name) => (name.startsWith('cot-') ? [name.slice(4)] : []));
  const typed: TypedLayout = {
    places: new Map(
      codes.map((code) => [code, { column: form.get(columnField(code)), row: form.get(rowField(code)) }]),
    ),
    source: form.get('source'),
  };
  const version = form.get('version');
  try {
    await layCommunes(call.services, call.actor, typed, versionIn(version));
  } catch (error) {
    return layoutPage(call, { typed, version, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, communePaths.layout, communeTexts(call.language).saved);
}

async function postRestore(call: Call): Promise<Response> {
  const form = await call.form();
  await restoreLayout(call.services, call.actor, versionIn(form.get('id')), versionIn(form.get('version')));
  return seeOther(call, communePaths.layout, communeTexts(call.language).restored);
}

export const communeRoutes: readonly Route[] = [
  readPage('commune.layout', communePaths.layout, keepers, (call) => layoutPage(call, null)),
  action('commune.lay_out', communePaths.layout, keepers, postLayout),
  action('commune.restore_layout', communePaths.restore, keepers, postRestore),
];
