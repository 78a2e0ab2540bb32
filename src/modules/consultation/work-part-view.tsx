import type { Language } from '../../kernel/text.ts';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan, Words } from '../catalogue/index.ts';
import type { Consultation, Part } from './consultation.ts';
import { partName } from './parts.tsx';
import { consultationWork } from './paths.ts';
import { consultationTexts } from './texts.ts';
import { WorkCrumbs } from './work-view.tsx';

/** A part of the draft as it was taken, for those who look it over before it is announced. */
export function WorkPart(props: {
  readonly lang: Language;
  readonly consultation: Consultation;
  readonly part: Part & { readonly previous: number | null; readonly next: number | null };
}) {
  const { lang, consultation, part } = props;
  const t = consultationTexts(lang);
  const to = (position: number) => localPath(lang, consultationWork.part(consultation.id, position));
  return (
    <>
      <WorkCrumbs lang={lang} consultation={consultation} here={t.partAt(part.position)} />
      <PageHead title={<span lang={otherThan(lang, 'vi')}>{partName(part)}</span>} />
      <Words lang={lang} language="vi" text={part.body} />
      <div class="section">
        <Buttons>
          {part.previous !== null && (
            <LinkButton href={to(part.previous)} look="secondary">
              {t.previous}
            </LinkButton>
          )}
          {part.next !== null && (
            <LinkButton href={to(part.next)} look="secondary">
              {t.next}
            </LinkButton>
          )}
        </Buttons>
      </div>
    </>
  );
}
