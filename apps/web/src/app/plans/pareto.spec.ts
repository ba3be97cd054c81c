import { paretoFront } from './pareto';

const point = (x: number, y: number) => ({ name: `${x}/${y}`, x, y });

describe('paretoFront', () => {
  it('keeps what nothing else beats in both measures', () => {
    const front = paretoFront([point(3, 1), point(1, 3), point(2, 2), point(3, 3), point(2, 4)]);
    expect(front.map(({ name }) => name)).toEqual(['1/3', '2/2', '3/1']);
  });

  it('keeps one of two that are equal in one measure and not in the other', () => {
    expect(paretoFront([point(1, 2), point(1, 1), point(2, 1)])).toEqual([point(1, 1)]);
  });
});
