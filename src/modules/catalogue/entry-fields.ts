import type { Text } from '../../kernel/text.ts';
import {
  acquisitionForms,
  type CatalogueKind,
  doingForms,
  entryStatuses,
  entryStatusNames,
  levels,
  moneySources,
  priorities,
} from './entry.ts';
import { titleLimit } from './inputs.ts';
import {
  acquisitionFormNames,
  doingFormNames,
  levelNames,
  moneySourceNames,
  organisationRoleNames,
  priorityNames,
} from './names.ts';

export interface Choice {
  readonly value: string;
  readonly label: Text;
}

interface Named {
  readonly name: string;
  readonly label: Text;
  readonly hint?: Text;
}

/** One control of a repeated row. */
export type CellField = Named & {
  readonly kind: 'line' | 'block' | 'partial' | 'money' | 'number' | 'select' | 'organisation';
  readonly choices?: readonly Choice[];
};

/** A field of the entry form. `select` and `choices` without list take theirs from the installation (sectors, communes). */
export type Field =
  | (Named & {
      readonly kind: 'line' | 'block' | 'date' | 'partial' | 'money' | 'number';
      readonly required?: true;
      readonly most?: number;
    })
  | (Named & { readonly kind: 'tick' })
  | (Named & { readonly kind: 'select'; readonly choices: readonly Choice[]; readonly required?: true })
  | (Named & { readonly kind: 'choices'; readonly choices: readonly Choice[] | 'sectors' | 'communes' })
  | (Named & {
      readonly kind: 'rows';
      readonly cells: readonly CellField[];
      readonly add: Text;
      readonly each: Text;
    });

export interface FieldSection {
  readonly id: string;
  readonly title: Text;
  readonly hint?: Text;
  readonly fields: readonly Field[];
}

const choicesOf = <Code extends string>(
  codes: readonly Code[],
  names: Readonly<Record<Code, Text>>,
): Choice[] => codes.map((value) => ({ value, label: names[value] }));

const organisations = (name: string, role: keyof typeof organisationRoleNames): Field => ({
  name,
  kind: 'rows',
  label: organisationRoleNames[role],
  each: { vi: 'Cơ quan, tổ chức', en: 'Organisation' },
  add: { vi: 'Thêm cơ quan, tổ chức', en: 'Add an organisation' },
  cells: [{ name: 'name', kind: 'organisation', label: { vi: 'Tên', en: 'Name' } }],
});

const texts = (name: string, label: Text, each: Text, add: Text): Field => ({
  name,
  kind: 'rows',
  label,
  each,
  add,
  cells: [{ name: 'text', kind: 'block', label: each }],
});

const results: Field = {
  name: 'results',
  kind: 'rows',
  label: { vi: 'Kết quả cần đạt', en: 'Expected results' },
  each: { vi: 'Kết quả', en: 'Result' },
  add: { vi: 'Thêm kết quả', en: 'Add a result' },
  cells: [
    { name: 'text', kind: 'block', label: { vi: 'Kết quả', en: 'Result' } },
    { name: 'indicator', kind: 'line', label: { vi: 'Chỉ số đo', en: 'Indicator' } },
    {
      name: 'value',
      kind: 'line',
      label: { vi: 'Mức cần đạt', en: 'Target' },
      hint: { vi: 'Ví dụ: ≥ 85', en: 'Such as ≥ 85' },
    },
    { name: 'unit', kind: 'line', label: { vi: 'Đơn vị tính', en: 'Unit' } },
    {
      name: 'due',
      kind: 'partial',
      label: { vi: 'Hạn', en: 'Due' },
      hint: { vi: '31/12/2026, 12/2026 hoặc 2026', en: '31/12/2026, 12/2026 or 2026' },
    },
  ],
};

const bases: Field = {
  name: 'bases',
  kind: 'rows',
  label: { vi: 'Căn cứ', en: 'Legal basis' },
  hint: {
    vi: 'Mỗi dòng một văn bản, ví dụ: Nghị quyết 71/NQ-CP ngày 01/4/2025 của Chính phủ, nhiệm vụ số 130, Phụ lục II',
    en: 'One document per line, as it is cited in Vietnamese',
  },
  each: { vi: 'Căn cứ', en: 'Basis' },
  add: { vi: 'Thêm căn cứ', en: 'Add a basis' },
  cells: [{ name: 'text', kind: 'block', label: { vi: 'Văn bản', en: 'Document' } }],
};

const naming: FieldSection = {
  id: 'phan-ten',
  title: { vi: 'Tên và tóm tắt', en: 'Title and summary' },
  fields: [
    {
      name: 'tt',
      kind: 'line',
      label: { vi: 'Số thứ tự in trong phụ lục', en: 'Number printed in the annex' },
    },
    { name: 'title', kind: 'block', label: { vi: 'Tên', en: 'Title' }, required: true, most: titleLimit },
    { name: 'titleEn', kind: 'block', label: { vi: 'Tên tiếng Anh', en: 'English title' }, most: titleLimit },
    {
      name: 'summary',
      kind: 'block',
      label: { vi: 'Tóm tắt', en: 'Summary' },
      hint: { vi: 'Một hai câu người dân đọc là hiểu', en: 'One or two plain sentences' },
    },
    { name: 'summaryEn', kind: 'block', label: { vi: 'Tóm tắt tiếng Anh', en: 'English summary' } },
    { name: 'sectors', kind: 'choices', choices: 'sectors', label: { vi: 'Lĩnh vực', en: 'Sectors' } },
    {
      name: 'keywords',
      kind: 'line',
      label: { vi: 'Từ khóa', en: 'Keywords' },
      hint: { vi: 'Cách nhau bằng dấu phẩy', en: 'Separated by commas' },
    },
  ],
};

const state: FieldSection = {
  id: 'phan-trang-thai',
  title: { vi: 'Trạng thái và công khai', en: 'Status and publication' },
  fields: [
    {
      name: 'status',
      kind: 'select',
      required: true,
      choices: choicesOf(entryStatuses, entryStatusNames),
      label: { vi: 'Trạng thái', en: 'Status' },
    },
    { name: 'openFrom', kind: 'date', label: { vi: 'Nhận đề xuất từ ngày', en: 'Proposals from' } },
    { name: 'openTo', kind: 'date', label: { vi: 'Nhận đề xuất đến hết ngày', en: 'Proposals until' } },
    {
      name: 'carriedFrom',
      kind: 'line',
      label: { vi: 'Chuyển từ mục của kỳ trước (mã)', en: 'Carried over from (code)' },
    },
    { name: 'source', kind: 'line', label: { vi: 'Nguồn thông tin', en: 'Source' } },
    {
      name: 'confidential',
      kind: 'tick',
      label: { vi: 'Không công khai mục này', en: 'Keep this entry confidential' },
      hint: {
        vi: 'Mục này sẽ không hiện trên cổng khi danh mục được công bố',
        en: 'It stays off the portal when the edition is published',
      },
    },
    {
      name: 'illustrative',
      kind: 'tick',
      label: { vi: 'Dữ liệu minh họa', en: 'Illustrative' },
      hint: {
        vi: 'Không phải số liệu chính thức; được ghi rõ ở mọi nơi mục này xuất hiện',
        en: 'Not official; said wherever the entry shows',
      },
    },
  ],
};

const place: readonly Field[] = [
  { name: 'places', kind: 'choices', choices: 'communes', label: { vi: 'Địa bàn', en: 'Communes' } },
];

const problemSections: readonly FieldSection[] = [
  naming,
  {
    id: 'phan-noi-dung',
    title: { vi: 'Bài toán', en: 'The problem' },
    fields: [
      {
        name: 'level',
        kind: 'select',
        choices: choicesOf(levels, levelNames),
        label: { vi: 'Cấp', en: 'Level' },
      },
      { name: 'context', kind: 'block', label: { vi: 'Bối cảnh, hiện trạng', en: 'Context' } },
      texts(
        'painPoints',
        { vi: 'Điểm nghẽn', en: 'Pain points' },
        { vi: 'Điểm nghẽn', en: 'Pain point' },
        { vi: 'Thêm điểm nghẽn', en: 'Add a pain point' },
      ),
      texts(
        'questions',
        { vi: 'Câu hỏi cần trả lời', en: 'Questions to answer' },
        { vi: 'Câu hỏi', en: 'Question' },
        { vi: 'Thêm câu hỏi', en: 'Add a question' },
      ),
      { name: 'objective', kind: 'block', label: { vi: 'Mục tiêu', en: 'Objective' } },
      {
        name: 'availableData',
        kind: 'block',
        label: { vi: 'Dữ liệu có thể cung cấp', en: 'Data that can be shared' },
        hint: {
          vi: 'Dữ liệu nào, ai giữ, cung cấp thế nào; hiện trên trang công khai',
          en: 'Which data, who holds them, how they can be had; shown on the public page',
        },
      },
    ],
  },
  {
    id: 'phan-can-cu',
    title: { vi: 'Căn cứ và kết quả', en: 'Basis and results' },
    fields: [bases, results],
  },
  {
    id: 'phan-co-quan',
    title: { vi: 'Cơ quan và địa bàn', en: 'Organisations and places' },
    fields: [
      organisations('lead', 'lead'),
      organisations('partners', 'partner'),
      organisations('proposer', 'proposer'),
      organisations('beneficiaries', 'beneficiary'),
      {
        name: 'beneficiary',
        kind: 'block',
        label: { vi: 'Người hưởng lợi, địa chỉ ứng dụng', en: 'Who benefits' },
      },
      {
        name: 'commitment',
        kind: 'block',
        label: { vi: 'Cam kết sử dụng kết quả', en: 'Commitment to use the result' },
      },
      ...place,
      { name: 'scale', kind: 'line', label: { vi: 'Quy mô', en: 'Scale' } },
    ],
  },
  {
    id: 'phan-thuc-hien',
    title: { vi: 'Cách làm, kinh phí, thời gian', en: 'Form, money, time' },
    fields: [
      {
        name: 'forms',
        kind: 'choices',
        choices: choicesOf(doingForms, doingFormNames),
        label: { vi: 'Hình thức thực hiện', en: 'Form of doing' },
      },
      {
        name: 'money',
        kind: 'rows',
        label: { vi: 'Kinh phí dự kiến', en: 'Money' },
        each: { vi: 'Khoản', en: 'Line' },
        add: { vi: 'Thêm khoản kinh phí', en: 'Add a line' },
        cells: [
          {
            name: 'source',
            kind: 'select',
            choices: choicesOf(moneySources, moneySourceNames),
            label: { vi: 'Nguồn', en: 'Source' },
          },
          { name: 'year', kind: 'number', label: { vi: 'Năm', en: 'Year' } },
          { name: 'amount', kind: 'money', label: { vi: 'Số tiền', en: 'Amount' } },
        ],
      },
      { name: 'timeFrom', kind: 'partial', label: { vi: 'Bắt đầu', en: 'From' } },
      { name: 'timeTo', kind: 'partial', label: { vi: 'Kết thúc', en: 'To' } },
      {
        name: 'timeRaw',
        kind: 'line',
        label: { vi: 'Thời gian như ghi trong văn bản', en: 'Time as written' },
      },
      {
        name: 'strategicProduct',
        kind: 'line',
        label: { vi: 'Mã sản phẩm công nghệ chiến lược', en: 'Strategic product code' },
      },
    ],
  },
  state,
];

const needSections: readonly FieldSection[] = [
  naming,
  {
    id: 'phan-noi-dung',
    title: { vi: 'Nhu cầu', en: 'The need' },
    fields: [
      organisations('organisation', 'in_need'),
      {
        name: 'currentTechnology',
        kind: 'block',
        label: { vi: 'Công nghệ hiện có và vấn đề', en: 'Present technology and problem' },
      },
      {
        name: 'requirements',
        kind: 'rows',
        label: { vi: 'Yêu cầu kỹ thuật', en: 'Technical requirements' },
        each: { vi: 'Yêu cầu', en: 'Requirement' },
        add: { vi: 'Thêm yêu cầu', en: 'Add a requirement' },
        cells: [
          { name: 'parameter', kind: 'line', label: { vi: 'Thông số', en: 'Parameter' } },
          { name: 'value', kind: 'line', label: { vi: 'Giá trị cần có', en: 'Value' } },
          { name: 'unit', kind: 'line', label: { vi: 'Đơn vị tính', en: 'Unit' } },
        ],
      },
      { name: 'capacity', kind: 'block', label: { vi: 'Công suất, quy mô', en: 'Capacity, scale' } },
      { name: 'purpose', kind: 'block', label: { vi: 'Mục đích', en: 'Purpose' } },
      results,
      ...place,
    ],
  },
  {
    id: 'phan-tiep-nhan',
    title: { vi: 'Cách tiếp nhận', en: 'How it may come' },
    fields: [
      {
        name: 'acquisition',
        kind: 'choices',
        choices: choicesOf(acquisitionForms, acquisitionFormNames),
        label: { vi: 'Hình thức', en: 'Forms' },
      },
      {
        name: 'moneyMin',
        kind: 'money',
        label: { vi: 'Kinh phí từ', en: 'Money from' },
        hint: { vi: 'Để trống cả hai ô nghĩa là thương lượng', en: 'Both empty: negotiable' },
      },
      { name: 'moneyMax', kind: 'money', label: { vi: 'Kinh phí đến', en: 'Money to' } },
      {
        name: 'deadline',
        kind: 'line',
        label: { vi: 'Thời hạn cần', en: 'Deadline' },
        hint: { vi: 'Ví dụ: Quý II/2027', en: 'Such as Quý II/2027' },
      },
      {
        name: 'trl',
        kind: 'number',
        label: {
          vi: 'Mức sẵn sàng công nghệ mong muốn (TRL, 1 đến 9)',
          en: 'Readiness wanted (TRL, 1 to 9)',
        },
      },
      {
        name: 'priority',
        kind: 'select',
        choices: choicesOf(priorities, priorityNames),
        label: { vi: 'Mức ưu tiên', en: 'Priority' },
      },
    ],
  },
  {
    id: 'phan-co-quan',
    title: { vi: 'Cơ quan, liên hệ, căn cứ', en: 'Organisations, contact, basis' },
    fields: [
      organisations('lead', 'lead'),
      organisations('partners', 'partner'),
      organisations('proposer', 'proposer'),
      { name: 'contact', kind: 'block', label: { vi: 'Liên hệ công khai', en: 'Public contact' } },
      {
        name: 'privateContact',
        kind: 'block',
        label: { vi: 'Liên hệ nội bộ', en: 'Internal contact' },
        hint: { vi: 'Không bao giờ hiện trên cổng', en: 'Never shown on the portal' },
      },
      bases,
    ],
  },
  state,
];

export function sectionsOf(kind: CatalogueKind): readonly FieldSection[] {
  return kind === 'problems' ? problemSections : needSections;
}

export function fieldsOf(kind: CatalogueKind): readonly Field[] {
  return sectionsOf(kind).flatMap(({ fields }) => fields);
}
