// New keys of a tenant.
import { expect, test } from 'vitest';
import { generateTenantKey } from '../../../src/service/signing.js';

test('no id of a key begins as an option of a command does', async () => {
  const keys = await Promise.all(Array.from({ length: 400 }, () => generateTenantKey('signing')));
  expect(keys.filter(({ kid }) => kid.startsWith('-'))).toEqual([]);
});
