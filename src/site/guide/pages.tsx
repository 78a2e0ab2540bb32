import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { findGuide } from './guides.ts';
import { guidePaths } from './paths.ts';
import { guideTexts } from './texts.ts';
import { GuideChoice, GuidePage } from './view.tsx';

export const guideRoutes: readonly Route[] = [
  publicPage('guide.list', guidePaths.all, showGuides),
  publicPage('guide.show', `${guidePaths.all}/:role`, showGuide),
];

function showGuides(call: Call): Response {
  const { language } = call;
  const { title, lead } = guideTexts(language);
  return page(call, { title, description: lead }, <GuideChoice language={language} />);
}

function showGuide(call: Call): Response {
  const { language, services } = call;
  const guide = findGuide(call.param('role'));
  if (!guide) throw notFound();
  return page(
    call,
    { title: guide.title[language], description: guide.lead[language], reader: 'text' },
    <GuidePage language={language} guide={guide} assets={services.assets} />,
  );
}
