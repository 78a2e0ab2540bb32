import type { Chapter } from '../guide.ts';

/** From the finished draft to the signed paper. */
export const approvalChapters: readonly Chapter[] = [
  {
    id: 'trinh',
    title: { vi: 'Trình phụ trách', en: 'Submit to the head' },
    purpose: {
      vi: 'Danh mục đi từ chuyên viên lên phụ trách, rồi lên lãnh đạo. Trong lúc chờ, nội dung không ai sửa được.',
      en: 'An edition goes from the officer to the head and on to the leader. While it waits nobody edits it.',
    },
    steps: [
      {
        at: 'draft',
        vi: 'Ở danh mục, bấm [[Kiểm tra và trình duyệt]].',
        en: 'On the edition press [[Check and approve]].',
      },
      {
        at: 'submit',
        vi: 'Trang kiểm tra ghi [[Danh mục đủ điều kiện trình duyệt.]] hoặc nêu những chỗ phải sửa. Phần [[Nên bổ sung (không bắt buộc)]] không ngăn việc trình.',
        en: 'The page says [[The edition can be submitted.]] or lists what must be corrected. What stands under [[Worth adding (not required)]] blocks nothing.',
      },
      {
        at: 'submit',
        vi: 'Ghi [[Ý kiến kèm theo]] nếu cần rồi bấm [[Trình phụ trách]].',
        en: 'Add [[Remarks]] if you wish and press [[Submit to the head]].',
      },
      {
        at: 'waiting',
        vi: 'Phát hiện sai sau khi trình: mở lại trang này và bấm [[Lấy lại để sửa]], khi phụ trách chưa trình lên.',
        en: 'Found a mistake afterwards? Open the page again and press [[Take back to edit]] while the head has not sent it on.',
      },
    ],
    pictures: [
      {
        file: 'guide-submit',
        at: 'submit',
        part: 'main',
        height: 1240,
        alt: {
          vi: 'Trang kiểm tra và trình duyệt: đủ điều kiện, chỗ nên bổ sung, ô ý kiến, nút Trình phụ trách.',
          en: 'The page to check and submit: it can be submitted, what is worth adding, remarks, the button.',
        },
        caption: {
          vi: 'Kiểm tra, ghi ý kiến, trình phụ trách.',
          en: 'Check, remark, submit.',
        },
        words: ['Danh mục đủ điều kiện trình duyệt.', 'Trình phụ trách'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Trang báo danh mục đã thay đổi sau khi bạn mở.',
          en: 'The page says that the edition changed after you opened it.',
        },
        remedy: {
          vi: 'Đồng nghiệp vừa sửa. Đọc những thay đổi nêu trên trang, kiểm tra lại rồi bấm trình lần nữa.',
          en: 'A colleague has just edited it. Read the changes named there, check again and press once more.',
        },
      },
    ],
  },
  {
    id: 'bi-tra-lai',
    title: { vi: 'Khi bị trả lại', en: 'When it is returned' },
    purpose: {
      vi: 'Phụ trách hoặc lãnh đạo trả lại kèm ý kiến. Danh mục mở lại cho bạn sửa.',
      en: 'The head or the leader returned it with remarks. It is open to you again.',
    },
    begin: 'desk',
    steps: [
      {
        at: 'desk',
        vi: 'Ở bàn làm việc, danh mục mang trạng thái [[trả lại để sửa]] nằm trong [[Chờ bạn xử lý]]. Bấm để mở.',
        en: 'On the desk it is [[returned]] and stands under [[Waiting for you]]. Open it.',
      },
      {
        at: 'returned',
        vi: 'Đọc ý kiến ở [[Quá trình trình duyệt]], dưới tên người trả lại.',
        en: 'Read the remarks under [[Approval]], below the name of who returned it.',
      },
      {
        at: 'returned',
        vi: 'Bấm [[Đọc danh mục]], sửa từng chỗ, rồi quay lại bấm [[Trình phụ trách]].',
        en: 'Press [[Read the edition]], correct it, come back and press [[Submit to the head]].',
      },
    ],
    pictures: [
      {
        file: 'guide-returned',
        at: 'returned',
        part: '.timeline',
        alt: {
          vi: 'Quá trình trình duyệt: đã trình phụ trách, rồi phụ trách trả lại kèm ý kiến về mục 2.',
          en: 'The approval so far: submitted to the head, then returned with a remark on entry 2.',
        },
        caption: {
          vi: 'Ý kiến của người trả lại nằm trong quá trình trình duyệt.',
          en: 'The remark of who returned it.',
        },
        words: ['Trả lại cho chuyên viên', 'Mục 2 chưa nêu căn cứ; đề nghị bổ sung.'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Không hiểu ý kiến trả lại.', en: 'The remark is not clear.' },
        remedy: {
          vi: 'Hỏi trực tiếp người trả lại; tên ghi cạnh ý kiến. Khi trình lại, trả lời ngay trong ô ý kiến kèm theo.',
          en: 'Ask who returned it; the name stands beside. Answer in the remarks when you submit again.',
        },
      },
    ],
  },
  {
    id: 'van-ban-di',
    title: { vi: 'Soạn văn bản đi', en: 'Write the documents to send' },
    purpose: {
      vi: 'Tờ trình, thông báo hoặc quyết định, báo cáo năm được soạn từ danh mục, đúng thể thức Nghị định 30/2020/NĐ-CP, kèm phụ lục.',
      en: 'Submission, notice or decision and yearly report are written from the edition with their annex.',
    },
    steps: [
      {
        at: 'draft',
        vi: 'Ở danh mục, bấm [[Văn bản đi]].',
        en: 'On the edition press [[Documents to send]].',
      },
      {
        at: 'outgoing',
        vi: 'Tải ngay [[Tệp Word (.docx)]] hoặc [[Tệp PDF (.pdf)]], hoặc bấm tên văn bản để soạn.',
        en: 'Download the [[Word file (.docx)]] or the [[PDF file (.pdf)]], or open a document by its name to write it.',
      },
      {
        at: 'write',
        vi: 'Sửa [[Trích yếu]], [[Căn cứ ban hành]], [[Nội dung văn bản]], [[Nơi nhận]]. Chưa có số, ngày thì để trống. Các trường trong ngoặc nhọn tự điền từ danh mục. Ở [[Các cột của phụ lục]], bỏ chọn cột không cần in; văn bản đã vào sổ thì số và ngày lấy từ đó.',
        en: 'Edit [[Abstract]], [[Legal bases]], [[Body]], [[Recipients]]. Leave number and date empty while there are none. Fields in braces fill themselves. Under [[Columns of the annex]] untick what is not to be printed; once the document is registered, number and date come from there.',
      },
      {
        at: 'write',
        vi: 'Các trang như khi in hiện cạnh biểu mẫu và vẽ lại khi bạn ngừng gõ, hoặc khi bấm [[Xem trước]]; việc đó chưa lưu gì. Xong thì bấm [[Lưu và xem trước]]. [[Riêng phụ lục]] tải được dạng Excel, CSV và trang web cho cổng thông tin.',
        en: 'The pages as printed stand beside the form and are drawn again when you stop typing or press [[Preview]]; that saves nothing. [[Save and preview]] does. [[The annex alone]] comes as Excel, CSV and a web page.',
      },
    ],
    pictures: [
      {
        file: 'guide-outgoing',
        at: 'outgoing',
        part: 'main',
        alt: {
          vi: 'Danh sách văn bản đi: thông báo, tờ trình, báo cáo, mỗi văn bản có tệp Word và PDF.',
          en: 'Documents to send: notice, submission, report, each as Word and PDF.',
        },
        caption: { vi: 'Các văn bản soạn từ danh mục.', en: 'Documents written from the edition.' },
        words: ['Văn bản đi', 'Tờ trình đề nghị ban hành danh mục'],
      },
    ],
    troubles: [
      {
        wrong: {
          vi: 'Phụ lục thiếu một mục hoặc có chữ sai.',
          en: 'The annex lacks an entry or has a wrong word.',
        },
        remedy: {
          vi: 'Phụ lục lấy thẳng từ các mục: sửa ở mục, không sửa trong tệp Word. Mục không công khai không có trong văn bản.',
          en: 'The annex is taken from the entries: correct the entry, not the Word file. Confidential entries are left out.',
        },
      },
      {
        wrong: { vi: 'Một trường trong ngoặc viết sai.', en: 'A field in braces is misspelt.' },
        remedy: {
          vi: 'Khi lưu, trang chỉ ra trường không nhận ra; chép lại tên trường từ danh sách ghi trên biểu mẫu.',
          en: 'Saving names the field that is not known; copy it from the list on the form.',
        },
      },
    ],
  },
  {
    id: 'ban-ky',
    title: { vi: 'Ghi bản ký', en: 'Record the signed copy' },
    purpose: {
      vi: 'Sau khi văn bản được ký, đóng dấu: lưu bản quét và biết ngay bản ký có khác danh mục đã duyệt không.',
      en: 'Once the document is signed and sealed: keep its scan and see at once whether it differs from what was approved.',
    },
    steps: [
      {
        at: 'published',
        vi: 'Mở danh mục đã duyệt, bấm [[Bản ký]].',
        en: 'Open the approved edition and press [[Signed copy]].',
      },
      {
        at: 'signedCopy',
        vi: 'Ghi [[Số, ký hiệu]], [[Ngày ký]], [[Người ký]]; chọn tệp PDF ở [[Bản quét đã ký]]; bấm [[Ghi bản ký]].',
        en: 'Give [[Number and symbol]], [[Date of signature]] and [[Signer]], choose the PDF under [[Signed scan]] and press [[Record the signed copy]].',
      },
      {
        vi: 'Đọc phần so sánh: chữ gạch ngang chỉ có ở bản đã duyệt, chữ gạch chân chỉ có ở bản ký.',
        en: 'Read the comparison: words struck out are in the approved text alone, words underlined in the signed copy alone.',
      },
    ],
    pictures: [
      {
        file: 'guide-signed',
        at: 'signedCopy',
        part: '.form',
        alt: {
          vi: 'Biểu mẫu ghi bản ký: số ký hiệu, ngày ký, người ký, tệp quét.',
          en: 'The form of the signed copy: number, date, signer, scan.',
        },
        caption: { vi: 'Ghi bản ký.', en: 'Recording the signed copy.' },
        words: ['Số, ký hiệu', 'Bản quét đã ký'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Bản quét chỉ là ảnh, không có chữ.', en: 'The scan is a picture without text.' },
        remedy: {
          vi: 'Tệp vẫn được giữ nguyên. Chỗ nào không so được thì trang nói rõ; hãy đối chiếu bằng mắt.',
          en: 'The file is kept as it came. What could not be compared is named; check it by eye.',
        },
      },
      {
        wrong: { vi: 'Ghi nhầm số hoặc nhầm tệp.', en: 'A wrong number or file was recorded.' },
        remedy: {
          vi: 'Ghi lại; bản ghi trước vẫn được giữ. Khi văn bản đã công bố, việc đính chính do phụ trách làm.',
          en: 'Record it again; what was recorded before stays. Once the document is published the head corrects it.',
        },
      },
    ],
  },
  {
    id: 'dieu-chinh',
    title: { vi: 'Điều chỉnh, bổ sung sau công bố', en: 'Amend a published edition' },
    purpose: {
      vi: 'Danh mục đã công bố không sửa trực tiếp. Mỗi lần thay đổi là một bản điều chỉnh có lý do, được trình duyệt như danh mục.',
      en: 'A published edition is not edited. Each change is an amendment with a reason, approved like an edition.',
    },
    steps: [
      {
        at: 'published',
        vi: 'Mở danh mục đã công bố, bấm [[Điều chỉnh, bổ sung]].',
        en: 'Open the published edition and press [[Amendments]].',
      },
      {
        at: 'amendments',
        vi: 'Ghi [[Lý do và căn cứ điều chỉnh, bổ sung]]; mọi người đọc được câu này trên cổng. Bấm [[Lập bản điều chỉnh]].',
        en: 'Give the [[Reason and basis of the amendment]], which everybody reads, and press [[Begin an amendment]].',
      },
      {
        at: 'amendment',
        vi: 'Bấm [[Chọn mục để sửa hoặc đưa ra]]; muốn thêm mục mới thì bấm [[Thêm mục]].',
        en: 'Press [[Choose entries to change or take out]]; for a new one press [[Add an entry]].',
      },
      {
        at: 'amendedEntries',
        vi: 'Ở mỗi mục, bấm [[Sửa]] hoặc [[Đưa ra khỏi danh mục]]. Mục được chép vào bản điều chỉnh đúng như đang công bố; sửa rồi lưu.',
        en: 'Press [[Change]] or [[Take out]] at an entry. It is copied as it is public; edit it and save.',
      },
      {
        at: 'amendedEntries',
        vi: 'Hai mục nói về cùng một việc: bấm [[Gộp các mục]], chọn, so sánh rồi gộp. Một mục gồm nhiều việc: bấm [[Tách mục này]]. Sau khi công bố, địa chỉ cũ dẫn tới mục nhận hoặc nêu tên các phần.',
        en: 'Two entries about one thing: press [[Merge entries]], choose, compare and merge. One about several: press [[Split this entry]]. Once it is published, the old address leads to what took it over.',
      },
      {
        at: 'amendment',
        vi: 'Xong thì bấm [[Kiểm tra và trình duyệt]] và trình như một danh mục. Công chúng chỉ thấy khi lãnh đạo duyệt.',
        en: 'Then press [[Check and approve]] and submit it like an edition. The public sees it once it is approved.',
      },
    ],
    pictures: [
      {
        file: 'guide-amendment',
        at: 'amendedEntries',
        part: 'main',
        height: 640,
        alt: {
          vi: 'Chọn mục cho bản điều chỉnh: danh sách mục đang công bố, nút Sửa và Đưa ra khỏi danh mục.',
          en: 'Choosing entries for an amendment: what is public, buttons to change and to take out.',
        },
        caption: { vi: 'Chọn mục để sửa hoặc đưa ra.', en: 'Choosing entries to change or take out.' },
        words: ['Đưa ra khỏi danh mục'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Đã có một bản điều chỉnh đang làm.', en: 'Another amendment is under way.' },
        remedy: {
          vi: 'Làm tiếp bản đó; mỗi lúc chỉ có một bản cho một danh mục. Trang dẫn bạn đến bản đang làm.',
          en: 'Go on with that one; an edition has one at a time. The page leads you to it.',
        },
      },
      {
        wrong: { vi: 'Gộp nhầm mục.', en: 'The wrong entry was merged.' },
        remedy: {
          vi: 'Trước khi công bố: chọn lại “Sửa” cho mục đã gộp (trong bản nháp: khôi phục mục), rồi sửa lại mục được giữ.',
          en: 'Before publication choose “Change” for it again (in a draft: restore it), then correct the one that stayed.',
        },
      },
    ],
  },
  {
    id: 'so-van-ban',
    title: { vi: 'Đưa văn bản vào sổ', en: 'Register a document' },
    purpose: {
      vi: 'Sổ văn bản là nơi các mục lấy căn cứ. Hệ thống đọc số, ngày, người ký, dẫn chiếu; bạn soát lại.',
      en: 'Entries take their legal basis from the register. Number, date, signer and citations are read for you to check.',
    },
    begin: 'documents',
    steps: [
      {
        at: 'desk',
        vi: 'Ở bàn làm việc, bấm [[Sổ văn bản]].',
        en: 'On the desk press [[Register of documents]].',
      },
      {
        at: 'documents',
        vi: 'Bấm [[Đưa văn bản vào sổ]].',
        en: 'Press [[Register a document]].',
      },
      {
        at: 'addDocument',
        vi: 'Chọn [[Tệp văn bản]] rồi bấm [[Tải lên và đọc]]. Không có tệp thì bấm [[Không có tệp? Nhập tay thông tin văn bản]].',
        en: 'Choose the [[File]] and press [[Upload and read]]. Without one press [[No file? Type the facts of a document]].',
      },
      {
        at: 'checkDocument',
        vi: 'Soát [[Thông tin chung]], [[Người ký và nơi nhận]]. Cạnh mỗi ô có nguyên văn đọc được trong tệp.',
        en: 'Check [[General]] and [[Signer and recipients]]. Beside each field stands what the file says.',
      },
      {
        at: 'checkDocument',
        vi: 'Mở từng dòng ở [[Văn bản được dẫn chiếu]] để sửa; thiếu thì dán vào [[Thêm trích dẫn]]. Bấm [[Lưu]].',
        en: 'Open the lines of [[Documents cited]] to correct them; paste missing ones into [[Add citations]]. Press [[Save]].',
      },
      {
        at: 'checkDocument',
        vi: '[[Phụ trách chương trình công bố văn bản.]] Khi danh mục được công bố, văn bản ban hành cũng được công bố.',
        en: '[[The programme head publishes documents.]] The issuing document is published with its edition.',
      },
    ],
    pictures: [
      {
        file: 'guide-register',
        at: 'checkDocument',
        part: 'main',
        height: 820,
        alt: {
          vi: 'Trang soát văn bản: cảnh báo chưa có số, các ô thông tin kèm nguyên văn trong tệp.',
          en: 'Checking a document: a warning that it has no number, fields with what the file says.',
        },
        caption: {
          vi: 'Soát văn bản: mỗi ô có chữ đọc được trong tệp.',
          en: 'Each field with what was read in the file.',
        },
        words: ['Thông tin chung', 'Loại văn bản'],
      },
    ],
    troubles: [
      {
        wrong: { vi: 'Trong sổ đã có văn bản giống vậy.', en: 'The register has a document like it.' },
        remedy: {
          vi: 'Trang đề nghị gắn tệp này vào văn bản đã có; bản nháp được bỏ, không sinh hai bản.',
          en: 'The page offers to give this file to the known document; the draft goes, so there are never two.',
        },
      },
      {
        wrong: { vi: 'Gửi lại một tệp đã có trong sổ.', en: 'The file is in the register already.' },
        remedy: {
          vi: 'Hệ thống mở đúng văn bản đó cho bạn, không tạo bản thứ hai.',
          en: 'You are led to that document; no second one is made.',
        },
      },
    ],
  },
];
