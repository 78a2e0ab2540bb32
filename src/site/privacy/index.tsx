import { consentVersion, directoryPaths } from '../../modules/directory/index.ts';
import { publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { privacyTexts } from './texts.ts';
import { PrivacyPage } from './view.tsx';

export const privacyRoutes: readonly Route[] = [
  publicPage('privacy.show', directoryPaths.privacy, (call) => {
    const { language: lang, services } = call;
    return page(
      call,
      { title: privacyTexts(lang).title },
      <PrivacyPage
        {...{ lang, version: consentVersion, keep: services.config.retention }}
        days={services.config.dataRequestDays}
        operator={services.installation.operator}
      />,
    );
  }),
];
