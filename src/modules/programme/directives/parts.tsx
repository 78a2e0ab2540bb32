import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Breadcrumbs, Section } from '../../../ui/page-parts.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { AgencyText } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import {
  type DirectiveState,
  directiveLifecycle,
  type ListedDirective,
  type OwedAnswer,
  termOfAnswer,
} from './directive.ts';
import type { DirectivesAsked } from './queries.ts';
import { directiveTexts } from './texts.ts';

const tones: Readonly<Record<DirectiveState, Tone>> = {
  waiting: 'work',
  answered: 'note',
  accepted: 'done',
  withdrawn: 'quiet',
};

/** Letters of its words that a list shows. */
const shownLetters = 160;

export function inShort(body: string): string {
  const [line = ''] = body.split('\n');
  const letters = [...line];
  return letters.length > shownLetters ? `${letters.slice(0, shownLetters).join('').trimEnd()}…` : line;
}

/** The state of an answer owed, and while it is awaited how its day stands. */
export function OwedMarks(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly owed: Pick<OwedAnswer, 'state' | 'dueOn'>;
  readonly illustrative?: boolean;
}) {
  const { lang, owed } = props;
  const t = directiveTexts(lang);
  const term = termOfAnswer(owed, props.today);
  const days = formatNumber(lang, term?.days ?? 0, 0);
  const near = term?.days === 0 ? t.today : t.left(days);
  return (
    <>
      <Badge tone={tones[owed.state]}>{directiveLifecycle.states[owed.state].internal[lang]}</Badge>
      {term && (
        <Badge tone={term.kind === 'late' || term.days === 0 ? 'now' : 'work'}>
          {term.kind === 'late' ? t.late(days) : near}
        </Badge>
      )}
      {props.illustrative && <IllustrativeMark lang={lang} />}
    </>
  );
}

/** An answer owed, in a list. */
export function directiveRow(lang: Language, today: LocalDate, one: ListedDirective): RowEntry {
  const t = directiveTexts(lang);
  return {
    key: String(one.id),
    code: one.code,
    href: localPath(lang, programmeWork.directive(one.directiveId, one.id)),
    title: <InVietnamese lang={lang}>{inShort(one.body)}</InVietnamese>,
    detail: (
      <>
        <AgencyText lang={lang} agency={one.agency} />
        {one.about && <> · {one.about.code}</>}
        {one.state === 'waiting' && <> · {t.due(formatDate(lang, one.dueOn))}</>}
        {' · '}
        <Content lang={lang} text={one.leader} />
      </>
    ),
    marks: <OwedMarks lang={lang} today={today} owed={one} illustrative={one.illustrative} />,
  };
}

/** One on the desk. */
export interface DeskDirective {
  readonly id: number;
  /** The row of the agency. */
  readonly part: number | null;
  readonly code: string;
  readonly body: string;
  readonly agency: string;
  readonly state: DirectiveState;
  readonly dueOn: LocalDate | null;
  readonly illustrative: boolean;
}

export function deskDirectiveRow(lang: Language, today: LocalDate, one: DeskDirective): RowEntry {
  const t = directiveTexts(lang);
  return {
    key: `${one.code} ${one.agency}`,
    code: one.code,
    href: localPath(lang, programmeWork.directive(one.id, one.part ?? undefined)),
    title: <InVietnamese lang={lang}>{inShort(one.body)}</InVietnamese>,
    detail: (
      <>
        <Content lang={lang} text={one.agency} />
        {one.state === 'waiting' && one.dueOn && <> · {t.due(formatDate(lang, one.dueOn))}</>}
      </>
    ),
    marks: (
      <OwedMarks
        {...{ lang, today, illustrative: one.illustrative }}
        owed={{ state: one.state, dueOn: one.dueOn ?? today }}
      />
    ),
  };
}

export function DirectiveCrumbs(props: { readonly lang: Language; readonly here: string }) {
  const { lang, here } = props;
  const t = directiveTexts(lang);
  return (
    <Breadcrumbs
      {...{ lang, here }}
      items={[
        { label: t.desk, href: localPath(lang, PATHS.desk) },
        { label: t.title, href: localPath(lang, programmeWork.directives) },
      ]}
    />
  );
}

/** On the work page of a task: what `directivesOf` found, and the way to give one. */
export function TaskDirectives(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  /** Of the task. */
  readonly code: string;
  readonly directives: readonly ListedDirective[];
  readonly mayGive: boolean;
}) {
  const { lang, today, directives } = props;
  const t = directiveTexts(lang);
  if (directives.length === 0 && !props.mayGive) return null;
  return (
    <Section
      title={t.ofTask}
      id="chi-dao"
      aside={
        props.mayGive && (
          <LinkButton look="secondary" href={localPath(lang, programmeWork.newDirective(props.code))}>
            {t.give}
          </LinkButton>
        )
      }
    >
      {directives.length === 0 ? (
        <p class="quiet">{t.ofTaskNone}</p>
      ) : (
        <RowList label={t.ofTask} rows={directives.map((one) => directiveRow(lang, today, one))} />
      )}
    </Section>
  );
}

/** The link by which a leader gives one about what a code names. */
export function GiveDirective(props: { readonly lang: Language; readonly code: string }) {
  const { lang, code } = props;
  return (
    <p class="screen-only">
      <a href={localPath(lang, programmeWork.newDirective(code))}>{directiveTexts(lang).give}</a>
    </p>
  );
}

/** On a leader's screen: answers that wait for them, then what is late. */
export function DirectivesOnBoard(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly asked: DirectivesAsked;
  readonly mayGive: boolean;
}) {
  const { lang, today, asked } = props;
  const t = directiveTexts(lang);
  const number = (count: number) => formatNumber(lang, count, 0);
  return (
    <Section
      title={t.onBoard}
      id="chi-dao"
      aside={
        props.mayGive && (
          <LinkButton look="secondary" href={localPath(lang, programmeWork.newDirective())}>
            {t.give}
          </LinkButton>
        )
      }
    >
      {asked.rows.length === 0 ? (
        <p class="quiet">{t.boardNone}</p>
      ) : (
        <>
          <p class="quiet">{t.boardSays(number(asked.answered), number(asked.late))}</p>
          <RowList label={t.onBoard} rows={asked.rows.map((one) => directiveRow(lang, today, one))} />
        </>
      )}
      <p class="quiet">
        <a href={localPath(lang, `${programmeWork.directives}?xem=all`)}>{t.all}</a>
      </p>
    </Section>
  );
}
