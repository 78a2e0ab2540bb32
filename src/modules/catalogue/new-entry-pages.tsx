import { InvalidInput } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { page } from '../../ui/page.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { Edition } from './edition.ts';
import { refuseUnlessOpen } from './edition-commands.ts';
import { editors, messagesIn, openEdition } from './edition-pages.tsx';
import { WorkCrumbs } from './edition-views.tsx';
import { addEntry } from './entry-commands.ts';
import { fieldsOf } from './entry-fields.ts';
import { entryTexts } from './entry-texts.ts';
import { work } from './paths.ts';

function newEntryPage(
  call: Call,
  edition: Edition,
  typed: { tt: string; title: string },
  error?: string,
): Response {
  const { language, csrfToken } = call;
  const t = entryTexts(language);
  return page(
    call,
    { title: t.newEntry, active: 'desk', status: error ? 422 : 200 },
    <>
      <WorkCrumbs language={language} edition={edition} here={t.newEntry} />
      <ErrorSummary lang={language} errors={error ? { title: error } : {}} />
      <PageHead title={t.newEntry} lead={t.newLead} />
      <Form
        lang={language}
        action={localPath(language, work.newEntry(edition.id))}
        csrfToken={csrfToken}
        guard
      >
        {fieldsOf(edition.kind)
          .filter(({ name }) => name === 'title')
          .map(({ name, label }) => (
            <TextArea
              key={name}
              lang={language}
              name={name}
              label={label[language]}
              value={typed.title}
              error={error}
              rows={3}
              most={500}
            />
          ))}
        <Button>{t.add}</Button>
      </Form>
    </>,
  );
}

async function newEntry(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  refuseUnlessOpen(edition);
  return newEntryPage(call, edition, { tt: '', title: '' });
}

async function postNewEntry(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const title = form.get('title');
  try {
    const entry = await addEntry(call.services, call.actor, edition.id, { title });
    return seeOther(call, work.entry(edition.id, entry.id), entryTexts(call.language).added(entry.code));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return newEntryPage(call, edition, { tt: '', title }, Object.values(messagesIn(call, error.fields))[0]);
  }
}

const path = `${work.editions}/:id/muc/moi`;

/** The page that adds an entry to a draft by its title. */
export const newEntryRoutes: readonly Route[] = [
  readPage('entry.new', path, editors, newEntry),
  action('entry.add', path, editors, postNewEntry),
];
