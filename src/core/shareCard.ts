import type { BadgeGroup } from './badges/badge.js';

/** What a card says: shares and how many badges, never a sum, a day, a name, a tool or a project. */
export interface ShareCard {
  /** "My November" */
  readonly title: string;
  /** "counted locally by Tallyboard" */
  readonly foot: string;
  readonly figures: readonly { readonly value: string; readonly words: string }[];
  /** A hexagon for each badge, in the colour of its group. */
  readonly badges: readonly Exclude<BadgeGroup, 'rhythm'>[];
}

const colours: Readonly<Record<ShareCard['badges'][number], string>> = {
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

/** The card as SVG text that needs nothing else. */
export function cardSvg({ title, foot, figures, badges }: ShareCard): string {
  const rows = Math.ceil(badges.length / perRow);
  const height = 138 + rows * 52;
  const step = (width - 2 * edge) / Math.max(1, figures.length);
  const told = figures.map(
    ({ value, words }, index) =>
      `<text x="${edge + index * step}" y="92" font-size="34" font-weight="600" fill="${ink}">${escaped(value)}</text>
<text x="${edge + index * step}" y="114" font-size="13" fill="${quiet}">${escaped(words)}</text>`,
  );
  const earned = badges.map((group, index) => hexagon(index % perRow, Math.floor(index / perRow), colours[group]));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">
<rect width="100%" height="100%" rx="6" fill="${ground}"/>
<path d="M31 25v16M36 25v16M41 25v16M46 25v16M28 38L50 28" fill="none" stroke="${ink}" stroke-width="1.6" stroke-linecap="round"/>
<text x="60" y="38" font-size="14" font-weight="600" fill="${ink}">${escaped(title)}</text>
<text x="${width - edge}" y="38" font-size="12" text-anchor="end" fill="${quiet}">${escaped(foot)}</text>
${[...told, ...earned].join('\n')}
</svg>
`;
}

function hexagon(column: number, row: number, colour: string): string {
  const [x, y, size] = [edge + 18 + column * 50, 158 + row * 52, 20];
  const points = [0, 1, 2, 3, 4, 5].map((corner) => {
    const angle = (Math.PI / 3) * corner - Math.PI / 2;
    return `${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`;
  });
  return `<polygon points="${points.join(' ')}" fill="${colour}" fill-opacity="0.25" stroke="${colour}" stroke-width="1.5"/>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
