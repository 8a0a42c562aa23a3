// The digest of a plan: over its steps and the observed values that they rest on. Pure.

import { createHash } from 'node:crypto';
import type { Sha256 } from '../model/ids.js';
import { sha256Text } from '../model/ids.js';
import type { ContainerImage, Observation, Observed, WriteBatch } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import type { Reading } from '../model/value.js';
import type { Decision, Decisions } from './decision.js';

/** Independent of the order in which settings are wanted, and of the time. */
export function planDigest(decisions: Decisions, batch: WriteBatch, observation: Observation): Sha256 {
  const settings = [...decisions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, decision]) => [key, stepText(decision), observedText(observation.settings.get(key))]);
  const whole = batch.giveBack.map((image) => [
    image.id,
    stateText(image),
    stateText(observation.containers.get(image.id)),
  ]);
  const { engine } = observation;
  const version = 'version' in engine ? engine.version : null;
  const text = JSON.stringify({ form: 1, engine: [engine.is, version], settings, whole });
  return sha256Text(createHash('sha256').update(text, 'utf8').digest('hex'));
}

function stepText(decision: Decision): unknown {
  const { row: _row, policies, held, ...move } = decision;
  const reason = 'reason' in move ? { reason: move.reason.code } : {};
  const holds = held === undefined ? {} : { held: held.map(({ key }) => key).sort() };
  return {
    ...move,
    ...reason,
    ...holds,
    policies: policies.map(({ id, revision }) => `${id}@${revision}`).sort(),
  };
}

const observedText = (observed: Observed | undefined): unknown =>
  observed === undefined
    ? null
    : [observed.raw ?? readingText(observed.stored), readingText(observed.effective)];

/** A fault's text may hold times and counts; that it could not be read is what matters. */
const readingText = (reading: Reading<Fault>): unknown =>
  reading.is === 'value' ? reading.value : { is: reading.is };

const stateText = (image: ContainerImage | undefined): unknown =>
  image?.state.is === 'present' ? image.state.sha256 : (image?.state.is ?? null);
