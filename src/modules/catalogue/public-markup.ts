import type { Language } from '../../kernel/text.ts';
import type { Services } from '../../platform/services.ts';
import { localPath } from '../../ui/site-links.ts';
import type { StructuredData } from '../../ui/structured-data.tsx';
import { publicEntry } from './paths.ts';
import type { PublicEntry } from './public-entry.ts';

/**
 * An entry in the words of schema.org: a need is a Demand (somebody seeks goods or services), a problem a CreativeWork, since
 * nothing there names a problem set for others to solve.
 */
export function entryMarkup(
  { config, installation }: Pick<Services, 'config' | 'installation'>,
  lang: Language,
  entry: PublicEntry,
): StructuredData {
  const { origin } = config.baseUrl;
  const inEnglish = lang === 'en';
  const address = `${origin}${publicEntry(entry.kind, entry.code)}`;
  const summary = inEnglish ? (entry.summaryEn ?? entry.summary) : entry.summary;
  const publisher = { '@type': 'GovernmentOrganization', name: installation.operator, url: `${origin}/` };
  const shared = {
    '@context': 'https://schema.org',
    '@id': `${address}#muc`,
    identifier: entry.code,
    name: inEnglish ? (entry.titleEn ?? entry.title) : entry.title,
    ...(summary && { description: summary }),
    url: `${origin}${localPath(lang, publicEntry(entry.kind, entry.code))}`,
  };
  const { openFrom, openTo } = entry;
  const named = entry.organisations.filter(({ role }) => role === 'lead' || role === 'in_need');
  const organisations = named.map(({ name }) => ({ '@type': 'Organization', name: name[lang] }));
  if (entry.kind === 'needs')
    return {
      ...shared,
      '@type': 'Demand',
      ...(openFrom && { availabilityStarts: openFrom }),
      ...(openTo && { availabilityEnds: openTo }),
      ...(installation.place && { areaServed: installation.place }),
      // an organisation seeks; the word that leads back is not in the vocabulary
      ...(organisations.length > 0 && { '@reverse': { seeks: organisations } }),
    };
  return {
    ...shared,
    '@type': 'CreativeWork',
    inLanguage: inEnglish && entry.titleEn ? 'en' : 'vi',
    ...(entry.publishedOn && { datePublished: entry.publishedOn }),
    dateModified: entry.updatedOn,
    ...(entry.keywords.length > 0 && { keywords: [...entry.keywords] }),
    ...(organisations.length > 0 && { sourceOrganization: organisations }),
    about: entry.sectors.map(({ name }) => name[lang]),
    license: config.openDataLicence,
    isAccessibleForFree: true,
    publisher,
    isPartOf: { '@type': 'Dataset', '@id': `${origin}/du-lieu-mo/bai-toan#bo-du-lieu` },
  };
}
