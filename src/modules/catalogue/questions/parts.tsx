import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { type Agency, type QuestionState, questionLifecycle, type Wording } from './question.ts';

/** Of content in another language than the page. */
export function otherThan(page: Language, content: Language): Language | undefined {
  return content === page ? undefined : content;
}

/** What an agency is called; the focal point by who runs the installation. `lang`: where it is not that of the page. */
export function agencyIn(
  lang: Language,
  agency: Agency | null,
  operator: string,
): { readonly name: string; readonly lang: Language | undefined } {
  if (agency && lang === 'en' && agency.nameEn) return { name: agency.nameEn, lang: undefined };
  return { name: agency?.name ?? operator, lang: otherThan(lang, 'vi') };
}

export function AgencyName(props: {
  readonly lang: Language;
  readonly agency: Agency | null;
  readonly operator: string;
}) {
  const named = agencyIn(props.lang, props.agency, props.operator);
  return <span lang={named.lang}>{named.name}</span>;
}

/** The head of a page about one question: its title in its own language, the marks in that of the page. */
export function QuestionHead(props: {
  readonly lang: Language;
  readonly language: Language;
  readonly title: string;
  readonly marks: ComponentChildren;
}) {
  return (
    <>
      <div lang={otherThan(props.lang, props.language)}>
        <PageHead title={props.title} />
      </div>
      {props.marks && <div class="marks question-marks">{props.marks}</div>}
    </>
  );
}

/** Words as they were written, paragraph by paragraph. */
export function Words(props: {
  readonly lang: Language;
  readonly language: Language;
  readonly text: string;
}) {
  return (
    <div class="prose" lang={otherThan(props.lang, props.language)}>
      {props.text.split(/\n{2,}/).map((paragraph, at) => (
        <p key={String(at)} class="kept-lines">
          {paragraph}
        </p>
      ))}
    </div>
  );
}

export function WordingView(props: {
  readonly lang: Language;
  readonly language: Language;
  readonly wording: Wording;
}) {
  const { lang, language, wording } = props;
  return (
    <>
      <p lang={otherThan(lang, language)}>
        <b>{wording.title}</b>
      </p>
      <Words lang={lang} language={language} text={wording.body} />
    </>
  );
}

const tones: Readonly<Record<QuestionState, Tone>> = {
  waiting: 'work',
  answered: 'done',
  refused: 'quiet',
  withdrawn: 'quiet',
};

export function QuestionBadge({ lang, state }: { readonly lang: Language; readonly state: QuestionState }) {
  return <Badge tone={tones[state]}>{questionLifecycle.states[state].internal[lang]}</Badge>;
}
