// The story from the first command to the last line: makes the stage, plays the scenes in order, clears up.

import { resolve } from 'node:path';
import { createChecks } from './checks.js';
import type { Device } from './device.js';
import { createDevice } from './device.js';
import { withoutRuntimeWarning } from './library-warnings.js';
import { createManagementService } from './management-service.js';
import type { Page } from './page.js';
import { createPage } from './page.js';
import { countRequests } from './request-counter.js';
import { allInAll } from './scenes/all-in-all.js';
import { bothSidesAgree } from './scenes/both-sides-agree.js';
import { copiedDisk } from './scenes/copied-disk.js';
import { firstSync } from './scenes/first-sync.js';
import { joinDevice } from './scenes/join-device.js';
import { macNotebook } from './scenes/mac-notebook.js';
import { othersJoin } from './scenes/others-join.js';
import { outOfScope } from './scenes/out-of-scope.js';
import { policiesDisagree } from './scenes/policies-disagree.js';
import { policiesGo } from './scenes/policies-go.js';
import { quietCheckIn } from './scenes/quiet-check-in.js';
import { serviceIsLost } from './scenes/service-is-lost.js';
import { setUpService } from './scenes/set-up-service.js';
import { settingBySetting } from './scenes/setting-by-setting.js';
import { somebodyTampers } from './scenes/somebody-tampers.js';
import { takenOver } from './scenes/taken-over.js';
import { threePlatforms } from './scenes/three-platforms.js';
import { whatWasVerified } from './scenes/what-was-verified.js';
import { whoManages } from './scenes/who-manages.js';
import { windowsServer } from './scenes/windows-server.js';
import { createMacDevice, createWindowsDevice } from './side-device.js';
import type { Stage, StagePaths } from './stage.js';
import { makeFolder } from './stage.js';
import { StoryEnds } from './story-ends.js';
import type { VirtualTime } from './virtual-time.js';
import { installVirtualTime } from './virtual-time.js';

export interface DemoOptions {
  readonly folder: string;
  readonly samples: string;
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
}

type Scene = (stage: Stage) => Promise<void>;

const SCENES: readonly Scene[] = [
  setUpService,
  joinDevice,
  firstSync,
  settingBySetting,
  quietCheckIn,
  somebodyTampers,
  policiesDisagree,
  policiesGo,
  outOfScope,
  serviceIsLost,
  bothSidesAgree,
  othersJoin,
  whoManages,
  threePlatforms,
  windowsServer,
  takenOver,
  macNotebook,
  copiedDisk,
  allInAll,
  whatWasVerified,
];

export async function runDemo({ folder, samples, write, isTerminal }: DemoOptions): Promise<0 | 1> {
  const page = createPage(write, isTerminal);
  try {
    const paths = makeFolder(resolve(folder), resolve(samples));
    open(page, paths);
    return await withoutRuntimeWarning(() => onVirtualTime((time) => play(page, paths, time)));
  } catch (error) {
    // Ours to explain; anything else is a mistake of the demo and goes to its caller.
    if (!(error instanceof StoryEnds)) throw error;
    page.end(`The demo cannot go on. ${error.message}`, false);
    return 1;
  }
}

function open(page: Page, paths: StagePaths): void {
  page.title('Holdfast: the whole story, on one machine', [
    'A real management service and the real agent on a Linux server, a Windows server and a Mac. These',
    'three are simulated, and the clock is moved instead of waited for. Each line marked "ok" was checked.',
    '',
    `  holdfast-service  stands for  holdfast-service --data-dir ${paths.service}`,
    `  holdfast          stands for  holdfast --simulate linux --state-dir ${paths.device}`,
    '                    (the other devices are named in their commands)',
  ]);
}

async function onVirtualTime<T>(work: (time: VirtualTime) => Promise<T>): Promise<T> {
  const time = installVirtualTime();
  try {
    return await work(time);
  } finally {
    time.restore();
  }
}

async function play(page: Page, paths: StagePaths, time: VirtualTime): Promise<0 | 1> {
  const checks = createChecks(page);
  const service = createManagementService(paths.service, time.clock, page);
  const requests = countRequests();
  let device: Device | undefined;
  try {
    device = await createDevice(paths.device, time, page);
    const windows = createWindowsDevice(paths.windows, device.ports, page);
    const mac = createMacDevice(paths.mac, device.ports, page);
    const stage = { page, checks, time, service, device, windows, mac, requests, paths };
    for (const scene of SCENES) await scene(stage);
  } finally {
    await device?.stopDaemon();
    await service.stop();
    requests.close();
  }
  const { text, exitCode } = checks.verdict();
  page.end(text, exitCode === 0);
  return exitCode;
}
