// How the command line asks the daemon: a file in a folder that only root can write, with answers beside it.
// The asker writes ID.json; the turn writes ID.progress and ID.answer; the asker removes all three.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { readJson, removeQuietly, writeWhole } from '../files/own-files.js';

export type RequestKind = 'sync';

export interface Request {
  readonly id: string;
  readonly kind: RequestKind;
  readonly askedAt: EpochMs;
}

/** Where a turn is; stable words. */
export type Stage = 'survey' | 'register' | 'check-in' | 'documents' | 'enforce' | 'report' | 'save';

export interface Progress {
  readonly stage: Stage;
  readonly at: EpochMs;
}

export interface Requests {
  ask(request: Request): Result<void>;
  /** Oldest first; files that are not requests are removed. */
  pending(): readonly Request[];
  progress(id: string, progress: Progress): void;
  readProgress(id: string): Progress | undefined;
  /** Ends the request: it is not pending any more. */
  answer(id: string, answer: unknown): void;
  readAnswer(id: string): unknown;
  remove(id: string): void;
}

const ID = /^[0-9a-f-]{8,64}$/;
const KIND: RequestKind = 'sync';
const STAGES: readonly Stage[] = ['survey', 'register', 'check-in', 'documents', 'enforce', 'report', 'save'];
const WHOLE = { mode: 0o600, durable: false } as const;

export function createRequests(folder: string): Requests {
  const file = (id: string, what: 'json' | 'progress' | 'answer'): string => join(folder, `${id}.${what}`);
  const remove = (id: string): void => {
    for (const what of ['json', 'progress', 'answer'] as const) removeQuietly(file(id, what));
  };
  return {
    ask: (request) => writeWhole(file(request.id, 'json'), JSON.stringify(request), WHOLE),
    pending: () =>
      requestIds(folder)
        .map((id) => parseRequest(id, readJson(file(id, 'json'))) ?? drop(file(id, 'json')))
        .filter((request) => request !== undefined)
        .sort((a, b) => a.askedAt - b.askedAt),
    // Progress is a courtesy: where it cannot be written, the answer still comes.
    progress: (id, progress) => void writeWhole(file(id, 'progress'), JSON.stringify(progress), WHOLE),
    readProgress: (id) => parseProgress(readJson(file(id, 'progress'))),
    answer: (id, answer) => {
      writeWhole(file(id, 'answer'), JSON.stringify(answer), WHOLE);
      removeQuietly(file(id, 'json'));
    },
    readAnswer: (id) => readJson(file(id, 'answer')),
    remove,
  };
}

function requestIds(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => ID.test(id));
  } catch {
    return [];
  }
}

function parseRequest(id: string, raw: unknown): Request | undefined {
  const { kind, askedAt } = record(raw);
  if (kind !== KIND || typeof askedAt !== 'number') return undefined;
  return { id, kind, askedAt: epochMs(askedAt) };
}

function parseProgress(raw: unknown): Progress | undefined {
  const { stage, at } = record(raw);
  const known = STAGES.find((word) => word === stage);
  return known === undefined || typeof at !== 'number' ? undefined : { stage: known, at: epochMs(at) };
}

function drop(path: string): undefined {
  removeQuietly(path);
  return undefined;
}

const record = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};
