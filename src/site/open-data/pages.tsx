import type { Call } from '../../platform/http/call.ts';
import { anyone, download, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { dcatCatalogue } from './dcat.ts';
import { schemaOf } from './dictionary.ts';
import { datasetOf, sendFile } from './download.ts';
import { dataState, exampleRow } from './figures.ts';
import { openDataPaths } from './paths.ts';
import { catalogueMarkup, datasetMarkup } from './structured.ts';
import { openDataTexts } from './texts.ts';
import { DatasetView, OpenDataView } from './views.tsx';

async function showAll(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const t = openDataTexts(lang);
  return page(
    call,
    { title: t.title, description: t.lead, structured: catalogueMarkup(services, lang) },
    <OpenDataView lang={lang} state={await dataState(call)} known={services} />,
  );
}

async function showDataset(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const dataset = datasetOf(call);
  const state = await dataState(call);
  return page(
    call,
    {
      title: `${dataset.title[lang]} – ${openDataTexts(lang).title}`,
      description: dataset.about[lang],
      structured: datasetMarkup(services, lang, dataset, state),
    },
    <DatasetView {...{ lang, dataset, state, example: await exampleRow(call, dataset) }} known={services} />,
  );
}

/** Anybody's page and program may read these. */
const open = { 'access-control-allow-origin': '*' };

async function sendCatalogue(call: Call): Promise<Response> {
  return Response.json(dcatCatalogue(call.services, await dataState(call)), {
    headers: { ...open, 'content-type': 'application/ld+json; charset=utf-8' },
  });
}

function sendSchema(call: Call): Response {
  const dataset = datasetOf(call);
  const address = `${call.services.config.baseUrl.origin}${openDataPaths.schema(dataset.slug)}`;
  return Response.json(schemaOf(dataset, address), {
    headers: { ...open, 'content-type': 'application/schema+json; charset=utf-8' },
  });
}

/** None of these is kept with the public pages: which files are ready changes without anything public changing. */
// with filters a file is written for whoever asks
const asked = (route: Route): Route => ({ ...route, costly: 'asked' });

export const openDataRoutes: readonly Route[] = [
  pageRoute('open_data.all', openDataPaths.all, anyone, showAll),
  download('open_data.catalogue', openDataPaths.catalogue, anyone, sendCatalogue),
  download('open_data.schema', openDataPaths.schema(':dataset'), anyone, sendSchema),
  asked(pageRoute('open_data.dataset', openDataPaths.dataset(':dataset'), anyone, showDataset)),
  asked(download('open_data.file', `${openDataPaths.dataset(':dataset')}/:file`, anyone, sendFile)),
];
