import { escaped } from '../pngOf.js';

/** A chart as a picture that stands alone: what the theme's variables mean on this screen is written into it. */

export interface LegendItem {
  readonly name: string;
  /** A colour as CSS has it, variables included. */
  readonly colour: string;
}

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly inner: string;
}

const painted = ['fill', 'stroke', 'fill-opacity', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'opacity'];
const lettered = ['font-size', 'font-family', 'font-weight', 'text-anchor'];
const edge = 16;
const headHeight = 44;

/** SVG text of a drawing with a heading, and of a chart of several colours what each stands for. */
export function pictureOf(drawn: Element, heading: string, legend: readonly LegendItem[]): string {
  const drawing = drawn instanceof SVGSVGElement ? ofDrawing(drawn) : ofCells(drawn);
  const style = getComputedStyle(drawn);
  const ground = solid(getComputedStyle(document.body).backgroundColor);
  const ink = solid(style.color);
  const [width, height] = [drawing.width + 2 * edge, drawing.height + headHeight + edge];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(style.fontFamily)}">
<title>${escaped(heading)}</title>
<rect width="100%" height="100%" fill="${ground}"/>
<text x="${edge}" y="27" font-size="14" font-weight="600" fill="${ink}">${escaped(heading)}</text>
${legendOf(legend, drawn, ink, width)}
<g transform="translate(${edge} ${headHeight})">${drawing.inner}</g>
</svg>
`;
}

/** From the end of the head backwards: what has no room is left out. */
function legendOf(legend: readonly LegendItem[], within: Element, ink: string, width: number): string {
  const parts: string[] = [];
  let x = width - edge;
  for (const { name, colour } of [...legend].reverse()) {
    x -= 20 + name.length * 6.2;
    if (x < width * 0.3) break;
    parts.unshift(
      `<rect x="${x}" y="18" width="10" height="10" rx="2" fill="${resolved(colour, within)}"/>` +
        `<text x="${x + 14}" y="27" font-size="11" fill="${ink}">${escaped(name)}</text>`,
    );
  }
  return parts.join('\n');
}

function ofDrawing(svg: SVGSVGElement): Drawing {
  const { width, height } = svg.viewBox.baseVal;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [...svg.querySelectorAll('*')];
  for (const [index, element] of [...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[index] as Element);
    const names = element.tagName === 'text' ? [...painted, ...lettered] : painted;
    for (const name of names) element.setAttribute(name, asWritten(name, style.getPropertyValue(name)));
    for (const name of ['class', 'style', 'aria-label', 'aria-hidden']) element.removeAttribute(name);
  }
  return { width, height, inner: copy.innerHTML };
}

function asWritten(name: string, value: string): string {
  return name === 'fill' || name === 'stroke' ? solid(value) : value;
}

/** Cells and words of a grid, where they stand. */
function ofCells(grid: Element): Drawing {
  const { left, top, width, height } = grid.getBoundingClientRect();
  const place = (element: Element) => {
    const box = element.getBoundingClientRect();
    return { x: round(box.left - left), y: round(box.top - top), width: round(box.width), height: round(box.height) };
  };
  const cells = [...grid.querySelectorAll('.day')].map((cell) => {
    const { x, y, width: wide, height: high } = place(cell);
    const fill = solid(getComputedStyle(cell).backgroundColor);
    return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="2" fill="${fill}"/>`;
  });
  const words = [...grid.querySelectorAll('.name, .hours span, .months span')].map((word) => {
    const { x, y, height: high } = place(word);
    const fill = solid(getComputedStyle(word).color);
    return `<text x="${x}" y="${round(y + high / 2 + 4)}" font-size="11" fill="${fill}">${escaped(word.textContent ?? '')}</text>`;
  });
  return { width: round(width), height: round(height), inner: [...cells, ...words].join('') };
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

function resolved(colour: string, within: Element): string {
  const probe = document.createElement('i');
  probe.style.color = colour;
  (within.parentElement ?? document.body).append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return solid(color);
}

/** `#rrggbb`, or `rgba(…)` of what one sees through: programs that draw SVG know no mixed colours. */
function solid(colour: string): string {
  const mixed = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(colour);
  if (!mixed) return colour;
  const [red, green, blue] = mixed.slice(1, 4).map((part) => Math.round(Number(part) * 255));
  return `rgba(${red}, ${green}, ${blue}, ${round(Number(mixed[4] ?? 1) * 100) / 100})`;
}
