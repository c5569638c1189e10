import { t } from '../../../shared/text/say.ts';

/** Styles that a picture needs in itself, since it is shown without our style sheets. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const MARGIN = 24;
const HEAD = 64;
/** Sharp on paper and on dense screens. */
const SCALE = 2;
const NAMESPACE = 'http://www.w3.org/2000/svg';

function withStyles(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (!(original && element instanceof SVGElement)) return;
    const computed = getComputedStyle(original);
    for (const name of STYLES) element.style.setProperty(name, computed.getPropertyValue(name));
  });
  return copy;
}

function line(text: string, y: number, size: number, weight: number, color: string): SVGTextElement {
  const element = document.createElementNS(NAMESPACE, 'text');
  element.textContent = text;
  for (const [name, value] of Object.entries({
    x: MARGIN,
    y,
    fill: color,
    'font-size': size,
    'font-weight': weight,
  }))
    element.setAttribute(name, String(value));
  element.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  return element;
}

async function drawn(markup: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error(t('dashboard:card.cannotDraw'));
    context.scale(SCALE, SCALE);
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error(t('dashboard:card.emptyPicture')))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The chart as a PNG, with its title and what it counts above it. Drawn on this computer. */
export async function chartPicture(svg: SVGSVGElement, title: string, caption: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const root = getComputedStyle(document.documentElement);
  const color = (name: string) => root.getPropertyValue(name).trim();
  const sheet = document.createElementNS(NAMESPACE, 'svg');
  const [sheetWidth, sheetHeight] = [Math.max(width, 560) + 2 * MARGIN, height + HEAD + 2 * MARGIN];
  sheet.setAttribute('xmlns', NAMESPACE);
  sheet.setAttribute('width', String(sheetWidth));
  sheet.setAttribute('height', String(sheetHeight));
  const paper = document.createElementNS(NAMESPACE, 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: color('--panel') }))
    paper.setAttribute(name, value);
  const chart = withStyles(svg);
  for (const [name, value] of Object.entries({ x: MARGIN, y: HEAD + MARGIN, width, height }))
    chart.setAttribute(name, String(value));
  sheet.append(
    paper,
    line(title, MARGIN + 18, 18, 650, color('--ink')),
    line(caption, MARGIN + 42, 13, 400, color('--soft')),
    chart,
  );
  return drawn(new XMLSerializer().serializeToString(sheet), sheetWidth, sheetHeight);
}
