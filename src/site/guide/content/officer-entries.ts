import type { Chapter } from '../guide.ts';

/** Work on the entries of a draft. */
export const entryChapters: readonly Chapter[] = [
  {
    id: 'hoan-thien-muc',
    title: { vi: 'Hoàn thiện từng mục', en: 'Complete the entries' },
    purpose: {
      vi: 'Phụ lục thường chưa đủ để người ngoài hiểu. Bổ sung tóm tắt, căn cứ, kết quả đo được trước khi trình.',
      en: 'An annex rarely says enough for outsiders. Add summary, legal basis and measurable results.',
    },
    steps: [
      {
        at: 'draft',
        vi: 'Mở danh mục. Cột [[Cần xem]] ghi mục nào còn thiếu gì; bấm một nhãn phía trên bảng, ví dụ [[thiếu căn cứ]], để chỉ xem các mục đó.',
        en: 'Open the edition. The column [[To look at]] says what an entry lacks; a label above the table, such as [[no legal basis]], shows those alone.',
      },
      {
        at: 'entry',
        vi: 'Bấm tên mục để mở. Viết [[Tóm tắt]] bằng một hai câu ai đọc cũng hiểu, chọn [[Lĩnh vực]].',
        en: 'Open an entry by its title. Write the [[Summary]] in one or two plain sentences and choose [[Sectors]].',
      },
      {
        at: 'entry',
        vi: 'Ở [[Căn cứ]], ghi mỗi dòng một văn bản như trong văn bản giấy; dòng [[Hiểu là:]] cho biết hệ thống đã nhận ra văn bản nào.',
        en: 'Under [[Legal basis]] write one document in each box; [[Understood as:]] tells which document was recognised.',
      },
      {
        at: 'entry',
        vi: 'Ở [[Kết quả cần đạt]], tách từng kết quả và ghi [[Chỉ số đo 1]], [[Mức cần đạt 1]] bằng số.',
        en: 'Under [[Expected results]] keep results apart and give [[Indicator 1]] and [[Target 1]] in figures.',
      },
      {
        at: 'entry',
        vi: 'Bấm [[Lưu]]. Mục [[Vị trí và việc khác]] ở cuối trang dùng để chuyển chỗ hoặc bỏ mục.',
        en: 'Press [[Save]]. [[Place and more]] at the end moves the entry or takes it out.',
      },
      {
        at: 'draft',
        vi: 'Thiếu một mục thì bấm [[Thêm mục]]. Mục đã bỏ vẫn khôi phục được ở [[Mục đã bỏ]].',
        en: 'A missing entry is added with [[Add an entry]]. One taken out is brought back from [[Removed entries]].',
      },
    ],
    pictures: [
      {
        file: 'guide-draft',
        at: 'draft',
        part: 'main',
        height: 860,
        alt: {
          vi: 'Danh mục đang soạn: bộ lọc theo chỗ thiếu, bảng các mục kèm nhãn cần xem, cột trạng thái.',
          en: 'A draft edition: filters by what is missing, the entries with their labels, its state.',
        },
        caption: {
          vi: 'Danh mục đang soạn. Nhãn bên phải tên mục là chỗ nên bổ sung.',
          en: 'A draft edition. The labels beside a title say what is worth adding.',
        },
        words: ['Kiểm tra và trình duyệt', 'Sửa nhiều mục một lúc', 'thiếu căn cứ'],
      },
    ],
    troubles: [
      {
        wrong: {
          at: 'draft',
          vi: 'Mục mang nhãn [[cơ quan ngoài danh bạ]].',
          en: 'An entry is marked [[unknown organisation]].',
        },
        remedy: {
          vi: 'Kiểm tra cách viết tên. Nếu đúng là cơ quan mới, đề nghị quản trị viên thêm vào danh bạ; trong lúc chờ, tên giữ như đã gõ.',
          en: 'Check the spelling. If it is new, ask the administrator to add it; meanwhile the name stays as typed.',
        },
      },
      {
        wrong: {
          vi: 'Lưu thì hiện khung đỏ “chỗ cần sửa”.',
          en: 'Saving shows a red box with things to correct.',
        },
        remedy: {
          vi: 'Chưa mất gì. Bấm từng dòng trong khung để đến đúng ô, sửa theo lời nhắc cạnh ô rồi lưu lại.',
          en: 'Nothing is lost. Each line of the box leads to its field; correct it as told there and save again.',
        },
      },
    ],
  },
  {
    id: 'ban-go-do',
    title: { vi: 'Bản gõ dở không mất', en: 'Unsaved text survives' },
    purpose: {
      vi: 'Mất điện, rớt mạng hay đóng nhầm trang, chữ bạn gõ vẫn còn.',
      en: 'A power cut, a lost connection or a closed page costs you no word.',
    },
    begin: 'desk',
    steps: [
      {
        vi: 'Khi bạn sửa một mục, vài giây một lần hệ thống tự giữ bản gõ dở; giờ giữ gần nhất hiện cạnh nút lưu.',
        en: 'While you edit an entry your text is kept every few seconds; the time stands beside the save button.',
      },
      {
        at: 'desk',
        vi: 'Mở lại sau: bàn làm việc đếm số [[bản gõ dở chưa lưu]] và liệt kê từng mục. Bấm vào để viết tiếp.',
        en: 'Later the desk counts your [[unsaved texts]] and lists them. Open one and go on.',
      },
      {
        at: 'shared',
        vi: 'Hai người cùng mở một mục: trang báo ai [[đang sửa mục này]]. Ai lưu sau sẽ được chọn giữ bản nào ở từng chỗ khác nhau; không ai mất chữ.',
        en: 'When two people open an entry the page says who [[is editing this entry]]. Whoever saves second chooses, difference by difference; nobody loses a word.',
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Mạng mất giữa chừng.', en: 'The connection is lost.' },
        remedy: {
          vi: 'Chữ được giữ trên máy này và tự gửi khi có mạng. Đừng xóa dữ liệu trình duyệt trước khi mạng trở lại.',
          en: 'Your text is kept on this device and sent when the connection is back. Do not clear browser data before.',
        },
      },
      {
        wrong: { vi: 'Hết phiên đăng nhập khi đang gõ.', en: 'The session ends while you type.' },
        remedy: {
          vi: 'Đăng nhập lại ở thẻ khác rồi quay lại trang; nội dung còn nguyên.',
          en: 'Sign in again and come back to the page; the text is still there.',
        },
      },
    ],
  },
  {
    id: 'gop-y',
    title: { vi: 'Xem góp ý về chất lượng', en: 'Read the advice on quality' },
    purpose: {
      vi: 'Trang góp ý gom những chỗ nên bổ sung và những mục gần giống mục khác. Góp ý không ngăn việc trình.',
      en: 'One page gathers what is worth adding and entries much like others. It blocks nothing.',
    },
    steps: [
      {
        at: 'draft',
        vi: 'Ở danh mục, bấm [[Xem góp ý về chất lượng và các mục gần giống nhau]].',
        en: 'On the edition press [[Advice on quality, and entries much alike]].',
      },
      {
        at: 'advice',
        vi: 'Cột [[Nên làm gì]] nói cách bổ sung; bấm con số ở cột [[Số mục]] để mở các mục đó.',
        en: 'The column [[What to do]] tells how; the number under [[Entries]] opens them.',
      },
      {
        at: 'advice',
        vi: 'Ở [[Mục gần giống nhau]], bấm [[Đặt cạnh nhau]] để so hai mục và quyết định: trùng, nên gộp, hay tiếp nối của kỳ trước.',
        en: 'Under [[Entries much alike]] press [[Side by side]] to compare two and decide: the same, to be merged, or continued.',
      },
    ],
    pictures: [
      {
        file: 'guide-advice',
        at: 'advice',
        part: 'main',
        height: 960,
        alt: {
          vi: 'Trang góp ý về chất lượng: bảng loại góp ý, việc nên làm, số mục; các mục gần giống nhau.',
          en: 'Advice on quality: kinds of advice, what to do, number of entries; entries much alike.',
        },
        caption: {
          vi: 'Mỗi góp ý nói rõ nên làm gì và với mục nào.',
          en: 'Each advice says what to do and for which entries.',
        },
        words: ['Góp ý về chất lượng', 'Nên làm gì'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Không thể làm theo một góp ý.', en: 'Advice cannot be followed.' },
        remedy: {
          vi: 'Cứ trình. Góp ý còn lại được ghi vào lịch sử để người duyệt biết.',
          en: 'Submit all the same. What remains is recorded, so that those who approve know.',
        },
      },
    ],
  },
  {
    id: 'sua-nhieu',
    title: { vi: 'Sửa nhiều mục một lúc và hoàn tác', en: 'Change many entries at once, and undo' },
    purpose: {
      vi: 'Thêm một từ khóa, một lĩnh vực, một cơ quan phối hợp cho hàng chục mục trong một lần.',
      en: 'Give dozens of entries a keyword, a sector or a partner in one go.',
    },
    steps: [
      {
        at: 'draft',
        vi: 'Ở danh mục, bấm [[Sửa nhiều mục một lúc]].',
        en: 'On the edition press [[Change many entries at once]].',
      },
      {
        at: 'bulk',
        vi: 'Chọn [[Thông tin cần sửa]] rồi bấm [[Tiếp tục]].',
        en: 'Choose the [[Field]] and press [[Go on]].',
      },
      {
        at: 'bulkField',
        vi: 'Chọn [[Cách sửa]], ví dụ [[Thêm vào những gì đang có]]; gõ nội dung; chọn các mục ở [[Chọn mục]]; bấm [[Xem trước]].',
        en: 'Choose [[How]], such as [[Add to what is there]]; type; choose the entries under [[Choose entries]]; press [[Preview]].',
      },
      {
        vi: 'Trang xem trước đặt nội dung hiện có cạnh nội dung sẽ đổi của từng mục. Đồng ý thì bấm nút sửa.',
        en: 'The preview shows each entry as it is and as it would be. If you agree, change them.',
      },
      {
        at: 'bulk',
        vi: 'Muốn hoàn tác, mở lần sửa đó ở [[Các lần sửa gần đây]].',
        en: 'To undo, open the change under [[Latest changes]].',
      },
      {
        at: 'bulkDone',
        vi: 'Bấm [[Hoàn tác lần sửa này]]. Mục nào đã được sửa tiếp thì giữ nguyên.',
        en: 'Press [[Undo this change]]. Entries changed again since stay as they are.',
      },
    ],
    pictures: [
      {
        file: 'guide-bulk',
        at: 'bulkField',
        part: 'main',
        height: 1040,
        alt: {
          vi: 'Sửa nhiều mục một lúc: cách sửa, ô từ khóa, danh sách mục để chọn, nút Xem trước.',
          en: 'Changing many entries: how, the keywords, the entries to choose, the button to preview.',
        },
        caption: {
          vi: 'Thêm từ khóa cho nhiều mục.',
          en: 'Adding a keyword to many entries.',
        },
        words: ['Sửa nhiều mục một lúc', 'Cách sửa'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Trang báo có mục không sửa được.',
          en: 'Some entries cannot be changed.',
        },
        remedy: {
          vi: 'Trang xem trước nêu lý do từng mục. Các mục còn lại vẫn sửa được; mục đó mở riêng để sửa.',
          en: 'The preview says why for each. The others can still be changed; open that one by itself.',
        },
      },
    ],
  },
];
