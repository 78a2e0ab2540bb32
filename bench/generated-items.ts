import type { SearchItem } from '../src/platform/search/index.ts';

/** Words every title of the programme uses; in generated text, as in real text, a few of them are nearly everywhere. */
const common =
  'công nghệ số dữ liệu của tỉnh cho xã và quản lý hệ thống xây dựng ứng dụng phát triển nâng cao hiệu quả sản xuất thông minh giám sát cửa khẩu hàng hóa môi trường y tế giáo dục du lịch nông nghiệp rừng hồi quế na trâu bò cảnh báo sớm sạt lở lũ quét nguồn gốc truy xuất kho bãi vận tải năng lượng nước sạch học sinh bệnh nhân hồ sơ dịch vụ trực tuyến an toàn thông tin nền tảng chia sẻ kết nối đo lường chất lượng thị trường hợp tác doanh nghiệp nghiên cứu chế biến bảo quản'.split(
    ' ',
  );
const onsets = 'b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x'.split(' ');
const rimes =
  'a á à ả ã ạ ai ái ài am ám an án ang áng anh ánh ao áo at át ăn ăng âm ân âng âu ây e é ec em en eo ê ên êu i í ich im in inh iêm iên iêng iêu o ó oa oan oang oi ong ô ông ơ ơi ơn u ú ui um un ung uôn uông ươi ương ưu y'.split(
    ' ',
  );

const syllables = [
  ...common,
  ...onsets
    .flatMap((onset) => rimes.map((rime) => onset + rime))
    .filter((syllable) => !common.includes(syllable)),
];

/** A stream of numbers in [0, 1) that is the same in every run (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let sum = 0;
const cumulative = syllables.map((_, index) => {
  sum += 1 / (index + 2);
  return sum;
});

/** A syllable by Zipf's law: the n-th is drawn about 1/n as often as the first. */
function draw(random: () => number): string {
  const mark = random() * sum;
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) < mark) low = middle + 1;
    else high = middle;
  }
  return syllables[low] ?? '';
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => draw(random)).join(' ');
}

const sectors = [
  'kinh-te-cua-khau',
  'logistics',
  'nong-lam-nghiep',
  'du-lich',
  'y-te',
  'giao-duc',
  'moi-truong',
];
const statuses = ['open', 'in_progress', 'resolved', 'not_taken_up'];

/** Problems in Vietnamese-like text: titles of 8–14 words, bodies of 80–140, one rare word for every hundred. */
export function generatedItem(id: number): SearchItem {
  const random = randomStream(id * 7919);
  const year = 2005 + (id % 22);
  const rare = `hiem${(id * 31) % 1000}`;
  return {
    kind: 'problem',
    id,
    code: `BTL-${year}-${String(Math.floor(id / 22) + 1).padStart(2, '0')}`,
    url: `/bai-toan/BTL-${year}-${String(Math.floor(id / 22) + 1).padStart(2, '0')}`,
    title: sentence(random, 8 + Math.floor(random() * 7)),
    titleEn: null,
    summary: sentence(random, 20),
    summaryEn: null,
    keywords: [],
    body: `${sentence(random, 80 + Math.floor(random() * 60))} ${rare}`,
    facets: {
      years: [year],
      sectors: [sectors[id % sectors.length] ?? ''],
      organisations: [`CQ${id % 40}`],
      places: [`20-${id % 65}`],
      status: statuses[id % 4] ?? 'open',
    },
    shown: {
      edition: `BTL-${year}`,
      status: 'open',
      sectors: [],
      organisations: [],
      openFrom: null,
      openTo: null,
      publishedOn: null,
    },
    dated: `${year}-03-31`,
    illustrative: true,
  };
}
