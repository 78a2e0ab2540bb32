/**
 * A page that tells how far some work is keeps itself current until the work has ended. Without script its link does
 * the same. Parts in which somebody is at work with the keyboard are left alone until they are done.
 */
const seconds = 3;

export function keepCurrent(): void {
  if (document.querySelector('[data-current]')) setTimeout(() => void refresh(), seconds * 1000);
}

async function refresh(): Promise<void> {
  const shown = document.querySelector('[data-current]');
  if (!shown) return;
  if (!document.hidden) {
    const fresh = await load();
    // signed out meanwhile, or the page is gone: what is shown stays
    if (fresh) show(fresh);
  }
  keepCurrent();
}

async function load(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return null;
  }
}

function show(fresh: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-current], [data-current-part]')) {
    const next = fresh.getElementById(part.id);
    if (!next || part.contains(document.activeElement)) continue;
    // a line that is read aloud is heard only where the element stays and its words change
    const told = part.querySelector('[data-current-words]');
    const words = next.querySelector('[data-current-words]');
    if (told && words) {
      if (told.textContent !== words.textContent) told.textContent = words.textContent;
      for (const old of [...part.children]) if (old !== told) old.remove();
      for (const child of [...next.children])
        if (child !== words) part.append(document.importNode(child, true));
    } else part.replaceWith(document.importNode(next, true));
    if (next.dataset.current === undefined) delete part.dataset.current;
  }
}
