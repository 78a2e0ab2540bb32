import { randomUUID } from 'node:crypto';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { FileField } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea } from '../../../ui/fields.tsx';
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
import { agenciesOf, programmeReaders } from '../policy.ts';
import { findTask, type TaskPage } from '../tasks/queries.ts';
import { TaskCrumbs } from '../tasks/work-view.tsx';
import { explainTask, explanationMost } from './explain.ts';
import { explanationFile, urgingOf } from './queries.ts';
import { owedBy } from './task-urging.tsx';
import { urgingTexts } from './texts.ts';

type Typed = Readonly<Record<'organisation' | 'words' | 'doneBy' | 'file', string>>;

interface Shown {
  readonly values: Partial<Typed>;
  readonly key: string;
  readonly failure: FormFailure | null;
}

async function explainPage(call: Call, task: TaskPage, shown: Shown): Promise<Response> {
  const { services, actor, language: lang } = call;
  const t = urgingTexts(lang);
  const owed = owedBy(agenciesOf(actor), await urgingOf(services.db, actor, task.id));
  const agencies = [...new Map(owed.map(({ agency }) => [agency.id, agency])).values()];
  return page(
    call,
    {
      ...{ ...contentTitle(`${t.explainTitle} · ${task.code}`), active: 'desk' },
      ...{ status: shown.failure?.status ?? 200, illustrative: task.plan.illustrative },
    },
    <>
      <TaskCrumbs lang={lang} task={task} here={t.explainTitle} />
      <PageHead title={t.explainTitle} lead={<Content lang={lang} text={task.name} />} />
      <ErrorSummary lang={lang} errors={shown.failure?.errors ?? {}} general={shown.failure?.general} />
      {agencies.length === 0 ? (
        <EmptyState
          title={t.explainNone}
          action={<LinkButton href={localPath(lang, programmeWork.task(task.id))}>{t.backToTask}</LinkButton>}
        />
      ) : (
        <ExplainForm {...{ call, task, shown, agencies }} />
      )}
    </>,
  );
}

function ExplainForm(props: {
  readonly call: Call;
  readonly task: TaskPage;
  readonly shown: Shown;
  readonly agencies: readonly {
    readonly id: number;
    readonly name: string;
    readonly nameEn: string | null;
  }[];
}) {
  const { call, task, agencies } = props;
  const { language: lang, csrfToken } = call;
  const { values, key, failure } = props.shown;
  const t = urgingTexts(lang);
  const { text } = bindForm<Typed>({ lang, values, errors: failure?.errors ?? {} });
  const [only, ...more] = agencies;
  return (
    <Form
      {...{ lang, csrfToken, upload: true }}
      action={localPath(lang, programmeWork.explainTask(task.id))}
      hidden={{ khoa: key, ...(more.length === 0 && { organisation: String(only?.id ?? '') }) }}
    >
      <Hint>{t.explainHelp}</Hint>
      {more.length > 0 && (
        <Select
          {...text('organisation')}
          label={t.organisation}
          options={agencies.map((agency) => ({
            ...{ value: String(agency.id), label: agencyName(lang, agency) },
          }))}
        />
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
        <Button>{t.send}</Button>
        <LinkButton href={localPath(lang, programmeWork.task(task.id))} look="quiet">
          {t.backToTask}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

async function showExplain(call: Call): Promise<Response> {
  const task = await findTask(call.services.db, call.actor, readId(call, 'id'), call.language);
  return explainPage(call, task, { values: {}, key: randomUUID(), failure: null });
}

async function postExplain(call: Call): Promise<Response> {
  const { services, actor } = call;
  // asked before anything large is taken in
  const task = await findTask(services.db, actor, readId(call, 'id'), call.language);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: mostAttachmentBytes, files: 2, leaveOutLarge: true });
  } catch (error) {
    if (!(error instanceof Refusal) || !['too_large', 'unreadable'].includes(error.kind)) throw error;
    const stated = statedFailure(new InvalidInput({ file: error.text }), call.language);
    const failure = { ...stated, status: error.kind === 'too_large' ? 413 : 400 };
    return explainPage(call, task, { values: {}, key: randomUUID(), failure });
  }
  const { fields, files, tooLarge } = upload;
  const key = fields.get('khoa').slice(0, 60) || randomUUID();
  const typed = fields.get('organisation');
  try {
    if (tooLarge.length > 0) throw new InvalidInput({ file: large });
    await explainTask(services, actor, task.id, {
      ...{ words: fields.get('words'), doneBy: fields.get('doneBy'), files, key },
      organisationId: /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null,
    });
  } catch (error) {
    const values = {
      ...{ organisation: typed, words: fields.get('words'), doneBy: fields.get('doneBy') },
    };
    return explainPage(call, task, { values, key, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, `${programmeWork.task(task.id)}#don-doc`, urgingTexts(call.language).sent);
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
const one = '/ban-lam-viec/nhiem-vu/:id/giai-trinh';

export const explainRoutes: readonly Route[] = [
  readPage('task.explanation', one, officers, showExplain),
  action('task.explain', one, officers, postExplain),
  download('task.explanation_file', `${one}/:explanation/tep`, onlyFor(...programmeReaders), showFile),
];
