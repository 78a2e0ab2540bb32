import type { VNode } from 'preact';
/** Every component on a few pages, with lifelike content: what the tests render and what people look at. Not routed. */
import { LinkButton } from './button.tsx';
import { DocumentPaper } from './document-paper.tsx';
import { galleryBoard, galleryCharts } from './gallery-charts.tsx';
import { galleryEntry, galleryHome, galleryList } from './gallery-public.tsx';
import { galleryForm, galleryImport } from './gallery-work.tsx';
import { DateText, Money } from './inline.tsx';
import { Layout, type LayoutProps } from './layout.tsx';
import { Notice } from './notice.tsx';
import { EmptyState, PageHead, ProgressBar, Section, Tabs } from './page-parts.tsx';
import { renderPage } from './render.ts';
import { Table } from './table.tsx';
import type { Lang } from './texts/texts.ts';

function partsPage(lang: Lang) {
  return (
    <>
      <PageHead title="Các phần khác" action={<LinkButton href="/van-ban/moi">Đưa văn bản vào</LinkButton>} />
      <Tabs
        label="Cách xem"
        items={[
          { label: 'Tất cả', href: '/a', current: true, count: '12' },
          { label: 'Bản nháp', href: '/b', current: false, count: '3' },
          { label: 'Đã công bố', href: '/c', current: false },
        ]}
      />
      <Notice lang={lang} kind="success" live>
        <p>Đã công bố danh mục bài toán lớn năm 2026.</p>
      </Notice>
      <Notice lang={lang} kind="warning" title="Số văn bản còn trống">
        <p>Ghi số sau khi văn thư vào sổ.</p>
      </Notice>
      <Notice lang={lang} kind="information">
        <p>Trang này cập nhật lúc 14:32.</p>
      </Notice>
      <Notice lang={lang} kind="error">
        <p>Tệp bị đặt mật khẩu nên không đọc được. Hãy gỡ mật khẩu rồi gửi lại.</p>
      </Notice>
      <Table
        lang={lang}
        caption="Việc đang chờ bạn"
        rows={[
          {
            id: '1',
            name: 'Rà 12 dòng chưa rõ khi nhập phụ lục',
            from: '2026-11-20',
            share: 0.1,
            due: '27/11/2026',
            money: 850_000_000,
          },
          {
            id: '2',
            name: 'Hoàn thiện danh mục nhu cầu công nghệ 2026',
            from: '2026-11-18',
            share: 0.95,
            due: 'hôm nay',
            money: 6_250_000_000,
          },
        ]}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            label: 'Việc',
            head: true,
            cell: (row) => <a href={`/viec/${row.id}`}>{row.name}</a>,
          },
          { key: 'from', label: 'Từ', cell: (row) => <DateText lang={lang} date={row.from} /> },
          {
            key: 'due',
            label: 'Hạn',
            cell: (row) => <ProgressBar share={row.share} now={row.share > 0.9} words={row.due} />,
          },
          {
            key: 'money',
            label: 'Kinh phí',
            numeric: true,
            cell: (row) => <Money lang={lang} dong={row.money} />,
          },
          {
            key: 'open',
            label: 'Mở',
            quietLabel: true,
            cell: (row) => (
              <LinkButton href={`/viec/${row.id}`} look="secondary" small>
                Mở
              </LinkButton>
            ),
          },
        ]}
      />
      <Section title="Chưa có gì">
        <EmptyState title="Chưa có danh mục nào" action={<LinkButton href="/moi">Tạo danh mục</LinkButton>}>
          <p>Bắt đầu từ văn bản có phụ lục, hoặc nhập từng mục bằng tay.</p>
        </EmptyState>
      </Section>
      <Section title="Văn bản">
        <DocumentPaper
          superior="ỦY BAN NHÂN DÂN"
          issuer="TỈNH LẠNG SƠN"
          numberLine="Số: 145/KH-UBND"
          placeAndDate="Lạng Sơn, ngày 28 tháng 5 năm 2025"
          kindName="KẾ HOẠCH"
          abstract="Thực hiện Nghị quyết số 71/NQ-CP và Kế hoạch hành động số 238-KH/TU về đột phá phát triển khoa học, công nghệ"
          signer={{ roles: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Nguyễn Văn An' }}
          recipients={['Chính phủ', 'Thường trực Tỉnh ủy', 'Lưu: VT']}
        >
          <p>Thực hiện Nghị quyết 71/NQ-CP, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau.</p>
        </DocumentPaper>
      </Section>
    </>
  );
}

/** The gallery's pages as whole documents, by name. */
export function galleryPages(
  lang: Lang,
  change: Partial<LayoutProps> = {},
  render: (page: VNode) => string = renderPage,
): Readonly<Record<string, string>> {
  const frame: Omit<LayoutProps, 'title' | 'children'> = {
    lang,
    path: '/bai-toan',
    alternatePath: '/en/bai-toan',
    origin: 'http://localhost:8080',
    installation: {
      place: 'Lạng Sơn',
      operator: 'Sở Khoa học và Công nghệ tỉnh Lạng Sơn',
      address: '638 đường Bà Triệu, phường Đông Kinh',
      email: 'lienhe@example.vn',
      phone: '0205 3 812 345',
    },
    viewer: null,
    active: 'problems',
    csrfToken: null,
    assets: {},
  };
  const officer = {
    viewer: { id: 1, name: 'Hoàng Thị Minh', roles: ['programme_officer'] },
    csrfToken: 'token',
  };
  const longName = { ...officer.viewer, name: 'Bùi Nguyễnhoàngphươngthảonguyên' };
  const pages = {
    home: { title: 'Trang chủ', children: galleryHome(lang), active: null },
    entry: { title: 'Cảnh báo sớm sạt lở', children: galleryEntry(lang), illustrative: true },
    list: { title: 'Bài toán lớn', children: galleryList(lang) },
    parts: { title: 'Các phần', children: partsPage(lang), ...officer, active: 'desk' as const },
    form: { title: 'Sửa bài toán', children: galleryForm(lang), ...officer, viewer: longName, failed: true },
    board: { title: 'Bảng điều hành', children: galleryBoard(lang), ...officer, charts: true },
    charts: { title: 'Theo thời gian', children: galleryCharts(lang), ...officer, charts: true },
    import: { title: 'Nhập phụ lục', children: galleryImport(lang), ...officer, wide: true },
  };
  return Object.fromEntries(
    Object.entries(pages).map(([name, page]) => [name, render(<Layout {...frame} {...page} {...change} />)]),
  );
}
