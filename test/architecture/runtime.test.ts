// The tests run on the project's own Node, not on whatever the machine has.
import { expect, test } from 'vitest';

test('the runtime is the pinned Node', () => {
  expect(process.versions.node).toBe('26.10.0');
});
