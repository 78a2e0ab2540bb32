import type { Text } from '../../kernel/text.ts';

/** Where the value of a field comes from. */
export type FieldSource = 'issued' | 'entered' | 'system';

export interface FieldText {
  readonly meaning: Text;
  readonly source: FieldSource;
}

const field = (source: FieldSource, vi: string, en: string): FieldText => ({ source, meaning: { vi, en } });

const titles = {
  title: field('issued', 'Tên', 'Title'),
  titleEn: field('entered', 'Tên bằng tiếng Anh', 'Title in English'),
};
const marks = {
  illustrative: field('entered', 'Đúng khi là nội dung minh họa', 'True for illustrative content'),
  source: field('entered', 'Nguồn của thông tin, bằng chữ', 'Where the information comes from, in words'),
};
const url = field('system', 'Đường dẫn trang trên cổng', 'Path of the page on this portal');
const editionCode = field('system', 'Mã danh mục chứa mục này', 'Code of the edition it stands in');
const year = field('issued', 'Năm của danh mục', 'Year of the edition');
const period = field('issued', 'Giai đoạn của danh mục nhiều năm', 'Period of an edition of several years');

export const editionFields = {
  code: field('system', 'Mã danh mục, không đổi', 'Code of the edition; never changes'),
  url,
  kind: field('system', 'problems: bài toán lớn; needs: nhu cầu công nghệ', 'problems or needs'),
  year,
  period,
  ...titles,
  entries: field('system', 'Số mục đang công khai', 'Public entries'),
  document: field('issued', 'Mã văn bản công bố danh mục', 'Id of the issuing document'),
  contact: field('entered', 'Đầu mối liên hệ', 'Whom to contact'),
  publishedOn: field('system', 'Ngày công bố', 'Day of publication'),
  withdrawn: field('entered', 'Thu hồi vì công bố nhầm: ngày và lý do', 'Withdrawn: when and why'),
  reopened: field('entered', 'Công bố lại sau thu hồi: ngày và lý do', 'Published again: when and why'),
  superseded: field('system', 'Danh mục thay thế và ngày thay thế', 'Which edition replaced it, and when'),
  ...marks,
};

const entryFields = {
  code: field('system', 'Mã của mục, không đổi', 'Code of the entry; never changes'),
  url,
  edition: editionCode,
  tt: field('issued', 'Số thứ tự in trong phụ lục', 'Number printed in the annex'),
  year,
  period,
  ...titles,
  summary: field('entered', 'Tóm tắt', 'Summary'),
  summaryEn: field('entered', 'Tóm tắt bằng tiếng Anh', 'Summary in English'),
  status: field('entered', 'Trạng thái tìm lời giải', 'How far a solution is'),
  sectors: field('entered', 'Mã lĩnh vực', 'Codes of sectors'),
  keywords: field('entered', 'Từ khóa', 'Keywords'),
  organisations: field('issued', 'Cơ quan, đơn vị và vai trò', 'Organisations and their roles'),
  places: field('entered', 'Xã, phường', 'Communes and wards'),
  bases: field('issued', 'Căn cứ, đến từng mục của văn bản', 'Legal bases, down to the item of a document'),
  results: field('issued', 'Kết quả cần đạt, chỉ tiêu, thời hạn', 'Expected results, indicators, dates'),
  openFrom: field('entered', 'Ngày bắt đầu nhận đề xuất', 'First day proposals are taken'),
  openTo: field('entered', 'Ngày cuối nhận đề xuất', 'Last day proposals are taken'),
  attachments: field('entered', 'Tệp đính kèm', 'Attached files'),
  extra: field('issued', 'Các cột khác của phụ lục, theo tên cột', 'Further columns of the annex, by header'),
  publishedOn: field('system', 'Ngày công bố', 'Day of publication'),
  updatedOn: field('system', 'Ngày sửa gần nhất', 'Day of the last change'),
  ...marks,
  carriedFrom: field(
    'entered',
    'Mục của danh mục trước mà mục này nối tiếp',
    'Former entry this one goes on from',
  ),
};

export const problemFields = {
  ...entryFields,
  level: field('entered', 'Cấp: tỉnh, sở ngành, xã', 'Level: province, department, commune'),
  context: field('issued', 'Bối cảnh, hiện trạng', 'Context'),
  painPoints: field('issued', 'Khó khăn cần gỡ', 'Pain points'),
  questions: field('issued', 'Câu hỏi cần trả lời', 'Questions to answer'),
  objective: field('issued', 'Mục tiêu', 'Objective'),
  scale: field('entered', 'Quy mô, phạm vi', 'Scale'),
  availableData: field(
    'entered',
    'Dữ liệu sẵn có và cách chia sẻ',
    'Data to work with, and how they are shared',
  ),
  beneficiary: field('entered', 'Ai dùng kết quả', 'Who will use the result'),
  commitment: field('entered', 'Cam kết của bên dùng', 'What the users commit to'),
  forms: field('entered', 'Hình thức thực hiện', 'Forms in which it may be done'),
  money: field('entered', 'Kinh phí theo nguồn và năm, đồng', 'Money by source and year, in VND'),
  time: field('issued', 'Thời gian thực hiện', 'Time of the work'),
  strategicProduct: field('entered', 'Mã sản phẩm công nghệ chiến lược', 'Code of the strategic product'),
};

export const needFields = {
  ...entryFields,
  currentTechnology: field('entered', 'Công nghệ đang dùng', 'Technology in use'),
  requirements: field('issued', 'Thông số yêu cầu', 'Required parameters'),
  capacity: field('entered', 'Công suất, quy mô', 'Capacity'),
  purpose: field('issued', 'Mục đích sử dụng', 'Purpose'),
  acquisition: field('entered', 'Cách tiếp nhận công nghệ', 'Ways to acquire it'),
  money: field('entered', 'Khoảng kinh phí, đồng', 'Range of money, in VND'),
  deadline: field('entered', 'Thời hạn cần có', 'When it is needed'),
  contact: field('entered', 'Đầu mối công khai', 'Public contact'),
  trl: field('entered', 'Mức sẵn sàng công nghệ mong muốn, 1–9', 'Readiness wanted, 1–9'),
  priority: field('entered', 'Mức ưu tiên', 'Priority'),
};

export const outcomeFields = {
  code: field('system', 'Mã của mục', 'Code of the entry'),
  url,
  kind: field('system', 'problems: bài toán lớn; needs: nhu cầu công nghệ', 'problems or needs'),
  edition: editionCode,
  ...titles,
  outcome: field('entered', 'Kết quả sau khi hết danh mục', 'What became of it'),
  note: field('entered', 'Diễn giải', 'In words'),
  noteEn: field('entered', 'Diễn giải bằng tiếng Anh', 'In words, in English'),
  reference: field('entered', 'Văn bản hoặc liên kết minh chứng', 'A document or link that shows it'),
  on: field('system', 'Ngày công khai kết quả', 'Day it became public'),
  continuedAs: field(
    'system',
    'Mục của danh mục sau mà mục này đi tiếp',
    'Entry of a later edition it goes on in',
  ),
};

export const documentFields = {
  id: field('system', 'Mã trong sổ văn bản, không đổi', 'Id in the register; never changes'),
  url,
  kind: field('issued', 'Loại văn bản', 'Kind of document'),
  number: field('issued', 'Số, ký hiệu; trống khi số chưa cấp', 'Whole number; empty while not given'),
  symbol: field('issued', 'Ký hiệu, phần sau dấu gạch chéo', 'Symbol, the part after the slash'),
  date: field('issued', 'Ngày ban hành, có thể thiếu ngày hoặc tháng', 'Date of issue, possibly incomplete'),
  place: field('issued', 'Nơi ban hành', 'Place of issue'),
  issuer: field('issued', 'Cơ quan ban hành', 'Issuer'),
  issuerCode: field('system', 'Mã cơ quan ban hành', 'Code of the issuer'),
  title: field('issued', 'Trích yếu', 'Title'),
  titleEn: field('entered', 'Trích yếu bằng tiếng Anh', 'Title in English'),
  abstract: field('entered', 'Tóm tắt', 'Abstract'),
  abstractEn: field('entered', 'Tóm tắt bằng tiếng Anh', 'Abstract in English'),
  status: field('system', 'published: còn nguyên; replaced: đã có văn bản thay thế', 'published or replaced'),
  sourceUrl: field('entered', 'Địa chỉ nguồn', 'Address of the source'),
  confirmed: field('entered', 'Đã đối chiếu với bản gốc', 'Held against the original'),
  file: field('entered', 'Tệp văn bản', 'File of the document'),
  publishedAt: field('system', 'Lúc đưa lên cổng', 'When it was published here'),
  updatedAt: field('system', 'Lúc sửa gần nhất', 'When it was last changed'),
  signer: field('issued', 'Người ký và chức vụ', 'Signer and role lines'),
  recipients: field('issued', 'Nơi nhận', 'Recipients'),
  citations: field('issued', 'Văn bản viện dẫn: căn cứ, trong nội dung, thay thế', 'Documents it cites'),
  ...marks,
};

export const organisationFields = {
  code: field('system', 'Mã cơ quan, đơn vị, không đổi', 'Code; never changes'),
  kind: field('entered', 'Loại', 'Kind'),
  name: field('entered', 'Tên', 'Name'),
  nameEn: field('entered', 'Tên bằng tiếng Anh', 'Name in English'),
  shortName: field('entered', 'Tên ngắn', 'Short name'),
  taxCode: field('entered', 'Mã số thuế', 'Tax code'),
  parent: field('entered', 'Mã cơ quan cấp trên', 'Code of the organisation above it'),
  validFrom: field('entered', 'Có từ ngày', 'Exists from'),
  validTo: field('entered', 'Có đến hết ngày', 'Exists until'),
  predecessors: field('entered', 'Mã các đơn vị trước nó', 'Codes of its predecessors'),
  successors: field('entered', 'Mã các đơn vị kế tục', 'Codes of its successors'),
  confirmed: field('entered', 'Đã đối chiếu với văn bản', 'Held against a document'),
  ...marks,
};

const itemFields = {
  url,
  plan: field('system', 'Mã kế hoạch', 'Code of the plan'),
  tt: field('issued', 'Số thứ tự in trong kế hoạch', 'Number printed in the plan'),
  name: field('issued', 'Tên', 'Name'),
  nameEn: field('entered', 'Tên bằng tiếng Anh', 'Name in English'),
  sector: field('entered', 'Mã lĩnh vực', 'Code of the sector'),
  illustrative: marks.illustrative,
};

export const taskFields = {
  code: field('system', 'Mã nhiệm vụ, không đổi', 'Code of the task; never changes'),
  ...itemFields,
  group: field('issued', 'Nhóm nhiệm vụ', 'Group of tasks'),
  product: field('issued', 'Sản phẩm, kết quả', 'Product, result'),
  leads: field('issued', 'Cơ quan chủ trì', 'Agencies that lead'),
  deadline: field('issued', 'Thời hạn như in, và ngày cuối cùng', 'Deadline as printed, and its last day'),
  period: field('system', 'Năm của nhiệm vụ hằng năm', 'Year of a yearly task'),
  status: field('system', 'Trạng thái, tính từ số liệu và ngày', 'State, computed from facts and the day'),
  percent: field('entered', 'Phần trăm đã thực hiện', 'Percent done'),
  informedOn: field('system', 'Ngày có thông tin mới nhất', 'Day of the latest information'),
};

export const targetFields = {
  code: field('system', 'Mã chỉ tiêu, không đổi', 'Code of the target; never changes'),
  ...itemFields,
  block: field('issued', 'Mốc: “Đến năm 2030”', 'Milestone: “Đến năm 2030”'),
  unit: field('issued', 'Đơn vị tính', 'Unit'),
  goal: field('issued', 'Mức cần đạt như in', 'What is to be reached, as printed'),
  until: field('issued', 'Ngày cuối cùng cần đạt', 'Last day by which it is to be reached'),
  organisations: field('issued', 'Cơ quan chịu trách nhiệm', 'Who answers for it'),
  information: field('system', 'Có số liệu, số liệu cũ hay chưa có', 'Measured, stale or missing'),
  outlook: field('system', 'Dự kiến đạt hay không', 'Whether it is expected to be met'),
  outlookFor: field('system', 'Dự kiến cho mức của năm', 'The year whose level that is about'),
  result: field('system', 'Kết quả khi hết thời gian', 'Result once its time is over'),
  estimated: field('system', 'Đúng khi đánh giá theo số ước', 'True when judged by an estimate'),
  value: field('entered', 'Số liệu mới nhất', 'Latest figure'),
  valueWords: field('entered', 'Thông tin mới nhất bằng chữ', 'Latest information in words'),
  since: field(
    'system',
    'Số liệu tính đến ngày; chưa có thì thiếu từ ngày',
    'Counted until; without one, owed since',
  ),
  due: field('system', 'Hạn của số liệu tiếp theo', 'Last day for the next figure'),
};
