import { readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import { localPath } from '../../../ui/site-links.ts';
import type { StructuredData } from '../../../ui/structured-data.tsx';
import { programmePaths } from '../paths.ts';
import { goalOf, nameIn, titleOf } from './parts.tsx';
import type { OpenPlan } from './plan-queries.ts';
import type { OpenTarget } from './target-queries.ts';

type Known = Pick<Services, 'config' | 'installation'>;

const publisherOf = ({ config, installation }: Known) => ({
  '@type': 'GovernmentOrganization',
  name: installation.operator,
  url: `${config.baseUrl.origin}/`,
});

/** A plan in the words of schema.org: a work that was issued; nothing there names a plan or its tasks. Of what is made up there is none. */
export function planMarkup(known: Known, lang: Language, plan: OpenPlan): StructuredData | null {
  if (plan.illustrative) return null;
  const { origin } = known.config.baseUrl;
  const { from, to, issued, issuer } = plan;
  return {
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    '@id': `${origin}${programmePaths.plan(plan.code)}#ke-hoach`,
    identifier: plan.number ?? plan.code,
    name: titleOf(lang, plan),
    url: `${origin}${localPath(lang, programmePaths.plan(plan.code))}`,
    inLanguage: lang === 'en' && plan.titleEn ? 'en' : 'vi',
    ...(issued && { datePublished: issued }),
    ...(from && to && { temporalCoverage: `${from}/${to}` }),
    ...(issuer && { sourceOrganization: { '@type': 'GovernmentOrganization', name: nameIn(lang, issuer) } }),
    license: known.config.openDataLicence,
    isAccessibleForFree: true,
    publisher: publisherOf(known),
  };
}

/** The figures of a target as a data set; null before there is one, and for what is made up. */
export function targetMarkup(known: Known, lang: Language, target: OpenTarget): StructuredData | null {
  const periods = target.actuals.flatMap(({ period }) => readPeriod(period) ?? []);
  if (target.illustrative || periods.length === 0) return null;
  const { origin } = known.config.baseUrl;
  const [first] = periods.map(({ from }) => from).toSorted();
  const last = periods
    .map(({ to }) => to)
    .toSorted()
    .at(-1);
  const owners = target.owners.map((one) => ({ '@type': 'Organization', name: nameIn(lang, one) }));
  const goal = goalOf(lang, target);
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': `${origin}${programmePaths.target(target.code)}#so-lieu`,
    identifier: target.code,
    name: nameIn(lang, target),
    description: [
      nameIn(lang, target),
      goal,
      nameIn(lang, { name: target.planTitle, nameEn: target.planTitleEn }),
    ]
      .filter(Boolean)
      .join('; '),
    url: `${origin}${localPath(lang, programmePaths.target(target.code))}`,
    variableMeasured: {
      '@type': 'PropertyValue',
      name: nameIn(lang, target),
      ...(target.unit && { unitText: target.unit }),
    },
    temporalCoverage: `${first}/${last}`,
    creator: owners.length > 0 ? owners : publisherOf(known),
    publisher: publisherOf(known),
    license: known.config.openDataLicence,
    isAccessibleForFree: true,
    isPartOf: { '@type': 'Dataset', '@id': `${origin}/du-lieu-mo/chi-tieu#bo-du-lieu` },
    distribution: [
      download('text/csv', origin + programmePaths.figures(target.code, 'csv')),
      download(
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        origin + programmePaths.figures(target.code, 'xlsx'),
      ),
      download('application/json', origin + programmePaths.targetForPrograms(target.code)),
    ],
  };
}

const download = (encodingFormat: string, contentUrl: string) => ({
  ...{ '@type': 'DataDownload', encodingFormat, contentUrl },
});
