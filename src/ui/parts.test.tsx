import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Badge, IllustrativeMark } from './badge.tsx';
import { Button, LinkButton } from './button.tsx';
import { DocumentPaper } from './document-paper.tsx';
import { findWords, Highlight, Quoting } from './inline.tsx';
import { writeLetter } from './letter.tsx';
import { DefinitionList, ProgressBar, StatRow, Tabs, Timeline } from './page-parts.tsx';
import { ReviewTable } from './review-table.tsx';
import type { Station } from './stations.tsx';
import { Stations, stationsSentence } from './stations.tsx';

const station = (label: string, state: Station['state'], href?: string): Station => ({
  key: label,
  label,
  state,
  href,
});

describe('a sentence that quotes what people wrote', () => {
  const quote = (text: string, ...quoted: (string | null)[]) =>
    renderToString(<Quoting lang="en" text={text} quoted={quoted} />);

  it('marks Vietnamese in English, every time and in whatever order it stands', () => {
    expect(quote('From Sở Y tế to Sở Y tế tỉnh by Lê An.', 'Lê An', 'Sở Y tế', null, 'Sở Y tế tỉnh')).toBe(
      'From <span lang="vi">Sở Y tế</span> to <span lang="vi">Sở Y tế tỉnh</span> by <span lang="vi">Lê An</span>.',
    );
  });

  it('leaves unmarked what may be English, and all on a Vietnamese page', () => {
    expect(quote('Revoke Map of problems?', 'Map of problems')).toBe('Revoke Map of problems?');
    const vi = <Quoting lang="vi" text="Thu hồi Bản đồ?" quoted={['Bản đồ']} />;
    expect(renderToString(vi)).toBe('Thu hồi Bản đồ?');
  });

  it('is marked in the heading and the paragraphs of an English letter', () => {
    const { html, text } = writeLetter(
      'en',
      { operator: 'Operator', site: 'https://example.vn' },
      {
        subject: 'Accepted: Công ty Mẫu',
        paragraphs: ['You belong to Công ty Mẫu now.'],
        quoted: ['Công ty Mẫu'],
        reason: 'Because.',
      },
    );
    expect(html).toContain('Accepted: <span lang="vi">Công ty Mẫu</span></h1>');
    expect(html).toContain('You belong to <span lang="vi">Công ty Mẫu</span> now.');
    expect(text).toContain('You belong to Công ty Mẫu now.');
  });
});

describe('the line of stations', () => {
  const line = [
    station('Căn cứ', 'done', '/van-ban/1'),
    station('Bài toán', 'now'),
    station('Kêu gọi', 'todo'),
  ];

  it('says in one sentence where things stand', () => {
    expect(stationsSentence('vi', line)).toBe('Đang ở bước Bài toán, 1 trên 3 bước đã xong.');
    expect(stationsSentence('vi', [station('Căn cứ', 'done')])).toBe('1 trên 1 bước đã xong.');
    expect(stationsSentence('en', line)).toBe('Now at the step Bài toán; 1 of 3 steps done.');
  });

  it('links public stations alone, and says each state in words', () => {
    const html = renderToString(<Stations lang="vi" stations={line} />);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('(đã xong)');
    expect(html).toContain('(đang ở bước này)');
    expect(html).toContain('(chưa tới)');
  });

  it('draws one span fewer than piers', () => {
    expect(renderToString(<Stations lang="vi" stations={line} />).match(/class="span"/g)).toHaveLength(2);
  });
});

describe('an official document on screen', () => {
  it('keeps the national title, the signer with roles and the recipients', () => {
    const html = renderToString(
      <DocumentPaper
        issuer="TỈNH LẠNG SƠN"
        numberLine="Số: /KH-UBND"
        placeAndDate="Lạng Sơn, ngày    tháng 4 năm 2026"
        kindName="KẾ HOẠCH"
        abstract="Về việc thử"
        signer={{ roles: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], name: 'Nguyễn Văn An' }}
        recipients={['Lưu: VT']}
      />,
    );
    expect(html).toContain('Độc lập - Tự do - Hạnh phúc');
    expect(html).toContain('KT. CHỦ TỊCH');
    expect(html).toContain('Lưu: VT');
    expect(html).toContain('lang="vi"');
  });
});

describe('marked words', () => {
  const text = 'Đường Cầu số 1, cảnh báo sạt lở';
  it('are found without diacritics and as whole words', () => {
    const found = findWords(text, ['duong', 'CAU', 'sat', 'ba']).map(({ start, end }) =>
      text.slice(start, end),
    );
    expect(found).toEqual(['Đường', 'Cầu', 'sạt']);
  });

  it('leave the text as it is and escape it', () => {
    const html = renderToString(
      <Highlight text="<i> cầu & cầu" ranges={findWords('<i> cầu & cầu', ['cau'])} />,
    );
    expect(html).toBe('&lt;i> <mark>cầu</mark> &amp; <mark>cầu</mark>');
  });

  it('pass over stretches that overlap', () => {
    const ranges = [
      { start: 0, end: 3 },
      { start: 2, end: 4 },
    ];
    expect(renderToString(<Highlight text="abcdef" ranges={ranges} />)).toBe('<mark>abc</mark>def');
  });
});

describe('states, numbers and facts', () => {
  it('are never told by colour alone', () => {
    expect(renderToString(<Badge tone="now">quá hạn</Badge>)).toMatch(/<svg.*quá hạn/);
    expect(renderToString(<IllustrativeMark lang="vi" />)).toContain('dữ liệu minh họa');
    expect(renderToString(<ProgressBar share={0.5} words="còn 3 ngày" />)).toContain('còn 3 ngày');
  });

  it('keep a bar between nothing and everything', () => {
    expect(renderToString(<ProgressBar share={1.7} words="x" />)).toContain('<rect width="100"');
    expect(renderToString(<ProgressBar share={-1} words="x" />)).toContain('<rect width="0"');
  });

  it('leave out facts without a value', () => {
    const html = renderToString(
      <DefinitionList
        items={[
          { label: 'Có', value: 'x' },
          { label: 'Không', value: null },
          { label: 'Trống', value: '' },
        ]}
      />,
    );
    expect(html.match(/<dt>/g)).toHaveLength(1);
  });

  it('link a number where it leads somewhere', () => {
    const html = renderToString(
      <StatRow
        label="Số"
        items={[
          { value: '3', label: 'quá hạn', href: '/a', now: true },
          { value: '5', label: 'khác' },
        ]}
      />,
    );
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('stat-now');
  });

  it('tell what happened, when and who', () => {
    const html = renderToString(
      <Timeline items={[{ key: '1', when: '05/01/2026', what: 'Công bố', who: 'UBND tỉnh' }]} />,
    );
    expect(html).toContain('Công bố');
    expect(html).toContain('UBND tỉnh');
  });

  it('mark the present view among its neighbours', () => {
    const html = renderToString(
      <Tabs
        label="Xem"
        items={[
          { label: 'A', href: '/a', current: true },
          { label: 'B', href: '/b', current: false, count: '0' },
        ]}
      />,
    );
    expect(html).toMatch(/href="\/a" aria-current="page"/);
    expect(html).toContain('>0</span>');
  });
});

describe('buttons', () => {
  it('tell several submits of one form apart', () => {
    expect(
      renderToString(
        <Button name="viec" value="luu" look="secondary">
          Lưu
        </Button>,
      ),
    ).toMatch(/type="submit"[^>]*name="viec" value="luu"/);
  });

  it('are links where nothing changes', () => {
    expect(renderToString(<LinkButton href="/moi">Tạo</LinkButton>)).toMatch(/^<a href="\/moi"/);
  });
});

describe('the import screen', () => {
  const html = renderToString(
    <ReviewTable
      lang="vi"
      caption="Phụ lục"
      columns={[
        {
          name: 'cot-1',
          header: 'Tên bài toán',
          value: 'title',
          options: [
            { value: 'tt', label: 'STT' },
            { value: 'title', label: 'Tên' },
          ],
          problem: 'Hai cột cùng là tên.',
        },
      ]}
      rows={[
        {
          key: '7',
          number: '3',
          problems: ['Số thứ tự 3 đã có.'],
          skip: { name: 'bo', value: '7', checked: true },
          cells: [{ source: 'ngày 31/2', read: '<chưa rõ>', problems: ['Ngày không có.'] }],
        },
        { key: '8', number: '4', cells: [{ source: 'rõ ràng' }] },
      ]}
    />,
  );

  it('lets the meaning of each printed column be corrected', () => {
    expect(html).toContain('name="cot-1"');
    expect(html).toMatch(/<option(?=[^>]*value="title")(?=[^>]*selected)[^>]*>Tên/);
    expect(html).toContain('Cột “Tên bài toán” là');
    expect(html).toContain('Hai cột cùng là tên.');
  });

  it('shows what was read beside its source and counts what needs a look', () => {
    expect(html).toContain('&lt;chưa rõ>');
    expect(html).toContain('ngày 31/2');
    expect(html).toContain('2 chỗ cần xem');
    expect(html).toContain('đọc rõ');
  });

  it('lets a row be left out, and gives it an address', () => {
    expect(html).toContain('id="dong-7"');
    expect(html).toMatch(/name="bo" value="7" checked/);
  });
});
