import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { editors, messagesIn } from '../edition-pages.tsx';
import { entryPath, type Opened, openEntry } from '../entry-pages.tsx';
import { work } from '../paths.ts';
import { authorise } from '../policy.ts';
import { changeReaders } from './commands.ts';
import { possibleReaders, readersMark, readersOf } from './readers.ts';
import { readerTexts } from './texts.ts';
import { ReadersPage, type ReadersValues } from './view.tsx';

interface Refused {
  readonly values: ReadersValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly status: 409 | 422;
}

async function readersPage(call: Call, { edition, entry }: Opened, refused?: Refused): Promise<Response> {
  const { services, language, csrfToken } = call;
  const current = await readersOf(services.db, entry.id);
  const possible = await possibleReaders(services.db, edition.id);
  const values = refused?.values ?? {
    roles: current.roles,
    accounts: current.accounts.map(({ id }) => String(id)),
  };
  const accounts = [...new Map([...possible, ...current.accounts].map((one) => [one.id, one])).values()];
  return page(
    call,
    { title: readerTexts(language).title, active: 'desk', status: refused?.status ?? 200 },
    <ReadersPage
      {...{ language, csrfToken, edition, entry, accounts, values }}
      seen={readersMark(current)}
      errors={refused?.errors ?? {}}
      error={refused?.error}
    />,
  );
}

async function showReaders(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  authorise(call.actor, 'edit', opened.edition.id);
  return readersPage(call, opened);
}

async function postReaders(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  const form = await call.form();
  const values = { roles: form.all('roles'), accounts: form.all('accounts') };
  const { edition, entry } = opened;
  try {
    await changeReaders(call.services, call.actor, entry.id, {
      roles: values.roles,
      accounts: values.accounts.map((id) => (/^\d{1,15}$/.test(id) ? Number(id) : 0)),
      seen: form.get('da-thay'),
    });
    return seeOther(call, work.entry(edition.id, entry.id), readerTexts(call.language).saved);
  } catch (error) {
    if (error instanceof InvalidInput)
      return readersPage(call, opened, { values, errors: messagesIn(call, error.fields), status: 422 });
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return readersPage(call, opened, { values, errors: {}, error: error.text[call.language], status: 409 });
  }
}

export const readerRoutes: readonly Route[] = [
  readPage('entry.readers', `${entryPath}/nguoi-xem`, editors, showReaders),
  action('entry.readers_change', `${entryPath}/nguoi-xem`, editors, postReaders),
];
