import { fieldsAt, helpAt, valuesAt } from './scenario-fields';

const names = (path: readonly (string | number)[]) => fieldsAt(path).map(({ name }) => name);

describe('fields of a scenario', () => {
  it('are told for the top, for entries of lists, and below fields with several forms', () => {
    expect(names([])).toContain('services');
    expect(names(['limits', 'supply', 0])).toContain('minimumOrderChips');
    expect(names(['services', 0, 'mix', 0])).toContain('share');
    expect(names(['services', 0, 'load', 'growthPerMonth'])).toContain('p90');
    expect(names(['nowhere'])).toEqual([]);
  });

  it('come with the values they are chosen from', () => {
    expect(valuesAt(['limits', 'budgetByPeriod', 0, 'of'])).toEqual(['cost', 'capex']);
    expect(valuesAt(['assumptions', 'acceptEstimates'])).toEqual(['true', 'false']);
  });

  it('are explained in the language of the reader', () => {
    expect(helpAt(['services', 0, 'load', 'growthPerMonth'], 'en')).toContain('growth a month');
    expect(helpAt(['services', 0, 'nothing'], 'en')).toBeNull();
  });
});
