import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { ActiveFilters, Facets, SearchBox, SortSelect } from './facets.tsx';
import { Pager, pageWindow, rangeText } from './pager.tsx';
import { RowList } from './row-list.tsx';
import { Table } from './table.tsx';

const pager = { lang: 'vi', pageSize: 20, href: (page: number) => `?trang=${page}` } as const;

describe('paging', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [1, 9, [1, 2, 3, 'gap', 9]],
    [4, 9, [1, 2, 3, 4, 5, 6, 'gap', 9]],
    [5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [6, 50, [1, 'gap', 4, 5, 6, 7, 8, 'gap', 50]],
  ])('offers on page %d of %d the pages around, the first and the last', (page, last, expected) => {
    expect(pageWindow(page, last)).toEqual(expected);
  });

  it('is absent when everything fits on one page', () => {
    expect(renderToString(<Pager {...pager} page={1} total={20} totalIsExact />)).toBe('');
  });

  it('tells which rows are shown, of how many', () => {
    expect(rangeText({ ...pager, page: 4, total: 63, totalIsExact: true })).toBe('61–63 trong 63');
    expect(rangeText({ ...pager, page: 1, total: 1000, totalIsExact: false })).toBe('1–20 trong hơn 1.000');
    expect(rangeText({ ...pager, page: 1, total: 0, totalIsExact: true })).toBe('');
  });

  it('offers no last page while the total is not known', () => {
    const open = renderToString(<Pager {...pager} page={2} total={1000} totalIsExact={false} />);
    expect(open).toContain('aria-label="Trang sau"');
    expect(open).not.toContain('aria-label="Trang cuối"');
    expect(renderToString(<Pager {...pager} page={2} total={100} totalIsExact />)).toContain('Trang cuối');
  });

  it('offers nothing beyond the last page', () => {
    const html = renderToString(<Pager {...pager} page={4} total={63} totalIsExact />);
    expect(html).not.toContain('Trang sau');
    expect(html).toContain('aria-current="page"');
  });
});

describe('finding', () => {
  const facets = [
    {
      name: 'nam',
      label: 'Năm',
      options: Array.from({ length: 9 }, (_, index) => ({
        value: String(2026 - index),
        label: String(2026 - index),
        count: index === 0 ? null : index * 1000,
        chosen: index === 8,
      })),
    },
    { name: 'trong', label: 'Trống', options: [] },
  ];

  it('keeps the searched words while filtering, and shows counts that were counted', () => {
    const html = renderToString(
      <Facets lang="vi" action="/bai-toan" facets={facets} hidden={[['q', 'cầu']]} />,
    );
    expect(html).toContain('<input type="hidden" name="q" value="cầu"/>');
    expect(html).toContain('>1.000</span>');
    expect(html.match(/facet-count/g)).toHaveLength(8);
    expect(html).not.toContain('Trống');
  });

  it('never hides a chosen filter behind “more”', () => {
    const html = renderToString(<Facets lang="vi" action="/" facets={facets} />);
    expect(html.indexOf('value="2018"')).toBeLessThan(html.indexOf('Xem thêm lựa chọn'));
    expect(html.indexOf('value="2020"')).toBeGreaterThan(html.indexOf('Xem thêm lựa chọn'));
  });

  it('takes each filter off by itself, and all at once where there are several', () => {
    const one = { label: '2026', removeHref: '/a' };
    expect(renderToString(<ActiveFilters lang="vi" filters={[]} clearHref="/" />)).toBe('');
    expect(renderToString(<ActiveFilters lang="vi" filters={[one]} clearHref="/" />)).not.toContain(
      'Bỏ tất cả',
    );
    const both = renderToString(
      <ActiveFilters lang="vi" filters={[one, { label: 'Y tế', removeHref: '/b' }]} clearHref="/" />,
    );
    expect(both).toContain('aria-label="Bỏ lọc Y tế"');
    expect(both).toContain('Bỏ tất cả');
  });

  it('searches by GET with what was typed kept', () => {
    const html = renderToString(<SearchBox lang="vi" action="/tim-kiem" value={'"cầu" & <số>'} />);
    expect(html).toContain('method="get"');
    expect(html).toContain('value="&quot;cầu&quot; &amp; &lt;số>"');
  });

  it('shows the present order', () => {
    const html = renderToString(
      <SortSelect
        lang="vi"
        action="/"
        name="sap-xep"
        value="moi"
        options={[
          { value: 'gan', label: 'Khớp nhất' },
          { value: 'moi', label: 'Mới nhất' },
        ]}
      />,
    );
    expect(html).toMatch(/<option(?=[^>]*value="moi")(?=[^>]*selected)[^>]*>Mới nhất/);
  });
});

describe('lists and tables', () => {
  it('make the title of an entry its link', () => {
    const html = renderToString(
      <RowList
        label="Bài toán"
        rows={[{ key: '1', code: 'BTL-2025-01', href: '/bai-toan/BTL-2025-01', title: 'IOC' }]}
      />,
    );
    expect(html).toContain('<a class="row-title" href="/bai-toan/BTL-2025-01">IOC</a>');
    expect(html).toContain('rows-coded');
  });

  it('name each cell of a row for phones, where the head is not shown', () => {
    const html = renderToString(
      <Table
        lang="vi"
        caption="Việc"
        rows={[{ id: '1', name: 'Rà soát', money: 5 }]}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', label: 'Tên', head: true, cell: (row) => row.name },
          { key: 'money', label: 'Tiền', numeric: true, cell: (row) => row.money },
          { key: 'open', label: 'Mở', quietLabel: true, cell: () => 'x' },
        ]}
      />,
    );
    expect(html).toContain('<th scope="row" data-label="Tên">Rà soát</th>');
    expect(html).toContain('<td class="numeric" data-label="Tiền">5</td>');
    expect(html).toContain('<td>x</td>');
    expect(html).toContain('<caption>Việc</caption>');
  });

  it('say in words that there is nothing', () => {
    expect(
      renderToString(<Table lang="vi" caption="c" rows={[]} rowKey={() => ''} columns={[]} />),
    ).toContain('Không có dòng nào.');
  });
});
