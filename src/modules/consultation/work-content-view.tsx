import type { Language } from '../../kernel/text.ts';
import { LinkButton } from '../../ui/button.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan } from '../catalogue/index.ts';
import type { CommentCounts } from './comments/queries.ts';
import type { Consultation, ConsultationVerb, Part } from './consultation.ts';
import { partName } from './parts.tsx';
import { consultationWork } from './paths.ts';
import { consultationTexts } from './texts.ts';
import { consultationWorkTexts } from './work-texts.ts';

interface ContentProps {
  readonly lang: Language;
  readonly consultation: Consultation;
  readonly may: (verb: ConsultationVerb | 'work') => boolean;
  readonly parts: readonly Omit<Part, 'body'>[];
  readonly counts: CommentCounts;
}

type Named = ContentProps['parts'][number];

/** Parts listed at once; the others stand folded below. */
const partsAtOnce = 40;

/** The text that is consulted on, part by part, with the comments on each. */
export function Content(props: ContentProps) {
  const { lang, consultation, parts, counts, may } = props;
  const t = consultationWorkTexts(lang);
  const { id, edition, takenAt, state } = consultation;
  const edits = edition === null && state === 'draft' && may('change');
  const onWhole = counts.byPart['0'] ?? 0;
  const rest = parts.slice(partsAtOnce);
  return (
    <Section
      title={t.content}
      id="noi-dung"
      aside={takenAt && <span class="quiet">{t.taken(formatInstant(lang, takenAt))}</span>}
    >
      <div class="stack">
        {parts.length === 0 && <p class="quiet">{t.noContent}</p>}
        {edits && (
          <p>
            <LinkButton href={localPath(lang, consultationWork.content(id))} look="secondary">
              {t.editContent}
            </LinkButton>
          </p>
        )}
        {onWhole > 0 && (
          <p>
            {consultationTexts(lang).whole}
            <CommentsLink {...props} position={0} count={onWhole} />
          </p>
        )}
        <Parts {...props} parts={parts.slice(0, partsAtOnce)} />
        {rest.length > 0 && (
          <details>
            <summary>{t.moreParts(formatNumber(lang, rest.length, 0))}</summary>
            <Parts {...props} parts={rest} />
          </details>
        )}
      </div>
    </Section>
  );
}

function Parts(props: ContentProps) {
  const { lang, consultation, parts, counts } = props;
  const line = (part: Named) => (
    <li key={part.position}>
      <a
        href={localPath(lang, consultationWork.part(consultation.id, part.position))}
        lang={otherThan(lang, 'vi')}
      >
        {partName(part)}
      </a>
      <CommentsLink {...props} position={part.position} count={counts.byPart[String(part.position)] ?? 0} />
    </li>
  );
  return <ul class="plain-list">{parts.map(line)}</ul>;
}

function CommentsLink({
  lang,
  consultation,
  position,
  count,
}: ContentProps & { readonly position: number; readonly count: number }) {
  if (count === 0) return null;
  const list = `${consultationWork.comments(consultation.id)}?trang-thai=all&phan=${position}`;
  return (
    <span class="quiet">
      {' · '}
      <a href={localPath(lang, list)}>{consultationTexts(lang).comments(formatNumber(lang, count, 0))}</a>
    </span>
  );
}
