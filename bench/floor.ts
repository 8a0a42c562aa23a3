// A bare Node that does the least an enforcement can: reads the policies and the managed file, compares every value,
// and writes as many values once, durably. No parser, no catalog, no database: what the machine itself costs.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './measure.js';

export interface FloorFiles {
  readonly folder: string;
  readonly policies: readonly string[];
  readonly managed: string;
}

export function floorProgram(node: string, { folder, policies, managed }: FloorFiles): Command {
  const program = join(folder, 'floor.cjs');
  writeFileSync(program, SOURCE);
  return { program: node, args: [program, join(folder, 'floor.out'), managed, ...policies] };
}

const SOURCE = `'use strict';
const fs = require('node:fs');
const [output, managed, ...policies] = process.argv.slice(2);
const scalars = (value, into) => {
  if (typeof value !== 'object' || value === null) into.push(value);
  else for (const member of Object.values(value)) scalars(member, into);
  return into;
};
const present = new Set(scalars(JSON.parse(fs.readFileSync(managed, 'utf8')), []));
const values = [];
const collect = (instance) => {
  const choice = instance.choiceSettingValue;
  if (choice?.children.length > 0) choice.children.forEach(collect);
  else if (choice) values.push(choice.value);
  if (instance.simpleSettingValue) values.push(instance.simpleSettingValue.value);
  for (const item of instance.groupSettingCollectionValue ?? []) item.children.forEach(collect);
};
for (const policy of policies)
  for (const { settingInstance } of JSON.parse(fs.readFileSync(policy, 'utf8')).settings) collect(settingInstance);
const answer = values.map((value) => ({ value, present: present.has(value) }));
const file = fs.openSync(output + '.tmp', 'w');
fs.writeSync(file, JSON.stringify(answer));
fs.fsyncSync(file);
fs.closeSync(file);
fs.renameSync(output + '.tmp', output);
`;
