// The schedule as a small file, so that the daemon needs no database to know when the next turn is due. Not flushed
// to the disk: after a power cut it may be lost, which only means "overdue".

import type { Paths } from '../config/paths.js';
import { readJson, writeWhole } from '../files/own-files.js';
import type { Schedule } from './schedule.js';
import { parseSchedule } from './schedule.js';

export const readSchedule = ({ scheduleFile }: Pick<Paths, 'scheduleFile'>): Schedule =>
  parseSchedule(readJson(scheduleFile));

export function writeSchedule({ scheduleFile }: Pick<Paths, 'scheduleFile'>, schedule: Schedule): void {
  writeWhole(scheduleFile, JSON.stringify(schedule), { mode: 0o600, durable: false });
}
