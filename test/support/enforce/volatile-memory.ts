// What a pass remembers, kept in maps with the rules of the real store: a former value is never replaced.

import type { Intents, Memory, MemoryChange, Owned, OwnedContainer } from '../../../src/enforce/memory.js';
import type { ContainerId, SettingKey } from '../../../src/model/ids.js';
import type { Fault, Result } from '../../../src/model/result.js';
import { fail, ok } from '../../../src/model/result.js';

export interface VolatileMemory extends Memory {
  readonly owned: Map<SettingKey, Owned>;
  readonly containers: Map<ContainerId, OwnedContainer>;
  /** While set, nothing can be saved. */
  fault: Fault | undefined;
  saves: number;
  apply(change: MemoryChange): void;
}

export function createVolatileMemory(): VolatileMemory {
  const owned = new Map<SettingKey, Owned>();
  const containers = new Map<ContainerId, OwnedContainer>();
  const memory: VolatileMemory = {
    owned,
    containers,
    fault: undefined,
    saves: 0,
    saveIntents: (intents: Intents): Result<void> => {
      if (memory.fault !== undefined) {
        return fail(memory.fault);
      }
      memory.saves += 1;
      for (const intent of intents.owned) {
        const { preImage, preValue } = owned.get(intent.key) ?? intent;
        const { preValue: _, ...rest } = intent;
        owned.set(
          intent.key,
          throughJson({ ...rest, preImage, ...(preValue === undefined ? {} : { preValue }) }),
        );
      }
      for (const intent of intents.containers) {
        const { baseline } = containers.get(intent.id) ?? intent;
        containers.set(intent.id, throughJson({ ...intent, baseline }));
      }
      return ok(undefined);
    },
    apply: (change) => {
      for (const one of change.keep) owned.set(one.key, throughJson(one));
      for (const key of change.forget) owned.delete(key);
      for (const one of change.keepContainers) containers.set(one.id, throughJson(one));
      for (const id of change.forgetContainers) containers.delete(id);
    },
  };
  return memory;
}

/** What a store does to it: nothing that JSON cannot carry survives. */
const throughJson = <T>(data: T): T => JSON.parse(JSON.stringify(data));
