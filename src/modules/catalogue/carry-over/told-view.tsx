import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { publicEntry } from '../paths.ts';
import { outcomeNames } from './outcome.ts';
import { OutcomeWords } from './outcome-words.tsx';
import { toldTexts } from './texts.ts';
import type { Continued, LinkedEntry, Told } from './told.ts';

/** What became of an entry, with the link to the one it goes on as, and where it comes from itself. */
export function ToldNotice({ lang, told }: { readonly lang: Language; readonly told: Told }) {
  const t = toldTexts(lang);
  const { outcome, from } = told;
  const link = ({ kind, code }: LinkedEntry, words: string) => (
    <p key={code}>
      <a href={localPath(lang, publicEntry(kind, code))}>{words}</a>
    </p>
  );
  const onward = (entry: Continued) => link(entry, t.continuedAs(entry.code, entry.span, entry.formerly));
  return (
    <>
      {outcome && (
        <Notice lang={lang} kind="information" title={t.is(outcomeNames[outcome.outcome][lang])}>
          {outcome.continuedAs && onward(outcome.continuedAs)}
          {outcome.alsoAs.map(onward)}
          <OutcomeWords lang={lang} note={outcome.note} reference={outcome.reference} />
          <p class="quiet">{t.on(formatDate(lang, outcome.on))}</p>
        </Notice>
      )}
      {from.length > 0 && (
        <Notice lang={lang} kind="information">
          {from.map((former) => link(former, t.carriedFrom(former.code, former.span)))}
        </Notice>
      )}
    </>
  );
}
