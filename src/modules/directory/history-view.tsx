import type { Language } from '../../kernel/text.ts';
import { formatInstant } from '../../ui/format.ts';
import { Section, Timeline } from '../../ui/page-parts.tsx';
import { defineTexts } from '../../ui/texts/texts.ts';
import type { PastEvent } from './history.ts';

const historyTexts = defineTexts(
  { title: 'Lịch sử', nothing: 'Chưa có thay đổi nào được ghi.', system: 'hệ thống', visitor: 'khách' },
  { title: 'History', nothing: 'No change has been recorded.', system: 'the system', visitor: 'a visitor' },
);

/** What happened, in sentences, with who did it. */
export function History(props: {
  readonly lang: Language;
  readonly events: readonly PastEvent[];
  readonly sentence: (lang: Language, event: PastEvent) => string;
}) {
  const t = historyTexts(props.lang);
  const who = ({ actorName, actorKind }: PastEvent) =>
    actorName ?? (actorKind === 'visitor' ? t.visitor : t.system);
  return (
    <Section title={t.title} id="lich-su">
      {props.events.length === 0 ? (
        <p class="quiet">{t.nothing}</p>
      ) : (
        <Timeline
          items={props.events.map((event) => ({
            key: String(event.seq),
            when: <time dateTime={event.at.toISOString()}>{formatInstant(props.lang, event.at)}</time>,
            what: props.sentence(props.lang, event),
            who: who(event),
          }))}
        />
      )}
    </Section>
  );
}
