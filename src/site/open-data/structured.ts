import type { Language } from '../../kernel/text.ts';
import type { Services } from '../../platform/services.ts';
import { localPath } from '../../ui/site-links.ts';
import { type Dataset, datasets } from './datasets.ts';
import type { DataState } from './figures.ts';
import { formatNames, formats } from './formats.ts';
import { openDataPaths } from './paths.ts';

type Known = Pick<Services, 'config' | 'installation'>;

const publisherOf = ({ config, installation }: Known) => ({
  '@type': 'GovernmentOrganization',
  name: installation.operator,
  url: `${config.baseUrl.origin}/`,
});

/** A data set in the words of schema.org, as search engines for data read it. */
export function datasetMarkup(known: Known, lang: Language, dataset: Dataset, state: DataState) {
  const { origin } = known.config.baseUrl;
  const { changedAt } = state.figures[dataset.name];
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': `${origin}${openDataPaths.dataset(dataset.slug)}#bo-du-lieu`,
    name: dataset.title[lang],
    description: dataset.about[lang],
    url: `${origin}${localPath(lang, openDataPaths.dataset(dataset.slug))}`,
    inLanguage: ['vi', 'en'],
    keywords: [...dataset.keywords[lang]],
    isAccessibleForFree: true,
    license: known.config.openDataLicence,
    creator: publisherOf(known),
    ...(known.installation.place && { spatialCoverage: known.installation.place }),
    ...(state.years && { temporalCoverage: `${state.years.from}/${state.years.to}` }),
    ...(changedAt && { dateModified: changedAt.toISOString() }),
    includedInDataCatalog: { '@type': 'DataCatalog', url: `${origin}${openDataPaths.all}` },
    variableMeasured: Object.keys(dataset.fields),
    distribution: formatNames.map((format) => ({
      '@type': 'DataDownload',
      encodingFormat: formats[format].mediaType,
      contentUrl: `${origin}${openDataPaths.file(dataset.slug, format)}`,
    })),
  };
}

export function catalogueMarkup(known: Known, lang: Language) {
  const { origin } = known.config.baseUrl;
  return {
    '@context': 'https://schema.org',
    '@type': 'DataCatalog',
    name: lang === 'vi' ? 'Dữ liệu mở' : 'Open data',
    url: `${origin}${localPath(lang, openDataPaths.all)}`,
    license: known.config.openDataLicence,
    publisher: publisherOf(known),
    dataset: datasets.map((dataset) => ({
      '@type': 'Dataset',
      '@id': `${origin}${openDataPaths.dataset(dataset.slug)}#bo-du-lieu`,
      name: dataset.title[lang],
      description: dataset.about[lang],
      url: `${origin}${localPath(lang, openDataPaths.dataset(dataset.slug))}`,
    })),
  };
}
