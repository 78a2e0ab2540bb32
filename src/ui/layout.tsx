/** The frame of every page: head of the document, header, ribbon, flash, main content, footer. */
import type { ComponentChildren } from 'preact';
import type { Assets } from './assets.ts';
import { assetUrl } from './assets.ts';
import type { Display } from './display.ts';
import { type FollowTarget, feedPath } from './follow-links.tsx';
import type { Viewer } from './header.tsx';
import { Header } from './header.tsx';
import { Icon } from './icons.tsx';
import { Kept } from './kept.ts';
import type { NoticeKind } from './notice.tsx';
import { Notice } from './notice.tsx';
import { ReaderTools } from './reader-tools.tsx';
import type { NavKey } from './site-links.ts';
import { localPath, navigation, PATHS } from './site-links.ts';
import { type StructuredData, StructuredDataBlock } from './structured-data.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** What belongs to this installation and not to the product: shown in the header and the footer. */
export type Installation = {
  readonly place: string;
  readonly operator: string;
  readonly address?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
};

export type Flash = { readonly kind: NoticeKind; readonly message: string };

export type LayoutProps = {
  readonly lang: Lang;
  /** Without the name of the site, which is added; says "Lỗi: …" itself when `failed`. */
  readonly title: string;
  /** Where the title is content in another language than the page. */
  readonly titleLang?: Lang | undefined;
  readonly description?: string | undefined;
  /** This page's path with its query, and the same page's in the other language. */
  readonly path: string;
  readonly alternatePath: string;
  /** "http://localhost:8080": makes the canonical and shared addresses whole. */
  readonly origin: string;
  readonly installation: Installation;
  readonly viewer: Viewer | null;
  readonly active: NavKey | null;
  /** True when what the page shows is illustrative: shows the ribbon. */
  readonly illustrative?: boolean | undefined;
  readonly flash?: Flash | null | undefined;
  /** True when the page answers a form with errors: the document title begins with "Lỗi:". */
  readonly failed?: boolean | undefined;
  readonly csrfToken: string | null;
  /** Only for pages rendered for one person; a page of the shared cache leaves it out. */
  readonly display?: Display | undefined;
  readonly assets: Assets;
  /** True for work tables that use the whole width of the window. */
  readonly wide?: boolean | undefined;
  /** True for what hangs on a wall: neither header nor footer; the page leads back by itself. */
  readonly screen?: boolean | undefined;
  /** True for pages that draw charts, calendars or maps of tiles: they load `charts.css`. */
  readonly charts?: boolean | undefined;
  /** `text`: it can be listened to and kept on the reader's device; `list`: of what is kept there. */
  readonly reader?: 'text' | 'list' | undefined;
  /** Whether pages may be kept on the reader's device. */
  readonly offline?: boolean | undefined;
  /** True for pages search engines must leave alone. */
  readonly unlisted?: boolean | undefined;
  readonly structured?: StructuredData | undefined;
  /** The feed of what the page shows, or of all news. */
  readonly feed?: FollowTarget | 'all' | undefined;
  readonly children: ComponentChildren;
};

/** The page without a trailing query, for its canonical address. */
const bare = (path: string) => path.split('?')[0] ?? path;

function Head(props: LayoutProps) {
  const t = texts(props.lang);
  const shown = props.failed ? t.form.pageTitleError(props.title) : props.title;
  const title = `${shown} · ${t.site.name} ${props.installation.place}`;
  const description = props.description ?? t.site.tagline;
  const other = props.lang === 'vi' ? 'en' : 'vi';
  const asset = (name: string) => assetUrl(props.assets, name);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title lang={props.titleLang === props.lang ? undefined : props.titleLang}>{title}</title>
      <meta name="description" content={description} />
      {props.unlisted && <meta name="robots" content="noindex" />}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fbfaf6" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0d1513" media="(prefers-color-scheme: dark)" />
      <script src={asset('early.js')} />
      <link rel="stylesheet" href={asset('styles.css')} />
      {props.charts && <link rel="stylesheet" href={asset('charts.css')} />}
      <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={asset('apple-touch-icon.png')} />
      <link rel="manifest" href="/manifest.webmanifest" />
      <link rel="canonical" href={props.origin + bare(props.path)} />
      <link rel="alternate" hreflang={other} href={props.origin + bare(props.alternatePath)} />
      {props.feed && (
        <link
          rel="alternate"
          type="application/atom+xml"
          title={t.site.feedOf}
          href={localPath(props.lang, feedPath(props.feed === 'all' ? null : props.feed))}
        />
      )}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={`${t.site.name} ${props.installation.place}`} />
      <meta property="og:title" content={props.title} />
      <meta property="og:description" content={description} />
      <meta property="og:image" content={props.origin + asset('og.png')} />
      <meta property="og:locale" content={props.lang === 'vi' ? 'vi_VN' : 'en_GB'} />
      <script src={asset('app.js')} defer />
      {props.structured && <StructuredDataBlock of={props.structured} />}
      {props.reader && <script src={asset('reader.js')} defer />}
    </head>
  );
}

function Contact({ lang, installation }: { readonly lang: Lang; readonly installation: Installation }) {
  const { address, email, phone } = installation;
  return (
    <>
      {address && <p lang={lang === 'vi' ? undefined : 'vi'}>{address}</p>}
      {email && (
        <p class="screen-only">
          <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
      {phone && (
        <p class="screen-only">
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
        </p>
      )}
    </>
  );
}

function Footer(props: LayoutProps) {
  const t = texts(props.lang);
  const { operator, address, email, phone } = props.installation;
  return (
    <footer class="bottom">
      <div class="page bottom-row">
        <section>
          <h2>{t.footer.runBy}</h2>
          <p lang={props.lang === 'vi' ? undefined : 'vi'}>{operator}</p>
        </section>
        {(address || email || phone) && (
          <section class={address ? undefined : 'screen-only'}>
            <h2>{t.footer.contact}</h2>
            <Contact lang={props.lang} installation={props.installation} />
          </section>
        )}
        <section class="screen-only">
          <h2>{t.footer.reuse}</h2>
          <p>{t.footer.licence}</p>
        </section>
        <section class="screen-only">
          <h2>{t.footer.accessibility}</h2>
          <p>{t.footer.accessible}</p>
        </section>
      </div>
      <nav class="page bottom-nav" aria-label={t.site.footerNavigation}>
        <ul>
          {navigation(props.lang, false).map((item) => (
            <li key={item.key}>
              <a href={item.href}>{item.label}</a>
            </li>
          ))}
          <li>
            <a href={localPath(props.lang, PATHS.consultations)}>{t.footer.consultations}</a>
          </li>
          <li>
            <a href={localPath(props.lang, PATHS.calendar)}>{t.footer.calendar}</a>
          </li>
          <li>
            <a href={localPath(props.lang, PATHS.openData)}>{t.footer.openData}</a>
          </li>
          <li>
            <a href={localPath(props.lang, PATHS.guide)}>{t.footer.guide}</a>
          </li>
          <li>
            <a href={localPath(props.lang, PATHS.privacy)}>{t.footer.privacy}</a>
          </li>
        </ul>
      </nav>
    </footer>
  );
}

/** A complete document; send it through `renderPage`. */
export function Layout(props: LayoutProps) {
  const t = texts(props.lang);
  return (
    <html
      lang={props.lang}
      class={props.screen ? 'screen' : undefined}
      data-theme={props.display?.theme}
      data-text={props.display?.text}
    >
      <Head {...props} />
      <body class={props.wide ? 'wide' : undefined}>
        <a class="skip" href="#noi-dung">
          {t.site.skip}
        </a>
        {!props.screen && (
          <Header
            lang={props.lang}
            place={props.installation.place}
            path={props.path}
            alternatePath={props.alternatePath}
            viewer={props.viewer}
            active={props.active}
            display={props.display}
            csrfToken={props.csrfToken}
          />
        )}
        {props.illustrative && (
          <aside class="ribbon" aria-label={t.notice.warning}>
            <p class="page">
              <Icon name="information" />
              {t.site.illustrative}
            </p>
          </aside>
        )}
        <main id="noi-dung" class="page" tabIndex={-1}>
          {props.flash && (
            <Notice lang={props.lang} kind={props.flash.kind} live>
              {props.flash.message}
            </Notice>
          )}
          {props.reader === 'text' && (
            <ReaderTools
              lang={props.lang}
              title={props.title}
              path={props.path}
              offline={props.offline === true}
            />
          )}
          {props.children}
        </main>
        {!props.screen && (
          <Kept of={props.installation} as={`footer ${props.lang}`}>
            {() => <Footer {...props} />}
          </Kept>
        )}
      </body>
    </html>
  );
}
