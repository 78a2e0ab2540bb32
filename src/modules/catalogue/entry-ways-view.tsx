import type { Language } from '../../kernel/text.ts';
import { Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { EntryWay } from './entry-neighbours.ts';
import { entryTexts } from './entry-texts.ts';

/** What modules above offer to do with what is public. */
export function EntryWays(props: { readonly language: Language; readonly ways: readonly EntryWay[] }) {
  const { language, ways } = props;
  if (ways.length === 0) return null;
  return (
    <Section title={entryTexts(language).ways}>
      <ul class="plain-links">
        {ways.map(({ path, label }) => (
          <li key={path}>
            <a href={localPath(language, path)}>{label[language]}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
