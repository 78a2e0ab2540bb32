import type { Language } from '../../kernel/text.ts';
import { Content } from '../../ui/inline.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Topic, topicLabel } from './happenings.ts';
import { auditTexts } from './texts.ts';
import type { Thing } from './told.ts';

const topicOf: Readonly<Record<string, Topic>> = {
  edition: 'danh-muc',
  entry: 'muc',
  import: 'ban-nhap',
  plan_import: 'ban-nhap',
  workbook: 'ban-nhap',
  batch: 'ban-nhap',
  document: 'van-ban',
  account: 'tai-khoan',
  organisation: 'co-quan',
  sector: 'linh-vuc',
  registration: 'dang-ky',
  registration_request: 'dang-ky',
  question: 'hoi-dap',
  consultation: 'lay-y-kien',
  plan: 'ke-hoach',
  task: 'ke-hoach',
  target: 'ke-hoach',
  difficulty: 'kho-khan',
  directive: 'chi-dao',
  urging_letter: 'chi-dao',
  urging: 'chi-dao',
  board: 'bang',
  api_key: 'khoa-api',
  webhook: 'webhook',
  backup: 'sao-luu',
  rehearsal: 'sao-luu',
  sign_in: 'phien',
  audit: 'nhat-ky',
  event: 'nhat-ky',
  chain: 'nhat-ky',
};

/** What kind of thing it is, in words. */
export function thingKind(lang: Language, kind: string): string {
  const topic = topicOf[kind];
  return topic ? topicLabel(topic)[lang] : kind;
}

/** The thing an event was about: a link where its page still is. */
export function ThingName({ lang, thing }: { readonly lang: Language; readonly thing: Thing }) {
  const { kind, label, title, path } = thing;
  const t = auditTexts(lang);
  const name = kind === 'event' ? t.eventTitle(thing.id) : (label?.[lang] ?? thingKind(lang, kind));
  const isGone = path === null && lasting.has(kind);
  return (
    <>
      {path ? (
        <a href={localPath(lang, path)}>
          <Content lang={lang} text={name} />
        </a>
      ) : (
        <Content lang={lang} text={name} />
      )}
      {isGone && <span class="quiet"> ({t.gone})</span>}
      {title && title !== name && (
        <span class="quiet" lang="vi">
          {' '}
          {title}
        </span>
      )}
    </>
  );
}

/** Things that have a page as long as they are. */
const lasting: ReadonlySet<string> = new Set([
  'edition',
  'entry',
  'import',
  'document',
  'account',
  'organisation',
]);
