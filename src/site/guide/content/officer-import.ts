import type { Chapter } from '../guide.ts';

/** From signing in to a draft edition. */
export const importChapters: readonly Chapter[] = [
  {
    id: 'bat-dau',
    title: { vi: 'Đăng nhập và bàn làm việc', en: 'Sign in; your desk' },
    purpose: {
      vi: 'Bàn làm việc cho biết việc nào đang chờ bạn và là nơi bắt đầu mọi việc.',
      en: 'The desk says what waits for you, and everything begins there.',
    },
    begin: 'signIn',
    steps: [
      {
        at: 'signIn',
        vi: 'Bấm [[Đăng nhập]] ở góc trên, nhập [[E-mail]] và [[Mật khẩu]] quản trị viên đã cấp.',
        en: 'Press [[Sign in]] in the upper corner and give the [[E-mail]] and [[Password]] you received.',
      },
      {
        at: 'signIn',
        vi: 'Lần đầu, hệ thống dẫn bạn thiết lập xác thực hai bước bằng điện thoại: làm theo trang, rồi cất mã khôi phục ở nơi an toàn. Từ lần sau, gõ thêm mã 6 số trên điện thoại.',
        en: 'The first time, you are led through setting up two-step sign-in with your phone: follow the page, then keep the recovery codes in a safe place. From then on, also type the six digits on your phone.',
      },
      {
        at: 'desk',
        vi: 'Xem [[Chờ bạn xử lý]] trước: danh mục bị trả lại nằm ở đây. Tiếp theo là [[Bản nhập đang rà soát]] và [[Danh mục đang soạn]]. [[Đang trình duyệt]] là những gì đã trình và đang ở chỗ người khác.',
        en: 'Look at [[Waiting for you]] first: editions returned to you are there. Then [[Imports under review]] and [[Editions in draft]]. [[On their way to approval]] is with somebody else.',
      },
      {
        at: 'desk',
        vi: '[[Lối tắt]] có các việc hay làm: nhập phụ lục, tạo danh mục, mở sổ văn bản.',
        en: '[[Shortcuts]] hold what you do most: import an annex, create an edition, open the register.',
      },
    ],
    pictures: [
      {
        file: 'guide-officer-desk',
        at: 'desk',
        part: 'main',
        height: 720,
        alt: {
          vi: 'Bàn làm việc của chuyên viên: các con số, danh mục chờ xử lý, bản nhập đang rà soát, lối tắt.',
          en: 'The desk of an officer: numbers, editions that wait, imports under review, shortcuts.',
        },
        caption: {
          vi: 'Bàn làm việc: một danh mục bị trả lại và một bản nhập đang rà soát.',
          en: 'The desk: one edition returned and one import under review.',
        },
        words: ['Việc đang chờ bạn', 'trả lại để sửa', 'Lối tắt'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Quên mật khẩu.', en: 'You forgot the password.' },
        remedy: {
          vi: 'Liên hệ quản trị viên để được cấp lại. Sai nhiều lần liên tiếp thì phải đợi một lúc mới thử tiếp được.',
          en: 'The administrator gives you a new one. After many wrong attempts you wait a while before trying again.',
        },
      },
    ],
  },
  {
    id: 'nhap-phu-luc',
    title: { vi: 'Nhập phụ lục từ tệp văn bản', en: 'Import the annex of a document' },
    purpose: {
      vi: 'Đưa cả bảng phụ lục vào hệ thống mà không phải gõ lại. Chưa có gì vào danh mục cho tới khi bạn xác nhận.',
      en: 'Bring a whole annex in without typing it. Nothing reaches the catalogue before you confirm.',
    },
    begin: 'import',
    steps: [
      {
        at: 'desk',
        vi: 'Ở bàn làm việc, bấm [[Nhập phụ lục từ văn bản]].',
        en: 'On the desk press [[Import an annex]].',
      },
      {
        at: 'import',
        vi: 'Chọn [[Loại danh mục]], ghi [[Năm hoặc giai đoạn]], ví dụ 2026 hoặc 2026-2030.',
        en: 'Choose the [[Kind of catalogue]] and write the [[Year or period]], such as 2026 or 2026-2030.',
      },
      {
        at: 'import',
        vi: 'Chọn tệp ở [[Tệp văn bản có phụ lục]] (.docx, .xlsx, .pdf, .html, .csv…) rồi bấm [[Đọc tệp]].',
        en: 'Choose the [[File of the document with its annex]] and press [[Read the file]].',
      },
      {
        at: 'paste',
        vi: 'Không có tệp thì dán: chọn các dòng trong bảng tính, cả dòng tiêu đề, chép vào ô [[Các dòng]] rồi bấm [[Đọc các dòng]].',
        en: 'Without a file, paste: copy the rows of a spreadsheet with their header into [[Rows]] and press [[Read the rows]].',
      },
      {
        at: 'import',
        vi: 'Có nhiều tệp thì bấm [[Gửi nhiều tệp một lượt]].',
        en: 'For many files press [[Send several files at once]].',
      },
      {
        at: 'batches',
        vi: 'Chọn [[Các tệp này là]] gì, chọn [[Các tệp]], bấm [[Gửi các tệp]]. Các tệp được đọc lần lượt; đóng trang rồi mở lại, tiến độ ở [[Các lượt đã gửi]].',
        en: 'Say what [[These files are]], choose the [[Files]], press [[Send the files]]. They are read one after another; come back later and see [[Sent so far]].',
      },
    ],
    pictures: [
      {
        file: 'guide-import',
        at: 'import',
        part: 'main',
        height: 740,
        alt: {
          vi: 'Biểu mẫu nhập danh mục: loại danh mục, năm, ô chọn tệp, nút Đọc tệp.',
          en: 'The form to import: kind of catalogue, year, file, the button to read it.',
        },
        caption: { vi: 'Chọn loại, năm và tệp.', en: 'Choose kind, year and file.' },
        words: ['Nhập danh mục', 'Đọc tệp'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Tệp không đọc được.', en: 'The file cannot be read.' },
        remedy: {
          vi: 'Trang nói rõ vì sao. Thường chỉ cần mở tệp trong Word, lưu lại thành .docx rồi gửi lại; hoặc dán các dòng từ bảng tính.',
          en: 'The page says why. Usually it helps to save it anew as .docx and send it again, or to paste the rows.',
        },
      },
      {
        wrong: {
          vi: 'Danh mục năm đó đã công bố.',
          en: 'The edition of that year is published already.',
        },
        remedy: {
          vi: 'Kiểm tra lại năm và loại danh mục. Danh mục đã công bố không nhập đè được.',
          en: 'Check the year and the kind. A published edition cannot be imported over.',
        },
      },
    ],
  },
  {
    id: 'ra-soat',
    title: { vi: 'Rà soát trước khi nhập', en: 'Review before importing' },
    purpose: {
      vi: 'Xem những gì hệ thống đọc được cạnh nguyên văn, sửa chỗ chưa đúng, rồi mới đưa vào danh mục.',
      en: 'See what was read beside its source, correct it, and only then put it into the edition.',
    },
    steps: [
      {
        at: 'review',
        vi: 'Đầu trang ghi số [[dòng cần xem]] và lý do từng dòng. Bấm [[Chỉ dòng cần xem]] để chỉ còn những dòng đó.',
        en: 'The top tells how many [[rows to look at]] there are and why. [[Only rows to look at]] shows those alone.',
      },
      {
        at: 'review',
        vi: 'Mở [[Danh mục và văn bản như đã đọc]], kiểm tra tên danh mục, số, ngày, người ký.',
        en: 'Open [[Edition and document as read]]; check title, number, date and signer.',
      },
      {
        at: 'review',
        vi: 'Cột nào hệ thống chưa hiểu, chọn ý nghĩa ở đầu cột, ví dụ [[Cột “Lời kể” là]], rồi bấm [[Đọc lại theo các cột đã chọn]].',
        en: 'Where a column was not understood, say at its head what it is, then press [[Read again with these columns]].',
      },
      {
        at: 'review',
        vi: 'Sai ở một dòng thì bấm [[Sửa dòng này]]; dòng thừa thì đánh dấu [[Bỏ dòng này]] và bấm [[Lưu lựa chọn trên trang này]].',
        en: 'For a wrong row press [[Correct this row]]; tick [[Leave this row out]] for one too many and press [[Save the choices on this page]].',
      },
      {
        at: 'review',
        vi: 'Bấm [[Xem trước kết quả nhập]].',
        en: 'Press [[Preview the import]].',
      },
      {
        at: 'confirm',
        vi: 'Trang xem trước ghi sẽ thêm, cập nhật bao nhiêu mục. Đúng thì bấm [[Xác nhận nhập]]; chưa đúng thì [[Quay lại rà soát]].',
        en: 'The preview counts what would be added and updated. If it is right press [[Confirm the import]], else [[Back to the review]].',
      },
    ],
    pictures: [
      {
        file: 'guide-review',
        at: 'review',
        part: '.review',
        height: 640,
        alt: {
          vi: 'Bảng các dòng đã đọc: ý nghĩa của từng cột ở đầu bảng, dòng cần xem có lời giải thích.',
          en: 'The rows as read: the meaning of each column at its head, rows to look at with their reason.',
        },
        caption: {
          vi: 'Bảng rà soát: cột “Lời kể” chưa có ý nghĩa; dòng 3 nêu một cơ quan ngoài danh bạ.',
          en: 'The review: one column has no meaning yet; row 3 names an unknown organisation.',
        },
        words: ['Sửa dòng này', 'Bỏ dòng này'],
      },
      {
        file: 'guide-confirm',
        at: 'confirm',
        part: 'main',
        height: 900,
        alt: {
          vi: 'Trang xem trước kết quả nhập: số mục mới, các mục sẽ thêm, nút Xác nhận nhập.',
          en: 'The preview of an import: number of new entries, their titles, the button to confirm.',
        },
        caption: { vi: 'Xem trước rồi mới xác nhận.', en: 'See it first, then confirm.' },
        words: ['Xem trước kết quả nhập', 'mục mới'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Đang rà soát thì phải dừng.', en: 'You have to stop in the middle.' },
        remedy: {
          at: 'desk',
          vi: 'Những gì đã lưu còn nguyên. Mở lại từ [[Bản nhập đang rà soát]] ở bàn làm việc.',
          en: 'What you saved is kept. Open it again from [[Imports under review]] on the desk.',
        },
      },
      {
        wrong: { vi: 'Văn bản là bản quét.', en: 'The document is a scan.' },
        remedy: {
          vi: 'Máy chủ có bộ nhận dạng chữ thì đọc được. Đầu trang rà soát có liên kết tới từng trang quét: mỗi chữ chưa chắc hiện cạnh ảnh của nó, gõ lại cho đúng ngay tại đó. Quá 8 trang thì gửi ở trang gửi nhiều tệp.',
          en: 'A server with text recognition reads it. The top of the review leads to each scanned page: every uncertain word stands beside its picture and is put right there. Send more than 8 pages on the page for several files.',
        },
      },
      {
        wrong: { vi: 'Gửi cùng một tệp lần nữa.', en: 'The same file is sent again.' },
        remedy: {
          vi: 'Không sinh ra mục trùng: mục đã có được nhận ra; chỉ phần văn bản thay đổi mới được cập nhật, phần bạn đã sửa giữ nguyên.',
          en: 'No doubles: known entries are recognised, only what the document changed is updated, your own edits stay.',
        },
      },
      {
        wrong: { vi: 'Nhập nhầm tệp.', en: 'It was the wrong file.' },
        remedy: {
          at: 'review',
          vi: 'Bấm [[Bỏ bản nhập này]]. Danh mục không thay đổi.',
          en: 'Press [[Discard this import]]. The catalogue does not change.',
        },
      },
    ],
  },
];
