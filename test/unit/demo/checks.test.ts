// Claims and verdict of the demo: what does not hold is shown, named and counted against it.
import { describe, expect, test } from 'vitest';
import { createChecks } from '../../../scripts/demo/checks.js';
import { createPage } from '../../../scripts/demo/page.js';
import { createTextSink } from '../../../scripts/demo/text-sink.js';

function start() {
  const sink = createTextSink();
  return { checks: createChecks(createPage(sink.write, false)), shown: sink.text };
}

describe('claims', () => {
  test('one that holds is shown as ok, without its values', () => {
    const { checks, shown } = start();
    checks.equal('The sky is blue', ['blue'], ['blue']);
    expect(shown()).toBe('   ok  The sky is blue\n');
  });

  test('one that does not hold is shown with what was expected and what was found', () => {
    const { checks, shown } = start();
    checks.equal('The sky is blue', { colour: 'grey' }, { colour: 'blue' });
    expect(shown()).toContain('NOT SO  The sky is blue');
    expect(shown()).toContain('expected: {"colour":"blue"}');
    expect(shown()).toContain('found:    {"colour":"grey"}');
  });

  test('a value that is missing is not the same as one that is there', () => {
    const { checks, shown } = start();
    checks.equal('It is set', undefined, null);
    expect(shown()).toContain('found:    undefined');
  });

  test('a condition says what was found instead', () => {
    const { checks, shown } = start();
    checks.holds('It came in time', false, '40 min');
    expect(shown()).toContain('found:    40 min');
  });

  test('a very long value is cut', () => {
    const { checks, shown } = start();
    checks.equal('Short', 'x'.repeat(10_000), '');
    expect(shown().length).toBeLessThan(1000);
  });
});

describe('the verdict', () => {
  test('all of them hold: good, with their number', () => {
    const { checks } = start();
    checks.equal('One', 1, 1);
    checks.holds('Two', true, '');
    expect(checks.verdict()).toEqual({ text: 'Everything above was checked: 2 of 2', exitCode: 0 });
  });

  test('one of many does not: bad, and it is named at the end', () => {
    const { checks } = start();
    checks.equal('One', 1, 1);
    checks.equal('Two', 1, 2);
    checks.equal('Three', 3, 3);
    const { text, exitCode } = checks.verdict();
    expect(exitCode).toBe(1);
    expect(text).toContain('2 of 3');
    expect(text).toContain('- Two');
    expect(text).not.toContain('- One');
  });

  test('nothing was claimed: bad', () => {
    expect(start().checks.verdict().exitCode).toBe(1);
  });
});
