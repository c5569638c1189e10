import { readFileSync } from 'node:fs';
import type { ComplianceReport } from '../../../shared/contract/reports.ts';
import { reportAbout, reportMade, reportSections, type Section } from '../../../shared/reports/sections.ts';
import { language } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';

/** Points, 72 an inch. */
const MARGIN = 56;
const FOOT = 40;
const GAP = 16;
/** Of the width: what a line says, and its figure. */
const LABEL = 0.5;
const INK = '#1c2430';
const SOFT = '#4a5565';
const LINE = '#d5dbe3';
const FONT = 'DejaVu Sans';

/** Stands beside this file in the sources, and beside the built program. */
const fontFile = new URL('./font/DejaVuSans.ttf', import.meta.url);

/** Zones whose people print on Letter; everybody else has A4. */
const paperOf = (zone: string) => (/^(America|US|Canada)\/|^Pacific\/Honolulu/.test(zone) ? 'LETTER' : 'A4');

type Doc = PDFKit.PDFDocument;

/**
 * The report as a PDF in the current language, with the words and figures of the page: text that can be
 * selected and searched, tags for screen readers (PDF/UA-1), a number on each page. Letters that the font
 * lacks (Chinese, Japanese, Korean and Indian scripts) are boxes; they can only stand in two names.
 */
export async function pdfOf(report: ComplianceReport): Promise<Buffer> {
  const words = wordsOf(report);
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: paperOf(report.zone),
    margin: MARGIN,
    bufferPages: true,
    // The usual font would be read from the package's own folder.
    font: null as never,
    tagged: true,
    // Newer than its types.
    subset: 'PDF/UA' as never,
    pdfVersion: '1.7',
    lang: words.language,
    displayTitle: true,
    info: { Title: words.title, Creator: 'Heed', CreationDate: new Date(report.madeAt) },
  });
  const made = collected(doc);
  doc.registerFont(FONT, readFileSync(fontFile)).font(FONT);
  write(doc, words);
  doc.end();
  return made;
}

/** Said before anything is awaited, since the language is that of the call. */
function wordsOf(report: ComplianceReport) {
  const title = `${t('report:title')} · ${report.organisation}`;
  return {
    language: language(),
    title,
    about: [reportAbout(report), reportMade(report), t('report:figuresOnly')],
    none: t('report:none'),
    sections: reportSections(report),
    foot: (page: number, pages: number) => t('report:pageOf', { page, pages }),
  };
}
type Words = ReturnType<typeof wordsOf>;

function collected(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

function write(doc: Doc, words: Words): void {
  const root = doc.struct('Document');
  doc.addStructure(root);
  const say = (tag: string, text: string, size: number, color: string) =>
    root.add(doc.struct(tag, {}, () => void doc.fontSize(size).fillColor(color).text(text)));
  say('H1', words.title, 17, INK);
  doc.moveDown(0.3);
  for (const line of words.about) say('P', line, 9, SOFT);
  for (const section of words.sections) {
    makeRoom(doc, heightOf(doc, section));
    doc.moveDown(1.2);
    say('H2', section.title, 12, INK);
    if (section.lead !== '') say('P', section.lead, 8.5, SOFT);
    if (section.rows.length === 0) say('P', words.none, 9.5, INK);
    else table(doc, root, section.rows);
  }
  root.end();
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    // Text in the margin would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    const foot = words.foot(at - start + 1, count);
    doc.fontSize(8).fillColor(SOFT);
    doc.text(foot, MARGIN, doc.page.height - FOOT, { width: widthOf(doc), align: 'right' });
    doc.endMarkedContent();
  }
}

const widthOf = (doc: Doc): number => doc.page.width - 2 * MARGIN;

/** Columns of a table: what a line says, and to its right the figure. */
const columnsOf = (doc: Doc) => {
  const width = widthOf(doc);
  return { label: width * LABEL - GAP, value: width * (1 - LABEL), at: MARGIN + width * LABEL };
};

function rowHeight(doc: Doc, { label, value }: Section['rows'][number]): number {
  const columns = columnsOf(doc);
  doc.fontSize(9.5);
  return (
    Math.max(
      doc.heightOfString(label, { width: columns.label }),
      doc.heightOfString(value, { width: columns.value }),
    ) + 8
  );
}

/** A section stands together on one page, where it fits on one at all. */
function heightOf(doc: Doc, { rows }: Section): number {
  return rows.reduce((sum, row) => sum + rowHeight(doc, row), 70);
}

function makeRoom(doc: Doc, height: number): void {
  const bottom = doc.page.height - MARGIN;
  if (doc.y + height > bottom && doc.y > MARGIN) doc.addPage();
}

function table(doc: Doc, root: PDFKit.PDFStructureElement, rows: Section['rows']): void {
  const list = doc.struct('Table');
  root.add(list);
  const columns = columnsOf(doc);
  for (const row of rows) {
    const height = rowHeight(doc, row);
    makeRoom(doc, height);
    const y = doc.y + 4;
    doc.markContent('Artifact', { type: 'Layout' });
    doc
      .moveTo(MARGIN, y - 3)
      .lineTo(MARGIN + widthOf(doc), y - 3)
      .lineWidth(0.5)
      .stroke(LINE);
    doc.endMarkedContent();
    const line = doc.struct('TR');
    list.add(line);
    doc.fontSize(9.5).fillColor(INK);
    const head = doc.struct('TH', { scope: 'Row' } as { title?: string }, () => {
      doc.text(row.label, MARGIN, y, { width: columns.label });
    });
    const cell = doc.struct('TD', {}, () => {
      doc.text(row.value, columns.at, y, { width: columns.value, align: 'right' });
    });
    line.add(head).add(cell).end();
    doc.x = MARGIN;
    doc.y = y - 4 + height;
  }
  list.end();
}
