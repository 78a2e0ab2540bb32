import { describe, expect, it } from 'vitest';
import type { LayoutProps } from './layout.tsx';
import { Layout } from './layout.tsx';
import { renderPage } from './render.ts';

const props: LayoutProps = {
  lang: 'vi',
  title: 'Bài toán lớn',
  path: '/bai-toan?q=c%E1%BA%A7u',
  alternatePath: '/en/bai-toan?q=c%E1%BA%A7u',
  origin: 'https://nhipcau.example.vn',
  installation: { place: 'Lạng Sơn', operator: 'Sở KH&CN', email: 'lienhe@example.vn' },
  viewer: null,
  active: 'problems',
  csrfToken: null,
  assets: { 'styles.css': '/assets/styles.abc.css' },
  children: 'Nội dung',
};
const render = (change: Partial<LayoutProps> = {}) => renderPage(<Layout {...props} {...change} />);
const officer = { id: 1, name: 'Hoàng Thị Minh', roles: ['programme_officer'] };

describe('every page', () => {
  it('is a whole document in its language with the built styles', () => {
    const html = render();
    expect(html.startsWith('<!doctype html><html lang="vi"')).toBe(true);
    expect(html).toContain('<title>Bài toán lớn · Nhịp Cầu Lạng Sơn</title>');
    expect(html).toContain('href="/assets/styles.abc.css"');
  });

  it('leads to the same page in the other language, with what was searched', () => {
    expect(render()).toMatch(/<a [^>]*href="\/en\/bai-toan\?q=c%E1%BA%A7u"[^>]*>English/);
    expect(render({ lang: 'en', path: '/en/bai-toan', alternatePath: '/bai-toan' })).toMatch(
      /href="\/bai-toan"[^>]*>Tiếng Việt/,
    );
  });

  it('names its lasting address without the query', () => {
    expect(render()).toContain('rel="canonical" href="https://nhipcau.example.vn/bai-toan"');
  });

  it('marks where the reader is', () => {
    expect(render()).toMatch(/href="\/bai-toan" aria-current="page"/);
    expect(render({ active: null })).not.toContain('aria-current');
  });

  it('begins with a way past the navigation', () => {
    const html = render();
    expect(html.indexOf('class="skip"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toContain('<main id="noi-dung"');
  });

  it('says that data are illustrative exactly when they are', () => {
    expect(render({ illustrative: true })).toContain('class="ribbon"');
    expect(render()).not.toContain('class="ribbon"');
  });

  it('tells screen readers in the title that a form came back with errors', () => {
    expect(render({ failed: true })).toContain('<title>Lỗi: Bài toán lớn');
  });

  it('answers the last action at the top of the content', () => {
    const html = render({ flash: { kind: 'success', message: 'Đã công bố.' } });
    expect(html.indexOf('Đã công bố.')).toBeGreaterThan(html.indexOf('<main'));
    expect(html).toContain('role="status"');
  });
});

describe('the head of a page', () => {
  it('offers a visitor to sign in, and no desk', () => {
    const html = render();
    expect(html).toContain('href="/dang-nhap"');
    expect(html).not.toContain('/ban-lam-viec');
    expect(html).not.toContain('/dang-xuat');
  });

  it('gives a signed-in person the desk, the role in words, and a sign-out that posts the token', () => {
    const html = render({ viewer: officer, csrfToken: 'abc' });
    expect(html).toContain('href="/ban-lam-viec"');
    expect(html).toContain('Chuyên viên chương trình');
    expect(html).toMatch(
      /action="\/dang-xuat" method="post"[^>]*><input type="hidden" name="_csrf" value="abc"/,
    );
    expect(html).not.toContain('/dang-nhap');
  });

  it('shows administration to administrators alone', () => {
    expect(render({ viewer: officer })).not.toContain('/quan-tri');
    expect(render({ viewer: { id: 1, name: 'Lê An', roles: ['administrator'] } })).toContain('/quan-tri');
  });

  it('carries display settings only for the person the page was rendered for', () => {
    expect(render()).not.toContain('data-theme');
    expect(render({ display: { theme: 'dark', text: 'large' } })).toContain(
      '<html lang="vi" data-theme="dark" data-text="large"',
    );
  });
});

describe('the foot of a page', () => {
  it('says who runs the site and how to reach them, from the installation', () => {
    const html = render();
    expect(html).toContain('Sở KH&amp;CN');
    expect(html).toContain('mailto:lienhe@example.vn');
    expect(render({ installation: { place: 'Cao Bằng', operator: 'X' } })).not.toContain('Liên hệ');
  });
});
