import { PATHS } from '../../ui/site-links.ts';
import type { FormatName } from './formats.ts';

/** Addresses of the open data; they never change. */
export const openDataPaths = {
  all: PATHS.openData,
  catalogue: `${PATHS.openData}/danh-muc.jsonld`,
  dataset: (slug: string) => `${PATHS.openData}/${slug}`,
  schema: (slug: string) => `${PATHS.openData}/${slug}/luoc-do.json`,
  file: (slug: string, format: FormatName, query = '') =>
    `${PATHS.openData}/${slug}/du-lieu.${format}${query}`,
};
