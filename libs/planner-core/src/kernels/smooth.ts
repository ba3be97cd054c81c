/**
 * Smooth maximum of two times: the larger when `blend` is 0, their sum when it is 1.
 * Non-decreasing in both for blend in [0, 1]; one square root, no allocation.
 */
export function smoothMax(a: number, b: number, blend: number): number {
  const difference = a - b;
  return 0.5 * (a + b + Math.sqrt(difference * difference + 4 * blend * a * b));
}
