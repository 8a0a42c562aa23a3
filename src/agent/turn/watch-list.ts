// What a turn leaves for the daemon to watch: the files that hold something of ours, as they were when last looked at,
// and those of others that what is asked for depends on.

import { join } from 'node:path';
import type { PassOutcome } from '../../enforce/pass.js';
import { fileOf } from '../../model/catalog/container.js';
import type { ContainerId } from '../../model/ids.js';
import type { ContainerImage } from '../../model/ports.js';
import type { Left, Watch, WatchedFile } from '../schedule/watch.js';
import { NOTICE } from '../schedule/watch.js';
import type { TurnPorts } from './ports.js';

interface WatchPorts {
  readonly config: Pick<TurnPorts['config'], 'root' | 'simulated'>;
  readonly machine: Pick<TurnPorts['machine'], 'adapter' | 'readFile'>;
  readonly store: { readonly memory: Pick<TurnPorts['store']['memory'], 'containers'> };
}

/** Undefined: there is nothing to watch. The files of a simulated machine are no files. */
export async function watchOf(
  { config, machine, store }: WatchPorts,
  { change, after, findings, plan }: Extract<PassOutcome, { is: 'done' }>,
): Promise<Watch | undefined> {
  if (config.simulated) return undefined;
  const owned = new Set<ContainerId>([
    ...store.memory.containers.keys(),
    ...change.keepContainers.map(({ id }) => id),
  ]);
  for (const id of change.forgetContainers) owned.delete(id);
  const files: WatchedFile[] = [];
  const watch = async (path: string, image?: ContainerImage): Promise<void> => {
    const left = await leftOf(machine, path, image);
    if (left !== undefined) files.push({ path: onDisk(config.root, path), left });
  };
  for (const id of owned) {
    const path = fileOf(id);
    if (path !== undefined) await watch(path, after.containers.get(id));
  }
  const rows = [...plan.decisions.values()].map(({ row }) => row);
  for (const path of machine.adapter.signs?.(rows) ?? []) await watch(path);
  const isContested = findings.some(({ contested }) => contested !== undefined);
  return files.length === 0
    ? undefined
    : { files, pauseMs: isContested ? NOTICE.contestedPauseMs : NOTICE.pauseMs };
}

/** Below a prefix a drive of Windows is a folder. */
const onDisk = (root: string, path: string): string =>
  root === '/' ? path : join(root, path.replace(/^([A-Za-z]):/, '$1'));

/**
 * What came between the last look and now is somebody else's, and must not pass for ours. A file that the pass could
 * not make sense of is watched as it is: the pass has said so, and only a change is news. Undefined: not to be read.
 */
async function leftOf(
  machine: WatchPorts['machine'],
  path: string,
  image: ContainerImage | undefined,
): Promise<Left | undefined> {
  const seen = await machine.readFile(path);
  if (!seen.ok) return undefined;
  if (seen.value === undefined) return image?.state.is === 'present' ? { is: 'moved' } : { is: 'absent' };
  const { sha256, size, modifiedMs } = seen.value;
  const isAsSeen = image === undefined || (image.state.is === 'present' && image.state.sha256 === sha256);
  return isAsSeen ? { is: 'file', size, modifiedMs } : { is: 'moved' };
}
