/** The head of every page: brand, navigation, language, display settings, account. All of it works without script. */
import type { ComponentChildren } from 'preact';
import type { Display } from './display.ts';
import { DISPLAY_PATH, TEXT_SIZES, THEMES } from './display.ts';
import { CSRF_FIELD } from './form.tsx';
import type { IconName } from './icons.tsx';
import { Icon, Logo } from './icons.tsx';
import { Kept } from './kept.ts';
import type { NavKey } from './site-links.ts';
import { localPath, navigation, PATHS } from './site-links.ts';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** The signed-in person as the frame shows them; roles are the codes of the grants. */
export type Viewer = { readonly id: number; readonly name: string; readonly roles: readonly string[] };

export type HeaderProps = {
  readonly lang: Lang;
  readonly place: string;
  readonly path: string;
  readonly alternatePath: string;
  readonly viewer: Viewer | null;
  readonly active: NavKey | null;
  readonly display: Display | undefined;
  readonly csrfToken: string | null;
};

function Navigation({ lang, viewer, active }: HeaderProps) {
  const signedIn = viewer !== null;
  return (
    <Kept of={texts(lang).site} as={`navigation ${active} ${signedIn}`}>
      {() => (
        <ul class="nav">
          {navigation(lang, signedIn).map((item) => (
            <li key={item.key}>
              <a href={item.href} aria-current={item.key === active ? 'page' : undefined}>
                {item.label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Kept>
  );
}

function Brand({ lang, place }: HeaderProps) {
  const { site } = texts(lang);
  return (
    <Kept of={site} as={`brand ${place}`}>
      {() => (
        <a class="brand" href={localPath(lang, PATHS.home)}>
          <Logo />
          <span class="brand-name">{site.name}</span>
          <span class="brand-place">{place}</span>
          <span class="sr">, {site.home}</span>
        </a>
      )}
    </Kept>
  );
}

function LanguageLink({ lang, alternatePath }: HeaderProps) {
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <a
      class="tool"
      href={alternatePath}
      lang={other}
      hreflang={other}
      title={texts(lang).site.otherLanguageHint}
    >
      {texts(lang).site.otherLanguage}
    </a>
  );
}

function Choices<Value extends string>(props: {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly labels: Readonly<Record<Value, string>>;
  readonly chosen: Value;
}) {
  return (
    <fieldset class="segments">
      <legend>{props.legend}</legend>
      <div>
        {props.values.map((value) => (
          <label key={value}>
            <input type="radio" name={props.name} value={value} checked={value === props.chosen} />
            <span>{props.labels[value]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function DisplayForm({ lang, path, display }: HeaderProps) {
  const t = texts(lang).display;
  const { theme = 'auto', text = 'normal' } = display ?? {};
  return (
    <form class="display" action={DISPLAY_PATH} method="get" data-display>
      <Kept of={t} as={`${theme} ${text}`}>
        {() => (
          <>
            <Choices legend={t.theme} name="nen" values={THEMES} labels={t.themes} chosen={theme} />
            <Choices legend={t.text} name="co-chu" values={TEXT_SIZES} labels={t.sizes} chosen={text} />
          </>
        )}
      </Kept>
      <input type="hidden" name="ve" value={path} />
      <button type="submit" class="button button-secondary button-small">
        {t.apply}
      </button>
    </form>
  );
}

function roleLabel(lang: Lang, role: string): string {
  const labels: Readonly<Record<string, string>> = texts(lang).roles;
  return labels[role] ?? role;
}

function AccountPanel({ lang, viewer, csrfToken }: HeaderProps & { readonly viewer: Viewer }) {
  const t = texts(lang).account;
  return (
    <div class="account">
      <p class="account-who">
        <strong>{viewer.name}</strong>
        {viewer.roles.map((role) => (
          <span key={role}>{roleLabel(lang, role)}</span>
        ))}
      </p>
      <ul class="plain-links">
        <li>
          <a href={localPath(lang, PATHS.account)}>{t.mine}</a>
        </li>
        {viewer.roles.includes('applicant') && (
          <li>
            <a href={localPath(lang, PATHS.organisations)}>{t.organisations}</a>
          </li>
        )}
        {viewer.roles.includes('administrator') && (
          <li>
            <a href={localPath(lang, PATHS.administration)}>{t.administration}</a>
          </li>
        )}
      </ul>
      <form
        action={localPath(lang, PATHS.signOut)}
        method="post"
        data-drafts-of={viewer.id}
        data-ask={t.dropDrafts('{count}')}
      >
        {csrfToken && <input type="hidden" name={CSRF_FIELD} value={csrfToken} />}
        <button type="submit" class="button button-secondary button-small">
          {t.signOut}
        </button>
      </form>
    </div>
  );
}

function SignInLinks({ lang, path }: HeaderProps) {
  const t = texts(lang).account;
  // who is on the way somewhere goes on there, whichever link they take; the pages themselves check where it leads
  const back = new URLSearchParams(path.split('?')[1]).get('ve');
  const query = back ? `?${new URLSearchParams({ ve: back })}` : '';
  return (
    <>
      <a class="tool" href={localPath(lang, PATHS.register + query)}>
        {t.register}
      </a>
      <a class="tool" href={localPath(lang, PATHS.signIn + query)}>
        {t.signIn}
      </a>
    </>
  );
}

/** A small panel that opens under its word: a details element, so it needs no script. */
function Popover(props: {
  readonly icon: IconName;
  readonly word: string;
  /** Where the word is a person's: cut short in the header, told whole when pointed at. */
  readonly wholeName?: string | undefined;
  readonly accessibleName?: string | undefined;
  readonly className?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <details class={`pop ${props.className ?? ''}`} data-pop>
      <summary class="tool" aria-label={props.accessibleName} title={props.wholeName}>
        <Icon name={props.icon} />
        <span class={props.wholeName === undefined ? 'tool-word' : 'tool-word tool-name'}>{props.word}</span>
      </summary>
      <div class="pop-panel">{props.children}</div>
    </details>
  );
}

export function Header(props: HeaderProps) {
  const { lang, viewer } = props;
  const t = texts(lang);
  const shortName = viewer?.name.trim().split(/\s+/).at(-1) ?? '';
  return (
    <header class="top">
      <div class="page top-row">
        <Brand {...props} />
        <nav class="top-nav" aria-label={t.site.mainNavigation}>
          <Navigation {...props} />
        </nav>
        <div class="top-tools">
          <LanguageLink {...props} />
          <Popover icon="size" word={t.display.menu} className="pop-display">
            <DisplayForm {...props} />
          </Popover>
          {viewer ? (
            <Popover
              icon="user"
              word={shortName}
              wholeName={viewer.name}
              accessibleName={t.account.menu(viewer.name)}
            >
              <AccountPanel {...props} viewer={viewer} />
            </Popover>
          ) : (
            <SignInLinks {...props} />
          )}
        </div>
        <Popover icon="menu" word={t.site.menu} className="top-menu">
          <nav aria-label={t.site.mainNavigation}>
            <Navigation {...props} />
          </nav>
          <div class="menu-tools">
            <LanguageLink {...props} />
            {!viewer && <SignInLinks {...props} />}
          </div>
          {viewer && <AccountPanel {...props} viewer={viewer} />}
          <DisplayForm {...props} />
        </Popover>
      </div>
    </header>
  );
}
