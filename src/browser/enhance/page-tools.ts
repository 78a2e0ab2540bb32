/** Copying the address, sharing, printing, and small panels that close when the reader goes elsewhere. */

export function enhancePageTools(): void {
  for (const tools of document.querySelectorAll<HTMLElement>('[data-tools]')) {
    tools.hidden = false;
    const copy = tools.querySelector<HTMLButtonElement>('[data-copy]');
    if (copy) {
      copy.hidden = !navigator.clipboard;
      copy.addEventListener('click', () => void copyAddress(tools, copy));
    }
    const share = tools.querySelector<HTMLButtonElement>('[data-share]');
    if (share && 'share' in navigator) {
      share.hidden = false;
      share.addEventListener('click', () => {
        // Closing the system's sheet without choosing is not an error.
        navigator.share({ title: document.title, url: address() }).catch(() => undefined);
      });
    }
    tools.querySelector('[data-print]')?.addEventListener('click', () => print());
  }
}

/** The page's own address, without what only this reader has in theirs. */
function address(): string {
  return document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
}

async function copyAddress(tools: HTMLElement, copy: HTMLButtonElement): Promise<void> {
  const words = copy.querySelector('span');
  const before = words?.textContent ?? '';
  await navigator.clipboard.writeText(address());
  const told = copy.dataset.copy ?? '';
  const status = tools.querySelector('[data-copy-status]');
  if (words) words.textContent = told;
  if (status) status.textContent = told;
  setTimeout(() => {
    if (words) words.textContent = before;
    if (status) status.textContent = '';
  }, 2500);
}

/** The header's panels close on Escape and on a click elsewhere, as people expect of menus. */
export function closePanels(): void {
  const opened = () => document.querySelectorAll<HTMLDetailsElement>('details[data-pop][open]');
  document.addEventListener('click', (event) => {
    for (const panel of opened()) {
      if (event.target instanceof Node && !panel.contains(event.target)) panel.open = false;
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const panel of opened()) {
      panel.open = false;
      panel.querySelector('summary')?.focus();
    }
  });
}

/** Facts folded away are opened for the paper, and folded again after it. */
export function unfoldForPrint(): void {
  const folded = () => document.querySelectorAll<HTMLDetailsElement>('.facts details:not([open])');
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...folded()];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
}

/** Browsers that cannot show a closed element's content get the filters opened where there is room. */
export function openFilters(): void {
  if (CSS.supports('selector(::details-content)') || !matchMedia('(min-width: 60rem)').matches) return;
  for (const filters of document.querySelectorAll<HTMLDetailsElement>('details[data-facets]'))
    filters.open = true;
}
