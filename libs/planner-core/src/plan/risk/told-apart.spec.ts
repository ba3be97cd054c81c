import { messageText, say } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { toldApart } from './told-apart';

const plans = [
  { id: 'this-plan', title: say('risk/plan-this') },
  { id: 'buy-only', title: say('plan/buy-only') },
  { id: 'margin-90', title: say('risk/plan-margin', { worlds: 90 }) },
  { id: 'rent-only', title: say('plan/rent-only') },
];
const of = (...costs: number[]) => Float64Array.from(costs);
const same = of(3, 4);

describe('plans tried in the same worlds', () => {
  it('are one where they cost the same in all of them, named together in both languages', () => {
    const costs = [same, of(3, 4), of(5, 4), of(3, 4)];
    const told = toldApart(plans, [costs, costs]);
    expect(told.plans.map((p) => p.id)).toEqual(['this-plan', 'margin-90']);
    expect(told.costs).toEqual([
      [same, of(5, 4)],
      [same, of(5, 4)],
    ]);
    const [first] = told.plans;
    if (first === undefined) throw new Error('One plan is left.');
    expect(messageText(first.title, 'en')).toBe(
      'This plan; the same ahead: Buy everything; the same ahead: Rent everything',
    );
    expect(messageText(first.title, 'zh-CN')).toBe(
      '本方案；提前下单相同：全部购买；提前下单相同：全部租用',
    );
  });

  it('stay apart where worlds of either seed tell them apart', () => {
    const costs = plans.map(() => same);
    const others = plans.map((_, i) => of(i, 1));
    expect(toldApart(plans, [costs, others]).plans).toEqual(plans);
  });
});
