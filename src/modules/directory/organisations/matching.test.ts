import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../platform/project-root.ts';
import { type Comparable, matchNames } from './matching.ts';

interface Sample {
  code: string;
  kind: Comparable['kind'];
  name: { vi: string };
  shortName: string | null;
  validTo: string | null;
}
const sample = JSON.parse(
  readFileSync(join(projectRoot, 'db/sample/langson/organisations.json'), 'utf8'),
) as Sample[];
const directory: Comparable[] = sample.map((one, index) => ({
  id: index + 1,
  code: one.code,
  kind: one.kind,
  name: one.name.vi,
  shortName: one.shortName,
  ended: one.validTo !== null,
}));
const codeOf = (name: string) => matchNames(directory, [name]).get(name)?.code ?? null;

test.each([
  ['Sở Khoa học và Công nghệ', 'SKHCN'],
  ['Sở KH&CN', 'SKHCN'],
  ['Sở KHCN', 'SKHCN'],
  ['SKHCN', 'SKHCN'],
  ['sở khoa học & công nghệ tỉnh Lạng Sơn', 'SKHCN'],
  ['- Sở Khoa học và Công nghệ;', 'SKHCN'],
  ['Sở Khoa học và Công nghệ (cơ quan chủ trì)', 'SKHCN'],
  ['So Khoa hoc va Cong nghe', 'SKHCN'],
  ['SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'SKHCN'],
  ['Sở VH,TT&DL', 'SVHTTDL'],
  ['Sở VHTTDL', 'SVHTTDL'],
  ['Sở Nông nghiệp và Môi trường tỉnh', 'SNNMT'],
  ['Sở NN&MT', 'SNNMT'],
  ['Sở NN và MT', 'SNNMT'],
  ['Sở GD&ĐT', 'SGDDT'],
  ['Sở TT&TT', 'STTTT'],
  ['Văn phòng UBND tỉnh', 'VPUBND'],
  ['VP UBND tỉnh', 'VPUBND'],
  ['UBND tỉnh', 'UBND-LS'],
  ['UBND tỉnh Lạng Sơn', 'UBND-LS'],
  ['Ủy ban nhân dân tỉnh Lạng Sơn', 'UBND-LS'],
  ['Uỷ ban nhân dân tỉnh', 'UBND-LS'],
  ['Công an tỉnh', 'CAT'],
  ['CA tỉnh Lạng Sơn', 'CAT'],
  ['Bộ CHQS tỉnh', 'BCHQS'],
  ['BQL Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn', 'BQLKKTCK'],
  ['Ban QL KKT cửa khẩu Đồng Đăng – Lạng Sơn', 'BQLKKTCK'],
  ['Thanh tra tỉnh Lạng Sơn', 'TTT'],
  ['Sở Nội vụ', 'SNV'],
  ['Sở Ngoại vụ', 'SNGV'],
  ['SNV', 'SNV'],
  ['xã Đồng Đăng', '20-06184'],
  ['UBND xã Đồng Đăng', '20-06184'],
  ['Ủy ban nhân dân xã Đồng Đăng', '20-06184'],
  ['X. Đồng Đăng', '20-06184'],
  ['Đồng Đăng', '20-06184'],
  ['dong dang', '20-06184'],
  ['20-06184', '20-06184'],
  ['UBND phường Kỳ Lừa', '20-06187'],
  ['P. Tam Thanh', '20-05986'],
  ['Xã Quý Hòa', '20-06076'],
  ['xã Quý Hoà', '20-06076'],
  ['Xã Thụy Hùng', '20-06148'],
  ['xã Bắc Sơn', '20-06325'],
  ['UBND huyện Bắc Sơn', 'H-BAC-SON'],
  ['TP Lạng Sơn', 'TP-LANG-SON'],
  ['Thành phố Lạng Sơn', 'TP-LANG-SON'],
  ['Công ty CP Tinh dầu Minh Họa', 'MH-DN-TINHDAU'],
  ['HTX Na Minh Hoạ', 'MH-HTX-NA'],
  ['ĐH Kỹ thuật Minh Họa', 'MH-DH-KT'],
  ['Đại học Kĩ thuật Minh Họa', null],
  ['Bộ Khoa học và Công nghệ', 'BKHCN'],
  ['Bộ KHCN', 'BKHCN'],
])('“%s” names %s', (name, code) => {
  expect(codeOf(name)).toBe(code);
  expect(codeOf(name.normalize('NFD'))).toBe(code);
});

test.each([
  'UBND các xã',
  'UBND các xã, phường',
  'UBND xã',
  'UBND',
  'Sở',
  'Các sở, ban, ngành',
  'Các cơ quan, đơn vị liên quan',
  'Sở NV',
  'Lạng Sơn',
  'Sở Khoa học và Công nghệ, Sở Tài chính',
  'Xã Đồng Đặng',
  'thị trấn Đồng Đăng',
  '',
  '   ',
  '***',
  '%',
  '('.repeat(500),
])('“%s” names no one organisation for sure', (name) => {
  expect(codeOf(name)).toBeNull();
});

test('of two that share a name the one that still exists is meant', () => {
  const two: Comparable[] = [
    { id: 1, code: 'CU', kind: 'department', name: 'Sở Xây dựng', shortName: null, ended: true },
    { id: 2, code: 'MOI', kind: 'department', name: 'Sở Xây dựng', shortName: null, ended: false },
  ];
  expect(matchNames(two, ['Sở XD']).get('Sở XD')?.code).toBe('MOI');
  expect(
    matchNames(
      [two[0], two[0]].flatMap((one) => one ?? []),
      ['Sở XD'],
    ).size,
  ).toBe(0);
});
