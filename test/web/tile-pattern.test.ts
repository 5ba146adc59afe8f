import { PALETTES, tilePattern } from '../../web/parts/tile-pattern';

describe('the picture of a product', () => {
  it('is the same wherever it appears', () => {
    expect(tilePattern('LAMP', 'lamp')).toEqual(tilePattern('LAMP', 'lamp'));
    expect(tilePattern('LAMP', ' émail').letter).toBe('É');
    expect(tilePattern('LAMP', '').letter).toBe('');
  });

  it('is varied: similar SKUs have every motif in every palette', () => {
    const all = Array.from({ length: 600 }, (_, index) => tilePattern(`SKU-${index}`, 'x'));
    const kinds = new Set(all.map(({ motif, palette }) => `${motif} ${palette}`));
    expect(kinds.size).toBe(5 * PALETTES);
    expect(all.every(({ shift }) => shift >= 0 && shift <= 1)).toBe(true);
  });
});
