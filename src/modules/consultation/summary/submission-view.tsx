import type { Language } from '../../../kernel/text.ts';
import { formatInstant } from '../../../ui/format.ts';
import type { Submission } from './submission.ts';
import { summaryTexts } from './texts.ts';

/** When a summary was handed up, and by whom. */
export function SubmittedText(props: { readonly lang: Language; readonly submission: Submission }) {
  const { lang, submission } = props;
  const t = summaryTexts(lang);
  const when = formatInstant(lang, submission.at);
  return <>{submission.who ? t.waitsFor(when, submission.who) : t.waits(when)}</>;
}
