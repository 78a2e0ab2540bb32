import { randomUUID } from 'node:crypto';
import { addDays, writeDate } from '../../kernel/dates.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import type { Upload } from '../../platform/http/upload.ts';
import { page } from '../../ui/page.tsx';
import { answeringAgencies, visibleTo } from '../catalogue/index.ts';
import { lookAtAccounts, readId } from '../directory/index.ts';
import { changeConsultation, createConsultation } from './commands.ts';
import { type Consultation, fileMost } from './consultation.ts';
import { saveContent, takeFile } from './content.ts';
import { ContentForm } from './content-view.tsx';
import { type Failure, failureIn } from './failure.ts';
import { ConsultationForm, type FormValues } from './form-view.tsx';
import { readConsultation, type TypedConsultation, writeParts } from './inputs.ts';
import { consultationWork } from './paths.ts';
import { authoriseConsultation } from './policy.ts';
import { versionIn } from './posted.ts';
import { askedOf, editionsToConsult, wholeParts } from './queries.ts';
import { step } from './store.ts';
import { officers, openWork } from './work-pages.tsx';
import { consultationWorkTexts } from './work-texts.ts';

interface Shown {
  readonly values: FormValues;
  readonly failure?: Failure;
  readonly formKey?: string;
  /** What is changed; absent: a new one. */
  readonly consultation?: Consultation;
}

async function formPage(call: Call, shown: Shown): Promise<Response> {
  const { services, language: lang, csrfToken, actor } = call;
  const t = consultationWorkTexts(lang);
  const editions = shown.consultation ? [] : await editionsToConsult(services.db, visibleTo(actor));
  return page(
    call,
    {
      ...{ title: shown.consultation ? t.change : t.create, active: 'desk' },
      status: shown.failure?.status ?? 200,
    },
    <ConsultationForm
      {...{ lang, csrfToken, editions }}
      consultation={shown.consultation ?? null}
      agencies={await answeringAgencies(services.db)}
      values={shown.values}
      failure={shown.failure ?? null}
      formKey={shown.formKey ?? randomUUID()}
    />,
  );
}

/** A window of the length it should have, from tomorrow on. */
async function showNew(call: Call): Promise<Response> {
  const { services, today } = call;
  const asked = call.query('danh-muc');
  const from = addDays(today, 1);
  return formPage(call, {
    values: {
      ...{ title: '', titleEn: '', introduction: '', audience: '', namesShown: '', people: '', agencies: [] },
      agency: services.installation.operator,
      contact: [services.installation.phone, services.installation.address].filter(Boolean).join('\n'),
      from: writeDate(from),
      to: writeDate(addDays(from, services.config.consultationDays - 1)),
      edition: /^\d{1,15}$/.test(asked) ? asked : '',
    },
  });
}

function typedIn(form: FormFields): FormValues {
  const typed: TypedConsultation = {
    ...{ title: form.get('title'), titleEn: form.get('titleEn'), introduction: form.get('introduction') },
    ...{ agency: form.get('agency'), contact: form.get('contact'), audience: form.get('audience') },
    ...{ namesShown: form.get('namesShown'), from: form.get('from'), to: form.get('to') },
    ...{ agencies: form.all('agencies').slice(0, 1_000), people: form.get('people') },
  };
  return { ...typed, edition: form.get('edition') };
}

/** What is wrong with the other fields: all is told at once. */
function errorsIn(call: Call, values: TypedConsultation): Failure['errors'] {
  try {
    readConsultation(values);
    return {};
  } catch (error) {
    return failureIn(call, error).errors;
  }
}

async function postNew(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedIn(form);
  const formKey = form.get('khoa').slice(0, 60) || randomUUID();
  const t = consultationWorkTexts(call.language);
  const chosen = /^\d{1,15}$/.test(values.edition) ? Number(values.edition) : null;
  if (chosen === null && values.edition !== 'van-ban')
    return formPage(call, {
      ...{ values, formKey },
      failure: {
        errors: { edition: t.chooseSubject, ...errorsIn(call, values) },
        ...{ general: undefined, conflict: false, status: 422 },
      },
    });
  try {
    const id = await createConsultation(call.services, call.actor, {
      ...values,
      editionId: chosen,
      key: formKey,
    });
    return seeOther(
      call,
      chosen === null ? consultationWork.content(id) : consultationWork.one(id),
      t.created,
    );
  } catch (error) {
    return formPage(call, { values, formKey, failure: failureIn(call, error) });
  }
}

/** A consultation that is being prepared. Throws Refusal. */
async function openToChange(call: Call): Promise<Consultation> {
  const consultation = await openWork(call);
  const { edition, audience, announcedAt } = consultation;
  const held = { editionId: edition?.id ?? null, audience };
  authoriseConsultation(call.actor, 'change', held, announcedAt !== null);
  step(consultation, 'change');
  return consultation;
}

async function showChange(call: Call): Promise<Response> {
  const consultation = await openToChange(call);
  const asked = await askedOf(call.services.db, consultation.id);
  const people = asked.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  await lookAtAccounts(call.services, call.actor, 'consultation', people);
  const { title, titleEn, introduction, agency, contact, audience, namesShown, window } = consultation;
  return formPage(call, {
    consultation,
    values: {
      ...{ title, titleEn: titleEn ?? '', introduction, agency, contact, audience },
      ...{ namesShown: namesShown ? '1' : '', from: writeDate(window.from), to: writeDate(window.to) },
      agencies: asked.flatMap(({ organisationId }) =>
        organisationId === null ? [] : [String(organisationId)],
      ),
      people: asked.flatMap(({ email }) => (email === null ? [] : [email])).join('\n'),
      edition: '',
    },
  });
}

async function postChange(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedIn(form);
  const id = readId(call, 'id');
  try {
    await changeConsultation(call.services, call.actor, id, { ...values, version: versionIn(form) });
    return seeOther(call, consultationWork.one(id), consultationWorkTexts(call.language).saved);
  } catch (error) {
    const failure = failureIn(call, error);
    return formPage(call, { consultation: await openWork(call), values, failure });
  }
}

async function contentPage(
  call: Call,
  consultation: Consultation,
  shown: { readonly parts?: string; readonly failure?: Failure },
): Promise<Response> {
  const { services, language: lang, csrfToken } = call;
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).content, active: 'desk' },
      status: shown.failure?.status ?? 200,
    },
    <ContentForm
      {...{ lang, csrfToken, consultation }}
      parts={shown.parts ?? writeParts(await wholeParts(services.db, consultation.id))}
      failure={shown.failure ?? null}
    />,
  );
}

async function showContent(call: Call): Promise<Response> {
  return contentPage(call, await openDocument(call), {});
}

/** One on a document: the text of an edition is that of its entries. */
async function openDocument(call: Call): Promise<Consultation> {
  const consultation = await openToChange(call);
  if (consultation.edition === null) return consultation;
  throw new Refusal('wrong_state', {
    vi: 'Nội dung lấy ý kiến về danh mục là các mục của danh mục.',
    en: 'What is consulted on here are the entries of the edition.',
  });
}

async function postContent(call: Call): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  const parts = form.get('parts');
  try {
    await saveContent(call.services, call.actor, id, { parts, version: versionIn(form) });
    return seeOther(call, consultationWork.one(id), consultationWorkTexts(call.language).saved);
  } catch (error) {
    return contentPage(call, await openWork(call), { parts, failure: failureIn(call, error) });
  }
}

async function postFile(call: Call): Promise<Response> {
  // asked before anything large is taken in
  const consultation = await openDocument(call);
  const t = consultationWorkTexts(call.language);
  const refused = (text: string, status: number) =>
    contentPage(call, consultation, {
      failure: { errors: { file: text }, general: undefined, conflict: false, status },
    });
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: fileMost });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === 'too_large') return refused(error.text[call.language], 413);
    if (error.kind === 'unreadable') return refused(error.text[call.language], 400);
    throw error;
  }
  const [file] = upload.files;
  if (!file) return refused(t.chooseFile, 422);
  try {
    const input = { file, version: versionIn(upload.fields) };
    const read = await takeFile(call.services, call.actor, consultation.id, input);
    return seeOther(call, consultationWork.content(consultation.id), read ? t.read : t.unread);
  } catch (error) {
    return contentPage(call, consultation, { failure: failureIn(call, error) });
  }
}

export const formRoutes: readonly Route[] = [
  readPage('consultation.new', consultationWork.create, officers, showNew),
  action('consultation.create', consultationWork.create, officers, postNew),
  readPage('consultation.edit', '/ban-lam-viec/lay-y-kien/:id/sua', officers, showChange),
  action('consultation.save', '/ban-lam-viec/lay-y-kien/:id/sua', officers, postChange),
  readPage('consultation.content', '/ban-lam-viec/lay-y-kien/:id/noi-dung', officers, showContent),
  action('consultation.save_content', '/ban-lam-viec/lay-y-kien/:id/noi-dung', officers, postContent),
  action('consultation.upload', '/ban-lam-viec/lay-y-kien/:id/noi-dung/tep', officers, postFile),
];
