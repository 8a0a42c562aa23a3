// Wide limits for tests of the JSON reader that are not about limits.
import type { JsonLimits } from '../../../../src/model/json/json-value.js';

export const WIDE_LIMITS: JsonLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 1_000_000,
  maxEntries: 20_000,
};
