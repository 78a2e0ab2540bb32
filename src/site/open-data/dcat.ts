import type { Text } from '../../kernel/text.ts';
import type { Services } from '../../platform/services.ts';
import { type Dataset, datasets } from './datasets.ts';
import type { DataState } from './figures.ts';
import { formatNames, formats } from './formats.ts';
import { openDataPaths } from './paths.ts';

type Node = Readonly<Record<string, unknown>>;

const authority = 'http://publications.europa.eu/resource/authority';

/** Written out, so that a program needs nothing from elsewhere to read it. */
const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dcatap: 'http://data.europa.eu/r5r/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const words = ({ vi, en }: Text) => [
  { '@language': 'vi', '@value': vi },
  { '@language': 'en', '@value': en },
];
const instant = (at: Date) => ({ '@type': 'xsd:dateTime', '@value': at.toISOString() });
const concept = (address: string) => ({ '@id': address, '@type': 'skos:Concept' });
const languages = ['VIE', 'ENG'].map((code) => ({
  '@id': `${authority}/language/${code}`,
  '@type': 'dct:LinguisticSystem',
}));

/** The catalogue of the data sets in the words of DCAT-AP 3, as JSON-LD. */
export function dcatCatalogue(
  { config, installation }: Pick<Services, 'config' | 'installation'>,
  state: DataState,
): Node {
  const { origin } = config.baseUrl;
  const licence = { '@id': config.openDataLicence, '@type': 'dct:LicenseDocument' };
  const publisher = {
    '@id': `${origin}/#don-vi`,
    '@type': 'foaf:Agent',
    'foaf:name': [{ '@language': 'vi', '@value': installation.operator }],
    'dct:type': concept('http://purl.org/adms/publishertype/RegionalAuthority'),
  };
  const contact = contactOf(origin, installation);
  const shared = { origin, licence, publisher, contact, place: installation.place };
  return {
    '@context': context,
    '@id': `${origin}${openDataPaths.all}#danh-muc`,
    '@type': 'dcat:Catalog',
    'dct:title': words({
      vi: 'Dữ liệu mở về bài toán và nhu cầu công nghệ',
      en: 'Open data on problems and technology needs',
    }),
    'dct:description': words({
      vi: 'Bài toán lớn, nhu cầu công nghệ, kết quả, văn bản và cơ quan đã công bố.',
      en: 'Published major problems, technology needs, outcomes, documents and organisations.',
    }),
    'dct:publisher': publisher,
    'dct:license': licence,
    'dct:language': languages,
    'dct:spatial': placeOf(shared.place),
    'foaf:homepage': { '@id': `${origin}/`, '@type': 'foaf:Document' },
    'dcat:themeTaxonomy': { '@id': `${authority}/data-theme`, '@type': 'skos:ConceptScheme' },
    ...modifiedAt(newest(Object.values(state.figures).map(({ changedAt }) => changedAt))),
    'dcat:dataset': datasets.map((dataset) => datasetNode(dataset, state, shared)),
    'dcat:service': serviceOf(shared),
  };
}

interface Shared {
  readonly origin: string;
  readonly licence: Node;
  readonly publisher: Node;
  readonly contact: Node;
  readonly place: string;
}

function contactOf(origin: string, { operator, email, phone }: Services['installation']): Node {
  return {
    '@id': `${origin}/#lien-he`,
    '@type': 'vcard:Organization',
    'vcard:fn': operator,
    ...(email && { 'vcard:hasEmail': { '@id': `mailto:${email}` } }),
    ...(phone && { 'vcard:hasTelephone': { '@id': `tel:${phone.replace(/[^\d+]/g, '')}` } }),
    'vcard:hasURL': { '@id': `${origin}/` },
  };
}

function placeOf(place: string): readonly Node[] {
  const country = { '@id': `${authority}/country/VNM`, '@type': 'dct:Location' };
  if (place === '') return [country];
  return [country, { '@type': 'dct:Location', 'rdfs:label': { '@language': 'vi', '@value': place } }];
}

function newest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.flatMap((at) => (at ? [at.getTime()] : []));
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}

const modifiedAt = (at: Date | null) => (at ? { 'dct:modified': instant(at) } : {});

function datasetNode(dataset: Dataset, state: DataState, shared: Shared): Node {
  const { origin, publisher, contact } = shared;
  const page = `${origin}${openDataPaths.dataset(dataset.slug)}`;
  const { years } = state;
  return {
    '@id': `${page}#bo-du-lieu`,
    '@type': 'dcat:Dataset',
    'dct:identifier': page,
    'dct:title': words(dataset.title),
    'dct:description': words(dataset.about),
    'dcat:keyword': (['vi', 'en'] as const).flatMap((language) =>
      dataset.keywords[language].map((word) => ({ '@language': language, '@value': word })),
    ),
    'dcat:theme': [concept(`${authority}/data-theme/TECH`), concept(`${authority}/data-theme/GOVE`)],
    'dct:publisher': { '@id': publisher['@id'] },
    'dcat:contactPoint': contact,
    'dct:accessRights': { '@id': `${authority}/access-right/PUBLIC`, '@type': 'dct:RightsStatement' },
    'dct:accrualPeriodicity': { '@id': `${authority}/frequency/IRREG`, '@type': 'dct:Frequency' },
    'dct:language': languages,
    'dct:spatial': placeOf(shared.place),
    ...(years && {
      'dct:temporal': {
        '@type': 'dct:PeriodOfTime',
        'dcat:startDate': { '@type': 'xsd:date', '@value': `${years.from}-01-01` },
        'dcat:endDate': { '@type': 'xsd:date', '@value': `${years.to}-12-31` },
      },
    }),
    ...modifiedAt(state.figures[dataset.name].changedAt),
    'dct:conformsTo': { '@id': `${origin}${openDataPaths.schema(dataset.slug)}`, '@type': 'dct:Standard' },
    'dcat:landingPage': { '@id': page, '@type': 'foaf:Document' },
    'dcat:distribution': formatNames.map((format) => distributionNode(dataset, format, state, shared)),
  };
}

function distributionNode(
  dataset: Dataset,
  format: (typeof formatNames)[number],
  state: DataState,
  { origin, licence }: Shared,
): Node {
  const address = `${origin}${openDataPaths.file(dataset.slug, format)}`;
  const { mediaType, authority: type, label } = formats[format];
  const ready = state.files.find((file) => file.dataset === dataset.name && file.format === format);
  return {
    '@id': `${address}#tep`,
    '@type': 'dcat:Distribution',
    'dct:title': words({ vi: `${dataset.title.vi}, ${label}`, en: `${dataset.title.en}, ${label}` }),
    'dcat:accessURL': { '@id': `${origin}${openDataPaths.dataset(dataset.slug)}` },
    'dcat:downloadURL': { '@id': address },
    'dct:format': { '@id': `${authority}/file-type/${type}`, '@type': 'dct:MediaTypeOrExtent' },
    'dcat:mediaType': {
      '@id': `https://www.iana.org/assignments/media-types/${mediaType}`,
      '@type': 'dct:MediaType',
    },
    'dct:license': { '@id': licence['@id'] },
    'dcatap:availability': concept(
      'http://publications.europa.eu/resource/authority/planned-availability/STABLE',
    ),
    'dct:conformsTo': { '@id': `${origin}${openDataPaths.schema(dataset.slug)}` },
    ...(ready && {
      'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(ready.size) },
      'dct:modified': instant(ready.preparedAt),
      'spdx:checksum': {
        '@type': 'spdx:Checksum',
        'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
        'spdx:checksumValue': { '@type': 'xsd:hexBinary', '@value': ready.sha256 },
      },
    }),
  };
}

function serviceOf({ origin, licence, publisher }: Shared): Node {
  return {
    '@id': `${origin}/api/v1#dich-vu`,
    '@type': 'dcat:DataService',
    'dct:title': words({ vi: 'API công khai', en: 'Public API' }),
    'dcat:endpointURL': { '@id': `${origin}/api/v1` },
    'dcat:endpointDescription': { '@id': `${origin}/api/v1/openapi.json` },
    'dct:publisher': { '@id': publisher['@id'] },
    'dct:license': { '@id': licence['@id'] },
    'dcat:landingPage': { '@id': `${origin}/api`, '@type': 'foaf:Document' },
    'dcat:servesDataset': datasets
      .filter(({ api }) => api !== null)
      .map(({ slug }) => ({ '@id': `${origin}${openDataPaths.dataset(slug)}#bo-du-lieu` })),
  };
}
