import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedLoss, lossFloor, tokensForLoss } from './scaling-law';

describe('the scaling law', () => {
  it('gives Chinchilla, 70 billion parameters on 1.4 trillion tokens, the loss it was published with', () => {
    expect(expectedLoss(70e9, 1.4e12)).toBeCloseTo(1.97, 1);
  });

  it('finds the tokens whose loss it expects', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e8, max: 1e12, noNaN: true }),
        fc.double({ min: 1e9, max: 1e14, noNaN: true }),
        (params, tokens) => {
          const found = tokensForLoss(params, expectedLoss(params, tokens)) ?? 0;
          expect(found / tokens).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('knows losses that no number of tokens reaches', () => {
    expect(tokensForLoss(8e9, lossFloor(8e9))).toBeNull();
    expect(tokensForLoss(8e9, 1)).toBeNull();
  });
});
