import { DomUtils, parseDocument } from 'htmlparser2';

/** What a reader's browser makes of a page, as far as the tests ask. */
export interface HtmlPage {
  readonly language: string;
  readonly title: string;
  readonly headings: readonly string[];
  /** Whatever the content policy would block: inline script, style and handlers. */
  readonly inline: readonly string[];
  /** Addresses the page loads by itself: scripts, styles, pictures. */
  readonly loads: readonly string[];
  /** Every text people read or hear, with the language it is marked as. */
  readonly texts: readonly PageText[];
}

export interface PageText {
  readonly text: string;
  readonly language: string;
  /** True for what a form holds: values typed or to choose from. */
  readonly typed: boolean;
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** A search to try is words to type, the same in every language. */
const isSearch = (href: string | undefined): boolean => href !== undefined && /[?&]q=[^&]/.test(href);

/** What stands in these is no language. */
const wordless = ['code', 'pre', 'kbd', 'samp'];
const spoken = ['title', 'alt', 'aria-label', 'placeholder', 'aria-description', 'summary'];

export function readHtmlPage(html: string): HtmlPage {
  const document = parseDocument(html);
  const all = DomUtils.findAll(() => true, document.children);
  const named = (name: string) => all.filter((element) => element.name === name);
  return {
    language: named('html')[0]?.attribs.lang ?? '',
    // a drawing has a title of its own
    title: named('title')
      .filter(({ parent }) => parent !== null && 'name' in parent && parent.name === 'head')
      .map((element) => DomUtils.textContent(element))
      .join(' '),
    headings: named('h1').map((element) => DomUtils.textContent(element).trim()),
    inline: all.flatMap(inlineParts),
    loads: all.flatMap(({ name, attribs }) => {
      if (name === 'link')
        return /stylesheet|icon|preload/.test(attribs.rel ?? '') ? [attribs.href ?? ''] : [];
      const { src, srcset, data, poster } = attribs;
      return [
        'script',
        'img',
        'iframe',
        'source',
        'video',
        'audio',
        'object',
        'embed',
        'use',
        'image',
      ].includes(name)
        ? [
            src,
            srcset,
            data,
            poster,
            attribs['xlink:href'] ?? (name === 'use' ? attribs.href : undefined),
          ].filter((address) => address !== undefined)
        : [];
    }),
    texts: [...textsOf(document.children, '')],
  };
}

function inlineParts({ name, attribs, children }: Element): string[] {
  const found = Object.keys(attribs).filter(
    (attribute) => attribute === 'style' || attribute.startsWith('on'),
  );
  const scripted = Object.values(attribs).filter((value) => /^\s*javascript:/i.test(value));
  // a block of data is never run
  const block = attribs.type === 'application/ld+json';
  const written = (name === 'script' && children.length > 0 && !block) || name === 'style';
  return [
    ...found.map((attribute) => `${name} ${attribute}`),
    ...scripted,
    ...(written ? [`<${name}>`] : []),
  ];
}

function* textsOf(nodes: readonly Element['children'][number][], language: string): Generator<PageText> {
  for (const node of nodes) {
    if (node.type === 'text') {
      const text = node.data.replace(/\s+/g, ' ').trim();
      if (text) yield { text, language, typed: false };
      continue;
    }
    if (!('attribs' in node)) continue;
    const { name, attribs } = node;
    if (name === 'script' || name === 'style') continue;
    const own = attribs.lang ?? (wordless.includes(name) || isSearch(attribs.href) ? '' : language);
    for (const attribute of spoken)
      if (attribs[attribute]) yield { text: attribs[attribute], language: own, typed: false };
    if (name === 'meta' && /description|og:title/.test(attribs.name ?? attribs.property ?? ''))
      yield { text: attribs.content ?? '', language: own, typed: true };
    if (name === 'input' && attribs.value && !/^(hidden|radio|checkbox)$/.test(attribs.type ?? ''))
      yield { text: attribs.value, language: own, typed: !['submit', 'button'].includes(attribs.type ?? '') };
    const typed = name === 'textarea' || name === 'option';
    for (const part of textsOf(node.children, own)) yield typed ? { ...part, typed } : part;
  }
}
