import type { Actor } from '../../../kernel/actor.ts';
import { readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, gravely, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import { formatInstant } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { amendedBy, changesOf } from '../amendment/queries.ts';
import { type Edition, type EditionVerb, isUnderWay } from '../edition.ts';
import { messagesIn, openEdition } from '../edition-pages.tsx';
import { recordDraftLooks } from '../looks.ts';
import { work } from '../paths.ts';
import { catalogueReaders, principalOf, rolesFor, stepsFor } from '../policy.ts';
import { changesSince, readiness } from '../readiness.ts';
import { unsavedIn } from '../working-copy.ts';
import {
  forwardEdition,
  type PublishInput,
  publishEdition,
  recallEdition,
  returnEdition,
  submitEdition,
} from './commands.ts';
import { whyNotReleased } from './hindrance.ts';
import type { StepValues } from './next-step.tsx';
import { approvesOwnWork } from './own-work.ts';
import { stepsOf } from './steps.ts';
import { type ApprovalTexts, approvalTexts } from './texts.ts';
import { ApprovalPage } from './view.tsx';

/** Steps taken on pages of their own, or from the page of the edition. */
const ofTheirOwn: readonly EditionVerb[] = ['withdraw', 'reopen', 'give_up', 'resume'];

const untyped: StepValues = { remark: '', day: '', time: '' };

/** Why a step was refused, and what had been typed with it. */
interface StepRefusal {
  readonly status: 409 | 422;
  readonly values: StepValues;
  readonly errors: Readonly<Partial<Record<keyof StepValues, string>>>;
  readonly error: string | undefined;
  /** The `checkMark` the person had; changes since are told. */
  readonly checked: string | null;
}

function isDue({ state, publishAt }: Edition, now: Date): boolean {
  return state === 'scheduled' && publishAt !== null && publishAt <= now;
}

async function approvalPage(call: Call, edition: Edition, refused?: StepRefusal): Promise<Response> {
  const { language, csrfToken, services, actor } = call;
  const { db } = services;
  const may = stepsFor(actor, edition).filter((verb) => !ofTheirOwn.includes(verb));
  const checked = refused?.checked ?? null;
  const shown = {
    ...{ language, csrfToken, edition, may },
    readiness: await readiness(db, actor, edition.id),
    unsaved: await unsavedIn(db, actor, edition.id),
    steps: await stepsOf(db, edition.id),
    amending: edition.amends && isUnderWay(edition) ? await changesOf(db, actor, edition.id) : [],
    amended: await amendedBy(db, edition),
    changes: checked === null ? null : await changesSince(db, actor, edition.id, checked),
    ownWork: may.includes('publish')
      ? await approvesOwnWork(db, actor, principalOf(actor, 'publish', edition.id), edition.id)
      : null,
    asDeputy: may.flatMap((verb) => {
      const principal = principalOf(actor, verb, edition.id);
      return principal ? [{ verb, principal }] : [];
    }),
    values: refused?.values ?? untyped,
    errors: refused?.errors ?? {},
    error: refused?.error,
    now: services.clock(),
    hindrance: isDue(edition, services.clock()) ? await whyNotReleased(db, edition) : null,
  };
  return page(
    call,
    {
      title: approvalTexts(language).title,
      active: 'desk',
      status: refused?.status ?? 200,
      illustrative: edition.illustrative,
    },
    <ApprovalPage {...shown} />,
  );
}

async function showApproval(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await recordDraftLooks(call.services, call.actor, [edition], 'approval');
  return approvalPage(call, edition);
}

function typedStep(form: FormFields): StepValues {
  return { remark: form.get('remark'), day: form.get('day'), time: form.get('time') };
}

/** A typed day as the command takes it; what is no day stays as typed and is refused there. */
function inputOf(
  { remark, day, time }: StepValues,
  { checked, seen }: { readonly checked: string; readonly seen: string },
): PublishInput {
  return { remark, checked, seen, day: readTypedDate(day) ?? day.trim(), time: time.trim() };
}

/** Posts of the page: the step, then the page that says what came of it, or the same page with what is wrong. */
function step(
  command: (services: Services, actor: Actor, id: number, input: PublishInput) => Promise<Edition>,
  told: (t: ApprovalTexts, edition: Edition, call: Call) => string,
): (call: Call) => Promise<Response> {
  return async (call) => {
    const edition = await openEdition(call);
    const form = await call.form();
    const values = typedStep(form);
    const checked = form.get('checked');
    try {
      const taken = await command(
        call.services,
        call.actor,
        edition.id,
        inputOf(values, { checked, seen: form.get('da-thay') }),
      );
      const words = told(approvalTexts(call.language), taken, call);
      return seeOther(call, work.edition(edition.id), words);
    } catch (error) {
      const refused = refusalOf(call, error, values, checked);
      return approvalPage(call, await openEdition(call), refused);
    }
  };
}

/** Rethrows what the page cannot tell. */
function refusalOf(call: Call, error: unknown, values: StepValues, checked: string): StepRefusal {
  if (error instanceof InvalidInput) {
    const { entries, ...errors } = messagesIn(call, error.fields);
    return { status: 422, values, errors, error: entries, checked: null };
  }
  if (error instanceof Refusal && error.kind === 'conflict')
    return { status: 409, values, errors: {}, error: error.text[call.language], checked };
  if (error instanceof Refusal && error.kind === 'wrong_state')
    return { status: 409, values, errors: {}, error: error.text[call.language], checked: null };
  throw error;
}

function toldOfPublication(t: ApprovalTexts, { state, publishAt }: Edition, { language }: Call): string {
  return state === 'scheduled' && publishAt
    ? t.done.schedule(formatInstant(language, publishAt))
    : t.done.publish;
}

const at = (path: string) => `${work.editions}/:id/${path}`;

export const approvalRoutes: readonly Route[] = [
  readPage('edition.approval', at('trinh-duyet'), onlyFor(...catalogueReaders), showApproval),
  action(
    'edition.submit',
    at('trinh-phu-trach'),
    onlyFor(...rolesFor('submit')),
    step(submitEdition, (t) => t.done.submit),
  ),
  action(
    'edition.forward',
    at('trinh-lanh-dao'),
    onlyFor(...rolesFor('forward')),
    step(forwardEdition, (t) => t.done.forward),
  ),
  action(
    'edition.recall',
    at('lay-lai'),
    onlyFor(...rolesFor('recall')),
    step(recallEdition, (t) => t.done.recall),
  ),
  action(
    'edition.return',
    at('tra-lai'),
    onlyFor(...rolesFor('return'), ...rolesFor('send_back')),
    step(returnEdition, (t) => t.done.return),
  ),
  gravely(
    action(
      'edition.publish',
      at('cong-bo'),
      onlyFor(...rolesFor('publish')),
      step(publishEdition, toldOfPublication),
    ),
  ),
];
