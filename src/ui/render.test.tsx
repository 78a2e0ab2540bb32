import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { galleryPages } from './gallery.tsx';
import { Kept } from './kept.ts';
import { renderHtml, renderPage } from './render.ts';

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

test('a kept part is written once for each thing and way of showing it', () => {
  let times = 0;
  const part = (of: object, as: string) =>
    renderHtml(
      <Kept of={of} as={as}>
        {() => {
          times += 1;
          return <p>{as}</p>;
        }}
      </Kept>,
    );
  const [one, other] = [{}, {}];
  expect([part(one, 'vi'), part(one, 'vi'), part(one, 'en'), part(other, 'vi')]).toEqual([
    '<p>vi</p>',
    '<p>vi</p>',
    '<p>en</p>',
    '<p>vi</p>',
  ]);
  expect(times).toBe(3);
});
