import type { Chapter } from '../guide.ts';

/** Files, addresses and printouts of what is read. */
export const downloading: Chapter = {
  id: 'tai-ve',
  title: { vi: 'Tải về, chia sẻ, in', en: 'Download, share, print' },
  purpose: {
    vi: 'Nội dung đã công bố được dùng lại tự do khi ghi rõ nguồn.',
    en: 'What is published may be reused freely with the source named.',
  },
  steps: [
    {
      at: 'filtered',
      vi: 'Cả danh mục: lọc theo năm, rồi chọn dạng tệp cạnh chữ [[Tải phụ lục về:]] (Excel, CSV hoặc trang web).',
      en: 'A whole edition: filter by its year, then choose a kind of file beside [[Download the annex:]].',
    },
    {
      at: 'problem',
      vi: 'Trên trang của một mục, tìm khung [[Tải về, chia sẻ]].',
      en: 'On the page of an entry look for [[Download, share]].',
    },
    {
      at: 'problem',
      vi: '[[JSON của mục này]] là dữ liệu của mục cho phần mềm; [[Chép đường dẫn]] để gửi cho người khác; [[In trang này]] in gọn trên giấy A4, không có nút và bộ lọc.',
      en: '[[This entry as JSON]] is its data for programs; [[Copy link]] lets you send it; [[Print this page]] prints it without buttons and filters.',
    },
  ],
  pictures: [
    {
      file: 'guide-side',
      at: 'problem',
      part: '.columns-side',
      alt: {
        vi: 'Cột bên của trang một mục: liên hệ, danh mục chứa mục đó, khung tải về và chia sẻ.',
        en: 'The side of an entry: contact, its edition, download and share.',
      },
      caption: {
        vi: 'Liên hệ, danh mục và khung tải về của một mục.',
        en: 'Contact, edition and downloads of an entry.',
      },
      words: ['Tải về, chia sẻ', 'Liên hệ'],
    },
  ],
  troubles: [
    {
      wrong: {
        vi: 'Không thấy nút chép đường dẫn và nút in.',
        en: 'The buttons to copy and print are missing.',
      },
      remedy: {
        vi: 'Trình duyệt đang tắt JavaScript. Chép địa chỉ trên thanh địa chỉ và in bằng lệnh in của trình duyệt.',
        en: 'The browser has JavaScript off. Copy the address and print with the browser itself.',
      },
    },
  ],
};

/** Whole sets of data. */
export const openData: Chapter = {
  id: 'tai-du-lieu',
  title: { vi: 'Tải danh sách và dữ liệu mở', en: 'Download lists and open data' },
  purpose: {
    vi: 'Lưu một danh sách, hay toàn bộ những gì đã công bố, thành tệp mở được bằng Excel.',
    en: 'Keep a list, or everything published, as a file that Excel opens.',
  },
  begin: 'openData',
  steps: [
    {
      at: 'filtered',
      vi: 'Tìm và lọc danh sách theo ý bạn. Dưới danh sách, ở [[Tải danh sách này]], chọn [[CSV]], [[Excel]] hoặc [[JSON]]: tệp có mọi trang của danh sách đang lọc.',
      en: 'Search and filter a list. Below it, at [[Download this list]], choose [[CSV]], [[Excel]] or [[JSON]]: the file has all pages of the list as it is filtered.',
    },
    {
      at: 'openData',
      vi: 'Để lấy toàn bộ, mở [[Dữ liệu mở]] ở cuối trang. Mỗi bộ dữ liệu ghi số dòng, lần đổi gần nhất và các tệp.',
      en: 'For everything open [[Open data]] at the end of the page. Each set tells its rows, its last change and its files.',
    },
    {
      at: 'dataset',
      vi: 'Mở một bộ để đọc [[Từ điển dữ liệu]]: mỗi cột nghĩa là gì, lấy từ đâu, ví dụ ra sao.',
      en: 'Open a set to read its [[Data dictionary]]: what each column means, where it comes from, an example.',
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Tệp tìm theo từ chỉ có 1.000 dòng.', en: 'A search gives only 1,000 rows.' },
      remedy: {
        vi: 'Tìm theo từ dừng ở 1.000 mục như trên trang. Hãy lọc theo năm, lĩnh vực hoặc tải toàn bộ rồi tìm trong tệp.',
        en: 'A search ends at 1,000 entries, as on the page. Filter by year or sector, or download everything and search the file.',
      },
    },
  ],
};

/** What programs and feed readers ask. */
export const programs: Chapter = {
  id: 'du-lieu',
  title: { vi: 'Lấy dữ liệu qua API', en: 'Take the data through the API' },
  purpose: {
    vi: 'Mọi nội dung đã công bố lấy được bằng phần mềm, không cần khóa, không cần đăng ký.',
    en: 'Programs can read everything published, without a key or registration.',
  },
  begin: 'api',
  steps: [
    {
      at: 'api',
      vi: 'Mở [[API]] ở đầu trang: mỗi mục là một địa chỉ, các tham số và một lệnh mẫu chép được ngay.',
      en: 'Open [[API]] at the top: each part is one address with its parameters and a command to copy.',
    },
    {
      at: 'api',
      vi: 'Bấm [[Mở ví dụ này]] để xem câu trả lời thật. Mô tả cho công cụ lập trình ở liên kết [[openapi.json]].',
      en: '[[Open this example]] shows a real answer. Tools read the description behind [[openapi.json]].',
    },
  ],
  troubles: [
    {
      wrong: { vi: 'Danh sách trả về chưa hết.', en: 'The list that comes back is not all.' },
      remedy: {
        vi: 'Danh sách chia trang: gửi lại giá trị next trong tham số cursor cho tới khi next là null.',
        en: 'Lists come in pages: send next back as cursor until next is null.',
      },
    },
  ],
};
