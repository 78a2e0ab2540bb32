import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Card, ProgressBar } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { titleOf } from './parts.tsx';
import { type plansAtHome, progressOf } from './plan-queries.ts';
import { openTexts } from './texts.ts';

/** Plans in force with how far they are, beside what else is new. */
export function PlansAtHome(props: {
  readonly lang: Language;
  readonly plans: Awaited<ReturnType<typeof plansAtHome>>;
}) {
  const { lang, plans } = props;
  const t = openTexts(lang);
  if (plans.length === 0) return null;
  return (
    <Card title={t.home}>
      <ul class="plain-list">
        {plans.map(({ plan, counts }) => {
          const { tasks, done } = progressOf(counts);
          return (
            <li key={plan.code}>
              <a href={localPath(lang, programmePaths.plan(plan.code))}>
                <Content lang={lang} text={titleOf(lang, plan)} />
              </a>
              {plan.illustrative && (
                <>
                  {' '}
                  <IllustrativeMark lang={lang} />
                </>
              )}
              {tasks > 0 && (
                <ProgressBar
                  share={done / tasks}
                  words={t.progress(formatNumber(lang, done, 0), formatNumber(lang, tasks, 0))}
                />
              )}
            </li>
          );
        })}
      </ul>
      <p>
        <a href={localPath(lang, programmePaths.list)}>{t.homeAll}</a>
      </p>
    </Card>
  );
}
