import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { DifferenceTable } from '../../catalogue/index.ts';
import { type ItemKind, type ItemVersion, lineDifferences, linesOf } from './content.ts';
import { planVersionTexts } from './texts.ts';

/**
 * What an item said from when on, by which document, and what each time became different. `words`, why somebody corrected or moved a
 * deadline into the past, are for who works on it.
 */
export function ItemHistory(props: {
  readonly language: Language;
  readonly kind: ItemKind;
  readonly versions: readonly ItemVersion[];
  readonly internal: boolean;
}) {
  const { language, kind, versions, internal } = props;
  const t = planVersionTexts(language);
  if (versions.length === 0) return null;
  return (
    <Section title={t.history}>
      {versions.map((version, index) => {
        const earlier = versions[index + 1];
        const differences = earlier
          ? lineDifferences(
              language,
              linesOf(language, kind, earlier.content),
              linesOf(language, kind, version.content),
            )
          : [];
        return (
          <details key={version.from} open={index === 0}>
            <summary>
              {t.historyOf[version.why]}, {t.fromDay(formatDate(language, version.from))}
              {version.document && (
                <>
                  {' – '}
                  <Content lang={language} text={version.document} />
                </>
              )}
            </summary>
            {internal && version.words && (
              <p>
                {t.words}: <Content lang={language} text={version.words} />
              </p>
            )}
            {differences.length > 0 && (
              <DifferenceTable lang={language} {...{ differences }} before={t.before} after={t.after} />
            )}
          </details>
        );
      })}
    </Section>
  );
}
