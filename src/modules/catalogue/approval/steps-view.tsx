import type { Language } from '../../../kernel/text.ts';
import { formatInstant } from '../../../ui/format.ts';
import { Timeline } from '../../../ui/page-parts.tsx';
import { editionLifecycle, editionVerbs } from '../edition.ts';
import { actedBy } from './acted-by.ts';
import type { Step } from './steps.ts';
import { approvalTexts } from './texts.ts';

/** Who did what when, newest first, with the remarks. */
export function Steps({ language, steps }: { readonly language: Language; readonly steps: readonly Step[] }) {
  const t = approvalTexts(language);
  return (
    <Timeline
      items={steps.map((step) => ({
        key: String(step.id),
        when: formatInstant(language, step.at),
        what: nameOf(step, language),
        who: actedBy(language, step) ?? (step.verb === 'release' ? t.clock : t.system),
        note: step.remark && <span class="kept-lines">{step.remark}</span>,
      }))}
    />
  );
}

function nameOf({ verb, publishAt }: Step, language: Language): string {
  const known = editionVerbs.find((name) => name === verb);
  const name = known === undefined ? verb : editionLifecycle.verbs[known].label[language];
  return publishAt ? `${name}: ${formatInstant(language, publishAt)}` : name;
}
