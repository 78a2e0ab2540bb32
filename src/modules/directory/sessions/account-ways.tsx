import type { Language } from '../../../kernel/text.ts';
import { Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { sessionTexts } from './texts.ts';

/** Whither the page of one's account leads, by what it is about. */
const ways = {
  security: [
    ['password', directoryPaths.myPassword],
    ['email', directoryPaths.changeEmail],
    ['factors', PATHS.factors],
    ['single', directoryPaths.myIdentities],
    ['sessions', directoryPaths.mySessions],
  ],
  news: [
    ['letters', PATHS.letters],
    ['follows', PATHS.follows],
    ['questions', PATHS.questions],
    ['comments', PATHS.comments],
  ],
  data: [
    ['personalData', PATHS.personalData],
    ['apiKeys', PATHS.apiKeys],
    ['webhooks', PATHS.webhooks],
  ],
} as const;

export function AccountWays(props: { readonly lang: Language; readonly singleSignOn: boolean }) {
  const { lang } = props;
  const t = sessionTexts(lang);
  const parts = ['security', 'news', 'data'] as const;
  return (
    <>
      {parts.map((part) => (
        <Section key={part} title={t.parts[part]}>
          <RowList
            label={t.parts[part]}
            rows={ways[part]
              .filter(([way]) => way !== 'single' || props.singleSignOn)
              .map(([way, path]) => ({ key: way, href: localPath(lang, path), ...t.ways[way] }))}
          />
        </Section>
      ))}
    </>
  );
}
