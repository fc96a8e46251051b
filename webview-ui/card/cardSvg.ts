import type { ShareCard } from '../../src/protocol/cardPage.js';
import { glyphs } from '../badges/glyphs.js';
import { outline } from '../badges/hexagon.js';
import { escaped } from '../pngOf.js';

type Badge = ShareCard['badges'][number];

const colours: Readonly<Record<Badge['group'], string>> = {
  craft: '#4a9ff5',
  team: '#4a9ff5',
  thrift: '#89d185',
  breadth: '#b180d7',
  safety: '#29b8db',
};
const [ground, ink, quiet] = ['#1f1f1f', '#ffffff', '#9d9d9d'];
const width = 560;
const edge = 30;
/** Hexagons in a row. */
const perRow = 10;

/** The card as SVG text that needs nothing else; it runs as its words do. */
export function cardSvg({ title, foot, figures, badges }: ShareCard, rightToLeft: boolean): string {
  const rows = Math.ceil(badges.length / perRow);
  const height = 155 + rows * 52;
  const step = (width - 2 * edge) / Math.max(1, figures.length);
  const place = (x: number) => (rightToLeft ? width - x : x);
  const told = figures.map(
    ({ value, words }, index) =>
      `<text x="${place(edge + index * step)}" y="92" font-size="34" font-weight="600" fill="${ink}">${escaped(value)}</text>
<text x="${place(edge + index * step)}" y="114" font-size="13" fill="${quiet}">${escaped(words)}</text>`,
  );
  const earned = badges.map((badge, index) =>
    hexagon(badge, place(edge + 18 + (index % perRow) * 50), 158 + Math.floor(index / perRow) * 52),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" direction="${rightToLeft ? 'rtl' : 'ltr'}" font-family="system-ui, sans-serif">
<rect width="100%" height="100%" rx="6" fill="${ground}"/>
<path d="M-8 25v16M-3 25v16M2 25v16M7 25v16M-11 38L11 28" transform="translate(${place(39)})" fill="none" stroke="${ink}" stroke-width="1.6" stroke-linecap="round"/>
<text x="${place(60)}" y="38" font-size="14" font-weight="600" fill="${ink}">${escaped(title)}</text>
<text x="${place(width - edge)}" y="38" font-size="12" text-anchor="end" fill="${quiet}">${escaped(foot)}</text>
${[...told, ...earned].join('\n')}
</svg>
`;
}

function hexagon({ id, group }: Badge, x: number, y: number): string {
  const colour = colours[group];
  return `<g transform="translate(${x} ${y})" fill="none" stroke="${colour}" stroke-linejoin="round" stroke-linecap="round">
<path d="${outline}" fill="${colour}" fill-opacity="0.25" stroke-width="1.5"/>
<path d="${glyphs[id]}" transform="translate(-8 -8)" stroke-width="1.1"/>
</g>`;
}
