// Asks systeminformation what this machine is made of. The library starts shells of its own: it is loaded only in the
// short inventory child, never in a turn.

import { cpu, mem, system } from 'systeminformation';
import type { Hardware } from '../../model/hardware.js';
import { parseHardware } from '../../model/hardware.js';
import type { Timer } from '../../model/ports.js';

/** Each question by itself: one that hangs or fails leaves the answers of the others. */
export async function readHardware(timer: Timer, patienceMs: number): Promise<Hardware> {
  const within = <T>(question: Promise<T>): Promise<T | undefined> =>
    Promise.race([
      question.catch(() => undefined),
      new Promise<undefined>((resolve) => void timer.after(patienceMs, () => resolve(undefined))),
    ]);
  const [machine, processor, memory] = await Promise.all([within(system()), within(cpu()), within(mem())]);
  return parseHardware({
    manufacturer: machine?.manufacturer,
    model: machine?.model,
    virtual: machine?.virtual,
    processor: [processor?.manufacturer, processor?.brand].filter(Boolean).join(' '),
    cores: processor?.cores,
    memory: memory?.total,
  });
}
