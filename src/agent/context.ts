// What every command of the agent stands on, once its configuration is known. Types only.

import type { Host } from '../../platform/host.js';
import type { Clock, Log, Random, Timer } from '../model/ports.js';
import type { Config } from './config/config.js';
import type { Processes } from './lock/processes.js';
import type { Machine, TurnPorts } from './turn/ports.js';

export interface AgentContext {
  readonly config: Config;
  readonly agentVersion: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly log: Log;
  readonly processes: Processes;
  readonly host: Host;
  readonly machine: Machine;
  readonly openService: TurnPorts['openService'];
  readonly answers: TurnPorts['answers'];
  readonly forgetKeys: TurnPorts['forgetKeys'];
}
