const rollsFor = 200;

/**
 * Rolls each sign of a figure that differs from the one before, from the end on, out of the way of the new one. Nothing where
 * the system or the editor wants less motion.
 */
export function roll(figure: Element | null, before: string): void {
  if (!figure || Number.parseFloat(getComputedStyle(figure).getPropertyValue('--tally-motion')) === 0) return;
  const signs = [...before].reverse();
  [...figure.children].reverse().forEach((sign, place) => {
    const was = signs[place] ?? '';
    if (was === sign.textContent) return;
    sign.setAttribute('data-was', was);
    sign.animate({ top: ['1lh', '0'] }, { duration: rollsFor, easing: 'ease-out' });
  });
}
