import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { requestBackup } from './commands.ts';
import { backupPaths } from './paths.ts';
import { type BackupRecord, backupOverview } from './record.ts';
import { backupTexts } from './texts.ts';
import { BackupPage } from './view.tsx';

const administrators = onlyFor('administrator');

export const backupRoutes: readonly Route[] = [
  pageRoute('backup.show', backupPaths.show, administrators, show),
  action('backup.request', backupPaths.now, administrators, (call) => request(call, 'export')),
  action('rehearsal.request', backupPaths.rehearse, administrators, (call) => request(call, 'rehearsal')),
];

async function show(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const number = readPageNumber(call.query('trang'));
  return page(
    call,
    { title: backupTexts(lang).title, wide: true },
    <BackupPage
      lang={lang}
      csrfToken={csrfToken}
      overview={await backupOverview(services.db, number)}
      settings={services.config.backup}
      page={number}
      now={services.clock()}
    />,
  );
}

async function request(call: Call, kind: BackupRecord['kind']): Promise<Response> {
  await call.form();
  const t = backupTexts(call.language);
  const outcome = await requestBackup(call.services, call.actor, kind);
  return seeOther(call, backupPaths.show, outcome === 'requested' ? t.requested : t.already);
}
