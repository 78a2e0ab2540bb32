import type { ComponentChildren } from 'preact';
import type { Principal } from '../../../kernel/actor.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, Fieldset, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { EntryChange } from '../amendment/queries.ts';
import { type Edition, type EditionVerb, editionLifecycle } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { work } from '../paths.ts';
import { checkMark, type Readiness } from '../readiness.ts';
import { type ApprovalTexts, approvalTexts } from './texts.ts';

/** What was typed with a step. */
export interface StepValues {
  readonly remark: string;
  readonly day: string;
  readonly time: string;
}

export interface NextStepProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly readiness: Readiness;
  /** Of an amendment under way: what it changes. */
  readonly amending: readonly EntryChange[];
  /** What the reader may do now. */
  readonly may: readonly EditionVerb[];
  /** Why the reader cannot approve it: somebody's own work; null where they can. */
  readonly ownWork: Text | null;
  /** Those steps of `may` that the reader takes in the name of somebody who is away. */
  readonly asDeputy: readonly { readonly verb: EditionVerb; readonly principal: Principal }[];
  readonly values: StepValues;
  readonly errors: Readonly<Partial<Record<keyof StepValues, string>>>;
  readonly error: string | undefined;
  readonly now: Date;
  /** Why it cannot become public though its hour has passed; null where nothing is known. */
  readonly hindrance: Text | null;
}

/** The one form of the page: remarks, and a button for each thing the reader may do now. */
export function NextStep(props: NextStepProps) {
  const { language, edition, may } = props;
  const t = approvalTexts(language);
  const verbs = may.filter((verb) => !isApproval(verb) || props.ownWork === null);
  const ready = props.readiness.ready || !verbs.some(needsAll);
  return (
    <Section title={t.next}>
      <div class="stack">
        {edition.state === 'scheduled' && <Scheduled {...props} t={t} />}
        {props.ownWork && may.some(isApproval) && (
          <Notice lang={language} kind="warning">
            <p>{props.ownWork[language]}</p>
          </Notice>
        )}
        <AsDeputy {...props} may={verbs} t={t} />
        {verbs.length > 0 && ready ? (
          <StepForm {...props} may={verbs} t={t} />
        ) : (
          <>
            {verbs.length === 0 && (
              <p>{t.waitsFor(editionLifecycle.states[edition.state].internal[language])}</p>
            )}
            <Buttons>
              <Back {...props} />
            </Buttons>
          </>
        )}
      </div>
    </Section>
  );
}

const isApproval = (verb: EditionVerb) => verb === 'publish' || verb === 'schedule';
/** Steps that an incomplete edition does not take. */
const needsAll = (verb: EditionVerb) => verb === 'submit';

type PartProps = NextStepProps & { readonly t: ApprovalTexts };

/** Whose name the step will bear beside the reader's. */
function AsDeputy({ language, may, asDeputy, t }: PartProps) {
  const taken = asDeputy.filter(({ verb }) => may.includes(verb));
  const principals = [...new Map(taken.map(({ principal }) => [principal.id, principal])).values()];
  return principals.map(({ id, name }) => {
    const steps = taken.filter(({ principal }) => principal.id === id);
    const labels = steps.map(({ verb }) =>
      editionLifecycle.verbs[verb].label[language].toLocaleLowerCase('vi'),
    );
    return <p key={id}>{t.actsFor(name, labels.join(', '))}</p>;
  });
}

function Back({ language, edition }: NextStepProps) {
  return (
    <LinkButton href={localPath(language, work.edition(edition.id))} look="quiet">
      {editionTexts(language).back}
    </LinkButton>
  );
}

function Scheduled({ language, edition, now, hindrance, t }: PartProps) {
  if (!edition.publishAt) return null;
  const late = hindrance !== null || now.getTime() - edition.publishAt.getTime() > 5 * 60_000;
  return (
    <Notice lang={language} kind={late ? 'warning' : 'information'}>
      {hindrance ? (
        <p>
          {t.hindered} {hindrance[language]}
        </p>
      ) : (
        <p>{late ? t.overdue : t.scheduledFor(formatInstant(language, edition.publishAt))}</p>
      )}
    </Notice>
  );
}

function StepForm(props: PartProps) {
  const { language, edition, may, readiness, t } = props;
  const form = bindForm<StepValues>({ lang: language, values: props.values, errors: props.errors });
  const approves = may.some(isApproval);
  const returns = may.includes('return') || may.includes('send_back');
  return (
    <Form
      lang={language}
      action={localPath(language, pathOf(may[0] ?? 'submit', edition))}
      csrfToken={props.csrfToken}
      hidden={{ checked: checkMark(edition, readiness), 'da-thay': edition.state }}
      guard
    >
      <Lead {...props} />
      <TextArea
        {...form.text('remark')}
        label={t.remark}
        hint={returns ? `${t.remarkHint} ${t.remarkReturn}` : t.remarkHint}
        rows={3}
        most={2000}
        optional
      />
      {approves && (
        <Fieldset legend={t.publishAt} hint={t.publishAtHint}>
          <DateField {...form.text('day')} label={t.day} optional />
          <TextField {...form.text('time')} label={t.time} hint={t.timeHint} width="short" optional />
        </Fieldset>
      )}
      <Buttons>
        {buttons(props).map(({ verb, label, look }) => (
          <Button key={verb} look={look} formAction={localPath(language, pathOf(verb, edition))}>
            {label}
          </Button>
        ))}
        <Back {...props} />
      </Buttons>
    </Form>
  );
}

/** What the portal shows once it is approved: all entries of an edition, and of an amendment what becomes of those it touches. */
function consequences({ language, edition, readiness, amending }: NextStepProps): string {
  const t = editionTexts(language);
  if (!edition.amends) return t.consequences(readiness.entries - readiness.confidential);
  const count = (wanted: EntryChange['purpose']) =>
    amending.filter(({ purpose, entry }) => purpose === wanted && !(purpose === 'add' && entry.confidential))
      .length;
  return t.amendmentConsequences(count('change'), count('add'), count('takeOut'));
}

function Lead(props: PartProps): ComponentChildren {
  const { edition, may, t } = props;
  const lines = [
    may.includes('submit') && t.submitLead,
    may.includes('forward') && t.forwardLead,
    !may.includes('forward') && may.includes('recall') && t.recallLead,
    may.includes('take_back') && t.takeBackLead,
    may.some(isApproval) && consequences(props),
    may.some(isApproval) && edition.documentId !== null && editionTexts(props.language).documentToo,
  ].filter((line) => line !== false);
  return lines.map((line) => <p key={`${edition.id} ${line}`}>{line}</p>);
}

interface StepButton {
  readonly verb: EditionVerb;
  readonly label: string;
  readonly look: 'primary' | 'secondary';
}

/** The step forward first; publishing now and at an hour are one button, told apart by the fields. */
function buttons({ language, may, t }: PartProps): StepButton[] {
  return may
    .filter((verb) => verb !== 'schedule')
    .map((verb, index) => ({
      verb,
      label: verb === 'publish' ? t.approve : editionLifecycle.verbs[verb].label[language],
      look: index === 0 && verb !== 'send_back' ? 'primary' : 'secondary',
    }));
}

/** Where the button of a verb posts: one door for each right. */
function pathOf(verb: EditionVerb, { id }: Edition): string {
  if (verb === 'submit') return work.submitEdition(id);
  if (verb === 'forward') return work.forwardEdition(id);
  if (verb === 'recall' || verb === 'take_back') return work.recallEdition(id);
  if (verb === 'return' || verb === 'send_back') return work.returnEdition(id);
  return work.publishEdition(id);
}
