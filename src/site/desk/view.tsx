// A little long, and one file: one page, in the order in which a desk shows what waits; each part is a few lines.
import type { AccountActor, Role } from '../../kernel/actor.ts';
import { roles } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import {
  type DeskWork,
  EditionTable,
  noteTexts,
  OpenImports,
  questionRow,
  work,
} from '../../modules/catalogue/index.ts';
import {
  type Consultation,
  consultationPaths,
  consultationRow,
  consultationWork,
  type UnfinishedConsultation,
  unfinishedRow,
} from '../../modules/consultation/index.ts';
import { directoryPaths, type StandIn, type WaitingRegistration } from '../../modules/directory/index.ts';
import {
  boardPaths,
  communePaths,
  type OwedTarget,
  OwedTargets,
  programmeWork,
  TaskDesk,
  type TaskDeskWork,
  type WaitingDifficulties,
  WaitingDifficultiesView,
} from '../../modules/programme/index.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Card, Columns, EmptyState, PageHead, Section, type Stat, StatRow } from '../../ui/page-parts.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { texts } from '../../ui/texts/texts.ts';
import { countsPaths } from '../counts/paths.ts';
import { guideFor } from '../guide/index.ts';
import { type DataRequest, WaitingDataRequests } from '../personal-data/index.ts';
import { type Standing, StandingView, WaitingRegistrations } from './applicant-view.tsx';
import { type DeskTexts, deskTexts } from './texts.ts';

interface DeskProps {
  readonly language: Language;
  readonly actor: AccountActor;
  readonly desk: DeskWork;
  /** Those who are away and whose deputy the person is today. */
  readonly deputyFor: readonly StandIn[];
  readonly today: LocalDate;
  /** Who runs the installation, in whose name the focal point answers. */
  readonly operator: string;
  /** What an applicant has to do with organisations; null for everybody else. */
  readonly standing: Standing | null;
  /** The longest waiting, for those who check them. */
  readonly registrations: { readonly rows: readonly WaitingRegistration[]; readonly total: number };
  /** By their term, for administrators. */
  readonly dataRequests: { readonly rows: readonly DataRequest[]; readonly total: number };
  /** Drafts the person or theirs were asked to comment on, and have not. */
  readonly consultations: readonly Consultation[];
  /** Raised by or addressed to the person's agency, or late and come up to them. */
  readonly difficulties: WaitingDifficulties;
  /** Closed ones the person works with, that wait for replies or the summary. */
  readonly unfinished: readonly UnfinishedConsultation[];
  /** What of plans' tasks waits for the person. */
  readonly tasks: TaskDeskWork;
  /** Figures of targets that are overdue, the longest owed first. */
  readonly owed: { readonly rows: readonly OwedTarget[]; readonly total: number };
}

/** What waits for the person, then the ways to begin something; each role sees what it can do today. */
export function DeskPage(props: DeskProps) {
  const { language, actor } = props;
  const t = deskTexts(language);
  const held = roles.filter((role) => actor.grants.some((grant) => grant.role === role));
  const works = held.includes('programme_officer') || held.includes('programme_head');
  const acts = works || held.includes('leader');
  const asked = props.consultations.length + props.unfinished.length + props.difficulties.total;
  const others =
    props.registrations.total + props.dataRequests.total + props.owed.total + asked + props.tasks.length;
  const idle = nothingWaits(props.desk, works) && others === 0;
  const parts = { ...props, t, held, works, idle };
  return (
    <>
      <PageHead
        title={acts ? t.title : t.plainTitle}
        lead={held.map((role) => texts(language).roles[role]).join(', ')}
      />
      <div class="stack">
        {props.deputyFor.length > 0 && <Deputy {...parts} />}
        <StatRow label={t.title} items={statsOf(props, t, works)} />
        <Columns main={<Waiting {...parts} />} side={<Side {...parts} />} />
      </div>
    </>
  );
}

/** Entries that name their agency are something to read, not work that waits, for those who have work here. */
function nothingWaits(desk: DeskWork, works: boolean): boolean {
  const { waiting, drafts, onTheirWay, imports, unsaved, answered, questions } = desk;
  const read = works ? 0 : desk.ofMyOrganisation.total;
  return (
    [waiting, drafts, onTheirWay, imports, unsaved, answered, questions.rows].every(
      ({ length }) => length === 0,
    ) && read === 0
  );
}

function statsOf({ language, actor, desk, registrations }: DeskProps, t: DeskTexts, works: boolean): Stat[] {
  const number = (value: number) => formatNumber(language, value, 0);
  const published = { value: number(desk.published), label: t.published };
  const to = (path: string) => localPath(language, path);
  const waiting = { value: number(desk.waiting.length), label: t.waiting, now: desk.waiting.length > 0 };
  const approves = actor.grants.some(({ role }) => role === 'leader');
  const answers = actor.grants.some(({ role }) => role === 'agency_officer');
  const questions = {
    value: number(desk.questions.total),
    label: desk.questions.late > 0 ? t.questionsLate(number(desk.questions.late)) : t.questions,
    href: to(work.ownQuestions),
    now: desk.questions.late > 0,
  };
  if (!works) return [...(approves ? [waiting] : []), ...(answers ? [questions] : []), published];
  return [
    waiting,
    { value: number(desk.drafts.length), label: t.drafts, href: to(`${work.editions}?trang-thai=draft`) },
    {
      value: number(desk.imports.length),
      label: t.imports,
      href: to(work.imports),
      now: desk.imports.length > 0,
    },
    {
      value: number(registrations.total),
      label: t.registrations,
      href: to(directoryPaths.registrations),
      now: registrations.total > 0,
    },
    { value: number(desk.unsaved.length), label: t.unsaved, now: desk.unsaved.length > 0 },
    questions,
    published,
  ];
}

interface PartProps extends DeskProps {
  readonly t: DeskTexts;
  readonly held: readonly Role[];
  readonly works: boolean;
  readonly idle: boolean;
}

function Deputy({ language, deputyFor, t }: PartProps) {
  return (
    <Notice lang={language} kind="information">
      {deputyFor.map(({ principal, role }) => (
        <p key={`${principal.id}-${role}`}>
          {t.deputyFor(principal.name, texts(language).roles[role], formatDate(language, principal.until))}
        </p>
      ))}
    </Notice>
  );
}

function Waiting(props: PartProps) {
  const { language, desk, t, held, works, idle, standing, registrations } = props;
  const to = (path: string) => localPath(language, path);
  const { waiting, drafts, onTheirWay, imports, unsaved, ofMyOrganisation } = desk;
  return (
    <>
      {standing && <StandingView {...{ language, standing }} />}
      {idle && !standing && (
        <EmptyState
          title={t.nothing}
          action={works && <LinkButton href={to(work.imports)}>{t.links.import}</LinkButton>}
        >
          {works && <p>{t.nothingEditor}</p>}
          {held.map((role) => (
            <p key={role}>{t.roles[role]}</p>
          ))}
        </EmptyState>
      )}
      {waiting.length > 0 && (
        <Section title={t.waitingTitle}>
          <EditionTable language={language} rows={waiting} to={work.approval} />
        </Section>
      )}
      <TaskDesk lang={language} today={props.today} work={props.tasks} />
      {desk.questions.rows.length > 0 && <WaitingQuestions {...props} />}
      <WaitingDifficultiesView lang={language} today={props.today} waiting={props.difficulties} />
      {props.consultations.length > 0 && <WaitingConsultations {...props} />}
      {props.owed.total > 0 && <OwedTargets lang={language} rows={props.owed.rows} />}
      {props.unfinished.length > 0 && (
        <Section
          title={t.toFinishTitle}
          aside={<a href={to(consultationWork.list)}>{t.links.consultations}</a>}
        >
          <RowList
            label={t.toFinishTitle}
            rows={props.unfinished.map((one) => unfinishedRow(language, one))}
          />
        </Section>
      )}
      {registrations.rows.length > 0 && (
        <WaitingRegistrations language={language} rows={registrations.rows} />
      )}
      {props.dataRequests.rows.length > 0 && (
        <WaitingDataRequests language={language} rows={props.dataRequests.rows} today={props.today} />
      )}
      {unsaved.length > 0 && (
        <Section title={t.unsavedTitle}>
          <RowList
            label={t.unsavedTitle}
            rows={unsaved.map((copy) => ({
              key: String(copy.entryId),
              code: copy.code,
              href: to(work.entry(copy.editionId, copy.entryId)),
              title: copy.title,
              detail: t.kept(formatInstant(language, copy.savedAt)),
            }))}
          />
        </Section>
      )}
      {desk.answered.length > 0 && <AnsweredNotes {...props} />}
      {imports.length > 0 && (
        <Section title={t.importsTitle}>
          <OpenImports language={language} open={imports} />
        </Section>
      )}
      {drafts.length > 0 && (
        <Section title={t.draftsTitle} aside={<a href={to(work.editions)}>{t.all}</a>}>
          <EditionTable language={language} rows={drafts} />
        </Section>
      )}
      {onTheirWay.length > 0 && (
        <Section title={t.onTheirWayTitle} aside={<a href={to(work.editions)}>{t.all}</a>}>
          <EditionTable language={language} rows={onTheirWay} />
        </Section>
      )}
      {ofMyOrganisation.total > 0 && <OwnEntries {...props} />}
    </>
  );
}

function WaitingConsultations({ language: lang, t, today, consultations }: PartProps) {
  return (
    <Section title={t.consultationsTitle}>
      <RowList
        label={t.consultationsTitle}
        rows={consultations.map((consultation) =>
          consultationRow({ lang, today, consultation, href: consultationPaths.one(consultation.id) }),
        )}
      />
    </Section>
  );
}

function WaitingQuestions({ language: lang, desk, t, today, operator }: PartProps) {
  return (
    <Section
      title={t.questionsTitle}
      aside={<a href={localPath(lang, work.ownQuestions)}>{t.allQuestions}</a>}
    >
      <RowList
        label={t.questionsTitle}
        rows={desk.questions.rows.map((question) => questionRow({ lang, today, operator, question }))}
      />
    </Section>
  );
}

function AnsweredNotes({ language, desk }: PartProps) {
  const t = noteTexts(language);
  return (
    <Section title={t.answeredTitle}>
      <RowList
        label={t.answeredTitle}
        rows={desk.answered.map((note) => ({
          key: String(note.id),
          code: note.code,
          href: localPath(language, work.note(note.editionId, note.id)),
          title: <span lang={language === 'vi' ? undefined : 'vi'}>{note.text}</span>,
          detail: t.by(note.by ?? t.product, formatInstant(language, note.at)),
        }))}
      />
    </Section>
  );
}

function OwnEntries({ language, desk, t }: PartProps) {
  const { rows, total, led, code } = desk.ofMyOrganisation;
  const number = (value: number) => formatNumber(language, value, 0);
  const list = (path: string) => localPath(language, `${path}?${new URLSearchParams({ 'co-quan': code })}`);
  return (
    <Section title={t.mineTitle}>
      <div class="stack">
        <p>{t.mineCount(number(total))}</p>
        {led.problems + led.needs > 0 && (
          <p>
            {led.problems > 0 && <a href={list(PATHS.problems)}>{t.mineProblems(number(led.problems))}</a>}
            {led.problems > 0 && led.needs > 0 && ' · '}
            {led.needs > 0 && <a href={list(PATHS.needs)}>{t.mineNeeds(number(led.needs))}</a>}
          </p>
        )}
        <RowList
          label={t.mineTitle}
          rows={rows.map((entry) => ({
            key: entry.code,
            code: entry.code,
            href: localPath(language, entry.path),
            title: entry.title,
            detail: [
              entry.questions > 0 && t.mineQuestions(number(entry.questions)),
              entry.changedAt && t.mineChanged(formatDate(language, localDateOf(entry.changedAt))),
            ]
              .filter(Boolean)
              .join(' · '),
            marks: entry.illustrative ? <IllustrativeMark lang={language} /> : undefined,
          }))}
        />
      </div>
    </Section>
  );
}

/** What the roles can do stands here unless it is what the page itself says. */
function Side({ language, t, held, idle, standing }: PartProps) {
  return (
    <Card title={t.quick}>
      <ul class="plain-links">
        {shortcuts(held, t).map(({ label, path }) => (
          <li key={path}>
            <a href={localPath(language, path)}>{label}</a>
          </li>
        ))}
      </ul>
      {(!idle || standing) &&
        held.map((role) => (
          <p key={role} class="quiet">
            {t.roles[role]}
          </p>
        ))}
    </Card>
  );
}

function shortcuts(held: readonly Role[], t: DeskTexts): { label: string; path: string }[] {
  const has = (...wanted: readonly Role[]) => wanted.some((role) => held.includes(role));
  const edits = has('programme_officer', 'programme_head');
  const { links } = t;
  return [
    ...(edits || has('inspector', 'leader')
      ? [
          { label: links.boards, path: boardPaths.leader },
          { label: links.rehearsal, path: programmeWork.rehearsal },
        ]
      : has('agency_officer')
        ? [{ label: links.boards, path: boardPaths.unit }]
        : []),
    ...(edits
      ? [
          { label: links.import, path: work.imports },
          { label: links.paste, path: work.paste },
          { label: links.newEdition, path: work.newEdition },
          { label: links.registrations, path: directoryPaths.registrations },
        ]
      : []),
    ...(edits || has('inspector', 'leader')
      ? [
          { label: links.editions, path: work.editions },
          { label: links.documents, path: `${PATHS.desk}/van-ban` },
          { label: links.consultations, path: consultationWork.list },
        ]
      : []),
    ...(edits || has('inspector', 'leader', 'agency_officer')
      ? [
          { label: links.plans, path: programmeWork.plans },
          { label: links.tasks, path: programmeWork.tasks },
          { label: links.targets, path: programmeWork.targets },
          { label: links.urging, path: programmeWork.urging },
          ...(edits ? [{ label: links.handOver, path: programmeWork.handOver }] : []),
        ]
      : []),
    ...(edits || has('inspector', 'leader') ? [{ label: links.counts, path: countsPaths.show }] : []),
    ...(edits || has('inspector', 'leader', 'agency_officer')
      ? [
          { label: links.questions, path: work.questions },
          { label: links.difficulties, path: programmeWork.difficulties },
          { label: links.directives, path: programmeWork.directives },
          { label: links.urgingLetters, path: programmeWork.urgingLetters },
        ]
      : []),
    ...(has('inspector')
      ? [
          { label: links.audit, path: PATHS.audit },
          { label: links.personalLooks, path: directoryPaths.looks },
        ]
      : []),
    ...(has('administrator')
      ? [
          { label: links.accounts, path: '/quan-tri/tai-khoan' },
          { label: links.organisations, path: '/quan-tri/co-quan' },
          { label: links.communes, path: communePaths.layout },
          { label: links.backup, path: PATHS.backup },
          { label: links.mail, path: PATHS.mail },
          { label: links.dataRequests, path: PATHS.dataRequests },
        ]
      : []),
    ...(edits
      ? []
      : [
          { label: links.problems, path: PATHS.problems },
          { label: links.needs, path: PATHS.needs },
          { label: links.publicDocuments, path: PATHS.documents },
        ]),
    ...(has('agency_officer') ? [{ label: links.askedFor, path: PATHS.consultations }] : []),
    { label: links.account, path: PATHS.account },
    { label: links.letters, path: PATHS.letters },
    { label: links.ownQuestions, path: PATHS.questions },
    { label: links.ownComments, path: PATHS.comments },
    { label: links.guide, path: guideFor(held) },
  ];
}
