// What a test or a demo does to a simulated machine from outside: faults, files of other hands, the agent's memory.

import type { AgentState, Faults, MachineState } from './machine-state.js';
import type { MachineStore } from './machine-store.js';
import { managedText } from './mdatp-effective.js';
import { withFile, without } from './simulated-files.js';

export interface MachineControls {
  setFaults(faults: Partial<Omit<Faults, 'tamperProtected'>> & { readonly tamperProtected?: boolean }): void;
  setAgent(agent: Partial<AgentState>): void;
  /** What another administrator does to a file; `undefined` removes it. */
  setFile(path: string, content: string | Uint8Array | undefined): void;
  setLink(path: string, target: string): void;
  /** What only a restart of the daemon takes up is in force after it. */
  restartDaemon(): void;
}

export function createControls(store: MachineStore<MachineState>): MachineControls {
  const update = (change: (state: MachineState) => Partial<MachineState>): void => {
    const state = store.get();
    store.set({ ...state, ...change(state) });
  };
  return {
    setFaults: ({ tamperProtected, ...faults }) =>
      update((state) => {
        const tamper = tamperProtected ? { kept: managedText(state) } : null;
        const kept = tamperProtected === undefined ? state.faults.tamperProtected : tamper;
        return { faults: { ...state.faults, ...faults, tamperProtected: kept } };
      }),
    setAgent: (agent) => update((state) => ({ agent: { ...state.agent, ...agent } })),
    setFile: (path, content) =>
      update((state) =>
        content === undefined ? without(state, path) : withFile(state, path, Buffer.from(content), 'keep'),
      ),
    setLink: (path, target) =>
      update((state) => ({ files: { ...state.files, [path]: { type: 'link', target } } })),
    restartDaemon: () =>
      update((state) => ({ agent: { ...state.agent, managedAtStart: managedText(state) } })),
  };
}
