/** The visitors' side of the gallery: home, one entry, a list. */
import { Badge, IllustrativeMark } from './badge.tsx';
import { LinkButton } from './button.tsx';
import { ActiveFilters, Facets, SearchBox, SortSelect } from './facets.tsx';
import { Hero } from './hero.tsx';
import { DateText, findWords, Highlight, Money, PageTools } from './inline.tsx';
import {
  Breadcrumbs,
  Card,
  Columns,
  DefinitionList,
  NumberedList,
  PageHead,
  ProgressBar,
  Section,
  StatRow,
  Timeline,
} from './page-parts.tsx';
import { Pager } from './pager.tsx';
import { type RowEntry, RowList } from './row-list.tsx';
import { Stations } from './stations.tsx';
import type { Lang } from './texts/texts.ts';

function rows(lang: Lang): readonly RowEntry[] {
  return [
    {
      key: '1',
      code: 'BTL-2025-01',
      href: '/bai-toan/BTL-2025-01',
      title: 'Trung tâm giám sát, điều hành thông minh của tỉnh',
      detail: (
        <>
          Văn phòng UBND tỉnh chủ trì · Căn cứ <cite class="citation">Nghị quyết 71/NQ-CP</cite>
        </>
      ),
      marks: <Badge tone="now">đang tìm lời giải</Badge>,
    },
    {
      key: '2',
      code: 'BTL-2026-2030-05',
      href: '/bai-toan/BTL-2026-2030-05',
      title: (
        <Highlight
          text="Cảnh báo sớm sạt lở, lũ quét cho xã vùng núi"
          ranges={findWords('Cảnh báo sớm sạt lở, lũ quét cho xã vùng núi', ['canh', 'bao', 'sat', 'lo'])}
        />
      ),
      detail: 'Sở Nông nghiệp và Môi trường chủ trì',
      excerpt: 'Bốn mươi xã vùng núi cần biết trước ít nhất hai giờ, tới từng thôn, kể cả nơi sóng yếu.',
      marks: (
        <>
          <Badge tone="work">đang triển khai</Badge>
          <IllustrativeMark lang={lang} />
        </>
      ),
    },
    {
      key: '3',
      code: 'BTL-2026-07',
      href: '/bai-toan/BTL-2026-07',
      title: 'Sấy hồi và quế giữ tinh dầu, tiết kiệm năng lượng',
      detail: 'Sở Khoa học và Công nghệ chủ trì',
      marks: (
        <>
          <Badge tone="done">đã giải quyết</Badge>
          <IllustrativeMark lang={lang} />
        </>
      ),
    },
    {
      key: '4',
      code: 'BTL-2026-09',
      href: '/bai-toan/BTL-2026-09',
      title: 'Hạ tầng dữ liệu của tỉnh có dự phòng',
      marks: <Badge tone="quiet">chưa triển khai</Badge>,
    },
  ];
}

const stations = [
  { key: 'can-cu', label: 'Căn cứ', detail: 'NQ 71/NQ-CP, nhiệm vụ 130', href: '/van-ban/1', state: 'done' },
  { key: 'bai-toan', label: 'Bài toán', detail: '31/03/2026', href: '/bai-toan/1', state: 'done' },
  { key: 'keu-goi', label: 'Kêu gọi', detail: '12/04 – 12/05', state: 'done' },
  { key: 'de-xuat', label: 'Đề xuất', detail: '11 hồ sơ', state: 'done' },
  { key: 'hoi-dong', label: 'Hội đồng', detail: 'họp 20/11', state: 'now' },
  { key: 'quyet-dinh', label: 'Quyết định', state: 'todo' },
  { key: 'hop-dong', label: 'Hợp đồng', state: 'todo' },
  { key: 'ket-qua', label: 'Kết quả', state: 'todo' },
] as const;

const facets = [
  {
    name: 'nam',
    label: 'Năm',
    options: [
      { value: '2026', label: '2026', count: 12, chosen: true },
      { value: '2025', label: '2025', count: 12, chosen: false },
    ],
  },
  {
    name: 'linh-vuc',
    label: 'Lĩnh vực',
    options: [
      'Kinh tế cửa khẩu',
      'Logistics',
      'Nông lâm nghiệp đặc sản',
      'Du lịch',
      'Y tế',
      'Giáo dục',
      'Tài nguyên và môi trường',
      'Hành chính công',
    ].map((label, index) => ({
      value: String(index),
      label,
      count: 1234 - index * 170,
      chosen: index === 7,
    })),
  },
];

export function galleryHome(lang: Lang) {
  return (
    <>
      <Hero
        titleLines={['Bài toán của tỉnh,', 'lời giải của mọi người.']}
        lead="Danh mục bài toán lớn và nhu cầu công nghệ của Lạng Sơn: ai đặt ra, cần kết quả gì, đang đi đến đâu, và bạn có thể tham gia thế nào."
      >
        <SearchBox
          lang={lang}
          action="/tim-kiem"
          large
          examples={[
            { label: 'cua khau so', href: '/tim-kiem?q=cua+khau+so' },
            { label: 'truy xuất hồng Bảo Lâm', href: '/tim-kiem?q=hong' },
            { label: 'cảnh báo sạt lở', href: '/tim-kiem?q=sat+lo' },
          ]}
        />
      </Hero>
      <StatRow
        label="Con số"
        items={[
          { value: '24', label: 'bài toán lớn 2025–2026', href: '/bai-toan' },
          { value: '63', label: 'nhu cầu công nghệ', href: '/nhu-cau' },
          { value: '7', label: 'đang tìm lời giải', href: '/bai-toan?trang-thai=open', now: true },
          { value: '9', label: 'văn bản căn cứ' },
        ]}
      />
      <div class="section">
        <Columns
          main={
            <Section title="Mới công bố" aside={<a href="/bai-toan">Xem tất cả</a>}>
              <RowList label="Mới công bố" rows={rows(lang)} />
            </Section>
          }
          side={
            <>
              <Card title="Chương trình là gì">
                <p>
                  Tỉnh công bố bài toán, người giải được gửi lời giải. Mỗi bước đều có ngày, có người chịu
                  trách nhiệm.
                </p>
              </Card>
              <Card title="Văn bản mới">
                <p>
                  <a href="/van-ban/9">Thông báo công bố danh mục bài toán lớn năm 2026</a>
                  <br />
                  <span class="quiet">
                    <DateText lang={lang} date="2026-03-31" /> · UBND tỉnh
                  </span>
                </p>
              </Card>
            </>
          }
        />
      </div>
    </>
  );
}

export function galleryEntry(lang: Lang) {
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: 'Bài toán lớn 2026', href: '/bai-toan?nam=2026' }]}
        here="BTL-2026-05"
      />
      <PageHead
        title="Cảnh báo sớm sạt lở, lũ quét cho xã vùng núi"
        lead="40 xã vùng núi cần biết trước ít nhất 2 giờ, tới từng thôn, kể cả nơi sóng yếu."
        marks={
          <>
            <Badge tone="now">đang tìm lời giải</Badge>
            <Badge tone="note">cấp tỉnh</Badge>
            <IllustrativeMark lang={lang} />
          </>
        }
      />
      <Stations lang={lang} stations={stations} />
      <Columns
        main={
          <>
            <Section title="Kết quả cần đạt">
              <NumberedList
                items={[
                  'Cảnh báo trước ≥ 2 giờ, đúng ≥ 85 % số đợt trong một mùa mưa',
                  'Phủ 40 xã, tin đến ≥ 95 % trưởng thôn trong 5 phút, có dự phòng khi mất điện',
                  'Dữ liệu mở cho cơ quan phòng chống thiên tai, có API',
                ]}
              />
            </Section>
            <Section title="Thông tin">
              <DefinitionList
                items={[
                  {
                    label: 'Cơ quan chủ trì',
                    value: <a href="/co-quan/SNNMT">Sở Nông nghiệp và Môi trường</a>,
                  },
                  { label: 'Phối hợp', value: 'Sở KH&CN; UBND 40 xã vùng núi' },
                  {
                    label: 'Căn cứ',
                    value: (
                      <cite class="citation">
                        <a href="/van-ban/1">Nghị quyết 71/NQ-CP</a>
                      </cite>
                    ),
                  },
                  { label: 'Kinh phí dự kiến', value: <Money lang={lang} dong={6_200_000_000} /> },
                  { label: 'Ghi chú', value: null },
                ]}
              />
            </Section>
            <Section title="Lịch sử">
              <Timeline
                items={[
                  {
                    key: '2',
                    when: <DateText lang={lang} date="2026-04-14" />,
                    what: 'Sửa kết quả cần đạt',
                    who: 'Sở KH&CN',
                    note: 'Thêm yêu cầu dự phòng khi mất điện.',
                  },
                  {
                    key: '1',
                    when: <DateText lang={lang} date="2026-03-31" />,
                    what: 'Công bố',
                    who: 'UBND tỉnh',
                  },
                ]}
              />
            </Section>
          </>
        }
        side={
          <>
            <Card title="Thời hạn">
              <ProgressBar share={0.72} now words="Nhận lời giải đến 12/05/2026, còn 3 ngày làm việc" />
              <LinkButton href="/van-ban/1">Xem văn bản căn cứ</LinkButton>
            </Card>
            <Card title="Tải về">
              <p>
                <a href="/api/v1/problems/BTL-2026-05">JSON</a>
              </p>
              <PageTools lang={lang} />
            </Card>
          </>
        }
      />
    </>
  );
}

export function galleryList(lang: Lang) {
  const hidden = [['q', 'canh bao']] as const;
  return (
    <>
      <PageHead
        title="Bài toán lớn"
        lead="Những việc khó tỉnh cần lời giải, mỗi việc có căn cứ và kết quả cần đạt."
      />
      <SearchBox lang={lang} action="/bai-toan" value="canh bao" />
      <div class="section">
        <Columns
          first="side"
          side={<Facets lang={lang} action="/bai-toan" facets={facets} hidden={hidden} />}
          main={
            <>
              <ActiveFilters
                lang={lang}
                filters={[
                  { label: '2026', removeHref: '/bai-toan?linh-vuc=7' },
                  { label: 'Hành chính công', removeHref: '/bai-toan?nam=2026' },
                ]}
                clearHref="/bai-toan"
              />
              <div class="list-head">
                <p>hơn 1.000 bài toán</p>
                <SortSelect
                  lang={lang}
                  action="/bai-toan"
                  name="sap-xep"
                  value="moi"
                  hidden={hidden}
                  options={[
                    { value: 'gan', label: 'Khớp nhất' },
                    { value: 'moi', label: 'Mới nhất' },
                  ]}
                />
              </div>
              <RowList label="Bài toán lớn" rows={rows(lang)} />
              <Pager
                lang={lang}
                page={6}
                pageSize={20}
                total={1000}
                totalIsExact={false}
                href={(page) => `/bai-toan?trang=${page}`}
              />
            </>
          }
        />
      </div>
    </>
  );
}
