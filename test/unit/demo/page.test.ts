// The layout of the demo, plain and on a terminal.
import { describe, expect, test } from 'vitest';
import { createPage } from '../../../scripts/demo/page.js';
import { createTextSink } from '../../../scripts/demo/text-sink.js';

function draw(isTerminal: boolean, use: (page: ReturnType<typeof createPage>) => void): string {
  const sink = createTextSink();
  use(createPage(sink.write, isTerminal));
  return sink.text();
}

describe('the page', () => {
  test('is plain text when nobody watches', () => {
    const text = draw(false, (page) => {
      page.title('Title', ['line']);
      page.chapter('Chapter');
      page.command('holdfast', ['sync']);
      page.table(['A'], [['b']]);
      page.claim('Claim', true, []);
      page.end('End', true);
    });
    expect(text).not.toContain('\u001b');
  });

  test('has marks on a terminal', () => {
    expect(draw(true, (page) => page.claim('Claim', true, []))).toContain('\u001b[32mok\u001b[0m');
  });

  test('aligns columns by their widest cell', () => {
    const text = draw(false, (page) => page.table(['A', 'B'], [['long cell', 'x']]));
    expect(text).toBe('     A          B\n     long cell  x\n');
  });

  test('shows a command as a shell would take it', () => {
    const text = draw(false, (page) => page.command('holdfast', ['why', "it's", 'a/*.json']));
    expect(text).toBe("   $ holdfast why 'it'\\''s' a/*.json\n");
  });

  test('goes on in the next line where a command is too long, as a shell takes it', () => {
    const text = draw(false, (page) => page.command('holdfast', ['x'.repeat(50), 'y'.repeat(50)]));
    expect(text).toBe(`   $ holdfast ${'x'.repeat(50)} \\\n      ${'y'.repeat(50)}\n`);
  });

  test('leaves the first words of a long sentence as they are', () => {
    const text = draw(false, (page) => page.output(`An MDM agent ${'word '.repeat(30)}`));
    expect(text.startsWith('   | An MDM agent word')).toBe(true);
    expect(text).toContain('\n   |   word');
  });

  test('goes on below the second column where a line of a program is too long', () => {
    const long = 'word '.repeat(40).trimEnd();
    const lines = draw(false, (page) => page.output(`Reason      ${long}`))
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).every((line) => line.startsWith('   |             word'))).toBe(true);
    expect(lines.every((line) => line.length <= 100)).toBe(true);
  });
});
