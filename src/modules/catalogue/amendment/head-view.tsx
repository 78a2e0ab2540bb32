import type { Language } from '../../../kernel/text.ts';
import { Section } from '../../../ui/page-parts.tsx';
import { type Edition, isUnderWay } from '../edition.ts';
import { DifferenceTable } from '../versions/difference-view.tsx';
import { headChanges } from './head.ts';
import { amendmentTexts } from './texts.ts';

/** Title and contact of the edition before and after the amendment, in words; nothing where they stay as they are. */
export function HeadChanges(props: {
  readonly language: Language;
  readonly edition: Edition;
  /** The edition it amends. */
  readonly amended: Edition | null;
}) {
  const { language, edition, amended } = props;
  if (!amended || !isUnderWay(edition)) return null;
  const differences = headChanges(language, amended, edition);
  if (differences.length === 0) return null;
  const t = amendmentTexts(language);
  return (
    <Section title={t.head}>
      <DifferenceTable lang={language} differences={differences} before={t.published} after={t.amended} />
    </Section>
  );
}
