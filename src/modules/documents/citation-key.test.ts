import { describe, expect, it } from 'vitest';
import { citationKey, lawKey } from './citation-key.ts';

const key = (number: string) => citationKey({ kind: 'resolution', number, title: null });

describe('how a cited document is recognised', () => {
  it('a number is the same whatever its case, spaces, dashes and diacritics', () => {
    expect(key('107/2021/nđ-cp')).toBe(key('107/2021/NĐ – CP'));
    expect(key('107/2021/ND-CP')).toBe(key('107/2021/NĐ-CP'));
    expect(key('57- NQ/TW')).toBe(key('57-NQ/TW'));
    expect(key('150-CTr/TU')).toBe(key('150-CTR/TU'));
    expect(key('Số: 71/NQ-CP')).toBe(key('71/NQ-CP'));
  });

  it('Đ, đ and the Eth of old fonts are one letter, composed or not', () => {
    expect(key('865/QÐ-TTg')).toBe(key('865/QĐ-TTg'));
    expect(key('107/2021/NĐ-CP'.normalize('NFD'))).toBe(key('107/2021/NĐ-CP'));
  });

  it('leading zeros of the running number do not count, the number itself does', () => {
    expect(key('03/NQ-CP')).toBe(key('3/NQ-CP'));
    expect(key('30/NQ-CP')).not.toBe(key('3/NQ-CP'));
  });

  it('Party and State numbers stay apart', () => {
    expect(key('29-KH/TU')).not.toBe(key('29/KH-TU'));
  });

  it('a law without number is recognised by its name, with either tone-mark style', () => {
    const law = (title: string) => citationKey({ kind: 'law', number: null, title });
    expect(law('Luật Khoa học, công nghệ và đổi mới sáng tạo')).toBe(
      law('luật khoa học công nghệ và đổi mới sáng tạo'),
    );
    expect(law('Luật Chuyển giao công nghệ')).not.toBe(
      law('Luật sửa đổi, bổ sung một số điều của Luật Chuyển giao công nghệ'),
    );
  });

  it('a law with a number keeps the key of its name beside that of its number', () => {
    const law = {
      kind: 'law',
      number: '93/2025/QH15',
      title: 'Luật Khoa học, công nghệ và đổi mới sáng tạo',
    };
    expect(citationKey(law)).toBe('93/2025/QH15');
    expect(lawKey(law)).toBe(citationKey({ ...law, number: null }));
  });

  it('what cannot be told apart has no key', () => {
    expect(citationKey({ kind: 'decision', number: null, title: 'Quyết định ban hành danh mục' })).toBeNull();
    expect(key('/QĐ-UBND')).toBeNull();
    expect(citationKey({ kind: 'law', number: null, title: 'x'.repeat(5000) })).toBeNull();
  });
});
