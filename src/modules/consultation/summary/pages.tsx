import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import {
  action,
  anyone,
  download,
  gravely,
  type Route,
  page as readPage,
} from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { writtenAnswer } from '../../catalogue/index.ts';
import { readId } from '../../directory/index.ts';
import type { Consultation } from '../consultation.ts';
import { type Failure, failureIn } from '../failure.ts';
import { consultationWork } from '../paths.ts';
import { mayDo } from '../policy.ts';
import { versionIn } from '../posted.ts';
import { openOne } from '../public-pages.tsx';
import { officers, openWork, readers } from '../work-pages.tsx';
import { consultationWorkTexts } from '../work-texts.ts';
import { publishSummary, saveSummary } from './commands.ts';
import { composedSummary, summaryFile } from './composed.ts';
import { headOf, missingInHead, type SummaryHead } from './head.ts';
import { summaryContent } from './queries.ts';
import { findSubmission, submitSummary } from './submission.ts';
import { summaryTexts } from './texts.ts';
import { SummaryWork } from './view.tsx';

async function summaryPage(
  call: Call,
  refused: (Failure & { readonly values: SummaryHead }) | null,
): Promise<Response> {
  const { services, language: lang, actor, csrfToken, today } = call;
  const consultation = await openAnnounced(call);
  const held = { editionId: consultation.edition?.id ?? null, audience: consultation.audience };
  const content = await summaryContent(services.db, consultation.id);
  const head = headOf(content.head, consultation, services.installation);
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).summary, active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: consultation.illustrative },
    },
    <SummaryWork
      {...{ lang, csrfToken, today, consultation, refused }}
      counts={content.counts}
      signed={missingInHead(content.head) === null}
      values={refused?.values ?? head}
      submission={
        consultation.state === 'announced' ? await findSubmission(services.db, consultation.id) : null
      }
      maySave={consultation.state === 'announced' && mayDo(actor, 'work', held, true)}
      mayPublish={consultation.state === 'announced' && mayDo(actor, 'publish', held, true)}
    />,
  );
}

/** Before it is announced nothing is brought together. Throws Refusal `not_found`. */
async function openAnnounced(call: Call): Promise<Consultation> {
  const consultation = await openWork(call);
  if (consultation.announcedAt === null) throw notFound();
  return consultation;
}

function typedIn(form: FormFields): SummaryHead {
  return {
    ...{ superior: form.get('superior'), issuer: form.get('issuer'), number: form.get('number') },
    ...{ symbol: form.get('symbol'), place: form.get('place'), date: form.get('date') },
    ...{ bases: form.get('bases'), roles: form.get('roles'), signer: form.get('signer') },
    recipients: form.get('recipients'),
  };
}

async function postSummary(call: Call): Promise<Response> {
  const form = await call.form();
  const head = typedIn(form);
  const id = readId(call, 'id');
  try {
    await saveSummary(call.services, call.actor, id, { head, version: versionIn(form) });
    return seeOther(call, consultationWork.summary(id), consultationWorkTexts(call.language).saved);
  } catch (error) {
    return summaryPage(call, { ...failureIn(call, error), values: head });
  }
}

async function postPublish(call: Call): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  return lastStep(call, id, async () => {
    await publishSummary(call.services, call.actor, id, versionIn(form));
    return seeOther(call, consultationWork.one(id), consultationWorkTexts(call.language).published);
  });
}

async function postSubmit(call: Call): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  return lastStep(call, id, async () => {
    await submitSummary(call.services, call.actor, id, versionIn(form));
    return seeOther(call, consultationWork.summary(id), summaryTexts(call.language).submitted);
  });
}

/** What is refused is told on the page, with the head as it was saved. */
async function lastStep(call: Call, id: number, deed: () => Promise<Response>): Promise<Response> {
  try {
    return await deed();
  } catch (error) {
    const failure = failureIn(call, error);
    const consultation = await openAnnounced(call);
    const { head } = await summaryContent(call.services.db, id);
    return summaryPage(call, { ...failure, values: headOf(head, consultation, call.services.installation) });
  }
}

const fileForms = { 'tong-hop.docx': 'docx', 'tong-hop.pdf': 'pdf' } as const;

async function sendFile(call: Call, consultation: Consultation): Promise<Response> {
  const form = Object.entries(fileForms).find(([name]) => name === call.param('file'))?.[1];
  if (!form) throw notFound();
  const { db, installation } = call.services;
  const content = await summaryContent(db, consultation.id);
  const head = headOf(content.head, consultation, installation);
  const text = composedSummary({ ...content, consultation, head });
  const name = `tong-hop-y-kien-${consultation.id}.${form}`;
  const everybody = consultation.audience === 'public' && consultation.state === 'published';
  return writtenAnswer(name, await summaryFile(text, form), everybody);
}

async function sendPublished(call: Call): Promise<Response> {
  const consultation = await openOne(call);
  if (consultation.state !== 'published') throw notFound();
  return sendFile(call, consultation);
}

const path = '/ban-lam-viec/lay-y-kien/:id/tong-hop';

/** The summary of comments and replies: written from what officers answered, published once. */
export const summaryRoutes: readonly Route[] = [
  readPage('consultation.summary', path, readers, (call) => summaryPage(call, null)),
  action('consultation.save_summary', path, officers, postSummary),
  action('consultation.submit_summary', `${path}/trinh`, officers, postSubmit),
  gravely(action('consultation.publish', `${path}/cong-bo`, officers, postPublish)),
  download('consultation.summary_draft', `${path}/:file`, readers, async (call) =>
    sendFile(call, await openAnnounced(call)),
  ),
  download('consultation.summary_file', '/lay-y-kien/:id/tong-hop/:file', anyone, sendPublished),
];
