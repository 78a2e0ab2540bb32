import type { Language } from '../../kernel/text.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan, Words } from '../catalogue/index.ts';
import type { Consultation } from './consultation.ts';
import type { DraftPage } from './draft-text.ts';
import { partName } from './parts.tsx';
import { consultationPaths } from './paths.ts';
import { consultationTexts } from './texts.ts';

interface DraftProps {
  readonly lang: Language;
  readonly consultation: Consultation;
  readonly draft: DraftPage;
  readonly open: boolean;
}

/** The text of a draft as one reads or prints it whole, in pages where it is long. */
export function DraftText(props: DraftProps) {
  const { lang, consultation, draft } = props;
  const t = consultationTexts(lang);
  const path = localPath(lang, consultationPaths.part(consultation.id, 0));
  if (draft.parts.length === 0)
    return draft.page === 1 ? null : (
      <EmptyState title={t.noneFound} action={<LinkButton href={path}>{t.firstPage}</LinkButton>} />
    );
  return (
    <>
      <p class="quiet screen-only">{t.printHelp}</p>
      {draft.pages > 1 && <p class="quiet">{t.draftPage(String(draft.page), String(draft.pages))}</p>}
      {draft.parts.map((part) => (
        <DraftPart key={part.position} {...props} part={part} />
      ))}
      <Pager
        {...{ lang, page: draft.page, pageSize: 1, total: draft.pages, totalIsExact: true }}
        href={(one) => (one > 1 ? `${path}?doan=${one}` : path)}
      />
    </>
  );
}

function DraftPart({
  lang,
  consultation,
  open,
  part,
}: DraftProps & { readonly part: DraftPage['parts'][number] }) {
  const t = consultationTexts(lang);
  const page = localPath(lang, consultationPaths.part(consultation.id, part.position));
  const give = localPath(lang, consultationPaths.commentOn(consultation.id, part.position));
  const name = <span lang={otherThan(lang, 'vi')}>{partName(part)}</span>;
  return (
    <Section title={name} id={`phan-${part.position}`}>
      <div class="stack">
        <Words lang={lang} language="vi" text={part.cut ? `${part.body}…` : part.body} />
        {part.cut && (
          <p>
            <a href={page}>{t.form.readOn}</a>
          </p>
        )}
        {open && (
          <p class="screen-only">
            <a href={give}>
              {t.giveHere}
              <span class="sr">: {name}</span>
            </a>
          </p>
        )}
      </div>
    </Section>
  );
}
