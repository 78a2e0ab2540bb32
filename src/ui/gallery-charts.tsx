/** Charts of the gallery, with lifelike figures: enough of each to see what is crowded and what is empty. */
import { readFileSync } from 'node:fs';
import { type CalendarDays, MonthCalendar, YearCalendar } from './charts/calendar.tsx';
import { FigureTiles, Sparkline } from './charts/figures.tsx';
import { type Heat, HeatMap } from './charts/heat-map.tsx';
import { drawnStates, StateBar, StateStrip } from './charts/states.tsx';
import type { Chart } from './charts/svg-file.tsx';
import { type Schedule, TaskTimeline } from './charts/task-timeline.tsx';
import { type Tile, TileMap, type TilePlace, tileTones } from './charts/tile-map.tsx';
import { TrajectoryChart } from './charts/trajectory.tsx';
import type { Trajectory } from './charts/trajectory-words.tsx';
import { PageHead, ProgressBar, Section } from './page-parts.tsx';
import type { Lang } from './texts/texts.ts';

const files = { picture: '/bang/hinh.svg', sheet: '/bang/so-lieu.xlsx' };

const counts = [31, 4, 12, 3, 18, 6, 9, 5, 7, 11, 2, 1].map((count, at) => ({
  state: drawnStates[at] ?? 'in_term',
  count,
  href: `/nhiem-vu?trang-thai=${drawnStates[at]}`,
}));

const year = (at: number, value: number) => ({ at, value, label: String(at) });

const trajectory: Trajectory = {
  actual: [year(2023, 21.5), year(2024, 26), year(2025, 34.2), year(2026, 41)],
  plan: [year(2025, 35), year(2026, 43), year(2027, 50), year(2028, 56), year(2029, 61), year(2030, 65)],
  planAs: 'steps',
  forecast: [
    { ...year(2027, 47.2), low: 44.9, high: 49 },
    { ...year(2028, 53.6), low: 49.5, high: 57 },
    { ...year(2029, 60), low: 54, high: 65 },
    { ...year(2030, 66.4), low: 58.5, high: 73 },
  ],
  target: { min: 65, max: null, words: '≥ 65%' },
  direction: 'higher',
  unit: '%',
};

const few: Trajectory = {
  actual: [year(2025, 34), year(2026, 29)],
  plan: [year(2026, 28), year(2028, 22), year(2030, 16)],
  planAs: 'line',
  forecast: null,
  target: { min: 16, max: 18, words: '16 – 18 ngày' },
  direction: 'band',
  unit: 'ngày',
};

const months = Array.from({ length: 12 }, (_, at) => ({ key: String(at + 1), label: `T${at + 1}` }));
const units = [
  'Sở Khoa học và Công nghệ',
  'Sở Nội vụ',
  'Sở Nông nghiệp và Môi trường',
  'Sở Y tế',
  'UBND xã Ba Sơn',
  'UBND phường Lương Văn Tri',
  'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn',
];
const heat: Heat = {
  months,
  rows: units.map((name, unit) => ({
    key: String(unit),
    name,
    href: `/don-vi/${unit}`,
    cells: months.map((_month, at) => {
      const due = (unit * 5 + at * 3) % 8;
      return due === 0
        ? null
        : {
            due,
            late: Math.max(0, ((unit * 7 + at * 5) % 11) - 6 - (due % 2)) % (due + 1),
            href: `/viec?dv=${unit}&thang=${at + 1}`,
          };
    }),
  })),
};

const schedule: Schedule = {
  from: '2026-01',
  months: 24,
  today: '2026-11-23',
  tasks: [
    {
      key: '1',
      name: 'Xây dựng nền tảng dữ liệu dùng chung của tỉnh, kết nối với các cơ sở dữ liệu quốc gia',
      href: '/nhiem-vu/1',
      state: 'in_term',
      start: '2026-03-01',
      due: '2027-06-30',
    },
    {
      key: '2',
      name: 'Rà soát mã số thuế hộ kinh doanh',
      href: '/nhiem-vu/2',
      state: 'overdue',
      start: '2026-02-15',
      due: '2026-10-31',
    },
    {
      key: '3',
      name: 'Ban hành kế hoạch của đơn vị',
      href: '/nhiem-vu/3',
      state: 'done_late',
      start: null,
      due: '2026-06-15',
    },
    {
      key: '4',
      name: 'Tuyên truyền chuyển đổi số',
      href: '/nhiem-vu/4',
      state: 'with_result',
      start: '2025-01-01',
      due: null,
    },
    {
      key: '5',
      name: 'Đào tạo cán bộ số cấp xã',
      href: '/nhiem-vu/5',
      state: 'unassigned',
      start: null,
      due: null,
    },
    {
      key: '6',
      name: 'Lắp 65 điểm phát sóng',
      href: '/nhiem-vu/6',
      state: 'due_soon',
      start: '2026-07',
      due: '2026-12',
    },
  ],
};

const days: CalendarDays = {
  marks: {
    '2026-11-10': { count: 2, words: '2 việc đến hạn', href: '/viec?ngay=2026-11-10' },
    '2026-11-20': { count: 14, words: '14 việc quá hạn', href: '/viec?ngay=2026-11-20', now: true },
    '2026-11-23': { count: 1, words: '1 việc đến hạn hôm nay', href: '/viec?ngay=2026-11-23', now: true },
    '2026-11-30': { count: 125, words: '125 việc đến hạn', href: '/viec?ngay=2026-11-30' },
    '2026-02-10': { count: 3, words: '3 việc đến hạn', href: '/viec?ngay=2026-02-10' },
  },
  holidays: {
    '2026-11-24': 'Ngày Văn hóa Việt Nam',
    '2026-01-01': 'Tết Dương lịch',
    '2026-02-16': 'Tết Nguyên đán',
    '2026-02-17': 'Tết Nguyên đán',
    '2026-02-18': 'Tết Nguyên đán',
    '2026-09-02': 'Quốc khánh',
  },
  worked: ['2026-11-28'],
  today: '2026-11-23',
};

const legend = [
  { tone: 'good', words: 'không quá hạn' },
  { tone: 'work', words: 'đang trong hạn' },
  { tone: 'watch', words: 'dưới 20% quá hạn' },
  { tone: 'late', words: 'từ 20% quá hạn' },
  { tone: 'none', words: 'chưa có việc' },
] as const;

/** The layout of the sample, with figures that come from nowhere. */
const layout: { readonly tiles: readonly TilePlace[] } = JSON.parse(
  readFileSync(new URL('../../db/sample/langson/commune-tiles.json', import.meta.url), 'utf8'),
);
const tiles: readonly Tile[] = layout.tiles.map((place, at) => {
  const tone = (at * at) % 7 > 2 ? 'good' : (tileTones[at % 5] ?? 'none');
  const [late, due] = [tone === 'good' || tone === 'work' ? 0 : tone === 'watch' ? 1 : 4, (at % 6) + 7];
  return {
    ...place,
    tone,
    value: tone === 'none' ? '–' : `${late}/${due}`,
    words: tone === 'none' ? 'chưa có việc' : `${late} quá hạn trên ${due}`,
    href: `/xa/${place.code}`,
  };
});

/** What can be taken along as a picture: the same as on the page. */
export const galleryPictures: readonly Chart[] = [
  { kind: 'states', counts },
  { kind: 'trajectory', of: trajectory },
  { kind: 'heatMap', of: heat },
  { kind: 'timeline', of: schedule },
  { kind: 'month', month: '2026-11', of: days },
  { kind: 'year', year: 2026, of: days },
  { kind: 'tileMap', tiles, legend },
];

function Figures() {
  return (
    <FigureTiles
      label="Con số cần biết"
      items={[
        {
          value: '3',
          label: 'việc quá hạn',
          tone: 'now',
          href: '/viec?trang-thai=overdue',
          detail: 'lâu nhất 42 ngày',
          spark: (
            <Sparkline values={[0, 1, 1, null, 4, 2, 3]} words="Bảy tuần qua: từ 0 lên 3" colour="blossom" />
          ),
        },
        { value: '11', label: 'việc sắp đến hạn', tone: 'work', href: '/viec?trang-thai=due_soon' },
        { value: '58/65', label: 'xã, phường đã báo cáo', tone: 'note', href: '/bao-cao' },
        { value: '86%', label: 'hoàn thành đúng hạn', tone: 'done', detail: 'cùng kỳ năm trước 79%' },
      ]}
    />
  );
}

export function galleryBoard(lang: Lang) {
  return (
    <>
      <PageHead title="Bảng điều hành" lead="Kế hoạch 145/KH-UBND, đến ngày 23/11/2026" />
      <Figures />
      <StateBar lang={lang} title="Nhiệm vụ theo trạng thái" counts={counts} files={files} />
      <StateStrip lang={lang} name="Sở Nội vụ" counts={counts.slice(0, 4)} />
      <StateStrip lang={lang} name="Sở Y tế" counts={[]} />
      <Section title="Chỉ tiêu">
        <TrajectoryChart
          lang={lang}
          title="Tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo"
          of={trajectory}
          files={files}
        />
        <TrajectoryChart lang={lang} title="Thời gian giải quyết hồ sơ trung bình" of={few} files={files} />
        <ProgressBar share={0.63} words="63% kế hoạch năm" />
      </Section>
    </>
  );
}

export function galleryCharts(lang: Lang) {
  return (
    <>
      <PageHead title="Theo thời gian và địa bàn" />
      <HeatMap
        lang={lang}
        title="Việc quá hạn theo đơn vị và tháng, năm 2026"
        id="nhiet"
        of={heat}
        files={files}
      />
      <TaskTimeline lang={lang} title="Nhiệm vụ trong hai năm 2026–2027" of={schedule} files={files} />
      <MonthCalendar lang={lang} month="2026-11" of={days} files={files} />
      <YearCalendar lang={lang} year={2026} of={days} />
      <TileMap lang={lang} title="Việc quá hạn theo xã, phường" tiles={tiles} legend={legend} files={files} />
    </>
  );
}
