// npm run bench -- compose: 2,000 rows written as .docx and .pdf, against the bare libraries writing the same table
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { writeDocx } from '../src/office/compose/docx.ts';
import { writePdf } from '../src/office/compose/pdf.ts';
import { generatedNotice } from './generated-notice.ts';

const limit = 2;
const rounds = 5;
const rows = Array.from({ length: 2_000 }, (_, at) => [
  String(at + 1),
  `Bài toán giám sát sạt lở, cảnh báo sớm cho các xã vùng cao số ${at + 1}`,
  'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ (nhiệm vụ số 130, Phụ lục II)',
  'Tỷ lệ điểm nguy hiểm được theo dõi tự động đạt 80%; dữ liệu dùng chung cho các cơ quan',
  'Sở Nông nghiệp và Môi trường',
  'Quý IV/2026',
]);
const columns = ['TT', 'Tên bài toán', 'Căn cứ', 'Kết quả', 'Cơ quan chủ trì', 'Thời gian'];

const text = generatedNotice(columns, rows);

async function bareDocx(): Promise<void> {
  const row = (cells: readonly string[]) =>
    new TableRow({ children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) });
  const table = new Table({ rows: [columns, ...rows].map(row) });
  await Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
}

/** The same table in Typst's own words, with the typefaces it brings. */
const bareTypst = NodeCompiler.create({ workspace: '/tmp' });
async function barePdf(): Promise<void> {
  const cells = [columns, ...rows].flat().map((cell) => `[${cell}]`);
  const source = `#set page(paper: "a4", flipped: true)
#set text(size: 11pt)
#table(columns: (1fr,) * 6, ${cells.join(',')})`;
  bareTypst.pdf({ mainFileContent: source });
  bareTypst.evictCache(0);
}

async function milliseconds(write: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await write();
  return performance.now() - from;
}

/** Ours and the bare library in turn; medians, so that one disturbance decides nothing. */
async function compare(ours: () => Promise<unknown>, bare: () => Promise<unknown>) {
  const [own, other]: [number[], number[]] = [[], []];
  await ours();
  await bare();
  for (let round = 0; round < rounds; round += 1) {
    own.push(await milliseconds(ours));
    other.push(await milliseconds(bare));
  }
  const median = (all: number[]) => all.sort((one, next) => one - next)[Math.floor(all.length / 2)] ?? 0;
  return { ours: median(own), bare: median(other), ratio: median(own) / median(other) };
}

const results = {
  docx: await compare(() => writeDocx(text), bareDocx),
  pdf: await compare(async () => writePdf(text), barePdf),
};
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(results)}\n`);
else
  for (const [form, { ours, bare, ratio }] of Object.entries(results))
    process.stdout.write(
      `.${form}: ${ours.toFixed(0)} ms, bare library ${bare.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${limit})\n`,
    );
if (Object.values(results).some(({ ratio }) => ratio > limit)) process.exitCode = 1;
