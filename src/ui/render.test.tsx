import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { galleryPages } from './gallery.tsx';
import { Kept } from './kept.ts';
import { renderHtml, renderPage, renderPageBytes } from './render.ts';

test('every component comes out as Preact’s own renderer writes it', async () => {
  for (const lang of ['vi', 'en'] as const) {
    const preacts = galleryPages(lang, {}, (page) => `<!doctype html>${renderToString(page)}`);
    const ours = galleryPages(lang, {}, renderPage);
    for (const [name, html] of Object.entries(ours)) expect(html, name).toBe(preacts[name]);
    expect(Object.keys(ours).length).toBeGreaterThan(3);
  }
});

test('text and attributes cannot leave their place', () => {
  const nasty = `"><script>alert(1)</script>&amp;'`;
  expect(renderHtml(<p title={nasty}>{nasty}</p>)).toBe(
    `<p title="&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;'">&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;'</p>`,
  );
  expect(() => renderHtml(<p {...{ 'x onload=y': '1' }}>a</p>)).toThrow('no attribute');
});

test('a word too long for a line may break anywhere; names of pages, fields and drawings hold letters alone', () => {
  const word = 'x'.repeat(200);
  expect(renderHtml(<p title={word}>{`Về ${word}, & khác`}</p>)).toBe(
    `<p title="${word}">Về <span class="long">${word},</span> &amp; khác</p>`,
  );
  const plain = (
    <div>
      <textarea value={word} />
      <option>Sở {word}</option>
      <svg>
        <title>{word}</title>
        <text>{[word]}</text>
      </svg>
    </div>
  );
  expect(renderHtml(plain)).toBe(renderToString(plain));
  expect(renderHtml(['x'.repeat(33), ' ', 'nghiêng '.repeat(9)])).not.toContain('span');
});

test('what is not there is not written', () => {
  expect(
    renderHtml(
      <div hidden={false} class={undefined} data-x aria-busy={false}>
        {null}
        {false}
        {0}
        {[]}
        <br />
        <input disabled value="" />
      </div>,
    ),
  ).toBe('<div data-x="true" aria-busy="false">0<br/><input disabled value/></div>');
});

test('a kept part is written once for each thing and way of showing it, and stands where it belongs', () => {
  let times = 0;
  const page = (of: object, as: string) => {
    const part = (
      <main>
        before
        <Kept of={of} as={as}>
          {() => {
            times += 1;
            return (
              <p>
                {as} ở giữa{' '}
                <Kept of={[]} as="inner">
                  {() => 'trong'}
                </Kept>
              </p>
            );
          }}
        </Kept>
        after{' '}
        <Kept of={one} as="last">
          {() => 'cuối'}
        </Kept>
      </main>
    );
    const bytes = new TextDecoder().decode(renderPageBytes(part));
    expect(bytes).toBe(renderPage(part));
    return bytes;
  };
  const [one, other] = [{}, {}];
  expect(page(one, 'vi')).toBe('<!doctype html><main>before<p>vi ở giữa trong</p>after cuối</main>');
  for (const [of, as] of [
    [one, 'vi'],
    [one, 'en'],
    [other, 'vi'],
    [other, 'vi'],
  ] as const)
    page(of, as);
  // five comparisons write in place; of the five answers three are new
  expect(times).toBe(5 + 3);
});
