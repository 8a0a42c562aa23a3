// What every scene stands on, and the demo's own folder: the only place that it writes to.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SimulatedMac } from '../../platform/simulated/mac-machine.js';
import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import type { Checks } from './checks.js';
import type { Device } from './device.js';
import type { ManagementService } from './management-service.js';
import type { Page } from './page.js';
import type { RequestCounter } from './request-counter.js';
import type { SideDevice } from './side-device.js';
import { StoryEnds } from './story-ends.js';
import type { VirtualTime } from './virtual-time.js';

export interface Stage {
  readonly page: Page;
  readonly checks: Checks;
  readonly time: VirtualTime;
  readonly service: ManagementService;
  readonly device: Device;
  readonly windows: SideDevice<SimulatedWindows>;
  readonly mac: SideDevice<SimulatedMac>;
  readonly requests: RequestCounter;
  readonly paths: StagePaths;
}

export interface StagePaths {
  readonly samples: string;
  readonly service: string;
  readonly device: string;
  readonly onboarding: string;
  readonly secret: string;
  readonly windows: string;
  readonly mac: string;
  /** Of the Linux server's disk. */
  readonly copy: string;
  /** For the devices beside the first. */
  readonly sideOnboarding: string;
  readonly sideSecret: string;
  readonly profile: string;
}

/** Says that the folder is a demo's: nothing else is ever cleared away. */
const MARKER = 'made-by-holdfast-demo';

export function makeFolder(folder: string, samples: string): StagePaths {
  const known = !existsSync(folder) || existsSync(join(folder, MARKER)) || readdirSync(folder).length === 0;
  if (!known) throw new StoryEnds(`${folder} is not empty and was not made by the demo: give another --dir`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, MARKER), '');
  // As one would type them here.
  const typed = (path: string): string => relative(process.cwd(), path);
  return {
    samples: typed(samples),
    service: typed(join(folder, 'service')),
    device: typed(join(folder, 'device')),
    onboarding: typed(join(folder, 'servers.onboarding')),
    secret: typed(join(folder, 'servers.secret')),
    windows: typed(join(folder, 'windows')),
    mac: typed(join(folder, 'mac')),
    copy: typed(join(folder, 'copy')),
    sideOnboarding: typed(join(folder, 'others.onboarding')),
    sideSecret: typed(join(folder, 'others.secret')),
    profile: typed(join(folder, 'defender.mobileconfig')),
  };
}
