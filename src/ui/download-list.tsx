import { PATHS } from './site-links.ts';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

const formats = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
  ['json', 'JSON'],
] as const;

/** What a public list shows, as files: all its pages with the same filters. `query` begins with `?` or is empty. */
export function DownloadList(props: { readonly lang: Lang; readonly slug: string; readonly query: string }) {
  const t = texts(props.lang).downloadList;
  return (
    <nav class="download-list screen-only" aria-label={t.title}>
      <p>{t.title}</p>
      <ul class="inline-list">
        {formats.map(([format, label]) => (
          <li key={format}>
            <a href={`${PATHS.openData}/${props.slug}/du-lieu.${format}${props.query}`} download>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
