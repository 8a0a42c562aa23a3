// Which policies a device gets.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyId, sha256Text } from '../../../../src/model/ids.js';
import {
  effectivePolicies,
  isForPlatform,
  targetedPolicies,
} from '../../../../src/service/assignment/effective.js';
import type { StoredPolicy, Target } from '../../../../src/service/store/policies.js';

const policy = (id: string, targets: readonly Target[], more: Partial<StoredPolicy> = {}): StoredPolicy => ({
  id: policyId(id),
  revision: 1,
  name: id,
  sha256: sha256Text('0'.repeat(64)),
  size: 1,
  platforms: 'linux',
  family: 'endpointSecurityAntivirus',
  settings: 1,
  mistakes: 0,
  refused: undefined,
  source: 'file',
  importedAt: 0,
  targets,
  ...more,
});
const all = (exclude = false): Target => ({ to: 'all-devices', exclude });
const group = (groupId: string, exclude = false): Target => ({ to: 'group', groupId, exclude });
const device = (...groups: readonly string[]) => ({ osType: 'Linux', groups: new Set(groups) });
const names = (...args: Parameters<typeof effectivePolicies>) =>
  effectivePolicies(...args).map(({ name }) => name);

describe('a device gets', () => {
  test('nothing that is not assigned', () => {
    expect(names(device('a'), [policy('p', [])])).toEqual([]);
  });

  test('what its group or all devices are given', () => {
    const policies = [policy('p', [group('a')]), policy('q', [all()]), policy('r', [group('b')])];
    expect(names(device('a'), policies)).toEqual(['p', 'q']);
  });

  test('nothing of another platform', () => {
    expect(names(device(), [policy('p', [all()], { platforms: 'windows10' })])).toEqual([]);
  });

  test('nothing that the channel refuses, though it is targeted', () => {
    const refused = policy('p', [all()], { refused: 'for other channels' });
    expect(names(device(), [refused])).toEqual([]);
    expect(targetedPolicies(device(), [refused])).toHaveLength(1);
  });

  test('the same list in the same order, however the policies are stored', () => {
    const policies = ['c', 'a', 'b'].map((id) => policy(id, [all()]));
    expect(names(device(), policies)).toEqual(['a', 'b', 'c']);
  });
});

test('an exclusion that matches wins over any inclusion', () => {
  const target = fc.oneof(
    fc.boolean().map((exclude) => all(exclude)),
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()).map(([id, exclude]) => group(id, exclude)),
  );
  const groups = fc.subarray(['a', 'b', 'c']);
  fc.assert(
    fc.property(fc.array(target, { maxLength: 6 }), groups, (targets, own) => {
      const matching = targets.filter((each) => each.to === 'all-devices' || own.includes(each.groupId));
      const gets = names(device(...own), [policy('p', targets)]).length === 1;
      expect(gets).toBe(matching.length > 0 && matching.every(({ exclude }) => !exclude));
    }),
    { seed: 8, numRuns: 500 },
  );
});

test.each([
  ['Linux', 'linux', true],
  ['macOS', 'macOS', true],
  ['Windows Server', 'windows10', true],
  ['Windows', 'windows10,linux', true],
  ['Linux', 'linuxX', false],
  ['Plan 9', 'undefined', false],
])('%s is of platform %s: %s', (os, platforms, expected) => {
  expect(isForPlatform(os, platforms)).toBe(expected);
});
