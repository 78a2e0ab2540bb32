import { randomUUID } from 'node:crypto';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { FileField } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { Content, contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { acceptedEndings, acceptedKinds, mostAttachmentBytes } from '../../catalogue/index.ts';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { fileAnswer } from '../../documents/index.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { agenciesOf, mayDo, programmeReaders } from '../policy.ts';
import { findTask, type TaskPage } from '../tasks/queries.ts';
import { TaskCrumbs } from '../tasks/work-view.tsx';
import { explainTask, explanationMost, notePaper } from './explain.ts';
import { explanationFile, urgingOf } from './queries.ts';
import { owedBy, owedOf } from './task-urging.tsx';
import { urgingTexts } from './texts.ts';

type Typed = Readonly<
  Record<'organisation' | 'words' | 'doneBy' | 'file' | 'paperNumber' | 'paperDate', string>
>;

/** An agency explains by itself, or the department notes what it explained on paper. */
type Way = 'own' | 'paper';

function wayOf(way: Way, lang: Language) {
  const t = urgingTexts(lang);
  return way === 'own'
    ? {
        ...{ title: t.explainTitle, help: t.explainHelp, none: t.explainNone, send: t.send, done: t.sent },
        path: programmeWork.explainTask,
      }
    : {
        ...{ title: t.paperTitle, help: t.paperHelp, none: t.paperNone, send: t.note, done: t.noted },
        path: programmeWork.notePaper,
      };
}

interface Shown {
  readonly values: Partial<Typed>;
  readonly key: string;
  readonly failure: FormFailure | null;
}

async function explainPage(call: Call, way: Way, task: TaskPage, shown: Shown): Promise<Response> {
  const { services, actor, language: lang } = call;
  const t = urgingTexts(lang);
  const { title, none } = wayOf(way, lang);
  const urges = await urgingOf(services.db, actor, task.id);
  const owed = way === 'own' ? owedBy(agenciesOf(actor), urges) : owedOf(urges);
  const agencies = [...new Map(owed.map(({ agency }) => [agency.id, agency])).values()];
  return page(
    call,
    {
      ...{ ...contentTitle(`${title} · ${task.code}`), active: 'desk' },
      ...{ status: shown.failure?.status ?? 200, illustrative: task.plan.illustrative },
    },
    <>
      <TaskCrumbs lang={lang} task={task} here={title} />
      <PageHead title={title} lead={<Content lang={lang} text={task.name} />} />
      <ErrorSummary lang={lang} errors={shown.failure?.errors ?? {}} general={shown.failure?.general} />
      {agencies.length === 0 ? (
        <EmptyState
          title={none}
          action={<LinkButton href={localPath(lang, programmeWork.task(task.id))}>{t.backToTask}</LinkButton>}
        />
      ) : (
        <ExplainForm {...{ call, way, task, shown, agencies }} />
      )}
    </>,
  );
}

function ExplainForm(props: {
  readonly call: Call;
  readonly way: Way;
  readonly task: TaskPage;
  readonly shown: Shown;
  readonly agencies: readonly {
    readonly id: number;
    readonly name: string;
    readonly nameEn: string | null;
  }[];
}) {
  const { call, way, task, agencies } = props;
  const { help, send, path } = wayOf(way, call.language);
  const { language: lang, csrfToken } = call;
  const { values, key, failure } = props.shown;
  const t = urgingTexts(lang);
  const { text } = bindForm<Typed>({ lang, values, errors: failure?.errors ?? {} });
  const [only, ...more] = agencies;
  return (
    <Form
      {...{ lang, csrfToken, upload: true }}
      action={localPath(lang, path(task.id))}
      hidden={{ khoa: key, ...(more.length === 0 && { organisation: String(only?.id ?? '') }) }}
    >
      <Hint>{help}</Hint>
      {more.length > 0 && (
        <Select
          {...text('organisation')}
          label={t.organisation}
          options={agencies.map((agency) => ({
            ...{ value: String(agency.id), label: agencyName(lang, agency) },
          }))}
        />
      )}
      {way === 'paper' && (
        <>
          {only && more.length === 0 && (
            <p>
              <Content lang={lang} text={agencyName(lang, only)} />
            </p>
          )}
          <TextField {...text('paperNumber')} label={t.paperNumber} width="medium" />
          <DateField {...text('paperDate')} label={t.paperDate} />
        </>
      )}
      <TextArea {...text('words')} label={t.words} hint={t.wordsHint} rows={6} most={explanationMost} />
      <DateField {...text('doneBy')} label={t.doneBy} hint={t.doneByHint} optional />
      <FileField
        {...{ lang, name: 'file', label: t.file, hint: t.fileHint, accept: acceptedEndings, optional: true }}
        kinds={acceptedKinds[lang]}
        mostBytes={mostAttachmentBytes}
        error={failure?.errors.file}
      />
      <Buttons>
        <Button>{send}</Button>
        <LinkButton href={localPath(lang, programmeWork.task(task.id))} look="quiet">
          {t.backToTask}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

/** The task, for whoever may note papers of it where that is asked. Throws Refusal `not_found`. */
async function taskFor(call: Call, way: Way): Promise<TaskPage> {
  const task = await findTask(call.services.db, call.actor, readId(call, 'id'), call.language);
  if (way === 'paper' && !mayDo(call.actor, 'edit', null)) throw notFound();
  return task;
}

async function showExplain(call: Call, way: Way): Promise<Response> {
  const task = await taskFor(call, way);
  return explainPage(call, way, task, { values: {}, key: randomUUID(), failure: null });
}

async function postExplain(call: Call, way: Way): Promise<Response> {
  const { services, actor } = call;
  // asked before anything large is taken in
  const task = await taskFor(call, way);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: mostAttachmentBytes, files: 2, leaveOutLarge: true });
  } catch (error) {
    if (!(error instanceof Refusal) || !['too_large', 'unreadable'].includes(error.kind)) throw error;
    const stated = statedFailure(new InvalidInput({ file: error.text }), call.language);
    const failure = { ...stated, status: error.kind === 'too_large' ? 413 : 400 };
    return explainPage(call, way, task, { values: {}, key: randomUUID(), failure });
  }
  const { fields, files, tooLarge } = upload;
  const key = fields.get('khoa').slice(0, 60) || randomUUID();
  const typed = fields.get('organisation');
  try {
    if (tooLarge.length > 0) throw new InvalidInput({ file: large });
    const explanation = {
      ...{ words: fields.get('words'), doneBy: fields.get('doneBy'), files, key },
      organisationId: /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null,
    };
    const paper = { number: fields.get('paperNumber'), date: fields.get('paperDate') };
    if (way === 'own') await explainTask(services, actor, task.id, explanation);
    else await notePaper(services, actor, task.id, { ...explanation, paper });
  } catch (error) {
    const values = {
      ...{ organisation: typed, words: fields.get('words'), doneBy: fields.get('doneBy') },
      ...{ paperNumber: fields.get('paperNumber'), paperDate: fields.get('paperDate') },
    };
    const failure = statedFailure(error, call.language);
    // sent once more it is something new, whatever its form was kept with
    const next = failure.conflict ? randomUUID() : key;
    return explainPage(call, way, task, { values, key: next, failure });
  }
  return seeOther(call, `${programmeWork.task(task.id)}#don-doc`, wayOf(way, call.language).done);
}

const large = {
  vi: 'Tệp lớn quá 25 MB. Hãy nén hình trong tệp hoặc tách thành nhiều tệp.',
  en: 'The file is larger than 25 MB. Compress its pictures or split it.',
};

async function showFile(call: Call): Promise<Response> {
  const { services, actor } = call;
  const task = await findTask(services.db, actor, readId(call, 'id'), call.language);
  const file = await explanationFile(services.db, actor, task.id, readId(call, 'explanation'));
  if (!file) throw notFound();
  return fileAnswer(call, file, false);
}

const officers = onlyFor('agency_officer');
const editors = onlyFor('programme_officer', 'programme_head');
const one = '/ban-lam-viec/nhiem-vu/:id/giai-trinh';
const noted = '/ban-lam-viec/nhiem-vu/:id/giai-trinh-van-ban';

export const explainRoutes: readonly Route[] = [
  readPage('task.explanation', one, officers, (call) => showExplain(call, 'own')),
  action('task.explain', one, officers, (call) => postExplain(call, 'own')),
  readPage('task.paper', noted, editors, (call) => showExplain(call, 'paper')),
  action('task.note_paper', noted, editors, (call) => postExplain(call, 'paper')),
  download('task.explanation_file', `${one}/:explanation/tep`, onlyFor(...programmeReaders), showFile),
];
