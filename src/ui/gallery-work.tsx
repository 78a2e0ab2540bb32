/** The officers' side of the gallery: a form with mistakes, and the import screen. */
import { Button, Buttons, LinkButton } from './button.tsx';
import { Checkbox, CheckboxGroup, FileField, RadioGroup } from './choices.tsx';
import { DateField, MoneyField, PasswordField, Select, TextArea, TextField } from './fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from './form.tsx';
import { ConfirmPanel, PageHead } from './page-parts.tsx';
import { ReviewTable } from './review-table.tsx';
import type { Lang } from './texts/texts.ts';

type Input = {
  title: string;
  summary: string;
  lead: string;
  due: string;
  money: string;
  sectors: string[];
  level: string;
};

export function galleryForm(lang: Lang) {
  const errors = {
    title: 'Viết tên bài toán, tối đa 500 ký tự.',
    due: 'Ngày 31/02/2026 không có. Viết lại, ví dụ 28/02/2026.',
    sectors: 'Chọn ít nhất một lĩnh vực.',
  };
  const form = bindForm<Input>({
    lang,
    values: { title: '', summary: 'Cần cảnh báo sớm.', due: '31/02/2026', sectors: ['y-te'], level: 'tinh' },
    errors,
  });
  return (
    <>
      <ErrorSummary lang={lang} errors={errors} />
      <PageHead title="Sửa bài toán" lead="Những gì bạn gõ được lưu tự động vào bản nháp." />
      <Form lang={lang} action="/muc/5" csrfToken="token" autosave="/muc/5/luu" hidden={{ version: '3' }}>
        <Fieldset legend="Nội dung">
          <TextField
            {...form.text('title')}
            label="Tên bài toán"
            hint="Một câu nói rõ việc cần giải quyết."
          />
          <TextArea {...form.text('summary')} label="Tóm tắt" most={500} optional />
          <Select
            {...form.text('lead')}
            label="Cơ quan chủ trì"
            options={[
              { value: 'SKHCN', label: 'Sở Khoa học và Công nghệ' },
              { value: 'SNNMT', label: 'Sở Nông nghiệp và Môi trường' },
            ]}
          />
        </Fieldset>
        <Fieldset legend="Phạm vi và nguồn lực">
          <DateField {...form.text('due')} label="Thời hạn" />
          <MoneyField {...form.text('money')} label="Kinh phí dự kiến" optional />
          <CheckboxGroup
            {...form.choices('sectors')}
            label="Lĩnh vực"
            columns
            options={[
              { value: 'cua-khau', label: 'Kinh tế cửa khẩu' },
              { value: 'logistics', label: 'Logistics' },
              { value: 'nong-lam', label: 'Nông lâm nghiệp đặc sản', hint: 'hồi, quế, na, hồng, thạch đen' },
              { value: 'du-lich', label: 'Du lịch' },
              { value: 'y-te', label: 'Y tế' },
            ]}
          />
          <RadioGroup
            {...form.text('level')}
            label="Cấp"
            options={[
              { value: 'tinh', label: 'Tỉnh' },
              { value: 'xa', label: 'Xã, phường' },
            ]}
          />
          <Checkbox
            lang={lang}
            name="illustrative"
            label="Dữ liệu minh họa"
            hint="Hiện nhãn ở mọi nơi mục này xuất hiện."
            checked
          />
        </Fieldset>
        <Buttons>
          <Button>Lưu bản nháp</Button>
          <Button look="danger" name="viec" value="bo">
            Bỏ bản nháp
          </Button>
        </Buttons>
      </Form>
      <div class="section">
        <Form lang={lang} action="/nhap" csrfToken="token" upload label="Gửi tệp">
          <FileField
            lang={lang}
            name="file"
            label="Văn bản có phụ lục"
            accept=".docx,.xlsx,.pdf"
            kinds="Word, Excel, PDF có chữ"
            mostBytes={25_000_000}
          />
          <PasswordField lang={lang} name="password" label="Mật khẩu" autocomplete="current-password" />
          <Button icon="file">Đọc văn bản</Button>
        </Form>
      </div>
      <div class="section">
        <ConfirmPanel
          title="Công bố danh mục này?"
          form={
            <Form lang={lang} action="/cong-bo" csrfToken="token">
              <Buttons>
                <Button>Công bố</Button>
                <LinkButton href="/quay-lai" look="quiet">
                  Thôi, quay lại
                </LinkButton>
              </Buttons>
            </Form>
          }
        >
          <p>24 bài toán sẽ hiện với mọi người. Sau khi công bố, mã của từng bài toán không đổi nữa.</p>
        </ConfirmPanel>
      </div>
    </>
  );
}

const meanings = [
  { value: 'tt', label: 'Số thứ tự' },
  { value: 'title', label: 'Tên bài toán' },
  { value: 'bases', label: 'Căn cứ' },
  { value: 'results', label: 'Kết quả cần đạt' },
  { value: 'other', label: 'Giữ nguyên, không hiểu' },
];

export function galleryImport(lang: Lang) {
  const columns = [
    { name: 'cot-1', header: 'Tên bài toán lớn', value: 'title', options: meanings },
    { name: 'cot-2', header: 'Căn cứ đề xuất', value: 'bases', options: meanings },
    {
      name: 'cot-3',
      header: 'Kết quả',
      value: 'results',
      options: meanings,
      problem: 'Hai cột cùng là kết quả.',
    },
  ];
  return (
    <>
      <PageHead
        title="Xem lại trước khi nhập"
        lead="Đọc được 13 dòng từ phụ lục của Thông báo 120/TB-UBND. Chưa lưu gì cho đến khi bạn xác nhận."
      />
      <Form lang={lang} action="/nhap/xac-nhan" csrfToken="token" wide>
        <ReviewTable
          lang={lang}
          caption="Phụ lục: Danh mục bài toán lớn năm 2025"
          columns={columns}
          rows={[1, 2, 3, 4, 5].map((number) => ({
            key: String(number),
            number: number === 4 ? '3' : String(number),
            problems: number === 4 ? ['Số thứ tự 3 đã có ở dòng trước.'] : [],
            skip: { name: 'bo', value: String(number), checked: false },
            cells: [
              {
                source: 'Xây dựng Trung tâm giám sát, điều hành thông minh (IOC) của tỉnh',
                read: 'Xây dựng Trung tâm giám sát, điều hành thông minh (IOC) của tỉnh',
              },
              {
                source: 'Nhiệm vụ số 130 Phụ lục II Nghị quyết 71/NQ-CP; Kế hoạch 145/KH-UBND ngày 28/5/2025',
                read: (
                  <ul>
                    <li>Nhiệm vụ số 130, Phụ lục II, Nghị quyết 71/NQ-CP</li>
                    <li>Kế hoạch 145/KH-UBND, 28/05/2025</li>
                  </ul>
                ),
                problems: number === 2 ? ['Ngày 31/02/2025 không có.'] : [],
              },
              { source: '- Kết nối 100 % sở, ngành\n- Vận hành trước quý IV/2026' },
            ],
          }))}
        />
        <Buttons>
          <Button>Xác nhận nhập 13 dòng</Button>
          <Button look="secondary" name="viec" value="doc-lai">
            Đọc lại theo cột đã chọn
          </Button>
        </Buttons>
      </Form>
    </>
  );
}
