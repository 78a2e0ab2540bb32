/** Letters by mail: one content, written as plain text and as HTML that every mail program shows. */

import { isNamed } from '../kernel/operator.ts';
import type { Language } from '../kernel/text.ts';
import { Content, Quoting } from './inline.tsx';
import { renderPage } from './render.ts';
import { defineTexts } from './texts/texts.ts';

export interface LetterContent {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What people wrote in them, and names: marked in an English letter where it is Vietnamese. */
  readonly quoted?: readonly (string | null)[] | undefined;
  /** What there is to look at, each with its own address. */
  readonly items?: readonly LetterItem[];
  /** Below it, something else to look at. */
  readonly further?: LetterList | undefined;
  /** What to do next. */
  readonly action?: LetterLink | undefined;
  /** Why the addressee gets this letter. */
  readonly reason: string;
  /** Where such letters are stopped, and where they are chosen. */
  readonly stop?: LetterLink | undefined;
  readonly choose?: LetterLink | undefined;
}

export interface LetterItem {
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

export interface LetterList {
  readonly title: string;
  readonly items: readonly LetterItem[];
}

export interface LetterLink {
  readonly label: string;
  readonly href: string;
}

/** Who sends letters, as their foot says it. */
export interface LetterSender {
  readonly operator: string;
  /** The address of the site. */
  readonly site: string;
}

const letterTexts = defineTexts(
  {
    product: 'Nhịp Cầu',
    from: (operator: string) => `${operator} vận hành hệ thống này.`,
    fromSite: (host: string) => `Thư do hệ thống tại ${host} gửi; nơi vận hành chưa ghi tên trong hệ thống.`,
    automatic: 'Thư này được gửi tự động.',
  },
  {
    product: 'Nhịp Cầu',
    from: (operator: string) => `This system is run by ${operator}.`,
    fromSite: (host: string) => `It comes from the system at ${host}, whose operator has not given a name.`,
    automatic: 'This letter was sent automatically.',
  },
);

/** The product runs nothing itself: where nobody is named, the address says from where a letter comes. */
function whoSends(lang: Language, { operator, site }: LetterSender): string {
  const t = letterTexts(lang);
  return isNamed(operator) ? t.from(operator) : t.fromSite(new URL(site).host);
}

export function writeLetter(
  lang: Language,
  sender: LetterSender,
  content: LetterContent,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const plain = withoutMarks(content);
  return {
    subject: plain.subject,
    text: plainText(lang, sender, plain),
    html: renderPage(<LetterPage lang={lang} sender={sender} content={plain} />),
  };
}

/** What people typed holds no mark that sending fills: those stand in our own addresses alone. */
function withoutMarks(content: LetterContent): LetterContent {
  const plain = (text: string) => text.replaceAll('[[', '[ [');
  const { subject, paragraphs, quoted = [], items = [], further, reason } = content;
  const plainItem = (item: LetterItem) => ({ ...item, title: plain(item.title), detail: plain(item.detail) });
  return {
    ...content,
    ...{ subject: plain(subject), paragraphs: paragraphs.map(plain), reason: plain(reason) },
    quoted: quoted.map((text) => text && plain(text)),
    items: items.map(plainItem),
    further: further && { title: plain(further.title), items: further.items.map(plainItem) },
  };
}

function plainText(lang: Language, sender: LetterSender, content: LetterContent): string {
  const t = letterTexts(lang);
  const { paragraphs, items = [], further, action, reason, stop, choose } = content;
  const listed = ({ title, detail, href }: LetterItem) => `* ${title}\n  ${detail}\n  ${href}`;
  return [
    ...paragraphs,
    ...items.map(listed),
    ...(further ? [further.title, ...further.items.map(listed)] : []),
    ...(action ? [`${action.label}:\n${action.href}`] : []),
    '-- ',
    [reason, `${t.automatic} ${whoSends(lang, sender)}`, sender.site].join('\n'),
    ...[stop, choose].flatMap((link) => (link ? [`${link.label}: ${link.href}`] : [])),
  ]
    .join('\n\n')
    .concat('\n');
}

// Mail programs know no style sheets and no variables: what is needed stands at each element.
const look = {
  body: 'margin:0;padding:24px 12px;background:#f4f6f5;color:#16302b;font:16px/1.6 "Be Vietnam Pro",Arial,sans-serif',
  sheet: 'max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px',
  brand: 'margin:0 0 16px;color:#0f5c4d;font-weight:700',
  title: 'margin:0 0 16px;font-size:22px;line-height:1.35',
  heading: 'margin:24px 0 12px;font-size:18px;line-height:1.35',
  item: 'margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #d96c8a',
  link: 'color:#0f5c4d;font-weight:600',
  button:
    'display:inline-block;padding:12px 20px;border-radius:8px;background:#0f5c4d;color:#ffffff;font-weight:600;text-decoration:none',
  foot: 'margin:24px 0 0;padding:16px 0 0;border-top:1px solid #d5dedb;color:#4a625c;font-size:14px',
  paragraph: 'margin:0 0 12px',
} as const;

function Item({
  lang,
  item: { title, detail, href },
}: {
  readonly lang: Language;
  readonly item: LetterItem;
}) {
  return (
    <div style={look.item}>
      <a href={href} style={look.link}>
        <Content lang={lang} text={title} />
      </a>
      <br />
      {detail}
    </div>
  );
}

function LetterPage(props: {
  readonly lang: Language;
  readonly sender: LetterSender;
  readonly content: LetterContent;
}) {
  const { lang, sender, content } = props;
  const t = letterTexts(lang);
  const { subject, paragraphs, quoted = [], items = [], further, action, reason, stop, choose } = content;
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={look.body}>
        <div style={look.sheet}>
          <p style={look.brand}>{t.product}</p>
          <h1 style={look.title}>
            <Quoting lang={lang} text={subject} quoted={quoted} />
          </h1>
          {paragraphs.map((paragraph) => (
            <p style={look.paragraph}>
              <Quoting lang={lang} text={paragraph} quoted={quoted} />
            </p>
          ))}
          {items.map((item) => (
            <Item lang={lang} item={item} />
          ))}
          {further && <h2 style={look.heading}>{further.title}</h2>}
          {further?.items.map((item) => (
            <Item lang={lang} item={item} />
          ))}
          {action && (
            <p style={look.paragraph}>
              <a href={action.href} style={look.button}>
                {action.label}
              </a>
            </p>
          )}
          <div style={look.foot}>
            <p style={look.paragraph}>{reason}</p>
            <p style={look.paragraph}>
              {t.automatic} <Quoting lang={lang} text={whoSends(lang, sender)} quoted={[sender.operator]} />
              <br />
              <a href={sender.site} style={look.link}>
                {sender.site}
              </a>
            </p>
            {[stop, choose].map(
              (link) =>
                link && (
                  <p style={look.paragraph}>
                    <a href={link.href} style={look.link}>
                      {link.label}
                    </a>
                  </p>
                ),
            )}
          </div>
        </div>
      </body>
    </html>
  );
}
