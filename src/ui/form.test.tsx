import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Checkbox, CheckboxGroup, FileField, RadioGroup } from './choices.tsx';
import { DateField, MoneyField, PasswordField, Select, TextArea, TextField } from './fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form, fieldId } from './form.tsx';

type Input = { title: string; sectors: string[] };

const form = bindForm<Input>({
  lang: 'vi',
  values: { title: '<b>Tên</b>', sectors: ['y-te'] },
  errors: { title: 'Viết tên bài toán.' },
});

describe('a form', () => {
  it('carries its token and hidden values when it posts, and no token when it only asks', () => {
    const post = renderToString(
      <Form lang="vi" action="/muc/1" csrfToken="bí mật" hidden={{ version: '3' }}>
        x
      </Form>,
    );
    expect(post).toContain('<input type="hidden" name="_csrf" value="bí mật"/>');
    expect(post).toContain('name="version" value="3"');
    expect(
      renderToString(
        <Form lang="vi" action="/tim" method="get" csrfToken="bí mật">
          x
        </Form>,
      ),
    ).not.toContain('_csrf');
  });

  it('sends files as parts and says so to the progress script', () => {
    const html = renderToString(
      <Form lang="vi" action="/nhap" upload csrfToken={null}>
        x
      </Form>,
    );
    expect(html).toContain('enctype="multipart/form-data"');
    expect(html).toContain('data-upload="Đang tải lên"');
  });

  it('saves itself only where it is asked to, and then tells what became of the text', () => {
    const html = renderToString(
      <Form lang="vi" action="/muc/1" autosave="/muc/1/luu">
        x
      </Form>,
    );
    expect(html).toContain('data-autosave="/muc/1/luu"');
    expect(html).toContain('role="status"');
    expect(html).toContain('Đã tự giữ bản gõ dở lúc {time}');
  });
});

describe('a field', () => {
  it('keeps what was typed, escaped, and ties its error and its label to the control', () => {
    const html = renderToString(<TextField {...form.text('title')} label="Tên" hint="Một câu." />);
    expect(html).toContain('value="&lt;b>Tên&lt;/b>"');
    expect(html).toContain('<label for="f-title">Tên</label>');
    expect(html).toContain('aria-describedby="f-title-hint f-title-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('Viết tên bài toán.');
  });

  it('says when it may stay empty, and is required otherwise', () => {
    const optional = renderToString(<TextField lang="vi" name="a" label="A" optional />);
    expect(optional).toContain('(không bắt buộc)');
    expect(optional).not.toContain('required');
    expect(renderToString(<TextField lang="en" name="a" label="A" />)).toContain('required');
    const atTimes = renderToString(<TextField lang="vi" name="a" label="A" optional="at times" />);
    expect([atTimes.includes('không bắt buộc'), atTimes.includes('required')]).toEqual([false, false]);
  });

  it('tells the limit of a long text before anything is typed', () => {
    const html = renderToString(<TextArea lang="vi" name="a" label="A" value={'x & <y>'} most={1500} />);
    expect(html).toContain('Tối đa 1.500 ký tự');
    expect(html).toContain('data-count="{used} trên 1.500 ký tự"');
    expect(html).toContain('x &amp; &lt;y></textarea>');
  });

  it('shows the choice made', () => {
    const options = [
      { value: '1', label: 'Một' },
      { value: '2', label: 'Hai' },
    ];
    const html = renderToString(<Select lang="vi" name="a" label="A" value="2" options={options} />);
    expect(html).toContain('<option value>Chọn</option>');
    expect(html).toMatch(/<option(?=[^>]*value="2")(?=[^>]*selected)[^>]*>Hai/);
    expect(
      renderToString(<Select lang="vi" name="a" label="A" value="2" options={options} empty={null} />),
    ).not.toContain('Chọn');
  });

  it('takes dates and money as people write them', () => {
    expect(renderToString(<DateField lang="vi" name="d" label="Ngày" value="31/02/2026" />)).toContain(
      'value="31/02/2026"',
    );
    const money = renderToString(<MoneyField lang="vi" name="m" label="Kinh phí" value="6,2 tỷ" />);
    expect(money).toContain('value="6,2 tỷ"');
    expect(money).toContain('đồng</span>');
  });

  it('never writes a password back', () => {
    const html = renderToString(
      <PasswordField lang="vi" name="password" label="Mật khẩu" autocomplete="current-password" />,
    );
    expect(html).not.toContain('value=');
    expect(html).toContain('autocomplete="current-password"');
  });

  it('groups choices under their question and leads the error to the first one', () => {
    const options = [
      { value: 'y-te', label: 'Y tế' },
      { value: 'du-lich', label: 'Du lịch' },
    ];
    const html = renderToString(
      <CheckboxGroup {...form.choices('sectors')} label="Lĩnh vực" options={options} />,
    );
    expect(html).toContain('<legend>Lĩnh vực</legend>');
    expect(html).toMatch(/id="f-sectors"[^>]*value="y-te"[^>]*checked/);
    expect(html).toContain('id="f-sectors-2"');
    const radios = renderToString(
      <RadioGroup lang="vi" name="r" label="R" value="du-lich" options={options} />,
    );
    expect(radios.match(/checked/g)).toHaveLength(1);
  });

  it('sends one when a single box is ticked', () => {
    expect(renderToString(<Checkbox lang="vi" name="ok" label="Đồng ý" checked />)).toMatch(
      /value="1"[^>]*checked/,
    );
  });

  it('tells which files it takes, and how large', () => {
    const html = renderToString(
      <FileField lang="vi" name="f" label="Tệp" accept=".docx" kinds="Word" mostBytes={25_000_000} />,
    );
    expect(html).toContain('Word, tối đa 25 MB');
    expect(html).toContain('accept=".docx"');
  });
});

describe('the error summary', () => {
  it('is absent when nothing is wrong', () => {
    expect(renderToString(<ErrorSummary lang="vi" errors={{ title: undefined }} />)).toBe('');
  });

  it('counts what is wrong and leads to each field', () => {
    const html = renderToString(
      <ErrorSummary
        lang="vi"
        errors={{ title: 'Viết tên.', 'ket-qua[0]': 'Viết kết quả.' }}
        general="Chưa gửi được."
      />,
    );
    expect(html).toContain('Có 3 chỗ cần sửa');
    expect(html).toContain('<a href="#f-title">Viết tên.</a>');
    expect(html).toContain(`<a href="#${fieldId('ket-qua[0]')}">`);
    expect(html).toContain('Chưa gửi được.');
    expect(html).toContain('data-focus');
  });
});

describe('a group of fields', () => {
  it('has its question as legend', () => {
    expect(
      renderToString(
        <Fieldset legend="Nội dung" hint="Phần này hiện với mọi người.">
          x
        </Fieldset>,
      ),
    ).toContain('<legend>Nội dung</legend>');
  });
});
