import { describe, expect, it } from 'vitest';
import { deploymentSearchRequest } from './api/deployment-search';
import { toldFaults } from './input-faults';

const REQUEST = { model: 'm', inputTokens: 1, outputTokens: 1 };

/** What is wrong with a search in which these fields differ: path and message. */
function faultsOf(changed: object): [string, string][] {
  const { error } = deploymentSearchRequest.safeParse({ ...REQUEST, ...changed });
  return toldFaults(error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);
}

describe('faults of a value that may have several forms', () => {
  it('are those of the form that was meant, where they are', () => {
    expect(faultsOf({ inputTokens: { mean: -1 } })).toEqual([
      ['inputTokens.mean', 'Too small: expected number to be >0'],
    ]);
    expect(faultsOf({ speculation: { draftTokens: 1.5 } })).toEqual([
      ['speculation.draftTokens', 'Invalid input: expected int, received number'],
    ]);
    expect(faultsOf({ outputTokens: 0 })).toEqual([
      ['outputTokens', 'Too small: expected number to be >0'],
    ]);
  });

  it('name the forms where the value has none of them', () => {
    expect(faultsOf({ inputTokens: undefined })).toEqual([
      ['inputTokens', 'Invalid input: expected number or object'],
    ]);
  });

  it('are told as they are where there is one form only', () => {
    expect(faultsOf({ model: 5 })).toEqual([
      ['model', 'Invalid input: expected string, received number'],
    ]);
  });
});
