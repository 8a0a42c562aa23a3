// What machines are made of, whatever a firmware or a library says of it.
import { expect, test } from 'vitest';
import { parseHardware } from '../../../src/model/hardware.js';

const GIB = 1024 ** 3;

test('everything that is said in its form is taken', () => {
  const all = {
    manufacturer: 'LENOVO',
    model: 'ThinkSystem SR650',
    processor: 'Intel(R) Xeon(R) Gold 6230',
    cores: 40,
    memory: 256 * GIB,
    virtual: false,
  };
  expect(parseHardware({ ...all, serial: 'is not asked for' })).toEqual(all);
});

test.each(['', ' ', '-', '--', 'Unknown', 'N/A', 'None', 'To Be Filled By O.E.M.', 'Default string'])(
  'a placeholder of the firmware says nothing: %j',
  (manufacturer) => {
    expect(parseHardware({ manufacturer, model: manufacturer, processor: manufacturer })).toEqual({});
  },
);

test('control characters, line breaks and endless texts become one line of sane length', () => {
  const model = `Box\u001b[2J\r\n\u202e"; rm -rf / #\u2028${'x'.repeat(5000)}`;
  const { model: taken = '' } = parseHardware({ model });
  expect(taken).toMatch(/^Box \[2J "; rm -rf \/ # x+$/);
  expect(taken).toHaveLength(200);
});

test.each([
  [{ cores: 0 }],
  [{ cores: 1.5 }],
  [{ cores: 1e9 }],
  [{ cores: '4' }],
  [{ memory: -1 }],
  [{ memory: Number.NaN }],
  [{ memory: 2 ** 60 }],
  [{ virtual: 'yes' }],
  [{ manufacturer: { toString: 'x' } }],
  [null],
  ['text'],
  [[]],
])('what has not its form is left out: %j', (raw) => {
  expect(parseHardware(raw)).toEqual({});
});
