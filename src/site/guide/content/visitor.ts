import type { Guide } from '../guide.ts';
import { commentingChapter } from './consultation.ts';
import { readingPlans, watchingPlans } from './plans-visitor.ts';
import { askingChapter } from './questions.ts';
import { downloading, openData, programs } from './taking-away.ts';

export const visitorGuide: Guide = {
  name: 'khach',
  title: { vi: 'Hướng dẫn cho người đọc', en: 'Guide for visitors' },
  lead: {
    vi: 'Dành cho doanh nghiệp, viện, trường, báo chí và người dân: tìm, lọc, đọc, hỏi và dùng lại những gì đã công bố. Chỉ khi đặt câu hỏi mới cần tài khoản.',
    en: 'For firms, institutes, journalists and citizens: find, filter, read, ask about and reuse what is published. Only asking takes an account.',
  },
  chapters: [
    {
      id: 'tim',
      title: { vi: 'Tìm một bài toán, nhu cầu hoặc văn bản', en: 'Find a problem, a need or a document' },
      purpose: {
        vi: 'Ô tìm ở trang chủ tìm trong mọi nội dung đã công bố.',
        en: 'The search box of the home page looks through everything published.',
      },
      begin: 'home',
      steps: [
        {
          at: 'home',
          vi: 'Gõ vài từ vào ô tìm ở trang chủ rồi bấm [[Tìm]]. Gõ không dấu cũng được; gõ mã như BTL-2026-05 hoặc số văn bản như 71/NQ-CP thì nội dung đó đứng đầu kết quả.',
          en: 'Type a few words into the box of the home page and press [[Search]]. Diacritics may be left out; a code such as BTL-2026-05 or the number of a document brings that one first.',
        },
        {
          at: 'search',
          vi: 'Trang kết quả xếp nội dung khớp nhất lên đầu. Chọn [[Bài toán]] hoặc [[Nhu cầu]] ở trên danh sách để chỉ xem loại đó.',
          en: 'The best match stands first. Choose [[Problems]] or [[Needs]] above the list to see one kind only.',
        },
        {
          vi: 'Muốn tìm đúng một cụm từ, đặt cụm từ đó trong ngoặc kép.',
          en: 'Put quotation marks around words to find exactly that phrase.',
        },
      ],
      pictures: [
        {
          file: 'guide-search',
          at: 'search',
          part: 'main',
          height: 620,
          alt: {
            vi: 'Trang kết quả tìm “sat lo”: ô tìm, các loại nội dung kèm số lượng, danh sách mục khớp.',
            en: 'Results of a search: the box, the kinds of content with their counts, the matching entries.',
          },
          caption: {
            vi: 'Gõ “sat lo” không dấu vẫn tìm ra “sạt lở”; từ khớp được tô.',
            en: 'Typed without diacritics, the words are found all the same; matches are marked.',
          },
          words: ['Tìm kiếm', '4 kết quả'],
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Không có kết quả nào.', en: 'Nothing is found.' },
          remedy: {
            vi: 'Bớt từ hoặc dùng từ khác. Gõ sai chính tả vẫn tìm được: trang tự thử từ gần nhất và nói rõ đã tìm từ nào.',
            en: 'Use fewer or other words. Misspelt words are tried in their nearest form, and the page says so.',
          },
        },
      ],
    },
    {
      id: 'loc',
      title: { vi: 'Lọc danh sách', en: 'Filter a list' },
      purpose: {
        vi: 'Thu danh sách về đúng năm, lĩnh vực, cơ quan, địa bàn bạn quan tâm.',
        en: 'Narrow a list to the year, sector, organisation or place you care about.',
      },
      begin: 'problems',
      steps: [
        {
          at: 'problems',
          vi: 'Mở [[Bài toán]] hoặc [[Nhu cầu công nghệ]] ở đầu trang.',
          en: 'Open [[Problems]] or [[Technology needs]] at the top of any page.',
        },
        {
          at: 'problems',
          vi: 'Đánh dấu ở [[Năm]], [[Lĩnh vực]], [[Cơ quan, đơn vị]], [[Địa bàn]] hoặc [[Trạng thái]]. Số bên cạnh là số mục sẽ còn lại. Bấm [[Xem thêm lựa chọn]] khi danh sách dài.',
          en: 'Tick under [[Year]], [[Sector]], [[Organisation]], [[Place]] or [[Status]]. The number beside a choice says how many entries remain. [[More choices]] opens a long list.',
        },
        {
          at: 'problems',
          vi: 'Bấm [[Lọc kết quả]]. Muốn xếp theo mã hoặc theo tên, chọn ở ô [[Sắp xếp]].',
          en: 'Press [[Apply filters]]. To order by code or title, choose under [[Sort by]].',
        },
        {
          at: 'filtered',
          vi: 'Bấm vào một điều kiện cạnh chữ [[Đang lọc theo]] để bỏ riêng điều kiện đó. Địa chỉ trang giữ nguyên bộ lọc, nên gửi đường dẫn cho người khác là họ thấy đúng danh sách này.',
          en: 'Press a condition beside [[Filtered by]] to remove it. The address keeps the filters: send the link and others see the same list.',
        },
      ],
      pictures: [
        {
          file: 'guide-filter',
          at: 'filtered',
          part: 'main',
          height: 760,
          alt: {
            vi: 'Danh sách bài toán lớn lọc theo năm 2026: cột bộ lọc bên trái, danh sách bên phải.',
            en: 'The list of major problems filtered by year: filters on the left, entries on the right.',
          },
          caption: {
            vi: 'Danh sách đang lọc theo năm 2026.',
            en: 'A list filtered by the year 2026.',
          },
          words: ['Bài toán lớn', 'Đang lọc theo', '18 bài toán'],
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Danh sách trống sau khi lọc.', en: 'The list is empty after filtering.' },
          remedy: {
            vi: 'Các điều kiện không cùng có ở mục nào. Bỏ bớt từng điều kiện.',
            en: 'No entry meets all conditions at once. Remove them one by one.',
          },
        },
      ],
    },
    {
      id: 'doc-muc',
      title: { vi: 'Đọc một mục', en: 'Read an entry' },
      purpose: {
        vi: 'Trang của mỗi bài toán, nhu cầu cho biết ai đặt ra, cần kết quả gì và đã đi đến bước nào.',
        en: 'The page of a problem or need says who set it, what result is wanted and how far it has come.',
      },
      begin: 'problems',
      steps: [
        {
          at: 'problem',
          vi: 'Dãy nhịp cầu ở đầu trang đi từ [[Căn cứ]] qua [[Kêu gọi]], [[Hội đồng]] đến [[Kết quả]]. Bước tô đậm đã xong, bước màu hồng là bước hiện tại; [[Bước chưa tô là bước chưa diễn ra.]]',
          en: 'The spans at the top lead from the [[Legal basis]] over the [[Call]] and the [[Council]] to the [[Result]]. Filled spans are done, the pink one is now. [[Outlined steps have not taken place.]]',
        },
        {
          at: 'problem',
          vi: '[[Kết quả cần đạt]] nói khi nào bài toán được coi là giải xong. [[Thông tin]] có cơ quan chủ trì, lĩnh vực, thời gian.',
          en: '[[Expected results]] say when the problem counts as solved. [[Facts]] name the lead agency, sectors and time.',
        },
        {
          at: 'problem',
          vi: 'Muốn gửi lời giải hoặc hỏi thêm, dùng thông tin ở [[Liên hệ]]. [[Mục gần giống]] dẫn sang các mục cùng chủ đề của những năm khác.',
          en: 'To offer a solution or to ask, use [[Contact]]. [[Similar entries]] lead to the same subject in other years.',
        },
        {
          at: 'problem',
          vi: 'Mục có nhãn [[dữ liệu minh họa]] chỉ để xem thử, không phải nội dung chính thức.',
          en: 'Entries marked [[illustrative data]] are for trying things out and are not official.',
        },
      ],
      pictures: [
        {
          file: 'guide-entry',
          at: 'problem',
          part: 'main',
          height: 780,
          alt: {
            vi: 'Trang một bài toán lớn: tên, trạng thái, dãy tám bước từ căn cứ đến kết quả, kết quả cần đạt.',
            en: 'The page of a problem: title, status, eight steps from legal basis to result, expected results.',
          },
          caption: {
            vi: 'Đầu trang của một bài toán lớn.',
            en: 'The top of the page of a problem.',
          },
          words: ['Kết quả cần đạt', 'Hội đồng'],
        },
      ],
      troubles: [
        {
          wrong: {
            vi: 'Trang ghi danh mục đã được thu hồi.',
            en: 'The page says that the edition was withdrawn.',
          },
          remedy: {
            vi: 'Danh mục đó công bố nhầm. Lý do ghi ngay trên trang; hãy xem danh mục mới trong danh sách.',
            en: 'It was published by mistake; the reason stands on the page. See the current edition in the list.',
          },
        },
      ],
    },
    {
      id: 'tai-mot-ngay',
      title: { vi: 'Xem danh mục tại một ngày đã qua', en: 'The catalogue as it stood on a day' },
      purpose: {
        vi: 'Khi cần biết một bài toán được công bố thế nào vào ngày ký hợp đồng, ngày viết bài, ngày thanh tra hỏi.',
        en: 'For the day of a contract, of an article or of an inspection: what was public then.',
      },
      begin: 'problems',
      steps: [
        {
          at: 'problems',
          vi: 'Ở danh sách, mở [[Xem danh mục tại một ngày đã qua]], ghi ngày ở ô [[Xem tại ngày]] rồi bấm [[Xem]].',
          en: 'On a list open [[The catalogue on an earlier day]], write the date under [[As of]] and press [[Show]].',
        },
        {
          at: 'onDay',
          vi: 'Trang ghi rõ đây là [[Danh mục như ngày]] đã chọn; tìm và lọc như thường. Bấm [[Xem danh mục hiện nay]] để trở về.',
          en: 'The page says that it shows [[The catalogue as of]] that day; search and filters work as usual. [[The catalogue of today]] leads back.',
        },
        {
          vi: 'Mục từng được điều chỉnh có bảng các phiên bản ở cuối trang: mở từng bản, hoặc so hai bản với nhau.',
          en: 'An entry that was amended lists its versions at the end: open each, or compare two.',
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Ngày đó không có mục nào.', en: 'There is nothing on that day.' },
          remedy: {
            vi: 'Ngày đó ở trước danh mục đầu tiên hoặc chưa đến. Trang cho biết danh mục đầu tiên công bố ngày nào.',
            en: 'It lies before the first edition or in the future. The page tells when the first one was published.',
          },
        },
      ],
    },
    {
      id: 'van-ban',
      title: { vi: 'Đọc văn bản và lần theo căn cứ', en: 'Read documents and follow their citations' },
      purpose: {
        vi: 'Sổ văn bản giữ văn bản của chương trình và các dẫn chiếu giữa chúng, đi được cả hai chiều.',
        en: 'The register holds the documents of the programme and how they cite each other, both ways.',
      },
      begin: 'register',
      steps: [
        {
          at: 'register',
          vi: 'Mở [[Văn bản]] ở đầu trang. Tìm theo số, trích yếu, nội dung; lọc theo [[Loại văn bản]], [[Năm ban hành]], [[Cơ quan ban hành]].',
          en: 'Open [[Documents]] at the top. Search by number, abstract or content; filter by [[Kind]], [[Year]], [[Issued by]].',
        },
        {
          at: 'document',
          vi: '[[Căn cứ pháp lý]] là những văn bản mà văn bản này dựa vào; [[Văn bản dẫn chiếu đến văn bản này]] là chiều ngược lại. Cuối trang có các bài toán, nhu cầu lấy văn bản làm căn cứ.',
          en: 'The [[Legal basis]] lists what the document rests on; [[Documents that cite this one]] go the other way. Problems and needs based on it are listed too.',
        },
        {
          at: 'filed',
          vi: 'Văn bản có tệp thì tải bằng [[Tải tệp gốc]]: đúng tệp cơ quan đã gửi, không sửa đổi.',
          en: 'Where there is a file, [[Download the file]] gives it exactly as it was sent.',
        },
      ],
      troubles: [
        {
          wrong: {
            at: 'register',
            vi: 'Văn bản mang nhãn [[chưa đối chiếu bản gốc]].',
            en: 'A document is marked [[not checked against the original]].',
          },
          remedy: {
            vi: 'Dùng để tra cứu được; khi viện dẫn, hãy dùng bản có chữ ký, đóng dấu.',
            en: 'Use it to look things up; when you cite it, rely on the signed and sealed document.',
          },
        },
      ],
    },
    downloading,
    readingPlans,
    watchingPlans,
    askingChapter,
    commentingChapter,
    openData,
    programs,
    {
      id: 'hien-thi',
      title: { vi: 'Đổi cỡ chữ, nền tối, ngôn ngữ', en: 'Text size, dark background, language' },
      purpose: {
        vi: 'Chỉnh trang cho dễ đọc; máy này sẽ nhớ lựa chọn của bạn.',
        en: 'Make pages easier to read; this device remembers your choice.',
      },
      steps: [
        {
          at: 'home',
          vi: 'Bấm [[Hiển thị]] ở đầu trang. Chọn [[Nền]] sáng, tối hoặc theo máy và [[Cỡ chữ]]. Khi tắt JavaScript thì bấm thêm [[Áp dụng]].',
          en: 'Press [[Display]] at the top. Choose the [[Background]] and the [[Text size]]. Without JavaScript also press [[Apply]].',
        },
        {
          at: 'home',
          vi: 'Bấm [[English]] để đọc cùng trang đó bằng tiếng Anh.',
          en: 'The link beside it shows the same page in Vietnamese.',
        },
      ],
      troubles: [
        {
          wrong: { vi: 'Lựa chọn không được nhớ.', en: 'The choice is forgotten.' },
          remedy: {
            vi: 'Trình duyệt đang chặn cookie hoặc mở cửa sổ ẩn danh. Lựa chọn được giữ bằng một cookie, không kèm thông tin cá nhân.',
            en: 'The browser blocks cookies or is in private mode. The choice is kept in a cookie that holds nothing personal.',
          },
        },
      ],
    },
  ],
};
